package tariff_test

import (
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"parity/tariff"
)

// drawSettled draws a contract that can be settled and what happened under it: forms that
// change, terms that come and go, uplifts published late, scores missing. The figures are
// random, not anybody's.
func drawSettled(t *rapid.T) drawn {
	d := drawn{start: month("2025-01") + tariff.Month(rapid.IntRange(0, 13).Draw(t, "start"))}
	d.months = rapid.IntRange(1, 30).Draw(t, "months")
	uplift := drawUplifts(t, "prices' uplift")
	d.schedule = &tariff.Schedule{Name: "local", Places: 2, Uplift: uplift}
	for _, unit := range []tariff.Unit{
		{Currency: "11", Measure: tariff.Day}, {Currency: "11", Measure: tariff.Assessment}, {Currency: "18", Measure: tariff.Day},
	}[:rapid.IntRange(1, 3).Draw(t, "units")] {
		d.schedule.Units = append(d.schedule.Units, tariff.UnitPrices{Unit: unit, Rows: tariff.Always(tariff.PriceRow{
			Price: drawDecimal(t, "price", 0, 300, 2), PriceBase: month("2024-04"),
		})})
		var done, planned []tariff.Quantity
		for range d.months {
			planned = append(planned, tariff.Quantity(rapid.IntRange(0, 200_000).Draw(t, "planned")))
			done = append(done, planned[len(planned)-1]*tariff.Quantity(rapid.IntRange(50, 150).Draw(t, "done"))/100)
		}
		d.done, d.planned = append(d.done, done), append(d.planned, planned)
	}
	for range d.months {
		d.heads = append(d.heads, *drawDecimal(t, "heads", 0, 90_000, 3))
		d.cost = append(d.cost, tariff.Pence(rapid.IntRange(0, 5_000_000).Draw(t, "cost")))
		d.budgets = append(d.budgets, tariff.Pence(rapid.IntRange(0, 5_000_000).Draw(t, "budgets")))
	}
	d.contract = &tariff.Contract{Name: "north"}
	valued := true // every agreement has an annual value
	for _, from := range drawFroms(t, d.start) {
		a := tariff.Agreement{
			Form:     rapid.SampledFrom([]tariff.Form{tariff.Block, tariff.Activity, tariff.Blended, tariff.Capitation}).Draw(t, "form"),
			Schedule: d.schedule, AnnualValue: drawDecimal(t, "annual value", 0, 300_000, 2),
			ValueFrom: month("2024-04") + tariff.Month(rapid.IntRange(0, 24).Draw(t, "value from")),
			Uplift:    drawUplifts(t, "value's uplift"), RatePerHead: *drawDecimal(t, "rate per head", 0, 9, 2),
		}
		if a.Form != tariff.Block && rapid.Bool().Draw(t, "no annual value") {
			a.AnnualValue, valued = nil, false
		}
		d.contract.Agreements = append(d.contract.Agreements, tariff.Since[tariff.Agreement]{From: from, Value: a})
	}
	weight := *drawDecimal(t, "weight", 0, 1, 2)
	for name, w := range []decimal.Decimal{weight, decimal.NewFromInt(1).Sub(weight)} {
		row := tariff.OutcomeRow{Weight: w}
		if rapid.Bool().Draw(t, "scored") {
			row.Score = drawDecimal(t, "score", 0, 1, 3)
		}
		d.contract.Outcomes = append(d.contract.Outcomes, tariff.Outcome{Name: []string{"recovery", "waiting"}[name], Rows: tariff.Always(row)})
	}
	shortest := 0
	for number := range rapid.IntRange(0, 4).Draw(t, "steps") {
		shortest = rapid.IntRange(shortest, 2).Draw(t, "settle")
		step := tariff.Step{Number: number + 1}
		for _, from := range drawFroms(t, d.start) {
			step.Terms = append(step.Terms, tariff.Since[tariff.Term]{From: from, Value: drawTerm(t, shortest, valued, d.schedule)})
		}
		d.contract.Terms = append(d.contract.Terms, step)
	}
	return d
}

// drawFroms draws when the rows of a dated value begin, in order.
func drawFroms(t *rapid.T, start tariff.Month) []tariff.Month {
	froms := []tariff.Month{0}
	if rapid.Bool().Draw(t, "begins later") {
		froms[0] = start + tariff.Month(rapid.IntRange(-3, 6).Draw(t, "begins"))
	}
	for range rapid.IntRange(0, 2).Draw(t, "more rows") {
		froms = append(froms, max(froms[len(froms)-1], start)+tariff.Month(rapid.IntRange(1, 9).Draw(t, "holds")))
	}
	return froms
}

func drawUplifts(t *rapid.T, label string) *tariff.Uplifts {
	if rapid.Bool().Draw(t, "no "+label) {
		return nil
	}
	u := &tariff.Uplifts{Name: "illustrative"}
	for range rapid.IntRange(0, 5).Draw(t, label) {
		row := tariff.UpliftRow{
			From:       month(rapid.SampledFrom([]string{"2025-04", "2025-04", "2026-04", "2024-12", "2025-10", "2026-07"}).Draw(t, "from")),
			CostUplift: drawDecimal(t, "cost uplift", 0, 1, 4), Efficiency: drawDecimal(t, "efficiency", 0, 1, 3),
		}
		if rapid.Bool().Draw(t, "published") {
			row.Published = row.From + tariff.Month(rapid.IntRange(-4, 8).Draw(t, "later"))
		}
		u.Rows = append(u.Rows, row)
	}
	return u
}

func drawTerm(t *rapid.T, settle int, valued bool, schedule *tariff.Schedule) tariff.Term {
	references := []tariff.Reference{tariff.RefPlanValue, tariff.RefPriorYear, tariff.RefAmount}
	if valued {
		references = append(references, tariff.RefAnnualValue)
	}
	term := tariff.Term{
		Kind:      rapid.SampledFrom(tariff.TermKinds()).Draw(t, "term"),
		Settle:    []tariff.SettlementPeriod{tariff.Monthly, tariff.Quarterly, tariff.Yearly}[settle],
		Netting:   rapid.SampledFrom([]tariff.Netting{tariff.NetTotal, tariff.NetCurrency, tariff.NetLine}).Draw(t, "netting"),
		Reference: rapid.SampledFrom(references).Draw(t, "reference"),
		Amount:    drawDecimal(t, "amount", 0, 300_000, 2),
		Lower:     *drawDecimal(t, "lower", 0, 1, 4), Upper: *drawDecimal(t, "upper", 0, 1, 4),
		Share: *drawDecimal(t, "share", 0, 1, 4),
	}
	if rapid.Bool().Draw(t, "rated") {
		term.RateAbove = drawDecimal(t, "rate above", 0, 1, 4)
	}
	if rapid.Bool().Draw(t, "rated below") {
		term.RateBelow = drawDecimal(t, "rate below", 0, 1, 4)
	}
	if (term.Kind == tariff.Variable || term.Kind == tariff.Marginal) && rapid.Bool().Draw(t, "scoped") {
		term.Scope = []tariff.Unit{schedule.Units[0].Unit, {Currency: "18", Measure: tariff.Day}}
	}
	return term
}

// performance values what was drawn at the schedule's prices.
func (d drawn) performance(t *rapid.T) tariff.Performance {
	at := func(unit int, quantity tariff.Quantity, i int, asOf tariff.Month) tariff.Pence {
		price := d.schedule.At(d.schedule.Units[unit], d.start+tariff.Month(i), asOf)
		line, err := tariff.Line(quantity, price.Price, tariff.One())
		if err != nil {
			t.Fatal(err)
		}
		return line
	}
	p := tariff.Performance{Start: d.start, Months: d.months, Heads: d.heads, Cost: d.cost, Budgets: d.budgets}
	for unit, prices := range d.schedule.Units {
		line := tariff.ValuedLine{Unit: prices.Unit}
		for i := range d.months {
			line.Value = append(line.Value, at(unit, d.done[unit][i], i, tariff.Latest))
			line.Plan = append(line.Plan, at(unit, d.planned[unit][i], i, tariff.Latest))
		}
		p.Lines = append(p.Lines, line)
	}
	p.KnownValue = func(i int, asOf tariff.Month) (value, plan tariff.Pence) {
		for unit := range d.schedule.Units {
			value += at(unit, d.done[unit][i], i, asOf)
			plan += at(unit, d.planned[unit][i], i, asOf)
		}
		return value, plan
	}
	return p
}

func settleDrawn(t *rapid.T, d drawn) tariff.Statement {
	statement, err := tariff.Settle(d.contract, d.performance(t))
	if err != nil {
		t.Fatal(err)
	}
	return statement
}

func TestSettleEqualsTheSlowOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawSettled(t)
		statement := settleDrawn(t, d)
		o := &oracle{drawn: d, known: map[[2]int]oracleLine{}}
		var want []oracleLine
		income := make([]int64, d.months)
		for i := range d.months {
			if o.agreement(i) != nil {
				want = append(want, oracleLine{from: i, to: i, paid: o.base(i, tariff.Latest)})
			}
		}
		for step := range d.contract.Terms {
			want = append(want, o.lines(step)...)
		}
		if len(statement.Lines) != len(want) {
			t.Fatalf("%d lines, want %d", len(statement.Lines), len(want))
		}
		for k, line := range statement.Lines {
			got := oracleLine{line.Step, line.From, line.To, line.Term, int64(line.Workings.SoFar), int64(line.Workings.Reference), int64(line.Paid)}
			if usesNoReference(line.Term) {
				got.reference = want[k].reference
			}
			if got != want[k] {
				t.Fatalf("line %d is %+v, want %+v", k+1, got, want[k])
			}
			income[line.To] += want[k].paid
		}
		cash, arrears := o.cash()
		for i := range d.months {
			terms := income[i] - o.base(i, tariff.Latest)
			if int64(statement.Income[i]) != income[i] || int64(statement.Cash[i]) != cash[i]+terms || int64(statement.Arrears[i]) != arrears[i] {
				t.Fatalf("%s: income %d, cash %d, arrears %d; want %d, %d, %d", d.start+tariff.Month(i),
					statement.Income[i], statement.Cash[i], statement.Arrears[i], income[i], cash[i]+terms, arrears[i])
			}
		}
	})
}

func usesNoReference(kind tariff.TermKind) bool {
	return kind == tariff.Variable || kind == tariff.Marginal || kind == tariff.Withhold || kind == tariff.Budgets
}

func TestStatementLinesSumToThePayment(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		statement := settleDrawn(t, drawSettled(t))
		booked := make([]tariff.Pence, len(statement.Income))
		for _, line := range statement.Lines {
			booked[line.To] += line.Paid
		}
		if !slices.Equal(booked, statement.Income) {
			t.Fatalf("lines come to %s, the payment to %s", booked, statement.Income)
		}
	})
}

func TestABlockDoesNotMoveWithActivity(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawSettled(t)
		for row := range d.contract.Agreements {
			a := &d.contract.Agreements[row].Value
			a.Form, a.AnnualValue = tariff.Block, drawDecimal(t, "block", 0, 300_000, 2)
		}
		for k := range d.contract.Terms { // terms that look at activity are no part of a block
			for row := range d.contract.Terms[k].Terms {
				term := &d.contract.Terms[k].Terms[row].Value
				if term.Kind == tariff.Variable || term.Kind == tariff.Marginal {
					term.Kind, term.Scope = tariff.Withhold, nil
				}
			}
		}
		before := settleDrawn(t, d)
		for unit := range d.done {
			for i := range d.done[unit] {
				d.done[unit][i] = tariff.Quantity(rapid.IntRange(0, 900_000).Draw(t, "other activity"))
			}
		}
		if after := settleDrawn(t, d); !slices.Equal(before.Income, after.Income) || !slices.Equal(before.Cash, after.Cash) {
			t.Fatalf("paid %s, then %s", before.Income, after.Income)
		}
	})
}

func TestCapAndCollarHoldAfterTheirStep(t *testing.T) {
	halfPenny := dec("0.005")
	rapid.Check(t, func(t *rapid.T) {
		d := drawSettled(t)
		for _, line := range settleDrawn(t, d).Lines {
			if line.Term != tariff.Cap && line.Term != tariff.Collar {
				continue
			}
			term, _ := d.contract.Terms[line.Step-1].Terms.At(d.start + tariff.Month(line.From))
			paid := (line.Workings.SoFar + line.Paid).Decimal()
			reference := line.Workings.Reference.Decimal()
			if most := reference.Mul(dec("1").Add(term.Upper)); line.Term == tariff.Cap && paid.GreaterThan(most.Add(halfPenny)) {
				t.Fatalf("%s is paid over a cap of %s", paid, most)
			}
			if least := reference.Mul(dec("1").Sub(term.Lower)); line.Term == tariff.Collar && paid.LessThan(least.Sub(halfPenny)) {
				t.Fatalf("%s is paid under a collar of %s", paid, least)
			}
		}
	})
}

func TestCashAndArrearsComeToIncomeOnceAllIsPublished(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawSettled(t)
		last := d.start + tariff.Month(d.months) - 1
		publishInRun := func(u *tariff.Uplifts) {
			if u == nil {
				return
			}
			for k := range u.Rows {
				u.Rows[k].Published = min(u.Rows[k].Published, last)
			}
		}
		publishInRun(d.schedule.Uplift)
		for row := range d.contract.Agreements {
			publishInRun(d.contract.Agreements[row].Value.Uplift)
		}
		statement := settleDrawn(t, d)
		var income, paid tariff.Pence
		for i := range statement.Income {
			income += statement.Income[i]
			paid += statement.Cash[i] + statement.Arrears[i]
		}
		if income != paid {
			t.Fatalf("accrued %s, paid %s", income, paid)
		}
	})
}
