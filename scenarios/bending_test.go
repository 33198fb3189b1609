package scenarios

import (
	"math"
	"reflect"
	"slices"
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

// Where nothing is uncertain but who comes and goes, chance itself bends cost that goes in steps and
// does not fall below what it was set up for: by all that the mean lies apart.
func TestChanceItselfBends(t *testing.T) {
	m, err := Load("westmoor")
	if err != nil {
		t.Fatal(err)
	}
	m = m.WithChance()
	m.Table("uncertainty").Rows = nil
	d, err := NewDrawable(m, Selection{Scenarios: []string{"block", "team-cut"}})
	if err != nil {
		t.Fatal(err)
	}
	drawn, err := d.Draw(t.Context(), risk.Origin{Seed: 1, Range: risk.Range{First: 2000, Until: 6000, Of: 6000}}, 0, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	var columns []int
	for column, o := range drawn.Sample.Outcomes() {
		if o.Contract < 0 && o.Provider < 0 && o.Period == (risk.Period{}) && o.Item != "surplus" {
			columns = append(columns, column)
		}
	}
	bends, err := drawn.Bends(t.Context(), columns)
	if err != nil {
		t.Fatal(err)
	}
	summaries, err := drawn.Sample.Summaries(columns, 0)
	if err != nil {
		t.Fatal(err)
	}
	for k, summary := range summaries {
		if len(bends[k]) != 1 || bends[k][0].Factor != ChanceItself {
			t.Fatalf("%+v", bends[k])
		}
		bend, apart := bends[k][0], summary.Mean-summary.Outcome.Stands
		if summary.Outcome.Item == "income" { // a block
			if bend.By != 0 || apart != 0 {
				t.Errorf("a block bends by %v, and lies %v apart", bend.By, apart)
			}
			continue
		}
		if bend.By < 10*bend.Error {
			t.Errorf("cost of scenario %d does not bend: %+v", summary.Outcome.Scenario, bend)
		}
		if within := 4 * math.Hypot(bend.Error, summary.MeanError); math.Abs(bend.By-apart) > within {
			t.Errorf("cost of scenario %d bends by %v and lies %v apart, want within %v", summary.Outcome.Scenario, bend.By, apart, within)
		}
	}
}

// With chance, factors bend what is expected as they do without it.
func TestFactorsBendBesideChance(t *testing.T) {
	m, err := Load("westmoor")
	if err != nil {
		t.Fatal(err)
	}
	var found [2][]Bends
	for k, model := range []*Model{m, m.WithChance()} {
		d, err := NewDrawable(model, Selection{Scenarios: []string{"block"}})
		if err != nil {
			t.Fatal(err)
		}
		drawn, err := d.Draw(t.Context(), risk.Origin{Seed: 1, Range: risk.Whole(1000)}, 0, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		column := slices.IndexFunc(drawn.Sample.Outcomes(), func(o risk.Outcome) bool {
			return o.Item == "cost" && o.Contract < 0 && o.Provider < 0 && o.Period == (risk.Period{})
		})
		bends, err := drawn.Bends(t.Context(), []int{column})
		if err != nil {
			t.Fatal(err)
		}
		found[k] = slices.DeleteFunc(bends[0], func(b Bends) bool { return b.Factor == ChanceItself })
		if len(found[k])+k != len(bends[0]) {
			t.Errorf("chance: %v, %+v", k == 1, bends[0])
		}
	}
	if !reflect.DeepEqual(found[0], found[1]) {
		t.Errorf("without chance %+v\nwith it %+v", found[0], found[1])
	}
}
