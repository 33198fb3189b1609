package scenarios

import (
	"math"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
)

// publishedFamilies are total costs of the National Cost Collection 2024/25 by family: each
// currency's total, put to the contract that the model has it under.
func publishedFamilies(t testing.TB, m *Model) map[string]decimal.Decimal {
	t.Helper()
	family := map[string]string{}
	activity := m.Table("activity")
	for row := range activity.Rows {
		currency, contract := activity.Cell(row, "currency"), activity.Cell(row, "contract")
		if known, seen := family[currency]; seen && known != contract {
			t.Fatalf("%s is under %s and %s", currency, known, contract)
		}
		family[currency] = contract
	}
	totals := map[string]decimal.Decimal{}
	for _, row := range published(t, "ncc_2024_25_mental_health.csv") {
		of, ok := family[row["currency_code"]]
		if !ok {
			t.Fatalf("%s is under no contract", row["currency_code"])
		}
		totals[of] = totals[of].Add(decimal.RequireFromString(row["total_cost_gbp"]))
		delete(family, row["currency_code"])
	}
	if len(family) > 0 {
		t.Fatalf("not published: %v", family)
	}
	return totals
}

// unitCostRounding is how far activity x unit cost, printed to a hundredth of a penny, is from
// the totals printed: 327 pounds of 8.8 billion at most (E8 allows a ten-thousandth).
const unitCostRounding = 0.0000005

func TestFamiliesCostWhatIsPublished(t *testing.T) {
	study := simulated(t, "england-2024-25")
	totals := publishedFamilies(t, study.Model)
	block, activity := study.result(t, "block"), study.result(t, "activity-all")
	if len(totals) != 5 || len(block.Model.Contracts) != 5 {
		t.Fatalf("%d families, %d contracts; want 5", len(totals), len(block.Model.Contracts))
	}
	for c, contract := range block.Model.Contracts {
		paid, want := incomeOf(block, c, 0, 12), totals[contract.Name].InexactFloat64()
		if math.Abs(paid.Pounds()/want-1) > unitCostRounding {
			t.Errorf("the block pays %s %v, its published cost is %.2f", contract.Name, paid, want)
		}
		if by := incomeOf(activity, c, 0, 12); by != paid {
			t.Errorf("payment by activity pays %s %v, the block %v; with the activity of the year they are the same", contract.Name, by, paid)
		}
	}
}

// The year of each currency is the published one, to the contact and the bed day.
func TestFamiliesActivityIsWhatIsPublished(t *testing.T) {
	m := loaded(t, "england-2024-25")
	years := map[string]decimal.Decimal{}
	activity := m.Table("activity")
	for row := range activity.Rows {
		currency := activity.Cell(row, "currency")
		years[currency] = years[currency].Add(decimal.RequireFromString(activity.Cell(row, "quantity")))
	}
	for _, row := range published(t, "ncc_2024_25_mental_health.csv") {
		if want := decimal.RequireFromString(row["activity"]); !years[row["currency_code"]].Equal(want) {
			t.Errorf("%s: %s in the year, %s published", row["currency_code"], years[row["currency_code"]], want)
		}
	}
}

// Each scenario moves its own family and no other: with more activity, that family alone is paid
// for it.
func TestFamiliesLeaveTheBlockOneByOne(t *testing.T) {
	m := loaded(t, "england-2024-25")
	var names []string
	for _, name := range look(m, "contracts", "contract") {
		names = append(names, "activity-"+name+"+more-demand")
	}
	study, err := Simulate(m, Selection{Scenarios: names})
	if err != nil {
		t.Fatal(err)
	}
	block := study.result(t, "block")
	for _, name := range names {
		moved := study.result(t, name)
		for c, contract := range block.Model.Contracts {
			want := incomeOf(block, c, 0, 12).Pounds()
			if strings.HasPrefix(name, "activity-"+contract.Name+"+") {
				want *= 1.05
			}
			// Months are rounded to thousandths of a contact, at most some pounds each.
			if got := incomeOf(moved, c, 0, 12).Pounds(); math.Abs(got/want-1) > 0.000001 {
				t.Errorf("%s pays %s %.2f, want %.2f", name, contract.Name, got, want)
			}
		}
	}
}

// What each family puts at risk: 5% less done under payment by activity is 5% less paid for that
// family alone, and its cost falls by less, as by the shares of its resources that are fixed.
func TestEachFamilySaysWhatItPutsAtRisk(t *testing.T) {
	study := simulated(t, "england-2024-25")
	block := study.result(t, "block")
	for k, contract := range block.Model.Contracts {
		name := "activity-" + contract.Name + "-less"
		less := study.result(t, name)
		var was, is float64
		for c := range block.Model.Contracts {
			before, after := incomeOf(block, c, 0, 12).Pounds(), incomeOf(less, c, 0, 12).Pounds()
			want := before
			if c == k {
				want *= 0.95
			}
			if math.Abs(after/want-1) > 0.000001 {
				t.Errorf("%s pays %s %.2f, want %.2f", name, block.Model.Contracts[c].Name, after, want)
			}
			was, is = was+before, is+after
		}
		lost, saved := was-is, costOf(block).Pounds()-costOf(less).Pounds()
		if part := saved / lost; part < 1-0.35-0.000001 || part > 1-0.2+0.000001 { // resources state 20% (contacts) or 35% (beds) of their cost as fixed
			t.Errorf("%s: %.2f less is paid and care costs %.2f less", name, lost, saved)
		}
	}
}
