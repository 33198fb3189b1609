package records

import "parity/tariff"

// Record is one record of care. Provider, Commissioner and Currency are places in whatever
// lists the reader keeps; the provider's and the currency's are those of the Basis.
type Record struct {
	Provider, Commissioner, Currency int32

	// Measure is what is counted of the currency where Stated. Otherwise the record is an
	// episode, from which days, years, review periods and entries follow.
	Measure tariff.Measure
	Stated  bool

	// Start is the first day that counts, End the first that does not: as for nights in
	// hospital, the day someone leaves or moves on is not theirs. A zero End is still open.
	Start, End Date

	// Quantity is how many there were where Counted, all in the month of Start.
	Quantity tariff.Quantity
	Counted  bool
}

// Act says whether a record counts something done in the month of its start, and has nobody
// somewhere from day to day.
func (r *Record) Act() bool {
	return r.Counted || r.Stated && !byDay(r.Measure) && r.Measure != tariff.Period
}

// Reason says why a record has no price; blank for one that has.
type Reason string

// What keeps a record from being priced at a schedule.
const (
	NotPriced       Reason = "the schedule has no price of this currency"
	MeasureUnpriced Reason = "the schedule has no price of this measure of this currency"
	PriceMissing    Reason = "the price of one of the record's months is missing"
	PriceNotYet     Reason = "the schedule has no price yet in one of the record's months"
	MeasureNeeded   Reason = "the schedule prices measures that dates alone do not give; the record needs a measure"
	CommunityShare  Reason = "the price covers the community alone, and the record does not say who was in hospital"
	NoReviewPeriod  Reason = "the schedule prices review periods, and the currency has none"
	ManyMonths      Reason = "a quantity over several months; give a record for each month, or leave the quantity blank"
	TooLarge        Reason = "the quantity is too large to be kept to the penny"
	NeverPriced     Reason = "people and months are not priced; the measure is another"
)
