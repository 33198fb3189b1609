package reports

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"parity/scenarios"
)

// Head is what a JSON result, or what lies beside a CSV, says of its run.
type Head struct {
	Fingerprint string
	Version     string // of Parity
	Model       string
	Draws       string
	Selection   scenarios.Selection
}

// ReadJSON reads what WriteJSON wrote: the run, everything but the facts by name as compact
// JSON, and the facts. The error is *FactsError where it is another file, or breaks off.
func ReadJSON(content []byte, name string) (Head, map[string]string, []FactRow, error) {
	r := jsonReader{Decoder: json.NewDecoder(bytes.NewReader(content)), rest: map[string]string{}}
	err := r.read(true)
	if err == nil {
		if _, err = r.Token(); err == io.EOF {
			err = nil
		} else if err == nil {
			err = fmt.Errorf("something after its end")
		}
	}
	return r.result(name, err)
}

// ReadJSONHead reads as ReadJSON does, up to the facts.
func ReadJSONHead(content []byte, name string) (Head, map[string]string, error) {
	r := jsonReader{Decoder: json.NewDecoder(bytes.NewReader(content)), rest: map[string]string{}}
	head, rest, _, err := r.result(name, r.read(false))
	return head, rest, err
}

type jsonReader struct {
	*json.Decoder
	rest     map[string]string
	rows     []FactRow
	hasFacts bool
}

// factsName is the name under which a JSON result holds its facts.
const factsName = "facts"

// read takes in the members of the object one by one.
func (r *jsonReader) read(facts bool) error {
	if begin, err := r.Token(); err != nil {
		return err
	} else if begin != json.Delim('{') {
		return fmt.Errorf("it is no object")
	}
	for r.More() {
		name, err := r.Token()
		if err != nil {
			return err
		}
		if name == factsName {
			r.hasFacts = true
			if !facts {
				return nil
			}
			if err := r.facts(); err != nil {
				return err
			}
			continue
		}
		var value json.RawMessage
		if err := r.Decode(&value); err != nil {
			return err
		}
		var compact bytes.Buffer
		if err := json.Compact(&compact, value); err != nil {
			return err
		}
		r.rest[fmt.Sprint(name)] = compact.String()
	}
	_, err := r.Token()
	return err
}

// facts takes in the list of facts.
func (r *jsonReader) facts() error {
	if begin, err := r.Token(); err != nil {
		return err
	} else if begin != json.Delim('[') {
		return fmt.Errorf("its facts are no list")
	}
	for r.More() {
		var f struct {
			Scenario, Contract, Commissioner, Provider, Currency, Measure, Month, Year, Item, Kind string

			Value *json.Number
			Unit  string
		}
		if err := r.Decode(&f); err != nil {
			return err
		}
		row := FactRow{f.Scenario, f.Contract, f.Commissioner, f.Provider, f.Currency, f.Measure, f.Month, f.Year, f.Item, f.Kind, "", f.Unit}
		if f.Value != nil {
			row.Value = f.Value.String()
		}
		r.rows = append(r.rows, row)
	}
	_, err := r.Token()
	return err
}

// result is what was read, or what is wrong with it.
func (r *jsonReader) result(name string, err error) (Head, map[string]string, []FactRow, error) {
	fault := func(found string) (Head, map[string]string, []FactRow, error) {
		return Head{}, nil, nil, &FactsError{name, found, "give the .json that parity run wrote, whole and as it was written"}
	}
	if err != nil {
		return fault("a file that is no result as JSON, or is cut off (" + err.Error() + ")")
	}
	var head Head
	var run []struct{ Scenario string }
	for _, member := range [...]struct {
		name string
		into any
	}{
		{"fingerprint", &head.Fingerprint}, {"version", &head.Version}, {"model", &head.Model}, {"draws", &head.Draws},
		{"baseline", &head.Selection.Baseline}, {"scenarios", &run},
	} {
		if r.rest[member.name] == "" {
			continue
		}
		if err := json.Unmarshal([]byte(r.rest[member.name]), member.into); err != nil {
			return fault(fmt.Sprintf("%s that is none (%s)", member.name, err))
		}
	}
	if !r.hasFacts || head.Selection.Baseline == "" || len(run) == 0 {
		return fault("JSON without a run's baseline, scenarios and facts")
	}
	for _, s := range run {
		head.Selection.Scenarios = append(head.Selection.Scenarios, s.Scenario)
	}
	return head, r.rest, r.rows, nil
}
