package extract

import (
	"encoding/csv"
	"strings"
	"unicode"
)

// likely are words that columns of a field are called by in extracts, likeliest first; each
// is compared without case, spaces and signs.
var likely = [fieldLimit][]string{
	Person:         {"person", "personid", "localpatientid", "localpatientidentifierextended", "pseudonym", "patientid", "patient", "nhsnumber", "serviceuserid"},
	Provider:       {"provider", "orgidprov", "organisationidentifiercodeofprovider", "providercode", "orgcodeprovider", "trust"},
	Commissioner:   {"commissioner", "orgidcomm", "organisationidentifiercodeofcommissioner", "commissionercode", "orgcodecommissioner", "icb", "ccg"},
	Currency:       {"currency", "amhcareclustcodefin", "adultmentalhealthcareclustercode", "careclustercode", "clustercode", "carecluster", "cluster", "currencycode", "hrg", "tariffcode"},
	Start:          {"start", "startdate", "startdatecareclust", "startdatecarecluster", "episodestart", "datestart", "from", "referralrequestreceiveddate", "carecontdate", "contactdate", "startdatehospprovspell", "admissiondate"},
	End:            {"end", "enddate", "enddatecareclust", "enddatecarecluster", "episodeend", "dateend", "to", "servdischdate", "dischargedate", "dischdatehospprovspell"},
	Measure:        {"measure", "unit", "unitofmeasure", "pointofdeliverycode"},
	Quantity:       {"quantity", "activity", "count", "units", "number", "contractmonitoringactualactivity"},
	Reviewed:       {"reviewed", "reviewdate", "lastreview", "lastreviewdate", "datelastreviewed", "asstoolcompdate", "assessmenttoolcompletiondate"},
	FinancialYear:  {"financialyear"},
	FinancialMonth: {"financialmonth"},
	Record:         {"record", "recordid", "mhs803uniqid"},
}

// Guess proposes a mapping from an extract's header: a column for each field that one is
// called like. Fields that nothing is called like are left with a blank column, to be filled
// in or taken out.
func Guess(s *Source) (string, error) {
	header, err := readHeader(&blocks{source: s.text, line: 1, size: usualBlock})
	if err != nil {
		return "", s.named(err)
	}
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Write(strings.Split(MappingHeader, ","))
	byMonth := guess(FinancialMonth, header) != ""
	for f := range fieldLimit {
		column := guess(f, header)
		if column != "" || toPrice[f] && !(f == Start && byMonth) {
			w.Write([]string{f.String(), column, "", ""})
		}
	}
	w.Flush()
	return b.String(), w.Error()
}

// guess is the column that is most likely a field; blank where none is.
func guess(f Field, header []string) string {
	for _, word := range likely[f] {
		for _, column := range header {
			if plain(column) == word {
				return column
			}
		}
	}
	return ""
}

// plain is a name without case, spaces and signs.
func plain(name string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, name)
}
