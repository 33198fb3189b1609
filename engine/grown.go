package engine

import "parity/tariff"

// growth is the people of contracts that people go between, in the currencies without a mean
// stay: they grow by the yearly growth, compounded from month to month, and the days of a month
// are its length times the mean of the people at its two ends (docs/methods.md, "Caseload").
// Starts and assessments are what starts_per_month says and a market leaves of them, nobody
// moves, and discharges are what is left of the starts once the change in people is taken off:
// below zero where people grow by more than the starts that are stated.
type growth struct {
	model  *Model
	places []grownPlace // those of the incumbent's contract first
}

// grownPlace is a currency of one contract, its slices by month.
type grownPlace struct {
	place
	starts       []float64 // people who begin
	joined       []float64 // who pass over to it at the month's beginning; nil where nobody does
	people, days []float64
}

func newGrowth(m *Model, contracts []int, caseloads [][]Caseload) *growth {
	g := &growth{model: m}
	for k, contract := range contracts {
		for _, c := range caseloads[k] {
			g.places = append(g.places, grownPlace{place: place{contract, c}, starts: c.startsByMonth(m)})
		}
	}
	return g
}

// at is the place of a contract's currency; it must have one.
func (g *growth) at(contract, currency int) int {
	for k := range g.places {
		if g.places[k].contract == contract && g.places[k].Currency == currency {
			return k
		}
	}
	return -1
}

// count carries the people through the run and rounds what comes of it into the activity.
func (g *growth) count(activity *Activity) error {
	m := g.model
	went := make([]wentBetween, len(g.places))
	for from := range g.places { // entrants behind the contract they take people from
		p := &g.places[from]
		markets := m.let(p.contract, p.Currency)
		starts, passed := p.starts, make([][]float64, len(markets))
		for l, market := range markets {
			passed[l] = make([]float64, m.Months)
			to := &g.places[g.at(market.To, market.Currency)]
			starts = shareOut(starts, p.starts, to.starts, func(i int) float64 { return market.at(m, i).StartsShare })
		}
		p.starts = starts
		p.people, p.days = make([]float64, m.Months), make([]float64, m.Months)
		before := p.Opening
		for i := range m.Months {
			if p.joined != nil {
				before += p.joined[i]
			}
			there := before
			for l, market := range markets {
				passed[l][i] = there * market.passes(m, i)
				before = max(0, before-passed[l][i])
			}
			p.people[i] = before * monthlyGrowth(p.flowAt(m.Month(i)).Growth)
			p.days[i] = float64(m.Month(i).Days()) * (before + p.people[i]) / 2
			before = p.people[i]
		}
		for l, market := range markets {
			to := g.at(market.To, market.Currency)
			g.places[to].joined = sumOf(g.places[to].joined, passed[l])
			people, err := counted("people who pass over", passed[l])
			if err != nil {
				return inContract(m, p.contract, currencyError(m, p.Currency, err))
			}
			activity.transfer(&went[from], &went[to], Transfer{FromContract: p.contract, From: p.Currency, ToContract: market.To, To: market.Currency, PassingOver: true, People: people})
		}
	}
	for k := range g.places {
		p := &g.places[k]
		went[k].moveIn, went[k].moveOut = make([]tariff.Quantity, m.Months), make([]tariff.Quantity, m.Months)
		counts, err := countCaseload(m, p.Caseload, p.starts, p.people, p.days, went[k])
		if err != nil {
			return inContract(m, p.contract, currencyError(m, p.Currency, err))
		}
		own := &activity.Contracts[p.contract]
		own.Currencies = append(own.Currencies, counts)
	}
	return nil
}

// shareOut is what is kept of a series once a share of the whole is given away by month.
func shareOut(kept, whole, to []float64, share func(i int) float64) []float64 {
	left := make([]float64, len(kept))
	for i := range left {
		goes := whole[i] * share(i)
		to[i] += goes
		left[i] = max(0, kept[i]-goes) // shares may sum to 1 but for their last bits
	}
	return left
}
