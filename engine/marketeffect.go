package engine

import (
	"parity/tariff"
)

// MarketEffect is what markets come to for one incumbent over a run: the same model with them
// and without them, all else the same (docs/methods.md, "Market").
type MarketEffect struct {
	Incumbent, IncumbentWithout MarketSide
	Entrants                    []MarketSide
	// Stranded is the cost at the incumbent's provider that no longer has an ask under it, more
	// than without the market.
	Stranded Cost
	// Paid and PaidWithout are what the incumbent's commissioner pays under all its contracts.
	Paid, PaidWithout tariff.Pence
	Casemix           []CasemixOf
	Currencies        []LetCurrency // those that are let, in currency order
	Years             []MarketYear  // as Model.Years
}

// MarketYear is what changes for the incumbent in one financial year, more than without the
// market; over the years it sums to what changes over the run.
type MarketYear struct {
	Income                           tariff.Pence
	Cost                             Cost // of its own packages
	StrandedSemiFixed, StrandedFixed Cost // together MarketEffect.Stranded
}

// Margin is what the incumbent's margin changes by; false where a cost is not known.
func (y *MarketYear) Margin() (tariff.Pence, bool) {
	cost, known := y.Cost.Known()
	return y.Income - cost - y.StrandedSemiFixed.Pence - y.StrandedFixed.Pence, known && !y.StrandedFixed.Missing && !y.StrandedSemiFixed.Missing
}

// MarketSide is one contract's part of it. Cost is that of its own packages.
type MarketSide struct {
	Contract int // index into the model's contracts
	Income   tariff.Pence
	Cost     Cost
}

// Margin is income less cost; false where the cost is not known.
func (s MarketSide) Margin() (tariff.Pence, bool) {
	cost, known := s.Cost.Known()
	return s.Income - cost, known
}

// CasemixOf is the casemix index of the incumbent's activity of one measure, before being 1.
type CasemixOf struct {
	Measure tariff.Measure
	Index   float64
}

// LetCurrency is one currency that is let: who is with whom, and what their care costs.
type LetCurrency struct {
	Currency                       int
	Before, Stay, Gone             tariff.Quantity // person-years without the market, and of those who stay and go
	BeforeCost, StayCost, GoneCost Cost
}

// MarketEffects compares a result with the same model without its markets, incumbent by
// incumbent in the order of the contracts.
func MarketEffects(with, without *Result) []MarketEffect {
	m := with.Model
	var effects []MarketEffect
	for _, contracts := range m.Linked() {
		if len(contracts) == 1 {
			continue
		}
		incumbent := contracts[0]
		e := MarketEffect{Incumbent: with.marketSide(incumbent), IncumbentWithout: without.marketSide(incumbent)}
		for _, entrant := range contracts[1:] {
			e.Entrants = append(e.Entrants, with.marketSide(entrant))
		}
		provider := m.Contracts[incumbent].Provider
		e.Stranded = with.strandedAt(provider)
		before := without.strandedAt(provider)
		e.Stranded.Pence -= before.Pence
		e.Stranded.Missing = e.Stranded.Missing || before.Missing
		for c := range m.Contracts {
			if m.Contracts[c].Commissioner == m.Contracts[incumbent].Commissioner {
				e.Paid += with.incomeOf(c)
				e.PaidWithout += without.incomeOf(c)
			}
		}
		e.Casemix = casemixOf(&without.Contracts[incumbent], &with.Contracts[incumbent], m.Months)
		for k := range m.Currencies {
			if len(m.let(incumbent, k)) > 0 {
				e.Currencies = append(e.Currencies, letCurrency(with, without, contracts, k))
			}
		}
		e.Years = marketYears(with, without, incumbent)
		effects = append(effects, e)
	}
	return effects
}

// marketYears splits what changes for an incumbent by financial year.
func marketYears(with, without *Result, incumbent int) []MarketYear {
	is, was := with.marketYears(incumbent), without.marketYears(incumbent)
	for y := range is {
		is[y].Income -= was[y].Income
		for _, of := range [][2]*Cost{{&is[y].Cost, &was[y].Cost}, {&is[y].StrandedSemiFixed, &was[y].StrandedSemiFixed}, {&is[y].StrandedFixed, &was[y].StrandedFixed}} {
			of[0].Pence -= of[1].Pence
			of[0].Missing = of[0].Missing || of[1].Missing
		}
	}
	return is
}

func (r *Result) marketYears(contract int) []MarketYear {
	first := r.Model.Month(0).Year()
	years := make([]MarketYear, len(r.Model.Years()))
	year := func(i int) *MarketYear { return &years[r.Model.Month(i).Year()-first] }
	for i, income := range r.Contracts[contract].Statement.Income {
		year(i).Income += income
	}
	for l := range r.Care.Lines {
		if line := &r.Care.Lines[l]; line.Contract == contract {
			for i := range line.Asked {
				year(i).Cost.add(r.Care.cost(line, i))
			}
		}
	}
	for k := range r.Care.Resources {
		resource := &r.Care.Resources[k]
		if resource.Provider != r.Model.Contracts[contract].Provider {
			continue
		}
		for i := range resource.Stranded {
			semiFixed, fixed := resource.strandedParts(i)
			year(i).StrandedSemiFixed.add(semiFixed)
			year(i).StrandedFixed.add(fixed)
		}
	}
	return years
}

// strandedParts splits what is stranded in a month into steps that are still held and what was
// set up for good.
func (r *ProviderResource) strandedParts(i int) (semiFixed, fixed Cost) {
	held, _ := tariff.Line(r.StrandedSemiFixed[i], r.SemiFixed[i], r.Factor[i]) // care has worked it out
	missing := !r.CostKnown[i]
	return Cost{Pence: held, Modelled: true, Missing: missing}, Cost{Pence: r.Stranded[i] - held, Modelled: true, Missing: missing}
}

func (r *Result) incomeOf(contract int) tariff.Pence {
	var sum tariff.Pence
	for _, income := range r.Contracts[contract].Statement.Income {
		sum += income
	}
	return sum
}

func (r *Result) marketSide(contract int) MarketSide {
	return MarketSide{Contract: contract, Income: r.incomeOf(contract), Cost: r.Care.costUnder(contract, -1)}
}

// costUnder is what the packages of a contract cost over the run: of one currency, or of all
// where it is -1.
func (c *Care) costUnder(contract, currency int) Cost {
	var sum Cost
	for l := range c.Lines {
		if line := &c.Lines[l]; line.Contract == contract && (currency < 0 || line.Currency == currency) {
			for i := range line.Asked {
				sum.add(c.cost(line, i))
			}
		}
	}
	return sum
}

func (r *Result) strandedAt(provider int) Cost {
	sum := Cost{Modelled: true}
	for i := range r.Model.Months {
		sum.add(r.strandedIn(provider, i))
	}
	return sum
}

// strandedIn is what is stranded at a provider in a month.
func (r *Result) strandedIn(provider, i int) Cost {
	sum := Cost{Modelled: true}
	for k := range r.Care.Resources {
		if resource := &r.Care.Resources[k]; resource.Provider == provider {
			sum.add(Cost{Pence: resource.Stranded[i], Modelled: true, Missing: !resource.CostKnown[i]})
		}
	}
	return sum
}

// letCurrency is who of a currency is with whom, contracts being the incumbent's and then those
// of entrants.
func letCurrency(with, without *Result, contracts []int, currency int) LetCurrency {
	years := func(r *Result, contract int) tariff.Quantity {
		var sum tariff.Quantity
		if activity := r.Activity.Contracts[contract].find(currency); activity != nil {
			for _, q := range activity.Measures[tariff.YearOfCare] {
				sum += q
			}
		}
		return sum
	}
	l := LetCurrency{
		Currency: currency, Before: years(without, contracts[0]), Stay: years(with, contracts[0]),
		BeforeCost: without.Care.costUnder(contracts[0], currency), StayCost: with.Care.costUnder(contracts[0], currency),
	}
	for _, entrant := range contracts[1:] {
		if with.Model.takenBy(entrant, currency) != nil {
			l.Gone += years(with, entrant)
			l.GoneCost.add(with.Care.costUnder(entrant, currency))
		}
	}
	return l
}

// casemixOf is the casemix index of each measure over the run; without currencies whose prices are
// missing.
func casemixOf(before, after *ContractResult, months int) []CasemixOf {
	var list []CasemixOf
	for _, line := range casemixLines(before, after) {
		var units []Valuation
		for u := range line.Units {
			if v, ok := line.Units[u].over(months); ok {
				units = append(units, v)
			}
		}
		if index, ok := CasemixIndex(units); ok && len(units) > 1 {
			list = append(list, CasemixOf{line.Measure, index})
		}
	}
	return list
}
