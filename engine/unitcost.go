package engine

import (
	"fmt"
	"slices"

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
	var now unitCost
	for i := range months {
		month := c.m.Month(i)
		r.Factor[i] = tariff.One()
		at := resource.Rows.Row(month)
		if at < 0 || resource.Rows[at].Value.UnitCost == nil {
			continue
		}
		row := &resource.Rows[at].Value
		var err error
		if r.Factor[i], err = c.factor(r, row, month); err != nil {
			return c.named(r, err)
		}
		if i == 0 || now.row != row || takesEffect(row.Uplift, month) {
			if now, err = resource.costIn(row, month); err != nil {
				return c.named(r, err)
			}
		}
		r.CostKnown[i] = true
		r.Variable[i], r.SemiFixed[i], r.Fixed[i] = now.variable, now.semiFixed, now.fixed
		if r.EfficiencyRequired[i], err = tariff.Line(r.Delivered[i], now.required, r.Factor[i]); err != nil {
			return c.named(r, err)
		}
		if r.EfficiencyDelivered[i], err = tariff.Line(r.Delivered[i], now.delivered, r.Factor[i]); err != nil {
			return c.named(r, err)
		}
	}
	return nil
}

// factor is what the provider's MFF makes of a unit cost in a month.
func (c *carer) factor(r *ProviderResource, row *ResourceRow, month tariff.Month) (tariff.Factor, error) {
	if row.MFFBase == nil {
		return tariff.One(), nil
	}
	mff, ok := c.m.Providers[r.Provider].MFF.At(month)
	if !ok {
		return tariff.Factor{}, fmt.Errorf("no market forces factor in %s; give the provider one", month)
	}
	return tariff.NewFactor(mff, *row.MFFBase)
}

// takesEffect says whether an uplift of the series takes effect in a month: then costs are worked
// out anew.
func takesEffect(u *tariff.Uplifts, month tariff.Month) bool {
	return u != nil && slices.ContainsFunc(u.Rows, func(row tariff.UpliftRow) bool { return row.From == month })
}

// unitCost is what a unit costs from a month on, by behaviour, and what efficiency was
// required and delivered on it since its price base.
type unitCost struct {
	row                        *ResourceRow
	variable, semiFixed, fixed tariff.Price
	required, delivered        tariff.Price
}

// costIn grows a row's unit cost to the prices of a month and splits it.
func (r *Resource) costIn(row *ResourceRow, month tariff.Month) (unitCost, error) {
	growth, err := r.growth(row, month)
	if err != nil {
		return unitCost{}, err
	}
	whole := row.UnitCost.Mul(growth.delivered)
	return unitCost{
		row:       row,
		variable:  tariff.RoundPrice(whole.Mul(decimal.NewFromInt(1).Sub(row.SemiFixedShare).Sub(row.FixedShare)), unitCostPlaces),
		semiFixed: tariff.RoundPrice(whole.Mul(row.SemiFixedShare), unitCostPlaces),
		fixed:     tariff.RoundPrice(whole.Mul(row.FixedShare), unitCostPlaces),
		required:  tariff.RoundPrice(row.UnitCost.Mul(growth.inflation.Sub(growth.required)), unitCostPlaces),
		delivered: tariff.RoundPrice(row.UnitCost.Mul(growth.inflation.Sub(growth.delivered)), unitCostPlaces),
	}, nil
}

// costGrowth is how far a unit cost has come since its price base: with no efficiency,
// with the efficiency the uplifts require, and with the one the resource delivers.
type costGrowth struct{ inflation, required, delivered decimal.Decimal }

// growth multiplies the uplifts that fall after the row's price base and not after the
// month. The efficiency delivered at an uplift is that of the row then in force.
func (r *Resource) growth(row *ResourceRow, month tariff.Month) (costGrowth, error) {
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
