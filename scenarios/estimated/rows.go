package estimated

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"parity/engine/draws"
	"parity/engine/estimate"
	"parity/engine/records"
)

// The classes of evidence of what is written.
const (
	estimatedFromRecords = "estimated"
	assumedEvidence      = "assumed"
	missingEvidence      = "missing"
)

// methods is where the rules are.
const methods = `docs/methods.md, "A caseload from records"`

// source names the file that figures come from, and what was joined to it.
func (f File) source() string {
	source := f.Name
	if f.SHA256 != "" {
		source = fmt.Sprintf("%s (SHA-256 %s)", f.Name, f.SHA256)
	}
	for i, joined := range f.Joined {
		source += [...]string{" joined with ", ", "}[min(i, 1)] + joined.source()
	}
	return source
}

// source says where a figure comes from: file, its SHA-256, months and the rule.
func (b *builder) source(files ...File) string {
	var names []string
	for _, f := range files {
		names = append(names, f.source())
	}
	source := fmt.Sprintf("%s, %s to %s; by %s", strings.Join(names, " and "), b.Window.From, b.Window.End().AddDays(-1).Month(), methods)
	if b.Published {
		source += fmt.Sprintf(", for publication: people to the nearest %d", records.FewPeople)
	}
	return source
}

// place writes the rows of one currency of one contract.
func (b *builder) place(contract, currency string, p *estimate.Place) {
	source := b.source(b.Records)
	cells := map[string]string{"contract": contract, "currency": currency, "opening": strconv.Itoa(p.Opening), "starts_per_month": digits(p.Starts.PerMonth),
		"evidence": estimatedFromRecords, "source": source}
	notes := []string{fmt.Sprintf("%s started in %d months", people(p.Starts.People), p.Starts.Months)}
	if p.Starts.NoGrowth() == "" {
		cells["growth"] = digits(p.Starts.Trend.Growth)
	}
	if p.Starts.Trend != nil {
		notes = append(notes, "starts_per_month is their trend's level as the run begins")
	}
	if p.Starts.NoGrowth() == estimate.TrendLevel {
		notes = append(notes, fmt.Sprintf("no growth: %s, from %s to %s a year", estimate.TrendLevel, digits(p.Starts.Trend.Low), digits(p.Starts.Trend.High)))
	}
	if p.Stay.Mean > 0 {
		cells["mean_stay_days"] = digits(p.Stay.Mean)
	}
	switch stay := &p.Stay; {
	case stay.Basis == estimate.AllContracts:
		notes = append(notes, fmt.Sprintf("nobody left in %d person-days: the mean stay is that of the currency over all contracts", stay.PersonDays))
	case stay.Basis == estimate.Assumed:
		cells["evidence"] = assumedEvidence
		notes = append(notes, fmt.Sprintf("nobody left in %d person-days: a mean stay of twice that is assumed", stay.PersonDays))
	default:
		notes = append(notes, fmt.Sprintf("mean stay: %d person-days / %s who left", stay.PersonDays, people(stay.Exits)))
	}
	if p.Stay.Shape.Verdict == estimate.WillNot {
		notes = append(notes, "stays are not exponential")
	}
	if b.Spells != nil {
		cells["source"] = b.source(b.Records, *b.Spells)
		if p.Admitted.Withheld {
			notes = append(notes, fmt.Sprintf("fewer than %d people were in hospital: for how long is not told", records.FewPeople))
		} else {
			cells["admitted_share"] = digits(p.Admitted.Share)
			notes = append(notes, fmt.Sprintf("%d days in hospital", p.Admitted.HospitalDays))
		}
	}
	for _, column := range b.notRecorded() {
		from := b.carried[[3]string{contract, currency, column}]
		if from.value == "" {
			continue
		}
		cells[column] = from.value
		cells["evidence"] = worse(cells["evidence"], from.evidence)
		cells["source"] += fmt.Sprintf("; %s: %s", column, orNoSource(from.source))
		notes = append(notes, column+" is that of "+b.base.Name)
	}
	cells["note"] = strings.Join(notes, "; ")
	b.add("caseload", cells)
	b.uncertain(contract, currency, p)
	b.moves(contract, currency, p)
}

// classes are the classes of evidence, the best first; blank is that of a row without a source.
var classes = []string{"published", "local", estimatedFromRecords, assumedEvidence, "", "illustrative", missingEvidence}

// worse is the class of a row whose figures are of two.
func worse(a, b string) string {
	if slices.Index(classes, b) > slices.Index(classes, a) {
		return b
	}
	return a
}

func orNoSource(source string) string {
	if source == "" {
		return "no source"
	}
	return source
}

// moves writes where people go, and the Dirichlet of it where there is more than one way.
func (b *builder) moves(contract, currency string, p *estimate.Place) {
	ways := 0
	if p.Leaving.Discharged.People > 0 {
		ways++
	}
	for _, m := range p.Leaving.Moves {
		ways++
		b.add("moves", map[string]string{"contract": contract, "from_currency": currency, "to_currency": b.Currencies[m.To], "share": cutOff(m.Share),
			"evidence": estimatedFromRecords, "source": b.source(b.Records), "note": fmt.Sprintf("%s of %d who left", people(m.People), p.Stay.Exits)})
	}
	if ways < 2 || len(p.Leaving.Moves) == 0 {
		return
	}
	b.add("uncertainty", map[string]string{"parameter": parameter("moves", contract, currency), "cells": fmt.Sprintf("moves[contract=%s,from_currency=%s].share", contract, currency),
		"family": string(draws.Dirichlet), "concentration": strconv.Itoa(p.Stay.Exits), "evidence": estimatedFromRecords, "source": b.source(b.Records), "note": "As many as left"})
}

// uncertain writes the intervals of one place's figures.
func (b *builder) uncertain(contract, currency string, p *estimate.Place) {
	of := func(name, column string, family draws.Family, i estimate.Interval, cell float64, within draws.Bounds, group, note string) bool {
		low, high := digits(i.Low), digits(i.High)
		if _, err := draws.From(family, number(low), number(high), number(digits(cell)), within); err != nil {
			return false
		}
		b.add("uncertainty", map[string]string{"parameter": parameter(name, contract, currency), "cells": fmt.Sprintf("caseload[contract=%s,currency=%s].%s", contract, currency, column),
			"operation": "set", "low": low, "high": high, "family": string(family), "group": group, "evidence": estimatedFromRecords, "source": b.source(b.Records), "note": note})
		return true
	}
	atLeastNought := draws.Bounds{Low: 0, High: math.Inf(1)}
	starts, growth := "", ""
	trend := p.Starts.Trend
	if p.Starts.NoGrowth() == "" {
		starts, growth = parameter("starts", contract, currency), parameter("growth", contract, currency)
		if !of("growth", "growth", draws.PERT, trend.Interval, trend.Growth, draws.Bounds{Low: -1, High: 1}, growth, "A Poisson trend by maximum likelihood") {
			starts = ""
		}
	}
	note := "A count of people who started"
	if trend != nil {
		note = "The level of a Poisson trend as the run begins"
	}
	if p.Starts.Spread > 1 {
		note += fmt.Sprintf(", whose months vary %s times as much as by chance", digits(p.Starts.Spread))
	}
	drawn := p.Starts.People > 0 && of("starts", "starts_per_month", draws.LogNormal, p.Starts.Interval, p.Starts.PerMonth, atLeastNought, starts, note)
	if drawn && starts != "" {
		b.add("correlations", map[string]string{"group_a": starts, "group_b": growth, "rank": strconv.FormatFloat(trend.Rank, 'f', 4, 64), "evidence": estimatedFromRecords, "source": b.source(b.Records),
			"note": "Level and growth of one trend"})
	}
	if p.Stay.Basis != estimate.Assumed && p.Stay.Mean > 0 {
		of("stay", "mean_stay_days", draws.LogNormal, p.Stay.Interval, p.Stay.Mean, draws.Bounds{Low: shortestStay, High: math.Inf(1)}, "", "Chi-square, from the people who left")
	}
	if a := &p.Admitted; b.Spells != nil && a.Interval != nil {
		of("admitted", "admitted_share", draws.Beta, *a.Interval, a.Share, draws.Bounds{Low: 0, High: 1}, "", "A ratio of people's days")
	}
}

// shortestStay is the least that a mean stay may be, in days (docs/tables.md).
const shortestStay = 0.01

func parameter(what, contract, currency string) string {
	return what + "-" + contract + "-" + currency
}

// reviews writes the share of reviews in date: by currency, or for publication by contract,
// where that gives nobody away.
func (b *builder) reviews() {
	type tally struct{ all, in int }
	add := func(contract, currency string, t tally) {
		last := b.Window.End().AddDays(-1)
		b.add("reviews", map[string]string{"contract": contract, "currency": currency, "in_date": digits(float64(t.in) / float64(t.all)), "evidence": estimatedFromRecords, "source": b.source(b.Records),
			"note": fmt.Sprintf("%d of %s in date on %s, by the rule of ACC36", t.in, people(t.all), last)})
	}
	all, byContract := map[string]int{}, map[string]tally{} // all: people as a publication has them
	for i := range b.Places {
		p := &b.Places[i]
		contract, known := b.contractOf(p.Place)
		if !known || p.Reviews.People == 0 {
			continue
		}
		t := tally{p.Reviews.People, p.Reviews.InDate}
		if !b.Published {
			add(contract, b.Currencies[p.Currency], t)
		}
		sum := byContract[contract]
		byContract[contract] = tally{sum.all + t.all, sum.in + t.in}
		all[contract] += records.NearestFew(t.all, 1)
	}
	if !b.Published {
		return
	}
	for _, pair := range b.pairs() {
		contract := b.contract[pair]
		if t := byContract[contract]; all[contract] > 0 && !records.Few(t.in) && !records.Few(t.all-t.in) {
			add(contract, "*", tally{all[contract], min(all[contract], records.NearestFew(t.in, 1))})
		}
	}
}

func people(n int) string {
	if n == 1 {
		return "1 person"
	}
	return strconv.Itoa(n) + " people"
}

// significant is how many digits of an estimate are written: more than it is known to.
const significant = 6

// digits writes a number in plain decimals.
func digits(x float64) string {
	return strconv.FormatFloat(number(strconv.FormatFloat(x, 'g', significant, 64)), 'f', -1, 64)
}

func number(text string) float64 {
	x, _ := strconv.ParseFloat(text, 64) // what FormatFloat wrote
	return x
}

// cutOff writes a share, cut off so that shares of one whole never come to more than it.
func cutOff(share float64) string {
	const places = 1e9
	return strconv.FormatFloat(math.Floor(share*places)/places, 'f', -1, 64)
}
