package records

import (
	"parity/tariff"
)

// Line is what one record pays for one measure in one month: ROUND(quantity / parts x price x
// factor, 2). Of a year of care, and of a review period paid by its days, Quantity is the days
// and Parts the days of that financial year or period; all else has Parts 1. Why says what the
// price and the factor come from.
type Line struct {
	Measure  tariff.Measure
	Month    tariff.Month
	Quantity tariff.Quantity
	Parts    int
	Price    tariff.Price
	Factor   tariff.Factor // market forces factor over its base
	Value    tariff.Pence
}

// Priced is what one record comes to, to be used again for the next.
type Priced struct {
	list  *List
	spans []span
	lines []event
	// Outside says that nothing of the record lies in the window, so that there is nothing
	// to price.
	Outside bool
}

// span is days of a rate: some of a first month, whole months, and some of a last. Months
// count from the window's first. days of the first month may be none.
type span struct {
	rate                *rate
	first, days         int16
	wholeFrom, wholeTo  int16 // whole months, the last not counted
	last, daysOfTheLast int16
}

// event is a quantity in one month, which is days of so many parts.
type event struct {
	rate     *rate
	month    int
	quantity tariff.Quantity
	days     tariff.Quantity
	parts    int
	value    tariff.Pence
}

// Price prices a record, all of it that lies in the window or, for the reason it gives back,
// none of it.
func (l *List) Price(r *Record, p *Priced) Reason {
	p.list, p.spans, p.lines, p.Outside = l, p.spans[:0], p.lines[:0], false
	if l.outside(r) {
		p.Outside = true
		return ""
	}
	c := l.card(r.Provider, r.Currency)
	if r.Stated || r.Counted {
		return l.stated(c, r, p)
	}
	if c.reason != "" {
		return c.reason
	}
	for _, rate := range c.episodes() {
		if reason := l.episode(rate, r, p); reason != "" {
			return reason
		}
	}
	return ""
}

// outside says whether nothing of a record lies in the window. One that begins and ends on
// the same day lies on that day.
func (l *List) outside(r *Record) bool {
	if r.Start >= l.Window.End() {
		return true
	}
	if r.Act() || r.Start == r.End {
		return r.Start < l.Window.Start()
	}
	return r.End != 0 && r.End <= l.Window.Start()
}

// mostYears is more years of care than there are people.
const mostYears = 10_000_000_000 * thousandths

// stated prices a record that says its measure or its quantity.
func (l *List) stated(c *card, r *Record, p *Priced) Reason {
	measure := r.Measure
	switch {
	case !r.Stated && c.reason != "":
		return c.reason
	case !r.Stated && c.many > 1:
		return MeasureNeeded
	case !r.Stated:
		measure = c.dated[0].measure
	case !measure.Priced():
		return NeverPriced
	case !c.any:
		return c.reason
	}
	rate := c.rates[measure]
	if rate == nil {
		return MeasureUnpriced
	}
	if r.Counted {
		if r.End != 0 && r.End.Month() != r.Start.Month() && r.End != DateIn(r.Start.Month()+1, 1) {
			return ManyMonths
		}
		if rate.covers == tariff.Community {
			return CommunityShare
		}
		quantity := r.Quantity
		if measure == tariff.YearOfCare { // years are kept as their days
			days := r.Start.Month().Year().Days()
			if quantity > mostYears || quantity < -mostYears {
				return TooLarge
			}
			quantity *= tariff.Quantity(days)
		}
		return l.event(rate, r.Start.Month(), quantity, 1, p)
	}
	if reason := fits(rate, &l.Currencies[r.Currency]); reason != "" {
		return reason
	}
	return l.episode(rate, r, p)
}

// episode prices what a record's dates say of one measure.
func (l *List) episode(rate *rate, r *Record, p *Priced) Reason {
	switch {
	case rate.daily:
		return l.days(rate, r, p)
	case rate.measure == tariff.Period:
		return l.periods(rate, r, p)
	}
	if r.Start < l.Window.Start() {
		return "" // came before the window
	}
	return l.event(rate, r.Start.Month(), thousandths, 1, p)
}

// days prices the days from start up to end.
func (l *List) days(rate *rate, r *Record, p *Priced) Reason {
	if _, _, some := l.Window.clip(r.Start, r.End); !some {
		return ""
	}
	var s span
	if !l.span(rate, r.Start, r.End, &s) {
		return rate.unpriced(s.months())
	}
	p.spans = append(p.spans, s)
	return ""
}

// span is the days of the window from start up to end, of which there are some; false where
// not all of their months have a price.
func (l *List) span(rate *rate, start, end Date, s *span) bool {
	start, end, _ = l.Window.clip(start, end)
	s.rate, s.days = rate, 0
	s.first, s.last = int16(start.Month()-l.Window.From), int16(end.Month()-l.Window.From)
	s.daysOfTheLast = int16(end.Day() - 1)
	if s.first == s.last {
		s.days, s.daysOfTheLast = int16(end.Day()-start.Day()), 0
		s.wholeFrom, s.wholeTo = s.first, s.first
	} else {
		s.wholeFrom, s.wholeTo = s.first, s.last
		if start.Day() != 1 {
			s.days = int16(DaysOf(start.Month()) - start.Day() + 1)
			s.wholeFrom++
		}
	}
	if rate.complete {
		return true
	}
	return rate.unpriced(s.months()) == ""
}

// months are the first and the last month in which there are days.
func (s *span) months() (first, last int) {
	if s.first != s.last && s.daysOfTheLast == 0 {
		return int(s.first), int(s.last) - 1
	}
	return int(s.first), int(s.last)
}

// event prices a quantity in a month of the window, by so many parts of its price.
func (l *List) event(rate *rate, month tariff.Month, quantity tariff.Quantity, parts int, p *Priced) Reason {
	i := int(month - l.Window.From)
	if reason := rate.unpriced(i, i); reason != "" {
		return reason
	}
	m := &rate.months[i]
	factor := m.factor
	if parts > 1 {
		factor = per(factor, parts)
	}
	value, err := tariff.Line(quantity, m.price.Price, factor)
	if err != nil {
		return TooLarge
	}
	p.lines = append(p.lines, event{rate, i, tariff.Quantity(divided(int64(quantity), int64(parts))), quantity, parts, value})
	return ""
}

// divided is a over b, both not below zero, to the nearest, halves up.
func divided(a, b int64) int64 { return (a + b/2) / b }

// periods prices the review periods that a record begins, whole or by their days.
func (l *List) periods(rate *rate, r *Record, p *Priced) Reason {
	if l.ProRata {
		return l.periodsByDays(rate, r, p)
	}
	review := l.Currencies[r.Currency].Review
	for k := 0; ; {
		begins := review.after(r.Start, k)
		if k > 0 && r.End != 0 && begins >= r.End || begins >= l.Window.End() {
			return ""
		}
		many, month := 0, begins.Month() // those of one month are one line
		for begins.Month() == month && (k == 0 || r.End == 0 || begins < r.End) {
			many, k = many+1, k+1
			begins = review.after(r.Start, k)
		}
		if month < l.Window.From {
			continue
		}
		if reason := l.event(rate, month, tariff.Quantity(many)*thousandths, 1, p); reason != "" {
			return reason
		}
	}
}

// periodsByDays prices the days of each review period by their part of it: a line a period
// and month.
func (l *List) periodsByDays(rate *rate, r *Record, p *Priced) Reason {
	review := l.Currencies[r.Currency].Review
	start, end, _ := l.Window.clip(r.Start, r.End)
	for k := 0; ; k++ {
		begins, next := review.after(r.Start, k), review.after(r.Start, k+1)
		if begins >= end {
			return ""
		}
		for from, to := max(begins, start), min(next, end); from < to; {
			turn := min(to, DateIn(from.Month()+1, 1))
			if reason := l.event(rate, from.Month(), tariff.Quantity(turn.Number()-from.Number())*thousandths, next.Number()-begins.Number(), p); reason != "" {
				return reason
			}
			from = turn
		}
	}
}

// Lines gives what the record last priced pays, one line a measure and month in the order
// of measures and of time, until yield says no.
func (p *Priced) Lines(yield func(Line) bool) {
	for i := range p.spans {
		s := &p.spans[i]
		if s.days > 0 && !yield(p.dayLine(s.rate, int(s.first), int(s.days))) {
			return
		}
		for m := s.wholeFrom; m < s.wholeTo; m++ {
			if !yield(p.dayLine(s.rate, int(m), DaysOf(p.list.Window.From+tariff.Month(m)))) {
				return
			}
		}
		if s.daysOfTheLast > 0 && !yield(p.dayLine(s.rate, int(s.last), int(s.daysOfTheLast))) {
			return
		}
	}
	for _, e := range p.lines {
		m := &e.rate.months[e.month]
		if !yield(p.line(m, e.rate, e.month, e.days, m.parts*e.parts, e.value)) {
			return
		}
	}
}

func (p *Priced) dayLine(rate *rate, month, days int) Line {
	m := &rate.months[month]
	return p.line(m, rate, month, tariff.Quantity(days*thousandths), m.parts, rate.value(month, days))
}

func (p *Priced) line(m *monthRate, rate *rate, month int, quantity tariff.Quantity, parts int, value tariff.Pence) Line {
	factor := lowest(tariff.Factor{Over: m.factor.Over * int64(m.parts), Under: m.factor.Under}) // which m has over its parts
	return Line{Measure: rate.measure, Month: p.list.Window.From + tariff.Month(month), Quantity: quantity, Parts: parts, Price: m.price.Price, Factor: factor, Value: value}
}
