package reports

import (
	"slices"
	"testing"

	"parity/engine"
	"parity/scenarios"
	"parity/tariff"
)

// oneOfEverything is a result with nothing wrong, two months long: a priced unit, a
// resource, a plan for both months and a term that looks at it.
func oneOfEverything() *engine.Result {
	terms := tariff.Always(tariff.Term{Kind: tariff.Variable})
	return &engine.Result{
		Model: &engine.Model{
			Start: tariff.NewMonth(2025, 4), Months: 2,
			Currencies: []engine.Currency{{Key: "1"}}, Resources: []engine.Resource{{Key: "W"}},
			Contracts: []engine.Contract{{
				Contract: tariff.Contract{Name: "north", Agreements: tariff.Always(tariff.Agreement{Plan: tariff.PlanTable}), Terms: []tariff.Step{{Number: 1, Terms: terms}}},
				Plan:     []engine.Given{{Quantity: []tariff.Quantity{1, 1}}},
			}},
		},
		Care: &engine.Care{Resources: []engine.ProviderResource{{Asked: []tariff.Quantity{1, 1}, CostKnown: []bool{true, true}}}},
		Contracts: []engine.ContractResult{{
			Priced: []engine.PricedUnit{{
				Measure: tariff.BedDay, Quantity: []tariff.Quantity{1, 0}, Price: []tariff.UnitPrice{{State: tariff.Priced}, {State: tariff.Missing}},
				Schedule: []*tariff.Schedule{{Name: "local"}, {Name: "local"}},
			}},
			Statement: tariff.Statement{Lines: []tariff.StatementLine{{Term: tariff.Bonus}}},
		}},
	}
}

func TestNotesSayWhatIsMissing(t *testing.T) {
	for _, c := range []struct {
		name  string
		spoil func(*engine.Result)
		want  string
	}{
		{"nothing; a price that no activity needs", func(*engine.Result) {}, ""},
		{"a price", func(r *engine.Result) { r.Contracts[0].Priced[0].Quantity[1] = 1 },
			"Missing prices: schedule local has none for 1 bed_day; that activity is not paid by it and its value is not known (in spoiled)."},
		{"a unit cost", func(r *engine.Result) { r.Care.Resources[0].CostKnown[1] = false },
			"Missing unit costs: W; cost and surplus are not known where they are asked (in spoiled)."},
		{"a plan", func(r *engine.Result) { r.Model.Contracts[0].Plan = nil },
			"No plan is agreed for north: a plan of zero is taken, so that all activity is above it (in spoiled)."},
		{"the plan's last month", func(r *engine.Result) { r.Model.Contracts[0].Plan[0].Quantity[1] = 0 },
			"The plan of north ends in 2025-04: a plan of zero is taken from then on, so that all activity is above it (in spoiled)."},
		{"a score", func(r *engine.Result) { r.Contracts[0].Statement.Lines[0].Workings.Unscored = []string{"recovery"} },
			"Missing scores: north recovery; they earn nothing (in spoiled)."},
	} {
		spoiled := oneOfEverything()
		c.spoil(spoiled)
		study := &scenarios.Study{Model: &scenarios.Model{Name: "m"}, Scenarios: []scenarios.Scenario{{Key: "sound", Tables: &scenarios.Model{}, Result: oneOfEverything()}, {Key: "spoiled", Tables: &scenarios.Model{}, Result: spoiled}}}
		want := []string{c.want}
		if c.want == "" {
			want = nil
		}
		if got := Notes(study); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", c.name, got, want)
		}
	}
}

func TestNotesNameTheCellsOfAConflict(t *testing.T) {
	study := &scenarios.Study{Model: &scenarios.Model{Name: "m"}, Scenarios: []scenarios.Scenario{{Key: "a+b", Tables: &scenarios.Model{}, Result: oneOfEverything(),
		Conflicts: []scenarios.Conflict{{Cell: "prices[schedule=local].price", First: "a, dear", Second: "b, dearer", SecondValue: "120"}}}}}
	want := "Conflict in a+b: prices[schedule=local].price is set to blank (a, dear) and then to 120 (b, dearer), which holds."
	if got := Notes(study); len(got) != 1 || got[0] != want {
		t.Errorf("%q, want %q", got, want)
	}
}
