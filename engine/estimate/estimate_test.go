package estimate

import (
	"fmt"
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
// The trend solves the equations of maximum likelihood, and its intervals are those of the inverse of
// the information, worked out here month by month from the figures that are given; months that vary
// more than chance has it widen both by the root of their spread.
// Starts that come in waves: months vary twice as much as chance has it, about a trend that is known.
// Level and growth are held at the nominal rate all the same; as Poisson counts they would be 64% of the time.
// Who is there as the model begins is counted day by day; and what is known of the days after the
// window changes nothing.
func TestWindowsEndWhereTheyEnd(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := someEpisodes(t)
		window := records.Window{From: april, Months: 2}
		job := Job{Window: window, Opening: april + tariff.Month(rapid.IntRange(0, 2).Draw(t, "opening"))}
		later := episodes.NewTimelines(slices.Clone(all), window.End().AddDays(rapid.IntRange(1, 60).Draw(t, "later")))
		places := Of(later, job)
		if one, other := fmt.Sprint(Of(episodes.NewTimelines(slices.Clone(all), window.End()), job)), fmt.Sprint(places); one != other {
			t.Fatalf("what came later shows:\n%s\n%s", one, other)
		}
		day := records.DateIn(job.Opening, 1).AddDays(-1) // who is there over its midnight
		there := map[episodes.Place]int{}
		for stay := range later.Stays() {
			if stay.Start <= day && day < stay.End {
				there[stay.Place]++
			}
		}
		for _, p := range places {
			// Whoever comes on the first of the month starts in it, and whoever leaves then leaves in it.
			if p.Opening != there[p.Place] {
				t.Fatalf("%d in %+v as %s begins, want %d", p.Opening, p.Place, job.Opening, there[p.Place])
			}
		}
	})
}

// A trend is gone on with where 0 lies outside its interval; the level as the run begins is the
// trend's either way.
// Hospital days by looking at each day of each person, and sums that do not depend on how stays
// are cut into spells.
// Shares of days in hospital, of people who differ, are held at the nominal rate.
// The interval of an admitted share is that of the beta with the share as mean and the variance of a
// ratio, worked out here person by person.
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
