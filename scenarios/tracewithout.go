package scenarios

import (
	"slices"
	"strings"

	"parity/engine"
	"parity/tariff"
)

// ofMarket says whether an item is of the same scenario without its markets, or compares with it.
func ofMarket(item string) bool {
	name, _, _ := strings.Cut(item, "/")
	return slices.ContainsFunc(engine.Items(), func(i engine.Item) bool { return strings.TrimSuffix(i.Name, "/") == name && i.OfMarket() })
}

// without is the tracer of the same scenario with nobody let.
func (t *tracer) without() *tracer {
	w := *t
	w.r = t.r.WithoutMarket
	w.m = w.r.Model
	return &w
}

// marketFigure is an item of what would be without markets; false where there are none.
func (t *tracer) marketFigure(months span, depth int) (n TraceNode, there bool, err error) {
	if t.r.WithoutMarket == nil {
		return n, false, nil
	}
	w, item := t.without(), t.item.Item
	switch item {
	case engine.ItemCasemix:
		return t.casemixFigure(w, months, depth)
	case engine.ItemIncomeWithout:
		n, there = w.itemOver(engine.ItemIncome, months, depth)
	case engine.ItemStrandedWithout:
		n, there = w.itemOver(engine.ItemCostStranded, months, depth)
	default:
		var parts []branch
		for c := range w.m.Contracts {
			if !w.selects(c) {
				continue
			}
			if part := w.withoutOf(item, c, months); part != nil {
				parts = append(parts, w.named("contract "+w.m.Contracts[c].Name, part))
			}
		}
		if there = len(parts) > 0; there {
			n = w.sum("", w.unitOf(item), depth, parts)
		}
	}
	n.Label = joined(item, n.Label)
	n.Note = strings.TrimPrefix(n.Note+"; in the same scenario with nobody let (docs/methods.md, \"Market\")", "; ")
	return n, there, nil
}

// withoutOf is an item of one contract without markets, nil where it has none.
func (w *tracer) withoutOf(item string, c int, months span) branch {
	if item == engine.ItemCostWithout {
		var kinds []branch
		for _, kind := range []string{engine.ItemCostVariable, engine.ItemCostSemiFixed, engine.ItemCostFixed} {
			if part := w.byYear(kind, months, func(s span) branch { return w.costOf(c, s, kind) }); part != nil {
				kinds = append(kinds, w.named(kind, part))
			}
		}
		return w.adding("", engine.UnitPounds, kinds)
	}
	if item == engine.ItemYearsWithout {
		return w.byYear(item, months, func(s span) branch { return w.yearsWithout(c, s) })
	}
	_, schedule, _ := strings.Cut(item, "/")
	for _, s := range w.m.BiddableSchedules(c) {
		if s.Name != schedule {
			continue
		}
		units, err := w.r.BidUnits(c, s.Schedule)
		if err != nil {
			return nil
		}
		return w.byYear(item, months, func(s span) branch { return w.valued(c, s, units, done) })
	}
	return nil
}

// yearsWithout are person-years under a contract, currency by currency.
func (w *tracer) yearsWithout(c int, s span) branch {
	unit := w.unitOf(engine.ItemYearsWithout)
	var parts []branch
	for k := range w.r.Activity.Contracts[c].Currencies {
		currency := w.r.Activity.Contracts[c].Currencies[k].Currency
		if !w.selectsUnit(currency, "") || w.r.Activity.Contracts[c].Currencies[k].Measures[tariff.YearOfCare] == nil {
			continue
		}
		part := w.byMonth("", unit, s, func(i int) branch {
			return func(depth int) TraceNode { return w.quantity(c, currency, tariff.YearOfCare, i, depth) }
		})
		parts = append(parts, w.named("currency "+w.m.Currencies[currency].Key, part))
	}
	return w.adding("", unit, parts)
}

// casemixFigure is the casemix index of one contract's activity of a measure in a month.
func (t *tracer) casemixFigure(w *tracer, months span, depth int) (n TraceNode, there bool, err error) {
	for c := range t.m.Contracts {
		if !t.selects(c) || t.m.Incumbent(c) >= 0 {
			continue
		}
		for _, line := range t.r.CasemixLines(c) {
			if t.item.Measure != "" && t.item.Measure != line.Measure.String() {
				continue
			}
			if _, known := line.At(months.from); !known {
				continue
			}
			if there || months.from != months.to {
				return n, false, t.item.wrong("rates do not add up; name one month, contract and measure, as %s/%s/contract=%s/measure=%s",
					engine.ItemCasemix, t.m.Month(months.from), t.m.Contracts[c].Name, line.Measure)
			}
			n, there = t.casemix(w, c, &line, months.from, depth), true
		}
	}
	return n, there, nil
}

// casemix is what activity is worth on average at prices without the market, over what it would
// be worth on average with nobody let.
func (t *tracer) casemix(w *tracer, c int, line *engine.CasemixLine, i, depth int) TraceNode {
	v, _ := line.At(i)
	n := node(joined(engine.ItemCasemix, "contract "+t.m.Contracts[c].Name+", "+line.Measure.String()), v.Casemix(), "index")
	if depth < 0 {
		return n
	}
	var with, without, unitsWith, unitsWithout []branch
	for u := range line.Units {
		unit := &line.Units[u]
		at, ok := unit.At(i)
		if !ok || unit.Without.Price[i].State != tariff.Priced || unit.With.Price[i].State != tariff.Priced {
			continue
		}
		name := "currency " + t.m.Currencies[unit.With.Currency].Key
		done := func(depth int) TraceNode {
			return t.paidQuantity(c, unit.With.Currency, line.Measure, unit.With.Price[i].Covers, i, depth)
		}
		with = append(with, t.named(name, func(depth int) TraceNode {
			return w.worth(c, unit.Without, i, tariff.Latest, at.AfterAtBefore, depth, done)
		}))
		without = append(without, t.named(name, func(depth int) TraceNode { return w.line(c, unit.Without, i, tariff.Latest, false, depth) }))
		unitsWith = append(unitsWith, t.named(name, done))
		unitsWithout = append(unitsWithout, t.named(name, func(depth int) TraceNode {
			return w.paidQuantity(c, unit.Without.Currency, line.Measure, unit.Without.Price[i].Covers, i, depth)
		}))
	}
	sum := func(label, unit string, parts []branch) Expression {
		part := t.sum(label, unit, depth-1, parts)
		part.Label = label
		return n.part(label, part)
	}
	counted := t.unitOf(line.Measure.String())
	return t.formed(n, depth, rounded(6, of(OpQuotient,
		of(OpProduct, sum("worth with the market, at prices without it", engine.UnitPounds, with), sum("quantity without the market", counted, unitsWithout)),
		of(OpProduct, sum("worth without the market", engine.UnitPounds, without), sum("quantity with the market", counted, unitsWith)))))
}
