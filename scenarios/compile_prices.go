package scenarios

import (
	"fmt"
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
		c.carryValue(contract.Agreements, t, rows[k])
		c.heads(&contract, t, rows[k])
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
	return a
}

// carryValue lets a value grow from when it was set and not from where a later row only
// repeats it (docs/methods.md, "Block"). So does a row that a change began, even where
// it multiplied the value or added to it: that changes the value at its own prices.
func (c *compiler) carryValue(agreements tariff.Dated[tariff.Agreement], t *Table, rows []int) {
	for i := 1; i < len(agreements); i++ {
		before, now := &agreements[i-1].Value, &agreements[i].Value
		if before.AnnualValue == nil || now.AnnualValue == nil || t.stated(rows[i], "annual_value") {
			continue
		}
		switch began := t.Rows[rows[i]].begun; {
		case before.Uplift == now.Uplift && (began || before.AnnualValue.Equal(*now.AnnualValue)):
			now.ValueFrom = before.ValueFrom
		case began:
			c.fault(t.Fault(rows[i], "uplift", quoted(t.Cell(rows[i], "uplift")), "annual_value is still that of "+before.ValueFrom.String()+", and would lose what it has grown by since",
				"set annual_value from the same month too, at the prices of that month"))
		}
	}
}

// stated says whether a change gives a cell a value of its own from the month its row begins.
func (t *Table) stated(row int, column string) bool {
	r := &t.Rows[row]
	if r.SetBy == nil {
		return false
	}
	return slices.ContainsFunc(r.SetBy[t.Schema.Index(column)], func(change int) bool {
		by := &t.changes[change]
		return by.Operation == opSet && by.From == t.Cell(row, FromColumn)
	})
}

// heads finds people missing who a contract pays for by the head.
func (c *compiler) heads(contract *engine.Contract, t *Table, rows []int) {
	commissioner := &c.model.Commissioners[contract.Commissioner]
	for i, agreement := range contract.Agreements {
		begins := max(agreement.From, c.model.Start)
		if _, known := commissioner.Heads.At(begins); agreement.Value.Form == tariff.Capitation && !known {
			c.fault(t.Fault(rows[i], "payment", fmt.Sprintf("\"capitation\", and no population of commissioner %s in %s", commissioner.Key, begins),
				"capitation pays for each head", "give its population in commissioners, or in weights"))
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
		term.Scope = c.scope(t, row)
	}
	return term
}

// scope spells out the units that a term looks at.
func (c *compiler) scope(t *Table, row int) []tariff.Unit {
	where, _ := ParseWhere(t.Cell(row, "scope"))
	for _, condition := range where {
		for _, value := range condition.Values {
			if _, known := c.currencies[value]; condition.Column == "currency" && !known {
				names, _ := keyValues(c.tables.Table("currencies"))
				c.fault(t.Fault(row, "scope", quoted(value)+", which is not in currencies", "a scope names currencies and measures that there are", didYouMean(value, names, "name others, or leave scope blank for all")))
			}
		}
	}
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
