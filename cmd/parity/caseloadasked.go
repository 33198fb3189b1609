package main

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"parity/engine/episodes"
	"parity/engine/estimate"
	"parity/engine/records"
	"parity/reports"
	"parity/scenarios"
	"parity/scenarios/estimated"
	"parity/scenarios/extract"
	"parity/tariff"
)

// usualWindow is how many months are looked at where nobody says: the fewest that tell growth
// from the seasons.
const usualWindow = 24

// caseloadQuestion is what a command line of caseload asks.
type caseloadQuestion struct {
	extract, spells        string
	mapping, spellsMapping *extract.Mapping
	base                   *scenarios.Model
	window                 records.Window
	opening                tariff.Month
	out                    string
	publish                bool
}

func newCaseloadQuestion(c *cli.Context) (*caseloadQuestion, error) {
	q := &caseloadQuestion{extract: c.Args().First(), spells: c.String("spells"), out: c.String("out"), publish: c.Bool("publish")}
	if q.spells == "" && c.String("spells-map") != "" {
		return nil, usagef("--spells-map is about hospital stays, and there are none; name their file: --spells FILE")
	}
	if q.spells == extract.StandardInput && q.extract == extract.StandardInput {
		return nil, usagef("RECORDS and --spells are both the standard input; name a file for one of them")
	}
	if q.out != "" {
		if err := checkDestination(q.out, false); err != nil {
			return nil, err
		}
	}
	var err error
	if q.mapping, err = readMapping(c.String("map")); err != nil {
		return nil, err
	}
	if q.spellsMapping, err = readMapping(c.String("spells-map")); err != nil {
		return nil, err
	}
	if q.base, err = scenarios.Load(c.String("model")); err != nil {
		return nil, err
	}
	return q, q.months(c.String("from"), c.String("to"))
}

// months settles the months that are looked at and the one in which the model begins: the
// base's, and without one the month after.
func (q *caseloadQuestion) months(from, to string) error {
	start, err := tariff.ParseMonth(q.base.Setting(scenarios.KeyStart))
	begins := err == nil
	last := start - 1
	if to != "" {
		if last, err = tariff.ParseMonth(to); err != nil {
			return usagef("--to: %w", err)
		}
	} else if !begins {
		return usagef("%s does not say when it begins; say the last month that the records have whole: --to 2026-03", q.base.Name)
	}
	first := last - usualWindow + 1
	if from != "" {
		if first, err = tariff.ParseMonth(from); err != nil {
			return usagef("--from: %w", err)
		}
	}
	switch {
	case last < first:
		return usagef("--to %s lies before --from %s", last, first)
	case last-first >= records.MostMonths:
		return usagef("--from %s --to %s: more than %d months", first, last, records.MostMonths)
	case begins && (start < first || start > last+1):
		return usagef("%s begins in %s, and who is there then is not known from the records of %s to %s; name other months, or set its start", q.base.Name, start, first, last)
	}
	q.window, q.opening = records.Window{From: first, Months: int(last-first) + 1}, start
	if !begins {
		q.opening = last + 1
	}
	return nil
}

// noCaseloadError is an extract of which nothing is left to estimate from.
type noCaseloadError struct {
	extract string
	window  records.Window
	reasons []string
}

func (e *noCaseloadError) Error() string {
	text := fmt.Sprintf("no record of %s has anybody in a currency from %s to %s", e.extract, e.window.From, e.window.End().AddDays(-1).Month())
	if len(e.reasons) > 0 {
		text += "; exceptions: " + strings.Join(e.reasons, "; ")
	}
	return text
}

// estimate reads the records, estimates and makes the model.
func (q *caseloadQuestion) estimate(ctx context.Context, stderr io.Writer) (*reports.RecordedCaseload, error) {
	people := extract.NewPeople()
	var all *episodes.Kept
	read, err := readExtract(ctx, stderr, q.extract, func(source *extract.Source, progress func(records, bytes int64)) (read *extract.Read, err error) {
		all, read, err = extract.Episodes(ctx, source, &extract.EpisodesJob{Mapping: q.mapping, Parties: q.parties(), People: people, Progress: progress})
		return read, err
	})
	if err != nil {
		return nil, err
	}
	r := &reports.RecordedCaseload{Base: q.base.Name, Read: read, Caseload: &estimated.Caseload{Records: q.file(read), Window: q.window, Opening: q.opening,
		Providers: read.Codes.Providers, Commissioners: read.Codes.Commissioners, Currencies: read.Codes.Currencies, Reviewed: read.Has(extract.Reviewed), Published: q.publish}}
	job := estimate.Job{Window: q.window, Opening: q.opening, Reviews: q.reviews(read.Codes.Currencies)}
	if q.spells != "" {
		r.Spells, err = readExtract(ctx, stderr, q.spells, func(source *extract.Source, progress func(records, bytes int64)) (read *extract.Read, err error) {
			job.Spells, read, err = extract.Spells(ctx, source, &extract.EpisodesJob{Mapping: q.spellsMapping, People: people, Progress: progress})
			return read, err
		})
		if err != nil {
			return nil, err
		}
		if r.Spells.Records > 0 && r.Spells.Refused == r.Spells.Records { // or nobody would be in hospital
			return nil, &nothingReadError{"hospital stay", q.spells, r.Spells}
		}
		if job.Spells, r.SpellsRepeated = episodes.LatestSpells(job.Spells); job.Spells == nil {
			job.Spells = []episodes.Spell{}
		}
		file := q.file(r.Spells)
		r.Caseload.Spells = &file
		r.HospitalDays = estimate.HospitalDays(job.Spells, q.window)
	}
	lines := all.Timelines(q.window.End())
	// Where there are millions of records, what was kept of them is most of what is in memory. It goes
	// when it has been of use, here and below, before garbage heaps up as high again.
	runtime.GC()
	r.People, r.Found, r.Coverage = lines.People, lines.Found, estimate.CoverageOf(lines, q.window)
	r.Places = estimate.Of(lines, job)
	if q.publish {
		r.Places, r.LeftOut, r.Hidden = estimate.Publishable(r.Places)
	}
	if len(r.Places) == 0 {
		return nil, q.nothing(read)
	}
	runtime.GC()
	r.Written, err = r.Caseload.Model(q.base)
	return r, err
}

func (q *caseloadQuestion) nothing(read *extract.Read) error {
	e := &noCaseloadError{extract: read.Name, window: q.window}
	for _, n := range read.Counts {
		reason := fmt.Sprintf("%d of %s", n.Records, n.Reason)
		if n.Column != "" {
			reason += " (column " + n.Column + ")"
		}
		e.reasons = append(e.reasons, reason)
	}
	if q.publish {
		e.reasons = []string{"there are too few people to be published"}
	}
	return e
}

// file is what figures name as their source. The sum of a file of few people would give away
// who guesses it, so that what is published has none.
func (q *caseloadQuestion) file(read *extract.Read) estimated.File {
	file := estimated.File{Name: read.Name, SHA256: read.SHA256}
	for _, table := range read.Joined {
		file.Joined = append(file.Joined, estimated.File{Name: table.Name, SHA256: table.SHA256})
	}
	if q.publish {
		file.SHA256 = ""
		for i := range file.Joined {
			file.Joined[i].SHA256 = ""
		}
	}
	return file
}

// parties are the codes of the base. A skeleton's providers and commissioners come from the
// records.
func (q *caseloadQuestion) parties() extract.Parties {
	keys := func(table, column string) []string {
		var keys []string
		t := q.base.Table(table)
		for row := range t.Rows {
			if key := t.Cell(row, column); !slices.Contains(keys, key) {
				keys = append(keys, key)
			}
		}
		return keys
	}
	return extract.Parties{Providers: keys("providers", "provider"), Commissioners: keys("commissioners", "commissioner"), Currencies: keys("currencies", "currency")}
}

// reviews are the base's review periods, by the places of the currencies.
func (q *caseloadQuestion) reviews(currencies []string) []records.Review {
	periods := scenarios.ReviewPeriods(q.base)
	reviews := make([]records.Review, len(currencies))
	for i, currency := range currencies {
		reviews[i] = periods[currency]
	}
	return reviews
}
