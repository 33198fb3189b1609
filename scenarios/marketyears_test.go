package scenarios

import (
	"testing"

	"parity/engine"
	"parity/tariff"
)

// What an incumbent loses year by year sums to what it loses over the run, and steps are
// stranded only while they are held: in Westmoor the three months of their lag.
func TestAMarketYearByYearIsTheMarketOverTheRun(t *testing.T) {
	found := 0
	for _, name := range []string{"westmoor", "northshire"} {
		study, err := Simulate(loaded(t, name), Selection{})
		if err != nil {
			t.Fatal(err)
		}
		for i := range study.Scenarios {
			s := &study.Scenarios[i]
			if s.Result.WithoutMarket == nil {
				continue
			}
			for _, e := range engine.MarketEffects(s.Result, s.Result.WithoutMarket) {
				found++
				var income, cost, stranded tariff.Pence
				for _, year := range e.Years {
					income, cost = income+year.Income, cost+year.Cost.Pence
					stranded += year.StrandedSemiFixed.Pence + year.StrandedFixed.Pence
				}
				if want := e.Incumbent.Income - e.IncumbentWithout.Income; income != want {
					t.Errorf("%s: income changes by %v over the years, and by %v over the run", name, income, want)
				}
				if want := e.Incumbent.Cost.Pence - e.IncumbentWithout.Cost.Pence; cost != want {
					t.Errorf("%s: cost changes by %v over the years, and by %v over the run", name, cost, want)
				}
				if stranded != e.Stranded.Pence {
					t.Errorf("%s: %v is stranded over the years, and %v over the run", name, stranded, e.Stranded.Pence)
				}
				let, after := e.Years[1], e.Years[2]
				if name == "westmoor" && (let.StrandedSemiFixed.Pence <= 0 || after.StrandedSemiFixed.Pence != 0 || after.StrandedFixed.Pence <= 0) {
					t.Errorf("westmoor: steps %v and then %v, fixed %v", let.StrandedSemiFixed.Pence, after.StrandedSemiFixed.Pence, after.StrandedFixed.Pence)
				}
			}
		}
	}
	if found != 2 {
		t.Errorf("%d markets, want 2", found)
	}
}
