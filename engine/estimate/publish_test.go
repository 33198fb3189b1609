package estimate

import (
	"testing"

	"pgregory.net/rapid"

	"parity/engine/episodes"
	"parity/engine/records"
)

// Nothing that is published is a count of 1 to 4, nor what follows from it: who was there when
// the window began and ended by the flows, and who was discharged as what moves leave.
func TestPublishableHoldsNoSmallCount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		window := records.Window{From: april, Months: 2}
		begin := records.DateIn(april-1, 1)
		var all []episodes.Episode
		for person := range int32(rapid.IntRange(20, 120).Draw(t, "people")) {
			start := begin.AddDays(rapid.IntRange(0, 80).Draw(t, "start"))
			currency := rapid.Int32Range(0, 3).Draw(t, "currency")
			for range rapid.IntRange(1, 3).Draw(t, "stays") {
				e := episodes.Episode{Person: person, Currency: currency, Start: start, Record: int64(len(all))}
				if rapid.Bool().Draw(t, "ends") {
					e.End = start.AddDays(rapid.IntRange(1, 40).Draw(t, "length"))
				}
				all = append(all, e)
				if e.End == 0 {
					break
				}
				start, currency = e.End, rapid.Int32Range(0, 3).Draw(t, "next")
			}
		}
		lines := episodes.NewTimelines(all, window.End())
		places := Of(lines, Job{Window: window, Opening: window.From})
		kept, left, moves := Publishable(places)
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
			for what, n := range map[string]int{"opening": p.Opening, "end": p.Before + p.Starts.People + in[p.Place] - p.Stay.Exits,
				"starts": p.Starts.People, "exits": p.Stay.Exits, "discharged": p.Leaving.Discharged.People} {
				if n < 0 || Few(n) {
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
