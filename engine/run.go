package engine

import (
	"fmt"

	"github.com/shopspring/decimal"

	"parity/tariff"
)

// Run simulates one scenario. base is what the baseline scenario gave, nil where the model
// is the baseline itself: plans frozen at the baseline's activity and the asks that fixed
// cost was set up for come from there. The cache may be shared by runs, also at once.
//
// It is Project, Provide, Price and Settle, one after the other. Who runs many scenarios
// that differ in little may call them one by one, and hand on what an earlier one gave
// where all that it was worked out from is the same.
//
// Errors name the contract, resource or currency and what is missing.
func Run(m *Model, base *Result, cache *Propagators) (*Result, error) {
	activity, err := Project(m, cache)
	if err != nil {
		return nil, err
	}
	care, err := Provide(m, activity, base)
	if err != nil {
		return nil, err
	}
	priced, err := Price(m, activity, care, base)
	if err != nil {
		return nil, err
	}
	return Settle(m, activity, care, priced)
}

// Provide says what the activity asks of resources, what is given and what it costs. It
// rests on the activity, who the contracts are with, the providers, the packages, the
// resources and their uplifts, and on base as Run does.
func Provide(m *Model, activity *Activity, base *Result) (*Care, error) {
	if base == nil {
		return care(m, activity, nil, nil)
	}
	return care(m, activity, base.Care, base.Model)
}

// PricedContract is one contract's activity at its prices: what ContractResult says of it.
type PricedContract struct{ Priced, Shadow []PricedUnit }

// Price values what is done under each contract at its own schedules and its shadow ones,
// and puts the prices of derived schedules into the model. It rests on the activity as
// delivered, the schedules with their prices and uplifts, the providers' factors, who is
// recorded in which currency and reviewed in time, and what the contracts say of schedule,
// plan and annual value; neither on the form of payment nor
// on terms. base is as for Run.
func Price(m *Model, activity *Activity, care *Care, base *Result) ([]PricedContract, error) {
	r := &Result{Model: m, Activity: activity, Care: care}
	if base == nil {
		base = r
	}
	if err := r.derive(base); err != nil {
		return nil, err
	}
	priced := make([]PricedContract, len(m.Contracts))
	for i := range m.Contracts {
		c := &m.Contracts[i]
		if err := m.checkCounting(c); err != nil {
			return nil, fmt.Errorf("contract %s: %w", c.Name, err)
		}
		own := pricer{m: m, contract: c, schedule: func(a tariff.Agreement) *tariff.Schedule { return a.Schedule },
			done: *newPaidActivity(m, activity, care, i), frozen: base.paid(c.Name)}
		shadow := own
		shadow.schedule = func(a tariff.Agreement) *tariff.Schedule { return a.Shadow }
		var err error
		if priced[i].Priced, err = own.price(); err != nil {
			return nil, fmt.Errorf("contract %s: %w", c.Name, err)
		}
		if priced[i].Shadow, err = shadow.price(); err != nil {
			return nil, fmt.Errorf("contract %s, shadow schedule: %w", c.Name, err)
		}
	}
	return priced, nil
}

// Settle works out what each contract pays for what was done, by its form and terms.
func Settle(m *Model, activity *Activity, care *Care, priced []PricedContract) (*Result, error) {
	r := &Result{Model: m, Activity: activity, Care: care, Contracts: make([]ContractResult, len(m.Contracts))}
	for i := range m.Contracts {
		c := &m.Contracts[i]
		known := pricer{m: m, contract: c}
		heads := m.heads(c)
		budgets, err := m.budgets(c, &activity.Contracts[i])
		if err != nil {
			return nil, err
		}
		performance := tariff.Performance{
			Start: m.Start, Months: m.Months,
			Lines:      m.valuedLines(priced[i].Priced),
			KnownValue: known.knownValue(priced[i].Priced),
			Heads:      heads,
			Cost:       care.costOf(i, m.Months),
			Budgets:    held(budgets, m.Months),
		}
		statement, err := tariff.Settle(&c.Contract, performance)
		if err != nil {
			return nil, err
		}
		recoveries := m.recoveries(c, &activity.Contracts[i])
		lasting, err := m.settledForLasting(c, recoveries, performance, statement)
		if err != nil {
			return nil, err
		}
		r.Contracts[i] = ContractResult{Priced: priced[i].Priced, Shadow: priced[i].Shadow, Heads: heads, Budgets: budgets, Recoveries: recoveries, Statement: statement, IfLasting: lasting}
	}
	return r, nil
}

// paid is a contract's activity as paid, by the contract's name; nil where there is none.
func (r *Result) paid(name string) *paidActivity {
	for i := range r.Model.Contracts {
		if r.Model.Contracts[i].Name == name {
			return newPaidActivity(r.Model, r.Activity, r.Care, i)
		}
	}
	return nil
}

func (m *Model) valuedLines(units []PricedUnit) []tariff.ValuedLine {
	lines := make([]tariff.ValuedLine, len(units))
	for i, unit := range units {
		lines[i] = tariff.ValuedLine{
			Unit:  tariff.Unit{Currency: m.Currencies[unit.Currency].Key, Measure: unit.Measure},
			Value: unit.Value, Plan: unit.PlanValue,
		}
	}
	return lines
}

// heads is the commissioner's weighted population by month, nil where no agreement of the
// contract pays by the head.
func (m *Model) heads(c *Contract) []decimal.Decimal {
	asked := false
	for _, agreement := range c.Agreements {
		asked = asked || agreement.Value.Form == tariff.Capitation
	}
	if !asked {
		return nil
	}
	heads := make([]decimal.Decimal, m.Months)
	for i := range heads {
		heads[i], _ = m.Commissioners[c.Commissioner].Heads.At(m.Month(i))
	}
	return heads
}

// costOf is the cost of a contract's packages by month, nil where none is modelled or the
// cost of something asked is not known.
func (c *Care) costOf(contract, months int) []tariff.Pence {
	var cost []tariff.Pence
	for l := range c.Lines {
		line := &c.Lines[l]
		if line.Contract != contract {
			continue
		}
		if cost == nil {
			cost = make([]tariff.Pence, months)
		}
		for i := range cost {
			if !c.Knows(line, i) {
				return nil
			}
			cost[i] += line.CostVariable[i] + line.CostSemiFixed[i] + line.CostFixed[i]
		}
	}
	return cost
}
