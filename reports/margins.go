package reports

import (
	"slices"
	"strings"

	"parity/engine"
	"parity/tariff"
)

// marginsShown is how many currencies are named at each end.
const marginsShown = 3

// margins names the currencies whose activity is worth most above and below what it
// costs, at the contracts' own prices or the shadow schedule's; scenarios that come to the
// same share a row.
func (p *page) margins() {
	var largest tariff.Pence
	for i := range p.comparison.Sides {
		for _, m := range p.comparison.Sides[i].Currencies {
			if margin, ok := m.Margin(); ok {
				largest = max(largest, abs(margin))
			}
		}
	}
	unit := unitFor(largest)
	g := grid{heads: []string{"Scenario", "Below cost", "Above cost"}, words: 2}
	for i := range p.comparison.Sides {
		ranked := slices.DeleteFunc(slices.Clone(p.comparison.Sides[i].Currencies), func(m engine.CurrencyMargin) bool {
			_, ok := m.Margin()
			return !ok
		})
		if len(ranked) == 0 {
			continue
		}
		slices.SortStableFunc(ranked, func(a, b engine.CurrencyMargin) int {
			x, _ := a.Margin()
			y, _ := b.Margin()
			return int(max(-1, min(1, x-y)))
		})
		below := ends(unit, ranked, func(m tariff.Pence) bool { return m < 0 })
		slices.Reverse(ranked)
		above := ends(unit, ranked, func(m tariff.Pence) bool { return m > 0 })
		if below == noneNamed && above == noneNamed {
			continue
		}
		same := slices.IndexFunc(g.rows, func(row []string) bool { return row[1] == below && row[2] == above })
		if same < 0 {
			g.add(p.side(i), below, above)
		} else {
			g.rows[same][0] += ", " + p.side(i)
		}
	}
	if g.rows != nil {
		p.section("Price against cost: largest margins by currency, the whole run", unit, &g)
	}
}

// noneNamed stands where no currency is on a side.
const noneNamed = "none"

func ends(unit poundUnit, ranked []engine.CurrencyMargin, want func(tariff.Pence) bool) string {
	var named []string
	for _, m := range ranked {
		if margin, _ := m.Margin(); want(margin) && len(named) < marginsShown && unit.shows(margin) {
			named = append(named, m.Key+": "+unit.signed(margin))
		}
	}
	if named == nil {
		return noneNamed
	}
	return strings.Join(named, "; ")
}

// priceVolumeMix splits what activity is worth more or less than in the baseline, where
// both price the same units.
func (p *page) priceVolumeMix() {
	var largest tariff.Pence
	splits := map[int]engine.PriceVolumeMix{}
	for _, i := range p.others() {
		if split, ok := p.comparison.PriceVolumeMix(i); ok {
			splits[i] = split
			largest = max(largest, abs(split.Price), abs(split.Volume), abs(split.Mix), abs(split.Total()))
		}
	}
	if largest == 0 {
		return
	}
	unit := unitFor(largest)
	g := grid{heads: []string{"Scenario", "Price", "Volume", "Mix", "Together"}}
	for _, i := range p.others() {
		if split := splits[i]; split != (engine.PriceVolumeMix{}) {
			g.add(p.side(i), unit.signed(split.Price), unit.signed(split.Volume), unit.signed(split.Mix), unit.signed(split.Total()))
		}
	}
	p.section("What activity is worth, at contract or shadow prices, against "+p.baseline, unit, &g)
}
