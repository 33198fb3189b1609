package tariff_test

import (
	"slices"
	"testing"

	"github.com/shopspring/decimal"

	"parity/tariff"
)

// local is a schedule that stands behind the values the tests give.
var local = &tariff.Schedule{Name: "local", Places: 2}

func payments(lines []tariff.StatementLine) []tariff.Pence {
	var paid []tariff.Pence
	for _, line := range lines {
		paid = append(paid, line.Paid)
	}
	return paid
}

// oneLine is a run from April 2025 in which one currency's days are worth value, and were
// planned to be worth plan, month by month.
func oneLine(value, plan []tariff.Pence) tariff.Performance {
	return tariff.Performance{
		Start: month("2025-04"), Months: len(value),
		Lines: []tariff.ValuedLine{activityLine("11", tariff.Day, value, plan)},
	}
}

func TestBasePayments(t *testing.T) {
	// Illustrative: 2% from April 2026.
	uplift := &tariff.Uplifts{Rows: []tariff.UpliftRow{{From: month("2026-04"), Net: decp("0.02")}}}
	heads := []decimal.Decimal{dec("1000"), dec("1000"), dec("1000"), dec("1200")}
	for _, c := range []struct {
		says      string
		agreement tariff.Agreement
		start     string
		heads     []decimal.Decimal
		want      []tariff.Pence
	}{
		{
			says:      "a block pays twelfths and grows in April",
			agreement: tariff.Agreement{Form: tariff.Block, AnnualValue: decp("1200"), ValueFrom: month("2025-04"), Uplift: uplift},
			start:     "2026-02",
			want:      amounts("100.00", "100.00", "102.00", "102.00"), // 1,224 a year
		},
		{
			says:      "a block without an uplift stays as it is",
			agreement: tariff.Agreement{Form: tariff.Block, AnnualValue: decp("1000"), ValueFrom: month("2025-04")},
			start:     "2026-02",
			want:      amounts("83.34", "83.33", "83.33", "83.34"), // months 11, 12, 1 and 2
		},
		{
			says:      "activity pays what was done",
			agreement: tariff.Agreement{Form: tariff.Activity, Schedule: local},
			start:     "2025-04",
			want:      amounts("90.00", "110.00", "0.00", "120.55"),
		},
		{
			says:      "blended pays its annual value where one is agreed",
			agreement: tariff.Agreement{Form: tariff.Blended, Schedule: local, AnnualValue: decp("600"), ValueFrom: month("2025-04")},
			start:     "2025-04",
			want:      amounts("50.00", "50.00", "50.00", "50.00"),
		},
		{
			says:      "and what the plan is worth where none is",
			agreement: tariff.Agreement{Form: tariff.Blended, Schedule: local},
			start:     "2025-04",
			want:      amounts("100.00", "100.00", "100.00", "100.01"),
		},
		{
			// 120.50 x 1,000 heads = 120,500; from July 144,600, by the same twelfths.
			says:      "capitation pays by the head",
			agreement: tariff.Agreement{Form: tariff.Capitation, RatePerHead: dec("120.50")},
			start:     "2025-04",
			heads:     heads,
			want:      amounts("10041.67", "10041.66", "10041.67", "12050.00"),
		},
	} {
		p := oneLine(amounts("90", "110", "0", "120.55"), amounts("100", "100", "100", "100.01"))
		p.Start, p.Heads = month(c.start), c.heads
		contract := &tariff.Contract{Name: "north", Agreements: tariff.Always(c.agreement)}
		statement := settle(t, contract, p)
		if got := payments(statement.Lines); !slices.Equal(got, c.want) {
			t.Errorf("%s: paid %s, want %s", c.says, got, c.want)
		}
		if !slices.Equal(statement.Income, c.want) || !slices.Equal(statement.Cash, c.want) || !slices.Equal(statement.Arrears, every(4, "0")) {
			t.Errorf("%s: income %s, cash %s, arrears %s; want income and cash as paid", c.says, statement.Income, statement.Cash, statement.Arrears)
		}
	}
}

func TestAContractCanChangeFormWithinAYear(t *testing.T) {
	// Half a year of block, then activity with a cap at the year's twelfths: the block's
	// months are no part of the cap's settlement period.
	contract := &tariff.Contract{
		Name: "north",
		Agreements: tariff.Dated[tariff.Agreement]{
			since("2025-04", tariff.Agreement{Form: tariff.Block, Schedule: local, AnnualValue: decp("1200"), ValueFrom: month("2025-04")}),
			since("2025-10", tariff.Agreement{Form: tariff.Activity, Schedule: local, AnnualValue: decp("1200"), ValueFrom: month("2025-04")}),
		},
		Terms: []tariff.Step{{Number: 1, Terms: tariff.Always(tariff.Term{
			Kind: tariff.Cap, Settle: tariff.Yearly, Reference: tariff.RefAnnualValue, Upper: dec("0.1"),
		})}},
	}
	statement := settle(t, contract, oneLine(every(12, "130"), every(12, "100")))
	want := []tariff.StatementLine{}
	for i := range 6 {
		want = append(want, tariff.StatementLine{Form: tariff.Block, From: i, To: i, Paid: pounds("100")})
	}
	for i := 6; i < 12; i++ {
		want = append(want, tariff.StatementLine{Form: tariff.Activity, From: i, To: i, Paid: pounds("130")})
	}
	want = append(want,
		tariff.StatementLine{Step: 1, Term: tariff.Cap, From: 0, To: 5, Paid: 0, Workings: tariff.Workings{SoFar: pounds("600"), Reference: pounds("600")}},
		// 6 x 130 = 780 against 600 x 1.1 = 660.
		tariff.StatementLine{Step: 1, Term: tariff.Cap, From: 6, To: 11, Paid: pounds("-120"), Workings: tariff.Workings{SoFar: pounds("780"), Reference: pounds("600")}},
	)
	sameLines(t, statement.Lines, want)
	wantIncome := slices.Concat(every(6, "100"), every(5, "130"), amounts("10"))
	if !slices.Equal(statement.Income, wantIncome) {
		t.Errorf("income %s, want %s", statement.Income, wantIncome)
	}
}

func TestAContractPaysNothingBeforeItBegins(t *testing.T) {
	contract := &tariff.Contract{
		Name:       "north",
		Agreements: tariff.Dated[tariff.Agreement]{since("2025-06", tariff.Agreement{Form: tariff.Activity, Schedule: local})},
		Terms: []tariff.Step{{Number: 1, Terms: tariff.Always(tariff.Term{
			Kind: tariff.Collar, Settle: tariff.Quarterly, Reference: tariff.RefAmount, Amount: decp("1200"),
		})}},
	}
	statement := settle(t, contract, oneLine(every(3, "90"), every(3, "100")))
	// The collar looks at June alone: 1,200 x 1/12 = 100 against 90.
	sameLines(t, statement.Lines, []tariff.StatementLine{
		{Form: tariff.Activity, From: 2, To: 2, Paid: pounds("90")},
		{Step: 1, Term: tariff.Collar, From: 2, To: 2, Paid: pounds("10"), Workings: tariff.Workings{SoFar: pounds("90"), Reference: pounds("100")}},
	})
	if want := amounts("0", "0", "100"); !slices.Equal(statement.Income, want) {
		t.Errorf("income %s, want %s", statement.Income, want)
	}
}

// sameLines compares statements line by line, with their workings.
func sameLines(t *testing.T, got, want []tariff.StatementLine) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%d lines, want %d:\n%v", len(got), len(want), got)
		return
	}
	for i := range got {
		g, w := got[i], want[i]
		same := g.Step == w.Step && g.Form == w.Form && g.Term == w.Term && g.From == w.From && g.To == w.To && g.Paid == w.Paid
		a, b := g.Workings, w.Workings
		same = same && a.SoFar == b.SoFar && a.Reference == b.Reference && a.Value == b.Value && a.Plan == b.Plan && a.Cost == b.Cost &&
			a.Above.Equal(b.Above) && a.Below.Equal(b.Below) && a.Earned.Equal(b.Earned) && slices.Equal(a.Unscored, b.Unscored)
		if !same {
			t.Errorf("line %d:\n got %+v\nwant %+v", i+1, g, w)
		}
	}
}
