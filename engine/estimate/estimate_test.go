package estimate

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"parity/engine/episodes"
	"parity/engine/records"
	"parity/tariff"
)

// What people of the tests are made of: currencies 0 to 2 of one contract. Invented.
var (
	april      = tariff.NewMonth(2024, 4)
	trueStay   = []float64{70, 150, 260}
	trueMoves  = [][]float64{{0, 0.3, 0.1}, {0.15, 0, 0.2}, {0.05, 0.2, 0}}
	trueStarts = []float64{40, 12, 6} // a month, in the opening month
	trueGrowth = []float64{0.12, 0, -0.08}
)

const (
	observedMonths = 24
	burnMonths     = 60 // before the window, so that people come to it from before
)

// simulated are episodes of people who start, stay, move and leave as the truth has it, a
// month of starts at an even rate, times of the day and all; then only days are kept.
func simulated(random *rand.Rand) []episodes.Episode {
	window := records.Window{From: april, Months: observedMonths}
	first := records.DateIn(april-burnMonths, 1)
	length := float64(window.End().Number() - first.Number())
	opening := float64(observedMonths)
	var all []episodes.Episode
	person := int32(0)
	for currency := range trueStay {
		for m := -burnMonths; m < observedMonths; m++ {
			days := records.DaysOf(april + tariff.Month(m))
			begin := float64(records.DateIn(april+tariff.Month(m), 1).Number() - first.Number())
			rate := trueStarts[currency] * math.Pow(1+trueGrowth[currency], (float64(m)-opening)/12)
			for at := random.ExpFloat64() / rate; at < 1; at += random.ExpFloat64() / rate {
				all = append(all, life(random, person, currency, begin+at*float64(days), length, first)...)
				person++
			}
		}
	}
	return all
}

// life is one person's episodes.
func life(random *rand.Rand, person int32, currency int, from, length float64, first records.Date) []episodes.Episode {
	var own []episodes.Episode
	for from < length {
		to := from + trueStay[currency]*random.ExpFloat64()
		e := episodes.Episode{Person: person, Currency: int32(currency), Start: first.AddDays(int(from)), Record: int64(len(own))}
		if to < length {
			e.End = first.AddDays(int(to))
		}
		own = append(own, e)
		u, next := random.Float64(), -1
		for other, share := range trueMoves[currency] {
			if u -= share; u < 0 && share > 0 {
				next = other
				break
			}
		}
		if next < 0 {
			break
		}
		currency, from = next, to
	}
	return own
}

// People are simulated 300 times from known stays, moves, starts and growth. Each 80% interval
// has to hold the truth in four of five: with 300 tries the share that does lies within 7
// points of 80% in all but one case of 500 (three standard errors of a binomial), and a little
// more is allowed for a day being the shortest stay that records can show. What is published of
// them, rounded, holds it nearly as often: fives lie so far apart that it depends on the truth.
func TestKnownPeopleAreRecovered(t *testing.T) {
	const tries, nominal, tolerance, ofFives = 300, 0.8, 0.08, 0.12
	random := rand.New(rand.NewPCG(6, 2))
	held := map[string]int{}
	window := records.Window{From: april, Months: observedMonths}
	for range tries {
		lines := episodes.NewTimelines(simulated(random), window.End())
		places := Of(lines, Job{Window: window, Opening: april + observedMonths})
		published, left, moves := Publishable(places)
		if left+moves > 0 {
			t.Fatalf("%d places left out and %d moves hidden, of hundreds of people", left, moves)
		}
		for i, p := range slices.Concat(places, published) {
			name := string(rune('0' + i%len(trueStay)))
			if i >= len(places) {
				i, name = i-len(places), name+" published"
			}
			count := func(what string, holds bool) {
				if holds {
					held[what+" of "+name]++
				} else {
					held[what+" of "+name] += 0
				}
			}
			count("stay", p.Stay.Holds(trueStay[i]))
			if p.Starts.Trend != nil {
				count("starts", p.Starts.Holds(trueStarts[i]))
				count("growth", p.Starts.Trend.Holds(trueGrowth[i]))
			}
			out := 1.0
			for _, m := range p.Leaving.Moves {
				count("move to "+string(rune('0'+m.To)), m.Holds(trueMoves[i][m.To]))
				out -= trueMoves[i][m.To]
			}
			count("discharge", p.Leaving.Discharged.Holds(out))
		}
	}
	for what, n := range held {
		within := tolerance
		if strings.HasSuffix(what, "published") {
			within = ofFives
		}
		if share := float64(n) / tries; math.Abs(share-nominal) > within {
			t.Errorf("%s: held in %.1f%% of %d, want 80%%", what, 100*share, tries)
		}
	}
	if len(held) != 2*3*6 {
		t.Errorf("%d kinds of intervals: %v", len(held), held)
	}
}

// Starts without a trend: counts of chance are held at the nominal rate, and months that vary
// more get a wider interval.
func TestStartsWithoutATrend(t *testing.T) {
	const tries = 1000
	random := rand.New(rand.NewPCG(6, 3))
	for _, mean := range []float64{0.4, 3, 30} {
		held := 0
		for range tries {
			counts := make([]int, 12)
			for i := range counts {
				for at := random.ExpFloat64(); at < mean; at += random.ExpFloat64() {
					counts[i]++
				}
			}
			if s := newStarts(counts, 12); s.Holds(mean) {
				held++
			}
		}
		if held < 730 || held > 870 { // wide for the smallest mean, as counts are whole
			t.Errorf("mean %g: held %d of %d times", mean, held, tries)
		}
	}
	even, uneven := newStarts([]int{10, 10, 10, 10}, 4), newStarts([]int{0, 20, 0, 20}, 4)
	if even.Spread != 1 || uneven.Spread < 10 || uneven.High-uneven.Low < 3*(even.High-even.Low) || even.PerMonth != uneven.PerMonth {
		t.Errorf("even %+v, uneven %+v", even, uneven)
	}
}

func TestWhyThereIsNoTrend(t *testing.T) {
	many := func(months, each int) []int {
		counts := make([]int, months)
		for i := range counts {
			counts[i] = each
		}
		return counts
	}
	steep := many(24, 0)
	for i := range steep {
		steep[i] = 1 << (i / 2)
	}
	for name, c := range map[string]struct {
		counts []int
		want   NoTrend
	}{
		"a year and eleven months":  {many(23, 50), TrendShort},
		"few":                       {many(24, 4), TrendFew},
		"doubling every two months": {steep, TrendSteep},
		"enough":                    {many(24, 5), ""},
	} {
		if s := newStarts(c.counts, len(c.counts)); s.WhyNone != c.want || (s.Trend == nil) != (c.want != "") {
			t.Errorf("%s: %q, trend %v", name, s.WhyNone, s.Trend)
		}
	}
}

// A trend is gone on with where 0 lies outside its interval; the level as the run begins is the
// trend's either way.
func TestGrowthThatMayBeNoneIsNotGoneOnWith(t *testing.T) {
	rising, level := make([]int, 24), make([]int, 24)
	for i := range rising {
		rising[i], level[i] = 100+2*i, 100+3*(i%5)
	}
	if s := newStarts(rising, 24); s.NoGrowth() != "" || s.Trend.Holds(0) {
		t.Errorf("rising: %q, %+v", s.NoGrowth(), s.Trend)
	}
	if s := newStarts(level, 24); s.NoGrowth() != TrendLevel || !s.Trend.Holds(0) || s.PerMonth == 106 {
		t.Errorf("level: %q, %+v, %v a month", s.NoGrowth(), s.Trend, s.PerMonth)
	}
	if s := newStarts(level[:12], 12); s.NoGrowth() != TrendShort {
		t.Errorf("short: %q", s.NoGrowth())
	}
}

// Hospital days by looking at each day of each person, and sums that do not depend on how stays
// are cut into spells.
func TestAdmittedDayByDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		window := records.Window{From: april, Months: 3}
		begin := records.DateIn(april-1, 1)
		var stays []episodes.Episode
		var spells []episodes.Spell
		for range rapid.IntRange(1, 12).Draw(t, "episodes") {
			start := begin.AddDays(rapid.IntRange(0, 110).Draw(t, "start"))
			e := episodes.Episode{Person: rapid.Int32Range(0, 3).Draw(t, "person"), Currency: rapid.Int32Range(0, 1).Draw(t, "currency"), Start: start, Record: int64(len(stays))}
			if rapid.Bool().Draw(t, "ends") {
				e.End = start.AddDays(rapid.IntRange(0, 60).Draw(t, "length"))
			}
			stays = append(stays, e)
		}
		for range rapid.IntRange(0, 8).Draw(t, "spells") {
			s := episodes.Spell{Person: rapid.Int32Range(0, 4).Draw(t, "patient"), Start: begin.AddDays(rapid.IntRange(0, 110).Draw(t, "admitted"))}
			if rapid.Bool().Draw(t, "discharged") {
				s.End = s.Start.AddDays(rapid.IntRange(0, 40).Draw(t, "nights"))
			}
			spells = append(spells, s)
		}
		lines := episodes.NewTimelines(stays, window.End())
		inHospital := 0
		for patient := range int32(5) {
			for day := window.Start(); day < window.End(); day = day.AddDays(1) {
				for _, s := range spells {
					if s.Person == patient && s.Start <= day && (s.End == 0 || day < s.End) {
						inHospital++
						break
					}
				}
			}
		}
		if got := HospitalDays(spells, window); got != inHospital {
			t.Fatalf("%d days in hospital, want %d", got, inHospital)
		}
		for _, p := range Of(lines, Job{Window: window, Opening: april, Spells: append([]episodes.Spell{}, spells...)}) {
			hospital, all := 0, 0
			for stay := range lines.Stays() {
				for day := max(stay.Start, window.Start()); stay.Place == p.Place && day < stay.End; day = day.AddDays(1) {
					all++
					for _, s := range spells {
						if s.Person == stay.Person && s.Start <= day && (s.End == 0 || day < s.End) {
							hospital++
							break
						}
					}
				}
			}
			if p.Admitted.HospitalDays != hospital || p.Admitted.PersonDays != all || p.Stay.PersonDays != all {
				t.Fatalf("%+v: %d hospital days of %d, want %d of %d", p.Place, p.Admitted.HospitalDays, p.Admitted.PersonDays, hospital, all)
			}
		}
	})
}

// Shares of days in hospital, of people who differ, are held at the nominal rate.
func TestAdmittedShareIsRecovered(t *testing.T) {
	const tries, people, truth = 500, 200, 0.15
	random := rand.New(rand.NewPCG(6, 4))
	held := 0
	for range tries {
		var sums admittedSums
		for person := range int32(people) {
			days := 20 + random.IntN(160)
			in := 0
			if random.Float64() < 0.5 {
				in = int(math.Round(float64(days) * 2 * truth * random.Float64()))
			}
			sums.add(person, in, days)
		}
		got := sums.share()
		if got.Interval == nil {
			t.Fatal("no interval")
		}
		if got.Interval.Holds(truth / 2) {
			held++
		}
	}
	if held < 370 || held > 430 { // 80% of 500, three standard errors of a binomial either way
		t.Errorf("held %d of %d times", held, tries)
	}
}

// Nobody leaves a currency of one contract: the mean stay is that of the other contract's.
func TestStayIsBorrowedOrAssumed(t *testing.T) {
	window := records.Window{From: april, Months: 2} // 61 days
	start := records.DateIn(april-1, 1)
	stays := []episodes.Episode{
		{Person: 1, Commissioner: 1, Currency: 4, Start: start},
		{Person: 2, Commissioner: 2, Currency: 4, Start: start, End: window.Start().AddDays(10)},
		{Person: 3, Commissioner: 2, Currency: 7, Start: start},
	}
	got := Of(episodes.NewTimelines(stays, window.End()), Job{Window: window, Opening: april})
	want := []Stay{
		{PersonDays: 61, Mean: 71, Basis: AllContracts},
		{PersonDays: 10, Exits: 1, Mean: 10, Basis: Own},
		{PersonDays: 61, Mean: 122, Basis: Assumed},
	}
	for i, p := range got {
		if s := p.Stay; s.PersonDays != want[i].PersonDays || s.Exits != want[i].Exits || s.Mean != want[i].Mean || s.Basis != want[i].Basis || p.Opening != 1 {
			t.Errorf("place %d: %+v, opening %d", i, s, p.Opening)
		}
	}
}
