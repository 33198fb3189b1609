package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"parity/engine"
	"parity/engine/series"
	"parity/tariff"
)

// RealTermsAsked is what is asked of a file of money series.
type RealTermsAsked struct {
	Series    []string // those to look at, by code; all where there are none
	Base      string   // the year whose prices amounts are brought to; "" for the model's own, or the last year of each series' cash
	Deflators []string // the releases to use; all that are held where there are none
	Indices   string   // a CSV file with an indices table of further releases, or ""
}

// RealTerms is a file of money series in real terms.
type RealTerms struct {
	File     *SeriesFile
	Releases []*engine.Deflator
	Inputs   []Input // files that were read, the series first
	Series   []SeriesInRealTerms
}

// SeriesInRealTerms is what one series comes to.
type SeriesInRealTerms struct {
	series.Terms
	Published []series.Published
	Tests     []series.Test
}

// RealTermsError is a question that a file of series, or the releases held, cannot answer.
type RealTermsError struct {
	Found, Allowed, Remedy string
}

// Error says it in one line.
func (e *RealTermsError) Error() string {
	return fmt.Sprintf("found %s; %s; %s", e.Found, e.Allowed, e.Remedy)
}

// InRealTerms works a file of money series out. The error is *RealTermsError where what is
// asked is not there, and Faults where no release has a year of the file.
func InRealTerms(file *SeriesFile, asked RealTermsAsked) (*RealTerms, error) {
	held, inputs, err := Deflators(asked.Indices)
	if err != nil {
		return nil, err
	}
	r := &RealTerms{File: file, Inputs: append(slices.Clone(file.Inputs), inputs...)}
	if r.Releases, err = chosenReleases(file.usualReleases(held), asked.Deflators); err != nil {
		return nil, err
	}
	base, err := askedBase(asked.Base, r.Releases)
	if err != nil {
		return nil, err
	}
	chosen, err := chosenSeries(file, asked.Series)
	if err != nil {
		return nil, err
	}
	var faults Faults
	for _, s := range chosen {
		of := base
		if asked.Base == "" {
			of = file.usualBase(s)
		}
		terms := series.InRealTerms(s, of, r.Releases)
		faults = append(faults, unheldYears(file, &terms)...)
		r.Series = append(r.Series, SeriesInRealTerms{terms, series.InPublished(s, r.Releases), series.InvestmentTests(s)})
	}
	if len(faults) > 0 {
		return nil, faults
	}
	return r, nil
}

// usualBase is the price base of the model that the results are of, else the last year of a
// series' cash, else that of its last amount's prices.
func (f *SeriesFile) usualBase(s *series.Series) tariff.Year {
	if f.usual != nil {
		return f.usual.Base
	}
	base := tariff.Year(0)
	for i := range s.Amounts {
		if a := &s.Amounts[i]; a.Money != nil && (a.Cash() || base == 0) {
			base = a.Base
		}
	}
	return base
}

func chosenReleases(held []*engine.Deflator, names []string) ([]*engine.Deflator, error) {
	if len(names) == 0 {
		return held, nil
	}
	var list []*engine.Deflator
	for _, name := range names {
		at := slices.IndexFunc(held, func(d *engine.Deflator) bool { return d.Name == name })
		if at < 0 {
			known := releaseNames(held)
			return nil, &RealTermsError{"the deflator " + quoted(name), "the releases held are " + strings.Join(known, ", "), didYouMean(name, known, "give a table of indices that has it with --indices")}
		}
		if !slices.Contains(list, held[at]) {
			list = append(list, held[at])
		}
	}
	return list, nil
}

func releaseNames(held []*engine.Deflator) []string {
	var names []string
	for _, d := range held {
		names = append(names, d.Name)
	}
	return names
}

// askedBase reads a base year that some release has; 0 where none is asked for.
func askedBase(text string, releases []*engine.Deflator) (tariff.Year, error) {
	if text == "" {
		return 0, nil
	}
	canonical, misfit := readYear(text)
	if misfit != nil {
		return 0, &RealTermsError{"the base year " + quoted(text), "a base year is a financial year such as 2025-26", misfit.Remedy}
	}
	base, _ := tariff.ParseYear(canonical)
	for _, d := range releases {
		if _, ok := d.At(base); ok {
			return base, nil
		}
	}
	return 0, &RealTermsError{"the base year " + base.String(), yearsHeld(releases), "choose a year among these, or give a table of indices that has it with --indices"}
}

// yearsHeld says which years the releases have.
func yearsHeld(releases []*engine.Deflator) string {
	var parts []string
	for _, d := range releases {
		if n := len(d.Index); n > 0 {
			parts = append(parts, fmt.Sprintf("%s has %s to %s", d.Name, d.Index[0].Year, d.Index[n-1].Year))
		}
	}
	return strings.Join(parts, ", ")
}

func chosenSeries(file *SeriesFile, keys []string) ([]*series.Series, error) {
	var list []*series.Series
	if len(keys) == 0 {
		for i := range file.Series {
			list = append(list, &file.Series[i])
		}
		return list, nil
	}
	for _, key := range keys {
		at := slices.IndexFunc(file.Series, func(s series.Series) bool { return s.Key == key })
		if at < 0 {
			var known []string
			for i := range file.Series {
				known = append(known, file.Series[i].Key)
			}
			return nil, &RealTermsError{"the series " + quoted(key), file.Name + " has " + strings.Join(known, ", "), didYouMean(key, known, "choose one of these")}
		}
		list = append(list, &file.Series[at])
	}
	return list, nil
}

// unheldYears are the years that no release can bring to the base.
func unheldYears(file *SeriesFile, t *series.Terms) Faults {
	var faults Faults
	for i := range t.Lines {
		line := &t.Lines[i]
		if slices.ContainsFunc(line.Real, func(m series.Money) bool { return m.Known }) {
			continue
		}
		faults = append(faults, Fault{Place: file.Place(t.Series.Key, line.Amount.Year), Found: "the year " + line.Amount.Base.String() + ", to be brought to " + t.Base.String() + " prices",
			Allowed: yearsHeld(t.Releases), Remedy: "give a table of indices that has both years with --indices, choose another --base, or take the row out"})
	}
	return faults
}
