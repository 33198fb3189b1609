package reports

import (
	"crypto/sha256"
	"slices"
	"strconv"

	"parity/engine"
	"parity/scenarios"
	"parity/tariff"
)

// factsAtOnce is how many bytes of facts are hashed together.
const factsAtOnce = 64 << 10

// factsHash is the SHA-256 of a scenario's facts, in their order: what a run of facts is
// about where that changes, in the words of the CSV, then each month and value. written adds
// a series to a text; one is named already where the series before was about the same.
func factsHash(scenario *scenarios.Scenario, written func(text []byte, is *seriesValues, named bool) []byte) (sum [sha256.Size]byte) {
	to := sha256.New()
	text := make([]byte, 0, factsAtOnce+4096)
	model := scenario.Result.Model
	is := seriesValues{start: model.Start, months: make([]monthValue, model.Months)}
	var last engine.Fact
	for series := range scenario.Result.Series() {
		is.about = series.Fact
		some := false
		for i := range is.months {
			month := &is.months[i]
			month.amount, month.there = series.Value(i)
			some = some || month.there
		}
		if !some {
			continue
		}
		text = written(text, &is, is.about == last)
		last = is.about
		if len(text) >= factsAtOnce {
			to.Write(text)
			text = text[:0]
		}
	}
	to.Write(text)
	to.Sum(sum[:0])
	return sum
}

// seriesValues are the values of a series of facts, from its first month on.
type seriesValues struct {
	about  engine.Fact
	start  tariff.Month
	months []monthValue
}

type monthValue struct {
	amount engine.Amount
	there  bool
}

// appendName writes what the series is about.
func (s *seriesValues) appendName(text []byte) []byte {
	of := &s.about
	for _, word := range [...]string{of.Contract, of.Commissioner, of.Provider, of.Currency, of.Measure, of.Item, string(of.Kind), of.Unit} {
		text = append(strconv.AppendQuote(text, word), ',')
	}
	return append(text, '\n')
}

// append writes each month there is, as its number, and its value.
func (s *seriesValues) append(text []byte) []byte {
	for i := range s.months {
		if m := &s.months[i]; m.there {
			text = append(strconv.AppendInt(text, int64(s.start)+int64(i), 10), ' ')
			text = append(m.amount.Append(text), '\n')
		}
	}
	return text
}

// factTexts are series of one scenario as they are written, for the others: most of theirs are
// the same, and comparing takes a tenth of the time that writing does.
type factTexts map[engine.Fact]seriesText

type seriesText struct {
	seriesValues
	name, values []byte
}

// add writes a series and keeps its text.
func (t factTexts) add(text []byte, s *seriesValues, named bool) []byte {
	is := seriesText{seriesValues: *s, name: s.appendName(nil), values: s.append(nil)}
	is.months = slices.Clone(s.months)
	t[s.about] = is
	if !named {
		text = append(text, is.name...)
	}
	return append(text, is.values...)
}

// find writes a series, as it was written before where it is the same.
func (t factTexts) find(text []byte, s *seriesValues, named bool) []byte {
	is, known := t[s.about]
	switch {
	case named:
	case known:
		text = append(text, is.name...)
	default:
		text = s.appendName(text)
	}
	if known && is.start == s.start && slices.Equal(is.months, s.months) {
		return append(text, is.values...)
	}
	return s.append(text)
}
