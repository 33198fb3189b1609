package reports

import (
	"encoding/json"
	"io"
	"strconv"

	"parity/engine/estimate"
	"parity/scenarios/extract"
)

// recordsCount is how many records are exceptions of a kind.
type recordsCount struct {
	column, reason string
	records        int64
}

// countsOf are the exceptions of an extract; none of one that is not there.
func countsOf(read *extract.Read) []recordsCount {
	var counts []recordsCount
	if read == nil {
		return nil
	}
	for _, n := range read.Counts {
		counts = append(counts, recordsCount{n.Column, string(n.Reason), n.Records})
	}
	return counts
}

// Excepts says whether there is anything for a file of exceptions. A publication has none.
func (c *RecordedCaseload) Excepts() bool {
	return !c.Published && (c.Read.Refused > 0 || c.Spells != nil && c.Spells.Refused > 0 || len(c.Found.Overlaps) > 0)
}

// WriteCaseloadExceptions writes the records that were not read, and those that overlap.
func WriteCaseloadExceptions(w io.Writer, c *RecordedCaseload) error {
	return WriteEpisodeExceptions(w, &c.Found, c.Read, c.Spells)
}

// The JSON of an estimated caseload. What is not known is left out.
type caseloadNote struct {
	Version   string              `json:"version"` // of Parity
	Model     string              `json:"model"`   // that gives all else
	Records   fileNote            `json:"records"`
	Spells    *fileNote           `json:"spells,omitempty"`
	From      string              `json:"from"`
	To        string              `json:"to"`
	Opening   string              `json:"opening"`
	Published bool                `json:"published"`
	People    *int                `json:"people,omitempty"`
	Found     map[string]int64    `json:"overlaps,omitempty"`
	Places    []caseloadPlaceNote `json:"caseload"`
	Notes     []string            `json:"notes"`
}

type fileNote struct {
	Name       string       `json:"name"`
	SHA256     string       `json:"sha256,omitempty"` // not of what is published
	Read       *int64       `json:"read,omitempty"`
	Exceptions *int64       `json:"exceptions,omitempty"`
	Reasons    []reasonNote `json:"reasons,omitempty"`
	Joined     []fileNote   `json:"joined,omitempty"` // tables that were joined to it
}

// estimateNote is a figure with its 80% interval.
type estimateNote struct {
	Value float64  `json:"value"`
	Low   *float64 `json:"low,omitempty"`
	High  *float64 `json:"high,omitempty"`
}

type caseloadPlaceNote struct {
	Provider     string        `json:"provider"`
	Commissioner string        `json:"commissioner"`
	Currency     string        `json:"currency"`
	Opening      int           `json:"opening"`
	Started      int           `json:"started"`
	Starts       estimateNote  `json:"starts_per_month"`
	Growth       *estimateNote `json:"growth,omitempty"`
	NoGrowth     string        `json:"no_growth,omitempty"`
	PersonDays   int           `json:"person_days"`
	Exits        int           `json:"exits"`
	Stay         *estimateNote `json:"mean_stay_days,omitempty"`
	StayOf       string        `json:"mean_stay_of"`
	Shape        *shapeNote    `json:"exponential,omitempty"`
	Moves        []moveNote    `json:"moves"`
	Discharged   *estimateNote `json:"discharged,omitempty"`
	Admitted     *estimateNote `json:"admitted_share,omitempty"`
	InDate       *inDateNote   `json:"reviews,omitempty"`
}

type shapeNote struct {
	WillDo string          `json:"will_do"`
	Gap    *float64        `json:"largest_gap,omitempty"`
	Chance *float64        `json:"chance,omitempty"`     // not of what is published
	From   *int            `json:"curve_from,omitempty"` // not of what is published
	To     *int            `json:"curve_to,omitempty"`   // not of what is published
	Curve  []curveStepNote `json:"curve,omitempty"`      // of what is published, shares alone
}

type curveStepNote struct {
	Day    int     `json:"day"`
	AtRisk *int    `json:"at_risk,omitempty"`
	Left   *int    `json:"left,omitempty"`
	Stay   float64 `json:"stay"`
}

type moveNote struct {
	To     string `json:"to"`
	People int    `json:"people"`
	estimateNote
}

type inDateNote struct {
	People int `json:"people"`
	InDate int `json:"in_date"`
}

// bases say of whom a mean stay is.
var bases = map[estimate.Basis]string{estimate.Own: "the contract", estimate.AllContracts: "all contracts", estimate.Assumed: "nobody: assumed"}

// WriteCaseloadJSON writes the same as the page, and the curves by hundredths, as one JSON object.
func WriteCaseloadJSON(w io.Writer, c *RecordedCaseload, version string) error {
	note := caseloadNote{Version: version, Model: c.Base, Records: c.fileNote(c.Read), From: c.Window.From.String(), To: c.Window.End().AddDays(-1).Month().String(),
		Opening: c.Opening.String(), Published: c.Published, Places: []caseloadPlaceNote{}, Notes: c.notes()}
	if c.Spells != nil {
		spells := c.fileNote(c.Spells)
		note.Spells = &spells
	}
	if !c.Published {
		note.People, note.Found = &c.People, map[string]int64{"resumed": c.Found.Resumed, "gaps": c.Found.Gaps}
		for _, o := range append(overlapsOf(&c.Found), loneOverlapsOf(&c.Found)...) {
			note.Found[o.json] = o.n
		}
		if c.Spells != nil {
			note.Found["hospital_stays_given_again"] = c.SpellsRepeated.Duplicates + c.SpellsRepeated.Replaced
		}
	}
	for _, of := range c.contracts() {
		for i := range of.places {
			note.Places = append(note.Places, c.placeNote(&of.places[i]))
		}
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(note)
}

func (c *RecordedCaseload) fileNote(read *extract.Read) fileNote {
	if c.Published {
		note := fileNote{Name: read.Name}
		for _, table := range read.Joined {
			note.Joined = append(note.Joined, fileNote{Name: table.Name})
		}
		return note
	}
	note := fileNote{Name: read.Name, SHA256: read.SHA256, Read: &read.Records, Exceptions: &read.Refused}
	for _, n := range read.Counts {
		note.Reasons = append(note.Reasons, reasonNote{Column: n.Column, Reason: string(n.Reason), Records: n.Records})
	}
	for _, table := range read.Joined {
		note.Joined = append(note.Joined, fileNote{Name: table.Name, SHA256: table.SHA256})
	}
	return note
}

// thinned are the steps of a curve at which the share that stays has fallen by curveStep since
// the one before, and the last: a step a day would make megabytes of what a picture shows.
func thinned(steps []estimate.Step) []estimate.Step {
	const curveStep = 0.01
	var kept []estimate.Step
	share := 1.0
	for i, step := range steps {
		if share-step.Share >= curveStep || i == len(steps)-1 {
			kept, share = append(kept, step), step.Share
		}
	}
	return kept
}

func (c *RecordedCaseload) placeNote(p *estimate.Place) caseloadPlaceNote {
	with := func(value float64, i estimate.Interval) estimateNote {
		low, high := toSixDigits(i.Low), toSixDigits(i.High)
		return estimateNote{toSixDigits(value), &low, &high}
	}
	note := caseloadPlaceNote{Provider: c.Providers[p.Provider], Commissioner: c.Commissioners[p.Commissioner], Currency: c.Currencies[p.Currency],
		Opening: p.Opening, Started: p.Starts.People, Starts: with(p.Starts.PerMonth, p.Starts.Interval), NoGrowth: string(p.Starts.NoGrowth()),
		PersonDays: p.Stay.PersonDays, Exits: p.Stay.Exits, StayOf: bases[p.Stay.Basis], Moves: []moveNote{}}
	if t := p.Starts.Trend; t != nil {
		growth := with(t.Growth, t.Interval)
		note.Growth = &growth
	}
	if p.Stay.Mean > 0 {
		stay := with(p.Stay.Mean, p.Stay.Interval)
		note.Stay, note.Shape = &stay, c.shapeNote(&p.Stay.Shape)
	}
	for _, m := range p.Leaving.Moves {
		note.Moves = append(note.Moves, moveNote{c.Currencies[m.To], m.People, with(m.Share, m.Interval)})
	}
	if p.Stay.Exits > 0 {
		discharged := with(p.Leaving.Discharged.Share, p.Leaving.Discharged.Interval)
		note.Discharged = &discharged
	}
	if c.Caseload.Spells != nil && !p.Admitted.Withheld {
		admitted := estimateNote{Value: toSixDigits(p.Admitted.Share)}
		if i := p.Admitted.Interval; i != nil {
			admitted = with(p.Admitted.Share, *i)
		}
		note.Admitted = &admitted
	}
	if c.Reviewed && !c.Published && p.Reviews.People > 0 {
		note.InDate = &inDateNote{p.Reviews.People, p.Reviews.InDate}
	}
	return note
}

// shapeNote says whether an exponential will do, and how people stay. What was not tested has no gap.
func (c *RecordedCaseload) shapeNote(s *estimate.Shape) *shapeNote {
	note := &shapeNote{WillDo: verdicts[s.Verdict]}
	if s.Verdict != estimate.TooFewExits {
		gap := toSixDigits(s.Gap)
		note.Gap = &gap
	}
	if c.Published {
		for _, step := range s.Curve.Steps {
			note.Curve = append(note.Curve, curveStepNote{Day: step.Day, Stay: toSixDigits(step.Share)})
		}
		return note
	}
	if s.Verdict != estimate.TooFewExits {
		chance := toSixDigits(s.Chance)
		note.Chance = &chance
	}
	note.From, note.To = &s.Curve.From, &s.Curve.To
	for _, step := range thinned(s.Curve.Steps) {
		note.Curve = append(note.Curve, curveStepNote{step.Day, &step.AtRisk, &step.Left, toSixDigits(step.Share)})
	}
	return note
}

// toSixDigits rounds a figure to what is the same on every machine.
func toSixDigits(x float64) float64 {
	const digits = 6
	rounded, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'g', digits, 64), 64) // what FormatFloat wrote
	return rounded
}
