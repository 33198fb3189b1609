package scenarios

import (
	"math"
	"slices"
	"testing"
	"time"

	"parity/engine/risk"
)

// drafted are models that are written down while their scenarios are run, and what is run of them.
func drafted(t *testing.T) map[string]func() (*Model, Selection) {
	northshire := func() *Model {
		m := loaded(t, "northshire")
		return m
	}
	return map[string]func() (*Model, Selection){
		"all scenarios": func() (*Model, Selection) { return northshire(), Selection{} },
		"the baseline last": func() (*Model, Selection) {
			return northshire(), Selection{Scenarios: []string{"capped", "national", "block"}, Baseline: "block"}
		},
		"a stack": func() (*Model, Selection) {
			return northshire(), Selection{Scenarios: []string{"block", "national+capped"}}
		},
		"a published mechanism":   func() (*Model, Selection) { return northshire(), Selection{Scenarios: []string{"block", "mret"}} },
		"chance, which needs all": func() (*Model, Selection) { return read(t, oneCluster("K,1,5,2,20\n", "12")), Selection{} },
	}
}

// What is written down while scenarios are run is what is written down when they have been, to the
// last bit of its draws.
func TestDraftedIsTheSame(t *testing.T) {
	for name, of := range drafted(t) {
		t.Run(name, func(t *testing.T) {
			m, selection := of()
			ahead, err := Drafted(m, selection)
			if err != nil {
				t.Fatal(err)
			}
			after, err := NewDrawable(m, selection)
			if err != nil {
				t.Fatal(err)
			}
			if a, b := ahead.Projection().Steps(), after.Projection().Steps(); a != b {
				t.Errorf("%d steps, and %d where nothing is written down ahead", a, b)
			}
			want, got := bitsOf(t, after), bitsOf(t, ahead)
			if !slices.Equal(got, want) {
				t.Error("draws differ")
			}
		})
	}
}

// bitsOf are the draws of every outcome.
func bitsOf(t *testing.T, d *Drawable) []uint64 {
	t.Helper()
	drawn, err := d.Draw(t.Context(), risk.Origin{Seed: 1, Range: risk.Whole(risk.BlockDraws)}, 2, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	var all []uint64
	for column := range drawn.Sample.Outcomes() {
		values, err := drawn.Sample.Values(column)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range values {
			all = append(all, math.Float64bits(x))
		}
	}
	return all
}

// A study that cannot be drawn is told of in the same words, and its draft ends.
func TestDraftedFailsTheSame(t *testing.T) {
	with := func(row string, changes ...string) func() (*Model, Selection) {
		return func() (*Model, Selection) {
			return read(t, over(uncertainClinic(changes...), map[string]string{
				"uncertainty.csv": uncertaintyHeader + row + "\n", "uplifts.csv": clinic["uplifts.csv"] + "other,2025-04,,,,0.015,\n",
			})), Selection{Scenarios: []string{"b", "a"}, Baseline: "b"}
		}
	}
	const starts = "s,\"caseload[contract=north,currency=1].starts_per_month\",,9,11,uniform,,"
	for name, of := range map[string]func() (*Model, Selection){
		"an unknown scenario": func() (*Model, Selection) {
			m, _ := with(starts)()
			return m, Selection{Scenarios: []string{"b", "nothing"}}
		},
		"an unknown baseline": func() (*Model, Selection) {
			m, _ := with(starts)()
			return m, Selection{Baseline: "nothing"}
		},
		"nothing uncertain":             func() (*Model, Selection) { return read(t, clinic), Selection{} },
		"what is drawn moves nothing":   with("d,\"uplifts[uplift=other].net\",,0.01,0.02,uniform,,"),
		"a scenario takes it too far":   with("h,\"caseload[contract=north,currency=1].admitted_share\",,0.2,0.5,beta,,", "a,more,1,caseload,\"contract=north,currency=1\",admitted_share,multiply,3,"),
		"a scenario changes what it is": with(starts, "a,wide,1,uncertainty,parameter=s,high,set,12,"),
	} {
		t.Run(name, func(t *testing.T) {
			m, selection := of()
			_, want := NewDrawable(m, selection)
			got := make(chan error, 1)
			go func() {
				_, err := Drafted(m, selection)
				got <- err
			}()
			select {
			case err := <-got:
				if want == nil || err == nil || err.Error() != want.Error() {
					t.Errorf("%v\nwant %v", err, want)
				}
			case <-time.After(time.Minute):
				t.Fatal("it never ends")
			}
		})
	}
}
