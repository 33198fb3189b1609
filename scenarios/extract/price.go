package extract

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"runtime"

	"github.com/sourcegraph/conc/pool"

	"parity/engine/episodes"
	"parity/engine/records"
)

// Parties are the codes that records may name.
type Parties struct{ Providers, Commissioners, Currencies []string }

// Job is how an extract is priced.
type Job struct {
	Mapping *Mapping
	Parties Parties
	// Lists are one schedule's prices, or those of two that are compared: then a record is
	// priced by both or by neither.
	Lists []*records.List
	// CountPeople tells people apart, as far as fewer than records.FewPeople go.
	CountPeople bool
	// CheckPeople looks for people who are in two currencies at once and for records that are
	// there twice. It keeps something of every record in memory.
	CheckPeople bool
	// Each makes for one worker what writes a record that is priced, behind what it is given;
	// nil where nobody asks for records one by one. To takes what they write, in the order of
	// the file.
	Each func() func(to []byte, e *Each) []byte
	To   io.Writer
	// Progress is told now and then how many records and bytes of the file were read.
	Progress func(records, bytes int64)

	// episodes is where records are kept, unpriced; nil where they are priced.
	episodes *keeping

	// For tests: how many workers, blocks of what size (0 for the usual), and whether every
	// line takes the slow lane.
	workers, block int
	slowly         bool
}

// Priced is what an extract comes to.
type Priced struct {
	Name       string // of the file, without folder
	Records    int64  // all there are
	Outside    int64  // of them with nothing in the window
	Totals     []*records.Totals
	Exceptions []Exception // the first MostExceptions
	Counts     []Count     // of all of them
	Refused    int64       // how many exceptions there are
	People     *PeopleFound
	Codes      [fieldLimit]*Codes
	Layout     []string // the columns that were read, as "start: START DATE"

	kept   *episodes.Kept
	joined []JoinedTable
}

// Price reads an extract and prices it. It fails where the source does, where its form is
// wrong (*FormError, *MappingError), and where it is told to stop.
func Price(ctx context.Context, source *Source, job *Job) (*Priced, error) {
	if job.episodes == nil {
		source.summed = nil
	}
	cut := &blocks{source: source.text, line: 1, size: job.block}
	if cut.size == 0 {
		cut.size = usualBlock
	}
	header, err := readHeader(cut)
	if err == nil && job.Mapping == nil {
		job.Mapping = &Mapping{}
	}
	var l *layout
	if err == nil {
		l, err = newLayout(header, cut.delimiter, job.Mapping, job.wanted())
	}
	if err != nil {
		return nil, source.named(err)
	}
	if (job.CountPeople || job.CheckPeople) && !l.has(Person) {
		return nil, source.named(&FormError{Found: "no column for the person, by which people are told apart", Remedy: remedy(job.Mapping.name(Person), header, job.Mapping)})
	}
	l.serials = source.Workbook
	r := &reading{job: job, source: source, blocks: cut, layout: l, gathered: newGathered(job, source)}
	if err := r.codes(); err != nil {
		return nil, source.named(err)
	}
	if err := r.join(ctx); err != nil {
		return nil, err
	}
	return r.run(ctx)
}

// wanted are the fields that the job reads.
func (j *Job) wanted() wants {
	if j.episodes != nil {
		return j.episodes.wanted
	}
	return toPrice
}

// reading is an extract as it is read.
type reading struct {
	job      *Job
	source   *Source
	blocks   *blocks
	layout   *layout
	all      [fieldLimit]*Codes
	tables   []*joined
	gathered *gathered
}

// codes makes ready what codes are looked up in.
func (r *reading) codes() error {
	m := r.job.Mapping
	r.all[Provider] = NewCodes(r.job.Parties.Providers, m.codes[Provider])
	r.all[Commissioner] = NewCodes(r.job.Parties.Commissioners, m.codes[Commissioner])
	r.all[Currency] = NewCodes(r.job.Parties.Currencies, m.codes[Currency])
	r.all[Measure] = NewCodes(allMeasures(), m.codes[Measure])
	for f := Provider; f <= Measure; f++ {
		if constant := r.constant(f); constant != "" {
			if _, reason := r.all[f].find(constant); reason != "" {
				return &FormError{Found: fmt.Sprintf("%s %q in the mapping, which the model does not have", f, constant), Remedy: "name one of the model's"}
			}
		}
	}
	return nil
}

// constant is what every record has in a field that is wanted.
func (r *reading) constant(f Field) string {
	if _, wanted := r.job.wanted()[f]; !wanted {
		return ""
	}
	return r.job.Mapping.constant(f)
}

// run lets workers loose on the blocks.
func (r *reading) run(ctx context.Context) (*Priced, error) {
	count := r.job.workers
	if count == 0 {
		count = runtime.GOMAXPROCS(0)
	}
	workers := make([]*worker, count)
	running := pool.New().WithContext(ctx).WithCancelOnError().WithFirstError()
	for i := range workers {
		workers[i] = r.newWorker()
		running.Go(func(ctx context.Context) error {
			defer r.gathered.giveUp()
			return workers[i].run(ctx)
		})
	}
	if err := running.Wait(); err != nil {
		return nil, r.source.named(err)
	}
	done := &Priced{Name: r.source.Name, Codes: r.all, Exceptions: r.gathered.exceptions}
	all := counts{}
	for f := range fieldLimit {
		if r.layout.has(f) {
			done.Layout = append(done.Layout, f.String()+": "+r.layout.name(f))
		}
	}
	for _, j := range r.tables {
		done.joined = append(done.joined, JoinedTable{filepath.Base(j.table.File), j.sum})
		for k, f := range j.fields {
			done.Layout = append(done.Layout, f.String()+": "+j.names[k]+" of "+filepath.Base(j.table.File))
		}
	}
	for k := range r.job.Lists {
		totals := workers[0].totals[k]
		for _, w := range workers[1:] {
			totals.Merge(w.totals[k])
		}
		done.Totals = append(done.Totals, totals)
	}
	for _, w := range workers {
		done.Records += w.read
		done.Outside += w.outside
		for e, n := range w.counts {
			all[e] += n
			done.Refused += n
		}
	}
	done.Counts = all.list()
	if r.job.episodes != nil {
		done.kept = &r.gathered.kept
	}
	if r.job.CheckPeople {
		done.People = checkPeople(&r.gathered.kept, r.gathered.people)
	}
	return done, nil
}

func (w *worker) run(ctx context.Context) error {
	for {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		b, err := w.r.blocks.next(&w.buffer)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		before := w.read
		w.take(b)
		spare, err := w.r.gathered.deliver(b.number, delivery{w.found, w.kept, w.read - before})
		if err != nil {
			return err
		}
		w.found, w.kept = nil, spare
	}
}
