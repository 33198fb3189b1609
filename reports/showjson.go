package reports

import (
	"io"

	"parity/scenarios"
)

// effectiveNote is a table as a scenario leaves it, as JSON. Cells are canonical text.
type effectiveNote struct {
	Title    string             `json:"title"`
	Model    string             `json:"model"`
	Version  string             `json:"version"`
	Inputs   []input            `json:"inputs"`
	Scenario string             `json:"scenario"`
	Table    string             `json:"table"`
	Columns  []string           `json:"columns"`
	Rows     []effectiveRow     `json:"rows"`
	Removed  []effectiveRemoved `json:"removed"`
}

type effectiveRow struct {
	At      string                     `json:"at"`
	Cells   map[string]string          `json:"cells"` // blank ones left out
	Changes map[string]*cellChangeNote `json:"changes,omitempty"`
}

type effectiveRemoved struct {
	Cells    map[string]string `json:"cells"`
	Scenario string            `json:"scenario"`
	Change   string            `json:"change"`
	Line     string            `json:"line"`
	Reason   string            `json:"reason,omitempty"`
}

// WriteEffectiveJSON writes a table as a scenario leaves it as one JSON object. Version is
// Parity's.
func WriteEffectiveJSON(w io.Writer, e *scenarios.Effective, version string) error {
	note := effectiveNote{
		Title: Title(e.Model), Model: e.Model.Name, Version: version, Inputs: []input{}, Scenario: e.Scenario.Key,
		Table: e.Table.Schema.Table, Rows: []effectiveRow{}, Removed: []effectiveRemoved{},
	}
	for _, read := range e.Model.Inputs {
		note.Inputs = append(note.Inputs, input{read.Name, read.SHA256})
	}
	for at := range e.Table.Schema.Columns {
		note.Columns = append(note.Columns, e.Table.Schema.Columns[at].Name)
	}
	cells := func(row *scenarios.Row) map[string]string {
		held := map[string]string{}
		for at, cell := range row.Cells {
			if cell != "" {
				held[note.Columns[at]] = cell
			}
		}
		return held
	}
	for row := range e.Table.Rows {
		one := effectiveRow{At: e.Table.At(row, ""), Cells: cells(&e.Table.Rows[row])}
		for at, change := range e.Changes[row] {
			if change != nil {
				if one.Changes == nil {
					one.Changes = map[string]*cellChangeNote{}
				}
				one.Changes[note.Columns[at]] = changeNoteOf(change)
			}
		}
		note.Rows = append(note.Rows, one)
	}
	for i := range e.Removed {
		out := &e.Removed[i]
		note.Removed = append(note.Removed, effectiveRemoved{cells(&out.Row), out.Change.Scenario, out.Change.Change, out.Change.Line, out.Change.Reason})
	}
	return writeIndented(w, note)
}
