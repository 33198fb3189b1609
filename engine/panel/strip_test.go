package panel

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// strips gives strips of random numbers.
func strips(t *rapid.T, n int) []strip {
	all := make([]strip, n)
	for k := range all {
		copy(all[k][:], randomNumbers(t, "numbers", stripLanes))
	}
	return all
}

func sameStrips(t *rapid.T, what string, got, want []strip, terms func(place, lane int) float64) {
	t.Helper()
	for k := range want {
		for l := range want[k] {
			if !close(got[k][l], want[k][l], terms(k, l)) {
				t.Fatalf("%s, place %d, lane %d: %v, and plainly %v", what, k, l, got[k][l], want[k][l])
			}
		}
	}
}

func pointers(all []vector) []*vector {
	to := make([]*vector, len(all))
	for k := range all {
		to[k] = &all[k]
	}
	return to
}

// A month begins and ends alike, four lanes at a time and one by one.
func TestMonthsBeginAndSettleAsPlainlyWorkedOut(t *testing.T) {
	exact := func(int, int) float64 { return 0 }
	rapid.Check(t, func(t *rapid.T) {
		places, offset := rapid.IntRange(1, 9).Draw(t, "places"), stripLanes*rapid.IntRange(0, 7).Draw(t, "strip")
		from := pointers(vectors(t, 3*places))
		people, starts, rates := from[:places], from[places:2*places], from[2*places:]
		times, time := randomNumbers(t, "times", places), rapid.Float64Range(0.1, 31).Draw(t, "days")
		var got, want [4][]strip
		for i := range got {
			got[i], want[i] = make([]strip, places), make([]strip, places)
		}
		begin(got[0], got[1], got[2], got[3], people, starts, rates, times, time, offset)
		beginPlainly(want[0], want[1], want[2], want[3], people, starts, rates, times, time, offset)
		for i, what := range []string{"by", "leaving", "begun", "ahead"} {
			sameStrips(t, what, got[i], want[i], exact)
		}

		leaving, sum, before := strips(t, places), strips(t, places), strips(t, places)
		all := func(of []strip) []strip { return append([]strip{}, of...) }
		leavingToo, beforeToo := all(leaving), all(before)
		days, daysToo := make([]vector, places), make([]vector, places)
		rounding := func(k, l int) float64 {
			return 4 * (math.Abs(leaving[k][l]) + math.Abs(time*sum[k][l]) + math.Abs(before[k][l])) * max(1, math.Abs(rates[k][offset+l]))
		}
		settle(days, leaving, sum, before, rates, time, offset)
		settlePlainly(daysToo, leavingToo, sum, beforeToo, rates, time, offset)
		sameStrips(t, "leaving", leaving, leavingToo, rounding)
		sameStrips(t, "left", before, beforeToo, rounding)
		for k := range days {
			sameVectors(t, "days", &days[k], &daysToo[k], func(l int) float64 {
				if l < offset || l >= offset+stripLanes {
					return 0
				}
				return 2 * rounding(k, l-offset)
			})
		}
	})
}

// What part of the people the change is comes to the same, and to the most it can be where
// there is nobody or that is not known.
func TestTheReachOfAChangeIsThatPlainlyWorkedOut(t *testing.T) {
	odd := rapid.SampledFrom([]float64{math.NaN(), math.Inf(1), 0})
	rapid.Check(t, func(t *rapid.T) {
		places := rapid.IntRange(1, 9).Draw(t, "places")
		change1, by, ahead := strips(t, places), strips(t, places), strips(t, places)
		if rapid.Bool().Draw(t, "odd") {
			lane, x, y := rapid.IntRange(0, stripLanes-1).Draw(t, "lane"), odd.Draw(t, "changes"), odd.Draw(t, "people")
			for k := range places {
				change1[k][lane], ahead[k][lane] = x, y
			}
		}
		change2 := append([]strip{}, change1...)
		most := rapid.Float64Range(0.1, 3).Draw(t, "most")
		got, want := change(change1, by, ahead, most), changePlainly(change2, by, ahead, most)
		if !close(got, want, 20*want) || !(got <= most) {
			t.Fatalf("a reach of %v, and plainly %v; %v at most", got, want, most)
		}
		sameStrips(t, "a change", change1, change2, func(int, int) float64 { return 0 })
	})
}

// People spread alike, whether shares are certain or drawn, a place is left by nobody or by all.
func TestSpreadingIsThatPlainlyWorkedOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		places, offset := rapid.IntRange(1, 9).Draw(t, "places"), stripLanes*rapid.IntRange(0, 7).Draw(t, "strip")
		m := &month{size: places}
		drawn, shares := vectors(t, 4), []*vector{}
		for range rapid.IntRange(0, 12).Draw(t, "moves") {
			move := flowMove{from: rapid.IntRange(0, places-1).Draw(t, "from"), to: rapid.IntRange(0, places-1).Draw(t, "to"), share: -1}
			if len(shares) < 4 && rapid.Bool().Draw(t, "uncertain") {
				move.share = m.firstShare() + len(shares)
				shares = append(shares, &drawn[len(shares)])
			} else {
				move.certain = rapid.Float64Range(0, 1).Draw(t, "share")
			}
			m.moves = append(m.moves, move)
		}
		leaving, by, plus := strips(t, places), strips(t, places), strips(t, places)
		keep, times := rapid.Float64Range(0, 9).Draw(t, "keep"), rapid.Float64Range(0, 9).Draw(t, "times")
		a := arrivalsOf(m)
		rounding := func(k, l int) float64 {
			size := math.Abs(leaving[k][l])
			for _, move := range m.moves {
				if move.to == k && move.share < 0 {
					size += math.Abs(leaving[move.from][l])
				} else if move.to == k {
					size += math.Abs(leaving[move.from][l] * shares[move.share-m.firstShare()][offset+l])
				}
			}
			return 20 * (math.Abs(by[k][l])*size + keep*math.Abs(leaving[k][l]) + times*math.Abs(plus[k][l]))
		}
		got, want := make([]strip, places), make([]strip, places)
		spread(numbers(got), stripLanes, leaving, by, plus, shares, offset, keep, times, a)
		spreadPlainly(numbers(want), stripLanes, leaving, by, plus, shares, offset, keep, times, a)
		sameStrips(t, "a place", got, want, rounding)
		apart := make([]vector, places)
		spread(numbers(apart)[offset:], vectorLanes, leaving, by, plus, shares, offset, keep, times, a)
		for k := range apart {
			for l, x := range apart[k] {
				if lane := l - offset; lane >= 0 && lane < stripLanes && x != got[k][lane] || (lane < 0 || lane >= stripLanes) && x != 0 {
					t.Fatalf("place %d, lane %d of vectors is %v", k, l, x)
				}
			}
		}
	})
}
