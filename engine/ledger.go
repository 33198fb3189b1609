package engine

import (
	"slices"

	"parity/tariff"
)

// Ledger is what a result pays and costs, as far as the causes of differences ask. It holds
// on to little else of the result, so that one can be kept for each of many.
type Ledger struct {
	goal      Goal
	months    []tariff.Month
	years     []tariff.Year
	year      []int // by month: the place of its year among years, -1 where it is not asked for
	contracts []payer
	cost      [][]tariff.Pence // by item of costItems and year; nil where the goal is without
}

// NewLedger gathers what a result pays and costs of what a goal selects: nothing where the
// goal is none of income, cost and surplus. It fails where a cost is missing.
func NewLedger(r *Result, goal Goal) (*Ledger, error) {
	l := &Ledger{goal: goal, years: goal.Years(r.Model)}
	for i := range r.Model.Months {
		month := r.Model.Month(i)
		place := int(month.Year() - l.years[0])
		if place < 0 || place >= len(l.years) {
			place = -1
		}
		l.months, l.year = append(l.months, month), append(l.year, place)
	}
	if goal.Item == ItemIncome || goal.Item == GoalSurplus {
		for i := range r.Model.Contracts {
			if goal.concerns(r.Model, i) {
				l.contracts = append(l.contracts, l.payer(r, i))
			}
		}
	}
	if goal.Item == GoalCost || goal.Item == GoalSurplus {
		return l, l.costs(r)
	}
	return l, nil
}

// Explains says whether a goal is one whose differences have causes.
func (g *Goal) Explains() bool {
	return g.Item == ItemIncome || g.Item == GoalCost || g.Item == GoalSurplus
}

// concerns says whether a goal selects a contract, whatever the year.
func (g *Goal) concerns(m *Model, contract int) bool {
	c := &m.Contracts[contract]
	of := *g
	of.Year = 0
	return of.selects(&Fact{Contract: c.Name, Commissioner: m.Commissioners[c.Commissioner].Key, Provider: m.Providers[c.Provider].Key})
}

// costs adds up each item of cost, below zero where it lowers a surplus.
func (l *Ledger) costs(r *Result) error {
	l.cost = make([][]tariff.Pence, len(costItems))
	for k := range l.cost {
		l.cost[k] = l.nothing()
	}
	costed := false
	for fact := range r.FactsOf(func(item string) bool { return slices.Contains(costItems, item) }) {
		if !l.goal.selects(&fact) {
			continue
		}
		if fact.Value.Missing {
			return l.goal.missing(&fact)
		}
		costed = true
		at := l.cost[slices.Index(costItems, fact.Item)]
		at[fact.Year()-l.years[0]] += tariff.Pence(l.goal.counts(fact.Item) * fact.Value.Number)
	}
	if !costed {
		return l.goal.uncosted()
	}
	return nil
}

func (l *Ledger) nothing() []tariff.Pence { return make([]tariff.Pence, len(l.years)) }

// find is a contract by name, nil where there is none such.
func (l *Ledger) find(name string) *payer {
	at := slices.IndexFunc(l.contracts, func(p payer) bool { return p.name == name })
	if at < 0 {
		return nil
	}
	return &l.contracts[at]
}

// payer is what one contract pays.
type payer struct {
	name      string
	form      []tariff.Form // of payment, by month; blank where nothing is agreed
	scheduled []bool        // by month, whether prices are agreed
	base      []tariff.Pence
	income    []tariff.Pence   // by year
	terms     [][]tariff.Pence // by kind, as tariff.TermKinds, and year
	lines     []payerLine      // those with a price
	paid      *paidActivity
}

// payerLine is a unit that a payer has a price for.
type payerLine struct {
	tariff.Unit
	*PricedUnit
}

func (l *Ledger) payer(r *Result, contract int) payer {
	c, result := &r.Model.Contracts[contract], &r.Contracts[contract]
	p := payer{name: c.Name, base: make([]tariff.Pence, len(l.months)), income: l.nothing(),
		paid: newPaidActivity(r.Model, r.Activity, r.Care, contract)}
	for i, month := range l.months {
		agreement, _ := c.Agreements.At(month)
		p.form, p.scheduled = append(p.form, agreement.Form), append(p.scheduled, agreement.Schedule != nil)
		if y := l.year[i]; y >= 0 {
			p.income[y] += result.Statement.Income[i]
		}
	}
	for k := range result.Priced {
		priced := &result.Priced[k]
		if slices.ContainsFunc(priced.Price, func(p tariff.UnitPrice) bool { return p.State == tariff.Priced }) {
			p.lines = append(p.lines, payerLine{tariff.Unit{Currency: r.Model.Currencies[priced.Currency].Key, Measure: priced.Measure}, priced})
		}
	}
	kinds := tariff.TermKinds()
	for range kinds {
		p.terms = append(p.terms, l.nothing())
	}
	for _, line := range result.Statement.Lines {
		if line.Term == "" {
			p.base[line.To] += line.Paid
		} else if y := l.year[line.To]; y >= 0 {
			p.terms[slices.Index(kinds, line.Term)][y] += line.Paid
		}
	}
	return p
}

func (p *payer) paysActivity(i int) bool { return p.form[i] == tariff.Activity }

// line is a unit's line, nil where it has no price; at is where it is likely to be.
func (p *payer) line(unit tariff.Unit, at int) *PricedUnit {
	if at >= len(p.lines) || p.lines[at].Unit != unit {
		at = slices.IndexFunc(p.lines, func(l payerLine) bool { return l.Unit == unit })
	}
	if at < 0 {
		return nil
	}
	return p.lines[at].PricedUnit
}

// paidAlike says whether two payers do as much of everything, at the same rates.
func (p *payer) paidAlike(other *payer) bool {
	return slices.EqualFunc(p.lines, other.lines, func(a, b payerLine) bool {
		return a.Unit == b.Unit && (a.PricedUnit == b.PricedUnit || a.PricedUnit.alike(b.PricedUnit))
	})
}

// Worth is the goal by year, as Goal.Of gives it.
func (l *Ledger) Worth() []int64 {
	worth := make([]int64, len(l.years))
	for y := range worth {
		for i := range l.contracts {
			worth[y] += int64(l.contracts[i].income[y])
		}
		for k := range l.cost {
			worth[y] += int64(l.cost[k][y])
		}
	}
	return worth
}
