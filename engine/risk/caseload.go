package risk

import (
	"slices"

	"parity/engine"
	"parity/engine/panel"
	"parity/tariff"
)

// people are the currencies that people flow through under contracts that they go between, place
// by place in the order of the contracts and their caseloads, and then by month. They mirror the
// flow of package engine (docs/methods.md, "Caseload" and "Market").
type people struct {
	places  []placeOf
	opening []panel.Form
	rates   [][]panel.Form // who leaves, a day
	starts  [][]panel.Form
	days    [][]panel.Form
	end     [][]panel.Form // people at the month's end
	moves   []moves
	chance  [][]panel.Form // by month, where chance plays a part
	kept    [][]panel.Form // the share that does not pass over as the month begins; nil where nobody may
	joined  [][]panel.Form // who passes over to the place then; nil where nobody may
}

// moves are the moves from one place to another.
type moves struct {
	from, to int
	share    []panel.Form
}

// flowing writes down the people of a contract who have a mean stay, with those of the contracts
// that people go between. Scenarios that say the same of them share what was written down.
func (w *world) flowing(contract int) *people {
	contracts := w.linked(contract)
	if known, ok := w.written[contracts[0]]; ok {
		return known
	}
	p := w.placed(contracts)
	w.key = p.appendKey(w.key[:0])
	known, ok := w.caseloads[string(w.key)]
	if !ok {
		key := string(w.key)
		w.carry(p)
		w.caseloads[key], known = p, p
	}
	w.written[contracts[0]] = known
	return known
}

// placed lays out who flows where, without carrying them.
func (w *world) placed(contracts []int) *people {
	p := &people{}
	for _, contract := range contracts {
		w.place(p, contract)
	}
	p.kept, p.joined = make([][]panel.Form, len(p.places)), make([][]panel.Form, len(p.places))
	if len(contracts) > 1 {
		w.letStarts(p)
	}
	for k, chance := range p.chance {
		starts := p.starts[k]
		p.starts[k] = w.byMonth(func(i int) panel.Form { return w.calculation.Poisson(starts[i], chance[i]) })
	}
	for _, contract := range contracts {
		w.placeMoves(p, contract)
	}
	return p
}

// place adds the places of one contract.
func (w *world) place(p *people, contract int) {
	c := &w.m.Contracts[contract]
	for item := range c.Caseload {
		load := &c.Caseload[item]
		if load.Flow[0].Value.MeanStayDays == 0 {
			continue
		}
		p.places = append(p.places, placeOf{contract, load.Currency})
		p.opening = append(p.opening, w.figure(Figure{Quantity: Opening, Of: contract, Item: item}, load.Opening))
		p.starts = append(p.starts, w.starts(contract, item))
		if chance := w.chances(contract, load.Currency); chance != nil {
			p.chance = append(p.chance, chance)
		}
		p.rates = append(p.rates, w.byRow(func(month tariff.Month) int { return max(0, load.Flow.Row(month)) }, func(at int) panel.Form {
			stay := w.figure(Figure{Quantity: MeanStayDays, Of: contract, Item: item, Row: at}, load.Flow[at].Value.MeanStayDays)
			return w.calculation.Over(one(), stay)
		}))
	}
}

// placeMoves adds the moves of one contract.
func (w *world) placeMoves(p *people, contract int) {
	c := &w.m.Contracts[contract]
	for item := range c.Moves {
		move := &c.Moves[item]
		from, to := p.place(contract, move.From), p.place(contract, move.To)
		if to < 0 {
			to = w.incumbentPlace(p, contract, move.To)
		}
		if from < 0 || to < 0 {
			continue
		}
		share := w.byRow(move.Share.Row, func(at int) panel.Form {
			return w.figure(Figure{Quantity: MoveShare, Of: contract, Item: item, Row: at}, move.Share[at].Value)
		})
		p.moves = append(p.moves, moves{from: from, to: to, share: share})
	}
}

// starts are the people of a caseload who are expected to begin in each month, before any of them
// is let: as stated, times the growth so far, which compounds from month to month.
func (w *world) starts(contract, item int) []panel.Form {
	load := &w.m.Contracts[contract].Caseload[item]
	stated := w.byRow(load.Flow.Row, func(at int) panel.Form {
		return w.figure(Figure{Quantity: StartsPerMonth, Of: contract, Item: item, Row: at}, load.Flow[at].Value.StartsPerMonth)
	})
	growth := w.byRow(load.Flow.Row, func(at int) panel.Form { return w.monthlyGrowth(contract, item, at) })
	grown := one()
	return w.byMonth(func(i int) panel.Form {
		if row(w, load.Flow, i) < 0 {
			return panel.Form{}
		}
		starts := w.calculation.Times(stated[i], grown)
		grown = w.calculation.Times(grown, growth[i])
		return starts
	})
}

// monthlyGrowth is what a caseload row's yearly growth makes of a month: (1 + growth)^(1/12).
func (w *world) monthlyGrowth(contract, item, at int) panel.Form {
	growth := w.figure(Figure{Quantity: Growth, Of: contract, Item: item, Row: at}, w.m.Contracts[contract].Caseload[item].Flow[at].Value.Growth)
	return w.calculation.Power(one().Plus(growth), 1./months12)
}

// appendKey appends what tells the caseload from any that comes to something else.
func (p *people) appendKey(key []byte) []byte {
	add := func(forms []panel.Form) {
		for _, f := range forms {
			key = f.AppendKey(key)
		}
	}
	add(p.opening)
	for k, at := range p.places {
		key = append(key, byte(at.contract), byte(at.contract>>8), byte(at.currency), byte(at.currency>>8))
		add(p.rates[k])
		add(p.starts[k])
		add(p.kept[k])
	}
	for _, chance := range p.chance {
		add(chance)
	}
	for _, move := range p.moves {
		key = append(key, byte(move.from), byte(move.from>>8), byte(move.to), byte(move.to>>8))
		add(move.share)
	}
	return key
}

// carry takes the people through the months of the run.
func (w *world) carry(p *people) {
	size := len(p.places)
	p.end, p.days = make([][]panel.Form, size), make([][]panel.Form, size)
	now := p.opening
	if p.chance != nil {
		now = w.wholePeople(now)
	}
	for i := range w.m.Months {
		now = w.passOver(p, now, i)
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
	size := len(p.places)
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

// place is where a contract's people of a currency flow, -1 where they do not.
func (p *people) place(contract, currency int) int {
	return slices.Index(p.places, placeOf{contract, currency})
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
// two ends. before are those there as the month begins, before any of them passes over.
func (w *world) grown(contract, item int) (before, end, days []panel.Form) {
	load := &w.m.Contracts[contract].Caseload[item]
	markets := w.let(contract, load.Currency)
	var joined []panel.Form
	if k := w.takenBy(contract, load.Currency); k >= 0 {
		joined = w.grownPassing(k, caseloadOf(&w.m.Contracts[w.m.Markets[k].Contract], load.Currency))
	}
	now := w.figure(Figure{Quantity: Opening, Of: contract, Item: item}, load.Opening)
	for i := range w.m.Months {
		before = append(before, now)
		if joined != nil {
			now = now.Plus(joined[i])
		}
		begins := w.calculation.Times(now, w.kept(markets, func(k int) panel.Form { return w.passes(k, i) }))
		now = begins
		if at := row(w, load.Flow, i); at >= 0 {
			now = w.calculation.Times(begins, w.monthlyGrowth(contract, item, at))
		}
		end = append(end, now)
		days = append(days, begins.Plus(now).Scale(float64(w.m.Month(i).Days())/2))
	}
	return before, end, days
}

// grownStarts are the people who begin in a currency without a mean stay.
func (w *world) grownStarts(contract, item int) []panel.Form {
	currency := w.m.Contracts[contract].Caseload[item].Currency
	starts := w.starts(contract, item)
	markets, taken := w.let(contract, currency), w.takenBy(contract, currency)
	var whole []panel.Form
	if taken >= 0 {
		incumbent := w.m.Markets[taken].Contract
		whole = w.starts(incumbent, caseloadOf(&w.m.Contracts[incumbent], currency))
	}
	chance := w.chances(contract, currency)
	return w.byMonth(func(i int) panel.Form {
		begin := w.calculation.Times(starts[i], w.kept(markets, func(k int) panel.Form { return w.startsShare(k, i) }))
		if taken >= 0 {
			begin = begin.Plus(w.calculation.Times(whole[i], w.startsShare(taken, i)))
		}
		if chance != nil {
			begin = w.calculation.Poisson(begin, chance[i])
		}
		return begin
	})
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
