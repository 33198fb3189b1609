package reports

import (
	"encoding/json"
	"io"
	"math"

	"parity/engine/clustering"
	"parity/scenarios/clusterscores"
)

// clustersNote is the JSON of an extract of scores held to a grid. A count that is not shown is
// null, and so is a figure that follows from one.
type clustersNote struct {
	Version   string         `json:"version"` // of Parity
	Scores    scoresNote     `json:"scores"`
	Grid      gridNote       `json:"grid"`
	Published bool           `json:"published"` // small counts are left out
	Records   *recordsNote   `json:"records,omitempty"`
	Agreement agreementsNote `json:"agreement"`
	Classes   []countNote    `json:"super_classes"`
	Recorded  []totalNote    `json:"recorded"`
	Suggested []totalNote    `json:"suggested"`
	Matrix    []countNote    `json:"matrix"` // without those of nobody
	Rules     []ruleNote     `json:"red_rules,omitempty"`
	Notes     []string       `json:"notes"`
}

type scoresNote struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256,omitempty"` // not of what is published
}

type gridNote struct {
	input
	Evidence     string `json:"evidence"`
	Illustrative bool   `json:"illustrative"`
}

type recordsNote struct {
	Read         int             `json:"read"`
	Exceptions   int             `json:"exceptions"`
	ByReason     map[string]int  `json:"exceptions_by_reason"`
	First        []exceptionNote `json:"first_exceptions"`
	People       int             `json:"held_to_the_grid"`
	Closest      int             `json:"closest"`
	NoneLeft     int             `json:"none_left"`
	TooFewKnown  int             `json:"too_few_known"`
	WithUnknown  int             `json:"with_unknown_scores"`
	Unchecked    int             `json:"rule_unchecked"`
	Tied         int             `json:"tied"`
	NotRecorded  int             `json:"not_recorded"`
	NotClustered int             `json:"not_clustered"`
}

type exceptionNote struct {
	Line   int    `json:"line"`
	Column string `json:"column,omitempty"`
	Reason string `json:"reason"`
	Found  string `json:"found"`
}

type agreementsNote struct {
	Cluster    agreementNote `json:"cluster"`
	SuperClass agreementNote `json:"super_class"`
}

type agreementNote struct {
	People *int     `json:"people"`
	Agree  *int     `json:"agree"`
	Kappa  *float64 `json:"kappa"`
	Error  *float64 `json:"standard_error"`
	Low    *float64 `json:"low_95"`
	High   *float64 `json:"high_95"`
}

type countNote struct {
	Recorded  string `json:"recorded"`
	Suggested string `json:"suggested"`
	People    *int   `json:"people"`
}

type totalNote struct {
	Cluster string `json:"cluster"`
	Name    string `json:"name"`
	People  *int   `json:"people"`
	KeptOut *int   `json:"kept_out,omitempty"`
}

type ruleNote struct {
	Of     string `json:"of"`
	Scale  string `json:"scale"`
	Allows string `json:"allows"`
	People int    `json:"people"`
}

// WriteClustersJSON writes the comparison as one JSON object. Version is Parity's.
func WriteClustersJSON(w io.Writer, r *Clusters, version string) error {
	note := clustersNote{
		Version: version, Published: r.Publish, Notes: r.notes(),
		Scores:    scoresNote{Name: r.Scores.Name},
		Grid:      gridNote{input{r.Grid.Input.Name, r.Grid.Input.SHA256}, r.Grid.Evidence, r.Grid.Illustrative()},
		Agreement: agreementsNote{r.agreementNote(r.shown.Agreement()), r.agreementNote(r.shown.ClassAgreement())},
		Classes:   []countNote{}, Recorded: []totalNote{}, Suggested: []totalNote{}, Matrix: []countNote{},
	}
	for _, recorded := range clustering.SuperClasses() {
		for _, suggested := range clustering.SuperClasses() {
			note.Classes = append(note.Classes, countNote{recorded.String(), suggested.String(), countShown(r.shown.ClassCount(recorded, suggested))})
		}
	}
	for _, recorded := range clustering.Clusters() {
		all := totalNote{Cluster: recorded.String(), Name: r.Grid.Names[recorded], People: countShown(r.shown.Recorded(recorded))}
		if !r.Publish {
			all.KeptOut = &r.Tally.KeptOut[recorded]
		}
		note.Recorded = append(note.Recorded, all)
		note.Suggested = append(note.Suggested, totalNote{Cluster: recorded.String(), Name: r.Grid.Names[recorded], People: countShown(r.shown.Suggested(recorded))})
		for _, suggested := range clustering.Clusters() {
			if n, shown := r.shown.Count(recorded, suggested); n > 0 {
				note.Matrix = append(note.Matrix, countNote{recorded.String(), suggested.String(), countShown(n, shown)})
			}
		}
	}
	if !r.Publish {
		note.Scores.SHA256 = r.Scores.SHA256
		note.Records = r.recordsNote()
		for _, b := range r.Tally.Broken() {
			note.Rules = append(note.Rules, ruleNote{b.Rule.Whose(), b.Rule.Scale.Code(), r.Grid.Allows(b.Rule), b.People})
		}
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(note)
}

// countShown is a count, nil where it is not shown.
func countShown(n int, shown bool) *int {
	if !shown {
		return nil
	}
	return &n
}

func (r *Clusters) agreementNote(a clustering.ShownAgreement) agreementNote {
	all, shown := r.shown.People()
	note := agreementNote{People: countShown(all, shown), Agree: countShown(a.Agree, a.AgreeShown)}
	if a.KappaShown && a.Defined {
		note.Kappa = sixPlaces(a.Kappa)
	}
	if a.ErrorShown && a.Defined {
		low, high := a.Interval()
		note.Error, note.Low, note.High = sixPlaces(a.Error), sixPlaces(low), sixPlaces(high)
	}
	return note
}

// sixPlaces rounds a figure to what is the same on every machine.
func sixPlaces(x float64) *float64 {
	const millionths = 1e6
	rounded := math.Round(x*millionths) / millionths
	return &rounded
}

func (r *Clusters) recordsNote() *recordsNote {
	t := &r.Tally
	note := &recordsNote{
		Read: r.Read, Exceptions: r.Exceptions, ByReason: map[string]int{}, First: []exceptionNote{},
		People: t.People, Closest: t.Suggested, NoneLeft: t.NoneLeft, TooFewKnown: t.TooFewKnown, WithUnknown: t.WithUnknown,
		Unchecked: t.Unchecked, Tied: t.Tied, NotRecorded: t.NotRecorded, NotClustered: t.NotClustered,
	}
	for reason, n := range r.ByReason {
		note.ByReason[clusterscores.Reason(reason).String()] = n
	}
	for i := range r.FirstByLine {
		e := &r.FirstByLine[i]
		note.First = append(note.First, exceptionNote{e.Line, e.Column, e.Reason.String(), e.Said()})
	}
	return note
}
