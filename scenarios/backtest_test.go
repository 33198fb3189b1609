package scenarios

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"parity/engine/backtest"
	"parity/engine/episodes"
	"parity/engine/records"
	"parity/engine/risk"
	"parity/tariff"
)

// backtested is a model in which people start in two currencies and move from the first to the
// second, with so many of an opening; nothing is uncertain but chance itself.
func backtested(opening string) map[string]string {
	return map[string]string{
		"model.csv":         "key,value\ntitle,Backtested (illustrative)\nstart,2024-04\nmonths,12\nchance,yes\n",
		"providers.csv":     "provider,name\nP,Provider\n",
		"commissioners.csv": "commissioner,name\nC,One\nD,Other\n",
		"currencies.csv":    "currency,name\nA,First\nB,Second\n",
		"contracts.csv":     "contract,commissioner,provider,payment,annual_value\nc,C,P,block,1\nd,D,P,block,1\n",
		"caseload.csv":      "contract,currency,opening,starts_per_month,mean_stay_days\nc,A," + opening + ",40,150\nc,B,120,5,200\nd,A,30,2,90\n",
		"moves.csv":         "contract,from_currency,to_currency,share\nc,A,B,0.3\n",
	}
}

// lived are the lives of people as backtested has them, of 200 of an opening: those of the
// opening stay on as anybody does, and those who start do so on any day of the year.
func lived(chance *rand.Rand) []episodes.Episode {
	begin := records.DateIn(tariff.NewMonth(2024, 4), 1)
	var all []episodes.Episode
	person := int32(0)
	live := func(commissioner, currency int32, start int, at float64) {
		person++
		for {
			to := at + chance.ExpFloat64()*[2][2]float64{{150, 200}, {90, 0}}[commissioner][currency]
			end := int(math.Floor(to))
			all = append(all, episodes.Episode{Person: person, Commissioner: commissioner, Currency: currency, Start: begin.AddDays(start), End: begin.AddDays(end), Record: int64(len(all))})
			if commissioner != 0 || currency != 0 || chance.Float64() >= 0.3 {
				return
			}
			start, at, currency = end, to, 1
		}
	}
	for _, p := range []struct {
		commissioner, currency int32
		opening                int
		starts                 float64
	}{{0, 0, 200, 40}, {0, 1, 120, 5}, {1, 0, 30, 2}} {
		for range p.opening {
			live(p.commissioner, p.currency, -1, 0)
		}
		first := 0.0
		for month := range 12 {
			days := float64(records.DaysOf(begin.Month() + tariff.Month(month)))
			for at := first + chance.ExpFloat64()*days/p.starts; at < first+days; at += chance.ExpFloat64() * days / p.starts {
				live(p.commissioner, p.currency, int(at), at)
			}
			first += days
		}
	}
	return all
}

// hold holds a model to so many lives, and gives its errors of single places by measure and of
// people at the end of the year.
func hold(t *testing.T, files map[string]string, lives int) (all map[tariff.Measure]backtest.Scores, atEnd backtest.Scores) {
	t.Helper()
	drawable, err := NewDrawable(read(t, files), Selection{})
	if err != nil {
		t.Fatal(err)
	}
	until := records.DateIn(tariff.NewMonth(2025, 4), 1)
	cells := map[tariff.Measure][]backtest.Cell{}
	var last []backtest.Cell
	for life := range lives {
		b, err := NewBacktest(BacktestAsked{Study: drawable.Study, Timelines: episodes.NewTimelines(lived(rand.New(rand.NewPCG(11, uint64(life)))), until), Counted: records.Window{From: tariff.NewMonth(2024, 4), Months: 12}})
		if err != nil {
			t.Fatal(err)
		}
		if err := b.Draw(context.Background(), drawable, risk.Origin{Seed: 3, Range: risk.Whole(1000)}, 0, nil, nil); err != nil {
			t.Fatal(err)
		}
		for _, test := range b.Tests {
			for _, s := range test.Of(BacktestPlace) {
				cells[test.Measure] = append(cells[test.Measure], s.Cells...)
				if test.Measure == tariff.Person {
					last = append(last, s.Cells[11])
				}
			}
		}
	}
	all = map[tariff.Measure]backtest.Scores{}
	for measure, of := range cells {
		all[measure] = backtest.Score(of)
	}
	return all, backtest.Score(last)
}

// People whose stays, starts and moves are the model's: it is right on the average, its
// intervals hold what happens about as often as they say, and it beats no change.
func TestBacktestOfLivesAsTheModelHasThem(t *testing.T) {
	all, atEnd := hold(t, backtested("200"), 60)
	for measure, s := range all {
		t.Logf("%s: mean error %.3f, RMSE %.3f, %d of %d inside", measure, s.Mean, s.RootMeanSquare, s.Inside, s.Intervals)
		// Months of one life lean on each other: there are as many errors of their own as lives
		// and places, at least.
		if bound := 3 * s.RootMeanSquare / math.Sqrt(60*3); math.Abs(s.Mean) > bound {
			t.Errorf("%s: a mean error of %v, beyond %v", measure, s.Mean, bound)
		}
		// Whole people lie on the ends of an interval, which are in it: of few people more than
		// 80% are inside.
		if inside := float64(s.Inside) / float64(s.Intervals); inside < 0.77 || inside > 0.91 {
			t.Errorf("%s: %v inside the 80%% intervals", measure, inside)
		}
		if measure == tariff.Person && !s.Against[backtest.NoChange].Nearer() {
			t.Errorf("people: %+v does not beat no change", s.Against[backtest.NoChange])
		}
	}
	if math.Abs(atEnd.Mean) > 3*atEnd.RootMeanSquare/math.Sqrt(60*3) {
		t.Errorf("at the end a mean error of %v", atEnd.Mean)
	}
}

// A model that begins with half as many people again as there are is found out.
func TestBacktestOfAModelThatIsWrong(t *testing.T) {
	all, _ := hold(t, backtested("300"), 5)
	s := all[tariff.Person]
	if s.Mean < 5 || float64(s.Inside)/float64(s.Intervals) > 0.75 {
		t.Errorf("a mean error of %v, and %d of %d inside", s.Mean, s.Inside, s.Intervals)
	}
}

// Sums of places are sums, each month, and have intervals of their own that are narrower than
// the sum of those they are of.
func TestBacktestSeriesAreSums(t *testing.T) {
	drawable, err := NewDrawable(read(t, backtested("200")), Selection{})
	if err != nil {
		t.Fatal(err)
	}
	b, err := NewBacktest(BacktestAsked{Study: drawable.Study, Timelines: episodes.NewTimelines(lived(rand.New(rand.NewPCG(5, 5))), records.DateIn(tariff.NewMonth(2025, 4), 1)), Counted: records.Window{From: tariff.NewMonth(2024, 4), Months: 12}})
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Draw(context.Background(), drawable, risk.Origin{Seed: 3, Range: risk.Whole(1000)}, 0, nil, nil); err != nil {
		t.Fatal(err)
	}
	result := drawable.Study.Scenarios[0].Result
	for _, test := range b.Tests {
		kinds := map[BacktestKind]int{}
		for _, s := range test.Series {
			kinds[s.Kind]++
			for i, c := range s.Cells {
				var projected, happened, spread float64
				for _, place := range test.Of(BacktestPlace) {
					if (s.Contract == "" || s.Contract == place.Contract) && (s.Currency == "" || s.Currency == place.Currency) {
						projected += place.Cells[i].Projected
						happened += place.Cells[i].Happened
						spread += place.Cells[i].High - place.Cells[i].Low
					}
				}
				if math.Abs(projected-c.Projected) > 1e-6 || happened != c.Happened || c.High-c.Low > spread+1e-6 {
					t.Fatalf("%s %v month %d: %+v, places come to %v, %v, %v", test.Measure, s.Kind, i, c, projected, happened, spread)
				}
			}
		}
		if want := (map[BacktestKind]int{BacktestAll: 1, BacktestContract: 2, BacktestCurrency: 2, BacktestPlace: 3}); len(kinds) != len(want) || kinds[BacktestContract] != 2 || kinds[BacktestPlace] != 3 {
			t.Errorf("series %v, want %v", kinds, want)
		}
		first := test.Of(BacktestPlace)[0]
		if got, want := first.Cells[3].Projected, result.Activity.Contracts[0].Currencies[0].Measures[test.Measure][3].Units(); got != want {
			t.Errorf("%s projected %v, the run has %v", test.Measure, got, want)
		}
	}
	if all := b.Tests[0].Series[0]; all.Opening != 350 || all.OpeningCounted != 350 {
		t.Errorf("an opening of %v, counted %v", all.Opening, all.OpeningCounted)
	}
}

func TestBacktestRefuses(t *testing.T) {
	study, err := Simulate(read(t, backtested("200")), Selection{})
	if err != nil {
		t.Fatal(err)
	}
	april := tariff.NewMonth(2024, 4)
	lines := episodes.NewTimelines(lived(rand.New(rand.NewPCG(5, 5))), records.DateIn(april+12, 1))
	for name, c := range map[string]struct {
		counted records.Window
		words   string
	}{
		"months after the start alone": {records.Window{From: april + 1, Months: 5}, "the records are whole from 2024-05 to 2024-09: no month to compare"},
		"months before it alone":       {records.Window{From: april - 9, Months: 9}, "whole from 2023-07 to 2024-03: no month to compare"},
		"no whole month":               {records.Window{}, "the records have no whole month"},
	} {
		_, err := NewBacktest(BacktestAsked{Study: study, Timelines: lines, Counted: c.counted})
		if short := (*NotCoveredError)(nil); !errors.As(err, &short) || !strings.Contains(err.Error(), c.words) {
			t.Errorf("%s: %v", name, err)
		}
	}
	nobody := episodes.NewTimelines(nil, records.DateIn(april+12, 1))
	if _, err := NewBacktest(BacktestAsked{Study: study, Timelines: nobody, Counted: records.Window{From: april, Months: 12}}); err == nil || !strings.Contains(err.Error(), "(c, d)") {
		t.Errorf("records of nobody: %v", err)
	}
}

// Northshire's intervals lie around what it projects.
func TestBacktestIntervalsLieAroundTheProjection(t *testing.T) {
	m := loaded(t, "northshire")
	drawable, err := NewDrawable(m, Selection{Scenarios: []string{BaselineOf(m)}})
	if err != nil {
		t.Fatal(err)
	}
	model := drawable.Study.Scenarios[0].Result.Model
	var all []episodes.Episode
	for k := range model.Contracts {
		c := &model.Contracts[k]
		all = append(all, episodes.Episode{Person: int32(k), Provider: int32(c.Provider), Commissioner: int32(c.Commissioner), Currency: 1, Start: records.DateIn(model.Start-1, 1)})
	}
	b, err := NewBacktest(BacktestAsked{Study: drawable.Study, Timelines: episodes.NewTimelines(all, records.DateIn(model.Start+12, 1)), Counted: records.Window{From: model.Start, Months: 12}})
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Draw(context.Background(), drawable, risk.Origin{Seed: 1, Range: risk.Whole(1000)}, 0, nil, nil); err != nil {
		t.Fatal(err)
	}
	for _, test := range b.Tests {
		for _, s := range test.Series {
			for i, c := range s.Cells {
				if !(c.Low < c.Projected && c.Projected < c.High) {
					t.Fatalf("%s of %s %s after %d months: %v to %v around %v", test.Measure, s.Contract, s.Currency, i+1, c.Low, c.High, c.Projected)
				}
			}
		}
	}
	if b.EndError <= 0 || b.EndError > 0.1 {
		t.Errorf("ends are known to %v of the width", b.EndError)
	}
}
