package scenarios

import (
	"math"
	"testing"

	"parity/engine/risk"
)

// What bends a mean is what Drivers finds to, from another 1,000 draws and with all else as the
// cells stand: here the middles of all intervals are the cells.
func TestWhatBendsIsWhatDrives(t *testing.T) {
	d := northshireDrawn(t, []string{
		"volume,caseload.starts_per_month,multiply,0.7,1.3,pert,,",
		"uplift,uplifts.cost_uplift,add,-0.01,0.01,normal,,",
	}, nil)
	drawn, err := d.Draw(t.Context(), risk.Origin{Seed: 1, Range: risk.Whole(1000)}, 0, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	column := -1
	for c, o := range drawn.Sample.Outcomes() {
		if d.Scenarios[o.Scenario].Key == "capped" && o.Item == "income" && o.Contract < 0 && o.Provider < 0 && o.Period == (risk.Period{}) {
			column = c
		}
	}
	bends, err := drawn.Bends(t.Context(), []int{column})
	if err != nil {
		t.Fatal(err)
	}
	found, err := d.Drivers(t.Context(), Driving{Result: "income", Scenario: "capped", Draws: 1000, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	if len(bends[0]) == 0 || math.Abs(bends[0][0].By) < 3*bends[0][0].Error {
		t.Fatalf("a cap does not bend: %+v", bends[0])
	}
	for _, b := range bends[0] {
		for _, want := range found.Drivers.Drivers {
			if within := 4 * math.Hypot(b.Error, want.BendError); want.Name == b.Factor && math.Abs(b.By-want.Bend) > within {
				t.Errorf("%s bends by %v, want %v within %v", b.Factor, b.By, want.Bend, within)
			}
		}
	}
}

// Where people come and go one by one nothing is named.
func TestChanceIsNotBent(t *testing.T) {
	d, err := NewDrawable(read(t, oneCluster("K,2,5,2,20\n", "12")), Selection{})
	if err != nil {
		t.Fatal(err)
	}
	drawn, err := d.Draw(t.Context(), risk.Origin{Seed: 1, Range: risk.Whole(1000)}, 0, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	bends, err := drawn.Bends(t.Context(), []int{0})
	if err != nil || len(bends) != 1 || bends[0] != nil {
		t.Errorf("%v, %v", bends, err)
	}
}
