package reports

import (
	"bufio"
	"encoding/json"
	"io"
	"math"
	"strconv"

	"parity/engine/backtest"
	"parity/scenarios"
	"parity/tariff"
)

// backtestColumns head the CSV of a backtest.
const backtestColumns = "kind,contract,currency,measure,horizon,month,projected,happened,error,no_change,last_year,low,high,inside"

// WriteBacktestCSV writes a backtest, one row a series, measure and month: of all, by contract,
// by currency and by place. What is not known is blank.
func WriteBacktestCSV(w io.Writer, b *Backtest) error {
	out := bufio.NewWriter(w)
	out.WriteString(backtestColumns + "\n")
	var row []byte
	for t := range b.Tests {
		test := &b.Tests[t]
		for i := range test.Series {
			s := &test.Series[i]
			for k := range s.Cells {
				c := &s.Cells[k]
				row = row[:0]
				for _, text := range [...]string{s.Kind.String(), s.Contract, s.Currency, test.Measure.String(), strconv.Itoa(k + 1), (b.Start + tariff.Month(k)).String()} {
					row = append(appendText(row, text), ',')
				}
				for _, x := range [...]float64{c.Projected, c.Happened, c.Error(), c.Naive[backtest.NoChange], c.Naive[backtest.LastYear], c.Low, c.High} {
					row = append(append(row, counted3(x)...), ',')
				}
				inside := ""
				if c.Drawn() {
					inside = yesNo(c.Inside())
				}
				if _, err := out.Write(append(append(row, inside...), '\n')); err != nil {
					return err
				}
			}
		}
	}
	return out.Flush()
}

func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

// counted3 writes people or days to a thousandth, as quantities are counted; blank where there
// are none known.
func counted3(x float64) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return ""
	}
	return tariff.RoundQuantity(x).Decimal().String()
}

type backtestNote struct {
	Version   string             `json:"version"` // of Parity
	Extract   string             `json:"extract"`
	SHA256    string             `json:"sha256,omitempty"` // not of what is published
	Model     string             `json:"model"`
	Scenario  string             `json:"scenario"`
	Start     string             `json:"start"`
	Months    int                `json:"months"`
	WholeFrom string             `json:"records_whole_from"`
	Published bool               `json:"published"`
	Draws     int                `json:"draws"`
	Seed      uint64             `json:"seed,omitempty"`
	Records   *int64             `json:"records,omitempty"`
	Refused   *int64             `json:"exceptions,omitempty"`
	Reasons   []reasonNote       `json:"reasons,omitempty"`
	Stray     int                `json:"dates_after_observation,omitempty"` // not of what is published
	Unmatched *int               `json:"places_without_caseload,omitempty"`
	Unnamed   []string           `json:"contracts_without_records,omitempty"`
	Measures  []backtestMeasured `json:"measures"`
	Notes     []string           `json:"notes"`
}

type backtestMeasured struct {
	Measure  string           `json:"measure"`
	Verdict  string           `json:"verdict"`
	Withheld int              `json:"places_withheld,omitempty"`
	Places   []horizonNote    `json:"single_places"`
	Series   []backtestSeries `json:"series"`
}

// horizonNote is what the errors of single places come to after some months.
type horizonNote struct {
	Months int          `json:"months"`
	Scores scoresOfNote `json:"scores"`
}

type backtestSeries struct {
	Kind     string         `json:"kind"`
	Contract string         `json:"contract,omitempty"`
	Currency string         `json:"currency,omitempty"`
	Opening  [2]json.Number `json:"opening"` // projected, happened
	Scores   scoresOfNote   `json:"scores"`
	Cells    []backtestCell `json:"months"`
}

type scoresOfNote struct {
	Cells      int          `json:"cells"`
	Mean       *json.Number `json:"mean_error"`
	Absolute   *json.Number `json:"mean_absolute_error"`
	RootSquare *json.Number `json:"root_mean_square_error"`
	Percent    *json.Number `json:"mean_absolute_percentage_error"` // a fraction
	Scaled     *json.Number `json:"mean_absolute_scaled_error"`
	OfNoChange *json.Number `json:"mae_over_no_change"`
	OfLastYear *json.Number `json:"mae_over_last_year"`
	Inside     int          `json:"inside_interval"`
	Intervals  int          `json:"with_interval"`
}

type backtestCell struct {
	Month     string       `json:"month"`
	Projected *json.Number `json:"projected"`
	Happened  *json.Number `json:"happened"`
	NoChange  *json.Number `json:"no_change"`
	LastYear  *json.Number `json:"last_year"`
	Low       *json.Number `json:"low"`
	High      *json.Number `json:"high"`
}

// WriteBacktestJSON writes a backtest as one JSON object. What is not known is null; counts of
// records are left out where it is for publication.
func WriteBacktestJSON(w io.Writer, b *Backtest, version string) error {
	note := backtestNote{Version: version, Extract: b.Extract, Model: b.Study.Model.Name, Scenario: b.scenarioKey(), Start: b.Start.String(), Months: b.Months,
		WholeFrom: b.Counted.From.String(), Published: b.Published, Draws: b.Draws, Seed: b.Seed, Unnamed: b.Unnamed, Notes: b.Notes()}
	if !b.Published {
		note.Stray, note.SHA256, note.Records, note.Refused, note.Unmatched = b.Stray, b.Read.SHA256, &b.Read.Records, &b.Read.Refused, &b.Unmatched
		for _, c := range b.Read.Counts {
			note.Reasons = append(note.Reasons, reasonNote{c.Column, c.Schedule, string(c.Reason), c.Records})
		}
	}
	for i := range b.Tests {
		note.Measures = append(note.Measures, b.measured(&b.Tests[i]))
	}
	out := json.NewEncoder(w)
	out.SetIndent("", "  ")
	return out.Encode(note)
}

func (b *Backtest) measured(test *scenarios.BacktestMeasure) backtestMeasured {
	m := backtestMeasured{Measure: test.Measure.String(), Verdict: b.verdict(test), Withheld: test.Withheld, Places: []horizonNote{}, Series: []backtestSeries{}}
	if places := test.Of(scenarios.BacktestPlace); len(places) > 0 {
		for _, months := range b.Horizons() {
			m.Places = append(m.Places, horizonNote{months, scoresNoted(scoreOf(places, months-1))})
		}
	}
	for i := range test.Series {
		s := &test.Series[i]
		series := backtestSeries{Kind: s.Kind.String(), Contract: s.Contract, Currency: s.Currency, Opening: [2]json.Number{*numberNoted(s.Opening), *numberNoted(s.OpeningCounted)}, Scores: scoresNoted(backtest.Score(s.Cells))}
		for k := range s.Cells {
			c := &s.Cells[k]
			series.Cells = append(series.Cells, backtestCell{(b.Start + tariff.Month(k)).String(), numberNoted(c.Projected), numberNoted(c.Happened),
				numberNoted(c.Naive[backtest.NoChange]), numberNoted(c.Naive[backtest.LastYear]), numberNoted(c.Low), numberNoted(c.High)})
		}
		m.Series = append(m.Series, series)
	}
	return m
}

func scoresNoted(s backtest.Scores) scoresOfNote {
	return scoresOfNote{s.Cells, numberNoted(s.Mean), numberNoted(s.MeanAbsolute), numberNoted(s.RootMeanSquare), ratioNoted(s.Percent), ratioNoted(s.Scaled),
		ratioNoted(s.Against[backtest.NoChange].Ratio()), ratioNoted(s.Against[backtest.LastYear].Ratio()), s.Inside, s.Intervals}
}

// numberNoted is people or days to a thousandth; nil where not known.
func numberNoted(x float64) *json.Number {
	text := json.Number(counted3(x))
	if text == "" {
		return nil
	}
	return &text
}

// ratioNoted is a ratio to as many digits as figures that are not counted are equal to across
// machines; nil where not known.
func ratioNoted(x float64) *json.Number {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	text := json.Number(strconv.FormatFloat(x, 'g', 6, 64))
	return &text
}
