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
	Title       string         `json:"title"`
	Author      string         `json:"author,omitempty"`
	Model       string         `json:"model"`
	Version     string         `json:"version"` // of Parity
	Fingerprint string         `json:"fingerprint"`
	Draws       string         `json:"draws"`
	Inputs      []input        `json:"inputs"`
	Sources     []string       `json:"sources"`
	Baseline    string         `json:"baseline"`
	Scenarios   []scenarioNote `json:"scenarios"`
	Notes       []string       `json:"notes"`
	Warnings    []string       `json:"warnings"` // of reading the model
	RealTerms   realTermsNote  `json:"real_terms"`
	Markets     []marketNote   `json:"markets,omitempty"`
	Cuts        []cutNote      `json:"cuts,omitempty"`
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

// WriteJSON writes the study as one JSON object: what the model is, where its figures come
// from, what each scenario changes, notes for the reader, and the facts of the CSV, one a
// line. Version is Parity's, and fingerprint the study's (Fingerprint).
func WriteJSON(w io.Writer, study *scenarios.Study, version, fingerprint string) error {
	out := bufio.NewWriter(w)
	head, err := json.MarshalIndent(describe(study, version, fingerprint), "", "  ")
	if err != nil {
		return err
	}
	out.Write(head[:len(head)-len("\n}")])
	out.WriteString(",\n  \"facts\": [")
	var line []byte
	before := "\n    "
	for i := range study.Scenarios {
		scenario := &study.Scenarios[i]
		dates := newCalendar(scenario.Result.Model)
		for f := range scenario.Result.Facts() {
			line = appendJSONFact(line[:0], scenario.Key, dates, &f)
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

// appendJSONFact writes a fact as an object with the columns of the CSV, blank ones left
// out. A missing value is null; numbers keep all their places.
func appendJSONFact(line []byte, scenario string, dates calendar, f *engine.Fact) []byte {
	line = append(line, `{"scenario":`...)
	line = appendJSONText(line, scenario)
	for _, column := range [...]struct{ name, text string }{
		{"contract", f.Contract}, {"commissioner", f.Commissioner}, {"provider", f.Provider},
		{"currency", f.Currency}, {"measure", f.Measure}, {"month", dates.month(f)},
		{"year", dates.year(f)}, {"item", f.Item}, {"kind", string(f.Kind)},
	} {
		if column.text != "" {
			line = append(append(append(line, `,"`...), column.name...), `":`...)
			line = appendJSONText(line, column.text)
		}
	}
	line = append(line, `,"value":`...)
	if f.Value.Missing {
		line = append(line, "null"...)
	} else {
		line = f.Value.Append(line)
	}
	return append(appendJSONText(append(line, `,"unit":`...), f.Unit), '}')
}

// appendJSONText quotes text, by the library where a character of it needs escaping.
func appendJSONText(line []byte, text string) []byte {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c > '~' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			quoted, err := json.Marshal(text)
			if err != nil {
				panic(err) // a string always has a JSON form
			}
			return append(line, quoted...)
		}
	}
	return append(append(append(line, '"'), text...), '"')
}

func describe(study *scenarios.Study, version, fingerprint string) header {
	model := study.Model
	head := header{
		Title:       Title(model),
		Author:      model.Setting(scenarios.KeyAuthor),
		Model:       model.Name,
		Version:     version,
		Fingerprint: fingerprint,
		Draws:       Deterministic,
		Inputs:      []input{},
		Sources:     Sources(model),
		Baseline:    study.Scenarios[study.Baseline].Key,
		Notes:       Notes(study),
		Warnings:    []string{},
		RealTerms:   inYears(study),
		Markets:     marketNotes(study),
		Cuts:        cutNotes(study),
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
