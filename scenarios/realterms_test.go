package scenarios_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"parity/engine/series"
	"parity/scenarios"
	"parity/tariff"
)

// inRealTerms works out an embedded or written file of series.
func inRealTerms(t *testing.T, name string, asked scenarios.RealTermsAsked) *scenarios.RealTerms {
	t.Helper()
	file, err := scenarios.LoadSeries(name)
	if err != nil {
		t.Fatal(err)
	}
	terms, err := scenarios.InRealTerms(file, asked)
	if err != nil {
		t.Fatal(err)
	}
	return terms
}

// written writes a CSV into a folder of the test.
func written(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// The release of HM Treasury's own example: GDP deflators, annex A.
const annexA = `index,year,value,release
annex-a,1997-98,88.480,"HM Treasury, GDP deflators, annex A"
annex-a,1998-99,91.031,"HM Treasury, GDP deflators, annex A"
annex-a,1999-00,93.046,"HM Treasury, GDP deflators, annex A"
annex-a,2002-03,100,"HM Treasury, GDP deflators, annex A"
annex-a,2003-04,102.789,"HM Treasury, GDP deflators, annex A"
`

// E1, HM Treasury, GDP deflators, annex A: 7.4 million pounds in 1998-99 prices are 8.36
// million in 2003-04 prices; prices rose by 2.21% to 1999-00, and by 13.02% from 1997-98 to
// 2002-03. Given with its release, each published figure reproduces with it.
func TestE1SeriesReproducesWithItsRelease(t *testing.T) {
	path := written(t, "annex.csv", `series,year,since,measure,price_base,release,value,unit
spend,1998-99,,,,,7.4,million pounds
spend,1998-99,,,2003-04,annex-a,8.36,million pounds
steady,1998-99,,,,,100,
steady,1999-00,,,,,102.21,
steady,1999-00,1998-99,real_growth,,annex-a,0.0%,
long,1997-98,,,,,100,
long,2002-03,,,,,113.02,
long,2002-03,1997-98,real_growth,,annex-a,0.00%,
`)
	terms := inRealTerms(t, path, scenarios.RealTermsAsked{Base: "2003-04", Deflators: []string{"annex-a"}, Indices: written(t, "indices.csv", annexA)})
	if got := terms.Series[0].Lines[0].Real[0].Pence.String(); got != "8355819.45" {
		t.Errorf("7.4m at 2003-04 prices: %s, published 8.36m", got)
	}
	for _, s := range terms.Series {
		if len(s.Published) != 1 || !s.Published[0].Under[0].Reproduces || s.Published[0].Release != "annex-a" {
			t.Errorf("%s: %+v does not reproduce", s.Series.Key, s.Published)
		}
	}
}

// E2 and every other figure of the embedded series that was published as growth or in real
// terms: what each release that is held makes of it, and whether that is what was printed. No
// publisher names the release. "free" needs none; "wants" lacks a year.
func TestPublishedFiguresByRelease(t *testing.T) {
	want := map[string][]string{
		"mh_spend_england": {
			"pct-programme-budget 2008-09 at 2013-14: 10697234173.7 no, 10690349450.34 no",
			"pct-programme-budget 2009-10 at 2013-14: 11445191834.48 no, 11397839153.27 no",
			"pct-programme-budget 2010-11 at 2013-14: 11624959182.99 no, 11575576125.7 no",
			"pct-programme-budget 2011-12 at 2013-14: 11589667164.82 no, 11609611421.33 no",
			"pct-programme-budget 2012-13 at 2013-14: 11514648544.84 no, 11497642397.01 yes",
			"pct-programme-budget-per-head 2008-09 at 2013-14: 208.7 no, 208.57 no",
			"pct-programme-budget-per-head 2009-10 at 2013-14: 220.06 yes, 219.15 no",
			"pct-programme-budget-per-head 2010-11 at 2013-14: 221.68 no, 220.74 yes",
			"pct-programme-budget-per-head 2011-12 at 2013-14: 220.16 no, 220.54 no",
			"pct-programme-budget-per-head 2012-13 at 2013-14: 217.43 yes, 217.11 yes",
			"adult-investment 2001-02 at 2007-08: wants the cash of 2001-02",
			"adult-investment 2001-02 at 2010-11: wants the cash of 2001-02",
			"adult-investment real_growth 2001-02 to 2007-08: free 0.4386 yes",
			"adult-investment cash_growth 2009-10 to 2010-11: free 0.0359 yes", // E2: +3.6% in cash
			"adult-investment real_growth 2001-02 to 2010-11: free 0.5852 yes", // E2: +58.5% over the ten years
			"adult-investment real_growth 2010-11 to 2011-12: -0.0089 yes, -0.003 no",
			"adult-investment real_change 2010-11 to 2011-12: -59835105.39 yes, -19972845.34 no",
			"older-people-investment real_growth 2010-11 to 2011-12: wants the cash of 2010-11",
			"psychological-therapies cash_growth 2010-11 to 2011-12: wants the cash of 2010-11",
			"trust-budgets real_growth 2010-11 to 2014-15: -0.0842 yes, -0.0802 yes",
			"trust-budgets real_change 2010-11 to 2014-15: -606965541.18 yes, -575125911.35 yes",
		},
		"mental_health_spend_mhis": {
			"statement-2025-03 real_change 2023-24 to 2024-25: wants the cash of 2023-24",
			"statement-2025-03 real_change 2024-25 to 2025-26: 217418800 no, -",
		},
	}
	for _, listing := range scenarios.EmbeddedSeries() {
		var got []string
		for _, s := range inRealTerms(t, listing.Name, scenarios.RealTermsAsked{}).Series {
			for i := range s.Published {
				got = append(got, s.Series.Key+" "+figure(&s.Published[i]))
			}
		}
		if !slices.Equal(got, want[listing.Name]) {
			t.Errorf("%s:\n got %s\nwant %s", listing.Name, strings.Join(got, "\n     "), strings.Join(want[listing.Name], "\n     "))
		}
	}
}

// figure says a published figure in a line, with what each release makes of it.
func figure(p *series.Published) string {
	name, places := fmt.Sprintf("%s at %s", p.Year, p.Base), int32(2)
	if p.Kind != "" {
		name = fmt.Sprintf("%s %s to %s", p.Kind, p.Since, p.Year)
		if p.Kind != series.RealChange {
			places = 4
		}
	}
	if p.Wanting != "" {
		return name + ": wants " + p.Wanting
	}
	var under []string
	for _, r := range p.Under {
		said := "-"
		if r.Known {
			said = r.Value.Round(places).String() + map[bool]string{true: " yes", false: " no"}[r.Reproduces]
		}
		under = append(under, said)
	}
	if p.Free {
		return name + ": free " + strings.Join(under, ", ")
	}
	return name + ": " + strings.Join(under, ", ")
}

// The mental health investment test on the published statements.
func TestInvestmentTestOfPublishedStatements(t *testing.T) {
	var got []string
	for _, s := range inRealTerms(t, "mental_health_spend_mhis", scenarios.RealTermsAsked{}).Series {
		for _, test := range s.Tests {
			line := fmt.Sprintf("%s %s to %s: %s %s", s.Series.Key, test.From, test.To, test.Verdict, test.Relative.StringFixed(4))
			if test.Margin != nil {
				line += fmt.Sprintf(", spend %s, allocation %s, %s pounds", test.Spend.StringFixed(4), test.Allocation.StringFixed(4), test.Pounds.StringFixed(0))
			}
			if test.Open {
				line += ", open"
			}
			got = append(got, line)
		}
	}
	want := []string{
		"statement-2024-03 2022-23 to 2023-24: passes 0.0147",
		"statement-2024-03 2023-24 to 2024-25: passes 0.0011",
		"statement-2025-03 2024-25 to 2025-26: fails -0.0067, spend 0.0470, allocation 0.0541, -105405405 pounds",
	}
	if !slices.Equal(got, want) {
		t.Errorf("\n got %s\nwant %s", strings.Join(got, "\n     "), strings.Join(want, "\n     "))
	}
}

// Money per head and per person on the caseload, in cash and real terms, and growth between years
// that are not next to each other.
func TestSeriesByHeadAndByPerson(t *testing.T) {
	path := written(t, "mine.csv", "year,value,unit,population,caseload\n2010-11,100,million pounds,1000000,20000\n2013/14,110,million pounds,1100000,\n")
	s := inRealTerms(t, path, scenarios.RealTermsAsked{Base: "2013-14", Deflators: []string{"gdp-2026-03"}}).Series[0]
	first, last := s.Lines[0], s.Lines[1]
	// 100m x 73.0337 / 68.8561 = 106067145.83
	if got := first.Real[0]; got.Pence != 106067145_83 || got.PerHead != 106_07 || got.PerCaseload != 5303_36 {
		t.Errorf("2010-11 at 2013-14 prices: %+v", got)
	}
	if first.Cash.PerHead != 100_00 || last.Cash.PerHead != 100_00 || last.Cash.ByCaseload {
		t.Errorf("by head in cash: %+v and %+v", first.Cash, last.Cash)
	}
	g := last.RealGrowth[0]
	if !g.OnLastKnown || g.Last != tariff.Year(2010) || g.OnLast.StringFixed(4) != "0.0371" {
		t.Errorf("growth in real terms: %+v", g)
	}
}

// What is wrong with a file of series is said with its place, what is allowed and what to do.
func TestFaultsOfSeries(t *testing.T) {
	for _, c := range []struct{ name, content, want string }{
		{"a population of zero", "year,value,population\n2020-21,5,0\n",
			`s.csv, row 2, column population: found "0"; population is a number above 0; give a number above 0, or leave the cell blank`},
		{"no number", "year,value\n2020-21,five\n",
			`s.csv, row 2, column value: found "five"; value is a number; write a number, or leave the cell blank`},
		{"no value", "year,value\n2020-21,\n",
			`s.csv, row 2, column value: found nothing; value is a number, and every row needs one; fill the cell, or take the row out`},
		{"no year", "yaer,value\n2020-21,5\n",
			`s.csv, row 1: found no column year; year is a financial year such as 2025-26, and every row needs one; add the column to the header and fill it` + "\n" +
				`s.csv, row 1: found the column "yaer"; series has the columns series, title, year, measure, since, price_base, release, value, unit, status, population, caseload, allocation, share, evidence, source, note; did you mean year?`},
		{"a wrong year", "year,value\n2020-22,5\n",
			`s.csv, row 2, column year: found "2020-22"; year is a financial year such as 2025-26; the financial year that begins in April 2020 is 2020-21`},
		{"a year twice", "year,value\n2020-21,5\n2020-21,6\n",
			`s.csv, row 3: found the key year 2020-21 a second time, first in row 2; series, year, measure, since, price_base together stand once in series; take out one of the two rows`},
		{"a per cent sign", "year,value\n2020-21,5%\n",
			`s.csv, row 2, column value: found "5%"; an amount is money; write the number itself, or say in measure that it is growth`},
		{"growth from nowhere", "year,value,measure\n2020-21,5%,real_growth\n",
			`s.csv, row 2, column since: found nothing; a growth or change is counted from a year; give the year, such as 2019-20`},
		{"growth as a number", "year,since,value,measure\n2020-21,2019-20,3.6,real_growth\n",
			`s.csv, row 2, column value: found "3.6"; growth is a fraction, and one above 1 or below -1 is taken for a slip; did you mean 3.6%?`},
		{"growth backwards", "year,since,value,measure\n2020-21,2021-22,3.6%,real_growth\n",
			`s.csv, row 2, column since: found "2021-22"; since is a year before that of the row; give the earlier year`},
		{"a release of cash", "year,value,release\n2020-21,5,gdp-2019-09\n",
			`s.csv, row 2, column release: found "gdp-2019-09"; cash is made with no deflator; leave it blank, or give the price_base of the figure`},
		{"a year that no release has", "year,value\n1920-21,5\n2020-21,6\n",
			`s.csv, row 2, column year: found the year 1920-21, to be brought to 2020-21 prices; gdp-2026-03 has 1955-56 to 2030-31, gdp-2019-09 has 1955-56 to 2023-24; give a table of indices that has both years with --indices, choose another --base, or take the row out`},
		{"nothing", "year,value\n", `s.csv: found no rows; a series has a year and a value in each row; fill in the file`},
	} {
		t.Run(c.name, func(t *testing.T) {
			file, err := scenarios.LoadSeries(written(t, "s.csv", c.content))
			if err == nil {
				_, err = scenarios.InRealTerms(file, scenarios.RealTermsAsked{})
			}
			if err == nil || err.Error() != c.want {
				t.Errorf("\n got %v\nwant %s", err, c.want)
			}
		})
	}
}

// A question that cannot be answered names what there is.
func TestRealTermsAskedOfWhatIsNotThere(t *testing.T) {
	file, err := scenarios.LoadSeries("mental_health_spend_mhis")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		asked scenarios.RealTermsAsked
		want  string
	}{
		{scenarios.RealTermsAsked{Base: "2040-41"}, `found the base year 2040-41; gdp-2026-03 has 1955-56 to 2030-31, gdp-2019-09 has 1955-56 to 2023-24; choose a year among these, or give a table of indices that has it with --indices`},
		{scenarios.RealTermsAsked{Base: "2040"}, `found the base year "2040"; a base year is a financial year such as 2025-26; write it as 2025-26`},
		{scenarios.RealTermsAsked{Deflators: []string{"gdp-2019"}}, `found the deflator "gdp-2019"; the releases held are gdp-2026-03, gdp-2019-09; did you mean gdp-2019-09?`},
		{scenarios.RealTermsAsked{Series: []string{"statement-2025"}}, `found the series "statement-2025"; mental_health_spend_mhis has statement-2024-03, statement-2025-03; did you mean statement-2025-03?`},
		{scenarios.RealTermsAsked{Indices: written(t, "i.csv", "index,year,value,release\nmine,2024-25,0,A\nmine,2025-26,101,B\n")},
			`i.csv, row 2, column value: found "0"; value is a number above 0; give a number above 0` + "\n" +
				`i.csv, row 3, column release: found "B" where the index mine begins with "A"; all years of an index are of one release, as levels of two cannot be compared; give each release an index of its own`},
		{scenarios.RealTermsAsked{Indices: written(t, "i.csv", "index,year,value\ngdp-2019-09,2024-25,100\n")},
			`i.csv: found the index "gdp-2019-09", which comes with Parity; each index has one release; give yours another name`},
	} {
		if _, err := scenarios.InRealTerms(file, c.asked); err == nil || err.Error() != c.want {
			t.Errorf("%+v:\n got %v\nwant %s", c.asked, err, c.want)
		}
	}
}

// Whatever a file of series holds, it is read or refused, and what is read can be worked out.
func FuzzSeries(f *testing.F) {
	for _, listing := range scenarios.EmbeddedSeries() {
		content, err := os.ReadFile(filepath.Join("series", listing.Name+".csv"))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(content)
	}
	f.Add([]byte("year,value,unit,population,caseload,allocation,share\n2020-21,-1.50,billion pounds,0.001,1e-9,1e20,8.7%\n2021-22,0,,1,2,3,0.5\n"))
	f.Add([]byte("year,since,measure,value\n2021-22,2020-21,real_growth,-100%\n2021-22,,,0\n2020-21,,,0\n"))
	path := filepath.Join(f.TempDir(), "s.csv")
	f.Fuzz(func(t *testing.T, content []byte) {
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		file, err := scenarios.LoadSeries(path)
		if err != nil {
			return
		}
		terms, err := scenarios.InRealTerms(file, scenarios.RealTermsAsked{})
		if err == nil && len(terms.Series) != len(file.Series) {
			t.Errorf("%d series read, %d worked out", len(file.Series), len(terms.Series))
		}
	})
}
