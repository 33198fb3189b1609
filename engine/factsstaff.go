package engine

import (
	"slices"

	"github.com/shopspring/decimal"

	"parity/tariff"
)

// staffPlaces is to how many places staff of a month are rounded.
const staffPlaces = 6

// StaffYears are the staff whom units of a resource keep busy in a month, in whole-time years:
// ROUND(units x wte_per_unit, 6); false where the resource states no wte_per_unit (docs/methods.md,
// "Staff and beds").
func (m *Model) StaffYears(r *ProviderResource, units tariff.Quantity, i int) (decimal.Decimal, bool) {
	row, ok := m.Resources[r.Resource].Rows.At(m.Month(i))
	if !ok || row.WTEPerUnit == nil {
		return decimal.Zero, false
	}
	return units.Decimal().Mul(decimal.NewFromFloat(*row.WTEPerUnit)).Round(staffPlaces), true
}

// staffed says whether a resource is staff in any month.
func (m *Model) staffed(r *ProviderResource) bool {
	return slices.ContainsFunc(m.Resources[r.Resource].Rows, func(row tariff.Since[ResourceRow]) bool { return row.Value.WTEPerUnit != nil })
}

// staff hands on a provider's staff by resource: whom what is asked would keep busy, and whom
// what is delivered does.
func (w *factWriter) staff(own []*ProviderResource, fact Fact) {
	for _, of := range []struct {
		item   string
		series func(*ProviderResource) []tariff.Quantity
	}{
		{ItemStaffAsked, func(r *ProviderResource) []tariff.Quantity { return r.Asked }},
		{ItemStaffDelivered, func(r *ProviderResource) []tariff.Quantity { return r.Delivered }},
	} {
		for _, resource := range own {
			if !w.model.staffed(resource) {
				continue
			}
			fact.Item = of.item + w.model.Resources[resource.Resource].Key
			units := of.series(resource)
			w.series(itemOf(of.item), fact, func(i int) (Amount, bool) {
				years, there := w.model.StaffYears(resource, units[i], i)
				return Amount{Number: years.Shift(staffPlaces).IntPart(), Places: staffPlaces}, there
			})
		}
	}
}
