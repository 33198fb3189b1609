package scenarios

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"parity/engine"
)

// What is used again between combinations gives what running each from the start gives.
func TestCombinationsAgainstRunsFromTheStart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawPair(t, 3)
		w, err := newWay(m, "from", "to")
		if err != nil {
			t.Fatal(err)
		}
		cache := &engine.Propagators{}
		base, err := simulate(m, "base", nil, cache)
		if err != nil {
			t.Fatal(err)
		}
		goal := engine.Goal{Item: rapid.SampledFrom([]string{engine.ItemIncome, engine.ItemCash, engine.ItemShadowValue, engine.GoalCost}).Draw(t, "item")}
		runs := newCombinations(newStages(m, base.Result, cache), w, goal, nil)
		for mask := range 1 << len(w.steps) {
			moved := make([]bool, len(w.steps))
			for i := range moved {
				moved[i] = mask>>i&1 == 1
			}
			got, gotErr := runs.worth(moved)
			want, wantErr := func() ([]int64, error) {
				tables, err := runs.tables(moved)
				if err != nil {
					return nil, err
				}
				model, err := Compile(tables)
				if err != nil {
					return nil, err
				}
				result, err := engine.Run(model, base.Result, &engine.Propagators{})
				if err != nil {
					return nil, err
				}
				return goal.Of(result)
			}()
			if !slices.Equal(got, want) || fmt.Sprint(gotErr) != fmt.Sprint(wantErr) {
				t.Fatalf("%s, steps %v: %v (%v), want %v (%v)", goal.Item, moved, got, gotErr, want, wantErr)
			}
		}
	})
}

// What scenarios of a study have of each other's runs is what running each from the start gives.
func TestScenariosAgainstRunsFromTheStart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawPair(t, 3)
		study, err := Simulate(m, Selection{Scenarios: []string{"from", "to"}})
		if err != nil {
			t.Fatal(err)
		}
		base, err := simulate(m, study.Scenarios[study.Baseline].Key, nil, &engine.Propagators{})
		if err != nil {
			t.Fatal(err)
		}
		for i := range study.Scenarios {
			alone := base
			if i != study.Baseline {
				if alone, err = simulate(m, study.Scenarios[i].Key, base.Result, &engine.Propagators{}); err != nil {
					t.Fatal(err)
				}
			}
			got, want := slices.Collect(study.Scenarios[i].Result.Facts()), slices.Collect(alone.Result.Facts())
			if !slices.Equal(got, want) {
				t.Fatalf("scenario %s: other facts than from the start", study.Scenarios[i].Key)
			}
		}
	})
}
