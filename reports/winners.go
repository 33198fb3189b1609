package reports

import (
	"fmt"
	"strings"

	"parity/engine"
	"parity/tariff"
)

const (
	headWidth       = 20 // the longest name that heads a column; a longer one gives way to the key
	fewParties      = 3  // parties that have a column each
	allRanked       = 10 // parties that are all ranked; of more, the ends
	rankedEnd       = 5  // parties shown at each end of a long ranking
	rankedScenarios = 2  // scenarios ranked party by party; of more, how many gain and lose
)

// parties shows who is paid, or pays, more and less than in the baseline.
func (p *page) parties(who, paid string, ranking func(int) []engine.Difference) {
	others := p.others()
	if len(others) == 0 {
		return
	}
	switch n := len(ranking(others[0])); {
	case n < 2:
	case n <= fewParties:
		p.aPartyAColumn(paid, ranking)
	default:
		p.gainersAndLosers(who, paid, ranking)
		if len(others) <= rankedScenarios {
			for _, i := range others {
				p.ranking(who, i, ranking(i))
			}
		}
	}
}

func (p *page) aPartyAColumn(paid string, ranking func(int) []engine.Difference) {
	keys, heads := []string{}, []string{"Scenario"}
	for _, party := range ranking(p.comparison.Baseline) {
		keys, heads = append(keys, party.Key), append(heads, party.Key)
		if party.Name != "" && len(party.Name) <= headWidth {
			heads[len(heads)-1] = party.Name
		}
	}
	unit := p.unit()
	g := grid{heads: heads}
	for _, i := range p.others() {
		row := []string{p.side(i)}
		list := ranking(i)
		for _, key := range keys {
			for _, d := range list {
				if d.Key == key {
					row = append(row, strings.TrimSpace(unit.signed(d.Pence())+" "+percent(d)))
				}
			}
		}
		g.add(row...)
	}
	p.section(paid+", difference from "+p.baseline, unit, &g)
}

// gainersAndLosers counts them, a scenario a row.
func (p *page) gainersAndLosers(who, paid string, ranking func(int) []engine.Difference) {
	unit := p.unit()
	g := grid{heads: []string{"Scenario", "Gainers", "gain", "Losers", "lose", "Same", "Net"}}
	for _, i := range p.others() {
		var gain, lose, same int
		var gained, lost tariff.Pence
		for _, d := range ranking(i) {
			switch pence := d.Pence(); {
			case pence > 0:
				gain, gained = gain+1, gained+pence
			case pence < 0:
				lose, lost = lose+1, lost+pence
			default:
				same++
			}
		}
		g.add(p.side(i), fmt.Sprint(gain), unit.signed(gained), fmt.Sprint(lose), unit.signed(lost), fmt.Sprint(same), unit.signed(gained+lost))
	}
	title := fmt.Sprintf("%s: how many %ss gain and lose against %s", paid, strings.ToLower(who), p.baseline)
	var remarks []string
	if len(p.others()) > rankedScenarios {
		remarks = append(remarks, "name one or two scenarios with --scenario to see them ranked")
	}
	p.section(title, unit, &g, remarks...)
}

// ranking lists the parties by what they gain, the largest first.
func (p *page) ranking(who string, side int, list []engine.Difference) {
	var largest, total tariff.Pence
	for _, d := range list {
		largest = max(largest, abs(d.Income), abs(d.Baseline))
		total += d.Pence()
	}
	unit := unitFor(largest)
	g := grid{heads: []string{who, p.baseline, p.study.Scenarios[side].Key, "Difference", "%"}}
	for k, d := range list {
		if len(list) > allRanked && k >= rankedEnd && k < len(list)-rankedEnd {
			if k == rankedEnd {
				g.add(fmt.Sprintf("(%d between)", len(list)-2*rankedEnd))
			}
			continue
		}
		g.add(strings.TrimSpace(d.Key+" "+d.Name), unit.write(d.Baseline), unit.write(d.Income), unit.signed(d.Pence()), percent(d))
	}
	sum := engine.Difference{Key: "All"}
	for _, d := range list {
		sum.Baseline += d.Baseline
		sum.Income += d.Income
	}
	g.add("All", unit.write(sum.Baseline), unit.write(sum.Income), unit.signed(sum.Pence()), percent(sum))
	p.section(fmt.Sprintf("%ss, ranked by what %s changes", who, p.study.Scenarios[side].Key), unit, &g)
}
