package engine

import (
	"slices"

	"parity/tariff"
)

// CutReading reads a scenario against the baseline: in staff and beds, in care that is not
// delivered, and, where the payment falls by more than the cost, in what the gap is worth
// (docs/methods.md, "A cut, four ways"). Payment, cost and real terms are in Comparison.
type CutReading struct {
	Staff, BaselineStaff Staffing
	Unmet, BaselineUnmet []UnmetLine
	// Gap is what the surplus falls by, 0 where it does not fall, or the payment does not; false
	// where a cost is not known.
	Gap      tariff.Pence
	GapKnown bool
	// GapWTE and GapPersonYears are the staff, on average over the run, and the person-years of
	// care a year, of the same share off all care as the gap is of its cost: what it would take
	// if it were met by care.
	GapWTE, GapPersonYears float64
	// PersonYears is how many are cared for a year, delivered or not.
	PersonYears, BaselinePersonYears float64
}

// ReadCut reads a side of a comparison against its baseline.
func (c *Comparison) ReadCut(side int) CutReading {
	r, base := c.results[side], c.results[c.Baseline]
	reading := CutReading{Unmet: r.Unmet(), BaselineUnmet: base.Unmet()}
	own, was := c.Sides[side].Whole.All, c.Sides[c.Baseline].Whole.All
	falls := own.Income < was.Income
	reading.Staff, reading.BaselineStaff = r.Staffing(), base.Staffing()
	left, known := own.Surplus()
	before, beforeKnown := was.Surplus()
	reading.GapKnown = known && beforeKnown
	years := 0.0
	for i := range r.Model.Months {
		years += r.Model.YearShare(i)
	}
	reading.PersonYears, reading.BaselinePersonYears = r.caredFor()/years, base.caredFor()/years
	if !falls || !reading.GapKnown || left >= before || own.Cost.Pence <= 0 {
		return reading
	}
	reading.Gap = before - left
	share := min(1, float64(reading.Gap)/float64(own.Cost.Pence))
	reading.GapWTE = share * reading.Staff.All()
	reading.GapPersonYears = share * reading.PersonYears
	return reading
}

// caredFor are the person-years that are cared for under all contracts over the run.
func (r *Result) caredFor() (years float64) {
	for k := range r.Activity.Contracts {
		for j := range r.Activity.Contracts[k].Currencies {
			for i := range r.Model.Months {
				if of, there := r.personYears(k, &r.Activity.Contracts[k].Currencies[j], i); there {
					years += of.Units()
				}
			}
		}
	}
	return years
}

// UnmetTotals is the care of one currency that is not delivered over a run: as people's worth of
// it, as review periods, and in the units of resources.
type UnmetTotals struct {
	Currency             int
	PersonYears, Periods tariff.Quantity
	Known                bool         // of PersonYears and Periods
	Units                []UnitTotals // as NotDeliveredIn lists them, of this currency
}

// In is what is not delivered of the currency in one unit.
func (t *UnmetTotals) In(unit string) tariff.Quantity {
	at := slices.IndexFunc(t.Units, func(u UnitTotals) bool { return u.Unit == unit })
	if at < 0 {
		return 0
	}
	return t.Units[at].NotDelivered
}

// UnmetIn adds up people's worth of care not delivered by currency, over contracts and the run,
// in the order of the table.
func (r *Result) UnmetIn() []UnmetTotals {
	var totals []UnmetTotals
	unmet := r.Unmet()
	for currency := range r.Model.Currencies {
		t, there := UnmetTotals{Currency: currency, Known: true}, false
		for k := range unmet {
			if unmet[k].Currency != currency {
				continue
			}
			years, known := unmet[k].All()
			t.PersonYears, t.Known, there = t.PersonYears+years, t.Known && known, true
			for _, periods := range unmet[k].Periods {
				t.Periods += periods
			}
		}
		if there {
			t.Units = r.notDelivered(currency)
			totals = append(totals, t)
		}
	}
	return totals
}

// UnitTotals is what resources of one unit do not deliver over a run: contacts, bed days.
type UnitTotals struct {
	Unit         string
	NotDelivered tariff.Quantity
}

// NotDeliveredIn adds up what is not delivered by the unit of the resources, in the order of
// their table.
func (r *Result) NotDeliveredIn() []UnitTotals { return r.notDelivered(anyCurrency) }

// notDelivered is NotDeliveredIn for one currency, or for all of them.
func (r *Result) notDelivered(currency int) []UnitTotals {
	var totals []UnitTotals
	for at := range r.Model.Resources {
		for l := range r.Care.Lines {
			line := &r.Care.Lines[l]
			if r.Care.Resources[line.Provided].Resource != at || currency != anyCurrency && line.Currency != currency {
				continue
			}
			unit := r.Model.Resources[at].Unit
			place := slices.IndexFunc(totals, func(t UnitTotals) bool { return t.Unit == unit })
			if place < 0 {
				place = len(totals)
				totals = append(totals, UnitTotals{Unit: unit})
			}
			for _, short := range line.NotDelivered {
				totals[place].NotDelivered += short
			}
		}
	}
	return slices.DeleteFunc(totals, func(t UnitTotals) bool { return t.NotDelivered == 0 })
}
