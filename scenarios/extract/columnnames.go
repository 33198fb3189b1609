package extract

import (
	"slices"
	"strings"
	"unicode"
)

// fieldsByCertainty are the fields in the order in which they choose their columns: those whose
// names are seldom another's first.
var fieldsByCertainty = [...]Field{Person, FinancialYear, FinancialMonth, Reviewed, Start, End, Commissioner, Provider, Measure, Currency, Quantity, Record}

// called are the names of columns in published data sets and the usual plain ones, likeliest
// first, without case, spaces and signs.
var called = [fieldLimit][]string{
	Person:         {"person", "personid", "localpatientid", "localpatientidentifierextended", "pseudonym", "patientid", "patient", "nhsnumber", "serviceuserid", "clientid", "hospitalnumber"},
	Provider:       {"provider", "orgidprov", "organisationidentifiercodeofprovider", "providercode", "orgcodeprovider", "orgcodeprov", "trust", "trustcode"},
	Commissioner:   {"commissioner", "orgidcomm", "organisationidentifiercodeofcommissioner", "commissionercode", "orgcodecommissioner", "orgcodecomm", "icb", "subicb", "ccg", "purchaser"},
	Currency:       {"currency", "amhcareclustcodefin", "adultmentalhealthcareclustercode", "careclustercode", "clustercode", "carecluster", "cluster", "currencycode", "tariffcode", "hrg"},
	Start:          {"start", "startdate", "startdatecareclust", "startdatecarecluster", "episodestart", "datestart", "startdatehospprovspell", "from", "referralrequestreceiveddate", "carecontdate", "contactdate", "admissiondate"},
	End:            {"end", "enddate", "enddatecareclust", "enddatecarecluster", "episodeend", "dateend", "dischdatehospprovspell", "to", "servdischdate", "dischargedate"},
	Measure:        {"measure", "unit", "unitofmeasure", "pointofdeliverycode", "pod"},
	Quantity:       {"quantity", "contractmonitoringactualactivity", "activity", "count", "units", "number", "qty"},
	Reviewed:       {"reviewed", "reviewdate", "lastreview", "lastreviewdate", "datelastreviewed", "asstoolcompdate", "assessmenttoolcompletiondate"},
	FinancialYear:  {"financialyear", "finyear", "fy"},
	FinancialMonth: {"financialmonth", "finmonth"},
	Record:         {"record", "recordid", "mhs803uniqid"},
}

// phrase is words of a column's name, each with others that may stand in its place after a
// bar. All have to be there, in any order; * ends a word of which only the beginning counts.
type phrase []string

// toldBy are the phrases by which names of a field are known, likeliest first, and words that
// say it is something else after all.
var toldBy = [fieldLimit]struct {
	says   []phrase
	unless []string
}{
	Person: {
		[]phrase{{"pseudo*"}, {"person|patient|client|pt|user|su|individual|subject", number}, {"nhs", number}, {"rio|mrn|crn|paris|systmone|carenotes|epjs|ehr|pas|hospital|unit", number}, {"mrn|crn"}, {"person|patient|client"}},
		[]string{"name", "status", "age", "sex", "gender", "birth", "dob", "postcode", "gp", "practice", "type", "indicator", "date", "ethnic*", "class*", "count", "record", "org*", "provider", "commissioner"},
	},
	Provider: {
		[]phrase{{"provider|prov", code}, {"trust", code}, {"provider|trust"}, {"org|organisation", code}},
		[]string{"name", "desc*", "comm*", "site", "gp", "practice", "residence", "referring", "type", "spell", "registration", "icb", "ccg", "purchaser", "lad"},
	},
	Commissioner: {
		[]phrase{{"commissioner|commissioning|comm|purchaser", code}, {"commissioner|purchaser"}, {"icb|subicb|ccg|pct", code}, {"icb|subicb|ccg|pct"}},
		[]string{"name", "desc*", "serial", "category", "service", "date", "type"},
	},
	Currency: {
		[]phrase{{"cluster|clust", code}, {"cluster|clust"}, {"currency", code}, {"currency"}, {"tariff|hrg", code}, {"hrg"}},
		[]string{"name", "desc*", "date", "dt", "start", "end", "super*", "review*", "score", "uniq*", "reason", "method", "record", "type", "previous", "initial", "days", "allocated"},
	},
	Start: {
		[]phrase{{"cluster|clust|episode|spell", "start*|begin*|began|from|commence*|open*|assign*|allocat*", day}, {"start*|begin*|began|commence*|open*", day}, {"from", day}, {"effective|valid", "from"}, {"admission|admitted|admit|adm", day}, {"cluster|clust", "date"},
			{"referral", "received|accepted", "date"}, {"referral|referred", day}, {"contact|attendance|appointment|appt|activity|attended", day}, {"episode|spell|cluster", "start|from|begin"}},
		[]string{"end*", "birth", "reporting", "period", "review*", "disch*", "finish*", "closed", "closure", "due", "next", "time", "month", "year", "assessment", "count", "loaded", "created", "submission", "extract"},
	},
	End: {
		[]phrase{{"cluster|clust|episode|spell", "end*|finish*|to|close*|closure|disch*|until", day}, {"end*|finish*|closed|closure|ceased|until", day}, {"disch*", day}, {"to", day}, {"valid|effective", "to|until"}, {"episode|spell|cluster", "end|to"}},
		[]string{"start*", "birth", "reporting", "period", "review*", "method", "reason", "destination", "expected", "planned", "ready", "due", "time", "month", "year", "referral", "count"},
	},
	Measure: {
		[]phrase{{"unit|units", "measure"}, {"point", "delivery"}, {"pod", "code"}, {"measure"}},
		[]string{"name", "desc*", "description", "value", "local", "further", "group*"},
	},
	Quantity: {
		[]phrase{{"actual", "activity"}, {"quantity|qty"}, {"activity|contacts|attendances", "count|quantity|volume|number|total|no"}, {"contacts|attendances|volume"}},
		[]string{"plan*", "cost", "price", "date", "type", "id", "code", "treatment"},
	},
	Reviewed: {
		[]phrase{{"last|latest|recent", "review*", day}, {"review*", day}, {"last|latest", "review*"}, {"assessment|asstool|honos", "comp*|completion|completed", "date"}, {"date", "reviewed"}},
		[]string{"next", "due", "planned", "start*", "end*", "overdue", "by", "period"},
	},
	FinancialYear:  {[]phrase{{"financial|fin|fiscal", "year|yr"}}, []string{"month", "mth", "quarter"}},
	FinancialMonth: {[]phrase{{"financial|fin|fiscal", "month|mth|mnth|period"}}, nil},
	// The MHSDS's RecordNumber is no record's: it is of a person in a submission.
	Record: {[]phrase{{"record|row|episode", "id|identifier|no|number|num|seq*"}}, []string{"recordnumber", "person", "patient", "date", "type"}},
}

// What numbers, codes and days are called.
const (
	number = "id|identifier|ident|no|number|num|key|ref|reference|code"
	code   = "code|id|identifier|cd|org*|no|number"
	day    = "date|dt|day|datetime|timestamp"
)

// of says whether words have all of a phrase.
func (p phrase) of(words []string) bool {
	return !slices.ContainsFunc(p, func(any string) bool { return !anyOf(words, strings.Split(any, "|")) })
}

// anyOf says whether there is one of some words.
func anyOf(words, some []string) bool {
	return slices.ContainsFunc(some, func(one string) bool {
		beginning, open := strings.CutSuffix(one, "*")
		return slices.ContainsFunc(words, func(word string) bool { return word == beginning || open && strings.HasPrefix(word, beginning) })
	})
}

// wordsOf are the words of a name in small letters: what spaces and signs part, and what capitals
// do, so that OrgIDProv is org, id and prov, and RiO is also rio; and the name in one word.
func wordsOf(name string) []string {
	var words []string
	for _, word := range strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		words = append(words, strings.ToLower(word))
		letters := []rune(word)
		from := 0
		for i := 1; i < len(letters); i++ {
			begins := unicode.IsUpper(letters[i]) && (!unicode.IsUpper(letters[i-1]) || i+1 < len(letters) && unicode.IsLower(letters[i+1]))
			if begins {
				words = append(words, strings.ToLower(string(letters[from:i])))
				from = i
			}
		}
		words = append(words, strings.ToLower(string(letters[from:])))
	}
	return append(words, plain(name))
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
