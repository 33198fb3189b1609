package reports

import (
	"fmt"
	"math"
	"strings"

	"parity/engine"
	"parity/tariff"
)

// markets shows what markets come to in the scenarios that have them, each against the same
// scenario without them: for incumbent, entrants and commissioner; who goes and what they need;
// and which currencies a bidder would take at each schedule.
func (p *page) markets() {
	years := &grid{heads: []string{"Contract, year", "Income", "Cost", "Stranded: steps", "fixed", "Margin"}}
	sides, lets, cherries := &grid{heads: []string{"Scenario, contract", "Income", "Cost", "Stranded", "Margin", "Paid in all"}},
		&grid{heads: []string{"Scenario, currency", "before", "stay", "go", "before", "stay", "go"}},
		&grid{heads: []string{"Contract at schedule", "Would be bid for", "Left behind"}, words: 2}
	unit := p.unit()
	var casemix []string
	for i := range p.study.Scenarios {
		scenario := &p.study.Scenarios[i]
		if scenario.Result.WithoutMarket == nil {
			continue
		}
		for _, effect := range engine.MarketEffects(scenario.Result, scenario.Result.WithoutMarket) {
			p.marketSides(sides, unit, i, &effect)
			p.marketYears(years, unit, i, &effect)
			p.letCurrencies(lets, i, &effect)
			p.cherries(cherries, i, &effect)
			contract := scenario.Result.Model.Contracts[effect.Incumbent.Contract].Name
			var measures []string
			for _, c := range effect.Casemix {
				measures = append(measures, fmt.Sprintf("%s %.3f", c.Measure, c.Index))
			}
			if measures != nil {
				casemix = append(casemix, contract+" in "+p.side(i)+": "+strings.Join(measures, ", "))
			}
		}
	}
	if len(sides.rows) == 0 {
		return
	}
	remarks := []string{"what changes with the market, against the same scenario without it; paid in all: by the incumbent's commissioner"}
	if casemix != nil {
		remarks = append(remarks, "casemix index of what stays, 1 without the market, "+strings.Join(casemix, "; "))
	}
	p.section("Market, the whole run", unit, sides, remarks...)
	if len(years.rows) > 0 {
		fmt.Fprintf(&p.text, "\n%s%s", paragraph("", "What the incumbent loses by financial year: the cost that stays behind is steps held until their lag is over, and fixed cost, which is never released, "+unit.Name), years)
	}
	fmt.Fprintf(&p.text, "\n%s%s", paragraph("", "Who goes and what they need: person-years, and £ a person-year of care"), lets)
	if len(cherries.rows) > 0 {
		fmt.Fprintf(&p.text, "\n%s%s", paragraph("", "What a bidder would take: currencies by price less the cost of an average person without the market, £ a person-year; who takes simpler ones has more left"), cherries)
	}
}

// marketSides adds what changes for the incumbent and for each entrant.
func (p *page) marketSides(g *grid, unit poundUnit, i int, e *engine.MarketEffect) {
	m := p.study.Scenarios[i].Result.Model
	was, is := e.IncumbentWithout, e.Incumbent
	cost, costKnown := is.Cost.Known()
	before, beforeKnown := was.Cost.Known()
	stranded, strandedKnown := e.Stranded.Known()
	change := is.Income - was.Income
	known := known(unit.signed)
	allKnown := costKnown && beforeKnown && strandedKnown
	g.add(p.side(i)+", "+m.Contracts[is.Contract].Name, unit.signed(change), known(cost-before, costKnown && beforeKnown), known(stranded, strandedKnown),
		known(change-(cost-before)-stranded, allKnown), unit.signed(e.Paid-e.PaidWithout))
	for _, entrant := range e.Entrants {
		cost, costKnown := entrant.Cost.Known()
		margin, marginKnown := entrant.Margin()
		g.add(p.side(i)+", "+m.Contracts[entrant.Contract].Name, unit.signed(entrant.Income), known(cost, costKnown), "", known(margin, marginKnown), "")
	}
}

// marketYears adds what changes for the incumbent by financial year, where there are several.
func (p *page) marketYears(g *grid, unit poundUnit, i int, e *engine.MarketEffect) {
	m := p.study.Scenarios[i].Result.Model
	if len(e.Years) < 2 {
		return
	}
	g.add(m.Contracts[e.Incumbent.Contract].Name + " in " + p.side(i))
	known := known(unit.signed)
	for y := range e.Years {
		of := &e.Years[y]
		g.add("  "+m.Years()[y].String(), unit.signed(of.Income), known(of.Cost.Known()), known(of.StrandedSemiFixed.Known()), known(of.StrandedFixed.Known()), known(of.Margin()))
	}
}

// letCurrencies adds who of each currency goes, and what a year of their care costs.
func (p *page) letCurrencies(g *grid, i int, e *engine.MarketEffect) {
	m := p.study.Scenarios[i].Result.Model
	for _, l := range e.Currencies {
		g.add(p.side(i)+", "+m.Currencies[l.Currency].Key, commas(wholePeople(l.Before)), commas(wholePeople(l.Stay)), commas(wholePeople(l.Gone)),
			aYear(l.BeforeCost, l.Before), aYear(l.StayCost, l.Stay), aYear(l.GoneCost, l.Gone))
	}
}

// aYear is a cost in pounds a person-year.
func aYear(cost engine.Cost, years tariff.Quantity) string {
	pence, isKnown := cost.Known()
	if years == 0 {
		return "none"
	}
	return known(func(p tariff.Pence) string { return commas(fmt.Sprintf("%.0f", p.Pounds()/years.Units())) })(pence, isKnown)
}

// cherriesShown is how many currencies are named at each end.
const cherriesShown = 3

// cherries adds which currencies of the incumbent a bidder at each schedule would take.
func (p *page) cherries(g *grid, i int, e *engine.MarketEffect) {
	without := p.study.Scenarios[i].Result.WithoutMarket
	contract := e.Incumbent.Contract
	for _, schedule := range without.Model.BiddableSchedules(contract) {
		list, err := engine.CherryList(without, contract, schedule.Schedule)
		if err != nil || len(list) == 0 {
			continue // a price beyond what can be paid for is a fault of the run itself
		}
		var taken, left []string
		for k := range list {
			margin, _ := list[k].MarginAYear()
			name := fmt.Sprintf("%s: %s", without.Model.Currencies[list[k].Currency].Key, signedPounds(margin))
			if list[k].Margin() > 0 {
				taken = append(taken, name)
			} else {
				left = append([]string{name}, left...) // the worst first
			}
		}
		row := []string{without.Model.Contracts[contract].Name + " at " + schedule.Name, several(taken), several(left)}
		if !containsRow(g.rows, row) {
			g.add(row...)
		}
	}
}

func signedPounds(x float64) string {
	text := commas(fmt.Sprintf("%.0f", math.Abs(x)))
	if x > 0 {
		return "+" + text
	}
	return "-" + text
}

// several names the first of a list, and how many more there are.
func several(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	if len(names) <= cherriesShown {
		return strings.Join(names, "; ")
	}
	return strings.Join(names[:cherriesShown-1], "; ") + fmt.Sprintf("; %d more", len(names)-cherriesShown+1)
}

// containsRow says whether a grid says the same already, of another scenario.
func containsRow(rows [][]string, row []string) bool {
	for _, other := range rows {
		if strings.Join(other, "\n") == strings.Join(row, "\n") {
			return true
		}
	}
	return false
}
