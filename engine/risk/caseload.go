package risk

import (
	"parity/engine"
	"parity/engine/panel"
)

// people are a contract's currencies that people flow through, place by place in the order
// of its caseload, and then by month. They mirror the caseload of package engine
// (docs/methods.md, "Caseload").
type people struct {
	currencies []int
	opening    []panel.Form
	rates      [][]panel.Form // who leaves, a day
	starts     [][]panel.Form
	days       [][]panel.Form
	end        [][]panel.Form // people at the month's end
	moves      []moves
	chance     [][]panel.Form // by month, where chance plays a part
}

// moves are the moves from one place to another.
type moves struct {
	from, to int
	share    []panel.Form
}

// flowing writes down the people of a contract who have a mean stay. Scenarios that say the
// same of them share what was written down.
func (w *world) flowing(contract int) *people {
	p := w.placed(contract)
	key := p.key()
	if known, ok := w.caseloads[key]; ok {
		return known
	}
	w.carry(p)
	w.caseloads[key] = p
	return p
}

// placed lays out who flows where, without carrying them.
func (w *world) placed(contract int) *people {
	c := &w.m.Contracts[contract]
	p := &people{}
	place := map[int]int{}
	for item := range c.Caseload {
		load := &c.Caseload[item]
		if load.Flow[0].Value.MeanStayDays == 0 {
			continue
		}
		place[load.Currency] = len(p.currencies)
		p.currencies = append(p.currencies, load.Currency)
		p.opening = append(p.opening, w.figure(Figure{Quantity: Opening, Of: contract, Item: item}, load.Opening))
		p.starts = append(p.starts, w.starts(contract, item))
		if chance := w.chances(contract, load.Currency); chance != nil {
			p.chance = append(p.chance, chance)
		}
		p.rates = append(p.rates, w.byMonth(func(i int) panel.Form {
			at := max(0, row(w, load.Flow, i))
			stay := w.figure(Figure{Quantity: MeanStayDays, Of: contract, Item: item, Row: at}, load.Flow[at].Value.MeanStayDays)
			return w.calculation.Over(one(), stay)
		}))
	}
	for item := range c.Moves {
		move := &c.Moves[item]
		from, leaves := place[move.From]
		to, arrives := place[move.To]
		if !leaves || !arrives {
			continue
		}
		share := w.byMonth(func(i int) panel.Form {
			at := row(w, move.Share, i)
			if at < 0 {
				return panel.Form{}
			}
			return w.figure(Figure{Quantity: MoveShare, Of: contract, Item: item, Row: at}, move.Share[at].Value)
		})
		p.moves = append(p.moves, moves{from: from, to: to, share: share})
	}
	return p
}

// starts are the people of a caseload who begin in each month: as stated, times the growth
// so far, which compounds from month to month.
func (w *world) starts(contract, item int) []panel.Form {
	load := &w.m.Contracts[contract].Caseload[item]
	grown := one()
	return w.byMonth(func(i int) panel.Form {
		at := row(w, load.Flow, i)
		if at < 0 {
			return panel.Form{}
		}
		stated := w.figure(Figure{Quantity: StartsPerMonth, Of: contract, Item: item, Row: at}, load.Flow[at].Value.StartsPerMonth)
		starts := w.calculation.Times(stated, grown)
		if chance := w.chances(contract, load.Currency); chance != nil {
			starts = w.calculation.Poisson(starts, chance[i])
		}
		grown = w.calculation.Times(grown, w.monthlyGrowth(contract, item, at))
		return starts
	})
}

// monthlyGrowth is what a caseload row's yearly growth makes of a month: (1 + growth)^(1/12).
func (w *world) monthlyGrowth(contract, item, at int) panel.Form {
	growth := w.figure(Figure{Quantity: Growth, Of: contract, Item: item, Row: at}, w.m.Contracts[contract].Caseload[item].Flow[at].Value.Growth)
	return w.calculation.Power(one().Plus(growth), 1./months12)
}

// key tells the caseload from any that comes to something else.
func (p *people) key() string {
	var key []byte
	add := func(forms []panel.Form) {
		for _, f := range forms {
			key = f.AppendKey(key)
		}
	}
	add(p.opening)
	for k := range p.currencies {
		key = append(key, byte(p.currencies[k]), byte(p.currencies[k]>>8))
		add(p.rates[k])
		add(p.starts[k])
	}
	for _, chance := range p.chance {
		add(chance)
	}
	for _, move := range p.moves {
		key = append(key, byte(move.from), byte(move.from>>8), byte(move.to), byte(move.to>>8))
		add(move.share)
	}
	return string(key)
}

// carry takes the people through the months of the run.
func (w *world) carry(p *people) {
	size := len(p.currencies)
	p.end, p.days = make([][]panel.Form, size), make([][]panel.Form, size)
	now := p.opening
	if p.chance != nil {
		now = w.wholePeople(now)
	}
	for i := range w.m.Months {
		end, days := w.month(p, now, i)
		if p.chance != nil {
			end, days = w.byChance(p, now, end, days, i)
		}
		for k := range size {
			p.end[k], p.days[k] = append(p.end[k], end[k]), append(p.days[k], days[k])
		}
		now = end
	}
}

// month carries people over one month. Where stays and moves are certain that is one fixed
// operator, and the people stay sums of the uncertain openings and starts; where they are
// not, the month is solved anew in every draw.
func (w *world) month(p *people, now []panel.Form, i int) (end, days []panel.Form) {
	size := len(now)
	rates, certain := p.matrix(i)
	length := w.m.Month(i).Days()
	if !certain {
		var rate, starts []panel.Form
		for k := range size {
			rate, starts = append(rate, p.rates[k][i]), append(starts, p.starts[k][i])
		}
		var between []panel.Move
		for _, move := range p.moves {
			if !move.share[i].Is(0) {
				between = append(between, panel.Move{From: move.from, To: move.to, Share: move.share[i]})
			}
		}
		return w.calculation.Flow(float64(length), now, starts, rate, between)
	}
	if size == 0 {
		return nil, nil
	}
	stay, held, heldTwice := w.solved.Month(rates, size, length)
	taken := append([]panel.Form(nil), now...)
	for k := range size {
		taken = append(taken, p.starts[k][i].Scale(1/float64(length)))
	}
	times := make([]float64, 2*size)
	for k := range size {
		for j := range size {
			times[j], times[size+j] = stay.At(k, j), held.At(k, j)
		}
		end = append(end, w.calculation.Linear(times, taken))
		for j := range size {
			times[j], times[size+j] = held.At(k, j), heldTwice.At(k, j)
		}
		days = append(days, w.calculation.Linear(times, taken))
	}
	return w.held(end), days
}

// held makes nodes of sums that have grown longer than carrying the people on from here
// would be.
func (w *world) held(end []panel.Form) []panel.Form {
	for k := range end {
		if end[k].Terms() > 2*len(end) {
			end[k] = w.calculation.Hold(end[k])
		}
	}
	return end
}

// matrix is what goes from the column's place to the row's, a person a day, in a month;
// false where it is uncertain.
func (p *people) matrix(i int) (rates []float64, certain bool) {
	size := len(p.currencies)
	rates = make([]float64, size*size)
	for k := range size {
		leaving, ok := p.rates[k][i].Certain()
		if !ok {
			return nil, false
		}
		rates[k*size+k] = -leaving
	}
	for _, move := range p.moves {
		share, ok := move.share[i].Certain()
		if !ok {
			return nil, false
		}
		rates[move.to*size+move.from] = share * -rates[move.from*size+move.from]
	}
	return rates, true
}

// place is where a currency's people flow, -1 where they do not.
func (p *people) place(currency int) int {
	for k, c := range p.currencies {
		if c == currency {
			return k
		}
	}
	return -1
}

// arrived are the people who moved into a place in a month.
func (w *world) arrived(p *people, place, i int) panel.Form {
	var arrivals []panel.Pair
	for _, move := range p.moves {
		if move.to == place {
			leaving := w.calculation.Times(p.rates[move.from][i], p.days[move.from][i])
			arrivals = append(arrivals, panel.Pair{First: leaving, Second: move.share[i]})
		}
	}
	return w.calculation.Dot(arrivals)
}

// grown are the people and days of a currency without a mean stay: the people grow by the
// yearly growth, and the days are the month's length times the mean of the people at its
// two ends.
func (w *world) grown(contract, item int) (end, days []panel.Form) {
	load := &w.m.Contracts[contract].Caseload[item]
	before := w.figure(Figure{Quantity: Opening, Of: contract, Item: item}, load.Opening)
	for i := range w.m.Months {
		now := before
		if at := row(w, load.Flow, i); at >= 0 {
			now = w.calculation.Times(before, w.monthlyGrowth(contract, item, at))
		}
		end = append(end, now)
		days = append(days, before.Plus(now).Scale(float64(w.m.Month(i).Days())/2))
		before = now
	}
	return end, days
}

// caseloadOf is the place of a currency among a contract's caseload, -1 where it has none.
func caseloadOf(c *engine.Contract, currency int) int {
	for item := range c.Caseload {
		if c.Caseload[item].Currency == currency {
			return item
		}
	}
	return -1
}

// yearDays is how many days the financial year of month i has.
func (w *world) yearDays(i int) float64 { return float64(w.m.Month(i).Year().Days()) }
