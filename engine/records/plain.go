package records

import "parity/tariff"

// plain adds up the episodes of the groups that AddEpisodes need not price one by one: those of
// a currency that is priced by the day alone, in every month of the window and each at a price
// that is a multiplication. It has little to each month, so that many groups stay near a
// processor, and is emptied into the totals before it could overflow.
type plain struct {
	pairs  Keys         // of provider and commissioner
	groups []int32      // of each pair by currency: where its months begin
	months []plainMonth // of all groups, each the window's and one more
	cells  []int32      // of each group: where its cells begin in Totals
	added  int          // stays, since it was last emptied
}

// plainMonth is a cell of Totals: days are its quantity, and each is a thousand thousandths.
type plainMonth struct {
	day   uint64 // what one costs, scaled (rate.scaled)
	value tariff.Pence
	days  int32
	whole int32
}

// mostAdded is how many stays may be added before days overflow.
const mostAdded = (1<<31 - 1) / longestMonth

// What is in plain.groups in place of where a group's months begin.
const (
	notPlain    = -1
	notLookedAt = -2
)

// pair is the number of a provider and commissioner.
func (t *Totals) pair(provider, commissioner int32) int32 {
	p := &t.plain
	key := keyOf(provider, commissioner, 0)
	pair, known := p.pairs.Find(key)
	if !known {
		pair = int32(p.pairs.Len())
		p.pairs.Add(key, pair)
		for range t.list.Currencies {
			p.groups = append(p.groups, notLookedAt)
		}
	}
	return pair
}

// layPlain finds out where a group's months begin, or that it is not plain.
func (t *Totals) layPlain(e *Episode) int32 {
	c := t.list.card(e.Provider, e.Currency)
	if !c.plain() {
		return notPlain
	}
	p, rate := &t.plain, c.dated[0]
	begins := int32(len(p.months))
	p.months = append(p.months, make([]plainMonth, t.list.Window.Months+1)...)
	for k, day := range rate.scaled {
		p.months[int(begins)+k].day = day
	}
	p.cells = append(p.cells, t.of(&t.groups[t.group(keyOf(e.Provider, e.Commissioner, e.Currency))], rate))
	return begins
}

// plain says whether an episode is priced by the day alone and nothing stands in the way of it.
func (c *card) plain() bool {
	return c.reason == "" && c.many == 1 && c.dated[0].daily && c.dated[0].complete && len(c.dated[0].tables) == 0
}

// settle empties what is plain into the cells.
func (t *Totals) settle() {
	months := t.list.Window.Months + 1
	for g, begins := range t.plain.cells {
		for k := range months {
			m, c := &t.plain.months[g*months+k], &t.cells[int(begins)+k]
			c.add(m.value, int(m.days)*thousandths)
			c.whole += int64(m.whole)
			m.value, m.days, m.whole = 0, 0, 0
		}
	}
	t.plain.added = 0
}
