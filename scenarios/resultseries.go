package scenarios

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"parity/engine"
	"parity/engine/series"
	"parity/tariff"
)

// IsSeries says whether a name is that of an embedded file of series or of a file of text: what
// parity real reads as money by year. Anything else is a model, whose results are.
func IsSeries(name string) bool {
	if slices.Contains(seriesNames(), name) {
		return true
	}
	if info, err := os.Stat(name); err == nil {
		return !info.IsDir() && !strings.EqualFold(filepath.Ext(name), ".xlsx")
	}
	return !IsEmbedded(name)
}

// ResultSeries are the results of a study as series of money by year: what each scenario pays
// and costs in all, what each commissioner pays, and what each provider is paid and spends. A
// year that the run covers in part says so.
func ResultSeries(study *Study) *SeriesFile {
	results := make([]*engine.Result, len(study.Scenarios))
	for i := range study.Scenarios {
		results[i] = study.Scenarios[i].Result
	}
	c := engine.Compare(results, study.Baseline)
	f := &SeriesFile{Name: study.Model.Name, Inputs: study.Model.Inputs, Warnings: study.Model.Warnings, usual: results[study.Baseline].Model.Deflator}
	for _, t := range study.Model.Tables {
		f.Illustrative = f.Illustrative || t.illustrative()
	}
	for i := range study.Scenarios {
		side, is := &c.Sides[i], &study.Scenarios[i]
		f.put(c, is.Key+"/income", is.Title+": income, which is what commissioners pay", &side.Whole, income)
		f.put(c, is.Key+"/cost", is.Title+": cost of care", &side.Whole, cost)
		for k := range side.Commissioners {
			a := &side.Commissioners[k]
			f.put(c, is.Key+"/income/commissioner="+a.Key, is.Title+": paid by "+a.Name, a, income)
		}
		for k := range side.Providers {
			a := &side.Providers[k]
			f.put(c, is.Key+"/income/provider="+a.Key, is.Title+": paid to "+a.Name, a, income)
			f.put(c, is.Key+"/cost/provider="+a.Key, is.Title+": cost of "+a.Name, a, cost)
		}
	}
	return f
}

func income(t *engine.Totals) (tariff.Pence, bool) { return t.Income, true }

func cost(t *engine.Totals) (tariff.Pence, bool) { return t.Cost.Known() }

// put adds an account's years as a series, where all of them are known.
func (f *SeriesFile) put(c *engine.Comparison, key, title string, a *engine.Account, of func(*engine.Totals) (tariff.Pence, bool)) {
	s := series.Series{Key: key, Title: title, Unit: seriesUnitOf("pounds")}
	for y, year := range c.Years {
		amount, known := of(&a.Years[y])
		if !known {
			return
		}
		line := series.Amount{Year: year, Base: year, Money: &series.Printed{Value: amount.Decimal(), Places: s.Unit.Places}, Population: a.People[y].Population}
		if caseload, ok := a.People[y].Caseload(); ok {
			line.Caseload = &caseload
		}
		if c.Months[y] < monthsOfYear {
			line.Status, line.Part = fmt.Sprintf("%d months", c.Months[y]), true
		}
		s.Amounts = append(s.Amounts, line)
	}
	f.Series = append(f.Series, s)
}

// monthsOfYear is how many months a financial year has.
const monthsOfYear = 12

// usualReleases are the releases for a file: those held, where the file is a model's results
// with the model's own deflator first. One of the same name that is held stands for it where
// the two agree on every year of the model's, as it has more years; else the model's stands.
func (f *SeriesFile) usualReleases(held []*engine.Deflator) []*engine.Deflator {
	own := f.usual
	if own == nil {
		return held
	}
	at := slices.IndexFunc(held, func(d *engine.Deflator) bool { return d.Name == own.Name })
	if at < 0 {
		return append([]*engine.Deflator{own}, held...)
	}
	first := held[at]
	if !agrees(own, first) {
		first = own
	}
	list := []*engine.Deflator{first}
	for k, d := range held {
		if k != at {
			list = append(list, d)
		}
	}
	return list
}

// agrees says whether a release has every ratio between years that another has.
func agrees(own, held *engine.Deflator) bool {
	var scale decimal.Decimal
	for i, y := range own.Index {
		value, ok := held.At(y.Year)
		if !ok {
			return false
		}
		if i == 0 {
			scale = value
		}
		if !y.Value.Mul(scale).Equal(value.Mul(own.Index[0].Value)) {
			return false
		}
	}
	return true
}

// illustrative says whether the evidence of any row of the table is illustrative.
func (t *Table) illustrative() bool {
	for row := range t.Rows {
		if t.Cell(row, EvidenceColumn) == "illustrative" {
			return true
		}
	}
	return false
}
