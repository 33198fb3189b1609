package reports

import (
	"encoding/json"
	"io"

	"github.com/shopspring/decimal"

	"parity/engine"
	"parity/scenarios"
)

// attributionNote is the JSON of an attribution. Figures are by year, exact, in its unit.
type attributionNote struct {
	Title    string        `json:"title"`
	Model    string        `json:"model"`
	Version  string        `json:"version"` // of Parity
	Inputs   []input       `json:"inputs"`
	Baseline string        `json:"baseline"`
	From     string        `json:"from"`
	To       string        `json:"to"`
	Result   string        `json:"result"`
	Unit     string        `json:"unit"`
	Order    string        `json:"order"`
	Orders   int           `json:"sampled_orders,omitempty"`
	Seed     *uint64       `json:"seed,omitempty"`
	Years    []string      `json:"years"`
	Before   []json.Number `json:"before"`
	After    []json.Number `json:"after"`
	Changes  []partNote    `json:"changes"`
	Causes   []causeNote   `json:"causes"`
}

type partNote struct {
	Changes     []stepNote    `json:"changes"`
	Joined      string        `json:"joined,omitempty"`
	Part        []json.Number `json:"part"`
	PartAll     json.Number   `json:"part_all_years"`
	Alone       []json.Number `json:"alone"`
	Interaction []json.Number `json:"interaction,omitempty"`
	Error       []float64     `json:"standard_error,omitempty"`
	ErrorAll    *float64      `json:"standard_error_all_years,omitempty"`
	Causes      []causeNote   `json:"causes,omitempty"`
}

type stepNote struct {
	Scenario string `json:"scenario"`
	Change   string `json:"change"`
	Taken    bool   `json:"taken_away"`
	Reason   string `json:"reason,omitempty"`
}

type causeNote struct {
	Contract string        `json:"contract,omitempty"`
	Cause    string        `json:"cause"`
	Measure  string        `json:"measure,omitempty"`
	Part     []json.Number `json:"part"`
	PartAll  json.Number   `json:"part_all_years"`
}

// WriteAttributionJSON writes an attribution as one JSON object: parts and causes by year,
// exact, each set summing to after less before, the causes of a part to the part. Version is
// Parity's.
func WriteAttributionJSON(w io.Writer, a *scenarios.Attribution, version string) error {
	places := int32(2)
	if !a.Goal.Money() {
		places = 3
	}
	exact := func(figure int64) json.Number { return json.Number(decimal.New(figure, -places).StringFixed(places)) }
	series := func(figures []int64) []json.Number {
		numbers := make([]json.Number, len(figures))
		for i, figure := range figures {
			numbers[i] = exact(figure)
		}
		return numbers
	}
	noteOf := func(cause engine.Cause) causeNote {
		figures := pence(cause)
		return causeNote{cause.Contract, string(cause.Kind), cause.Measure, series(figures), exact(total(figures))}
	}
	note := attributionNote{
		Title: Title(a.Model), Model: a.Model.Name, Version: version, Inputs: []input{}, Baseline: a.Baseline, From: a.From.Key, To: a.To.Key,
		Result: a.Result, Unit: a.Unit, Order: string(a.Order), Orders: a.Orders, Before: series(a.None), After: series(a.All), Causes: []causeNote{},
	}
	if a.Errors != nil {
		note.Seed = &a.Seed
	}
	for _, read := range a.Model.Inputs {
		note.Inputs = append(note.Inputs, input{read.Name, read.SHA256})
	}
	for _, year := range a.Years {
		note.Years = append(note.Years, year.String())
	}
	scale := decimal.New(1, places).InexactFloat64()
	for i, player := range a.Players {
		part := partNote{Joined: player.Joined, Part: series(a.Shares[i]), PartAll: exact(total(a.Shares[i])), Alone: series(a.Alone[i])}
		for _, change := range player.Changes {
			part.Changes = append(part.Changes, stepNote{change.Scenario, change.Change, change.Taken, change.Reason})
		}
		if a.Order == scenarios.ListedOrder {
			for y := range a.Years {
				part.Interaction = append(part.Interaction, exact(a.Interaction(i, y)))
			}
		}
		if a.Errors != nil {
			for _, e := range a.Errors[i] {
				part.Error = append(part.Error, e/scale)
			}
			all := a.ErrorOfSum[i] / scale
			part.ErrorAll = &all
		}
		if a.Parts != nil {
			for _, cause := range a.Parts[i] {
				part.Causes = append(part.Causes, noteOf(cause))
			}
		}
		note.Changes = append(note.Changes, part)
	}
	for _, cause := range a.Causes {
		note.Causes = append(note.Causes, noteOf(cause))
	}
	text, err := json.MarshalIndent(note, "", "  ")
	if err != nil {
		return err
	}
	_, err = w.Write(append(text, '\n'))
	return err
}
