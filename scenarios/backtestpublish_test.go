package scenarios

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"parity/engine/episodes"
	"parity/engine/records"
	"parity/tariff"
)

// What is published depends on nothing that is left out: whatever days a few people of a place
// have, every series is the same, and there is none of that place.
func TestBacktestPublicationHoldsNothingOfWhatIsLeftOut(t *testing.T) {
	study, err := Simulate(read(t, backtested("200")), Selection{})
	if err != nil {
		t.Fatal(err)
	}
	begin := records.DateIn(tariff.NewMonth(2024, 4), 1)
	rapid.Check(t, func(t *rapid.T) {
		var many []episodes.Episode // in two places, of whom five at least are always there
		for k := range int32(rapid.IntRange(5, 9).Draw(t, "people")) {
			for currency := range int32(2) {
				e := episodes.Episode{Person: 2*k + currency, Currency: currency, Start: begin.AddDays(-rapid.IntRange(400, 500).Draw(t, "before"))}
				if k >= 5 {
					e.End = begin.AddDays(rapid.IntRange(0, 300).Draw(t, "end"))
				}
				many = append(many, e)
			}
		}
		published := func(label string) string {
			all := slices.Clone(many)
			for k := range int32(rapid.IntRange(1, 4).Draw(t, label)) {
				start := begin.AddDays(rapid.IntRange(-300, 200).Draw(t, "start"))
				all = append(all, episodes.Episode{Person: 100 + k, Commissioner: 1, Start: start, End: start.AddDays(rapid.IntRange(40, 160).Draw(t, "stay"))})
			}
			b, err := NewBacktest(BacktestAsked{Study: study, Timelines: episodes.NewTimelines(all, begin.AddMonths(12)), Counted: records.Window{From: begin.Month() - 12, Months: 24}, Publish: true})
			if err != nil {
				t.Fatal(err)
			}
			people := b.Tests[0]
			if len(people.Of(BacktestPlace)) != 2 || people.Withheld != 1 || len(people.Of(BacktestContract)) != 1 {
				t.Fatalf("published: %+v", people)
			}
			return fmt.Sprint(b.Tests[0], b.Tests[2])
		}
		if one, other := published("few"), published("other few"); one != other {
			t.Fatalf("the few people show:\n%s\n%s", one, other)
		}
	})
}

// Of a place with many people of whom four started in a month, starts are left out and people told; of
// one with five both are.
func TestBacktestPublicationOfStarts(t *testing.T) {
	study, err := Simulate(read(t, backtested("200")), Selection{})
	if err != nil {
		t.Fatal(err)
	}
	begin := records.DateIn(tariff.NewMonth(2024, 4), 1)
	for started, want := range map[int]int{0: 3, 4: 2, 5: 3} { // in the two others nobody starts
		var all []episodes.Episode
		for k := range int32(20) {
			all = append(all, episodes.Episode{Person: k, Start: begin.AddDays(-1000)})
		}
		for k := range int32(started) {
			all = append(all, episodes.Episode{Person: 100 + k, Start: begin.AddDays(40)})
		}
		all = append(all, episodes.Episode{Person: 200, Commissioner: 1, Currency: 1, Start: begin.AddDays(-1000)}) // that the contract is named
		b, err := NewBacktest(BacktestAsked{Study: study, Timelines: episodes.NewTimelines(all, begin.AddMonths(6)), Counted: records.Window{From: begin.Month() - 24, Months: 30}, Publish: true})
		if err != nil {
			t.Fatal(err)
		}
		if people, starts := len(b.Tests[0].Of(BacktestPlace)), len(b.Tests[1].Of(BacktestPlace)); people != 3 || starts != want {
			t.Errorf("%d started: people of %d places and starts of %d, want 3 and %d", started, people, starts, want)
		}
	}
}

// A few people more in a large place move what is published of it by nothing, or in a month by what five
// people come to; and where they move no count by that, nothing else that is published tells of
// them: no forecast, no scale, no opening. So whoever holds months, measures or two publications
// against each other does not learn of one to four who came or left.
func TestBacktestPublicationHidesComingAndGoing(t *testing.T) {
	study, err := Simulate(read(t, backtested("200")), Selection{})
	if err != nil {
		t.Fatal(err)
	}
	begin := records.DateIn(tariff.NewMonth(2024, 4), 1)
	window := records.Window{From: begin.Month() - 24, Months: 36}
	same, apart := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		var large []episodes.Episode
		for k := range int32(rapid.IntRange(5, 40).Draw(t, "people")) {
			large = append(large, episodes.Episode{Person: k, Start: begin.AddDays(-800)})
			for m := range int32(36) { // others come on the first of each month, and leave on its last day
				e := episodes.Episode{Person: 100 + 36*k + m, Start: records.DateIn(window.From+tariff.Month(m), 1)}
				e.End = e.Start.AddDays(27)
				large = append(large, e)
			}
		}
		few := slices.Clone(large)
		for q := range int32(rapid.IntRange(1, 4).Draw(t, "few")) {
			start := begin.AddDays(rapid.IntRange(-700, 340).Draw(t, "start"))
			few = append(few, episodes.Episode{Person: 5000 + q, Start: start, End: start.AddDays(rapid.IntRange(1, 200).Draw(t, "stay"))})
		}
		publish := func(all []episodes.Episode) *Backtest {
			b, err := NewBacktest(BacktestAsked{Study: study, Timelines: episodes.NewTimelines(all, window.End()), Counted: window, Publish: true})
			if err != nil {
				t.Fatal(err)
			}
			return b
		}
		without, with := publish(large), publish(few)
		for i := range with.Tests {
			measure := with.Tests[i].Measure
			if len(with.Tests[i].Series) < 4 || len(without.Tests[i].Series) != len(with.Tests[i].Series) {
				t.Fatalf("%s: %d and %d series", measure, len(without.Tests[i].Series), len(with.Tests[i].Series))
			}
			for k, s := range with.Tests[i].Series {
				for m := range s.Cells {
					step := 5.0
					if measure == tariff.Day {
						step *= float64(records.DaysOf(begin.Month() + tariff.Month(m)))
					}
					a, b := without.Tests[i].Series[k].Cells[m].Happened, s.Cells[m].Happened
					if math.Mod(b, step) != 0 || b != a && b != a+step {
						t.Fatalf("%s of %v, month %d: %v without them, %v with them, in steps of %v", measure, s.Kind, m, a, b, step)
					}
				}
			}
		}
		fives := func(all []episodes.Episode) string { // counted day by day
			people, starts, days := make([]int, 37), make([]int, 37), make([]int, 37)
			for _, e := range all {
				for m := range 37 { // of the month before, and of each
					first := records.DateIn(window.From+tariff.Month(m-1), 1)
					for day := first; day.Month() == first.Month(); day = day.AddDays(1) {
						if day >= e.Start && (e.End == 0 || day < e.End) {
							days[m]++
							if day.AddDays(1).Day() == 1 {
								people[m]++
							}
						}
						if day == e.Start {
							starts[m]++
						}
					}
				}
			}
			for m := range people {
				month := 5 * float64(records.DaysOf(window.From+tariff.Month(m-1)))
				people[m], starts[m], days[m] = int(math.Round(float64(people[m])/5)), int(math.Round(float64(starts[m])/5)), int(math.Round(float64(days[m])/month))
			}
			return fmt.Sprint(people, starts[1:], days[1:])
		}
		if fives(large) != fives(few) {
			apart++
			return
		}
		same++
		if one, other := fmt.Sprint(without.Tests), fmt.Sprint(with.Tests); one != other {
			t.Fatalf("the few people show:\n%s\n%s", one, other)
		}
	})
	if same == 0 || apart == 0 {
		t.Errorf("%d publications counted the same and %d did not: the test looks at nothing", same, apart)
	}
}
