package scenarios

import (
	"strings"

	"parity/engine"
	"parity/tariff"
)

// providerItem is an item that belongs to a provider and to no contract of it; nil where it
// has none.
func (t *tracer) providerItem(item string, p int, months span) branch {
	var month func(provided, i, depth int) TraceNode
	name, funder, ofFunder := strings.Cut(item, "/")
	switch item {
	case engine.ItemCostStranded:
		month = t.stranded
	case engine.ItemEfficiencyRequired:
		month = func(provided, i, depth int) TraceNode { return t.efficiency(provided, efficiencyRequired, i, depth) }
	case engine.ItemEfficiencyDelivered:
		month = func(provided, i, depth int) TraceNode { return t.efficiency(provided, efficiencyDelivered, i, depth) }
	default:
		switch name + "/" {
		case engine.ItemFunderStranded:
			month = t.stranded
		case engine.ItemStaffAsked, engine.ItemStaffDelivered:
			return t.staff(item, p, months)
		default:
			return nil
		}
	}
	part := t.byYear(item, months, func(s span) branch {
		var resources []branch
		for k := range t.r.Care.Resources {
			if provided := &t.r.Care.Resources[k]; provided.Provider == p && (!ofFunder || t.pays(funder, k, s)) {
				part := t.byMonth("", engine.UnitPounds, s, func(i int) branch {
					if ofFunder && t.m.Funder(provided, i) != funder {
						return nil
					}
					return func(depth int) TraceNode { return month(k, i, depth) }
				})
				resources = append(resources, t.named(t.m.Resources[provided.Resource].Key, part))
			}
		}
		return t.adding("", engine.UnitPounds, resources)
	})
	if part == nil {
		return nil
	}
	return t.named("provider "+t.m.Providers[p].Key, part)
}

// stranded is a resource's cost that no longer has an ask under it.
func (t *tracer) stranded(provided, i, depth int) TraceNode {
	r := &t.r.Care.Resources[provided]
	n := money("", r.Stranded[i])
	if n.Missing = !r.CostKnown[i]; depth < 0 || n.Missing {
		return n
	}
	var lines []Expression
	for _, kind := range []struct {
		name  string
		price tariff.Price
		units tariff.Quantity
		of    func(depth int) TraceNode
	}{
		{"semi-fixed", r.SemiFixed[i], r.StrandedSemiFixed[i], func(depth int) TraceNode { return t.strandedSteps(provided, i, depth) }},
		{"fixed", r.Fixed[i], r.StrandedFixed[i], func(depth int) TraceNode { return t.strandedFixed(provided, i, depth) }},
	} {
		if kind.price == 0 {
			continue
		}
		cost, _ := tariff.Line(kind.units, kind.price, r.Factor[i])
		line := money(kind.name+" cost without an ask", cost)
		if depth > 0 {
			units := []Expression{line.part("units", kind.of(depth-2))}
			line = t.resourceMoney(line, r, units, t.unitCost(r, kind.price, kind.name, i, depth-2), i, depth-1)
		}
		lines = append(lines, n.part(line.Label, line))
	}
	return t.formed(n, depth, total(lines))
}

// strandedSteps are the units of steps that are held and not needed.
func (t *tracer) strandedSteps(provided, i, depth int) TraceNode {
	r := &t.r.Care.Resources[provided]
	n := quantityNode("semi-fixed units stranded", t.m.Resources[r.Resource].Unit, r.StrandedSemiFixed[i])
	if depth < 0 {
		return n
	}
	held := n.part("held", t.steps(provided, i, true, depth-1))
	return t.formed(n, depth, of(OpDifference, held, n.part("needed", t.steps(provided, i, false, depth-1))))
}

// strandedFixed are the units that fixed cost was set up for and nobody asks.
func (t *tracer) strandedFixed(provided, i, depth int) TraceNode {
	r := &t.r.Care.Resources[provided]
	n := quantityNode("fixed units stranded", t.m.Resources[r.Resource].Unit, r.StrandedFixed[i])
	if depth < 0 {
		return n
	}
	was := n.part("asked in the baseline", t.askedInBaseline(provided, i, depth-1))
	return t.formed(n, depth, of(OpDifference, was, n.part("with an ask under them", t.setUp(provided, i, depth-1))))
}

// efficiency is what an efficiency takes from the cost of what is delivered.
func (t *tracer) efficiency(provided int, kind string, i, depth int) TraceNode {
	r := &t.r.Care.Resources[provided]
	series := r.EfficiencyRequired
	if kind == efficiencyDelivered {
		series = r.EfficiencyDelivered
	}
	n := money("", series[i])
	if n.Missing = !r.CostKnown[i]; depth < 0 || n.Missing {
		return n
	}
	units := []Expression{n.part("delivered", quantityNode("delivered in all", t.m.Resources[r.Resource].Unit, r.Delivered[i]))}
	return t.resourceMoney(n, r, units, t.efficiencyCost(r, kind, i, depth-1), i, depth)
}
