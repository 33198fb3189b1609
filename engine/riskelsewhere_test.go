package engine_test

import (
	"slices"

	"parity/engine"
	"parity/tariff"
)

// missesUnknown says whether a draw may miss care of which it is not known what part of a person's it
// is, though as the cells stand nothing of it is missed: a unit cost is missing, or days are.
func missesUnknown(r *engine.Result) bool {
	for k := range r.Care.Resources {
		if slices.Contains(r.Care.Resources[k].CostKnown, false) {
			return true
		}
	}
	for c := range r.Activity.Contracts {
		for _, counted := range r.Activity.Contracts[c].Currencies {
			if counted.Measures[tariff.YearOfCare] == nil {
				return true
			}
		}
	}
	return false
}

// roundingElsewhere bounds what rounding may move of what care not delivered costs elsewhere, in
// pounds: half a penny of each line, and half a thousandth of the person-years of which a part is
// missed, of that part, and of each quantity that the part is worked out from, at the sector's pounds.
func roundingElsewhere(r *engine.Result) float64 {
	const half, penny = 0.0005, 0.01
	within := 0.0
	unmet := r.Unmet()
	for _, line := range r.Consequences() {
		pounds := line.Pounds.InexactFloat64()
		for k := range unmet {
			if unmet[k].Contract != line.Contract || unmet[k].Currency != line.Currency {
				continue
			}
			for i, cared := range unmet[k].Cared {
				within += penny + pounds*(4*half+cared.Units()*roundedPart(r, line.Contract, line.Currency, i))
			}
		}
	}
	return within
}

// roundedPart bounds what rounding may move of the part of care that is missed in a month: what a
// few thousandths of each quantity are worth, of what all of them are.
func roundedPart(r *engine.Result, contract, currency, i int) float64 {
	const few = 0.005
	asks, asked, rounded := 1.0, 0.0, 0.0
	for k := range r.Model.Packages {
		for _, row := range r.Model.Packages[k].Quantity {
			asks += row.Value
		}
	}
	for l := range r.Care.Lines {
		line := &r.Care.Lines[l]
		if line.Contract != contract || line.Currency != currency {
			continue
		}
		at := &r.Care.Resources[line.Provided]
		each := (at.Variable[i] + at.SemiFixed[i] + at.Fixed[i]).Pounds()
		packages := line.Asked[i].Units()
		if line.AskedInstead != nil {
			packages -= line.AskedInstead[i].Units()
		}
		asked += packages * each
		rounded += few*asks*each + packages*1e-6
		if all := at.Asked[i].Units(); all > 0 { // of the room there is each has the part that its rounded ask is of all
			rounded += few * asks * each * line.Asked[i].Units() / all
		}
	}
	if asked <= 0 {
		return 1
	}
	return min(1, rounded/asked)
}
