package workbook

import (
	"slices"

	"parity/engine"
	"parity/tariff"
)

// costed is where a scenario's cost stands on the Cost sheet.
type costed struct {
	contracts  []block // by contract
	currencies map[[2]int]block
	stranded   []block // by provider
	// required and delivered are what efficiency takes off, by provider.
	required, delivered []block
}

// planCosts lays out units x unit cost x factor for every line of care.
func (s *scenario) planCosts() *costed {
	m, care := s.result.Model, s.result.Care
	c := &costed{contracts: make([]block, len(m.Contracts)), currencies: map[[2]int]block{}, stranded: make([]block, len(m.Providers)),
		required: make([]block, len(m.Providers)), delivered: make([]block, len(m.Providers))}
	if care == nil {
		return c
	}
	units := make([]unitCosts, len(care.Resources))
	for i := range care.Resources {
		units[i] = s.planUnitCost(&care.Resources[i])
	}
	for k := range m.Contracts {
		var rows []rowPlan
		var of []int
		for l := range care.Lines {
			line := &care.Lines[l]
			if line.Contract != k {
				continue
			}
			rows = append(rows, s.costRow(line, &units[line.Provided]))
			of = append(of, line.Currency)
		}
		b := s.cost.ask(s.at, rows)
		c.contracts[k] = b
		for i, currency := range of {
			at := [2]int{k, currency}
			run, known := c.currencies[at]
			if !known {
				run.from = b.from + i
			}
			run.to = b.from + i
			c.currencies[at] = run
		}
	}
	for p := range m.Providers {
		var rows []rowPlan
		for i := range care.Resources {
			r := &care.Resources[i]
			if r.Provider == p && (someUnits(r.StrandedSemiFixed) || someUnits(r.StrandedFixed)) {
				rows = append(rows, s.strandedRow(r, &units[i]))
			}
		}
		c.stranded[p] = s.cost.ask(s.at, rows)
		c.required[p], c.delivered[p] = s.planEfficiency(p, units)
	}
	return c
}

func someUnits(units []tariff.Quantity) bool {
	return slices.ContainsFunc(units, func(q tariff.Quantity) bool { return q != 0 })
}

// unitCosts are the rows of one provider's resource on the Unit costs sheet.
type unitCosts struct {
	variable, semiFixed, fixed expr
	factor                     expr
	applies                    bool // the factor
	// required and delivered are what efficiency takes off a unit; without text where
	// nothing has risen.
	required, delivered expr
}

// planUnitCost lays out what a unit of a provider's resource costs, by month and behaviour.
func (s *scenario) planUnitCost(r *engine.ProviderResource) unitCosts {
	m := s.result.Model
	resource := &m.Resources[r.Resource]
	provider := m.Providers[r.Provider].Key
	t := s.table("resources")
	held := "*"
	if resource.Provider >= 0 {
		held = m.Providers[resource.Provider].Key
	}
	rows := rowsOf(t, "resource", resource.Key, "provider", held)
	places := s.constants.places(unitCostPlaces)
	var variable, semiFixed, fixed, factors, required, delivered []since
	risen := false
	u := unitCosts{}
	for k, row := range rows {
		growth := s.costGrowth(t, rows, row, resource.Rows[k].Value.PriceBase)
		grownCost := growth.by(s.input(t, row, "unit_cost"))
		semi, fix := s.input(t, row, "semi_fixed_share"), s.input(t, row, "fixed_share")
		variable = append(variable, s.since(t, row, round(times(grownCost, minus(minus(whole(1), semi), fix)), places)))
		semiFixed = append(semiFixed, s.since(t, row, round(times(grownCost, semi), places)))
		fixed = append(fixed, s.since(t, row, round(times(grownCost, fix), places)))
		takes := func(with grown) since { return s.since(t, row, whole(0)) }
		if inflation := s.withoutEfficiency(t.Cell(row, "uplift"), resource.Rows[k].Value.PriceBase); inflation.some {
			risen = true
			takes = func(with grown) since {
				takenOff := round(minus(inflation.expr, with.expr), s.constants.places(growthPlaces))
				return s.since(t, row, round(times(s.input(t, row, "unit_cost"), takenOff), places))
			}
		}
		required = append(required, takes(s.ofPrices(t.Cell(row, "uplift"), resource.Rows[k].Value.PriceBase)))
		delivered = append(delivered, takes(growth))
		factor := whole(1)
		if t.Cell(row, "mff_base") != "" {
			factor = s.factorRow(s.unitCost, provider, provider, s.input(t, row, "mff_base"), true)
			u.applies = true
		}
		factors = append(factors, s.since(t, row, factor))
	}
	add := func(parts []since, what string, exact []tariff.Price) expr {
		e := s.time.spread(s.time.dated(parts))
		if exact != nil {
			e = s.agreePrice(resource.Key+" "+what, e, inPounds(exact))
		}
		return s.unitCost.askOne(s.at, rowPlan{labels: []cell{
			textCell(provider, style{role: label}), textCell(resource.Key, style{role: label}), textCell(what, style{role: label}),
			textCell(resource.Name, style{role: label}), textCell("£ a "+unitWord(resource.Unit), style{role: label}),
		}, series: series{expr: e, style: style{role: figure, format: price}}})
	}
	u.variable = add(variable, "variable", r.Variable)
	if some(r.SemiFixed) {
		u.semiFixed = add(semiFixed, "semi-fixed", r.SemiFixed)
	}
	if some(r.Fixed) {
		u.fixed = add(fixed, "fixed", r.Fixed)
	}
	u.factor = s.time.dated(factors)
	if risen {
		// The engine gives these times what is delivered; the lines are held to that.
		u.required = add(required, "efficiency required", nil)
		u.delivered = add(delivered, "efficiency delivered", nil)
	}
	return u
}

func unitWord(unit string) string {
	if unit == "" {
		return "unit"
	}
	return unit
}

func some(prices []tariff.Price) bool {
	return slices.ContainsFunc(prices, func(p tariff.Price) bool { return p != 0 })
}

const unitCostPlaces = 6

// growthPlaces cut off the noise in the last bits of a difference of growths, which would
// decide ties: three years' growth, to the places that uplifts have.
const growthPlaces = 12

// costRow is the cost of one line of care: its variable, semi-fixed and fixed cost.
func (s *scenario) costRow(line *engine.CareLine, u *unitCosts) rowPlan {
	m := s.result.Model
	resource := &m.Resources[s.result.Care.Resources[line.Provided].Resource]
	contract, currency := m.Contracts[line.Contract].Name, &m.Currencies[line.Currency]
	units := func(what string, q []tariff.Quantity) expr { return s.units(contract, currency.Key, resource, what, q) }
	var parts []expr
	take := func(what string, q []tariff.Quantity, price expr) {
		if price.text == "" || !someUnits(q) {
			return
		}
		parts = append(parts, pennies(u.times(units(what, q), price)))
	}
	take("delivered", line.Delivered, u.variable)
	take("semi-fixed", line.SemiFixedUnits, u.semiFixed)
	take("fixed", line.FixedUnits, u.fixed)
	exact := make([]float64, len(s.time.months))
	for i := range exact {
		exact[i] = (line.CostVariable[i] + line.CostSemiFixed[i] + line.CostFixed[i]).Pounds()
	}
	e := s.agree("cost "+contract+" "+currency.Key+" "+resource.Key, s.time.spread(sum(parts...)), exact)
	return rowPlan{labels: []cell{
		textCell(contract, style{role: label}), textCell(currency.Key, style{role: label}), textCell(resource.Key, style{role: label}),
		textCell(resource.Name, style{role: label}), textCell("cost of care", style{role: label}),
	}, series: series{expr: e, adds: true, style: style{role: figure, format: pence}}}
}

func (u *unitCosts) times(units, price expr) expr {
	e := times(units, price)
	if u.applies {
		e = times(e, u.factor)
	}
	return e
}

// strandedRow is fixed and semi-fixed cost of a resource that no ask pays for any more.
func (s *scenario) strandedRow(r *engine.ProviderResource, u *unitCosts) rowPlan {
	m := s.result.Model
	resource := &m.Resources[r.Resource]
	var parts []expr
	take := func(what string, q []tariff.Quantity, price expr) {
		if price.text != "" && someUnits(q) {
			parts = append(parts, pennies(u.times(s.units("", "", resource, what, q), price)))
		}
	}
	take("stranded, semi-fixed", r.StrandedSemiFixed, u.semiFixed)
	take("stranded, fixed", r.StrandedFixed, u.fixed)
	e := s.agree("stranded "+resource.Key, s.time.spread(sum(parts...)), inPounds(r.Stranded))
	return rowPlan{labels: []cell{
		{}, {}, textCell(resource.Key, style{role: label}), textCell(resource.Name, style{role: label}), textCell("stranded", style{role: label}),
	}, series: series{expr: e, adds: true, style: style{role: figure, format: pence}}}
}

// units is a row of the Care sheet: values that the run worked out.
func (s *scenario) units(contract, currency string, resource *engine.Resource, what string, q []tariff.Quantity) expr {
	values := make([]float64, len(q))
	for i := range q {
		values[i] = q[i].Units()
	}
	return s.care.askOne(s.at, rowPlan{labels: []cell{
		textCell(contract, style{role: label}), textCell(currency, style{role: label}), textCell(resource.Key, style{role: label}),
		textCell(what, style{role: label}), textCell(unitWord(resource.Unit), style{role: label}),
	}, series: series{expr: expr{values: values}, values: true, adds: true, style: style{role: value, format: quantity}}})
}
