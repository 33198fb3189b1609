package engine_test

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/sourcegraph/conc/panics"
	"pgregory.net/rapid"

	"parity/engine"
)

// worthTable is a game by the numbers: what each coalition is worth, by its members as bits.
type worthTable [][]int64

func (w worthTable) game(c engine.Coalition) ([]int64, error) { return w[bitsOf(c)], nil }

func bitsOf(c engine.Coalition) int {
	bits := 0
	for i, there := range c {
		if there {
			bits |= 1 << i
		}
	}
	return bits
}

// drawGame draws a game of one or two figures, with large and equal numbers among them.
func drawGame(t *rapid.T, players int) worthTable {
	figures := rapid.IntRange(1, 2).Draw(t, "figures")
	number := rapid.OneOf(rapid.Int64Range(-3, 3), rapid.Int64Range(-1_000_000_000_000_000, 1_000_000_000_000_000))
	w := make(worthTable, 1<<players)
	for mask := range w {
		w[mask] = rapid.SliceOfN(number, figures, figures).Draw(t, "worth")
	}
	return w
}

// slowShapley tries every order, one after the other, in fractions.
func slowShapley(players int, w worthTable, figure int) []*big.Rat {
	sums := make([]*big.Rat, players)
	for i := range sums {
		sums[i] = new(big.Rat)
	}
	orders := int64(0)
	var try func(order []int)
	try = func(order []int) {
		if len(order) < players {
			for player := range players {
				if !slices.Contains(order, player) {
					try(append(slices.Clone(order), player))
				}
			}
			return
		}
		orders++
		mask := 0
		for _, player := range order {
			with := mask | 1<<player
			sums[player].Add(sums[player], new(big.Rat).SetInt64(w[with][figure]-w[mask][figure]))
			mask = with
		}
	}
	try(nil)
	for i := range sums {
		sums[i].Quo(sums[i], new(big.Rat).SetInt64(orders))
	}
	return sums
}

func shapley(t rapid.TB, players int, game engine.Game) *engine.Division {
	t.Helper()
	d, err := engine.Shapley(players, game, nil, 1)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestShapleyAgainstEveryOrderTriedSlowly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		players := rapid.IntRange(1, 6).Draw(t, "players")
		w := drawGame(t, players)
		d := shapley(t, players, w.game)
		for f := range w[0] {
			for player, want := range slowShapley(players, w, f) {
				off := new(big.Rat).Sub(new(big.Rat).SetInt64(d.Shares[player][f]), want)
				if off.Abs(off).Cmp(big.NewRat(1, 1)) >= 0 {
					t.Fatalf("player %d, figure %d: %d, a unit or more from %s", player, f, d.Shares[player][f], want.FloatString(3))
				}
				if want.Sign() == 0 && d.Shares[player][f] != 0 {
					t.Fatalf("player %d, figure %d: %d of a share of nothing", player, f, d.Shares[player][f])
				}
			}
		}
	})
}

func sums(t rapid.TB, d *engine.Division) {
	t.Helper()
	for f := range d.All {
		var sum int64
		for player := range d.Shares {
			sum += d.Shares[player][f]
		}
		if sum != d.All[f]-d.None[f] {
			t.Fatalf("figure %d: shares sum to %d, want %d", f, sum, d.All[f]-d.None[f])
		}
	}
}

func TestSharesSumToTheWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		players := rapid.IntRange(1, 7).Draw(t, "players")
		w := drawGame(t, players)
		sums(t, shapley(t, players, w.game))
		d, err := engine.InOrder(players, w.game, nil)
		if err != nil {
			t.Fatal(err)
		}
		sums(t, d)
	})
}

// A player that adds nothing to any coalition gets nothing, and who are worth the same to
// all get the same but for the unit that cannot be halved.
func TestDummyAndSymmetricPlayers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		players := rapid.IntRange(3, 7).Draw(t, "players")
		w := drawGame(t, players)
		const dummy, one, other = 0, 1, 2
		swap := func(mask int) int {
			if mask>>one&1 != mask>>other&1 {
				return mask ^ (1<<one | 1<<other)
			}
			return mask
		}
		for mask := range w {
			w[mask] = w[min(mask&^(1<<dummy), swap(mask&^(1<<dummy)))]
		}
		d := shapley(t, players, w.game)
		for f := range w[0] {
			if d.Shares[dummy][f] != 0 {
				t.Fatalf("the dummy gets %d", d.Shares[dummy][f])
			}
			if off := d.Shares[one][f] - d.Shares[other][f]; off < -1 || off > 1 {
				t.Fatalf("equal players get %d and %d", d.Shares[one][f], d.Shares[other][f])
			}
		}
	})
}

// How the players are numbered changes no share but for the unit that remainders decide.
func TestSharesDoNotDependOnTheNumberingOfPlayers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		players := rapid.IntRange(1, 6).Draw(t, "players")
		w := drawGame(t, players)
		numbers := make([]int, players)
		for i := range numbers {
			numbers[i] = i
		}
		renumbered := rapid.Permutation(numbers).Draw(t, "numbers")
		d := shapley(t, players, w.game)
		e := shapley(t, players, func(c engine.Coalition) ([]int64, error) {
			original := make(engine.Coalition, players)
			for i, there := range c {
				original[renumbered[i]] = there
			}
			return w.game(original)
		})
		for i := range renumbered {
			for f := range w[0] {
				if off := e.Shares[i][f] - d.Shares[renumbered[i]][f]; off < -1 || off > 1 {
					t.Fatalf("player %d gets %d, and %d when numbered %d", renumbered[i], d.Shares[renumbered[i]][f], e.Shares[i][f], i)
				}
			}
		}
	})
}

// The glove game: one left glove and two right ones, a pair is worth 6. By hand, the left
// one gets 4 and each right one 1.
func TestTheGloveGame(t *testing.T) {
	d := shapley(t, 3, func(c engine.Coalition) ([]int64, error) {
		if c[0] && (c[1] || c[2]) {
			return []int64{6}, nil
		}
		return []int64{0}, nil
	})
	for player, want := range []int64{4, 1, 1} {
		if got := d.Shares[player][0]; got != want {
			t.Errorf("player %d gets %d, want %d", player, got, want)
		}
	}
}

func TestInOrderShowsTheInteraction(t *testing.T) {
	// Alone, either brings 10 and 5; together they are worth 20: 5 of interaction.
	w := worthTable{{100}, {110}, {105}, {120}}
	d, err := engine.InOrder(2, w.game, nil)
	if err != nil {
		t.Fatal(err)
	}
	for player, want := range []struct{ share, interaction int64 }{{10, 0}, {10, 5}} {
		if d.Shares[player][0] != want.share || d.Interaction(player, 0) != want.interaction {
			t.Errorf("player %d: %d with interaction %d, want %+v", player, d.Shares[player][0], d.Interaction(player, 0), want)
		}
	}
}

func TestEachCoalitionIsAskedOnce(t *testing.T) {
	asked := make(chan int, 1<<5)
	shapley(t, 5, func(c engine.Coalition) ([]int64, error) {
		asked <- bitsOf(c)
		return []int64{0}, nil
	})
	close(asked)
	seen := map[int]bool{}
	for mask := range asked {
		if seen[mask] {
			t.Errorf("coalition %05b was asked twice", mask)
		}
		seen[mask] = true
	}
	if len(seen) != 1<<5 {
		t.Errorf("%d coalitions were asked, want 32", len(seen))
	}
}

// The worth of a weighted sum and its pairs: a player's share is its own weight and half of
// each of its pairs, whatever the number of players.
func TestSampledSharesConvergeWithinTheirError(t *testing.T) {
	const players, dummy = 14, 3
	random := rand.New(rand.NewPCG(7, 7))
	var own [players]int64
	var pair [players][players]int64
	for i := range players {
		if i == dummy {
			continue
		}
		own[i] = random.Int64N(2_000_000) - 1_000_000
		for j := range i {
			if j != dummy {
				pair[i][j] = 2 * (random.Int64N(200_000) - 100_000)
			}
		}
	}
	triple := func(c engine.Coalition) int64 { // what pairs of an order and its reverse do not cancel
		if c[0] && c[1] && c[2] {
			return 3_000_000
		}
		return 0
	}
	game := func(c engine.Coalition) ([]int64, error) {
		worth := triple(c)
		for i := range c {
			if !c[i] {
				continue
			}
			worth += own[i]
			for j := range i {
				if c[j] {
					worth += pair[i][j]
				}
			}
		}
		return []int64{worth, 2 * worth}, nil
	}
	d := shapley(t, players, game)
	sums(t, d)
	if d.Orders == 0 || d.Errors == nil {
		t.Fatalf("%d players: %d orders and errors %v, want a sample", players, d.Orders, d.Errors)
	}
	if d.Shares[dummy][0] != 0 || d.Errors[dummy][0] != 0 {
		t.Errorf("the dummy gets %d ± %f", d.Shares[dummy][0], d.Errors[dummy][0])
	}
	for i := range players {
		want := float64(own[i])
		for j := range players {
			want += float64(pair[max(i, j)][min(i, j)]) / 2
		}
		if i < 3 {
			want += 1_000_000
		}
		const within = 4 // standard errors, and a unit of rounding
		if off := math.Abs(float64(d.Shares[i][0]) - want); off > within*d.Errors[i][0]+1 {
			t.Errorf("player %d: %d ± %.1f, want %.1f", i, d.Shares[i][0], d.Errors[i][0], want)
		}
		if ratio := d.ErrorOfSum[i] / 3; math.Abs(ratio-d.Errors[i][0]) > 1e-6*(1+ratio) {
			t.Errorf("player %d: error of the sum %f, want three times %f", i, d.ErrorOfSum[i], d.Errors[i][0])
		}
	}
	if d.Errors[0][0] == 0 {
		t.Error("three players whose worth depends on all three have no error")
	}
	again, other := shapley(t, players, game), &engine.Division{}
	if !slices.EqualFunc(d.Shares, again.Shares, slices.Equal) {
		t.Error("the same seed gives other shares")
	}
	if other, _ = engine.Shapley(players, game, nil, 2); slices.EqualFunc(d.Shares, other.Shares, slices.Equal) {
		t.Error("another seed gives the same sample")
	}
}

func TestTheSmallestCoalitionWithoutAWorthIsNamed(t *testing.T) {
	for _, players := range []int{4, 13} {
		t.Run(fmt.Sprint(players), func(t *testing.T) {
			_, err := engine.Shapley(players, func(c engine.Coalition) ([]int64, error) {
				if c[1] && !c[2] {
					return nil, errors.New("1 needs 2")
				}
				return []int64{0}, nil
			}, nil, 1)
			var stuck *engine.CoalitionError
			if !errors.As(err, &stuck) {
				t.Fatalf("error %v, want a CoalitionError", err)
			}
			if bitsOf(stuck.Coalition) != 1<<1 || stuck.Error() != "1 needs 2" {
				t.Errorf("coalition %b, %q; want player 1 alone", bitsOf(stuck.Coalition), stuck)
			}
		})
	}
}

func TestAPanicOfAGameReachesWhoAsked(t *testing.T) {
	defer func() {
		if fault, is := recover().(*panics.Recovered); !is || fault.Value != "a slip" {
			t.Errorf("recovered %v, want the game's own panic", fault)
		}
	}()
	engine.Shapley(2, func(engine.Coalition) ([]int64, error) { panic("a slip") }, nil, 1)
}
