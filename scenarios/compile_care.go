package scenarios

import (
	"slices"

	"github.com/shopspring/decimal"

	"parity/engine"
	"parity/tariff"
)

// care reads resources and packages.
func (c *compiler) care() {
	t := c.tables.Table("resources")
	keys, rows := group(t, "resource", "provider")
	for k, key := range keys {
		first := rows[k][0]
		resource := engine.Resource{Key: key[0], Name: t.Cell(first, "name"), Unit: t.Cell(first, "unit"), Provider: c.providerOrAny(key[1])}
		for _, row := range rows[k] {
			resource.Rows = append(resource.Rows, tariff.Since[engine.ResourceRow]{From: from(t, row), Value: c.resourceRow(t, row)})
		}
		c.standsIn(t, keys, key, 1, first)
		c.model.Resources = append(c.model.Resources, resource)
	}
	t = c.tables.Table("packages")
	keys, rows = group(t, "currency", "resource", "per", "provider")
	for k, key := range keys {
		per, _ := tariff.ParseMeasure(key[2])
		pack := engine.Package{Currency: c.currencies[key[0]], Resource: key[1], Per: per, Provider: c.providerOrAny(key[3])}
		for _, row := range rows[k] {
			pack.Quantity = append(pack.Quantity, tariff.Since[float64]{From: from(t, row), Value: float(t.Cell(row, "quantity"))})
		}
		c.standsIn(t, keys, key, 3, rows[k][0])
		c.model.Packages = append(c.model.Packages, pack)
	}
}

// standsIn holds that a provider's own rows, which stand in for the general ones of the same
// key in every month, begin with the run: else nothing would hold before they do. provider
// is its place in the key, first the earliest row.
func (c *compiler) standsIn(t *Table, keys [][]string, key []string, provider, first int) {
	if key[provider] == anyValue || from(t, first) <= c.model.Start {
		return
	}
	general := slices.Clone(key)
	general[provider] = anyValue
	if slices.ContainsFunc(keys, func(other []string) bool { return slices.Equal(other, general) }) {
		c.fault(t.Fault(first, FromColumn, quoted(t.Cell(first, FromColumn))+" as the first month of provider "+key[provider]+"'s own rows",
			"they stand in for the rows of * in every month of the run", "add a row of its own with a blank from, that says what holds until then"))
	}
}

func (c *compiler) resourceRow(t *Table, row int) engine.ResourceRow {
	base := month(t.Cell(row, "price_base"))
	if base == 0 {
		base = from(t, row)
	}
	if base == 0 {
		base = c.model.Start
	}
	return engine.ResourceRow{
		UnitCost: number(t.Cell(row, "unit_cost")), PriceBase: base, Uplift: c.uplifts[t.Cell(row, "uplift")],
		EfficiencyDelivered: numberOr(t.Cell(row, "efficiency_delivered"), decimal.Zero), MFFBase: number(t.Cell(row, "mff_base")),
		FixedShare: numberOr(t.Cell(row, "fixed_share"), decimal.Zero), SemiFixedShare: numberOr(t.Cell(row, "semi_fixed_share"), decimal.Zero),
		Step: float(t.Cell(row, "step")), Capacity: optionalFloat(t.Cell(row, "capacity")),
		AvailableShare: optionalFloat(t.Cell(row, "available_share")),
		LagMonths:      int(float(t.Cell(row, "lag_months"))), WTEPerUnit: optionalFloat(t.Cell(row, "wte_per_unit")),
		StaffShare: numberOr(t.Cell(row, "staff_share"), one()), WTECost: number(t.Cell(row, "wte_cost")),
		Band: t.Cell(row, "band"), Team: t.Cell(row, "team"), Funder: t.Cell(row, "funder"),
	}
}

// providerOrAny is the provider's index, -1 for *.
func (c *compiler) providerOrAny(key string) int {
	if key == anyValue {
		return -1
	}
	return c.providers[key]
}
