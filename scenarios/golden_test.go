package scenarios

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"testing"

	"github.com/shopspring/decimal"

	"parity/engine"
)

// yearlyTotals are a study's flows by scenario, contract or provider, item and financial
// year, in the order of the facts.
func yearlyTotals(t *testing.T, study *Study) []byte {
	t.Helper()
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	write := func(record ...string) {
		if err := w.Write(record); err != nil {
			t.Fatal(err)
		}
	}
	write("scenario", "contract", "provider", "item", "year", "value", "unit")
	for _, scenario := range study.Scenarios {
		type key struct{ contract, provider, item, year, unit string }
		var order []key
		totals := map[key]decimal.Decimal{}
		missing := map[key]bool{}
		for fact := range scenario.Result.Facts() {
			if fact.Kind != engine.FlowKind {
				continue
			}
			at := key{fact.Contract, fact.Provider, fact.Item, fact.Year().String(), fact.Unit}
			if _, seen := totals[at]; !seen {
				order = append(order, at)
			}
			totals[at] = totals[at].Add(fact.Value.Decimal())
			missing[at] = missing[at] || fact.Value.Missing
		}
		for _, at := range order {
			value := totals[at].String()
			if missing[at] {
				value = "missing"
			}
			write(scenario.Key, at.contract, at.provider, at.item, at.year, value, at.unit)
		}
	}
	w.Flush()
	return out.Bytes()
}

func TestGoldenResultsOfEmbeddedModels(t *testing.T) {
	for _, model := range []string{"northshire", "england-2015-16", "england-2024-25", "talking-therapies", "westmoor"} {
		t.Run(model, func(t *testing.T) {
			got := yearlyTotals(t, simulated(t, model))
			golden := filepath.Join("testdata", "golden", model+".csv")
			if *update {
				if err := os.MkdirAll(filepath.Dir(golden), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(golden, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatalf("%v; go test ./scenarios -run Golden -update writes it", err)
			}
			if !bytes.Equal(got, want) {
				line := 1
				for i := range min(len(got), len(want)) {
					if got[i] != want[i] {
						break
					}
					if got[i] == '\n' {
						line++
					}
				}
				t.Errorf("%s differs from line %d on; if the change is meant, go test ./scenarios -run Golden -update", golden, line)
			}
		})
	}
}
