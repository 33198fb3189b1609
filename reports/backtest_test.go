package reports

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"parity/engine/backtest"
	"parity/engine/episodes"
	"parity/engine/records"
	"parity/scenarios"
	"parity/scenarios/extract"
	"parity/tariff"
)

// nationalBacktest is as large as a page gets: millions of people, two years, more currencies
// than are shown, long names.
func nationalBacktest() *Backtest {
	cells := func(size float64) []backtest.Cell {
		all := make([]backtest.Cell, 24)
		for i := range all {
			all[i] = backtest.Cell{Projected: size * 1.2, Happened: size, Naive: [2]float64{size * 0.95, size * 1.3}, Low: size * 0.9, High: size * 1.4, Scale: size / 100}
		}
		return all
	}
	b := &Backtest{
		Backtest: &scenarios.Backtest{
			Study:   &scenarios.Study{Model: &scenarios.Model{Name: "a-national-model-with-a-long-name"}, Scenarios: []scenarios.Scenario{{Key: "as-given+with-more-people+and-longer-stays"}}},
			Counted: records.Window{From: tariff.NewMonth(2022, 4), Months: 48}, Start: tariff.NewMonth(2024, 4), Months: 24, Draws: 10000, Seed: 1, EndError: 0.0123,
			Unmatched: 12, UnmatchedPeople: 1234567,
		},
		Extract: "all-of-england.csv.gz", Read: &extract.Read{Records: 87_654_321, Refused: 1_234_567, Counts: []extract.Count{{Records: 1_234_567, Column: "start", Reason: "a day that the calendar does not have"}}},
		Found: episodes.Found{TwoAtOnce: 7_654_321}, Until: records.DateIn(tariff.NewMonth(2026, 4), 1),
	}
	for _, measure := range backtest.Measures() {
		test := scenarios.BacktestMeasure{Measure: measure}
		add := func(kind scenarios.BacktestKind, contract, currency string, size float64) {
			test.Series = append(test.Series, scenarios.BacktestSeries{Kind: kind, Contract: contract, Currency: currency, Opening: size, OpeningCounted: size, Cells: cells(size)})
		}
		add(scenarios.BacktestAll, "", "", 54_321_000)
		for k := range 3 {
			add(scenarios.BacktestContract, fmt.Sprintf("north-east-and-north-%d", k), "", 876_543)
		}
		for k := range 40 {
			add(scenarios.BacktestCurrency, "", fmt.Sprintf("MAA%02dA", k), 876_543)
		}
		add(scenarios.BacktestPlace, "north-east-and-north-0", "MAA00A", 876_543)
		b.Tests = append(b.Tests, test)
	}
	return b
}

func TestBacktestPageIsEightyWide(t *testing.T) {
	var page bytes.Buffer
	if err := WriteBacktest(&page, nationalBacktest()); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(page.String()) {
		if width := utf8.RuneCountInString(strings.TrimRight(line, "\n")); width > pageWidth {
			t.Errorf("%d columns: %s", width, line)
		}
	}
	if !strings.Contains(page.String(), "first 25 of 40") || strings.Contains(page.String(), "MAA25A") {
		t.Error("the page does not show the first 25 currencies of 40")
	}
}

func TestBacktestVerdicts(t *testing.T) {
	none := math.NaN()
	series := func(kind scenarios.BacktestKind, projected float64, lastYear float64) scenarios.BacktestSeries {
		return scenarios.BacktestSeries{Kind: kind, Cells: []backtest.Cell{{Projected: projected, Happened: 100, Naive: [2]float64{90, lastYear}, Low: none, High: none, Scale: none}}}
	}
	b := nationalBacktest()
	for name, c := range map[string]struct {
		measure tariff.Measure
		before  int // months counted before the run
		series  []scenarios.BacktestSeries
		want    string
	}{
		"beats both": {tariff.Person, 24, []scenarios.BacktestSeries{series(scenarios.BacktestAll, 104, 120), series(scenarios.BacktestCurrency, 104, 120), series(scenarios.BacktestCurrency, 130, 120)},
			"People at the month's end: the model beats no change in all (mean absolute error 4.0 against 10.0, 0.40 of it) and is nearer in 1 of 2 currencies; it beats last year's growth in all (mean absolute error 4.0 against 20.0, 0.20 of it) and is nearer in 1 of 2 currencies."},
		"as near as no change": {tariff.Person, 24, []scenarios.BacktestSeries{series(scenarios.BacktestAll, 90, 95), series(scenarios.BacktestCurrency, 90, 95)},
			"People at the month's end: the model does not beat no change in all (mean absolute error 10.0 against 10.0, 1.00 of it) and is nearer in 0 of 1 currency; it does not beat last year's growth in all (mean absolute error 10.0 against 5.0, 2.00 of it) and is nearer in 0 of 1 currency."},
		"months missing": {tariff.Start, 13, []scenarios.BacktestSeries{series(scenarios.BacktestAll, 104, none), series(scenarios.BacktestCurrency, 104, none)},
			"Starts in the month: the model beats no change in all (mean absolute error 4.0 against 10.0, 0.40 of it) and is nearer in 1 of 1 currency; it is not held to last year's growth (the records are whole for 13 months before the model begins, and it needs 24)."},
		"nobody a year before": {tariff.Day, 24, []scenarios.BacktestSeries{series(scenarios.BacktestAll, 104, none), series(scenarios.BacktestCurrency, 104, none)},
			"Person-days in the month: the model beats no change in all (mean absolute error 4.0 against 10.0, 0.40 of it) and is nearer in 1 of 1 currency; it is not held to last year's growth (nobody was there a year before)."},
		"all withheld": {tariff.Day, 24, nil, "Person-days in the month: nothing to compare."},
	} {
		b.Counted.From = b.Start - tariff.Month(c.before)
		if got := b.verdict(&scenarios.BacktestMeasure{Measure: c.measure, Series: c.series}); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", name, got, c.want)
		}
	}
}

func TestFigureText(t *testing.T) {
	for x, want := range map[float64]string{0: "0.0", -0.04: "0.0", 12.34: "12.3", -12.34: "-12.3", 99.94: "99.9", 99.96: "100", -123: "-123", 1234.5: "1,234", -123456: "-123,456", 999_999.4: "999,999", 999_999.6: "1.00m", -54_321_000: "-54.32m"} {
		if got := figureText(x); got != want {
			t.Errorf("%v is written %s, want %s", x, got, want)
		}
	}
	if got := figureText(math.NaN()) + figureText(math.Inf(1)) + ratioText(math.NaN()); got != "---" {
		t.Errorf("what is not known is written %s", got)
	}
}
