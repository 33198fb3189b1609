package workbook

import (
	"slices"
	"strconv"
	"strings"

	"parity/engine"
	"parity/tariff"
)

// Items of the Payments sheet, as results look them up.
const (
	itemActivity = "activity value"
	itemPlan     = "plan value"
	itemBase     = "base payment"
	itemIncome   = "income"
	itemCost     = "cost"
	itemShadow   = "shadow tariff"
	itemWorking  = "working"
	itemCash     = "cash"
	itemArrears  = "arrears"

	itemRequired  = "efficiency required"
	itemDelivered = "efficiency delivered"
)

// Columns of labels on the Payments sheet.
const (
	payScenario = 1 + iota
	payContract
	payCommissioner
	payProvider
	payItem
	payWhat
)

// paymentSheet holds what every contract pays under every scenario, step by step.
type paymentSheet struct {
	*sheet
	terms   []string // the kinds of term that occur, in statement order
	arrears bool     // whether any contract has them
	budgets bool     // whether anybody holds a personal budget
	// efficiency is whether any provider is to deliver it.
	efficiency bool
}

func (b *book) planPayments() *paymentSheet {
	return &paymentSheet{sheet: b.timeSheet("Payments", "What each contract pays, step by step",
		"Base payment, then each term on the payment so far, then income. Income is what the commissioner pays and the provider is paid.", workings,
		[labelCols]string{"Scenario", "Contract", "Commissioner", "Provider", "Item", "What"})}
}

// payment is one contract under one scenario being laid out.
type payment struct {
	*scenario
	contract int
	c        *engine.Contract
	result   *engine.ContractResult
	values   valued
	plan     valued
	costs    block // on the Cost sheet
	activity int   // row of the activity's value, 0 where nothing is priced
	budgets  int   // row of what is held as personal budgets, 0 where nobody may hold one
	total    int   // row of the payment so far
}

// planContract lays out what a contract pays, and what its care costs.
func (s *scenario) planContract(k int, costs *costed) {
	r := &s.result.Contracts[k]
	p := &payment{scenario: s, contract: k, c: &s.result.Model.Contracts[k], result: r, costs: costs.contracts[k]}
	p.values = s.planValues(k, r.Priced, "schedule", asPaid)
	if p.needsPlan() {
		p.plan = s.planValues(k, r.Priced, "schedule", asPlan)
	}
	shadow := s.planValues(k, r.Shadow, "shadow_schedule", asShadow)
	s.marginsOf(k, p.values, shadow, costs)
	s.recordingsOf(k, p.values, shadow)

	if !p.values.empty() {
		p.activity = p.row(itemActivity, "activity at the contract's prices", s.values.sumOf(p.values.block), nil)
	}
	if !p.plan.empty() {
		p.row(itemPlan, "plan at the same prices", s.values.sumOf(p.plan.block), nil)
	}
	if !shadow.empty() {
		p.row(itemShadow, "activity at the shadow tariff", s.values.sumOf(shadow.block), nil)
	}
	p.holds()
	first := s.payments.next()
	p.total = p.row(itemBase, p.baseWords(), p.base(p.accrued()), p.lines(0))
	var lines []int
	for i := range p.c.Terms {
		lines = append(lines, p.step(&p.c.Terms[i])...)
	}
	income := s.payments.own(first)
	for _, n := range lines {
		income = plus(income, s.payments.own(n))
	}
	in := p.row(itemIncome, "the payment: base and terms", income, inPounds(r.Statement.Income))
	s.payments.rows[in-1].series.style = style{role: total, format: pence}
	for n := first; n <= in; n++ {
		e := &s.payments.rows[n-1].series.expr
		e.text = strings.ReplaceAll(e.text, incomeRow, strconv.Itoa(in))
	}
	p.cash(first, in)
	if !p.costs.empty() {
		p.row(itemCost, "cost of the contract's care", s.cost.sumOf(p.costs), nil)
	}
}

// row appends a row of the contract; exact, where given, is what the engine says.
func (p *payment) row(item, what string, e expr, exact []float64) int {
	e = p.time.spread(e)
	if exact != nil {
		e = p.agree(p.is.Key+" "+p.c.Name+" "+item+" "+what, e, exact)
	}
	m := p.scenario.result.Model
	look := style{role: label}
	return p.payments.addSeries([]cell{
		textCell(p.is.Key, look), textCell(p.c.Name, look), textCell(m.Commissioners[p.c.Commissioner].Key, look),
		textCell(m.Providers[p.c.Provider].Key, look), textCell(item, look), textCell(what, look),
	}, series{expr: e, adds: true, style: style{role: figure, format: pence}})
}

// lines are the statement's amounts of a step, by month booked, in pounds.
func (p *payment) lines(step int) []float64 {
	booked := make([]float64, len(p.time.months))
	for _, line := range p.result.Statement.Lines {
		if line.Step == step {
			booked[line.To] = line.Paid.Pounds()
		}
	}
	return booked
}

// needsPlan says whether the plan's value enters the payment.
func (p *payment) needsPlan() bool {
	for _, a := range p.c.Agreements {
		if a.Value.Form == tariff.Blended && a.Value.AnnualValue == nil {
			return true
		}
	}
	for _, step := range p.c.Terms {
		for _, term := range step.Terms {
			if k := term.Value.Kind; k == tariff.Variable || k == tariff.Marginal || term.Value.Reference == tariff.RefPlanValue {
				return true
			}
		}
	}
	return false
}

// basis is what a base payment is made from: as accrued, or as known by some month.
type basis struct {
	on             *scenario
	activity, plan expr // by month
}

// accrued is the basis with all that is ever published.
func (p *payment) accrued() basis {
	is := basis{on: p.scenario, plan: p.scenario.values.sumOf(p.plan.block)}
	if p.activity > 0 {
		is.activity = p.payments.own(p.activity)
	}
	return is
}

// base is the base payment by month, dated by the contract's rows.
func (p *payment) base(from basis) expr {
	t, rows := p.agreements(p.c.Name)
	var parts []since
	for k, r := range rows {
		a := p.c.Agreements[k].Value
		value := whole(0)
		switch {
		case a.Form == tariff.Activity && p.activity > 0:
			value = from.activity
		case a.Form == tariff.Blended && a.AnnualValue == nil:
			value = from.plan
		case a.Form == tariff.Capitation:
			value = p.capitation(p.contract, r)
		case a.AnnualValue != nil && a.Form != tariff.Activity:
			value = from.on.twelfths(p.contract)
		}
		if n := len(parts); n > 0 && parts[n-1].value.text == value.text {
			continue
		}
		parts = append(parts, p.since(t, r, value))
	}
	return p.time.dated(parts)
}

// baseWords say what the base payment is.
func (p *payment) baseWords() string {
	var forms []string
	for _, a := range p.c.Agreements {
		if f := string(a.Value.Form); !slices.Contains(forms, f) {
			forms = append(forms, f)
		}
	}
	words := forms[0]
	for _, f := range forms[1:] {
		words += ", then " + f
	}
	return words
}

// planStranded lays out cost that no contract asks for any more, by provider.
func (s *scenario) planStranded(costs *costed) {
	m := s.result.Model
	for k := range m.Providers {
		if costs.stranded[k].empty() {
			continue
		}
		e := s.time.spread(s.cost.sumOf(costs.stranded[k]))
		look := style{role: label}
		s.payments.addSeries([]cell{
			textCell(s.is.Key, look), {}, {}, textCell(m.Providers[k].Key, look), textCell(itemCost, look), textCell("stranded: fixed cost that no contract asks for", look),
		}, series{expr: e, adds: true, style: style{role: figure, format: pence}})
	}
}

// column is a whole column of the sheet's figures, for SUMIFS and INDEX.
func (p *paymentSheet) column(letter string) string {
	return p.inColumn(letter, firstRow, p.next()-1)
}

// labels is a whole column of labels.
func (p *paymentSheet) labels(column int) string { return p.column(columnName(column)) }

func stepWords(number int, words string) string { return "step " + strconv.Itoa(number) + ": " + words }
