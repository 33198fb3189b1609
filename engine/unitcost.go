package engine

import (
	"fmt"

	"github.com/shopspring/decimal"

	"parity/tariff"
)

const unitCostPlaces = 6 // unit costs are kept in micro-pounds

// unitCosts works out, month by month, what a unit of a provider's resource costs by
// behaviour, the factor its MFF applies, and what efficiency was required and delivered.
func (c *carer) unitCosts(r *ProviderResource) error {
	months := c.m.Months
	r.Variable, r.SemiFixed, r.Fixed = make([]tariff.Price, months), make([]tariff.Price, months), make([]tariff.Price, months)
	r.Factor, r.CostKnown = make([]tariff.Factor, months), make([]bool, months)
	r.EfficiencyRequired, r.EfficiencyDelivered = make([]tariff.Pence, months), make([]tariff.Pence, months)
	resource := &c.m.Resources[r.Resource]
	for i := range months {
		month := c.m.Month(i)
		r.Factor[i] = tariff.One()
		row, ok := resource.Rows.At(month)
		if !ok || row.UnitCost == nil {
			continue
		}
		if row.MFFBase != nil {
			mff, ok := c.m.Providers[r.Provider].MFF.At(month)
			if !ok {
				return c.named(r, fmt.Errorf("no market forces factor in %s; give the provider one", month))
			}
			factor, err := tariff.NewFactor(mff, *row.MFFBase)
			if err != nil {
				return c.named(r, err)
			}
			r.Factor[i] = factor
		}
		growth, err := resource.growth(row, month)
		if err != nil {
			return c.named(r, err)
		}
		r.CostKnown[i] = true
		whole := row.UnitCost.Mul(growth.delivered)
		r.SemiFixed[i] = tariff.RoundPrice(whole.Mul(row.SemiFixedShare), unitCostPlaces)
		r.Fixed[i] = tariff.RoundPrice(whole.Mul(row.FixedShare), unitCostPlaces)
		r.Variable[i] = tariff.RoundPrice(whole.Mul(decimal.NewFromInt(1).Sub(row.SemiFixedShare).Sub(row.FixedShare)), unitCostPlaces)
		required := tariff.RoundPrice(row.UnitCost.Mul(growth.inflation.Sub(growth.required)), unitCostPlaces)
		delivered := tariff.RoundPrice(row.UnitCost.Mul(growth.inflation.Sub(growth.delivered)), unitCostPlaces)
		if r.EfficiencyRequired[i], err = tariff.Line(r.Delivered[i], required, r.Factor[i]); err != nil {
			return c.named(r, err)
		}
		if r.EfficiencyDelivered[i], err = tariff.Line(r.Delivered[i], delivered, r.Factor[i]); err != nil {
			return c.named(r, err)
		}
	}
	return nil
}

// costGrowth is how far a unit cost has come since its price base: with no efficiency,
// with the efficiency the uplifts require, and with the one the resource delivers.
type costGrowth struct{ inflation, required, delivered decimal.Decimal }

// growth multiplies the uplifts that fall after the row's price base and not after the
// month. The efficiency delivered at an uplift is that of the row then in force.
func (r *Resource) growth(row ResourceRow, month tariff.Month) (costGrowth, error) {
	unit := decimal.NewFromInt(1)
	g := costGrowth{unit, unit, unit}
	for _, uplift := range row.Uplift.InForce(tariff.Latest) {
		if uplift.From <= row.PriceBase || uplift.From > month {
			continue
		}
		inflation, ok := uplift.Inflation()
		if !ok {
			return g, fmt.Errorf("uplift %s from %s gives no cost uplift, only a net; cost needs cost_uplift, or net and efficiency",
				row.Uplift.Name, uplift.From)
		}
		net, _ := uplift.Rate()
		then, ok := r.Rows.At(uplift.From)
		if !ok {
			then = r.Rows[0].Value
		}
		g.inflation = g.inflation.Mul(unit.Add(inflation))
		g.required = g.required.Mul(unit.Add(net))
		g.delivered = g.delivered.Mul(unit.Add(inflation).Sub(then.EfficiencyDelivered))
	}
	return g, nil
}
