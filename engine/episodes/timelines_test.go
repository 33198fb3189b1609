package episodes

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"parity/engine/records"
	"parity/tariff"
)

var april = tariff.NewMonth(2025, 4)

// day is a day counted from the first of April 2025; day 0 is none of the tests' days.
func day(n int) records.Date { return records.DateIn(april, 1).AddDays(n) }

// in is an episode of person 1 in a currency of contract 1.
func in(currency int32, from, to int, record int64) Episode {
	e := Episode{Person: 1, Provider: 1, Commissioner: 1, Currency: currency, Start: day(from), Record: record, Line: record + 1}
	if to > 0 {
		e.End = day(to)
	}
	return e
}

// written is a person's stays in words: "4 10-20 moved, 7 20-40 open".
func written(t *Timelines) string {
	var words []string
	for s := range t.Stays() {
		ended := [...]string{"open", "discharged", "moved"}[s.Ended]
		if s.Ended == Moved {
			ended += fmt.Sprintf(" to %d", s.To)
		}
		if s.MovedIn {
			ended = "moved in, " + ended
		}
		words = append(words, fmt.Sprintf("%d %d-%d %s", s.Currency, s.Start.Number()-day(0).Number(), s.End.Number()-day(0).Number(), ended))
	}
	return strings.Join(words, "; ")
}

func TestOneCurrencyAtATime(t *testing.T) {
	elsewhere := in(4, 20, 0, 2)
	elsewhere.Commissioner = 2
	corrected := in(4, 10, 50, 2)
	corrected.Commissioner = 2
	other := in(4, 10, 50, 2)
	other.Provider = 2
	for name, c := range map[string]struct {
		episodes []Episode
		want     string
		found    Found
	}{
		"one that goes on":                   {[]Episode{in(4, 10, 0, 1)}, "4 10-100 open", Found{}},
		"one that ends":                      {[]Episode{in(4, 10, 20, 1)}, "4 10-20 discharged", Found{}},
		"a move on the day":                  {[]Episode{in(4, 10, 20, 1), in(7, 20, 0, 2)}, "4 10-20 moved to 7; 7 20-100 moved in, open", Found{}},
		"again in the same currency":         {[]Episode{in(4, 10, 20, 1), in(4, 20, 50, 2)}, "4 10-50 discharged", Found{}},
		"a day between":                      {[]Episode{in(4, 10, 20, 1), in(7, 21, 50, 2)}, "4 10-20 discharged; 7 21-50 discharged", Found{Gaps: 1, ShortGaps: 1}},
		"seven days between":                 {[]Episode{in(4, 10, 20, 1), in(7, 27, 50, 2)}, "4 10-20 discharged; 7 27-50 discharged", Found{Gaps: 1, ShortGaps: 1}},
		"eight days between":                 {[]Episode{in(4, 10, 20, 1), in(7, 28, 50, 2)}, "4 10-20 discharged; 7 28-50 discharged", Found{Gaps: 1}},
		"to another commissioner":            {[]Episode{in(4, 10, 20, 1), elsewhere}, "4 10-20 discharged; 4 20-100 open", Found{}},
		"the later start holds, then not":    {[]Episode{in(4, 10, 0, 1), in(7, 20, 30, 2)}, "4 10-20 moved to 7; 7 20-30 moved in, moved to 4; 4 30-100 moved in, open", Found{TwoAtOnce: 1, Resumed: 1}},
		"the higher record of one day holds": {[]Episode{in(4, 10, 0, 9), in(7, 10, 0, 2)}, "4 10-100 open", Found{TwoAtOnce: 1}},
		"twice the same":                     {[]Episode{in(4, 10, 50, 1), in(4, 10, 50, 2)}, "4 10-50 discharged", Found{Repeated: Repeated{Duplicates: 1}}},
		"submitted until it ends":            {[]Episode{in(4, 10, 0, 1), in(4, 10, 0, 2), in(4, 10, 0, 3), in(4, 10, 50, 4)}, "4 10-50 discharged", Found{Repeated: Repeated{Duplicates: 2, Replaced: 1}}},
		"its end is corrected":               {[]Episode{in(4, 10, 60, 1), in(4, 10, 50, 2)}, "4 10-50 discharged", Found{Repeated: Repeated{Replaced: 1}}},
		"its end is taken back":              {[]Episode{in(4, 10, 60, 1), in(4, 10, 0, 2)}, "4 10-100 open", Found{Repeated: Repeated{Replaced: 1}}},
		"the number says which is later":     {[]Episode{in(4, 10, 50, 7), in(4, 10, 0, 3)}, "4 10-50 discharged", Found{Repeated: Repeated{Replaced: 1}}},
		"submitted by a new commissioner":    {[]Episode{in(4, 10, 0, 1), corrected}, "4 10-50 discharged", Found{Repeated: Repeated{Replaced: 1}}},
		"two providers since a day":          {[]Episode{in(4, 10, 0, 1), other}, "4 10-50 discharged; 4 50-100 open", Found{TwoAtOnce: 1, Resumed: 1}},
		"submitted with another in between":  {[]Episode{in(4, 10, 0, 1), in(7, 30, 0, 2), in(4, 10, 30, 3), in(7, 30, 60, 4)}, "4 10-30 moved to 7; 7 30-60 moved in, discharged", Found{Repeated: Repeated{Replaced: 2}}},
		"the same at once":                   {[]Episode{in(4, 10, 50, 1), in(4, 30, 60, 2)}, "4 10-60 discharged", Found{SameAtOnce: 1}},
		"no time at all":                     {[]Episode{in(4, 10, 10, 1)}, "", Found{Momentary: 1}},
		"after observation":                  {[]Episode{in(4, 100, 0, 1)}, "", Found{Later: 1}},
		"an end after observation":           {[]Episode{in(4, 10, 200, 1)}, "4 10-100 open", Found{}},
		"an end as observation ends":         {[]Episode{in(4, 10, 100, 1)}, "4 10-100 open", Found{}},
	} {
		t.Run(name, func(t *testing.T) {
			got := NewTimelines(c.episodes, day(100))
			if written(got) != c.want {
				t.Errorf("got %s\nwant %s", written(got), c.want)
			}
			got.Found.Overlaps = nil
			if fmt.Sprint(got.Found) != fmt.Sprint(c.found) {
				t.Errorf("found %+v, want %+v", got.Found, c.found)
			}
		})
	}
}

// The latest review counts that is known while observation lasts; without any the start is one.
func TestReviewed(t *testing.T) {
	reviewed := in(4, 10, 0, 1)
	reviewed.Reviewed = day(60)
	late := in(4, 10, 0, 1)
	late.Reviewed = day(100)
	before := in(4, 10, 0, 1)
	before.Reviewed = day(3)
	early := in(4, 10, 70, 1)
	early.Reviewed = day(90) // written down after it was over
	for name, c := range map[string]struct {
		episodes []Episode
		want     records.Date
	}{
		"none":                        {[]Episode{in(4, 10, 0, 1)}, day(10)},
		"one":                         {[]Episode{reviewed}, day(60)},
		"one that is not yet":         {[]Episode{late}, day(10)},
		"one before the start":        {[]Episode{before}, day(3)},
		"in an earlier submission":    {[]Episode{reviewed, in(4, 10, 0, 2)}, day(60)},
		"late in the earlier of two":  {[]Episode{early, in(4, 70, 0, 2)}, day(90)},
		"put into the currency again": {[]Episode{in(4, 10, 70, 1), in(4, 70, 0, 2)}, day(70)},
	} {
		if got := stays(NewTimelines(c.episodes, day(100)))[0].Reviewed; got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// drawEpisodes are episodes of a few people in a few places over a quarter.
func drawEpisodes(t *rapid.T) []Episode {
	var all []Episode
	for range rapid.IntRange(0, 12).Draw(t, "episodes") {
		e := Episode{
			Person: rapid.Int32Range(0, 2).Draw(t, "person"), Provider: rapid.Int32Range(0, 1).Draw(t, "provider"), Currency: rapid.Int32Range(0, 2).Draw(t, "currency"),
			Start: day(rapid.IntRange(1, 100).Draw(t, "start")), Record: rapid.Int64Range(0, 3).Draw(t, "record"), Line: int64(len(all) + 2),
		}
		if rapid.Bool().Draw(t, "ends") {
			e.End = e.Start.AddDays(rapid.IntRange(0, 60).Draw(t, "length"))
		}
		all = append(all, e)
	}
	return all
}

// slowPlace is where a person is on a day, by looking at every episode; false for nowhere.
func slowPlace(all []Episode, person int32, on records.Date) (Place, bool) {
	var best *Episode
	for i := range all {
		e := &all[i]
		if e.Person != person || e.Start > on || e.End != 0 && e.End <= on || slices.ContainsFunc(all, func(later Episode) bool { return same(e, &later) && latest(*e, later) < 0 }) {
			continue
		}
		if best == nil || e.Start > best.Start || e.Start == best.Start && (e.Record > best.Record || e.Record == best.Record && e.Line > best.Line) {
			best = e
		}
	}
	if best == nil {
		return Place{}, false
	}
	return place(best), true
}

// Day by day everybody is where the rule has them, and months are made of days.
func TestTimelinesDayByDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := drawEpisodes(t)
		until := records.DateIn(april+3, 1)
		lines := NewTimelines(slices.Clone(all), until)
		window := records.Window{From: april, Months: 3}
		months := map[Place]*Observed{}
		of := func(p Place) *Observed {
			if months[p] == nil {
				o := newObserved(p, window.Months)
				months[p] = &o
			}
			return months[p]
		}
		for person := range int32(3) {
			for n := 0; day(n) < until; n++ {
				here, there := slowPlace(all, person, day(n))
				before, was := slowPlace(all, person, day(n-1))
				month := day(n).Month() - april
				checkStay(t, lines, person, day(n), here, there)
				if there {
					of(here).Days[month]++
					if day(n+1).Month() != day(n).Month() {
						of(here).People[month]++
					}
				}
				switch moved := was && there && here.SameContract(before); {
				case was && there && here == before:
				case moved:
					of(before).MovesOut[month]++
					of(here).MovesIn[month]++
				default:
					if was {
						of(before).Exits[month]++
					}
					if there {
						of(here).Starts[month]++
					}
				}
			}
		}
		got := lines.Observed(window)
		if len(got) != len(months) {
			t.Fatalf("%d places, want %d", len(got), len(months))
		}
		for _, o := range got {
			if want := months[o.Place]; want == nil || fmt.Sprint(o) != fmt.Sprint(*want) {
				t.Fatalf("%+v\nwant %+v", o, want)
			}
			people := o.Before
			for i := range o.People {
				if people += o.Starts[i] + o.MovesIn[i] - o.MovesOut[i] - o.Exits[i]; people != o.People[i] {
					t.Fatalf("month %d: %d people by flows, %d there", i, people, o.People[i])
				}
			}
		}
	})
}

// checkStay holds that a person is in the stay of a place on a day, or in none.
func checkStay(t *rapid.T, lines *Timelines, person int32, on records.Date, here Place, there bool) {
	stays := 0
	for s := range lines.Stays() {
		if s.Person == person && s.Start <= on && on < s.End {
			if stays++; !there || s.Place != here {
				t.Fatalf("person %d on %s in %v, want %v %v", person, on, s.Place, here, there)
			}
		}
	}
	if there && stays != 1 {
		t.Fatalf("person %d on %s in %d stays", person, on, stays)
	}
}

// An extract of every month's submission, each with all that was open in it and the ends known
// by then, comes to the same stays as the last word on each episode does.
func TestEveryMonthsSubmission(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var once, monthly []Episode
		for _, e := range drawEpisodes(t) {
			if slices.ContainsFunc(once, func(other Episode) bool { return e.Person == other.Person && e.Start == other.Start }) {
				continue // of two since a day the one that was submitted last holds
			}
			once = append(once, e)
		}
		for month := range 4 {
			closes := records.DateIn(april+tariff.Month(month)+1, 1)
			for _, e := range once {
				if e.Start >= closes && month < 3 || e.End != 0 && e.End < records.DateIn(april+tariff.Month(month), 1) && month > 0 {
					continue
				}
				if e.End >= closes && month < 3 {
					e.End = 0
				}
				e.Record, e.Line = int64(len(monthly)), int64(len(monthly))
				monthly = append(monthly, e)
			}
		}
		until := records.DateIn(april+6, 1)
		several := int64(len(monthly) - len(once))
		want, got := NewTimelines(once, until), NewTimelines(monthly, until)
		if fmt.Sprint(stays(got)) != fmt.Sprint(stays(want)) {
			t.Fatalf("%v\nwant %v", stays(got), stays(want))
		}
		if got.Found.Duplicates+got.Found.Replaced != several || want.Found.Duplicates+want.Found.Replaced != 0 || got.Found.TwoAtOnce != want.Found.TwoAtOnce {
			t.Fatalf("found %+v of %d repeated, and %+v", got.Found, several, want.Found)
		}
	})
}

// Of a stay in hospital that is in several submissions the latest counts.
func TestLatestSpells(t *testing.T) {
	in := func(person int32, from, to int, record int64) Spell {
		s := Spell{Person: person, Start: day(from), Record: record, Line: record}
		if to > 0 {
			s.End = day(to)
		}
		return s
	}
	got, found := LatestSpells([]Spell{in(1, 10, 20, 3), in(2, 10, 0, 4), in(1, 10, 0, 1), in(1, 10, 0, 2), in(1, 30, 0, 5)})
	if want := []Spell{in(1, 10, 20, 3), in(1, 30, 0, 5), in(2, 10, 0, 4)}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if found != (Repeated{Duplicates: 1, Replaced: 1}) {
		t.Errorf("found %+v", found)
	}
}

// stays are all stays of timelines.
func stays(t *Timelines) (all []Stay) {
	for s := range t.Stays() {
		all = append(all, *s)
	}
	return all
}

// Kept gives back what was added, in its order and with its numbers, over more than one block, and
// its lines where there are no numbers.
func TestKept(t *testing.T) {
	for _, numbered := range []int{-1, 0, blockSize + 3} { // the first with a number of its own
		var k Kept
		want := func(i int) Episode {
			e := Episode{Person: int32(i % 7), Provider: int32(i % 3), Currency: int32(i % 5), Start: day(i % 50), End: day(i%50 + i%4), Record: int64(i + 2), Line: int64(i + 2)}
			if numbered >= 0 && i >= numbered {
				e.Record = 1<<40 - int64(i)
			}
			return e
		}
		for i := range 2*blockSize + 10 {
			e := want(i)
			k.Add(&e)
		}
		i := 0
		for got := range k.All() {
			if got != want(i) {
				t.Fatalf("numbered from %d, place %d: %v, want %v", numbered, i, got, want(i))
			}
			i++
		}
		if i != k.Len() || i != 2*blockSize+10 {
			t.Errorf("%d of %d given back", i, k.Len())
		}
	}
}
