package engine

import (
	"math"
	"math/rand/v2"
	"slices"
)

// MostExactPlayers is the largest number of players whose Shapley values are worked out
// from every coalition; beyond it they are sampled.
const MostExactPlayers = 10

// sampledOrders is how many orders a sample holds: pairs of an order and its reverse.
const sampledOrders = 200

// Division says what each player of a game brings to what all of them are worth.
type Division struct {
	None, All []int64   // the worth of no player and of all, by figure
	Alone     [][]int64 // by player and figure: what a player brings to none
	Shares    [][]int64 // by player and figure: they sum to All less None, exactly
	// Errors are the standard errors of Shares where these are sampled, and ErrorOfSum that
	// of a player's shares over all figures together; nil where the shares are exact.
	Errors     [][]float64
	ErrorOfSum []float64
	Orders     int // orders sampled; 0 where the shares are exact
	// Parts are by player the causes its share is made of, figure by figure to the unit; nil where
	// nobody asked.
	Parts [][]Cause
}

// Interaction is what a player brings in its place beyond what it brings alone.
func (d *Division) Interaction(player, figure int) int64 {
	return d.Shares[player][figure] - d.Alone[player][figure]
}

// Shapley divides what all players are worth by what each brings to the others, averaged
// over every order in which they can come together: up to MostExactPlayers from all
// coalitions, each asked once; beyond that from a sample of orders, each paired with its
// reverse, which a seed determines. Whole numbers are kept by largest remainders, which go
// only to players whose share is not zero (L. S. Shapley, "A value for n-person games",
// Contributions to the Theory of Games II, 1953; A. F. Shorrocks, "Decomposition procedures
// for distributional analysis", Journal of Economic Inequality 11, 2013; J. Castro,
// D. Gomez, J. Tejada, "Polynomial calculation of the Shapley value based on sampling",
// Computers & Operations Research 36, 2009; docs/methods.md, "Attribution").
//
// Where why is given, the causes of what a player brings are averaged over the same orders,
// so that they sum to its share.
//
// An error is why's, or a *CoalitionError: the first coalition, of the smallest, that has no
// worth.
func Shapley(players int, game Game, why Why, seed uint64) (*Division, error) {
	if players <= MostExactPlayers {
		return exactShapley(players, game, why)
	}
	return sampledShapley(players, game, why, seed)
}

// InOrder divides what all players are worth by what each brings as they come in one after
// the other, in their order. Causes and errors are as Shapley's.
func InOrder(players int, game Game, why Why) (*Division, error) {
	order := make([]int, players)
	for i := range order {
		order[i] = i
	}
	worth, err := ask(game, append(alongOrder(order), singles(players)...))
	if err != nil {
		return nil, err
	}
	d := newDivision(players, worth)
	return d, d.average(&averaging{margins: marginsOf(order), orders: 1}, worth, why)
}

// exactShapley weighs what a player brings to each coalition of the others by the share of
// orders in which just these come before it: s! (n - 1 - s)! / n!.
func exactShapley(players int, game Game, why Why) (*Division, error) {
	var coalitions []Coalition
	for mask := range 1 << players {
		coalition := make(Coalition, players)
		for i := range coalition {
			coalition[i] = mask>>i&1 == 1
		}
		coalitions = append(coalitions, coalition)
	}
	worth, err := ask(game, coalitions)
	if err != nil {
		return nil, err
	}
	over := averaging{orders: factorial(players)}
	for _, coalition := range coalitions {
		size := coalition.Size()
		for player, there := range coalition {
			if !there {
				over.margins = append(over.margins, margin{player, coalition, factorial(size) * factorial(players-1-size)})
			}
		}
	}
	d := newDivision(players, worth)
	return d, d.average(&over, worth, why)
}

// sampledShapley averages what players bring over a sample of orders. The error is that of
// the mean of pairs, as an order and its reverse are not independent.
func sampledShapley(players int, game Game, why Why, seed uint64) (*Division, error) {
	random := rand.New(rand.NewPCG(seed, 0))
	var orders [][]int
	coalitions := singles(players)
	for range sampledOrders / 2 {
		order := random.Perm(players)
		reverse := slices.Clone(order)
		slices.Reverse(reverse)
		orders = append(orders, order, reverse)
		coalitions = append(append(coalitions, alongOrder(order)...), alongOrder(reverse)...)
	}
	worth, err := ask(game, coalitions)
	if err != nil {
		return nil, err
	}
	d := newDivision(players, worth)
	figures := len(d.All)
	d.Orders = len(orders)
	over := averaging{orders: int64(len(orders))}
	spread := make([][]moments, players) // the last figure is the sum of the others
	for i := range spread {
		spread[i] = make([]moments, figures+1)
	}
	pair := make([][]float64, players)
	for k, order := range orders {
		for _, m := range marginsOf(order) {
			over.add(m)
			if k%2 == 0 {
				pair[m.player] = make([]float64, figures+1)
			}
			for f, brought := range worth.brings(m.player, m.before) {
				pair[m.player][f] += float64(brought) / 2
				pair[m.player][figures] += float64(brought) / 2
			}
		}
		if k%2 == 1 {
			for player := range pair {
				for f, mean := range pair[player] {
					spread[player][f].add(mean)
				}
			}
		}
	}
	for player := range spread {
		errors := make([]float64, figures)
		for f := range errors {
			errors[f] = spread[player][f].standardError()
		}
		d.Errors = append(d.Errors, errors)
		d.ErrorOfSum = append(d.ErrorOfSum, spread[player][figures].standardError())
	}
	return d, d.average(&over, worth, why)
}

// moments gather the mean and the spread of numbers as they come (B. P. Welford, "Note on a
// method for calculating corrected sums of squares and products", Technometrics 4, 1962).
type moments struct{ count, mean, squares float64 }

func (m *moments) add(x float64) {
	m.count++
	off := x - m.mean
	m.mean += off / m.count
	m.squares += off * (x - m.mean)
}

// standardError is that of the mean.
func (m *moments) standardError() float64 {
	return math.Sqrt(m.squares / (m.count - 1) / m.count)
}

// newDivision is a division that nothing but the worth of none, of each alone and of all is
// known of.
func newDivision(players int, worth worths) *Division {
	none, all := make(Coalition, players), make(Coalition, players)
	for i := range all {
		all[i] = true
	}
	d := &Division{None: worth[none.key()], All: worth[all.key()]}
	for player := range players {
		d.Alone = append(d.Alone, worth.brings(player, none))
		d.Shares = append(d.Shares, make([]int64, len(d.All)))
	}
	return d
}
