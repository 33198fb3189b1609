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
	// Records is how many were added, those outside the window not among them.
	Records int64
}

// group is a provider's, commissioner's and currency's.
type group struct {
	provider, commissioner, currency int32
	records                          int64
	people                           few
	measures                         []measured // in the order in which they came
}

// measured is one measure of a group, a month of the window each. whole is how many records
// more than in the month before have the whole month: what they come to is worked out at the end.
type measured struct {
	rate   *rate
	months []cell
	people []few // of each month, where people are counted
}

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
	key := uint64(r.Provider)<<(2*placeBits) | uint64(r.Commissioner)<<placeBits | uint64(r.Currency)
	place, known := t.keys.Find(key)
	if !known {
		place = t.keys.Add(key)
		t.groups = append(t.groups, group{provider: r.Provider, commissioner: r.Commissioner, currency: r.Currency})
	}
	g := &t.groups[place]
	g.records++
	t.Records++
	g.people.add(person)
	for i := range p.spans {
		s := &p.spans[i]
		of := g.of(s.rate)
		months := of.months
		if s.days > 0 {
			months[s.first].add(s.rate.months[s.first].days[s.days], s.days*thousandths)
		}
		if s.wholeTo > s.wholeFrom {
			months[s.wholeFrom].whole++
			months[s.wholeTo].whole-- // months has one more than the window, for those who stay on
		}
		if s.daysOfTheLast > 0 {
			months[s.last].add(s.rate.months[s.last].days[s.daysOfTheLast], s.daysOfTheLast*thousandths)
		}
		if person != 0 {
			s.each(func(month int) { of.count(month, person) })
		}
	}
	for _, e := range p.lines {
		of := g.of(e.rate)
		of.months[e.month].add(e.value, int(e.quantity))
		if person != 0 {
			of.count(e.month, person)
		}
	}
}

func (c *cell) add(value tariff.Pence, quantity int) {
	c.value += value
	c.quantity += tariff.Quantity(quantity)
}

// each gives the months in which there are days.
func (s *span) each(yield func(month int)) {
	if s.days > 0 {
		yield(s.first)
	}
	for m := s.wholeFrom; m < s.wholeTo; m++ {
		yield(m)
	}
	if s.daysOfTheLast > 0 {
		yield(s.last)
	}
}

// of is what a group has of a rate.
func (g *group) of(rate *rate) *measured {
	for i := range g.measures {
		if g.measures[i].rate == rate {
			return &g.measures[i]
		}
	}
	g.measures = append(g.measures, measured{rate: rate, months: make([]cell, len(rate.months)+1)})
	return &g.measures[len(g.measures)-1]
}

func (m *measured) count(month int, person uint64) {
	if m.people == nil {
		m.people = make([]few, len(m.months))
	}
	m.people[month].add(person)
}

// counted is how many people a month has, as far as few counts them.
func (m *measured) counted(month int) int {
	if m.people == nil {
		return 0
	}
	return m.people[month].count()
}

// Merge adds what another worker added up, by the same list.
func (t *Totals) Merge(other *Totals) {
	t.Records += other.Records
	for i := range other.groups {
		from := &other.groups[i]
		key := uint64(from.provider)<<(2*placeBits) | uint64(from.commissioner)<<placeBits | uint64(from.currency)
		place, known := t.keys.Find(key)
		if !known {
			place = t.keys.Add(key)
			t.groups = append(t.groups, group{provider: from.provider, commissioner: from.commissioner, currency: from.currency})
		}
		g := &t.groups[place]
		g.records += from.records
		g.people.merge(&from.people)
		for k := range from.measures {
			of := g.of(from.measures[k].rate)
			for m := range from.measures[k].months {
				c, more := &of.months[m], &from.measures[k].months[m]
				c.add(more.value, int(more.quantity))
				c.whole += more.whole
			}
			for m := range from.measures[k].people {
				for _, person := range from.measures[k].people[m].seen {
					of.count(m, person)
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
	People                           int // so many, or FewPeople for that or more; 0 where they were not counted
}

// Totals gives every total that is not nothing, groups as they came and in each measures as
// they came and months in order: who shows them puts them in an order of names.
func (t *Totals) Totals() []Total {
	var totals []Total
	for i := range t.groups {
		g := &t.groups[i]
		for k := range g.measures {
			measured, whole := &g.measures[k], int64(0)
			for m := range measured.rate.months {
				c, month := &measured.months[m], t.list.Window.From+tariff.Month(m)
				whole += c.whole
				days, rate := DaysOf(month), &measured.rate.months[m]
				total := Total{Provider: g.provider, Commissioner: g.commissioner, Currency: g.currency, Measure: measured.rate.measure, Month: month, People: measured.counted(m),
					Value: c.value, Quantity: c.quantity + tariff.Quantity(whole*int64(days)*thousandths)}
				if byDay(measured.rate.measure) {
					total.Value += tariff.Pence(whole) * rate.days[days]
				}
				total.Quantity = tariff.Quantity(rounded(int64(total.Quantity), int64(rate.parts)))
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

// Group is how many records, and people, a provider, commissioner and currency have.
type Group struct {
	Provider, Commissioner, Currency int32
	Records                          int64
	People                           int // as in Total
}

// Groups are the groups as they came.
func (t *Totals) Groups() []Group {
	groups := make([]Group, len(t.groups))
	for i := range t.groups {
		g := &t.groups[i]
		groups[i] = Group{g.provider, g.commissioner, g.currency, g.records, g.people.count()}
	}
	return groups
}
