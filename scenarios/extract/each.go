package extract

import "parity/engine/records"

// Each is one record with its price, for who wants every one. It is another record's afterwards.
type Each struct {
	Line                                     int64
	Person, Provider, Commissioner, Currency string
	Record                                   records.Record
	Lines                                    [][]records.Line // by each list
}

// tell writes a record for Job.To.
func (w *worker) tell(line int64, r *records.Record) {
	e := &w.each
	e.Line, e.Person, e.Record = line, string(w.person), *r
	e.Provider, e.Commissioner, e.Currency = w.nameOf(Provider, r.Provider), w.nameOf(Commissioner, r.Commissioner), w.nameOf(Currency, r.Currency)
	if e.Lines == nil {
		e.Lines = make([][]records.Line, len(w.priced))
	}
	for k := range w.priced {
		e.Lines[k] = e.Lines[k][:0]
		for l := range w.priced[k].Lines {
			e.Lines[k] = append(e.Lines[k], l)
		}
	}
	w.kept.written = w.write(w.kept.written, e)
}

// nameOf is a code by its place, which another worker may have given it.
func (w *worker) nameOf(f Field, place int32) string {
	if int(place) >= len(w.names[f]) {
		w.names[f] = w.r.all[f].Names()
	}
	return w.names[f][place]
}
