package tariff

import "slices"

// Measure is what is counted of a currency.
type Measure uint8

// The measures, in the order in which tables and results show them
// (docs/methods.md, "Measures").
const (
	Day          Measure = iota // person-days on the caseload: admitted and community
	AdmittedDay                 // person-days in hospital
	CommunityDay                // person-days out of hospital
	Start                       // people who begin from outside
	Entry                       // starts and moves in
	Assessment                  // assessments made, of those taken on and those not
	Period                      // review periods begun
	YearOfCare                  // person-years: days over the days of that financial year
	Contact                     // contacts, given
	BedDay                      // bed days, given
	Person                      // people at the month's end: a stock, never priced
	PerMonth                    // not a measure of activity: what a package asks each month, whoever is there
	measureLimit                // one past the last
)

var measureNames = [measureLimit]string{
	"day", "admitted_day", "community_day", "start", "entry", "assessment",
	"period", "year", "contact", "bed_day", "person", "month",
}

// MeasureCount is the number of measures, for arrays indexed by Measure.
const MeasureCount = int(measureLimit)

// ParseMeasure finds a measure by its name in tables; false where there is none.
func ParseMeasure(name string) (Measure, bool) {
	i := slices.Index(measureNames[:], name)
	if i < 0 {
		return 0, false
	}
	return Measure(i), true
}

// String is the measure's name in tables: "admitted_day".
func (m Measure) String() string { return measureNames[m] }

// IsAct says whether the measure counts acts (a contact, a bed day, an admitted day, an
// assessment), paid as delivered, rather than presence, paid as the caseload is.
func (m Measure) IsAct() bool {
	switch m {
	case Contact, BedDay, AdmittedDay, Assessment:
		return true
	}
	return false
}

// Priced says whether a schedule may price the measure.
func (m Measure) Priced() bool { return m != Person && m != PerMonth }

// Unit is what a price is for: one measure of one currency.
type Unit struct {
	Currency string
	Measure  Measure
}
