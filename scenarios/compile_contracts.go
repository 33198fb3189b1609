package scenarios

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"parity/engine"
	"parity/tariff"
)

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
