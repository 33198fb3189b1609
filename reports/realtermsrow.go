package reports

import (
	"bufio"
	"io"

	"github.com/shopspring/decimal"

	"parity/engine"
	"parity/engine/series"
	"parity/scenarios"
	"parity/tariff"
)

// realTermsRow is one figure of a series as CSV and JSON have it. Blank columns say nothing.
type realTermsRow struct {
	Series    string `json:"series,omitempty"`
	Year      string `json:"year"`
	Since     string `json:"since,omitempty"`
	Item      string `json:"item"`
	PriceBase string `json:"price_base,omitempty"`
	Deflator  string `json:"deflator,omitempty"`
	Release   string `json:"release,omitempty"`
	Value     string `json:"value,omitempty"`
	Low       string `json:"low,omitempty"`
	High      string `json:"high,omitempty"`
	Unit      string `json:"unit"`
	Answer    string `json:"answer,omitempty"`
}

// realTermsColumns head the CSV.
const realTermsColumns = "series,year,since,item,price_base,deflator,release,value,low,high,unit,answer"

// fractionPlaces is how many decimal places fractions and ratios are written with.
const fractionPlaces = 6

// The unit of fractions and ratios.
const unitFraction = "fraction"

// WriteRealTermsCSV writes every figure of series in real terms, one a row.
func WriteRealTermsCSV(w io.Writer, r *scenarios.RealTerms) error {
	out := bufio.NewWriter(w)
	out.WriteString(realTermsColumns + "\n")
	for _, row := range realTermsRows(r) {
		var line []byte
		for i, text := range []string{row.Series, row.Year, row.Since, row.Item, row.PriceBase, row.Deflator, row.Release, "", "", "", row.Unit, row.Answer} {
			if i > 0 {
				line = append(line, ',')
			}
			switch i {
			case 7:
				text = row.Value
			case 8:
				text = row.Low
			case 9:
				text = row.High
			default:
				line = appendText(line, text)
				continue
			}
			line = append(line, text...) // a number, which may begin with a minus
		}
		out.Write(append(line, '\n'))
	}
	return out.Flush()
}

// WriteRealTermsJSON writes the same as one JSON object, with the releases and the files that
// were read. Version is Parity's.
func WriteRealTermsJSON(w io.Writer, r *scenarios.RealTerms, version string) error {
	type release struct {
		Deflator string `json:"deflator"`
		Release  string `json:"release"`
		First    string `json:"first"`
		Last     string `json:"last"`
	}
	note := struct {
		File     string         `json:"file"`
		Version  string         `json:"version"`
		Invented bool           `json:"illustrative"` // some of it
		Inputs   []input        `json:"inputs"`
		Releases []release      `json:"releases"`
		Warnings []string       `json:"warnings"`
		Figures  []realTermsRow `json:"figures"`
	}{r.File.Name, version, r.File.Illustrative, []input{}, []release{}, []string{}, realTermsRows(r)}
	for _, read := range r.Inputs {
		note.Inputs = append(note.Inputs, input{read.Name, read.SHA256})
	}
	for _, d := range r.Releases {
		note.Releases = append(note.Releases, release{d.Name, d.Release, d.Index[0].Year.String(), d.Index[len(d.Index)-1].Year.String()})
	}
	for _, warning := range r.File.Warnings {
		note.Warnings = append(note.Warnings, warning.String())
	}
	return writeIndented(w, note)
}

func realTermsRows(r *scenarios.RealTerms) []realTermsRow {
	rows := []realTermsRow{}
	for i := range r.Series {
		s := &r.Series[i]
		rows = append(rows, amountRows(r.Releases, s)...)
		rows = append(rows, publishedRows(r.Releases, s)...)
		rows = append(rows, testRows(s)...)
	}
	return rows
}

// amountRows are money and growth in cash and under each release.
func amountRows(releases []*engine.Deflator, s *scenarios.SeriesInRealTerms) []realTermsRow {
	var rows []realTermsRow
	put := func(row realTermsRow, kind string, m series.Money, g series.Growth) {
		if !m.Known {
			return
		}
		money := func(item string, p tariff.Pence) {
			row.Item, row.Value, row.Since, row.Unit = item, p.String(), "", UnitOfMoney
			rows = append(rows, row)
		}
		money(kind, m.Pence)
		if m.ByHead {
			money(kind+"_per_head", m.PerHead)
		}
		if m.ByCaseload {
			money(kind+"_per_person_on_caseload", m.PerCaseload)
		}
		growth := func(item string, since tariff.Year, value decimal.Decimal) {
			row.Item, row.Value, row.Since, row.Unit = item, value.StringFixed(fractionPlaces), since.String(), unitFraction
			rows = append(rows, row)
		}
		if g.OnLastKnown {
			growth(kind+"_growth", g.Last, g.OnLast)
		}
		if g.SinceFirstKnown {
			growth(kind+"_growth_since_first", g.First, g.SinceFirst)
		}
	}
	for i := range s.Lines {
		line := &s.Lines[i]
		row := realTermsRow{Series: s.Series.Key, Year: line.Amount.Year.String()}
		put(row, "cash", line.Cash, line.CashGrowth)
		row.PriceBase = s.Base.String()
		for k, d := range releases {
			row.Deflator, row.Release = d.Name, d.Release
			put(row, "real", line.Real[k], line.RealGrowth[k])
		}
		if apart, ok := line.Apart(); ok {
			row.Deflator, row.Release = "", ""
			row.Item, row.Value, row.Unit = "releases_apart", apart.String(), UnitOfMoney
			rows = append(rows, row)
		}
	}
	return rows
}

// UnitOfMoney is the unit of amounts.
const UnitOfMoney = engine.UnitPounds

// publishedRows are what was published, what each release makes of it, and what it implies.
func publishedRows(releases []*engine.Deflator, s *scenarios.SeriesInRealTerms) []realTermsRow {
	var rows []realTermsRow
	for i := range s.Published {
		f := &s.Published[i]
		row := realTermsRow{Series: s.Series.Key, Year: f.Year.String(), Release: f.Release}
		item, places := "amount", int32(2)
		row.Unit = UnitOfMoney
		if f.Kind != "" {
			item, row.Since = string(f.Kind), f.Since.String()
		}
		if f.Kind == series.CashGrowth || f.Kind == series.RealGrowth {
			row.Unit, places = unitFraction, fractionPlaces
		} else {
			row.PriceBase = f.Base.String()
		}
		printed := f.Printed.Range()
		row.Item, row.Value, row.Low, row.High = "published_"+item, f.Printed.Value.StringFixed(places), printed.Low.StringFixed(places), printed.High.StringFixed(places)
		if f.Wanting != "" {
			row.Answer = "wants " + f.Wanting
		}
		rows = append(rows, row)
		row.Answer = ""
		for k, is := range f.Under {
			if !is.Known {
				continue
			}
			row.Release = ""
			if !f.Free {
				row.Deflator, row.Release = releases[k].Name, releases[k].Release
			}
			row.Item, row.Value, row.Low, row.High, row.Answer = "reproduced_"+item, is.Value.StringFixed(places), is.Range.Low.StringFixed(places), is.Range.High.StringFixed(places), "no"
			if is.Reproduces {
				row.Answer = "yes"
			}
			rows = append(rows, row)
		}
		if f.ImpliedKnown {
			rows = append(rows, realTermsRow{Series: s.Series.Key, Year: f.ImpliedTo.String(), Since: f.ImpliedFrom.String(), Item: "implied_deflator_ratio",
				Low: f.Implied.Low.StringFixed(fractionPlaces), High: f.Implied.High.StringFixed(fractionPlaces), Unit: "ratio"})
		}
	}
	return rows
}

// testRows are the investment test of each year.
func testRows(s *scenarios.SeriesInRealTerms) []realTermsRow {
	var rows []realTermsRow
	for _, t := range s.Tests {
		row := realTermsRow{Series: s.Series.Key, Year: t.To.String(), Since: t.From.String()}
		put := func(item, value, unit string) {
			row.Item, row.Value, row.Unit = item, value, unit
			rows = append(rows, row)
		}
		if t.Margin != nil {
			put("spend_growth", t.Spend.StringFixed(fractionPlaces), unitFraction)
			put("allocation_growth", t.Allocation.StringFixed(fractionPlaces), unitFraction)
			put("investment_margin", t.Margin.StringFixed(fractionPlaces), unitFraction)
			put("investment_margin_pounds", t.Pounds.StringFixed(2), UnitOfMoney)
		}
		row.Answer = string(t.Verdict)
		if t.Open {
			row.Answer += ", open within rounding"
		}
		put("investment_test", t.Relative.StringFixed(fractionPlaces), unitFraction)
	}
	return rows
}
