package engine

import "parity/tariff"

// CutReading reads a scenario against another that does not make its cuts: in money, in staff and
// beds, in care that is not delivered, and, where the payment falls by more than the cost, in what
// the gap is worth (docs/methods.md, "A cut, four ways").
type CutReading struct {
	Against              int          // the side it is read against
	Payment, Real        tariff.Pence // what changes, in cash and at the prices of the base year
	Cost                 tariff.Pence
	RealKnown, CostKnown bool
	Staff, StaffBefore   Staffing
	Unmet, UnmetBefore   []UnmetLine
	// Gap is what the surplus falls by, 0 where it does not fall, or the payment does not; and
	// GapShare its share of the cost of all care. Both are 0 where a cost is not known.
	Gap      tariff.Pence
	GapShare float64
	// PersonYears is how many are cared for a year, delivered or not.
	PersonYears, PersonYearsBefore float64
}

// Surplus is what the surplus changes by; false where a cost is not known.
func (r *CutReading) Surplus() (tariff.Pence, bool) { return r.Payment - r.Cost, r.CostKnown }

// GapWTE is the staff, on average over the run, of the same share off all care as the gap is of
// its cost: what it would take if it were met by care. GapPersonYears is that of the person-years
// of care a year.
func (r *CutReading) GapWTE() float64         { return r.GapShare * r.Staff.All() }
func (r *CutReading) GapPersonYears() float64 { return r.GapShare * r.PersonYears }

// ReadCut reads a side of a comparison against another.
func (c *Comparison) ReadCut(side, against int) CutReading {
	r, before := c.results[side], c.results[against]
	is, was := c.Sides[side].Whole.All, c.Sides[against].Whole.All
	reading := CutReading{
		Against: against, Payment: is.Income - was.Income, Real: is.Real - was.Real, RealKnown: is.RealKnown && was.RealKnown,
		Staff: r.Staffing(), StaffBefore: before.Staffing(), Unmet: r.Unmet(), UnmetBefore: before.Unmet(),
	}
	cost, known := is.Cost.Known()
	costBefore, knownBefore := was.Cost.Known()
	reading.Cost, reading.CostKnown = cost-costBefore, known && knownBefore
	years := 0.0
	for i := range r.Model.Months {
		years += r.Model.YearShare(i)
	}
	reading.PersonYears, reading.PersonYearsBefore = r.caredFor()/years, before.caredFor()/years
	if surplus, known := reading.Surplus(); known && reading.Payment < 0 && surplus < 0 && cost > 0 {
		reading.Gap = -surplus
		reading.GapShare = min(1, float64(reading.Gap)/float64(cost))
	}
	return reading
}

// caredFor are the person-years that are cared for under all contracts over the run.
func (r *Result) caredFor() (years float64) {
	for c := range r.Activity.Contracts {
		for k := range r.Activity.Contracts[c].Currencies {
			for i := range r.Model.Months {
				of, _ := r.personYears(c, &r.Activity.Contracts[c].Currencies[k], i)
				years += of.Units()
			}
		}
	}
	return years
}
