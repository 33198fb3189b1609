package scenarios

import (
	"strings"

	"github.com/shopspring/decimal"

	"parity/engine"
)

// staff are the staff of one resource at a provider; nil where it states no wte_per_unit.
func (t *tracer) staff(item string, p int, months span) branch {
	name, key, _ := strings.Cut(item, "/")
	part := t.byYear(item, months, func(s span) branch {
		var parts []branch
		for k := range t.r.Care.Resources {
			provided := &t.r.Care.Resources[k]
			if provided.Provider != p || t.m.Resources[provided.Resource].Key != key {
				continue
			}
			part := t.byMonth("", t.unitOf(item), s, func(i int) branch {
				if _, there := t.m.StaffYears(provided, 0, i); !there {
					return nil
				}
				return func(depth int) TraceNode { return t.staffYears(name+"/" == engine.ItemStaffAsked, provided, i, depth) }
			})
			if part != nil {
				parts = append(parts, t.named(key, part))
			}
		}
		return t.adding("", t.unitOf(item), parts)
	})
	if part == nil {
		return nil
	}
	return t.named("provider "+t.m.Providers[p].Key, part)
}

// staffYears are the staff of a month: units x wte_per_unit.
func (t *tracer) staffYears(asked bool, provided *engine.ProviderResource, i, depth int) TraceNode {
	units, label := provided.Delivered[i], "delivered in all"
	if asked {
		units, label = provided.Asked[i], "asked in all"
	}
	years, _ := t.m.StaffYears(provided, units, i)
	n := node("staff", years, "whole-time years")
	if depth < 0 || t.full() {
		return n
	}
	resource := &t.m.Resources[provided.Resource]
	each := t.wtePerUnit(resource, i, depth-1)
	return t.formed(n, depth, rounded(6, of(OpProduct, n.part("units", quantityNode(label, resource.Unit, units)), n.part("wte_per_unit", each))))
}

// wtePerUnit is the staff that a unit a year of a resource keeps busy: a cell, or what staff cost.
func (t *tracer) wtePerUnit(resource *engine.Resource, i, depth int) TraceNode {
	cell := func(column string, blank decimal.Decimal) TraceNode {
		return t.cell("resources", t.m.Month(i), column, blank, resource.Key, t.providerKey(resource.Provider))
	}
	row, _ := resource.Rows.At(t.m.Month(i))
	each := cell("wte_per_unit", decimal.Zero)
	if row.WTEPerUnit != nil {
		return each
	}
	worth, _ := row.StaffPerUnit()
	n := node("wte_per_unit", worth, each.Unit)
	return t.formed(n, depth, rounded(9, of(OpQuotient,
		of(OpProduct, n.part("unit_cost", cell("unit_cost", decimal.Zero)), n.part("staff_share", cell("staff_share", one()))), n.part("wte_cost", cell("wte_cost", decimal.Zero)))))
}
