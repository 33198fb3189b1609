package engine_test

import (
	"errors"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"parity/engine"
	"parity/tariff"
)

// drawCauses draws for every coalition and every player that comes to it what the
// difference is made of: the last cause is what the others leave of it.
func drawCauses(t *rapid.T, players int, w worthTable) map[[2]int][]engine.Cause {
	kinds := []engine.CauseKind{engine.CauseVolume, engine.CauseMix, engine.CauseMFF, engine.CauseKind(tariff.Cap)}
	drawn := map[[2]int][]engine.Cause{}
	for mask := range w {
		for player := range players {
			with := mask | 1<<player
			if with == mask {
				continue
			}
			var list []engine.Cause
			rest := make([]tariff.Pence, len(w[0]))
			for f := range rest {
				rest[f] = tariff.Pence(w[with][f] - w[mask][f])
			}
			for _, kind := range kinds[:rapid.IntRange(0, len(kinds)-1).Draw(t, "causes")] {
				cause := engine.Cause{Contract: rapid.SampledFrom([]string{"north", "south"}).Draw(t, "contract"), Kind: kind, Pence: make([]tariff.Pence, len(rest))}
				for f := range rest {
					cause.Pence[f] = tariff.Pence(rapid.Int64Range(-1000, 1000).Draw(t, "pence"))
					rest[f] -= cause.Pence[f]
				}
				list = append(list, cause)
			}
			drawn[[2]int{mask, player}] = append(list, engine.Cause{Contract: "north", Kind: engine.CausePrice, Measure: "bed_day", Pence: rest})
		}
	}
	return drawn
}

// whyOf answers from what was drawn.
func whyOf(drawn map[[2]int][]engine.Cause) engine.Why {
	return func(before, after engine.Coalition) ([]engine.Cause, error) {
		for player := range after {
			if after[player] != before[player] {
				return drawn[[2]int{bitsOf(before), player}], nil
			}
		}
		return nil, errors.New("the two do not differ")
	}
}

// slowCause averages one cause of a player over every order, tried one after the other.
func slowCause(players, player, figure int, is func(engine.Cause) bool, drawn map[[2]int][]engine.Cause) *big.Rat {
	sum, orders := new(big.Rat), int64(0)
	var try func(order []int, mask int)
	try = func(order []int, mask int) {
		if len(order) == players {
			orders++
			mask := 0
			for _, next := range order {
				if next == player {
					for _, cause := range drawn[[2]int{mask, player}] {
						if is(cause) {
							sum.Add(sum, new(big.Rat).SetInt64(int64(cause.Pence[figure])))
						}
					}
				}
				mask |= 1 << next
			}
			return
		}
		for next := range players {
			if mask>>next&1 == 0 {
				try(append(slices.Clone(order), next), mask|1<<next)
			}
		}
	}
	try(nil, 0)
	return sum.Quo(sum, new(big.Rat).SetInt64(orders))
}

// The causes of each player sum to its share in every figure; each is within a unit of its
// average over all orders, and nothing where that is.
func TestCausesOfSharesAgainstEveryOrderTriedSlowly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		players := rapid.IntRange(1, 4).Draw(t, "players")
		w := drawGame(t, players)
		drawn := drawCauses(t, players, w)
		d, err := engine.Shapley(players, w.game, whyOf(drawn), 1)
		if err != nil {
			t.Fatal(err)
		}
		for player := range players {
			for f := range w[0] {
				var sum int64
				for _, cause := range d.Parts[player] {
					sum += int64(cause.Pence[f])
					want := slowCause(players, player, f, func(c engine.Cause) bool {
						return c.Contract == cause.Contract && c.Kind == cause.Kind && c.Measure == cause.Measure
					}, drawn)
					off := new(big.Rat).Sub(new(big.Rat).SetInt64(int64(cause.Pence[f])), want)
					if off.Abs(off).Cmp(big.NewRat(1, 1)) >= 0 || want.Sign() == 0 && cause.Pence[f] != 0 {
						t.Fatalf("player %d, figure %d, %s: %d, want %s", player, f, cause.Kind, cause.Pence[f], want.FloatString(3))
					}
				}
				if sum != d.Shares[player][f] {
					t.Fatalf("player %d, figure %d: causes sum to %d, want its share %d", player, f, sum, d.Shares[player][f])
				}
			}
		}
	})
}

// In the listed order causes are those of each step; in a sample they sum to the shares too.
func TestCausesOfOtherOrders(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawGame(t, 3)
		drawn := drawCauses(t, 3, w)
		d, err := engine.InOrder(3, w.game, whyOf(drawn))
		if err != nil {
			t.Fatal(err)
		}
		for player, mask := range []int{0b000, 0b001, 0b011} {
			for _, cause := range d.Parts[player] {
				var want int64
				for _, own := range drawn[[2]int{mask, player}] {
					if own.Contract == cause.Contract && own.Kind == cause.Kind {
						want += int64(own.Pence[0])
					}
				}
				if int64(cause.Pence[0]) != want {
					t.Fatalf("player %d, %s: %d, want %d", player, cause.Kind, cause.Pence[0], want)
				}
			}
		}
	})
	const players = engine.MostExactPlayers + 1
	worth := func(c engine.Coalition) ([]int64, error) {
		size := int64(c.Size())
		return []int64{size * size * size}, nil
	}
	d, err := engine.Shapley(players, worth, func(before, after engine.Coalition) ([]engine.Cause, error) {
		b, _ := worth(before)
		a, _ := worth(after)
		return []engine.Cause{{Kind: engine.CauseVolume, Pence: []tariff.Pence{7}}, {Kind: engine.CauseMix, Pence: []tariff.Pence{tariff.Pence(a[0] - b[0] - 7)}}}, nil
	}, 1)
	if err != nil {
		t.Fatal(err)
	}
	for player, causes := range d.Parts {
		if len(causes) != 2 || causes[0].Pence[0] != 7 || int64(causes[0].Pence[0]+causes[1].Pence[0]) != d.Shares[player][0] {
			t.Errorf("player %d: causes %+v of a share of %d", player, causes, d.Shares[player][0])
		}
	}
}

func TestWhyMayFail(t *testing.T) {
	fault := errors.New("too large")
	_, err := engine.Shapley(2, func(engine.Coalition) ([]int64, error) { return []int64{0}, nil },
		func(engine.Coalition, engine.Coalition) ([]engine.Cause, error) { return nil, fault }, 1)
	if !errors.Is(err, fault) {
		t.Errorf("error %v, want the one of why", err)
	}
}
