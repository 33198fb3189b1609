package scenarios

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"parity/engine"
	"parity/tariff"
)

// funderCosts is what care of one funder's resources costs under a contract, currency by
// currency, resource by resource.
func (t *tracer) funderCosts(item string, c int, s span) branch {
	_, funder, _ := strings.Cut(item, "/")
	var parts []branch
	for l := range t.r.Care.Lines {
		line := &t.r.Care.Lines[l]
		provided := &t.r.Care.Resources[line.Provided]
		if line.Contract != c || !t.selectsUnit(line.Currency, "") || !t.pays(funder, line.Provided, s) {
			continue
		}
		part := t.byMonth("", engine.UnitPounds, s, func(i int) branch {
			if t.m.Funder(provided, i) != funder {
				return nil
			}
			var kinds []branch
			for k := range behaviours {
				kinds = append(kinds, t.named(behaviours[k].name, func(depth int) TraceNode { return t.costLine(l, &behaviours[k], i, depth) }))
			}
			return t.adding("", engine.UnitPounds, kinds)
		})
		parts = append(parts, t.named("currency "+t.m.Currencies[line.Currency].Key+", "+t.m.Resources[provided.Resource].Key, part))
	}
	return t.adding("", engine.UnitPounds, parts)
}

// pays says whether a funder pays for a provider's resource in any month of a span.
func (t *tracer) pays(funder string, provided int, s span) bool {
	for i := s.from; i <= s.to; i++ {
		if t.m.Funder(&t.r.Care.Resources[provided], i) == funder {
			return true
		}
	}
	return false
}

// unmet is people's worth of care, or review periods, not delivered under a contract, currency by currency.
func (t *tracer) unmet(item string, c int, s span) branch {
	var parts []branch
	unmet := t.r.Unmet()
	for k := range unmet {
		line := &unmet[k]
		periods := item == engine.ItemUnmetPeriods
		if line.Contract != c || !t.selectsUnit(line.Currency, "") || periods && !slices.ContainsFunc(line.Periods, func(q tariff.Quantity) bool { return q != 0 }) {
			continue
		}
		part := t.byMonth("", t.unitOf(item), s, func(i int) branch {
			return func(depth int) TraceNode {
				if periods {
					return t.unmetPeriods(line, i, depth)
				}
				return t.unmetYears(line, i, depth)
			}
		})
		parts = append(parts, t.named("currency "+t.m.Currencies[line.Currency].Key, part))
	}
	return t.adding("", t.unitOf(item), parts)
}

// unmetPeriods are the review periods of a currency that are not delivered in a month: the same
// share of those begun as of person-years.
func (t *tracer) unmetPeriods(line *engine.UnmetLine, i, depth int) TraceNode {
	unit := t.unitOf(engine.ItemUnmetPeriods)
	n := quantityNode("review periods not delivered", unit, line.Periods[i])
	n.Missing = !line.Known[i]
	if depth < 0 || t.full() {
		return n
	}
	n.Method = "review periods begun x the share, by value, of what packages ask that nobody delivers, to 0.001"
	n.beside(t.quantity(line.Contract, line.Currency, tariff.Period, i, depth-1), t.unmetYears(line, i, depth-1))
	return folded(n, depth)
}

// unmetYears is people's worth of a currency's care in a month; the shares are of value, which
// follows from what each resource is asked and gives.
func (t *tracer) unmetYears(line *engine.UnmetLine, i, depth int) TraceNode {
	n := quantityNode("person-years not delivered", t.unitOf(engine.ItemUnmet), line.PersonYears[i])
	n.Missing = !line.Known[i]
	if depth < 0 || t.full() {
		return n
	}
	n.Method = "person-years x (value asked by packages - value delivered, at least 0) / value asked by packages, each resource at its unit cost before MFF, to 0.001"
	if n.Missing {
		n.Note = "the currency has no days, or a unit cost is missing"
		return n
	}
	n.beside(quantityNode("person-years cared for", t.unitOf(engine.ItemUnmet), line.Cared[i]))
	for l := range t.r.Care.Lines {
		care := &t.r.Care.Lines[l]
		if care.Contract != line.Contract || care.Currency != line.Currency || care.NotDelivered[i] == 0 {
			continue
		}
		part := t.undeliveredUnits(l, i, depth-1)
		part.Label = joined(t.m.Resources[t.r.Care.Resources[care.Provided].Resource].Key, part.Label)
		n.beside(part)
	}
	return folded(n, depth)
}

// consequences is what care not delivered under a contract costs a sector, currency by currency.
func (t *tracer) consequences(item string, c int, s span) branch {
	_, sector, _ := strings.Cut(item, "/")
	var parts []branch
	unmet, lines := t.r.Unmet(), t.r.Consequences()
	for k := range lines {
		line := &lines[k]
		if line.Contract != c || line.Sector != sector || !t.selectsUnit(line.Currency, "") {
			continue
		}
		short := &unmet[slices.IndexFunc(unmet, func(u engine.UnmetLine) bool { return u.Contract == c && u.Currency == line.Currency })]
		part := t.byMonth("", engine.UnitPounds, s, func(i int) branch {
			return func(depth int) TraceNode { return t.consequence(line, short, i, depth) }
		})
		parts = append(parts, t.named("currency "+t.m.Currencies[line.Currency].Key, part))
	}
	return t.adding("", engine.UnitPounds, parts)
}

// consequence is one currency's in a month: person-years not delivered x pounds.
func (t *tracer) consequence(line *engine.ConsequenceLine, short *engine.UnmetLine, i, depth int) TraceNode {
	n := money("", line.Cost[i])
	n.Missing = !line.Known[i]
	if depth < 0 || t.full() {
		return n
	}
	key := t.m.Currencies[line.Currency].Key
	if t.rowOf("consequences", tariff.Month(0), line.Sector, key) < 0 {
		key = anyValue
	}
	years := n.part("person-years", t.unmetYears(short, i, depth-1))
	pounds := n.part("pounds", t.cell("consequences", tariff.Month(0), "pounds", decimal.Zero, line.Sector, key))
	return t.formed(n, depth, rounded(2, of(OpProduct, years, pounds)))
}
