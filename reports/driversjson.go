package reports

import (
	"encoding/json"
	"io"

	"parity/scenarios"
)

// driversNote is the JSON of what drives a result. Amounts are in its unit; each error is one
// standard error of the figure before it.
type driversNote struct {
	Title         string       `json:"title"`
	Model         string       `json:"model"`
	Version       string       `json:"version"` // of Parity
	Inputs        []input      `json:"inputs"`
	Result        string       `json:"result"`
	Unit          string       `json:"unit"`
	Scenario      string       `json:"scenario"`
	Against       string       `json:"against,omitempty"`
	Draws         int          `json:"base_draws"`
	Seed          uint64       `json:"seed"`
	Projected     json.Number  `json:"projected"` // as the cells stand, to the penny
	Stands        json.Number  `json:"stands"`    // the same before roundings
	Mean          json.Number  `json:"mean"`
	MeanError     json.Number  `json:"mean_error"`
	SD            json.Number  `json:"sd"`
	Together      json.Number  `json:"together"`
	TogetherError json.Number  `json:"together_error"`
	Drivers       []driverNote `json:"drivers"`
	Unmoved       []string     `json:"unmoved,omitempty"`
}

type driverNote struct {
	Name       string      `json:"name"`
	Parameters []string    `json:"parameters"`
	Low        json.Number `json:"low"`
	LowError   json.Number `json:"low_error,omitempty"`
	High       json.Number `json:"high"`
	HighError  json.Number `json:"high_error,omitempty"`
	First      json.Number `json:"first"`
	FirstError json.Number `json:"first_error"`
	Total      json.Number `json:"total"`
	TotalError json.Number `json:"total_error"`
	OffCentre  json.Number `json:"off_centre"`
	Bend       json.Number `json:"bend"`
	BendError  json.Number `json:"bend_error"`
}

// WriteDriversJSON writes what drives a result as one JSON object.
func WriteDriversJSON(w io.Writer, d *scenarios.Drawable, found *scenarios.Drivers, version string) error {
	head := describe(d.Study, version, "")
	amount := func(x float64) json.Number { return json.Number(amountText(x, found.Unit)) }
	share := func(x float64) json.Number { return json.Number(amountText(x, unitShare)) }
	note := driversNote{
		Title: head.Title, Model: head.Model, Version: version, Inputs: head.Inputs,
		Result: found.Result, Unit: found.Unit, Scenario: found.Scenario, Against: found.Against, Draws: found.Draws, Seed: found.Seed,
		Projected: amount(found.Projected), Stands: amount(found.Stands), Mean: amount(found.Mean), MeanError: amount(found.MeanError),
		SD: amount(found.SD), Together: amount(found.Together), TogetherError: amount(found.TogetherError), Drivers: []driverNote{},
	}
	for i := range found.Drivers.Drivers {
		driver := &found.Drivers.Drivers[i]
		one := driverNote{
			Name: driver.Name, Low: amount(driver.Low), High: amount(driver.High),
			First: share(driver.First), FirstError: share(driver.FirstError), Total: share(driver.Total), TotalError: share(driver.TotalError),
			OffCentre: amount(driver.OffCentre), Bend: amount(driver.Bend), BendError: amount(driver.BendError),
		}
		if driver.LowError > 0 || driver.HighError > 0 {
			one.LowError, one.HighError = amount(driver.LowError), amount(driver.HighError)
		}
		for _, parameter := range found.Factors[driver.Factor].Parameters {
			one.Parameters = append(one.Parameters, d.Uncertainty.Parameters[parameter].Name)
		}
		note.Drivers = append(note.Drivers, one)
	}
	for _, factor := range found.Unmoved {
		note.Unmoved = append(note.Unmoved, factor.Name)
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(note)
}
