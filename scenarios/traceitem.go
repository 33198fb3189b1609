package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"parity/engine"
	"parity/tariff"
)

// traceItem names one number of a result: a goal, of any kind of item, of a year, a month or
// the whole run.
type traceItem struct {
	engine.Goal
	Month tariff.Month // zero for none
	text  string
}

// itemName is the item without its resource.
func (i *traceItem) itemName() string {
	name, _, _ := strings.Cut(i.Item, "/")
	return name
}

// String writes the item as parseTraceItem reads it.
func (i traceItem) String() string {
	text := FormatGoal(i.Goal)
	if i.Month != 0 {
		rest := strings.TrimPrefix(text, i.Item)
		month := i.Month.String()
		if _, err := tariff.ParseYear(month); err == nil { // 2011-12 is a year too
			month = monthPart + "=" + month
		}
		text = i.Item + "/" + month + rest
	}
	return text
}

func (i *traceItem) wrong(format string, args ...any) error {
	return &GoalError{Text: i.text, Problem: fmt.Sprintf(format, args...)}
}

// The columns that spell out which period a part of an item is: 2011-12 may be both.
const (
	yearPart  = "year"
	monthPart = "month"
)

// parseTraceItem reads item/PERIOD/column=value/...: what ParseGoal reads, and beyond it
// stocks and rates, single months, and income by currency.
func parseTraceItem(text string, m *engine.Model) (traceItem, error) {
	item := traceItem{text: text}
	p := goalParser{text: text, models: []*engine.Model{m}, everyKind: true}
	parts := strings.Split(strings.TrimSpace(text), "/")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	rest, err := p.item(parts)
	if err != nil {
		return item, err
	}
	if p.goal.Item == engine.ItemIncome || p.goal.Item == engine.ItemBasePayment {
		p.grain = grainColumns(engine.ByMeasure) // as far as activity is paid for
	}
	for _, part := range rest {
		column, value, selects := strings.Cut(part, "=")
		column, value = strings.TrimSpace(column), strings.TrimSpace(value)
		switch {
		case selects && column != yearPart && column != monthPart:
			err = p.column(column, value)
		case selects:
			err = item.period(&p, value, column)
		default:
			err = item.period(&p, part, "")
		}
		if err != nil {
			return item, err
		}
	}
	item.Goal = p.goal
	return item, nil
}

// period reads a year or a month. What may be either, as 2011-12, is the year where the run
// has it.
func (i *traceItem) period(p *goalParser, text, kind string) error {
	m := p.models[0]
	year, noYear := tariff.ParseYear(text)
	month, noMonth := tariff.ParseMonth(text)
	first, last := m.Start, m.Month(m.Months-1)
	run := fmt.Sprintf("the run goes from %s to %s", first, last)
	switch {
	case noYear != nil && noMonth != nil:
		return p.wrong("%q is neither a financial year (2026-27), a month (2026-04) nor a selection (contract=...)", text)
	case p.goal.Year != 0 || i.Month != 0:
		return p.wrong("two periods; name one year or one month, or none for the whole run")
	case kind == yearPart && noYear != nil:
		return p.wrong("%q is no financial year; write it as 2026-27", text)
	case kind == monthPart && noMonth != nil:
		return p.wrong("%q is no month; write it as 2026-04", text)
	}
	if noYear == nil && kind != monthPart && (noMonth != nil || kind == yearPart || slices.Contains(m.Years(), year)) {
		return p.year(text)
	}
	if month < first || month > last {
		return p.wrong("%s is not in the run: %s", month, run)
	}
	i.Month = month
	return nil
}

// span is the months, by index, from the first to the last.
type span struct{ from, to int }

// months are the months of the run that the item is of.
func (i *traceItem) months(m *engine.Model) span {
	whole := span{0, m.Months - 1}
	if i.Month != 0 {
		at := int(i.Month - m.Start)
		return span{at, at}
	}
	if i.Year != 0 {
		return span{max(0, int(i.Year.April()-m.Start)), min(whole.to, int((i.Year+1).April()-m.Start)-1)}
	}
	return whole
}

// years cuts months where financial years begin.
func (s span) years(m *engine.Model) []span {
	var years []span
	for i := s.from; i <= s.to; i++ {
		if n := len(years); n > 0 && m.Month(years[n-1].to).Year() == m.Month(i).Year() {
			years[n-1].to = i
			continue
		}
		years = append(years, span{i, i})
	}
	return years
}

// name says which months they are: 2026-27, April 2026, or from one to another.
func (s span) name(m *engine.Model) string {
	first, last := m.Month(s.from), m.Month(s.to)
	if s.from == s.to {
		return monthName(first)
	}
	year := first.Year()
	if begins, ends := max(year.April(), m.Start), min((year+1).April()-1, m.Month(m.Months-1)); first == begins && last == ends {
		return year.String()
	}
	return monthName(first) + " to " + monthName(last)
}

func monthName(month tariff.Month) string { return month.Date().Format("January 2006") }
