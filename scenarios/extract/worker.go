package extract

import (
	"cmp"
	"hash/maphash"
	"slices"

	"parity/engine/records"
	"parity/tariff"
)

// worker reads blocks and prices what is in them. It shares nothing that it writes to while
// it does.
type worker struct {
	r          *reading
	layout     *layout
	steps      []step
	delimiters uint64 // a word of them
	memories   [fieldLimit]memory
	buffer     []byte
	lexer      lexer

	// The record being read.
	places   [fieldLimit]int32
	dates    [3]records.Date // start, end, reviewed
	number   int64           // of the record
	quantity tariff.Quantity
	counted  bool
	person   []byte

	// Episodes that wait to be priced together, and their lines.
	bunch    [records.Bunch]records.Episode
	lines    [records.Bunch]int64
	waiting  int
	keeps    bool // records are kept, unpriced
	together bool // nothing more is asked of a record than its price at one schedule

	priced  []records.Priced // by each list
	totals  []*records.Totals
	people  maphash.Seed
	counts  counts
	read    int64
	outside int64

	kept  keptInBlock
	found []Exception // in the block

	each  Each // the record that is told of
	write func(to []byte, e *Each) []byte
	names [fieldLimit][]string // of codes, by their places
}

func (r *reading) newWorker() *worker {
	w := &worker{r: r, layout: r.layout, delimiters: uint64(r.blocks.delimiter) * ones, lexer: lexer{delimiter: r.blocks.delimiter, columns: len(r.layout.fields)}, counts: counts{}, people: r.gathered.people.seed,
		priced: make([]records.Priced, len(r.job.Lists))}
	w.keeps = r.job.episodes != nil
	w.together = !w.keeps && len(r.job.Lists) == 1 && !r.job.CountPeople && !r.job.CheckPeople && r.job.Each == nil
	for i, f := range r.layout.fields {
		s := step{field: f, until: r.blocks.delimiter, last: i == len(r.layout.fields)-1}
		if s.last {
			s.until = '\n'
		}
		s.untils = uint64(s.until) * ones
		switch f {
		case Provider, Commissioner, Currency, Measure:
			s.kind, s.codes, s.place = codeStep, &w.memories[f].keys, &w.places[f]
		case Start, End, Reviewed:
			s.kind, s.date, s.form = dateStep, &w.dates[dateOf(f)], r.job.Mapping.forms[f]
			if !s.form.usual() {
				s.kind = formedDateStep
			}
		case Record:
			s.kind = numberStep
		case Quantity:
			s.kind = quantityStep
		case Person:
			if r.job.CountPeople || r.job.CheckPeople || r.job.Each != nil || r.job.episodes != nil {
				s.kind = textStep
			}
		}
		w.steps = append(w.steps, s)
	}
	for _, j := range r.tables {
		s := &w.steps[j.column]
		s.table = j
		if s.kind == skipStep {
			s.kind = keyStep
		}
	}
	for f := range w.memories {
		w.memories[f].codes = r.all[f]
	}
	w.places[Measure] = noMeasure
	for f := Provider; f <= Measure; f++ {
		if constant := r.constant(f); constant != "" {
			w.places[f], _ = r.all[f].find(constant)
		}
	}
	w.memories[Measure].keys.Add(keyOf(nil), noMeasure) // a blank measure is none
	if r.job.Each != nil {
		w.write = r.job.Each()
	}
	for _, list := range r.job.Lists {
		w.totals = append(w.totals, records.NewTotals(list))
	}
	return w
}

// take reads and prices a block.
func (w *worker) take(b block) {
	line := b.line
	if b.broken != "" {
		w.read++
		w.refuse(Exception{Line: line, Reason: b.broken})
		return
	}
	behind := b.text[:len(b.text)+slack]
	mayBeFast := !b.slow && !w.r.job.slowly && !w.layout.has(FinancialMonth)
	for p := 0; p < len(b.text); {
		if mayBeFast {
			if next, ok := w.fast(behind, p); ok {
				w.met(line)
				p = next
				line++
				continue
			}
		}
		next, lines, wrong := w.slow(b.text, p)
		switch {
		case wrong.reason == blankLine:
		case wrong.reason != "":
			w.read++
			w.wrong(line, wrong)
		default:
			w.met(line)
		}
		p = next
		line += int64(lines)
	}
	if w.waiting > 0 {
		w.priceBunch()
	}
	slices.SortStableFunc(w.found, func(a, b Exception) int { return cmp.Compare(a.Line, b.Line) })
	w.found = w.found[:min(len(w.found), MostExceptions)]
}

// met is told of a record that was read.
func (w *worker) met(line int64) {
	w.read++
	if w.keeps {
		w.keepEpisode(line)
	} else {
		w.price(line)
	}
}

// wrong makes an exception of what could not be read.
func (w *worker) wrong(line int64, f fault) {
	e := Exception{Line: line, Reason: f.reason}
	if e.Column = f.column; e.Column == "" && f.field != Ignored {
		e.Column = w.layout.name(f.field)
	}
	w.refuse(e)
}

func (w *worker) refuse(e Exception) {
	w.counts.add(e)
	if len(w.found) < MostExceptions+records.Bunch { // so many may come out of order
		w.found = append(w.found, e)
	}
}

// priceBunch prices the episodes that wait.
func (w *worker) priceBunch() {
	w.outside += int64(w.totals[0].AddEpisodes(w.bunch[:w.waiting], func(i int, reason records.Reason) {
		w.refuse(Exception{Line: w.lines[i], Schedule: w.r.job.Lists[0].Schedule.Name, Reason: reason})
	}))
	w.waiting = 0
}

// price prices the record that was read, by every list or by none.
func (w *worker) price(line int64) {
	start, end := w.dates[0], w.dates[1]
	inOrder := uint32(start-1) <= uint32(end-1) // an open end, 0, is after everything
	if w.together && inOrder && w.places[Measure] == noMeasure && !w.counted {
		e := &w.bunch[w.waiting]
		e.Provider, e.Commissioner, e.Currency, e.Start, e.End = w.places[Provider], w.places[Commissioner], w.places[Currency], start, end
		w.lines[w.waiting] = line
		if w.waiting++; w.waiting == records.Bunch {
			w.priceBunch()
		}
		return
	}
	r, f := w.record()
	if f.reason != "" {
		w.wrong(line, f)
		return
	}
	for k, list := range w.r.job.Lists {
		if reason := list.Price(&r, &w.priced[k]); reason != "" {
			w.refuse(Exception{Line: line, Schedule: list.Schedule.Name, Reason: reason})
			if w.r.job.CountPeople {
				for _, totals := range w.totals {
					totals.Lack(&r)
				}
			}
			return
		}
	}
	person := uint64(0)
	if w.r.job.CountPeople {
		person = max(maphash.Bytes(w.people, w.person), 1)
	}
	if w.r.job.CheckPeople && len(w.person) > 0 {
		w.toCheck(line, &r)
	}
	if len(w.priced) > 0 && w.priced[0].Outside {
		w.outside++
		return
	}
	for k := range w.priced {
		w.totals[k].Add(&r, &w.priced[k], person)
	}
	if w.write != nil {
		w.tell(line, &r)
	}
}

// allMeasures are the measures' names in the order of tariff.Measure.
func allMeasures() []string {
	names := make([]string, tariff.MeasureCount)
	for m := range names {
		names[m] = tariff.Measure(m).String()
	}
	return names
}
