package engine

import (
	"math/big"
	"slices"

	"parity/tariff"
)

// margin is a player that comes to a coalition, in so many of the orders averaged over.
type margin struct {
	player int
	before Coalition
	orders int64
}

// after is the coalition with the player.
func (m margin) after() Coalition {
	after := slices.Clone(m.before)
	after[m.player] = true
	return after
}

// marginsOf are those of one order.
func marginsOf(order []int) []margin {
	margins := make([]margin, len(order))
	for i, before := range alongOrder(order)[:len(order)] {
		margins[i] = margin{order[i], before, 1}
	}
	return margins
}

// averaging is what players bring, over a number of orders.
type averaging struct {
	margins []margin
	orders  int64
	at      map[string]int // into margins, by player and coalition
}

// add counts a margin once more.
func (a *averaging) add(m margin) {
	if a.at == nil {
		a.at = map[string]int{}
	}
	key := string(rune(m.player)) + m.before.key()
	at, known := a.at[key]
	if !known {
		a.at[key] = len(a.margins)
		a.margins = append(a.margins, m)
		return
	}
	a.margins[at].orders += m.orders
}

// average works out the players' shares and, where why is given, the causes of each.
func (d *Division) average(over *averaging, worth worths, why Why) error {
	players, figures := len(d.Shares), len(d.All)
	sums := make([][]*big.Int, figures) // by figure and player
	for f := range sums {
		sums[f] = zeros(players)
	}
	for _, m := range over.margins {
		for f, brought := range worth.brings(m.player, m.before) {
			addProduct(sums[f][m.player], m.orders, brought)
		}
	}
	for f := range sums {
		for player, share := range apportion(sums[f], over.orders, d.All[f]-d.None[f]) {
			d.Shares[player][f] = share
		}
	}
	if why == nil {
		return nil
	}
	return d.explain(over, why)
}

// explainedAtOnce is how many margins have their causes in memory at a time.
const explainedAtOnce = 256

// explain averages the causes of what players bring as average does what they bring, so
// that each player's sum to its share.
func (d *Division) explain(over *averaging, why Why) error {
	sums := make([]causeSums, len(d.Shares))
	var contracts []string
	for some := range slices.Chunk(over.margins, explainedAtOnce) {
		found := make([][]Cause, len(some))
		errs := sideBySide(len(some), func(i int) (err error) {
			found[i], err = why(some[i].before, some[i].after())
			return err
		})
		for i, m := range some {
			if errs[i] != nil {
				return errs[i]
			}
			for _, cause := range found[i] {
				if !slices.Contains(contracts, cause.Contract) {
					contracts = append(contracts, cause.Contract)
				}
				sums[m.player].add(cause, m.orders)
			}
		}
	}
	d.Parts = make([][]Cause, len(sums))
	for player := range sums {
		d.Parts[player] = sums[player].apportion(over.orders, d.Shares[player])
		sortCauses(d.Parts[player], contracts)
	}
	return nil
}

// causeSums are sums of causes over orders.
type causeSums struct {
	causes []Cause      // what they are of
	sums   [][]*big.Int // by cause and figure
	at     map[causeOf]int
}

// causeOf tells causes apart.
type causeOf struct {
	contract, measure string
	kind              CauseKind
}

func (s *causeSums) add(cause Cause, orders int64) {
	if s.at == nil {
		s.at = map[causeOf]int{}
	}
	of := causeOf{cause.Contract, cause.Measure, cause.Kind}
	at, known := s.at[of]
	if !known {
		at = len(s.causes)
		s.at[of] = at
		s.causes = append(s.causes, Cause{Contract: cause.Contract, Kind: cause.Kind, Measure: cause.Measure, Pence: make([]tariff.Pence, len(cause.Pence))})
		s.sums = append(s.sums, zeros(len(cause.Pence)))
	}
	for f, amount := range cause.Pence {
		addProduct(s.sums[at][f], orders, int64(amount))
	}
}

// apportion gives the causes as whole amounts that sum to a share; those that come to
// nothing are left out.
func (s *causeSums) apportion(orders int64, share []int64) []Cause {
	for f := range share {
		of := make([]*big.Int, len(s.causes))
		for k := range of {
			of[k] = s.sums[k][f]
		}
		for k, amount := range apportion(of, orders, share[f]) {
			s.causes[k].Pence[f] = tariff.Pence(amount)
		}
	}
	return slices.DeleteFunc(s.causes, func(c Cause) bool {
		return !slices.ContainsFunc(c.Pence, func(p tariff.Pence) bool { return p != 0 })
	})
}

// apportion turns sums over orders into whole averages that sum to a total: the quotients
// rounded down, and what is left over given, one each, to the largest remainders. Who has no
// remainder, as an average of zero has none, gets none of it.
func apportion(sums []*big.Int, orders, total int64) []int64 {
	divisor := big.NewInt(orders)
	shares, remainders := make([]int64, len(sums)), make([]*big.Int, len(sums))
	ranked := make([]int, len(sums))
	for i := range sums {
		whole, rest := new(big.Int), new(big.Int)
		whole.DivMod(sums[i], divisor, rest)
		shares[i], remainders[i], ranked[i] = whole.Int64(), rest, i
		total -= shares[i]
	}
	slices.SortStableFunc(ranked, func(a, b int) int { return remainders[b].Cmp(remainders[a]) })
	for _, i := range ranked[:total] {
		shares[i]++
	}
	return shares
}

// addProduct adds orders x amount to a sum.
func addProduct(sum *big.Int, orders, amount int64) {
	if amount != 0 {
		sum.Add(sum, new(big.Int).Mul(big.NewInt(orders), big.NewInt(amount)))
	}
}

func zeros(n int) []*big.Int {
	sums := make([]*big.Int, n)
	for i := range sums {
		sums[i] = new(big.Int)
	}
	return sums
}

// factorial is that of at most MostExactPlayers.
func factorial(n int) int64 {
	product := int64(1)
	for i := 2; i <= n; i++ {
		product *= int64(i)
	}
	return product
}
