package workbook

import (
	"math"
	"strings"
	"testing"

	"parity/engine"
	"parity/scenarios"
	"parity/tariff"
)

// withRow adds a row to a table of a model.
func withRow(m *scenarios.Model, table string, cells map[string]string) {
	t := m.Table(table)
	row := scenarios.Row{Cells: make([]string, len(t.Schema.Columns)), Line: t.Rows[len(t.Rows)-1].Line + 1}
	for column, text := range cells {
		row.Cells[t.Schema.Index(column)] = text
	}
	t.Rows = append(t.Rows, row)
}

// Every figure of the sheet is what the engine gives, a population that a scenario changes
// within a year among them.
func TestRealTermsSheetIsTheEngines(t *testing.T) {
	m, err := scenarios.Load("northshire")
	if err != nil {
		t.Fatal(err)
	}
	withRow(m, "scenarios", map[string]string{"scenario": "growing", "title": "The north grows", "based_on": "national"})
	withRow(m, "changes", map[string]string{"scenario": "growing", "change": "people", "line": "1", "table": "commissioners", "where": "commissioner=NTH",
		"column": "population", "operation": "multiply", "value": "1.1", "from": "2025-10"})
	study := bridged(t, m, "block", "growing")
	b, err := plan(study, testAbout, nil)
	if err != nil {
		t.Fatal(err)
	}
	compared := engine.Compare([]*engine.Result{study.Scenarios[0].Result, study.Scenarios[1].Result}, study.Baseline)
	at, words, held := 0, "", 0
	for i, s := range b.sheets {
		if s.name == "Real terms" {
			at = i
		}
	}
	sheet := b.sheets[at]
	for n := range sheet.rows {
		cells := sheet.rows[n].cells
		if len(cells) == 1 {
			words = cells[0].text
		}
		if len(cells) <= realYears || cells[0].text == "Scenario" {
			continue
		}
		for i := range study.Scenarios {
			if cells[0].text != study.Scenarios[i].Key {
				continue
			}
			a := accountOf(&compared.Sides[i], cells[realOf-1].text)
			for y, year := range compared.Years {
				want, ok := figureOf(words, a, y, study.Scenarios[i].Result.Model.Deflator, year)
				if got := cells[realYears-1+y].number; !ok || math.Abs(got-want) > 0.0005 {
					t.Errorf("%s, %s of %s in %s: %.4f, the engine gives %.4f (%v)", words, cells[0].text, cells[1].text, year, got, want, ok)
				}
				held++
			}
		}
	}
	// Income and cost, each in cash and in real terms, by sum and person for all, two commissioners and
	// a provider, by head for all and the commissioners; population for three, person-days and caseload
	// for four; two scenarios, three years.
	if want := 2 * 3 * (2*2*(4+4+3) + 3 + 4 + 4); held != want {
		t.Errorf("%d figures, want %d", held, want)
	}
}

func accountOf(side *engine.Side, key string) *engine.Account {
	for _, list := range [][]engine.Account{side.Commissioners, side.Providers} {
		for k := range list {
			if list[k].Key == key {
				return &list[k]
			}
		}
	}
	return &side.Whole
}

// figureOf is what a table of the sheet shows of an account's year.
func figureOf(words string, a *engine.Account, y int, d *engine.Deflator, year tariff.Year) (float64, bool) {
	people := a.People[y]
	switch {
	case strings.HasPrefix(words, "Population"):
		return people.Population.InexactFloat64(), people.Population != nil
	case strings.HasPrefix(words, "Person-days"):
		return people.PersonDays.Units(), people.Counted
	case strings.HasPrefix(words, "People on"):
		mean, ok := people.Caseload()
		return mean.InexactFloat64(), ok
	}
	amount, ok := a.Years[y].Income, true
	if strings.HasPrefix(words, "Cost") {
		amount, ok = a.Years[y].Cost.Known()
	}
	if strings.Contains(words, "deflator") {
		amount, ok = d.Real(amount, year)
	}
	switch {
	case strings.Contains(words, "by head"):
		amount, ok = people.PerHead(amount)
	case strings.Contains(words, "by person"):
		amount, ok = people.PerPerson(amount)
	}
	return amount.Pounds(), ok
}
