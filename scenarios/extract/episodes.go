package extract

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"parity/engine/episodes"
)

// EpisodesJob is how episodes, or stays in hospital, are read from an extract.
type EpisodesJob struct {
	Mapping *Mapping
	Parties Parties // without codes of a kind, all are welcome
	// People tells people of several extracts apart; nil for those of this one alone.
	People *People
	// Progress is told now and then how many records and bytes of the file were read.
	Progress func(records, bytes int64)

	workers, block int
	slowly         bool
}

// Read is what was read of an extract, besides its episodes or spells.
type Read struct {
	Name       string // of the file, without folder
	SHA256     string // of its bytes as they lie, packed or not
	Records    int64
	Exceptions []Exception // the first MostExceptions
	Counts     []Count     // of all of them
	Refused    int64       // how many exceptions there are
	Layout     []string    // the columns that were read, as "start: START DATE"
	// Codes are what places of episodes mean.
	Codes  Parties
	Joined []JoinedTable
}

// Has says whether a field was read.
func (r *Read) Has(f Field) bool {
	return slices.ContainsFunc(r.Layout, func(line string) bool { return strings.HasPrefix(line, f.String()+": ") })
}

// JoinedTable is a table that was joined to an extract.
type JoinedTable struct{ Name, SHA256 string } // of its file, without folder

var (
	toFollow = wants{Person: true, Provider: true, Commissioner: true, Currency: true, Start: true, End: true, Measure: false, Quantity: false, Reviewed: false, Record: false}
	toAdmit  = wants{Person: true, Start: true, End: true, Record: false}
)

// keeping is how episodes are kept as they are read.
type keeping struct {
	wanted wants
	people *People
}

// Episodes reads people's episodes in currencies, in the order of the file. It fails as Price
// does. A record that states a measure or a quantity is no episode.
func Episodes(ctx context.Context, source *Source, job *EpisodesJob) (*episodes.Kept, *Read, error) {
	return job.read(ctx, source, toFollow)
}

// Spells reads people's stays in hospital, in the order of the file: of a record only the
// person, the start, the end and its number. It fails as Price does.
func Spells(ctx context.Context, source *Source, job *EpisodesJob) ([]episodes.Spell, *Read, error) {
	kept, read, err := job.read(ctx, source, toAdmit)
	if err != nil {
		return nil, nil, err
	}
	all := make([]episodes.Spell, 0, kept.Len())
	for e := range kept.All() {
		all = append(all, episodes.Spell{Person: e.Person, Start: e.Start, End: e.End, Record: e.Record, Line: e.Line})
	}
	return all, read, nil
}

// read reads an extract.
func (j *EpisodesJob) read(ctx context.Context, source *Source, wanted wants) (*episodes.Kept, *Read, error) {
	if _, stated := wanted[Measure]; stated && j.Mapping != nil && j.Mapping.constant(Measure) != "" {
		return nil, nil, source.named(&FormError{Found: fmt.Sprintf("a mapping by which every record is of the measure %s", j.Mapping.constant(Measure)),
			Remedy: "people are followed by their episodes, as of care clusters or referrals; leave the measure out, or give an extract of episodes"})
	}
	people := j.People
	if people == nil {
		people = NewPeople()
	}
	job := &Job{Mapping: j.Mapping, Parties: j.Parties, Progress: j.Progress, episodes: &keeping{wanted, people}, workers: j.workers, block: j.block, slowly: j.slowly}
	done, err := Price(ctx, source, job)
	if err != nil {
		return nil, nil, err
	}
	sum, err := source.SHA256()
	if err != nil {
		return nil, nil, err
	}
	kept := done.kept
	read := &Read{Name: source.Name, SHA256: sum, Records: done.Records, Exceptions: done.Exceptions, Counts: done.Counts, Refused: done.Refused, Layout: done.Layout, Joined: done.joined}
	var places [fieldLimit][]int32
	for f, names := range map[Field]*[]string{Provider: &read.Codes.Providers, Commissioner: &read.Codes.Commissioners, Currency: &read.Codes.Currencies} {
		*names, places[f] = done.Codes[f].inOrder()
	}
	if _, coded := wanted[Currency]; coded {
		kept.Recode(places[Provider], places[Commissioner], places[Currency])
	}
	return kept, read, nil
}

// keepEpisode keeps the record that was read.
func (w *worker) keepEpisode(line int64) {
	switch start, end := w.dates[0], w.dates[1]; {
	case w.places[Measure] != noMeasure || w.counted:
		w.wrong(line, fault{reason: NotEpisode, field: Ignored})
		return
	case len(w.person) == 0:
		w.wrong(line, fault{reason: NoPerson, field: Person})
		return
	case end != 0 && end < start:
		w.wrong(line, fault{reason: EndsBeforeStart, field: End})
		return
	}
	e := episodes.Episode{Provider: w.places[Provider], Commissioner: w.places[Commissioner], Currency: w.places[Currency],
		Start: w.dates[0], End: w.dates[1], Reviewed: w.dates[2], Record: line, Line: line}
	if w.layout.has(Record) {
		e.Record = w.number
	}
	w.follow(e)
}

// inOrder are all codes, those of the model in its order and those that came of themselves in
// alphabetical order, whichever worker met them first; and for each place its place in there.
func (c *Codes) inOrder() (names []string, places []int32) {
	names = c.Names()
	places = make([]int32, len(names))
	if c.open {
		slices.Sort(names)
	}
	for k, name := range names {
		places[c.place[name]] = int32(k)
	}
	return names, places
}

// SHA256 is that of the source's bytes, in hexadecimal digits; of standard input and pipes, that
// of those that were read so far, which Price does not keep. It fails where the file is another
// by now than the one that was opened.
func (s *Source) SHA256() (string, error) {
	if s.path == "" && s.summed == nil {
		return "", s.named(errors.New("its bytes were not summed as they were priced"))
	}
	if s.path == "" {
		return hex.EncodeToString(s.summed.Sum(nil)), nil
	}
	file, err := os.Open(s.path)
	if err != nil {
		return "", err
	}
	defer file.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, file); err != nil {
		return "", s.named(err)
	}
	now, err := file.Stat()
	if err != nil {
		return "", s.named(err)
	}
	if !os.SameFile(now, s.opened) || now.Size() != s.opened.Size() || !now.ModTime().Equal(s.opened.ModTime()) {
		return "", &FormError{s.Name, "another file than when reading began", "run it again when nothing writes to it"}
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}
