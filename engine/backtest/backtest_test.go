package backtest

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

var april = tariff.NewMonth(2024, 4)

// steady is a count of the three years before April 2024 and the year after in which people
// grow by a yearly factor, and 10 start a day.
func steady(growth float64) *Count {
	c := NewCount(records.Window{From: april - 36, Months: 48})
	c.Before = 1000
	for i := range c.People {
		c.People[i] = 1000 * math.Pow(growth, float64(i+1)/12)
		days := float64(records.DaysOf(c.From + tariff.Month(i)))
		c.Starts[i] = 10 * days * math.Pow(growth, (float64(i)+0.5)/12)
		c.Days[i] = days * 1000 * math.Pow(growth, (float64(i)+0.5)/12)
	}
	return c
}

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-9*max(1, math.Abs(a), math.Abs(b)) }

func TestForecastsOfWhatNeverChanges(t *testing.T) {
	c := steady(1)
	for _, measure := range Measures() {
		for _, naive := range Naives() {
			for i, x := range c.Forecast(naive, measure, april, 12) {
				if want := c.Of(measure)[36+i]; !near(x, want) {
					t.Errorf("%s of %s after %d months: %v, want %v", naive, measure, i+1, x, want)
				}
			}
		}
	}
}

// Steady growth goes on as it went; starts are averaged over years, which bends them by less
// than one in a thousand.
func TestLastYearsGrowthGoesOn(t *testing.T) {
	c := steady(1.1)
	for measure, allowed := range map[tariff.Measure]float64{tariff.Person: 1e-9, tariff.Day: 1e-9, tariff.Start: 1e-3} {
		for i, x := range c.Forecast(LastYear, measure, april, 12) {
			if want := c.Of(measure)[36+i]; math.Abs(x/want-1) > allowed {
				t.Errorf("%s after %d months: %v, want %v", measure, i+1, x, want)
			}
		}
	}
	if got := c.Forecast(NoChange, tariff.Person, april, 12)[11]; !near(got, c.Opening(april)) {
		t.Errorf("no change has %v people, the opening is %v", got, c.Opening(april))
	}
}

// What a forecast and a scale need, and what there is without it.
func TestHowFarBackForecastsLook(t *testing.T) {
	whole := steady(1.1)
	for _, c := range []struct {
		months             int // counted before April 2024
		people, starts     [naives]bool
		scaled, scaledFlow bool
	}{
		{0, [naives]bool{true, false}, [naives]bool{false, false}, false, false},
		{1, [naives]bool{true, false}, [naives]bool{true, false}, false, false},
		{11, [naives]bool{true, false}, [naives]bool{true, false}, false, false},
		{12, [naives]bool{true, true}, [naives]bool{true, false}, true, true},
		{23, [naives]bool{true, true}, [naives]bool{true, false}, true, true},
		{24, [naives]bool{true, true}, [naives]bool{true, true}, true, true},
	} {
		short := NewCount(records.Window{From: april - tariff.Month(c.months), Months: c.months + 3})
		short.Before = 7
		for i := range short.People {
			at := 36 - c.months + i
			short.People[i], short.Starts[i], short.Days[i] = whole.People[at], whole.Starts[at], whole.Days[at]
		}
		for _, naive := range Naives() {
			if got := short.Forecast(naive, tariff.Person, april, 3) != nil; got != c.people[naive] {
				t.Errorf("%d months before: %s of people: %v", c.months, naive, got)
			}
			if got := short.Forecast(naive, tariff.Start, april, 3) != nil; got != c.starts[naive] {
				t.Errorf("%d months before: %s of starts: %v", c.months, naive, got)
			}
		}
		if got := !math.IsNaN(short.Scale(tariff.Person, april)); got != c.scaled {
			t.Errorf("%d months before: a scale of people: %v", c.months, got)
		}
		if got := !math.IsNaN(short.Scale(tariff.Start, april)); got != c.scaledFlow {
			t.Errorf("%d months before: a scale of starts: %v", c.months, got)
		}
	}
	empty := NewCount(records.Window{From: april - 12, Months: 13})
	if empty.Forecast(LastYear, tariff.Person, april, 1) != nil {
		t.Error("growth from nobody")
	}
	if !math.IsNaN(empty.Scale(tariff.Person, april)) {
		t.Error("a scale of what never moved")
	}
}

func TestScaleByHand(t *testing.T) {
	c := NewCount(records.Window{From: april - 12, Months: 12})
	c.Before = 100
	for i := range c.People {
		c.People[i] = 100 + float64(i+1)*float64(1-2*(i%2)) // 101, 98, 103, 96, ... 88: moves of 1, 3, 5, ... 23
		c.Starts[i] = float64(i % 2)
	}
	if got := c.Scale(tariff.Person, april); got != 12 {
		t.Errorf("people moved by %v a month, want 12", got)
	}
	if got := c.Scale(tariff.Start, april); got != 1 {
		t.Errorf("starts moved by %v a month, want 1", got)
	}
}

// drawCells are cells with or without forecasts, intervals and scales.
func drawCells(t *rapid.T) []Cell {
	number := func(name string) float64 { return float64(rapid.IntRange(0, 4000).Draw(t, name)) / 8 }
	maybe := func(name string) float64 {
		if rapid.Bool().Draw(t, name+" known") {
			return number(name)
		}
		return math.NaN()
	}
	var cells []Cell
	for range rapid.IntRange(1, 9).Draw(t, "cells") {
		c := Cell{Projected: number("projected"), Happened: number("happened"), Low: math.NaN(), High: math.NaN(), Scale: math.NaN()}
		c.Naive = [naives]float64{maybe("no change"), maybe("last year")}
		if rapid.Bool().Draw(t, "drawn") {
			c.Low = number("low")
			c.High = c.Low + number("spread")
		}
		if rapid.Bool().Draw(t, "scaled") {
			c.Scale = 0.5 + number("scale")
		}
		cells = append(cells, c)
	}
	return cells
}

// slowScores works every score out by itself, in the words of docs/methods.md.
func slowScores(cells []Cell) Scores {
	mean := func(of func(Cell) float64, counts func(Cell) bool) (float64, int) {
		sum, n := 0.0, 0
		for _, c := range cells {
			if counts(c) {
				sum, n = sum+of(c), n+1
			}
		}
		return sum / float64(n), n
	}
	all := func(Cell) bool { return true }
	off := func(c Cell) float64 { return math.Abs(c.Projected - c.Happened) }
	s := Scores{}
	s.Mean, s.Cells = mean(func(c Cell) float64 { return c.Projected - c.Happened }, all)
	s.MeanAbsolute, _ = mean(off, all)
	square, _ := mean(func(c Cell) float64 { return off(c) * off(c) }, all)
	s.RootMeanSquare = math.Sqrt(square)
	s.Percent, _ = mean(func(c Cell) float64 { return off(c) / c.Happened }, all)
	if _, few := mean(off, func(c Cell) bool { return c.Happened < 10 }); few > 0 {
		s.Percent = math.NaN()
	}
	s.Scaled, _ = mean(func(c Cell) float64 { return off(c) / c.Scale }, func(c Cell) bool { return c.Scale > 0 })
	for n := range s.Against {
		has := func(c Cell) bool { return c.Naive[n] >= 0 }
		s.Against[n].Model, s.Against[n].Cells = mean(off, has)
		s.Against[n].Naive, _ = mean(func(c Cell) float64 { return math.Abs(c.Naive[n] - c.Happened) }, has)
	}
	_, s.Inside = mean(off, func(c Cell) bool { return c.Low <= c.Happened && c.High >= c.Happened })
	_, s.Intervals = mean(off, func(c Cell) bool { return c.Low >= 0 })
	return s
}

// written is scores to nine digits.
func written(s Scores) string {
	text := fmt.Sprintf("%d %.9g %.9g %.9g %.9g %.9g %d/%d", s.Cells, s.Mean, s.MeanAbsolute, s.RootMeanSquare, s.Percent, s.Scaled, s.Inside, s.Intervals)
	for _, a := range s.Against {
		text += fmt.Sprintf("; %d %.9g %.9g", a.Cells, a.Model, a.Naive)
	}
	return text
}

func TestScoresOneByOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cells := drawCells(t)
		got, want := Score(cells), slowScores(cells)
		if written(got) != written(want) {
			t.Fatalf("got %+v\nwant %+v", got, want)
		}
		if !(got.RootMeanSquare >= got.MeanAbsolute-1e-9 && got.MeanAbsolute >= math.Abs(got.Mean)-1e-9) {
			t.Fatalf("%+v: RMSE >= MAE >= |mean| does not hold", got)
		}
	})
}

// Scores without a unit do not depend on it, and the others follow it.
func TestScoresFollowTheUnit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cells := drawCells(t)
		one := Score(cells)
		for i := range cells {
			c := &cells[i]
			for _, x := range []*float64{&c.Projected, &c.Happened, &c.Naive[0], &c.Naive[1], &c.Low, &c.High, &c.Scale} {
				*x *= 16
			}
		}
		other := Score(cells)
		same := func(a, b float64) bool {
			return math.IsNaN(a) && math.IsNaN(b) || near(a, b) || math.IsInf(a, 0) && a == b
		}
		for n := range one.Against {
			if !same(one.Against[n].Ratio(), other.Against[n].Ratio()) {
				t.Fatalf("ratios %v and %v", one.Against[n].Ratio(), other.Against[n].Ratio())
			}
		}
		if !same(one.Scaled, other.Scaled) || !near(16*one.MeanAbsolute, other.MeanAbsolute) || !near(16*one.Mean, other.Mean) || !near(16*one.RootMeanSquare, other.RootMeanSquare) || one.Inside != other.Inside {
			t.Fatalf("%+v\n%+v", one, other)
		}
	})
}

// A forecast does not look at what it is of.
func TestForecastsKnowNothingOfWhatComes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := NewCount(records.Window{From: april - 24, Months: 36})
		c.Before = float64(rapid.IntRange(0, 50).Draw(t, "before"))
		fill := func(from int, label string) {
			for i := from; i < 36; i++ {
				for _, of := range [][]float64{c.People, c.Starts, c.Days} {
					of[i] = float64(rapid.IntRange(0, 50).Draw(t, label))
				}
			}
		}
		fill(0, "counted")
		said := func() string {
			text := ""
			for _, measure := range Measures() {
				for _, naive := range Naives() {
					text += fmt.Sprintln(naive, measure, c.Forecast(naive, measure, april, 12))
				}
				text += fmt.Sprintln(c.Scale(measure, april))
			}
			return text
		}
		before := said()
		fill(24, "counted later")
		if after := said(); after != before {
			t.Fatalf("%s\n%s", before, after)
		}
	})
}

func TestCovered(t *testing.T) {
	day := func(month, day int) records.Date { return records.DateIn(april+tariff.Month(month-4), day) }
	ended := func(ends ...records.Date) []episodes.Episode {
		all := []episodes.Episode{{Start: day(1, 1)}}
		for _, end := range ends {
			all = append(all, episodes.Episode{Start: day(-30, 1), End: end})
		}
		return all
	}
	for name, c := range map[string]struct {
		all   []episodes.Episode
		until records.Date
		want  string
	}{
		"a row of months":                     {ended(day(4, 20), day(5, 2), day(6, 3)), day(7, 1), "2024-05 to 2024-06"},
		"the last month is in part":           {ended(day(4, 20), day(5, 2), day(6, 3)), day(6, 30), "2024-05 to 2024-05"},
		"an end long before stands alone":     {ended(day(-20, 20), day(4, 20), day(5, 2), day(6, 3)), day(7, 1), "2024-05 to 2024-06"},
		"a month without ends breaks the row": {ended(day(4, 20), day(6, 3)), day(8, 1), "2024-07 to 2024-07"},
		"ends that have not come yet":         {ended(day(4, 20), day(5, 2), day(6, 3)), day(6, 1), "2024-05 to 2024-05"},
		"one month alone":                     {ended(day(6, 3)), day(7, 1), "none"},
		"nobody has left":                     {ended(), day(7, 1), "none"},
	} {
		w := Covered(slices.Values(c.all), c.until)
		got := "none"
		if w.Months > 0 {
			got = fmt.Sprintf("%s to %s", w.From, w.From+tariff.Month(w.Months-1))
		}
		if got != c.want {
			t.Errorf("%s: whole months %s, want %s", name, got, c.want)
		}
	}
}

// Observation ends with the latest start or end, but for dates so far after the others that
// they were mistyped or planned.
func TestUntil(t *testing.T) {
	day := func(n int) records.Date { return records.DateIn(april, 1).AddDays(n) }
	// every is people who start every so many days of two years and end 30 days later, or have not yet.
	every := func(days int, more ...episodes.Episode) []episodes.Episode {
		var all []episodes.Episode
		for n := 0; n < 730; n += days {
			e := episodes.Episode{Start: day(n)}
			if n+30 < 730 {
				e.End = day(n + 30)
			}
			all = append(all, e)
		}
		return append(all, more...)
	}
	at := func(start, end int) episodes.Episode { return episodes.Episode{Start: day(start), End: day(end)} }
	open := func(start int) episodes.Episode { return episodes.Episode{Start: day(start)} }
	hole := every(1)
	for i := range hole { // half a year of which there is nothing
		if hole[i].Start > day(300) {
			hole[i].Start = hole[i].Start.AddDays(180)
			if hole[i].End != 0 {
				hole[i].End = hole[i].End.AddDays(180)
			}
		}
	}
	for name, c := range map[string]struct {
		all   []episodes.Episode
		last  int
		stray int
	}{
		"regular":                         {every(1), 729, 0},
		"an end mistyped by a century":    {every(1, at(700, 730+27000)), 729, 1},
		"a start and an end":              {every(1, open(1100), at(700, 30000)), 729, 2},
		"an end a month later":            {every(1, at(700, 760)), 729, 1},
		"an end a week later":             {every(1, at(700, 736)), 736, 0},
		"of few people a month is no gap": {every(20, at(700, 760)), 760, 0},
		"of few people a year is":         {every(20, at(700, 1500)), 720, 1},
		"a hole with as many after it":    {hole, 909, 0},
		"one alone":                       {[]episodes.Episode{at(3, 9)}, 9, 0},
		"one alone that has not ended":    {[]episodes.Episode{open(3)}, 3, 0},
	} {
		until, stray := Until(slices.Values(c.all))
		if until != day(c.last+1) || stray != c.stray {
			t.Errorf("%s: until %s, %d stray; want %s, %d", name, until, stray, day(c.last+1), c.stray)
		}
	}
	if until, stray := Until(slices.Values([]episodes.Episode(nil))); until != 0 || stray != 0 {
		t.Errorf("nobody is observed until %s, %d stray", until, stray)
	}
}

func TestFewPeople(t *testing.T) {
	count := func(before float64, people, starts, days []float64) *Count {
		return &Count{From: april, Before: before, People: people, Starts: starts, Days: days}
	}
	for name, c := range map[string]struct {
		count *Count
		want  string // of people, starts, days
	}{
		"many":                          {count(9, []float64{9, 5}, []float64{5, 0}, []float64{300, 200}), "false false false"},
		"nobody":                        {count(0, []float64{0, 0}, []float64{0, 0}, []float64{0, 0}), "false false false"},
		"a few at the end":              {count(9, []float64{9, 4}, []float64{5, 0}, []float64{300, 200}), "true false true"},
		"a few before":                  {count(4, []float64{9, 9}, []float64{5, 0}, []float64{300, 200}), "true false true"},
		"a few start":                   {count(9, []float64{9, 9}, []float64{5, 1}, []float64{300, 200}), "false true false"},
		"some came and went in a month": {count(0, []float64{0, 0}, []float64{6, 0}, []float64{3, 0}), "false false true"},
	} {
		got := ""
		for i, measure := range Measures() {
			if i > 0 {
				got += " "
			}
			got += fmt.Sprint(c.count.FewPeople(measure))
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// 23 and 28 people, of whom 7 started and so 2 left, are published as so many fives; a few days of
// many people are none.
func TestCoarse(t *testing.T) {
	c := Count{From: april, Before: 23, People: []float64{28, 32}, Starts: []float64{7, 0}, Days: []float64{751, 77}}
	want := Count{From: april, Before: 25, People: []float64{30, 30}, Starts: []float64{5, 0}, Days: []float64{750, 0}}
	if got := c.Coarse(); fmt.Sprint(*got) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", *got, want)
	}
}
