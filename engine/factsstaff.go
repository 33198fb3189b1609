package engine

import (
	"slices"

	"github.com/shopspring/decimal"

	"parity/tariff"
)

// staffPlaces is to how many places staff of a month are rounded.
const staffPlaces = 6

// wtePlaces is to how many places staff a unit are rounded where they follow from what staff cost.
const wtePlaces = 9

// StaffPerUnit is the staff that a unit a year keeps busy: as stated, or what of a unit's cost is
// staff over what one costs, ROUND(UnitCost x StaffShare / WTECost, 9); false where neither is
// known.
func (r *ResourceRow) StaffPerUnit() (decimal.Decimal, bool) {
	switch {
	case r.WTEPerUnit != nil:
		return decimal.NewFromFloat(*r.WTEPerUnit), true
	case r.UnitCost == nil || r.WTECost == nil:
		return decimal.Zero, false
	}
	return r.UnitCost.Mul(r.StaffShare).DivRound(*r.WTECost, wtePlaces), true
}

// StaffYears are the staff whom units of a resource keep busy in a month, in whole-time years:
// ROUND(units x staff a unit, 6); false where these are not known of the resource (docs/methods.md,
// "Staff and beds").
func (m *Model) StaffYears(r *ProviderResource, units tariff.Quantity, i int) (decimal.Decimal, bool) {
	row, ok := m.Resources[r.Resource].Rows.At(m.Month(i))
	each, known := row.StaffPerUnit()
	return units.Decimal().Mul(each).Round(staffPlaces), ok && known
}

// staffed says whether a resource is staff in any month.
func (m *Model) staffed(r *ProviderResource) bool {
	return slices.ContainsFunc(m.Resources[r.Resource].Rows, func(row tariff.Since[ResourceRow]) bool {
		_, known := row.Value.StaffPerUnit()
		return known
	})
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
