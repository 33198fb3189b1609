package verify

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"parity/reports"
	"parity/scenarios"
)

// NeedsModelError is a file of facts that was to be checked without the model.
type NeedsModelError struct{ Name string }

// Error says what to give.
func (e *NeedsModelError) Error() string {
	return e.Name + " holds facts and not the inputs they came from, so it cannot be run again by itself; give the model too: parity verify " + e.Name + " --model MODEL"
}

// CSV checks a CSV of facts: it runs the model again and compares every fact. beside is what
// lies beside it (reports.WriteBeside), nil where nothing does: then there is no fingerprint,
// and the scenarios are those of the rows. The error is *NeedsModelError where against has no
// model, and *reports.FactsError where the file is another.
func CSV(file io.Reader, beside io.Reader, name string, against Against) (*Finding, error) {
	if against.Model == nil {
		return nil, &NeedsModelError{name}
	}
	content, err := io.ReadAll(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	f := &Finding{File: name, facts: true}
	head := reports.Head{Version: against.Version}
	var rows []reports.FactRow // as the file has them; read where they are asked for
	if beside == nil {
		f.Problems = append(f.Problems, fmt.Sprintf("its fingerprint is missing: parity run writes %s beside it, and the two belong together", name+reports.BesideEnding))
		if rows, err = reports.ReadCSV(bytes.NewReader(content), name); err != nil {
			return nil, err
		}
		for i := range rows {
			if n := len(head.Selection.Scenarios); n == 0 || head.Selection.Scenarios[n-1] != rows[i].Scenario {
				head.Selection.Scenarios = append(head.Selection.Scenarios, rows[i].Scenario)
			}
		}
	} else if head, err = reports.ReadBeside(beside, name+reports.BesideEnding); err != nil {
		return nil, err
	}
	study, err := f.rerun(head, against)
	if err != nil {
		return nil, err
	}
	again := &likeness{left: content}
	if err := reports.WriteCSV(again, study); err != nil {
		return nil, err
	}
	if again.whole() {
		f.compared = again.rows - 1 // but for the columns' names
		return f, nil
	}
	if rows == nil {
		if rows, err = reports.ReadCSV(bytes.NewReader(content), name); err != nil {
			return nil, err
		}
	}
	f.compareFacts(reports.Rows(study), rows)
	return f, nil
}

// likeness is a writer that holds the CSV that is written to what stands already.
type likeness struct {
	left    []byte // of what stands
	differs bool
	rows    int
	quoted  bool // within a cell that may hold line ends
}

func (l *likeness) Write(p []byte) (int, error) {
	l.differs = l.differs || !bytes.HasPrefix(l.left, p)
	if l.differs {
		return len(p), nil
	}
	l.left = l.left[len(p):]
	for _, c := range p {
		if c == '"' {
			l.quoted = !l.quoted
		} else if c == '\n' && !l.quoted {
			l.rows++
		}
	}
	return len(p), nil
}

// whole says whether all that was written is all that stands.
func (l *likeness) whole() bool { return !l.differs && len(l.left) == 0 }

// JSON checks a JSON result as CSV does a CSV: its facts, and what it says of the run.
func JSON(file io.Reader, name string, against Against) (*Finding, error) {
	if against.Model == nil {
		return nil, &NeedsModelError{name}
	}
	content, err := io.ReadAll(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	head, rest, err := reports.ReadJSONHead(content, name)
	if err != nil {
		return nil, err
	}
	f := &Finding{File: name, facts: true}
	study, err := f.rerun(head, against)
	if err != nil {
		return nil, err
	}
	var again bytes.Buffer
	if err := reports.WriteJSON(&again, study, f.Version, f.Fingerprint); err != nil {
		return nil, err
	}
	if bytes.Equal(again.Bytes(), content) {
		f.compared = len(reports.Rows(study))
		return f, nil
	}
	_, fresh, err := reports.ReadJSONHead(again.Bytes(), name)
	if err != nil {
		return nil, err
	}
	_, _, rows, err := reports.ReadJSON(content, name)
	if err != nil {
		return nil, err
	}
	f.compareHeads(fresh, rest)
	f.compareFacts(reports.Rows(study), rows)
	return f, nil
}

// rerun runs the model with the scenarios of a file, and looks at its fingerprint.
func (f *Finding) rerun(head reports.Head, against Against) (*scenarios.Study, error) {
	study, err := scenarios.Simulate(against.Model, head.Selection)
	if err != nil {
		return nil, fmt.Errorf("%s: its scenarios cannot be run on the model %s: %w", f.File, against.Model.Name, err)
	}
	f.Version = head.Version
	f.Fingerprint = reports.Fingerprint(study, head.Version)
	f.sayVersion(against.Version)
	switch {
	case head.Fingerprint == f.Fingerprint:
		f.Proven = append(f.Proven, "the model "+against.Model.Name)
	case head.Fingerprint != "":
		f.Problems = append(f.Problems, fmt.Sprintf("its fingerprint %s is not that of the run repeated, which is %s: the model is another, or the fingerprint was edited", head.Fingerprint, f.Fingerprint))
	case len(f.Problems) == 0:
		f.Problems = append(f.Problems, "its fingerprint is missing: it was taken out, or a Parity before it wrote the file")
	}
	against.Model = nil
	f.hold(against, study.Model)
	return study, nil
}

// readFrom are the parts of a JSON result that tell of the files a model was read from: they
// differ where the same model is given as a folder and as a workbook.
var readFrom = []string{"inputs", "model", "warnings"}

// compareHeads compares everything of a JSON result but its facts.
func (f *Finding) compareHeads(was, is map[string]string) {
	names := slices.Collect(maps.Keys(was))
	for name := range is {
		if _, known := was[name]; !known {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		before, there := was[name]
		after, still := is[name]
		e := Edit{Cell: name, What: ValueEdited, Was: clipped(before), Is: clipped(after)}
		switch {
		case before == after:
			continue
		case slices.Contains(readFrom, name) && still:
			f.Remarks = append(f.Remarks, fmt.Sprintf("Its %q are not those of the model as it was given here; the model may have been read from other files.", name))
			continue
		case !there:
			e.What, e.Was = CellAdded, "nothing"
		case !still:
			e.What, e.Is = CellRemoved, "nothing"
		}
		f.Edited = append(f.Edited, e)
	}
}

// compareFacts lists the facts that differ, in the order of the run and then of the file.
func (f *Finding) compareFacts(was, is []reports.FactRow) {
	f.compared = len(was)
	if slices.Equal(was, is) {
		return
	}
	found := make(map[reports.FactKey]int, len(is))
	used := make([]bool, len(is))
	for i := len(is) - 1; i >= 0; i-- { // the first of two stays
		found[is[i].Key()] = i
	}
	for i := range was {
		key := was[i].Key()
		at, there := found[key]
		if !there {
			f.Edited = append(f.Edited, Edit{Cell: key.String(), What: CellRemoved, Was: shownFact(&was[i]), Is: "nothing"})
			continue
		}
		used[at] = true
		now := is[at]
		if was[i].SameValue(&now) {
			if now.Value = was[i].Value; now == was[i] {
				continue
			}
		}
		e := Edit{Cell: key.String(), What: ValueEdited, Was: shownFact(&was[i]), Is: shownFact(&is[at])}
		if e.Was == e.Is { // what else the row says of the fact
			e.Was, e.Is = wholeRow(&was[i]), wholeRow(&is[at])
		}
		f.Edited = append(f.Edited, e)
	}
	for i := range is {
		if !used[i] {
			f.Edited = append(f.Edited, Edit{Cell: is[i].Key().String(), What: CellAdded, Was: "nothing", Is: shownFact(&is[i])})
		}
	}
}

// shownFact is a fact's value with its unit.
func shownFact(r *reports.FactRow) string {
	if r.Value == "" {
		return "missing"
	}
	return r.Value + " " + r.Unit
}

func wholeRow(r *reports.FactRow) string {
	return strings.Join([]string{r.Commissioner, r.Provider, r.Year, r.Kind, r.Value, r.Unit}, ",")
}
