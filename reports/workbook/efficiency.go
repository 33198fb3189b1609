package workbook

import (
	"parity/engine"
	"parity/tariff"
)

// withoutEfficiency is growth by cost uplift alone.
func (s *scenario) withoutEfficiency(name string, base tariff.Month) grown {
	return s.byMonth(name, base, "costs without efficiency", func(r upliftRow) expr { return s.inflation(r.row) })
}

// planEfficiency lays out what the efficiency required of a provider's resources, and the
// one delivered, take off the cost of what is delivered.
func (s *scenario) planEfficiency(provider int, units []unitCosts) (required, delivered block) {
	var take, taken []rowPlan
	for i := range s.result.Care.Resources {
		r, u := &s.result.Care.Resources[i], &units[i]
		if r.Provider != provider || u.required.text == "" || !someUnits(r.Delivered) {
			continue
		}
		take = append(take, s.efficiencyRow(r, u, "efficiency required", u.required, r.EfficiencyRequired))
		taken = append(taken, s.efficiencyRow(r, u, "efficiency delivered", u.delivered, r.EfficiencyDelivered))
	}
	return s.cost.ask(s.at, take), s.cost.ask(s.at, taken)
}

// efficiencyRow is units delivered x what efficiency takes off one x factor.
func (s *scenario) efficiencyRow(r *engine.ProviderResource, u *unitCosts, what string, price expr, exact []tariff.Pence) rowPlan {
	m := s.result.Model
	resource := &m.Resources[r.Resource]
	e := pennies(u.times(s.units("", "", resource, "delivered by "+m.Providers[r.Provider].Key, r.Delivered), price))
	e = s.agree(what+" "+resource.Key, s.time.spread(e), inPounds(exact))
	return rowPlan{labels: []cell{
		{}, {}, textCell(resource.Key, style{role: label}), textCell(resource.Name, style{role: label}), textCell(what, style{role: label}),
	}, series: series{expr: e, adds: true, style: style{role: figure, format: pence}}}
}

// planEfficiencies adds up a scenario's efficiency by provider on the Payments sheet.
func (s *scenario) planEfficiencies(costs *costed) {
	look := style{role: label}
	for k := range s.result.Model.Providers {
		for _, of := range []struct {
			item, what string
			rows       block
		}{
			{itemRequired, "what the efficiency factor takes off the cost of what is delivered", costs.required[k]},
			{itemDelivered, "what the efficiency delivered takes off it", costs.delivered[k]},
		} {
			if of.rows.empty() {
				continue
			}
			s.payments.efficiency = true
			s.payments.addSeries([]cell{
				textCell(s.is.Key, look), {}, {}, textCell(s.result.Model.Providers[k].Key, look), textCell(of.item, look), textCell(of.what, look),
			}, series{expr: s.time.spread(s.cost.sumOf(of.rows)), adds: true, style: style{role: figure, format: pence}})
		}
	}
}

// efficiencies are the comparison's tables of efficiency: required, delivered, the gap.
func (c *comparisonSheet) efficiencies(b *book) {
	if !b.payments.efficiency {
		return
	}
	required := c.byScenario(b, "Efficiency required: what the efficiency factor takes off the cost of what is delivered", itemRequired, c.sums(b, itemRequired))
	delivered := c.byScenario(b, "Efficiency delivered", itemDelivered, c.sums(b, itemDelivered))
	c.difference(b, "Efficiency gap: required less delivered, which stays in the cost", required, delivered)
	for i, key := range b.keys {
		b.traced(c.sheet, required.from+i, c.years, engine.ItemEfficiencyRequired, key, "")
		b.traced(c.sheet, delivered.from+i, c.years, engine.ItemEfficiencyDelivered, key, "")
	}
}
