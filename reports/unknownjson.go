package reports

import (
	"encoding/json"

	"parity/scenarios"
	"parity/scenarios/evidence"
	"parity/tariff"
)

// UnknownNote is the JSON of what a study's headlines rest on.
type UnknownNote struct {
	Headlines []unknownHeadline `json:"headlines"`
	Inputs    []unknownInput    `json:"inputs"`
}

type unknownHeadline struct {
	Scenario string         `json:"scenario"`
	Item     string         `json:"item"`
	Pounds   json.Number    `json:"pounds"`
	Unknown  int            `json:"lines_without_value"`
	Classes  []unknownClass `json:"classes"`
}

type unknownClass struct {
	Class  string      `json:"evidence"`
	Pounds json.Number `json:"pounds"`
	Share  float64     `json:"share"`
}

type unknownInput struct {
	Table    string      `json:"table"`
	Holds    string      `json:"holds"`
	Class    string      `json:"evidence"`
	Rows     int         `json:"rows"`
	Where    string      `json:"where"`
	Scenario string      `json:"scenario,omitempty"`
	Income   json.Number `json:"income"`
	Cost     json.Number `json:"cost"`
	Ask      string      `json:"ask,omitempty"`
}

// NoteUnknown is a report as JSON: pounds and share of every headline by class, the worst
// first, and every group of inputs with the pounds of income and cost that touch it in the
// scenario where most do.
func NoteUnknown(study *scenarios.Study, report *evidence.Report) *UnknownNote {
	exact := func(p tariff.Pence) json.Number { return json.Number(p.Decimal().StringFixed(2)) }
	note := &UnknownNote{Headlines: []unknownHeadline{}, Inputs: []unknownInput{}}
	for k := range report.Headlines {
		h := &report.Headlines[k]
		of := unknownHeadline{Scenario: study.Scenarios[h.Scenario].Key, Item: h.Item, Pounds: exact(h.Total()), Unknown: h.Unknown, Classes: []unknownClass{}}
		for _, class := range evidence.Classes() {
			if money := h.Of(class); money != 0 {
				of.Classes = append(of.Classes, unknownClass{class.String(), exact(money), float64(money) / float64(h.Total())})
			}
		}
		note.Headlines = append(note.Headlines, of)
	}
	for k := range report.Inputs {
		in := &report.Inputs[k]
		of := unknownInput{Table: in.Table.Name, Holds: in.Table.Holds, Class: in.Class.String(), Rows: in.Rows, Where: in.Where,
			Income: exact(in.Income), Cost: exact(in.Cost)}
		if in.Income != 0 || in.Cost != 0 {
			of.Scenario = study.Scenarios[in.Scenario].Key
		}
		if in.Open() {
			of.Ask = in.Table.Ask
		}
		note.Inputs = append(note.Inputs, of)
	}
	return note
}
