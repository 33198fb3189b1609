package estimate

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

// someEpisodes are those of a few dozen people, who stay, move and come back; many or few of them leave,
// and of these many or few are discharged.
func someEpisodes(t *rapid.T) []episodes.Episode {
	begin := records.DateIn(april-1, 1)
	var all []episodes.Episode
	currencies := rapid.Int32Range(1, 3).Draw(t, "currencies")
	staying, moving := rapid.IntRange(0, 9).Draw(t, "staying"), rapid.IntRange(0, 9).Draw(t, "moving")
	for person := range int32(rapid.IntRange(5, 120).Draw(t, "people")) {
		start := begin.AddDays(rapid.IntRange(0, 80).Draw(t, "start"))
		currency := rapid.Int32Range(0, currencies).Draw(t, "currency")
		for {
			e := episodes.Episode{Person: person, Currency: currency, Start: start, Record: int64(len(all))}
			if rapid.IntRange(0, 9).Draw(t, "ends") >= staying {
				e.End = start.AddDays(rapid.IntRange(1, 40).Draw(t, "length"))
			}
			all = append(all, e)
			if e.End == 0 || rapid.IntRange(0, 9).Draw(t, "moves") >= moving {
				break
			}
			start, currency = e.End, rapid.Int32Range(0, currencies).Draw(t, "next")
		}
	}
	return all
}

// Before anything is rounded, nothing that is published is a count of 1 to 4, nor what follows from it: who was there when
// the window began and ended by the flows, and who was discharged as what moves leave.
func TestPublishableHoldsNoSmallCount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		window := records.Window{From: april, Months: 2}
		all := someEpisodes(t)
		lines := episodes.NewTimelines(all, window.End())
		places := Of(lines, Job{Window: window, Opening: window.From + tariff.Month(rapid.IntRange(0, 2).Draw(t, "opening"))})
		kept, left, moves := withoutFew(places)
		if len(kept)+left != len(places) {
			t.Fatalf("%d kept and %d left out of %d", len(kept), left, len(places))
		}
		in := map[episodes.Place]int{}
		for i := range kept {
			for _, m := range kept[i].Leaving.Moves {
				to := kept[i].Place
				to.Currency = m.To
				in[to] += m.People
			}
		}
		whole := 0
		for i := range kept {
			p := &kept[i]
			out := p.Leaving.Discharged.People
			for _, m := range p.Leaving.Moves {
				out += m.People
				if m.People < 5 {
					t.Errorf("%d move from %d to %d", m.People, p.Currency, m.To)
				}
			}
			for what, n := range map[string]int{"before": p.Before, "opening": p.Opening, "end": p.Before + p.Starts.People + in[p.Place] - p.Stay.Exits,
				"starts": p.Starts.People, "exits": p.Stay.Exits, "discharged": p.Leaving.Discharged.People} {
				if n < 0 || records.Few(n) {
					t.Errorf("%s of %d is %d", what, p.Currency, n)
				}
			}
			if out != p.Stay.Exits || p.Before+p.Starts.People+in[p.Place]-p.Stay.Exits != p.End {
				t.Errorf("%d: %d leave of %d exits; %d at the end by flows, %d there", p.Currency, out, p.Stay.Exits, p.Before+p.Starts.People+in[p.Place]-p.Stay.Exits, p.End)
			}
			whole += len(p.Leaving.Moves)
		}
		if moves == 0 && left == 0 {
			for i := range places {
				whole -= len(places[i].Leaving.Moves)
			}
			if whole != 0 {
				t.Errorf("moves are missing that nobody counts")
			}
		}
	})
}

// What is published of a place is its contract, currency, verdict and nine kinds of whole numbers, people in fives and
// days in 150s; every share, estimate and interval is worked out of these again here. So it says no
// more than they do: whoever differences rows, months or two publications has only fives to do it with.
func TestPublishableIsOfFivesAlone(t *testing.T) {
	published := 0
	rapid.Check(t, func(t *rapid.T) {
		window := records.Window{From: april, Months: 2}
		lines := episodes.NewTimelines(someEpisodes(t), window.End())
		spells := []episodes.Spell{}
		for person := range rapid.Int32Range(0, 60).Draw(t, "in hospital") {
			start := window.Start().AddDays(rapid.IntRange(0, 50).Draw(t, "admitted"))
			spells = append(spells, episodes.Spell{Person: person, Start: start, End: start.AddDays(rapid.IntRange(1, 30).Draw(t, "nights"))})
		}
		exact := map[episodes.Place]Place{}
		places := Of(lines, Job{Window: window, Opening: april + 1, Spells: spells})
		cleared, _, _ := withoutFew(places)
		for _, p := range cleared {
			exact[p.Place] = p
		}
		kept, _, _ := Publishable(places)
		for _, p := range kept {
			published++
			was := exact[p.Place]
			fives := func(what string, n, of int) {
				if n%5 != 0 || 2*max(n-of, of-n) >= 5+1 {
					t.Fatalf("%s: %d of %d", what, n, of)
				}
			}
			fives("opening", p.Opening, was.Opening)
			fives("starts", p.Starts.People, was.Starts.People)
			fives("discharged", p.Leaving.Discharged.People, was.Leaving.Discharged.People)
			exits := p.Leaving.Discharged.People
			for i, m := range p.Leaving.Moves {
				fives("moves", m.People, was.Leaving.Moves[i].People)
				exits += m.People
			}
			for _, m := range slices.Concat(p.Leaving.Moves, []Move{p.Leaving.Discharged}) {
				if exits > 0 && (m.Share != float64(m.People)/float64(exits) || m.Interval != shareInterval(float64(m.People), float64(exits))) {
					t.Fatalf("%+v of %d", m, exits)
				}
			}
			days, hospital := p.Stay.PersonDays, p.Admitted.HospitalDays
			if days%150 != 0 || max(days-was.Stay.PersonDays, was.Stay.PersonDays-days) > max(75, 150-was.Stay.PersonDays) {
				t.Fatalf("%d person-days of %d", days, was.Stay.PersonDays)
			}
			if p.Stay.Exits != exits || p.Stay.Basis == Own && (p.Stay.Mean != float64(days)/float64(exits) || p.Stay.Interval != newStay(days, exits).Interval) {
				t.Fatalf("stay %+v", p.Stay)
			}
			if curve := &p.Stay.Shape.Curve; p.Stay.Shape.Chance != 0 || p.Stay.Shape.Bands != nil || len(curve.Steps) > 2 || math.Mod(math.Round(p.Stay.Shape.Gap*float64(exits)), 5) != 0 {
				t.Fatalf("shape %+v", p.Stay.Shape)
			}
			for _, step := range p.Stay.Shape.Curve.Steps {
				if step.AtRisk != 0 || step.Left != 0 || step.Day != 182 && step.Day != 365 {
					t.Fatalf("curve %+v", step)
				}
			}
			switch a := p.Admitted; {
			case a.Withheld != (was.Admitted.Withheld), a.Withheld && (a.HospitalDays != 0 || a.Share != 0 || a.Interval != nil):
				t.Fatalf("admitted %+v of %+v", a, was.Admitted)
			case hospital%150 != 0, days > 0 && !a.Withheld && a.Share != float64(hospital)/float64(days):
				t.Fatalf("admitted %+v", a)
			}
			// Of two months there is no trend: starts are their number, and how much more than chance months vary.
			spread := math.Round(p.Starts.Spread*10) / 10
			of := countInterval(float64(p.Starts.People) / spread)
			if p.Starts.PerMonth != float64(p.Starts.People)/2 || p.Starts.Interval != (Interval{of.Low * spread / 2, of.High * spread / 2}) {
				t.Fatalf("starts %+v", p.Starts)
			}
		}
	})
	if published == 0 {
		t.Error("nothing is published: the test looks at nothing")
	}
}

// A trend is published of how many started, to five, and of when, to five people's years: months
// whose starts come to the same give the same, to the last digit, though other people came.
func TestPublishedTrendIsOfFivesAlone(t *testing.T) {
	of := func(counts []int) string {
		s := newStarts(counts, len(counts))
		if s.Trend == nil {
			t.Fatal(s.WhyNone)
		}
		s = s.coarse()
		return fmt.Sprint(s.People, s.PerMonth, s.Interval, *s.Trend, s.Spread)
	}
	const months = 36
	rising := make([]int, months)
	for i := range rising {
		rising[i] = 10 + i/2
	}
	fives := func(counts []int) string { // how many, and when: years from the middle of the window
		people, years := 0, 0.0
		for i, n := range counts {
			people, years = people+n, years+float64(n)*(float64(i)-17.5)/12
		}
		return fmt.Sprint(math.Round(float64(people)/5), math.Round(years/5))
	}
	same, apart := 0, 0
	for month := range months {
		for more := 1; more < 4; more++ {
			changed := slices.Clone(rising)
			changed[month] += more
			alike := fives(changed) == fives(rising)
			if (of(changed) == of(rising)) != alike {
				t.Errorf("%d more in month %d: same fives %v\n%s\n%s", more, month, alike, of(changed), of(rising))
			}
			if alike {
				same++
			} else {
				apart++
			}
		}
	}
	if same == 0 || apart == 0 {
		t.Errorf("%d the same and %d apart: the test looks at nothing", same, apart)
	}
}
