package reports

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"strconv"

	"parity/engine"
	"parity/engine/episodes"
	"parity/scenarios/extract"
	"parity/tariff"
)

// pricedColumns head the CSV of what records come to.
const pricedColumns = "schedule,provider,commissioner,currency,measure,month,quantity,income"

// rowsBuffer is how much of many rows is written at a time.
const rowsBuffer = 64 << 10

// monthNames are months as they are written, each of them once.
type monthNames map[tariff.Month]string

func (n monthNames) of(month tariff.Month) string {
	name, written := n[month]
	if !written {
		name = month.String()
		n[month] = name
	}
	return name
}

// appendPence writes an amount as Pence.String does.
func appendPence(to []byte, p tariff.Pence) []byte {
	return engine.Amount{Number: int64(p), Places: poundPlaces}.Append(to)
}

// appendQuantity writes a quantity as its decimal does: with as many places as it needs.
func appendQuantity(to []byte, q tariff.Quantity) []byte {
	to = engine.Amount{Number: int64(q), Places: quantityPlaces}.Append(to)
	return bytes.TrimRight(bytes.TrimRight(to, "0"), ".")
}

const quantityPlaces = 3

// WritePricedCSV writes what records come to, one row a schedule, provider, commissioner,
// currency, measure and month. Text that a spreadsheet would take for a formula is given a
// leading apostrophe.
func WritePricedCSV(w io.Writer, p *PricedRecords) error {
	out := bufio.NewWriterSize(w, rowsBuffer)
	out.WriteString(pricedColumns + "\n")
	months := monthNames{}
	var row []byte
	for i := range p.Rows {
		r := &p.Rows[i]
		row = row[:0]
		for _, text := range [...]string{p.Schedules[r.Schedule], r.Provider, r.Commissioner, r.Currency, r.Measure, months.of(r.Month)} {
			row = append(appendText(row, text), ',')
		}
		row = append(appendQuantity(row, r.Quantity), ',')
		row = append(appendPence(row, r.Value), '\n')
		if _, err := out.Write(row); err != nil {
			return err
		}
	}
	return out.Flush()
}

// WriteExceptions writes the records that were not priced, and what checking people found:
// their lines and the reason, and nothing of what they say.
func WriteExceptions(w io.Writer, p *PricedRecords) error {
	out := bufio.NewWriter(w)
	out.WriteString("line,column,schedule,priced,reason\n")
	var row []byte
	add := func(line int64, column, schedule, priced, reason string) {
		row = append(strconv.AppendInt(row[:0], line, 10), ',')
		for _, text := range [...]string{column, schedule, priced} {
			row = append(appendText(row, text), ',')
		}
		out.Write(append(appendText(row, reason), '\n'))
	}
	for _, e := range p.Read.Exceptions {
		add(e.Line, e.Column, e.Schedule, "no", string(e.Reason))
	}
	if left := p.Read.Refused - int64(len(p.Read.Exceptions)); left > 0 {
		out.WriteString(",,,no," + strconv.FormatInt(left, 10) + " more; these are the first " + strconv.Itoa(extract.MostExceptions) + "\n")
	}
	if p.Read.People != nil {
		for _, o := range p.Read.People.Overlaps {
			add(o.Line, "", "", "yes", string(o.Reason)+", line "+strconv.FormatInt(o.Other, 10))
		}
		if left := p.Read.People.Alike() - int64(len(p.Read.People.Overlaps)); left > 0 {
			out.WriteString(",,,yes," + strconv.FormatInt(left, 10) + " more; these are the first " + strconv.Itoa(episodes.MostOverlaps) + "\n")
		}
	}
	return out.Flush()
}

type pricedNote struct {
	Extract   string        `json:"extract"`
	Model     string        `json:"model"`
	Version   string        `json:"version"`
	Schedules []string      `json:"schedules"`
	From      string        `json:"from"`
	Months    int           `json:"months"`
	Periods   string        `json:"periods"`
	Published bool          `json:"published"`
	Read      *int64        `json:"records,omitempty"`
	Priced    *int64        `json:"priced,omitempty"`
	Outside   *int64        `json:"outside,omitempty"`
	Refused   *int64        `json:"exceptions,omitempty"`
	Reasons   []reasonNote  `json:"reasons,omitempty"`
	People    *peopleNote   `json:"people,omitempty"`
	Income    []json.Number `json:"income"`
}

type reasonNote struct {
	Column   string `json:"column,omitempty"`
	Schedule string `json:"schedule,omitempty"`
	Reason   string `json:"reason"`
	Records  int64  `json:"records"`
}

type peopleNote struct {
	People     int   `json:"people"`
	Duplicates int64 `json:"duplicates"`
	Replaced   int64 `json:"replaced"`
	TwoAtOnce  int64 `json:"in_another_currency_at_once"`
	SameAtOnce int64 `json:"in_the_same_currency_at_once"`
	ShortGaps  int64 `json:"after_a_short_gap"`
}

// WritePricedJSON writes the same as one JSON object, a line a row. Counts of records are left out where it
// is for publication.
func WritePricedJSON(w io.Writer, p *PricedRecords, version string) error {
	note := pricedNote{Extract: p.Extract, Model: p.Model, Version: version, Schedules: p.Schedules, From: p.Window.From.String(), Months: p.Window.Months,
		Periods: p.Periods, Published: p.Published}
	if !p.Published {
		priced := p.Priced()
		note.Read, note.Priced, note.Outside, note.Refused = &p.Read.Records, &priced, &p.Read.Outside, &p.Read.Refused
		for _, c := range p.Read.Counts {
			note.Reasons = append(note.Reasons, reasonNote{c.Column, c.Schedule, string(c.Reason), c.Records})
		}
		if f := p.Read.People; f != nil {
			note.People = &peopleNote{f.People, f.Duplicates, f.Replaced, f.TwoAtOnce, f.SameAtOnce, f.ShortGaps}
		}
	}
	for _, income := range p.Whole() {
		note.Income = append(note.Income, json.Number(income.String()))
	}
	head, err := json.MarshalIndent(note, "", "  ")
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(w, rowsBuffer)
	months := monthNames{}
	out.Write(bytes.TrimSuffix(head, []byte("\n}")))
	out.WriteString(",\n  \"rows\": [")
	var line []byte
	for i := range p.Rows {
		r := &p.Rows[i]
		if line = line[:0]; i > 0 {
			line = append(line, ',')
		}
		line = append(line, "\n    {"...)
		for k, cell := range [...]struct{ name, text string }{
			{"schedule", p.Schedules[r.Schedule]}, {"provider", r.Provider}, {"commissioner", r.Commissioner},
			{"currency", r.Currency}, {"measure", r.Measure}, {"month", months.of(r.Month)},
		} {
			if k > 0 {
				line = append(line, ", "...)
			}
			line = appendJSONText(append(append(append(line, '"'), cell.name...), `": `...), cell.text)
		}
		line = appendQuantity(append(line, `, "quantity": `...), r.Quantity)
		line = appendPence(append(line, `, "income": `...), r.Value)
		if _, err := out.Write(append(line, '}')); err != nil {
			return err
		}
	}
	out.WriteString("\n  ]\n}\n")
	return out.Flush()
}
