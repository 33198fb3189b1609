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
// Errors name the contract, resource or currency and what is missing.
func Run(m *Model, base *Result, cache *Propagators) (*Result, error) {
	activity, err := Project(m, cache)
	if err != nil {
		return nil, err
	}
	r := &Result{Model: m, Activity: activity, Contracts: make([]ContractResult, len(m.Contracts))}
	var baseCare *Care
	var baseModel *Model
	if base != nil {
		baseCare, baseModel = base.Care, base.Model
	}
	if r.Care, err = care(m, activity, baseCare, baseModel); err != nil {
		return nil, err
	}
	if base == nil {
		base = r
	}
	if err := r.derive(base); err != nil {
		return nil, err
	}
	for i := range m.Contracts {
		if err := r.pay(i, base); err != nil {
			return nil, fmt.Errorf("contract %s: %w", m.Contracts[i].Name, err)
		}
	}
	return r, nil
}

// pay prices a contract's activity and settles its terms.
func (r *Result) pay(contract int, base *Result) error {
	m, c := r.Model, &r.Model.Contracts[contract]
	own := pricer{m: m, contract: c, schedule: func(a tariff.Agreement) *tariff.Schedule { return a.Schedule },
		done: *newPaidActivity(m, r.Activity, r.Care, contract), frozen: base.paid(c.Name)}
	shadow := own
	shadow.schedule = func(a tariff.Agreement) *tariff.Schedule { return a.Shadow }
	result := &r.Contracts[contract]
	var err error
	if result.Priced, err = own.price(); err != nil {
		return err
	}
	if result.Shadow, err = shadow.price(); err != nil {
		return fmt.Errorf("shadow schedule: %w", err)
	}
	heads := m.heads(c)
	result.Statement, err = tariff.Settle(&c.Contract, tariff.Performance{
		Start: m.Start, Months: m.Months,
		Lines:      m.valuedLines(result.Priced),
		KnownValue: own.knownValue(result.Priced),
		Heads:      heads,
		Cost:       r.Care.costOf(contract, m.Months),
	})
	result.Heads = heads
	return err
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

// costOf is the cost of a contract's packages by month, nil where none is modelled.
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
			cost[i] += line.CostVariable[i] + line.CostSemiFixed[i] + line.CostFixed[i]
		}
	}
	return cost
}
