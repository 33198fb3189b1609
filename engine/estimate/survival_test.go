package estimate

import (
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// drawRisks are stays, as a window cuts them.
func drawRisks(t *rapid.T) []risk {
	var risks []risk
	for range rapid.IntRange(1, 80).Draw(t, "stays") {
		from := rapid.Int32Range(0, 20).Draw(t, "from")
		risks = append(risks, risk{from, from + rapid.Int32Range(1, 30).Draw(t, "length"), rapid.Bool().Draw(t, "left")})
	}
	return risks
}

// slowAtRisk counts, for a day since people came, who is at risk on it and who leaves.
func slowAtRisk(risks []risk, day int32) (atRisk, left int) {
	for _, r := range risks {
		if r.from < day && day <= r.to {
			atRisk++
			if r.left && r.to == day {
				left++
			}
		}
	}
	return atRisk, left
}

// The curve is the product over days of those who stay on, counted person by person; and
// person-days and exits of the bands come to all there are.
func TestCurveAgainstCountingPeople(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		risks := drawRisks(t)
		atRisk, exits := byDay(risks)
		got := newCurve(atRisk, exits)
		share, begun := 1.0, false
		for day := int32(1); day < 60; day++ {
			n, left := slowAtRisk(risks, day)
			if n < fewestAtRisk {
				if begun {
					break
				}
				continue
			}
			if !begun && got.From != int(day)-1 {
				t.Fatalf("from %d, want %d", got.From, day-1)
			}
			begun = true
			share *= float64(n-left) / float64(n)
			if math.Abs(got.At(int(day))-share) > 1e-12 {
				t.Fatalf("day %d: %g stay, want %g", day, got.At(int(day)), share)
			}
		}
		days, left := 0, 0
		for _, r := range risks {
			days += int(r.to - r.from)
			if r.left {
				left++
			}
		}
		for _, b := range newBands(atRisk, exits) {
			days, left = days-b.PersonDays, left-b.Exits
			for day := int32(b.From); day < int32(b.To); day++ {
				n, gone := slowAtRisk(risks, day)
				b.PersonDays, b.Exits = b.PersonDays-n, b.Exits-gone
			}
			if b.To > 0 && (b.PersonDays != 0 || b.Exits != 0) {
				t.Fatalf("band of days %d to %d is off by %d person-days and %d exits", b.From, b.To, b.PersonDays, b.Exits)
			}
		}
		if days != 0 || left != 0 {
			t.Fatalf("bands leave out %d person-days and %d exits", days, left)
		}
	})
}

// The example of Klein and Moeschberger's kind by hand: eleven at risk, of whom one leaves on
// day 1 and, one more having joined late, one on day 2.
func TestCurveByHand(t *testing.T) {
	risks := []risk{{0, 1, true}, {0, 2, true}, {1, 3, false}}
	for range 9 {
		risks = append(risks, risk{0, 3, false})
	}
	got := newCurve(byDay(risks))
	want := []Step{{1, 11, 1, 10.0 / 11}, {2, 11, 1, 100.0 / 121}}
	if len(got.Steps) != len(want) || got.From != 0 || got.To != 3 {
		t.Fatalf("got %+v", got)
	}
	for i := range want {
		if s := got.Steps[i]; s.Day != want[i].Day || s.AtRisk != want[i].AtRisk || s.Left != want[i].Left || math.Abs(s.Share-want[i].Share) > 1e-15 {
			t.Errorf("step %d: %+v, want %+v", i, s, want[i])
		}
	}
}

// Stays that are exponential are told so, but one time in twenty at most; stays all alike, and
// a mixture of short and long ones, are not.
func TestWhetherAnExponentialWillDo(t *testing.T) {
	random := rand.New(rand.NewPCG(6, 1))
	for _, c := range []struct {
		name      string
		days      func() float64
		most      int // of 200, that are told an exponential will do
		least     int
		stays     int
		otherwise Verdict
	}{
		{"exponential", func() float64 { return 60 * random.ExpFloat64() }, 200, 185, 300, WillNot},
		{"all alike", func() float64 { return 50 + 20*random.Float64() }, 0, 0, 300, WillNot},
		{"short and long", func() float64 {
			if random.Float64() < 0.5 {
				return 10 * random.ExpFloat64()
			}
			return 200 * random.ExpFloat64()
		}, 2, 0, 300, WillNot},
		{"few", func() float64 { return 60 * random.ExpFloat64() }, 0, 0, fewestTested - 1, TooFewExits},
	} {
		will := 0
		for range 200 {
			var risks []risk
			days, exits := 0, 0
			for range c.stays {
				length := int32(math.Ceil(c.days()))
				from := int32(random.IntN(40))
				if length <= from {
					continue // gone before the window
				}
				to := min(length, from+120)
				risks = append(risks, risk{from, to, to == length})
				days += int(to - from)
				if to == length {
					exits++
				}
			}
			switch s := newShape(risks, float64(days)/float64(max(exits, 1))); s.Verdict {
			case WillDo:
				will++
			case c.otherwise:
			default:
				t.Fatalf("%s: verdict %d", c.name, s.Verdict)
			}
		}
		if will < c.least || will > c.most {
			t.Errorf("%s: an exponential will do %d times of 200, want %d to %d", c.name, will, c.least, c.most)
		}
	}
}
