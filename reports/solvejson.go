package reports

import (
	"encoding/json"
	"io"

	"github.com/shopspring/decimal"

	"parity/scenarios"
)

// solutionNote is the JSON of goal seek. Results are exact, in their unit; values are those
// of the lever.
type solutionNote struct {
	Title    string           `json:"title"`
	Model    string           `json:"model"`
	Version  string           `json:"version"` // of Parity
	Inputs   []input          `json:"inputs"`
	Baseline string           `json:"baseline"`
	Scenario string           `json:"scenario"`
	Result   string           `json:"result"`
	Unit     string           `json:"unit"`
	Drawn    *solvedDrawsNote `json:"draws,omitempty"`
	Target   json.Number      `json:"target"`
	Now      *json.Number     `json:"now"` // null where it is not known
	Cells    string           `json:"cells"`
	By       string           `json:"by"`
	Places   int32            `json:"places"`
	Low      json.Number      `json:"low"`
	High     json.Number      `json:"high"`
	Met      bool             `json:"met"`
	Exact    bool             `json:"exact"`
	Nearest  answerNote       `json:"nearest"`
	Solved   string           `json:"answer_scenario,omitempty"`
	Answers  []answerNote     `json:"answers"`
	Binds    []string         `json:"binds"`
	Inert    string           `json:"inert,omitempty"`
	Turns    bool             `json:"turns"`
	Varied   []variedNote     `json:"varied"`
	Grid     []trialNote      `json:"grid"`
}

// solvedDrawsNote says which figure of which draws results are.
type solvedDrawsNote struct {
	At        string       `json:"at"`
	Draws     int          `json:"draws"`
	Seed      uint64       `json:"seed"`
	Error     json.Number  `json:"monte_carlo_error"`
	Lower     *json.Number `json:"other_draws_from"` // null where no value within the bounds is two errors off
	Higher    *json.Number `json:"other_draws_to"`
	Projected *json.Number `json:"projected"` // of the answer, without draws; null without an answer
	Drawn     []string     `json:"varied_and_drawn"`
}

type trialNote struct {
	Value  json.Number  `json:"value"`
	Result *json.Number `json:"result"` // null where it cannot be worked out
	Wrong  string       `json:"wrong,omitempty"`
}

type answerNote struct {
	trialNote
	From  json.Number `json:"same_from"`
	To    json.Number `json:"same_to"`
	Below *trialNote  `json:"next_below"`
	Above *trialNote  `json:"next_above"`
}

type variedNote struct {
	Row     string `json:"row"`
	Place   string `json:"place"`
	Is      string `json:"is"`
	Becomes string `json:"becomes"`
}

// WriteSolutionJSON writes what goal seek found as one JSON object, exact. Version is
// Parity's.
func WriteSolutionJSON(w io.Writer, s *scenarios.Solution, version string) error {
	places := int32(2)
	if !s.Goal.Money() {
		places = 3
	}
	exact := func(figure int64) json.Number { return json.Number(decimal.New(figure, -places).StringFixed(places)) }
	value := func(d decimal.Decimal) json.Number { return json.Number(d.String()) }
	trial := func(t scenarios.Trial) trialNote {
		note := trialNote{Value: value(t.Value), Wrong: t.Wrong}
		if t.Wrong == "" {
			note.Result = new(exact(t.Result))
		}
		return note
	}
	answer := func(a scenarios.Answer) answerNote {
		note := answerNote{trialNote: trial(a.Trial), From: value(a.Low), To: value(a.High)}
		if a.Below != nil {
			note.Below = new(trial(*a.Below))
		}
		if a.Above != nil {
			note.Above = new(trial(*a.Above))
		}
		return note
	}
	note := solutionNote{
		Title: Title(s.Model), Model: s.Model.Name, Version: version, Inputs: []input{}, Baseline: s.Baseline, Scenario: s.Scenario.Key,
		Result: s.Result, Unit: s.Unit, Target: exact(s.Target), Cells: s.Lever.Cells.String(), By: string(s.Lever.By), Places: s.Lever.Places,
		Low: value(s.Lever.Low.Value), High: value(s.Lever.High.Value), Met: s.Met(), Exact: s.Exact(&s.Nearest), Nearest: answer(s.Nearest),
		Answers: []answerNote{}, Binds: append([]string{}, s.Binds...), Inert: s.Inert, Turns: s.Turns,
	}
	if s.Held != nil {
		note.Now = new(exact(*s.Held))
	}
	if s.Solved != nil {
		note.Solved = s.Solved.Key
	}
	if d := s.Drawn; d != nil {
		of := &solvedDrawsNote{At: d.Level.String(), Draws: d.Draws, Seed: d.Seed, Drawn: append([]string{}, d.Drawn...),
			Error: json.Number(decimal.NewFromFloat(d.Error).StringFixed(places))}
		if d.Lower != nil {
			of.Lower = new(value(*d.Lower))
		}
		if d.Higher != nil {
			of.Higher = new(value(*d.Higher))
		}
		if d.Projected != nil {
			of.Projected = new(exact(*d.Projected))
		}
		note.Drawn = of
	}
	for _, read := range s.Model.Inputs {
		note.Inputs = append(note.Inputs, input{read.Name, read.SHA256})
	}
	for _, a := range s.Answers {
		note.Answers = append(note.Answers, answer(a))
	}
	for _, cell := range s.Lever.Held {
		note.Varied = append(note.Varied, variedNote{cell.Key, cell.Place, cell.Value, s.Becomes(cell)})
	}
	for _, t := range s.Grid {
		note.Grid = append(note.Grid, trial(t))
	}
	text, err := json.MarshalIndent(note, "", "  ")
	if err != nil {
		return err
	}
	_, err = w.Write(append(text, '\n'))
	return err
}
