package scenarios

import (
	"slices"

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
		if _, ok := row.Rate(); !ok {
			c.fault(t.Fault(i, "cost_uplift", "no rate", "an uplift gives cost_uplift and efficiency, or net", "fill them in, or take the row out"))
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
			at, known := c.contracts[t.Cell(i, "contract")]
			if !known {
				c.fault(t.Fault(i, "contract", "no contract", "rebase spreads a contract's annual value", "name the contract"))
			}
			derived.Contract = at
			if schedule.AppliesMFF {
				c.fault(t.Fault(i, "applies_mff", "yes", "prices rebased from a block give the block back before MFF", "set it to no"))
			}
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
		if schedule == nil {
			continue // Check has said so
		}
		if schedule.Derived {
			c.fault(t.Fault(rows[k][0], "schedule", quoted(key[0]), "the prices of a derived schedule are worked out", "take the row out, or set the schedule's derive to given"))
			continue
		}
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
		c.model.Packages = append(c.model.Packages, pack)
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
	r := engine.ResourceRow{
		UnitCost: number(t.Cell(row, "unit_cost")), PriceBase: base, Uplift: c.uplifts[t.Cell(row, "uplift")],
		EfficiencyDelivered: numberOr(t.Cell(row, "efficiency_delivered"), decimal.Zero), MFFBase: number(t.Cell(row, "mff_base")),
		FixedShare: numberOr(t.Cell(row, "fixed_share"), decimal.Zero), SemiFixedShare: numberOr(t.Cell(row, "semi_fixed_share"), decimal.Zero),
		Step: float(t.Cell(row, "step")), Capacity: optionalFloat(t.Cell(row, "capacity")),
		LagMonths: int(float(t.Cell(row, "lag_months"))), WTEPerUnit: optionalFloat(t.Cell(row, "wte_per_unit")),
		Band: t.Cell(row, "band"), Funder: t.Cell(row, "funder"),
	}
	if r.FixedShare.Add(r.SemiFixedShare).GreaterThan(one()) {
		c.fault(t.Fault(row, "semi_fixed_share", "fixed and semi-fixed shares of "+r.FixedShare.Add(r.SemiFixedShare).String(), "together they are at most 1", "lower one of them"))
	}
	if r.SemiFixedShare.IsPositive() && r.Step == 0 {
		c.fault(t.Fault(row, "step", "no step", "semi-fixed cost goes in steps", "say how many units a year one step serves"))
	}
	return r
}

// providerOrAny is the provider's index, -1 for *.
func (c *compiler) providerOrAny(key string) int {
	if key == anyValue {
		return -1
	}
	return c.providers[key]
}

// agree reads contracts, their terms and outcomes.
func (c *compiler) agree() {
	t := c.tables.Table("contracts")
	keys, rows := group(t, "contract")
	for k, key := range keys {
		first := rows[k][0]
		contract := engine.Contract{Commissioner: c.commissioners[t.Cell(first, "commissioner")], Provider: c.providers[t.Cell(first, "provider")]}
		contract.Name = key[0]
		for _, row := range rows[k] {
			for _, party := range []string{"commissioner", "provider"} {
				if t.Cell(row, party) != t.Cell(first, party) {
					c.fault(t.Fault(row, party, quoted(t.Cell(row, party)), "a contract keeps its "+party+" ("+t.Cell(first, party)+")", "give the other "+party+" a contract of its own"))
				}
			}
			contract.Agreements = append(contract.Agreements, tariff.Since[tariff.Agreement]{From: from(t, row), Value: c.agreement(t, row)})
		}
		carryValue(contract.Agreements)
		contract.Terms = c.terms(key[0])
		contract.Outcomes = c.outcomes(key[0])
		c.model.Contracts = append(c.model.Contracts, contract)
	}
}

func (c *compiler) agreement(t *Table, row int) tariff.Agreement {
	begins := from(t, row)
	if begins == 0 {
		begins = c.model.Start
	}
	a := tariff.Agreement{
		Form: tariff.Form(t.Cell(row, "payment")), Schedule: c.schedules[t.Cell(row, "schedule")], Shadow: c.schedules[t.Cell(row, "shadow_schedule")],
		AnnualValue: number(t.Cell(row, "annual_value")), ValueFrom: begins, Uplift: c.uplifts[t.Cell(row, "uplift")],
		Plan: tariff.Plan(t.Cell(row, "plan")), RatePerHead: numberOr(t.Cell(row, "rate_per_head"), decimal.Zero),
	}
	if a.Plan == "" {
		a.Plan = tariff.PlanTable
	}
	switch {
	case a.Form == tariff.Block && a.AnnualValue == nil:
		c.fault(t.Fault(row, "annual_value", "a blank", "a block pays its annual value", "give it in pounds a year"))
	case a.Form == tariff.Activity && a.Schedule == nil:
		c.fault(t.Fault(row, "schedule", "a blank", "activity is paid by a price schedule", "name the schedule"))
	case a.Form == tariff.Blended && a.Schedule == nil:
		c.fault(t.Fault(row, "schedule", "a blank", "a blended contract's variable element is priced by a schedule", "name the schedule"))
	case a.Form == tariff.Capitation && t.Cell(row, "rate_per_head") == "":
		c.fault(t.Fault(row, "rate_per_head", "a blank", "capitation pays a rate for each head", "give it in pounds a year"))
	case a.Form == tariff.Block && a.Uplift == nil && c.model.Months > 12:
		f := t.Fault(row, "uplift", "no uplift", "the block stays the same in cash every April", "name an uplift series if it should grow")
		f.Warning = true
		c.fault(f)
	}
	return a
}

// carryValue lets a value that a later row only repeats grow from when it was set: a row
// that changes something else does not restart growth (docs/methods.md, "Block").
func carryValue(agreements tariff.Dated[tariff.Agreement]) {
	for i := 1; i < len(agreements); i++ {
		before, now := &agreements[i-1].Value, &agreements[i].Value
		if before.AnnualValue != nil && now.AnnualValue != nil && before.AnnualValue.Equal(*now.AnnualValue) && before.Uplift == now.Uplift {
			now.ValueFrom = before.ValueFrom
		}
	}
}

// terms reads a contract's steps in order.
func (c *compiler) terms(contract string) []tariff.Step {
	t := c.tables.Table("terms")
	keys, rows := group(t, "contract", "step")
	var steps []tariff.Step
	for k, key := range keys {
		if key[0] != contract {
			continue
		}
		step := tariff.Step{Number: int(float(key[1]))}
		for _, row := range rows[k] {
			step.Terms = append(step.Terms, tariff.Since[tariff.Term]{From: from(t, row), Value: c.term(t, row)})
		}
		steps = append(steps, step)
	}
	slices.SortFunc(steps, func(a, b tariff.Step) int { return a.Number - b.Number })
	return steps
}

func (c *compiler) term(t *Table, row int) tariff.Term {
	term := tariff.Term{
		Kind: tariff.TermKind(t.Cell(row, "term")), Settle: tariff.SettlementPeriod(t.Cell(row, "settle")), Netting: tariff.Netting(t.Cell(row, "netting")),
		Reference: tariff.Reference(t.Cell(row, "reference")), Amount: number(t.Cell(row, "amount")),
		Lower: numberOr(t.Cell(row, "lower"), decimal.Zero), Upper: numberOr(t.Cell(row, "upper"), decimal.Zero),
		RateAbove: number(t.Cell(row, "rate_above")), RateBelow: number(t.Cell(row, "rate_below")),
		Share: numberOr(t.Cell(row, "share"), decimal.Zero),
	}
	if term.Netting == "" {
		term.Netting = tariff.NetTotal
	}
	if scope := t.Cell(row, "scope"); scope != "" {
		term.Scope = c.scope(scope)
	}
	return term
}

// scope spells out the units that a term looks at.
func (c *compiler) scope(text string) []tariff.Unit {
	where, _ := ParseWhere(text)
	in := func(column, value string) bool {
		for _, condition := range where {
			if condition.Column == column && !slices.Contains(condition.Values, value) {
				return false
			}
		}
		return true
	}
	var units []tariff.Unit
	for i := range c.model.Currencies {
		for measure := range tariff.Measure(tariff.MeasureCount) {
			if in("currency", c.model.Currencies[i].Key) && in("measure", measure.String()) {
				units = append(units, tariff.Unit{Currency: c.model.Currencies[i].Key, Measure: measure})
			}
		}
	}
	return units
}

func (c *compiler) outcomes(contract string) []tariff.Outcome {
	t := c.tables.Table("outcomes")
	keys, rows := group(t, "contract", "measure")
	var outcomes []tariff.Outcome
	for k, key := range keys {
		if key[0] != contract {
			continue
		}
		outcome := tariff.Outcome{Name: key[1]}
		for _, row := range rows[k] {
			outcome.Rows = append(outcome.Rows, tariff.Since[tariff.OutcomeRow]{From: from(t, row), Value: tariff.OutcomeRow{
				Weight: numberOr(t.Cell(row, "weight"), decimal.Zero), Score: number(t.Cell(row, "score")),
			}})
		}
		outcomes = append(outcomes, outcome)
	}
	return outcomes
}
