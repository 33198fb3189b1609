package reports

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// ParseDraws takes apart what DrawsInWords says.
func ParseDraws(text string) (draws int, seed uint64, ok bool) {
	n, err := fmt.Sscanf(text, "%d draws, seed %d", &draws, &seed)
	return draws, seed, err == nil && n == 2 && text == drawsInWords(draws, seed)
}

func drawsInWords(draws int, seed uint64) string {
	return fmt.Sprintf("%d draws, seed %d", draws, seed)
}

// String says which figure the row is: "scenario capped, contract north, 2026-27, surplus: p10".
func (r *RiskRow) String() string {
	var parts []string
	for _, part := range [...]struct{ name, value string }{
		{"scenario ", r.Scenario}, {"less ", r.Against}, {"contract ", r.Contract}, {"provider ", r.Provider},
		{"step ", r.Step}, {"", r.Month}, {"", r.Year}, {"", r.Item},
	} {
		if part.value != "" && (part.name != "" || part.value != r.Year || r.Month == "") {
			parts = append(parts, part.name+part.value)
		}
	}
	return strings.Join(parts, ", ") + ": " + r.Figure
}

// ReadRiskCSV reads the figures that WriteRiskCSV wrote. name is the file's, for messages. The
// error is *FactsError where it is another file, or breaks off.
func ReadRiskCSV(r io.Reader, name string) ([]RiskRow, error) {
	records, err := csv.NewReader(r).ReadAll()
	if err != nil {
		return nil, &FactsError{name, "a row that cannot be read (" + err.Error() + ")", "the file was changed or cut off since it was written; write it again"}
	}
	if len(records) == 0 || !slices.Equal(records[0], strings.Split(riskColumns, ",")) {
		return nil, &FactsError{name, "a file that does not begin with the columns of figures", "its first row is to be " + riskColumns + ", as parity risk --out FILE.csv writes it"}
	}
	rows := make([]RiskRow, len(records)-1)
	for i, cells := range records[1:] {
		for at, word := range cells {
			if len(word) > 1 && word[0] == '\'' && strings.IndexByte(formulaStarts, word[1]) >= 0 {
				cells[at] = word[1:]
			}
		}
		rows[i] = RiskRow{cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6], cells[7], cells[8], cells[9], cells[10], cells[11], cells[12]}
		for _, number := range []string{rows[i].Value, rows[i].Error, rows[i].BinError} {
			if _, err := strconv.ParseFloat(number, 64); err != nil && number != "" {
				return nil, &FactsError{fmt.Sprintf("%s, row %d", name, i+2), fmt.Sprintf("%q", number), "values and errors are numbers, or blank"}
			}
		}
	}
	return rows, nil
}

// ReadRiskJSON reads what WriteRiskJSON wrote: the run, everything but the figures by name as
// compact JSON, and the figures. The error is *FactsError where it is another file, or breaks
// off.
func ReadRiskJSON(content []byte, name string) (Head, map[string]string, []RiskRow, error) {
	fault := func(err error) (Head, map[string]string, []RiskRow, error) {
		return Head{}, nil, nil, &FactsError{name, "a file that is no result of parity risk as JSON, or is cut off (" + err.Error() + ")", "give the .json that parity risk wrote, whole and as it was written"}
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal(content, &members); err != nil {
		return fault(err)
	}
	var is struct {
		Fingerprint, Version, Model, Draws, Baseline string
		Scenarios                                    []struct{ Scenario string }
		Figures                                      []struct {
			Scenario, Against, Contract, Provider, Item, Month, Year, Figure, Unit string

			Step, Value, Error json.Number
			BinError           json.Number `json:"bin_error"`
		}
	}
	if err := json.Unmarshal(content, &is); err != nil {
		return fault(err)
	}
	head := Head{Fingerprint: is.Fingerprint, Version: is.Version, Model: is.Model, Draws: is.Draws}
	head.Selection.Baseline = is.Baseline
	for _, s := range is.Scenarios {
		head.Selection.Scenarios = append(head.Selection.Scenarios, s.Scenario)
	}
	rest := map[string]string{}
	for member, value := range members {
		if member == "figures" {
			continue
		}
		var compact bytes.Buffer
		if err := json.Compact(&compact, value); err != nil {
			return fault(err)
		}
		rest[member] = compact.String()
	}
	rows := make([]RiskRow, len(is.Figures))
	for i, f := range is.Figures {
		rows[i] = RiskRow{f.Scenario, f.Against, f.Contract, f.Provider, f.Item, f.Step.String(), f.Month, f.Year, f.Figure,
			f.Value.String(), f.Error.String(), f.BinError.String(), f.Unit}
	}
	return head, rest, rows, nil
}
