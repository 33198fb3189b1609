package workbook

import (
	"strconv"

	"parity/tariff"
)

// periodSheet says which months settle together.
type periodSheet struct {
	*shared
}

// settled is a term's settlement periods as rows of the sheet.
type settled struct {
	number int  // row of the period's number; 0 in months without the term
	last   expr // 1 in the month in which the period is settled
	months expr // months of the period so far
	spans  []span
	time   *timeline
	prefix string
}

// span is one settlement period, by index of its first and last month.
type span struct{ from, to int }

func (b *book) planPeriods() *periodSheet {
	return &periodSheet{b.sharedSheet("Settlement periods", "Months that settle together, by month",
		"As each term says: months, quarters or financial years, cut where the run, the contract's form or the term begins or ends. A line is booked in the last month of its period.",
		[labelCols]string{"Scenarios", "Periods", "", "", "What", ""})}
}

// settle lays out settlement periods.
func (s *scenario) settle(spans []span, by tariff.SettlementPeriod) settled {
	n := len(s.time.months)
	number, last, months := make([]float64, n), make([]float64, n), make([]float64, n)
	for p, is := range spans {
		for i := is.from; i <= is.to; i++ {
			number[i], months[i] = float64(p+1), float64(i-is.from+1)
		}
		last[is.to] = 1
	}
	row := func(what string, values []float64) rowPlan {
		return rowPlan{labels: []cell{textCell("by "+string(by), style{role: label}), {}, {}, textCell(what, style{role: label})},
			series: series{expr: expr{values: values}, values: true, style: style{role: value, format: count}}}
	}
	b := s.periods.ask(s.at, []rowPlan{
		row("number of the period", number), row("settled in this month: 1", last), row("months of the period so far", months),
	})
	return settled{number: b.from, last: s.periods.series(b.from + 1), months: s.periods.series(b.from + 2), spans: spans, time: s.time, prefix: s.periods.prefix()}
}

// soFar adds a row over the months of the period up to this one, which in the month of
// settlement is all of it. Ranges run up to the column they are in, so that no formula
// looks ahead.
func (p settled) soFar(row expr, rowPrefix string, number int) expr {
	running := func(prefix string, n int) string {
		return prefix + "$" + p.time.before + strconv.Itoa(n) + ":" + at + strconv.Itoa(n)
	}
	values := make([]float64, len(p.time.months))
	for _, is := range p.spans {
		total := 0.0
		for i := is.from; i <= is.to; i++ {
			total += row.at(i)
			values[i] = total
		}
	}
	whole := p.prefix + at + strconv.Itoa(p.number)
	text := "SUMIFS(" + running(rowPrefix, number) + "," + running(p.prefix, p.number) + "," + whole + ")"
	if p.spansLeaveMonths() {
		text = "IF(" + whole + "=0,0," + text + ")" // months without the term are no period of their own
	}
	return cellExpr(text, values...)
}

// spansLeaveMonths says whether some month of the run is in no settlement period.
func (p settled) spansLeaveMonths() bool {
	months := 0
	for _, is := range p.spans {
		months += is.to - is.from + 1
	}
	return months < len(p.time.months)
}
