package reports

import (
	"cmp"
	"slices"

	"parity/engine/records"
	"parity/scenarios/extract"
	"parity/tariff"
)

// PricedRecords is what an extract of records comes to at one price schedule, or at two that
// are compared.
type PricedRecords struct {
	Extract   string // the file's name, without folder
	Model     string
	Schedules []string // one, or two: the second's difference from the first is shown
	Window    records.Window
	Periods   string // how review periods are priced
	Read      *extract.Priced
	Rows      []PricedRow // in the order of schedules, then of names and months
	// Published says that cells of fewer people than records.FewPeople were left out, with
	// every count they could be worked out from, and that the rest is coarse.
	Published bool
	Withheld  int // how many cells were left out
	Partial   int // and how many because not all of their records have a price at every schedule
}

// PricedRow is what the records of one provider, commissioner, currency, measure and month
// pay.
type PricedRow struct {
	Schedule                                  int // of PricedRecords.Schedules
	Provider, Commissioner, Currency, Measure string
	Month                                     tariff.Month
	Quantity                                  tariff.Quantity
	Value                                     tariff.Pence
	kept                                      publishable
}

// NewPricedRecords gathers the rows of an extract that was priced. Where publish says so,
// the extract has to have been read with people counted.
func NewPricedRecords(read *extract.Priced, publish bool) *PricedRecords {
	p := &PricedRecords{Read: read, Published: publish}
	provider, commissioner, currency := ranked(read, extract.Provider), ranked(read, extract.Commissioner), ranked(read, extract.Currency)
	for k, totals := range read.Totals {
		all := totals.Totals()
		series := inSeries(all)
		slices.SortFunc(series, func(x, y []records.Total) int {
			a, b := &x[0], &y[0]
			return cmp.Or(cmp.Compare(provider.rank[a.Provider], provider.rank[b.Provider]), cmp.Compare(commissioner.rank[a.Commissioner], commissioner.rank[b.Commissioner]),
				cmp.Compare(currency.rank[a.Currency], currency.rank[b.Currency]), cmp.Compare(a.Measure, b.Measure))
		})
		p.Rows = slices.Grow(p.Rows, len(all))
		for _, months := range series {
			for i := range months {
				t := &months[i]
				p.Rows = append(p.Rows, PricedRow{
					Schedule: k, Provider: provider.name[t.Provider], Commissioner: commissioner.name[t.Commissioner],
					Currency: currency.name[t.Currency], Measure: t.Measure.String(), Month: t.Month, Quantity: t.Quantity, Value: t.Value,
				})
				if publish {
					p.Rows[len(p.Rows)-1].coarsen(t)
				}
			}
		}
	}
	if publish {
		p.withhold()
	}
	return p
}

// inSeries cuts totals, as they come, into the months of one provider, commissioner, currency
// and measure.
func inSeries(all []records.Total) [][]records.Total {
	var series [][]records.Total
	for from, to := 0, 0; from < len(all); from = to {
		for to = from + 1; to < len(all) && sameSeries(&all[from], &all[to]); to++ {
		}
		series = append(series, all[from:to])
	}
	return series
}

func sameSeries(a, b *records.Total) bool {
	return a.Provider == b.Provider && a.Commissioner == b.Commissioner && a.Currency == b.Currency && a.Measure == b.Measure
}

// ranking is the codes of a kind by their places: their names, and their ranks in the order
// of names.
type ranking struct {
	name []string
	rank []int
}

func ranked(read *extract.Priced, f extract.Field) ranking {
	r := ranking{name: read.Codes[f].Names()}
	order := make([]int, len(r.name))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return byName(r.name[a], r.name[b]) })
	r.rank = make([]int, len(r.name))
	for rank, place := range order {
		r.rank[place] = rank
	}
	return r
}

// byName puts 2 before 10, and otherwise goes by the letters.
func byName(a, b string) int {
	if digitsOnly(a) && digitsOnly(b) && len(a) != len(b) {
		return len(a) - len(b)
	}
	return cmp.Compare(a, b)
}

func digitsOnly(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// PricedTotal is a sum of rows by one of their names, at each schedule.
type PricedTotal struct {
	Name   string
	Values []tariff.Pence
}

// The ways in which rows are added up.
var pricedBy = []struct {
	Title string
	Of    func(*PricedRow) string
}{
	{"Provider", func(r *PricedRow) string { return r.Provider }},
	{"Commissioner", func(r *PricedRow) string { return r.Commissioner }},
	{"Currency", func(r *PricedRow) string { return r.Currency }},
	{"Month", func(r *PricedRow) string { return r.Month.String() }},
}

// PricedBy names the ways in which Totals adds up: by provider, commissioner, currency and
// month.
func PricedBy() []string {
	var titles []string
	for _, by := range pricedBy {
		titles = append(titles, by.Title)
	}
	return titles
}

// Totals adds up the rows in one of the ways of PricedBy, in the order of names.
func (p *PricedRecords) Totals(by int) []PricedTotal {
	var totals []PricedTotal
	at := map[string]int{}
	for i := range p.Rows {
		row := &p.Rows[i]
		name := pricedBy[by].Of(row)
		place, known := at[name]
		if !known {
			place = len(totals)
			at[name] = place
			totals = append(totals, PricedTotal{name, make([]tariff.Pence, len(p.Schedules))})
		}
		totals[place].Values[row.Schedule] += row.Value
	}
	slices.SortFunc(totals, func(a, b PricedTotal) int { return byName(a.Name, b.Name) })
	return totals
}

// Whole is what all rows come to at each schedule.
func (p *PricedRecords) Whole() []tariff.Pence {
	whole := make([]tariff.Pence, len(p.Schedules))
	for i := range p.Rows {
		whole[p.Rows[i].Schedule] += p.Rows[i].Value
	}
	return whole
}

// Priced is how many records were priced; those outside the window are not among them.
func (p *PricedRecords) Priced() int64 { return p.Read.Totals[0].Records }
