package engine

import (
	"slices"

	"parity/tariff"
)

// UnmetLine is people's worth of care that one currency under one contract does not get, a month
// an entry (docs/methods.md, "Care not delivered, as people").
type UnmetLine struct {
	Contract, Currency int
	PersonYears        []tariff.Quantity // not delivered
	Periods            []tariff.Quantity // review periods not delivered: the same share of those begun
	Cared              []tariff.Quantity // person-years cared for: those that are not delivered are among them
	// Known is false where something is not delivered and it is not known what of a person's
	// care that is: there are no days, or a unit cost is missing.
	Known []bool
}

// All is people's worth over the run; false where a month's is not known.
func (l *UnmetLine) All() (sum tariff.Quantity, known bool) {
	for _, q := range l.PersonYears {
		sum += q
	}
	return sum, !slices.Contains(l.Known, false)
}

// PersonYearsOf adds up people's worth of care not delivered; false where some is not known.
func PersonYearsOf(lines []UnmetLine) (sum tariff.Quantity, known bool) {
	known = true
	for k := range lines {
		years, isKnown := lines[k].All()
		sum, known = sum+years, known && isKnown
	}
	return sum, known
}

// Unmet is people's worth of care that is not delivered, of each contract's currencies that miss
// any:
//
//	ROUND(person-years x (value asked by packages - value delivered, at least 0) / value asked by packages, 3)
//
// each resource at its unit cost before MFF. What stands in for another counts as delivered.
func (r *Result) Unmet() []UnmetLine {
	var unmet []UnmetLine
	for lines := range r.Care.byCurrency() {
		if slices.ContainsFunc(lines, func(l CareLine) bool { return slices.ContainsFunc(l.NotDelivered, some) }) {
			unmet = append(unmet, r.unmet(lines))
		}
	}
	return unmet
}

func some(q tariff.Quantity) bool { return q != 0 }

// byCurrency gives the lines of each contract's currency together.
func (c *Care) byCurrency() func(yield func([]CareLine) bool) {
	return func(yield func([]CareLine) bool) {
		for from := 0; from < len(c.Lines); {
			to := from + 1
			for to < len(c.Lines) && c.Lines[to].Contract == c.Lines[from].Contract && c.Lines[to].Currency == c.Lines[from].Currency {
				to++
			}
			if !yield(c.Lines[from:to]) {
				return
			}
			from = to
		}
	}
}

// unmet is Unmet for the lines of one contract's currency.
func (r *Result) unmet(lines []CareLine) UnmetLine {
	months := r.Model.Months
	u := UnmetLine{Contract: lines[0].Contract, Currency: lines[0].Currency,
		PersonYears: make([]tariff.Quantity, months), Periods: make([]tariff.Quantity, months), Cared: make([]tariff.Quantity, months), Known: make([]bool, months)}
	activity := r.Activity.Contracts[u.Contract].find(u.Currency)
	for i := range months {
		var asked, delivered float64
		u.Known[i] = true
		short := false
		for l := range lines {
			line := &lines[l]
			short = short || line.NotDelivered[i] != 0
			u.Known[i] = u.Known[i] && r.Care.Knows(line, i)
			each := r.Care.Resources[line.Provided].unitCost(i)
			packages := line.Asked[i]
			if line.AskedInstead != nil {
				packages -= line.AskedInstead[i]
			}
			asked += packages.Units() * each
			delivered += line.Delivered[i].Units() * each
		}
		years, there := r.personYears(u.Contract, activity, i)
		u.Cared[i] = years
		switch {
		case !short:
			u.Known[i] = true
		case !there || asked <= 0:
			u.Known[i] = false
		case u.Known[i]:
			share := max(0, asked-delivered) / asked
			u.PersonYears[i] = tariff.RoundQuantity(years.Units() * share)
			if periods := activity.Measures[tariff.Period]; periods != nil {
				u.Periods[i] = tariff.RoundQuantity(periods[i].Units() * share)
			}
		}
	}
	return u
}

// unitCost is what a unit costs in a month before MFF, all kinds of cost together, in pounds.
func (r *ProviderResource) unitCost(i int) float64 {
	return (r.Variable[i] + r.SemiFixed[i] + r.Fixed[i]).Pounds()
}

// personYears are the person-years of a currency that are cared for under a contract in a month:
// those of holders of personal budgets as far as their work is left; false without days.
func (r *Result) personYears(contract int, activity *CurrencyActivity, i int) (tariff.Quantity, bool) {
	if activity == nil || activity.Measures[tariff.YearOfCare] == nil {
		return 0, false
	}
	years := activity.Measures[tariff.YearOfCare][i]
	if left := r.Model.Contracts[contract].WorkLeft(activity.Currency, r.Model.Month(i)); left < 1 {
		years = tariff.RoundQuantity(years.Units() * left)
	}
	return years, true
}
