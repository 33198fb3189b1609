package scenarios

import (
	"strings"
	"testing"

	"parity/engine"
)

// bridged is a study with its bridges.
func bridged(t testing.TB, m *Model, selection Selection) *Study {
	t.Helper()
	study, err := Simulate(m, selection)
	if err != nil {
		t.Fatal(err)
	}
	if err := study.Bridge(nil); err != nil {
		t.Fatal(err)
	}
	return study
}

// A bridge is what attribute says of income between the baseline and the scenario.
func TestBridgesAreAttributionsOfIncome(t *testing.T) {
	m := loaded(t, "northshire")
	study := bridged(t, m, Selection{Scenarios: []string{"block", "capped", "blended", "national+more-people"}})
	for i, bridge := range study.Bridges {
		if i == study.Baseline {
			if bridge.Attribution != nil || bridge.Missing != "" {
				t.Errorf("the baseline has a bridge: %+v", bridge)
			}
			continue
		}
		want := attribute(t, m, Question{From: "block", To: study.Scenarios[i].Key, Result: engine.ItemIncome, Order: EveryOrder})
		if playersOf(bridge.Attribution) != playersOf(want) {
			t.Errorf("%s: players %s, want %s", study.Scenarios[i].Key, playersOf(bridge.Attribution), playersOf(want))
		}
		for k := range want.Shares {
			for y := range want.Years {
				if bridge.Shares[k][y] != want.Shares[k][y] {
					t.Errorf("%s, part %d, %s: %d, want %d", study.Scenarios[i].Key, k, want.Years[y], bridge.Shares[k][y], want.Shares[k][y])
				}
			}
		}
	}
}

// Plans follow the baseline that the study has, not the model's own.
func TestBridgesBeginAtTheBaselineAskedFor(t *testing.T) {
	m := loaded(t, "northshire")
	study := bridged(t, m, Selection{Scenarios: []string{"block", "blended"}, Baseline: "more-people"})
	for i, bridge := range study.Bridges {
		if i == study.Baseline {
			continue
		}
		if bridge.From.Key != "more-people" || bridge.Baseline != "more-people" {
			t.Errorf("a bridge from %s with the baseline %s, want more-people", bridge.From.Key, bridge.Baseline)
		}
		want, err := bridge.Goal.Of(study.Scenarios[i].Result)
		if err != nil {
			t.Fatal(err)
		}
		for y := range want {
			sum := bridge.None[y]
			for k := range bridge.Shares {
				sum += bridge.Shares[k][y]
			}
			if sum != want[y] {
				t.Errorf("%s, year %d: the bridge ends at %d, want %d", study.Scenarios[i].Key, y, sum, want[y])
			}
		}
	}
}

func TestABridgeThatIsNone(t *testing.T) {
	m := loaded(t, "northshire")
	study := bridged(t, m, Selection{Scenarios: []string{"local", "block+local"}, Baseline: "local"})
	if bridge := study.Bridges[1]; bridge.Attribution != nil || !strings.Contains(bridge.Missing, "make the same changes") {
		t.Errorf("bridge %+v, want none, as the two make the same changes", bridge)
	}
}

func BenchmarkBridgesOfNorthshire(b *testing.B) {
	m := loaded(b, "northshire")
	study, err := Simulate(m, Selection{})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := study.Bridge(nil); err != nil {
			b.Fatal(err)
		}
	}
}
