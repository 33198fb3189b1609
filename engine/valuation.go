package engine

import "parity/tariff"

// PriceVolumeMix splits what activity is worth in a side, more or less than in the
// baseline, at the contracts' own prices or, where they have none, the shadow schedule's.
// It is false where either side prices nothing, the two do not price the same units, or a
// price is missing. Each measure of each contract is split on its own and the splits are
// added (docs/methods.md, "Price, volume and mix").
func (c *Comparison) PriceVolumeMix(side int) (PriceVolumeMix, bool) {
	before, after := c.results[c.Baseline], c.results[side]
	var sum PriceVolumeMix
	if len(before.Contracts) != len(after.Contracts) {
		return sum, false
	}
	priced := false
	for k := range before.Contracts {
		if before.Model.Contracts[k].Name != after.Model.Contracts[k].Name {
			return sum, false
		}
		were, are := before.Contracts[k].valued(), after.Contracts[k].valued()
		if len(were) != len(are) {
			return sum, false
		}
		var measures [tariff.MeasureCount][]Valuation
		for u := range were {
			v, ok := revalue(&were[u], &are[u], before.Model, after.Model)
			if !ok {
				return sum, false
			}
			priced = true
			measures[were[u].Measure] = append(measures[were[u].Measure], v)
		}
		for _, units := range measures {
			sum = sum.Add(SplitPriceVolumeMix(units))
		}
	}
	return sum, priced
}

// valued are the units at the contract's own prices, or at the shadow schedule's.
func (c *ContractResult) valued() []PricedUnit {
	if len(c.Priced) > 0 {
		return c.Priced
	}
	return c.Shadow
}

// revalue values a unit's activity before and after, and the activity after at the prices
// before, month by month.
func revalue(before, after *PricedUnit, was, is *Model) (Valuation, bool) {
	var v Valuation
	if was.Currencies[before.Currency].Key != is.Currencies[after.Currency].Key || before.Measure != after.Measure {
		return v, false
	}
	for i := range before.Value {
		if before.Price[i].State != tariff.Priced || after.Price[i].State != tariff.Priced {
			if before.Quantity[i] == 0 && after.Quantity[i] == 0 {
				continue
			}
			return v, false
		}
		line, err := tariff.Line(after.Quantity[i], before.Price[i].Price, before.Factor[i])
		if err != nil {
			return v, false
		}
		v.Before += before.Value[i]
		v.After += after.Value[i]
		v.AfterAtBefore += line
		v.QuantityBefore += before.Quantity[i]
		v.QuantityAfter += after.Quantity[i]
	}
	return v, true
}
