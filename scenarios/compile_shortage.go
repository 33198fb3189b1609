package scenarios

import (
	"slices"

	"parity/engine"
	"parity/tariff"
)

// shortage reads who goes without where resources are short, and who stands in.
func (c *compiler) shortage() {
	t := c.tables.Table("rationing")
	keys, rows := group(t, "resource", "provider")
	for k, key := range keys {
		rationing := engine.Rationing{Resource: key[0], Provider: c.providerOrAny(key[1])}
		if key[0] == anyValue {
			rationing.Resource = ""
		}
		for _, row := range rows[k] {
			rationing.Rows = append(rationing.Rows, tariff.Since[engine.RationingRow]{From: from(t, row), Value: c.rationingRow(t, row)})
		}
		c.model.Rationing = append(c.model.Rationing, rationing)
	}
	t = c.tables.Table("stand_ins")
	keys, rows = group(t, "resource", "stand_in", "provider")
	for k, key := range keys {
		standIn := engine.StandIn{Resource: key[0], StandIn: key[1], Provider: c.providerOrAny(key[2])}
		for _, row := range rows[k] {
			standIn.Rows = append(standIn.Rows, tariff.Since[engine.StandInRow]{From: from(t, row), Value: engine.StandInRow{
				Share: float(t.Cell(row, "share")), Units: numberOr(t.Cell(row, "units"), one()).InexactFloat64(),
			}})
		}
		c.standsIn(t, keys, key, 2, rows[k][0])
		c.model.StandIns = append(c.model.StandIns, standIn)
	}
}

func (c *compiler) rationingRow(t *Table, row int) engine.RationingRow {
	switch t.Cell(row, "rule") {
	case engine.Protect.String():
		var protected []int
		for _, currency := range protects(c.tables, t, row) {
			protected = append(protected, c.currencies[currency])
		}
		return engine.RationingRow{Rule: engine.Protect, Tiers: [][]int{protected}}
	case engine.SimplestFirst.String():
		return engine.RationingRow{Rule: engine.SimplestFirst}
	}
	return engine.RationingRow{}
}

// protects lists the currencies that a row of rationing names, in the order of their table.
func protects(m *Model, t *Table, row int) []string {
	where, _ := ParseWhere(t.Cell(row, "protect"))
	currencies := m.Table("currencies")
	var list []string
	for _, at := range matching(currencies, where) {
		list = append(list, currencies.Cell(at, "currency"))
	}
	return slices.Compact(list)
}
