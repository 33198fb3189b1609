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
	each := t.cell("resources", t.m.Month(i), "wte_per_unit", decimal.Zero, resource.Key, t.providerKey(resource.Provider))
	return t.formed(n, depth, rounded(6, of(OpProduct, n.part("units", quantityNode(label, resource.Unit, units)), n.part("wte_per_unit", each))))
}
