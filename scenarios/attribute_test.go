package scenarios

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Parts and causes sum to the difference of the two scenarios, run on their own, in every
// year, for any result, in either order.
func TestAttributionSumsToTheDifference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawPair(t, 4)
		for _, order := range []Order{EveryOrder, ListedOrder} {
			a := attribute(t, m, Question{From: "from", To: "to", Result: rapid.SampledFrom(askable).Draw(t, "result"), Order: order})
			before, after := resultOf(t, m, "from", a.Goal), resultOf(t, m, "to", a.Goal)
			for y := range a.Years {
				var parts, causes int64
				for i := range a.Players {
					parts += a.Shares[i][y]
					var made int64
					if a.Goal.Explains() {
						for _, cause := range a.Parts[i] {
							made += int64(cause.Pence[y])
						}
						if made != a.Shares[i][y] {
							t.Fatalf("%s, %s: the causes of part %d sum to %d, want %d", a.Result, a.Years[y], i, made, a.Shares[i][y])
						}
					}
				}
				for _, cause := range a.Causes {
					causes += int64(cause.Pence[y])
				}
				if parts != after[y]-before[y] {
					t.Fatalf("%s, %s: parts sum to %d, want %d", a.Result, a.Years[y], parts, after[y]-before[y])
				}
				if a.Causes != nil && causes != after[y]-before[y] {
					t.Fatalf("%s, %s: causes sum to %d, want %d", a.Result, a.Years[y], causes, after[y]-before[y])
				}
			}
		}
	})
}

// Changes that touch different cells have the same parts in whatever order they are listed,
// but for the unit that remainders decide.
func TestPartsDoNotDependOnTheListing(t *testing.T) {
	independent := []int{3, 5, 7, 8, 9} // starts, packages, mff, uplift, price
	rapid.Check(t, func(t *rapid.T) {
		some := rapid.Permutation(independent).Draw(t, "changes")[:3]
		other := rapid.Permutation(some).Draw(t, "listed otherwise")
		result := rapid.SampledFrom(askable).Draw(t, "result")
		parts := func(places []int) map[string][]int64 {
			a := attribute(t, read(t, pairOf([]int{0}, nil, places)), Question{From: "from", To: "to", Result: result})
			parts := map[string][]int64{}
			for i, player := range a.Players {
				parts[player.Changes[0].Change] = a.Shares[i]
			}
			return parts
		}
		listed := parts(some)
		for change, otherwise := range parts(other) {
			for y := range otherwise {
				if off := otherwise[y] - listed[change][y]; off < -1 || off > 1 {
					t.Fatalf("%s of %s: %v, and %v listed otherwise", result, change, listed[change], otherwise)
				}
			}
		}
	})
}

// A change without effect on a result has no part in it.
func TestAChangeWithoutEffectGetsNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const title = 13
		places := append([]int{title}, rapid.SliceOfNDistinct(rapid.SampledFrom([]int{0, 1, 3, 4, 6, 7, 8}), 1, 3, rapid.ID).Draw(t, "changes")...)
		a := attribute(t, read(t, pairOf(nil, nil, places)), Question{From: "from", To: "to", Result: rapid.SampledFrom(askable).Draw(t, "result")})
		for i, player := range a.Players {
			if player.Changes[0].Change == "title" && slices.ContainsFunc(a.Shares[i], func(share int64) bool { return share != 0 }) {
				t.Fatalf("the title has the part %v of %s", a.Shares[i], a.Result)
			}
		}
	})
}

// Turning the question round turns the parts round, but for the unit of remainders.
func TestTheWayBackIsTheOpposite(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawPair(t, 3)
		result := rapid.SampledFrom(askable).Draw(t, "result")
		there := attribute(t, m, Question{From: "from", To: "to", Result: result})
		back := attribute(t, m, Question{From: "to", To: "from", Result: result})
		if len(there.Players) != len(back.Players) {
			t.Fatalf("players %v, and back %v", there.Players, back.Players)
		}
		for i, player := range there.Players {
			k := slices.IndexFunc(back.Players, func(p Player) bool {
				return slices.ContainsFunc(p.Changes, func(c PlayerChange) bool { return c.Change == player.Changes[0].Change })
			})
			for y := range there.Years {
				if off := there.Shares[i][y] + back.Shares[k][y]; off < -1 || off > 1 {
					t.Fatalf("%s of %v: %d there and %d back", result, player, there.Shares[i][y], back.Shares[k][y])
				}
			}
		}
	})
}

func TestMoreChangesThanCanAllBeTriedAreSampled(t *testing.T) {
	places := []int{0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13}
	m := read(t, pairOf(nil, nil, places))
	a := attribute(t, m, Question{From: "from", To: "to", Result: "income", Seed: 1})
	if a.Orders == 0 || len(a.Errors) != len(places) {
		t.Fatalf("%d players, %d orders and %d errors, want a sample", len(a.Players), a.Orders, len(a.Errors))
	}
	before, after := resultOf(t, m, "from", a.Goal), resultOf(t, m, "to", a.Goal)
	for y := range a.Years {
		var sum int64
		for i := range a.Shares {
			sum += a.Shares[i][y]
		}
		if sum != after[y]-before[y] {
			t.Errorf("%s: parts sum to %d, want %d", a.Years[y], sum, after[y]-before[y])
		}
	}
}
