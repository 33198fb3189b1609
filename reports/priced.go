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
	// every count they could be worked out from: the rest holds nothing of them.
	Published bool
	Withheld  int // how many cells were
}

// PricedRow is what the records of one provider, commissioner, currency, measure and month
// pay.
type PricedRow struct {
	Schedule                                  int // of PricedRecords.Schedules
	Provider, Commissioner, Currency, Measure string
	Month                                     tariff.Month
	Quantity                                  tariff.Quantity
	Value                                     tariff.Pence
	people                                    int
}

// NewPricedRecords gathers the rows of an extract that was priced. Where publish says so,
// the extract has to have been read with people counted.
func NewPricedRecords(read *extract.Priced, publish bool) *PricedRecords {
	p := &PricedRecords{Read: read, Published: publish}
	provider, commissioner, currency := ranks(read, extract.Provider), ranks(read, extract.Commissioner), ranks(read, extract.Currency)
	for k, totals := range read.Totals {
		all := totals.Totals()
		slices.SortFunc(all, func(a, b records.Total) int {
			return cmp.Or(cmp.Compare(provider[a.Provider], provider[b.Provider]), cmp.Compare(commissioner[a.Commissioner], commissioner[b.Commissioner]),
				cmp.Compare(currency[a.Currency], currency[b.Currency]), cmp.Compare(a.Measure, b.Measure), cmp.Compare(a.Month, b.Month))
		})
		p.Rows = slices.Grow(p.Rows, len(all))
		for _, t := range all {
			p.Rows = append(p.Rows, PricedRow{
				Schedule: k, Provider: read.Name(extract.Provider, t.Provider), Commissioner: read.Name(extract.Commissioner, t.Commissioner),
				Currency: read.Name(extract.Currency, t.Currency), Measure: t.Measure.String(), Month: t.Month, Quantity: t.Quantity, Value: t.Value, people: t.People,
			})
		}
	}
	if publish {
		p.withhold()
	}
	return p
}

// ranks is the place of each code of a kind in the order of names.
func ranks(read *extract.Priced, f extract.Field) []int {
	names := read.Codes[f].Names()
	order := make([]int, len(names))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return byName(names[a], names[b]) })
	ranks := make([]int, len(names))
	for rank, place := range order {
		ranks[place] = rank
	}
	return ranks
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

// withhold takes out every row of a provider, commissioner, currency and month where one of
// them stands for too few people (docs/methods.md, "Records for publication").
func (p *PricedRecords) withhold() {
	type cell struct {
		provider, commissioner, currency string
		month                            tariff.Month
	}
	of := func(r *PricedRow) cell { return cell{r.Provider, r.Commissioner, r.Currency, r.Month} }
	small := map[cell]bool{}
	for i := range p.Rows {
		if p.Rows[i].people < records.FewPeople {
			small[of(&p.Rows[i])] = true
		}
	}
	p.Rows = slices.DeleteFunc(p.Rows, func(r PricedRow) bool { return small[of(&r)] })
	p.Withheld = len(small)
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
