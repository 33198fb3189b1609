package scenarios

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"parity/engine"
	"parity/tariff"
)

// asks is what care packages ask of a resource under a contract, or what of it is given or
// not, currency by currency.
func (t *tracer) asks(item string, c int, s span) branch {
	name, key, _ := strings.Cut(item, "/")
	var parts []branch
	for l := range t.r.Care.Lines {
		line := &t.r.Care.Lines[l]
		resource := &t.m.Resources[t.r.Care.Resources[line.Provided].Resource]
		if line.Contract != c || resource.Key != key || !t.selectsUnit(line.Currency, "") {
			continue
		}
		month := t.askedUnits
		switch name + "/" {
		case engine.ItemAskedInstead:
			if month = t.insteadUnits; line.AskedInstead == nil {
				continue
			}
		case engine.ItemDelivered:
			month = t.deliveredUnits
		case engine.ItemNotDelivered:
			if month = t.undeliveredUnits; !slices.ContainsFunc(line.NotDelivered, func(q tariff.Quantity) bool { return q != 0 }) {
				continue
			}
		}
		part := t.byMonth("", resource.Unit, s, func(i int) branch { return func(depth int) TraceNode { return month(l, i, depth) } })
		parts = append(parts, t.named("currency "+t.m.Currencies[line.Currency].Key, part))
	}
	return t.adding("", t.unitOf(item), parts)
}

// resourceUnit is the unit of the resource of a line of care.
func (t *tracer) resourceUnit(l int) string {
	return t.m.Resources[t.r.Care.Resources[t.r.Care.Lines[l].Provided].Resource].Unit
}

// askedUnits is what a line of care asks in a month: the sum over its packages of quantity x
// measure, and what is asked in the place of others.
func (t *tracer) askedUnits(l, i, depth int) TraceNode {
	line := &t.r.Care.Lines[l]
	n := quantityNode("asked", t.resourceUnit(l), line.Asked[i])
	if depth < 0 {
		return n
	}
	provided := &t.r.Care.Resources[line.Provided]
	var sum []Expression
	left := t.workLeft(&n, line, i)
	for _, p := range t.m.AskedBy(line.Currency, t.m.Resources[provided.Resource].Key, provided.Provider) {
		per := t.m.Packages[p].Per
		quantity := n.part("package", t.packageCell(p, t.m.Month(i)))
		if per == tariff.PerMonth {
			sum = append(sum, of(OpProduct, quantity, whole(1)))
			continue
		}
		times := t.needed(&n, line, per, i, depth)
		sum = append(sum, of(OpProduct, append([]Expression{quantity, times}, left...)...))
	}
	own := of(OpBinary, rounded(3, total(sum)))
	if line.AskedInstead == nil || line.AskedInstead[i] == 0 {
		return t.formed(n, depth, own)
	}
	return t.formed(n, depth, of(OpSum, own, n.part("asked in the place of others", t.insteadUnits(l, i, depth-1))))
}

// daysOfYear is the part of its financial year that a month is, by days.
func (t *tracer) daysOfYear(i int) Expression {
	return of(OpQuotient, whole(t.m.Month(i).Days()), whole(t.m.Month(i).Year().Days()))
}

// resourceNumber is a cell of a resource that is reckoned with in floating point.
func (t *tracer) resourceNumber(provided *engine.ProviderResource, i int, column string, value float64) TraceNode {
	n := t.resourceCell(provided.Resource, t.m.Month(i), column)
	n.Value = decimal.NewFromFloat(value)
	return n
}

// askedInAll is what all contracts ask of a provider's resource in a month.
func (t *tracer) askedInAll(provided, i, depth int) TraceNode {
	resource := &t.r.Care.Resources[provided]
	n := quantityNode("asked of "+t.m.Resources[resource.Resource].Key+" in all", t.m.Resources[resource.Resource].Unit, resource.Asked[i])
	if depth < 0 {
		return n
	}
	var sum []Expression
	for l := range t.r.Care.Lines {
		if line := &t.r.Care.Lines[l]; line.Provided == provided {
			asked := t.askedUnits(l, i, depth-1)
			asked.Label = "contract " + t.m.Contracts[line.Contract].Name + ", currency " + t.m.Currencies[line.Currency].Key
			sum = append(sum, n.part(asked.Label, asked))
		}
	}
	return t.formed(n, depth, total(sum))
}

// undeliveredUnits is what of an ask capacity does not let through.
func (t *tracer) undeliveredUnits(l, i, depth int) TraceNode {
	n := quantityNode("not delivered", t.resourceUnit(l), t.r.Care.Lines[l].NotDelivered[i])
	if depth < 0 {
		return n
	}
	asked := n.part("asked", t.askedUnits(l, i, depth-1))
	return t.formed(n, depth, of(OpDifference, asked, n.part("delivered", t.deliveredUnits(l, i, depth-1))))
}
