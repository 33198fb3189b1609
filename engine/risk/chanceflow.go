package risk

import "parity/engine/panel"

// chances are the uniform numbers that chance in a contract's currency follows from, by
// month; nil where chance plays no part.
func (w *world) chances(contract, currency int) []panel.Form {
	if _, plays := w.chance.slot(w.m.Contracts[contract].Name, w.m.Currencies[currency].Key, 0); !plays {
		return nil
	}
	return w.byMonth(func(i int) panel.Form {
		slot, _ := w.chance.slot(w.m.Contracts[contract].Name, w.m.Currencies[currency].Key, i)
		return w.calculation.Slot(slot)
	})
}

// wholePeople rounds people to whole ones: chance plays with no half of one.
func (w *world) wholePeople(people []panel.Form) []panel.Form {
	whole := make([]panel.Form, len(people))
	for k := range people {
		whole[k] = w.calculation.Ceil(people[k].Minus(panel.Certain(0.5)))
	}
	return whole
}

// byChance is where people are after a month and how many days they stayed, one by one: of
// those expected, end and days, it is how it happens to go.
func (w *world) byChance(p *people, now, end, days []panel.Form, i int) (people, stayed []panel.Form) {
	m := panel.Chances{Days: float64(w.m.Month(i).Days()), People: now, End: end, PersonDays: days}
	for k := range p.places {
		m.Starts, m.Rates, m.Chance = append(m.Starts, p.starts[k][i]), append(m.Rates, p.rates[k][i]), append(m.Chance, p.chance[k][i])
	}
	for _, move := range p.moves {
		m.Moves = append(m.Moves, panel.Move{From: move.from, To: move.to, Share: move.share[i]})
	}
	return w.calculation.ByChance(m)
}
