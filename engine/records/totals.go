package records

import (
	"parity/tariff"
)

// Totals adds up what records pay, by provider, commissioner, currency, measure and month.
// Each worker keeps its own, and they are merged: sums of whole pence are the same in any
// order.
type Totals struct {
	list   *List
	keys   Keys
	groups []group
	cells  []cell        // of all groups and measures, the months of one together
	people map[int32]few // of the cells, where people are counted
	lacks  lacks
	plain  plain // and what is not yet in the cells
	one    Priced
	// Records is how many were added, those outside the window not among them.
	Records int64
}

// group is a provider's, commissioner's and currency's.
type group struct {
	provider, commissioner, currency int32
	first                            measured
	more                             []measured // beyond the first, in the order in which they came
}

// measured is one measure of a group: where its cells begin, one for each month of the window
// and one more.
type measured struct {
	cells int32
	rate  *rate
}

// cell is a month. whole is how many records more than in the month before have the whole
// month: what they come to is worked out at the end.
type cell struct {
	value    tariff.Pence
	quantity tariff.Quantity
	whole    int64
}

// NewTotals has nothing added up yet, of records priced by a list.
func NewTotals(list *List) *Totals { return &Totals{list: list} }

// placeBits is how many bits of a group's key a place takes: a million codes of each kind.
const placeBits = 20

// MostCodes is how many providers, commissioners and currencies there may be.
const MostCodes = 1 << placeBits

// Add adds a record that was priced. person tells people apart where they are to be counted;
// 0 where not.
func (t *Totals) Add(r *Record, p *Priced, person uint64) {
	if p.Outside {
		return
	}
	t.Records++
	g := &t.groups[t.group(keyOf(r.Provider, r.Commissioner, r.Currency))]
	for i := range p.spans {
		s := &p.spans[i]
		from := t.of(g, s.rate)
		s.addTo(t.cells[from:])
		if person != 0 {
			s.each(func(month int) { t.count(from+int32(month), person) })
		}
	}
	for _, e := range p.lines {
		at := t.of(g, e.rate) + int32(e.month)
		t.cells[at].add(e.value, int(e.quantity))
		if e.quantity != 0 { // who is given nothing hides nobody
			t.count(at, person)
		}
	}
}

// addTo adds days to the cells of a measure.
func (s *span) addTo(months []cell) {
	if s.days > 0 {
		months[s.first].add(s.rate.value(int(s.first), int(s.days)), int(s.days)*thousandths)
	}
	if s.wholeTo > s.wholeFrom {
		months[s.wholeFrom].whole++
		months[s.wholeTo].whole-- // there is one more than the window, for those who stay on
	}
	if s.daysOfTheLast > 0 {
		months[s.last].add(s.rate.value(int(s.last), int(s.daysOfTheLast)), int(s.daysOfTheLast)*thousandths)
	}
}

// keyOf packs three places into a key, which is never 0.
func keyOf(provider, commissioner, currency int32) uint64 {
	return 1<<(3*placeBits) | uint64(provider)<<(2*placeBits) | uint64(commissioner)<<placeBits | uint64(currency)
}

// group is the place of a group, which is begun where it is not there.
func (t *Totals) group(key uint64) int32 {
	place, known := t.keys.Find(key)
	if !known {
		const mask = MostCodes - 1
		place = int32(len(t.groups))
		t.keys.Add(key, place)
		t.groups = append(t.groups, group{provider: int32(key >> (2 * placeBits) & mask), commissioner: int32(key >> placeBits & mask), currency: int32(key & mask)})
	}
	return place
}

func (c *cell) add(value tariff.Pence, quantity int) {
	c.value += value
	c.quantity += tariff.Quantity(quantity)
}

// each gives the months in which there are days.
func (s *span) each(yield func(month int)) {
	if s.days > 0 {
		yield(int(s.first))
	}
	for m := s.wholeFrom; m < s.wholeTo; m++ {
		yield(int(m))
	}
	if s.daysOfTheLast > 0 {
		yield(int(s.last))
	}
}

// of is where a group's cells of a rate begin.
func (t *Totals) of(g *group, rate *rate) int32 {
	if g.first.rate == rate {
		return g.first.cells
	}
	for _, m := range g.more {
		if m.rate == rate {
			return m.cells
		}
	}
	made := measured{int32(len(t.cells)), rate}
	t.cells = append(t.cells, make([]cell, t.list.Window.Months+1)...)
	if g.first.rate == nil {
		g.first = made
	} else {
		g.more = append(g.more, made)
	}
	return made.cells
}

// count counts a person in a cell; 0 is nobody.
func (t *Totals) count(cell int32, person uint64) {
	if person == 0 {
		return
	}
	if t.people == nil {
		t.people = map[int32]few{}
	}
	seen := t.people[cell]
	seen.add(person)
	t.people[cell] = seen
}

// measures are what a group has, in the order in which they came.
func (g *group) measures() []measured {
	if g.first.rate == nil {
		return nil
	}
	return append([]measured{g.first}, g.more...)
}

// Merge adds what another worker added up, by the same list.
func (t *Totals) Merge(other *Totals) {
	other.settle()
	t.Records += other.Records
	for at := range other.lacks {
		if t.lacks == nil {
			t.lacks = lacks{}
		}
		t.lacks[at] = struct{}{}
	}
	for i := range other.groups {
		from := &other.groups[i]
		g := &t.groups[t.group(keyOf(from.provider, from.commissioner, from.currency))]
		for _, m := range from.measures() {
			at := t.of(g, m.rate)
			for k := range int32(t.list.Window.Months + 1) {
				more := &other.cells[m.cells+k]
				t.cells[at+k].add(more.value, int(more.quantity))
				t.cells[at+k].whole += more.whole
				for _, person := range other.people[m.cells+k].seen {
					t.count(at+k, person)
				}
			}
		}
	}
}

// Total is what the records of one provider, commissioner and currency pay for one measure
// in one month.
type Total struct {
	Provider, Commissioner, Currency int32
	Measure                          tariff.Measure
	Month                            tariff.Month
	Quantity                         tariff.Quantity // a year of care: days over the days of the financial year, to 0.001
	Value                            tariff.Pence
	People                           int  // so many, or FewPeople for that or more; 0 where they were not counted
	Lacks                            bool // a record that would have been part of it was refused (Totals.Lack)

	rate *rate
	at   int             // the month in the window
	raw  tariff.Quantity // of a year of care: its days
}

// Totals gives every total that is not nothing, groups as they came and in each measures as
// they came and months in order: who shows them puts them in an order of names.
func (t *Totals) Totals() []Total {
	t.settle()
	totals := make([]Total, 0, len(t.cells))
	for i := range t.groups {
		g := &t.groups[i]
		for _, m := range g.measures() {
			whole := int64(0)
			for k := range t.list.Window.Months {
				at, month := m.cells+int32(k), t.list.Window.From+tariff.Month(k)
				c, days := &t.cells[at], DaysOf(month)
				whole += c.whole
				total := Total{Provider: g.provider, Commissioner: g.commissioner, Currency: g.currency, Measure: m.rate.measure, Month: month, People: len(t.people[at].seen),
					Lacks: t.lacks.of(keyOf(g.provider, g.commissioner, g.currency), k, m.rate.measure), rate: m.rate, at: k,
					Value: c.value, Quantity: c.quantity + tariff.Quantity(whole*int64(days)*thousandths)}
				if whole != 0 {
					total.Value += tariff.Pence(whole) * m.rate.value(k, days)
				}
				total.raw = total.Quantity
				total.Quantity = tariff.Quantity(rounded(int64(total.Quantity), int64(m.rate.months[k].parts)))
				if total.Quantity != 0 || total.Value != 0 {
					totals = append(totals, total)
				}
			}
		}
	}
	return totals
}

// rounded is a over b to the nearest, halves away from zero.
func rounded(a, b int64) int64 {
	if a < 0 {
		return -divided(-a, b)
	}
	return divided(a, b)
}
