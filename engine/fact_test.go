package engine_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"parity/engine"
	"parity/tariff"
)

func TestAmountsAreWrittenWithAllTheirPlaces(t *testing.T) {
	for _, c := range []struct {
		amount engine.Amount
		want   string
		float  float64
	}{
		{engine.Amount{Number: 123450, Places: 2}, "1234.50", 1234.5},
		{engine.Amount{Number: -5, Places: 2}, "-0.05", -0.05},
		{engine.Amount{Number: 0, Places: 3}, "0.000", 0},
		{engine.Amount{Number: 1_000_000, Places: 6}, "1.000000", 1},
		{engine.Amount{Number: 7}, "7", 7},
		{engine.Amount{Number: math.MinInt64, Places: 2}, "-92233720368547758.08", -92233720368547758.08},
		{engine.Amount{Missing: true, Places: 2}, "", 0},
	} {
		if got := c.amount.String(); got != c.want || c.amount.Float() != c.float {
			t.Errorf("%+v is %q and %v, want %q and %v", c.amount, got, c.amount.Float(), c.want, c.float)
		}
	}
}

func TestAmountsAreWhatDecimalsWrite(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		amount := engine.Amount{Number: rapid.Int64().Draw(t, "number"), Places: rapid.IntRange(0, 9).Draw(t, "places")}
		if got, want := amount.String(), amount.Decimal().StringFixed(int32(amount.Places)); got != want {
			t.Fatalf("%s, want %s", got, want)
		}
	})
}

// twoContracts is a result written by hand: north pays activity in a priced and an unpriced
// currency with a cap, south a block without prices; one ward whose capacity is short and
// whose cost is partly stranded. Two months across a year end.
func twoContracts() *engine.Result {
	model := &engine.Model{
		Start: tariff.NewMonth(2025, 3), Months: 2,
		Currencies:    []engine.Currency{{Key: "1", Name: "One"}, {Key: "2", Name: "Two"}},
		Providers:     []engine.Provider{{Key: "T", Name: "Trust"}},
		Commissioners: []engine.Commissioner{{Key: "N", Name: "North"}, {Key: "S", Name: "South"}},
		Contracts: []engine.Contract{
			{Contract: tariff.Contract{Name: "north"}, Commissioner: 0},
			{Contract: tariff.Contract{Name: "south"}, Commissioner: 1},
		},
		Resources: []engine.Resource{{Key: "W", Unit: "bed days", Provider: -1}},
		Deflator: &engine.Deflator{Name: "gdp", Base: 2025, Index: []engine.YearIndex{
			{Year: 2024, Value: decimal.NewFromInt(100)}, {Year: 2025, Value: decimal.NewFromInt(104)}}},
	}
	activity := engine.CurrencyActivity{Currency: 0, Projected: true,
		MoveIn: []tariff.Quantity{0, 1000}, MoveOut: []tariff.Quantity{500, 0}, Discharge: []tariff.Quantity{0, 250}}
	activity.Measures[tariff.Day] = []tariff.Quantity{31_000, 30_000}
	activity.Measures[tariff.AdmittedDay] = []tariff.Quantity{1_000, 2_000}
	activity.Measures[tariff.CommunityDay] = []tariff.Quantity{30_000, 28_000}
	activity.Measures[tariff.Entry] = []tariff.Quantity{4_000, 4_000}
	given := engine.CurrencyActivity{Currency: 1}
	given.Measures[tariff.Day] = []tariff.Quantity{10_000, 0}
	priced := []tariff.UnitPrice{{Price: 10_500_000, State: tariff.Priced}, {Price: 11_000_000, State: tariff.Priced}}
	missing := []tariff.UnitPrice{{State: tariff.Missing}, {State: tariff.None}}
	return &engine.Result{
		Model:    model,
		Activity: &engine.Activity{Contracts: []engine.ContractActivity{{Currencies: []engine.CurrencyActivity{activity, given}}, {}}},
		Care: &engine.Care{
			Resources: []engine.ProviderResource{{CostKnown: []bool{true, true}, Variable: make([]tariff.Price, 2), SemiFixed: make([]tariff.Price, 2), Fixed: make([]tariff.Price, 2), Stranded: []tariff.Pence{0, 700},
				Asked: []tariff.Quantity{1_000, 2_000}, EfficiencyRequired: []tariff.Pence{10, 20}, EfficiencyDelivered: []tariff.Pence{5, 6}}},
			Lines: []engine.CareLine{{Currency: 0, Asked: []tariff.Quantity{1_000, 2_000}, Delivered: []tariff.Quantity{1_000, 1_500},
				NotDelivered: []tariff.Quantity{0, 500}, CostVariable: []tariff.Pence{3_000, 4_000}, CostSemiFixed: []tariff.Pence{0, 0}, CostFixed: []tariff.Pence{1_000, 1_000}}},
		},
		Contracts: []engine.ContractResult{{
			Priced: []engine.PricedUnit{
				{Currency: 0, Measure: tariff.Day, Price: priced, Quantity: activity.Measures[tariff.Day], Value: []tariff.Pence{32_550, 33_000}, PlanValue: []tariff.Pence{0, 0}, Factor: []tariff.Factor{tariff.One(), tariff.One()}},
				{Currency: 1, Measure: tariff.Day, Price: missing, Quantity: given.Measures[tariff.Day], Value: []tariff.Pence{0, 0}},
			},
			Statement: tariff.Statement{
				Lines: []tariff.StatementLine{
					{Form: tariff.Activity, Paid: 32_550}, {Form: tariff.Activity, From: 1, To: 1, Paid: 33_000},
					{Step: 1, Term: tariff.Cap, From: 0, To: 0, Paid: -50}, {Step: 2, Term: tariff.Cap, From: 0, To: 0, Paid: -500},
				},
				Income: []tariff.Pence{32_000, 33_000}, Cash: []tariff.Pence{31_000, 33_000}, Arrears: []tariff.Pence{0, 1_000},
			},
		}, {
			Statement: tariff.Statement{
				Lines:  []tariff.StatementLine{{Form: tariff.Block, Paid: 10_000}, {Form: tariff.Block, From: 1, To: 1, Paid: 10_000}},
				Income: []tariff.Pence{10_000, 10_000}, Cash: []tariff.Pence{10_000, 10_000}, Arrears: []tariff.Pence{0, 0},
			},
		}},
	}
}

func TestFactsOfAResult(t *testing.T) {
	var got []string
	for f := range twoContracts().Facts() {
		got = append(got, strings.Join([]string{f.Contract, f.Commissioner, f.Provider, f.Currency, f.Measure, f.Month.String(), f.Year().String(), f.Item, string(f.Kind), f.Value.String(), f.Unit}, ","))
	}
	want := strings.Split(strings.TrimSpace(`
north,N,T,1,admitted_day,2025-03,2024-25,admitted_day,flow,1.000,person-days
north,N,T,1,admitted_day,2025-04,2025-26,admitted_day,flow,2.000,person-days
north,N,T,1,community_day,2025-03,2024-25,community_day,flow,30.000,person-days
north,N,T,1,community_day,2025-04,2025-26,community_day,flow,28.000,person-days
north,N,T,1,,2025-03,2024-25,move_in,flow,0.000,people
north,N,T,1,,2025-04,2025-26,move_in,flow,1.000,people
north,N,T,1,,2025-03,2024-25,move_out,flow,0.500,people
north,N,T,1,,2025-04,2025-26,move_out,flow,0.000,people
north,N,T,1,,2025-03,2024-25,discharge,flow,0.000,people
north,N,T,1,,2025-04,2025-26,discharge,flow,0.250,people
north,N,T,2,day,2025-03,2024-25,day,flow,10.000,person-days
north,N,T,2,day,2025-04,2025-26,day,flow,0.000,person-days
north,N,T,1,,2025-03,2024-25,asked/W,flow,1.000,bed days
north,N,T,1,,2025-04,2025-26,asked/W,flow,2.000,bed days
north,N,T,1,,2025-03,2024-25,delivered/W,flow,1.000,bed days
north,N,T,1,,2025-04,2025-26,delivered/W,flow,1.500,bed days
north,N,T,1,,2025-03,2024-25,not_delivered/W,flow,0.000,bed days
north,N,T,1,,2025-04,2025-26,not_delivered/W,flow,0.500,bed days
north,N,T,1,,2025-03,2024-25,cost_variable,flow,30.00,pounds
north,N,T,1,,2025-04,2025-26,cost_variable,flow,40.00,pounds
north,N,T,1,,2025-03,2024-25,cost_semi_fixed,flow,0.00,pounds
north,N,T,1,,2025-04,2025-26,cost_semi_fixed,flow,0.00,pounds
north,N,T,1,,2025-03,2024-25,cost_fixed,flow,10.00,pounds
north,N,T,1,,2025-04,2025-26,cost_fixed,flow,10.00,pounds
north,N,T,1,,2025-03,2024-25,person_years_not_delivered,flow,0.000,person-years
north,N,T,1,,2025-04,2025-26,person_years_not_delivered,flow,,person-years
north,N,T,1,day,2025-03,2024-25,unit_price,rate,10.500000,pounds a unit
north,N,T,1,day,2025-04,2025-26,unit_price,rate,11.000000,pounds a unit
north,N,T,1,day,2025-03,2024-25,activity_value,flow,325.50,pounds
north,N,T,1,day,2025-04,2025-26,activity_value,flow,330.00,pounds
north,N,T,1,day,2025-03,2024-25,plan_value,flow,0.00,pounds
north,N,T,1,day,2025-04,2025-26,plan_value,flow,0.00,pounds
north,N,T,2,day,2025-03,2024-25,unit_price,rate,,pounds a unit
north,N,T,2,day,2025-03,2024-25,activity_value,flow,,pounds
north,N,T,,,2025-03,2024-25,base_payment,flow,325.50,pounds
north,N,T,,,2025-04,2025-26,base_payment,flow,330.00,pounds
north,N,T,,,2025-03,2024-25,cap,flow,-5.50,pounds
north,N,T,,,2025-03,2024-25,income,flow,320.00,pounds
north,N,T,,,2025-04,2025-26,income,flow,330.00,pounds
north,N,T,,,2025-03,2024-25,cash,flow,310.00,pounds
north,N,T,,,2025-04,2025-26,cash,flow,330.00,pounds
north,N,T,,,2025-03,2024-25,arrears,flow,0.00,pounds
north,N,T,,,2025-04,2025-26,arrears,flow,10.00,pounds
south,S,T,,,2025-03,2024-25,base_payment,flow,100.00,pounds
south,S,T,,,2025-04,2025-26,base_payment,flow,100.00,pounds
south,S,T,,,2025-03,2024-25,income,flow,100.00,pounds
south,S,T,,,2025-04,2025-26,income,flow,100.00,pounds
south,S,T,,,2025-03,2024-25,cash,flow,100.00,pounds
south,S,T,,,2025-04,2025-26,cash,flow,100.00,pounds
,,T,,,2025-03,2024-25,cost_stranded,flow,0.00,pounds
,,T,,,2025-04,2025-26,cost_stranded,flow,7.00,pounds
,,T,,,2025-03,2024-25,efficiency_required,flow,0.10,pounds
,,T,,,2025-04,2025-26,efficiency_required,flow,0.20,pounds
,,T,,,2025-03,2024-25,efficiency_delivered,flow,0.05,pounds
,,T,,,2025-04,2025-26,efficiency_delivered,flow,0.06,pounds
,N,,,,2025-03,2024-25,income_per_person,rate,241.95,pounds a person
,N,,,,2025-04,2025-26,income_per_person,rate,330.00,pounds a person
,N,,,,2025-03,2024-25,real_income_per_person,rate,251.63,pounds a person
,N,,,,2025-04,2025-26,real_income_per_person,rate,330.00,pounds a person
`), "\n")
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || got[i] != want[i] {
			t.Fatalf("fact %d differs\n got %s\nwant %s", i, strings.Join(got[min(i, len(got)):min(i+1, len(got))], ""), strings.Join(want[min(i, len(want)):min(i+1, len(want))], ""))
		}
	}
}

func TestCostWithoutAUnitCostIsMissingNotZero(t *testing.T) {
	r := twoContracts()
	r.Care.Resources[0].CostKnown[1] = false
	blank := map[string]bool{}
	for f := range r.Facts() {
		if f.Value.Missing && f.Currency != "2" {
			blank[fmt.Sprintf("%s %s", f.Item, f.Month)] = true
		}
	}
	for _, item := range []string{"cost_variable", "cost_semi_fixed", "cost_fixed", "cost_stranded"} {
		if !blank[item+" 2025-04"] || blank[item+" 2025-03"] {
			t.Errorf("%s should be missing in 2025-04 alone: %v", item, blank)
		}
	}
}

func TestFactsStopWhenNoMoreAreWanted(t *testing.T) {
	n := 0
	for range twoContracts().Facts() {
		if n++; n == 3 {
			break
		}
	}
	if n != 3 {
		t.Errorf("%d facts, want 3", n)
	}
}

func TestEveryFactIsADocumentedItem(t *testing.T) {
	items := engine.Items()
	for f := range twoContracts().Facts() {
		name, _, ofResource := strings.Cut(f.Item, "/")
		if ofResource {
			name += "/"
		}
		if !slices.ContainsFunc(items, func(i engine.Item) bool {
			return i.Name == name && i.Kind == f.Kind && (i.Unit == f.Unit || i.Unit == "")
		}) {
			t.Errorf("item %s (%s, %s) is not documented", f.Item, f.Kind, f.Unit)
		}
	}
}
