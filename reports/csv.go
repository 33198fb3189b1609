package reports

import (
	"bufio"
	"io"
	"strings"

	"parity/engine"
	"parity/scenarios"
)

// factColumns head the CSV of facts.
const factColumns = "scenario,contract,commissioner,provider,currency,measure,month,year,item,kind,value,unit"

// WriteCSV writes every fact of every scenario, one a row, in the order of engine.Facts.
// Text that a spreadsheet would take for a formula is given a leading apostrophe. A missing
// value is blank.
func WriteCSV(w io.Writer, study *scenarios.Study) error {
	out := bufio.NewWriter(w)
	out.WriteString(factColumns + "\n")
	var row []byte
	for i := range study.Scenarios {
		scenario := &study.Scenarios[i]
		dates := newCalendar(scenario.Result.Model)
		for fact := range scenario.Result.Facts() {
			row = appendFact(row[:0], scenario.Key, dates, &fact)
			if _, err := out.Write(row); err != nil {
				return err
			}
		}
	}
	return out.Flush()
}

func appendFact(row []byte, scenario string, dates calendar, fact *engine.Fact) []byte {
	for _, text := range [...]string{
		scenario, fact.Contract, fact.Commissioner, fact.Provider, fact.Currency, fact.Measure,
		dates.month(fact), dates.year(fact), fact.Item, string(fact.Kind),
	} {
		row = append(appendText(row, text), ',')
	}
	row = append(fact.Value.Append(row), ',')
	return append(appendText(row, fact.Unit), '\n')
}

// formulaStarts are the characters with which a spreadsheet begins a formula.
const formulaStarts = "=+-@\t\r"

// appendText writes a cell of text: safe in a spreadsheet, quoted where CSV asks it.
func appendText(row []byte, text string) []byte {
	if text == "" {
		return row
	}
	if strings.IndexByte(formulaStarts, text[0]) >= 0 {
		text = "'" + text
	}
	if !strings.ContainsAny(text, ",\"\r\n") && text[0] != ' ' {
		return append(row, text...)
	}
	row = append(row, '"')
	row = append(row, strings.ReplaceAll(text, `"`, `""`)...)
	return append(row, '"')
}
