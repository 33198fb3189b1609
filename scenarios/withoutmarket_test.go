package scenarios

import (
	"math"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"parity/engine"
	"parity/tariff"
)

// Westmoor's market is the tariff with people let, so that what would be without it is what the
// scenario tariff gives: income, cost, what is stranded and person-years, month by month; and
// what a bid at the tariff would be paid is what activity is worth there.
func TestWhatWouldBeWithoutAMarketIsTheScenarioWithout(t *testing.T) {
	study := simulated(t, "westmoor", "tariff", "market")
	type place struct {
		item, contract, provider, currency string
		month                              tariff.Month
	}
	facts := func(scenario string, rename func(string) string) map[place]decimal.Decimal {
		sums := map[place]decimal.Decimal{}
		for f := range study.result(t, scenario).Facts() {
			if item := rename(f.Item); item != "" && f.Provider == "WMT" {
				at := place{item, f.Contract, f.Provider, f.Currency, f.Month}
				sums[at] = sums[at].Add(f.Value.Decimal())
			}
		}
		return sums
	}
	got := facts("market", func(item string) string {
		if name, is := strings.CutSuffix(item, "_without_market"); is && name != "person_years" {
			return name
		}
		if item == "bid_value/tariff" {
			return "value"
		}
		return ""
	})
	want := facts("tariff", func(item string) string {
		switch item {
		case engine.ItemIncome:
			return item
		case engine.ItemCostVariable, engine.ItemCostSemiFixed, engine.ItemCostFixed:
			return "cost"
		case engine.ItemCostStranded:
			return "stranded"
		case engine.ItemActivityValue:
			return "value"
		}
		return ""
	})
	if len(got) != len(want) || len(want) != 36*(1+4+1+4) {
		t.Fatalf("%d figures without the market, and %d of the tariff", len(got), len(want))
	}
	for at, sum := range want {
		if !got[at].Equal(sum) {
			t.Errorf("%v: %v, want %v", at, got[at], sum)
		}
	}
}

// Each item is traced to what the fact says; and the casemix index of a month is the average
// price of who stays over that of all, at the tariff, worked out from the facts.
func TestWhatWouldBeWithoutAMarketIsTraced(t *testing.T) {
	study := simulated(t, "westmoor", "tariff", "market")
	at := len(study.Scenarios) - 1
	may := tariff.NewMonth(2026, 5)
	traced, indices := map[string]bool{}, 0
	for f := range study.Scenarios[at].Result.Facts() {
		if f.Month != may || !ofMarket(f.Item) {
			continue
		}
		name, _, _ := strings.Cut(f.Item, "/")
		traced[name] = true
		n := trace(t, study, at, whereOf(&f, true))
		if n.Missing != f.Value.Missing || !n.Value.Equal(f.Value.Decimal()) {
			t.Errorf("%s is %v, and its trace %v", whereOf(&f, true), f.Value.Decimal(), n.Value)
		}
		bearsOut(t, whereOf(&f, true), n)
		if f.Item != engine.ItemCasemix || f.Measure != tariff.Assessment.String() {
			continue
		}
		indices++
		average := func(quantities string) float64 { // at the tariff's prices
			var worth, sum float64
			price := map[string]float64{}
			for of := range study.result(t, "tariff").Facts() {
				if of.Month == may && of.Item == engine.ItemUnitPrice && of.Measure == f.Measure {
					price[of.Currency] = of.Value.Float()
				}
			}
			for of := range study.result(t, quantities).Facts() {
				if of.Month == may && of.Item == f.Measure && of.Contract == "westmoor" {
					worth, sum = worth+of.Value.Float()*price[of.Currency], sum+of.Value.Float()
				}
			}
			return worth / sum
		}
		if want := average("market") / average("tariff"); math.Abs(f.Value.Float()-want) > 1e-5 || want < 1.01 {
			t.Errorf("a casemix index of %v, want %v", f.Value.Float(), want)
		}
	}
	if len(traced) != 6 || indices != 1 {
		t.Errorf("traced %v, with %d indices of assessments", traced, indices)
	}
}

func TestWhatWouldBeWithoutAMarketIsNotThereWithoutOne(t *testing.T) {
	study := simulated(t, "westmoor", "tariff", "market")
	for f := range study.result(t, "tariff").Facts() {
		if ofMarket(f.Item) {
			t.Fatalf("%s in a scenario without a market", f.Item)
		}
	}
	const block, market = 0, 2 // the baseline comes first
	for _, c := range []struct {
		scenario   int
		item, says string
	}{
		{block, "income_without_market", "nobody is let to another provider in it"},
		{market, "casemix_index/2026-27", "rates do not add up; name one month, contract and measure, as casemix_index/2026-04/contract=westmoor/measure=assessment"},
		{market, "bid_value/tarif", "bid_value is of one schedule, as bid_value/tariff; did you mean tariff?"},
	} {
		if _, err := traceOf(study, c.scenario, c.item, 2); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %q", c.item, err, c.says)
		}
	}
	if _, err := ParseGoal("income_without_market", study.Scenarios[0].Result.Model); err == nil || !strings.Contains(err.Error(), "nobody let, which is not run for this") {
		t.Errorf("asked for as a goal: %v", err)
	}
}
