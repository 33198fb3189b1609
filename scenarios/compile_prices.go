package scenarios

import (
	"github.com/shopspring/decimal"

	"parity/engine"
	"parity/tariff"
)

// The places unit prices are rounded to where a schedule does not say: the penny, or for
// prices that are worked out, micro-pounds.
const (
	givenPlaces   = 2
	derivedPlaces = 6
)

// rates reads the uplift series.
func (c *compiler) rates() {
	c.uplifts = map[string]*tariff.Uplifts{}
	t := c.tables.Table("uplifts")
	for i := range t.Rows {
		name := t.Cell(i, "uplift")
		if c.uplifts[name] == nil {
			c.uplifts[name] = &tariff.Uplifts{Name: name}
		}
		row := tariff.UpliftRow{
			From: from(t, i), Published: month(t.Cell(i, "published")),
			CostUplift: number(t.Cell(i, "cost_uplift")), Efficiency: number(t.Cell(i, "efficiency")), Net: number(t.Cell(i, "net")),
		}
		if _, known := row.Rate(); !known {
			c.fault(t.Fault(i, "cost_uplift", "efficiency alone", "an uplift has cost_uplift and efficiency, or net where only that was published", "fill in cost_uplift; 0 is a figure"))
		}
		c.uplifts[name].Rows = append(c.uplifts[name].Rows, row)
	}
}

// price reads the schedules and their prices.
func (c *compiler) price() {
	c.schedules = map[string]*tariff.Schedule{}
	c.contracts = map[string]int{}
	keys, _ := group(c.tables.Table("contracts"), "contract")
	for k, key := range keys {
		c.contracts[key[0]] = k
	}
	t := c.tables.Table("schedules")
	for i := range t.Rows {
		name := t.Cell(i, "schedule")
		schedule := &tariff.Schedule{
			Name: name, Title: t.Cell(i, "title"), Basis: tariff.Basis(t.Cell(i, "basis")),
			AppliesMFF: t.Cell(i, "applies_mff") == "yes", MFFBase: numberOr(t.Cell(i, "mff_base"), one()),
			Uplift: c.uplifts[t.Cell(i, "uplift")], Places: givenPlaces,
		}
		derived := engine.Schedule{Schedule: schedule, Contract: -1}
		switch t.Cell(i, "derive") {
		case "rebase":
			derived.Derive = engine.Rebase
			derived.Contract = c.contracts[t.Cell(i, "contract")]
		case "package_cost":
			derived.Derive = engine.PackageCost
		}
		if derived.Derive != engine.AsGiven {
			schedule.Derived, schedule.Places = true, derivedPlaces
		}
		if rounding := number(t.Cell(i, "rounding")); rounding != nil {
			places, ok := placesOf(*rounding)
			if !ok {
				c.fault(t.Fault(i, "rounding", quoted(t.Cell(i, "rounding")), "unit prices are rounded to 1, 0.1, 0.01 ... 0.000001 pounds", "choose one of these"))
			}
			schedule.Places = places
		}
		c.schedules[name] = schedule
		c.model.Schedules = append(c.model.Schedules, derived)
	}
	c.prices()
}

// placesOf is the number of decimal places of a power of ten from 1 down to a micro-pound.
func placesOf(rounding decimal.Decimal) (int32, bool) {
	for places := int32(0); places <= derivedPlaces; places++ {
		if rounding.Equal(decimal.New(1, -places)) {
			return places, true
		}
	}
	return 0, false
}

// prices reads the prices table into its schedules.
func (c *compiler) prices() {
	t := c.tables.Table("prices")
	keys, rows := group(t, "schedule", "currency", "measure")
	for k, key := range keys {
		schedule := c.schedules[key[0]]
		measure, _ := tariff.ParseMeasure(key[2])
		prices := tariff.UnitPrices{Unit: tariff.Unit{Currency: key[1], Measure: measure}}
		for _, row := range rows[k] {
			base := month(t.Cell(row, "price_base"))
			if base == 0 {
				base = from(t, row)
			}
			if base == 0 {
				base = c.model.Start
			}
			prices.Rows = append(prices.Rows, tariff.Since[tariff.PriceRow]{From: from(t, row), Value: tariff.PriceRow{
				Price: number(t.Cell(row, "price")), PriceBase: base, Covers: covers(t.Cell(row, "covers")),
			}})
		}
		schedule.Units = append(schedule.Units, prices)
	}
}

func covers(text string) tariff.Covers {
	if text == string(tariff.Community) {
		return tariff.Community
	}
	return tariff.All
}
