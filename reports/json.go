package reports

import (
	"bufio"
	"encoding/json"
	"io"

	"parity/engine"
	"parity/scenarios"
)

// header is everything of the JSON result but its facts.
type header struct {
	Title     string         `json:"title"`
	Author    string         `json:"author,omitempty"`
	Model     string         `json:"model"`
	Version   string         `json:"version"` // of Parity
	Inputs    []input        `json:"inputs"`
	Sources   []string       `json:"sources"`
	Baseline  string         `json:"baseline"`
	Scenarios []scenarioNote `json:"scenarios"`
	Notes     []string       `json:"notes"`
	Warnings  []string       `json:"warnings"` // of reading the model
}

type input struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
}

type scenarioNote struct {
	Scenario  string         `json:"scenario"`
	Title     string         `json:"title"`
	Reason    string         `json:"reason,omitempty"`
	Changes   []changeNote   `json:"changes"`
	Conflicts []conflictNote `json:"conflicts"`
}

type changeNote struct {
	Scenario  string `json:"scenario"`
	Change    string `json:"change"`
	Line      string `json:"line"`
	Table     string `json:"table"`
	Where     string `json:"where"`
	Column    string `json:"column"`
	Operation string `json:"operation"`
	Value     string `json:"value"`
	From      string `json:"from,omitempty"`
	Reason    string `json:"reason,omitempty"`
	Cells     int    `json:"cells"`
}

type conflictNote struct {
	Cell        string `json:"cell"`
	First       string `json:"first"`
	FirstValue  string `json:"first_value"`
	Second      string `json:"second"`
	SecondValue string `json:"second_value"`
}

// fact is a fact as JSON says it: the columns of the CSV. A missing value is null; numbers
// keep all their places.
type fact struct {
	Scenario     string       `json:"scenario"`
	Contract     string       `json:"contract,omitempty"`
	Commissioner string       `json:"commissioner,omitempty"`
	Provider     string       `json:"provider"`
	Currency     string       `json:"currency,omitempty"`
	Measure      string       `json:"measure,omitempty"`
	Month        string       `json:"month"`
	Year         string       `json:"year"`
	Item         string       `json:"item"`
	Kind         engine.Kind  `json:"kind"`
	Value        *json.Number `json:"value"`
	Unit         string       `json:"unit"`
}

// WriteJSON writes the study as one JSON object: what the model is, where its figures come
// from, what each scenario changes, notes for the reader, and the facts of the CSV, one a
// line. Version is Parity's.
func WriteJSON(w io.Writer, study *scenarios.Study, version string) error {
	out := bufio.NewWriter(w)
	head, err := json.MarshalIndent(describe(study, version), "", "  ")
	if err != nil {
		return err
	}
	out.Write(head[:len(head)-len("\n}")])
	out.WriteString(",\n  \"facts\": [")
	before := "\n    "
	for i := range study.Scenarios {
		scenario := &study.Scenarios[i]
		for f := range scenario.Result.Facts() {
			line, err := json.Marshal(jsonFact(scenario.Key, &f))
			if err != nil {
				return err
			}
			out.WriteString(before)
			if _, err := out.Write(line); err != nil {
				return err
			}
			before = ",\n    "
		}
	}
	out.WriteString("\n  ]\n}\n")
	return out.Flush()
}

func jsonFact(scenario string, f *engine.Fact) fact {
	line := fact{
		Scenario: scenario, Contract: f.Contract, Commissioner: f.Commissioner, Provider: f.Provider,
		Currency: f.Currency, Measure: f.Measure, Month: f.Month.String(), Year: f.Year().String(),
		Item: f.Item, Kind: f.Kind, Unit: f.Unit,
	}
	if !f.Value.Missing {
		value := json.Number(f.Value.String())
		line.Value = &value
	}
	return line
}

func describe(study *scenarios.Study, version string) header {
	model := study.Model
	head := header{
		Title:    Title(model),
		Author:   model.Setting(scenarios.KeyAuthor),
		Model:    model.Name,
		Version:  version,
		Inputs:   []input{},
		Sources:  Sources(model),
		Baseline: study.Scenarios[study.Baseline].Key,
		Notes:    Notes(study),
		Warnings: []string{},
	}
	for _, read := range model.Inputs {
		head.Inputs = append(head.Inputs, input{read.Name, read.SHA256})
	}
	for _, warning := range model.Warnings {
		head.Warnings = append(head.Warnings, warning.String())
	}
	for i := range study.Scenarios {
		s := &study.Scenarios[i]
		note := scenarioNote{Scenario: s.Key, Title: s.Title, Reason: s.Reason, Changes: []changeNote{}, Conflicts: []conflictNote{}}
		for _, c := range s.Changes {
			note.Changes = append(note.Changes, changeNote{c.Scenario, c.Change, c.Line, c.Table, c.Where, c.Column, c.Operation, c.Value, c.From, c.Reason, c.Cells})
		}
		for _, c := range s.Conflicts {
			note.Conflicts = append(note.Conflicts, conflictNote{c.Cell, c.First, c.FirstValue, c.Second, c.SecondValue})
		}
		head.Scenarios = append(head.Scenarios, note)
	}
	return head
}
