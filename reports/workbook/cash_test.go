package workbook

import (
	"slices"
	"strings"
	"testing"

	"parity/tariff"
)

// Cash and arrears are what the engine says, for every form of payment, and arrears are laid
// out where there are any and nowhere else.
func TestCashAndArrearsAreTheEngines(t *testing.T) {
	late := map[tariff.Form]bool{}
	for _, b := range plans(t) {
		for i := range b.study.Scenarios {
			r := b.study.Scenarios[i].Result
			for k := range r.Contracts {
				c, s := &r.Model.Contracts[k], &r.Contracts[k].Statement
				where := b.study.Model.Name + ", " + b.keys[i] + ", contract " + c.Name
				sameMonths(t, where+", cash", b.payments.months(b.keys[i], c.Name, itemCash), s.Cash)
				sameMonths(t, where+", arrears", b.payments.months(b.keys[i], c.Name, itemArrears), s.Arrears)
				some := slices.ContainsFunc(s.Arrears, func(p tariff.Pence) bool { return p != 0 })
				if laid := b.payments.laid(b.keys[i], c.Name, itemArrears); some && !laid {
					t.Errorf("%s has arrears and no row for them", where)
				} else if laid && c.Revisions() == nil {
					t.Errorf("%s has a row of arrears and no uplift published late", where)
				}
				if some {
					late[c.Agreements[0].Value.Form] = true
				}
			}
		}
	}
	for _, form := range []tariff.Form{tariff.Block, tariff.Activity, tariff.Blended} {
		if !late[form] {
			t.Errorf("no study has arrears under a contract that is %s at first", form)
		}
	}
}

// laid says whether the sheet has a row of an item of a contract under a scenario.
func (p *paymentSheet) laid(scenario, contract, item string) bool {
	return slices.ContainsFunc(p.rows[firstRow-1:], func(r row) bool {
		return r.cells[payScenario-1].text == scenario && r.cells[payContract-1].text == contract && r.cells[payItem-1].text == item
	})
}

func sameMonths(t *testing.T, what string, got []float64, want []tariff.Pence) {
	t.Helper()
	for i := range want {
		if d := got[i] - want[i].Pounds(); d > halfPenny || d < -halfPenny {
			t.Errorf("%s in month %d: the workbook has %.2f, the engine %.2f", what, i, got[i], want[i].Pounds())
			return
		}
	}
}

// Where no uplift that a contract uses is published late, cash is its income by reference
// and no row of what was known stands anywhere.
func TestCashIsIncomeWhereNothingIsPublishedLate(t *testing.T) {
	b, err := plan(simulated(t, "england-2015-16"), testAbout, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range b.payments.rows[firstRow-1:] {
		if r.cells[payItem-1].text == itemCash && strings.ContainsAny(r.series.expr.text, "+-(") {
			t.Fatalf("cash is worked out by =%s where it is the income", r.series.expr.text)
		}
	}
	for _, s := range b.sheets {
		for n, r := range s.rows {
			for _, c := range r.cells {
				if s.kind == workings && strings.HasPrefix(c.text, "known by ") {
					t.Errorf("%s, row %d: %q", s.name, n+1, c.text)
				}
			}
		}
	}
}
