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
// measure.
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
	return t.formed(n, depth, of(OpBinary, rounded(3, total(sum))))
}

// deliveredUnits is what of an ask capacity lets through: where it is short the same share
// of every ask of the provider's resource.
func (t *tracer) deliveredUnits(l, i, depth int) TraceNode {
	line := &t.r.Care.Lines[l]
	n := quantityNode("delivered", t.resourceUnit(l), line.Delivered[i])
	if depth < 0 {
		return n
	}
	asked := n.part("asked", t.askedUnits(l, i, depth-1))
	provided := &t.r.Care.Resources[line.Provided]
	row, ok := t.m.Resources[provided.Resource].Rows.At(t.m.Month(i))
	if !ok || row.Capacity == nil || provided.Asked[i].Units() <= *row.Capacity*t.yearShare(i) {
		n.Note = "capacity is not short"
		return t.formed(n, depth, of(OpSum, asked))
	}
	capacity := n.part("capacity", t.resourceNumber(provided, i, "capacity", *row.Capacity))
	all := n.part("asked of the resource in all", t.askedInAll(line.Provided, i, depth-1))
	room := of(OpProduct, capacity, t.daysOfYear(i))
	return t.formed(n, depth, of(OpBinary, rounded(3, of(OpProduct, asked, of(OpQuotient, room, all)))))
}

// yearShare is the part of its financial year that a month is, by days.
func (t *tracer) yearShare(i int) float64 {
	return float64(t.m.Month(i).Days()) / float64(t.m.Month(i).Year().Days())
}

// daysOfYear is yearShare as a formula.
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
