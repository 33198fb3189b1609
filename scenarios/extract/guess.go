package extract

import (
	"encoding/csv"
	"slices"
	"strings"
)

// Proposal is a mapping that an extract's header suggests.
type Proposal struct {
	Mapping  string   // as ReadMapping reads it
	Unplaced []string // columns that nothing is taken from, in their order
	Missing  []Field  // the person, and fields that every record needs, where no column is called like them
	Presets  []string // those that find all that they need in the header
	Dated    bool     // whether a column holds dates
}

// Guess proposes a mapping from an extract's header: a column for each field that one is
// called like. Fields that nothing is called like are left with a blank column, to be filled
// in or taken out.
func Guess(s *Source) (*Proposal, error) {
	header, err := readHeader(&blocks{source: s.text, line: 1, size: usualBlock})
	if err != nil {
		return nil, s.named(err)
	}
	places := place(header)
	if recordLike(header) && !slices.ContainsFunc(places[:], func(at int) bool { return at >= 0 }) {
		return nil, s.named(headless())
	}
	p := &Proposal{Dated: places[Start] >= 0}
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Write(strings.Split(MappingHeader, ","))
	byMonth := places[FinancialMonth] >= 0
	for f := range fieldLimit {
		switch {
		case places[f] >= 0:
			w.Write([]string{f.String(), header[places[f]], "", ""})
		case toPrice[f] && !(f == Start && byMonth):
			w.Write([]string{f.String(), "", "", ""})
			p.Missing = append(p.Missing, f)
		case f == Person:
			p.Missing = append(p.Missing, f)
		}
	}
	for i, column := range header {
		if !slices.Contains(places[:], i) && column != "" {
			p.Unplaced = append(p.Unplaced, column)
		}
	}
	for _, name := range Presets() {
		if preset, known := Preset(name); known && preset.fits(header) {
			p.Presets = append(p.Presets, name)
		}
	}
	w.Flush()
	p.Mapping = b.String()
	return p, w.Error()
}

// place finds for each field the place of the column that is likeliest it; -1 where none is
// like it. No column is two fields.
func place(header []string) (places [fieldLimit]int) {
	taken := make([]bool, len(header))
	for f := range fieldLimit {
		places[f] = -1
	}
	for _, f := range fieldsByCertainty {
		if places[f] = likeliest(f, header, taken); places[f] >= 0 {
			taken[places[f]] = true
		}
	}
	// A month is told in one way: by a day, or else by a financial year and its month.
	if places[Start] >= 0 || places[FinancialYear] < 0 || places[FinancialMonth] < 0 {
		places[FinancialYear], places[FinancialMonth] = -1, -1
	}
	return places
}

// likeliest is the place of the free column that is likeliest a field: one that is called
// exactly so, or else one whose words say it; -1 where none is.
func likeliest(f Field, header []string, taken []bool) int {
	for _, name := range called[f] {
		for i, column := range header {
			if !taken[i] && plain(column) == name {
				return i
			}
		}
	}
	for _, says := range toldBy[f].says {
		for i, column := range header {
			if words := wordsOf(column); !taken[i] && says.of(words) && !anyOf(words, toldBy[f].unless) {
				return i
			}
		}
	}
	return -1
}
