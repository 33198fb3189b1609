package reports

import (
	"encoding/json"
	"io"

	"parity/scenarios"
)

// traceNote is a trace as JSON: numbers with all their places.
type traceNote struct {
	Title    string    `json:"title"`
	Model    string    `json:"model"`
	Version  string    `json:"version"`
	Inputs   []input   `json:"inputs"`
	Baseline string    `json:"baseline"`
	Scenario string    `json:"scenario"`
	Item     string    `json:"item"`
	Depth    int       `json:"depth"`
	Trace    traceSpot `json:"trace"`
}

type traceSpot struct {
	Label      string          `json:"label"`
	Value      *json.Number    `json:"value"` // null where it is missing, or the parts do not add up
	Unit       string          `json:"unit,omitempty"`
	Missing    bool            `json:"missing,omitempty"`
	Formula    string          `json:"formula,omitempty"`
	Numbers    string          `json:"numbers,omitempty"` // the formula with its numbers
	Expression *expressionNote `json:"expression,omitempty"`
	Method     string          `json:"method,omitempty"`
	Note       string          `json:"note,omitempty"`
	Cell       *cellNote       `json:"cell,omitempty"`
	Parts      []traceSpot     `json:"parts,omitempty"`
	Folded     int             `json:"folded,omitempty"`
}

// expressionNote is a formula that can be worked out again.
type expressionNote struct {
	Operation string           `json:"operation"`
	Places    *int32           `json:"places,omitempty"`
	Number    *json.Number     `json:"number,omitempty"`
	Name      string           `json:"name,omitempty"`
	Part      *int             `json:"part,omitempty"` // its place in parts
	Operands  []expressionNote `json:"operands,omitempty"`
}

type cellNote struct {
	Cell     string          `json:"cell"`
	At       string          `json:"at"`
	Text     string          `json:"text"`
	Evidence string          `json:"evidence,omitempty"`
	Source   string          `json:"source,omitempty"`
	Note     string          `json:"note,omitempty"`
	Change   *cellChangeNote `json:"change,omitempty"`
}

type cellChangeNote struct {
	Scenario  string `json:"scenario"`
	Change    string `json:"change"`
	Line      string `json:"line"`
	Operation string `json:"operation"`
	Value     string `json:"value"`
	From      string `json:"from,omitempty"`
	Reason    string `json:"reason,omitempty"`
	Was       string `json:"was"`
	NewRow    bool   `json:"new_row,omitempty"`
}

// WriteTraceJSON writes a trace as one JSON object, every formula with the numbers and the
// operations to work it out again. Version is Parity's.
func WriteTraceJSON(w io.Writer, trace *scenarios.Trace, version string) error {
	note := traceNote{
		Title: Title(trace.Model), Model: trace.Model.Name, Version: version, Inputs: []input{}, Baseline: trace.Baseline,
		Scenario: trace.Scenario.Key, Item: trace.Item, Depth: trace.Depth, Trace: spotOf(&trace.Root),
	}
	for _, read := range trace.Model.Inputs {
		note.Inputs = append(note.Inputs, input{read.Name, read.SHA256})
	}
	return writeIndented(w, note)
}

func writeIndented(w io.Writer, note any) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(note)
}

func spotOf(n *scenarios.TraceNode) traceSpot {
	spot := traceSpot{Label: n.Label, Unit: n.Unit, Missing: n.Missing, Method: n.Method, Note: n.Note, Folded: n.Folded}
	if !n.Missing && !n.Listed {
		value := json.Number(n.Value.String())
		spot.Value = &value
	}
	if n.Formula != nil {
		spot.Formula, spot.Numbers = formulaText(n.Formula, operandName), formulaText(n.Formula, operandFigure)
		expression := expressionOf(n.Formula, len(n.Parts))
		spot.Expression = &expression
	}
	if n.Cell != nil {
		spot.Cell = &cellNote{Cell: n.Cell.Cell, At: n.Cell.At, Text: n.Cell.Text, Evidence: n.Cell.Evidence, Source: n.Cell.Source,
			Note: n.Cell.Note, Change: changeNoteOf(n.Cell.Change)}
	}
	for i := range n.Parts {
		spot.Parts = append(spot.Parts, spotOf(&n.Parts[i]))
	}
	return spot
}

func changeNoteOf(c *scenarios.CellChange) *cellChangeNote {
	if c == nil {
		return nil
	}
	by := &c.Change
	return &cellChangeNote{by.Scenario, by.Change, by.Line, by.Operation, by.Value, by.From, by.Reason, c.Was, c.Inserted}
}

func expressionOf(e *scenarios.Expression, parts int) expressionNote {
	note := expressionNote{Operation: string(e.Operation)}
	switch e.Operation {
	case scenarios.OpNumber:
		number := json.Number(e.Number.String())
		note.Number, note.Name = &number, e.Name
		if e.Part >= 0 && e.Part < parts {
			note.Part = &e.Part
		}
	case scenarios.OpRound, scenarios.OpFloor:
		note.Places = &e.Places
	}
	for i := range e.Operands {
		note.Operands = append(note.Operands, expressionOf(&e.Operands[i], parts))
	}
	return note
}
