package scenarios

import (
	"math"
	"slices"

	"github.com/sourcegraph/conc"

	"parity/engine/draws"
	"parity/engine/risk"
)

// Uncertainty is what is uncertain about a study, and the figures of each of its scenarios that
// follow from it.
type Uncertainty struct {
	// Parameters are in the order of the uncertainty table. The values drawn for one follow those
	// of the parameter before it: a slot each, and one for each share of a whole.
	Parameters   []draws.Parameter
	Correlations []draws.Correlation
	Moved        []Moved // a slot each
	Study        risk.Study
}

// Moved is what one drawn value moves: cells, and how.
type Moved struct {
	Parameter int     // index into Parameters
	Cells     CellSet // of the one share where the parameter draws shares of a whole
	Operation string  // set, multiply or add
	Family    draws.Family
	// Least and Most are the cells as they stand, the same where they agree. Cells that only
	// scenarios have stand as these insert them.
	Least, Most float64
	// Mean, P10 and P90 are of the drawn value, before Operation.
	Mean, P10, P90 float64
	// Reaches says for each scenario of the study whether a figure follows from the value: not
	// where the scenario sets or removes the cells.
	Reaches []bool
}

// NewUncertainty works out what the uncertainty table makes of the scenarios of a study. A drawn
// value takes its place in the tables first; what a scenario changes acts on it: what is set is
// certain, what is multiplied or added to follows, and a row that is begun on a month follows the
// row before it. Faults are draws that a scenario's changes take beyond what a cell may be, shares
// that draws let sum to more than their whole, a scenario that changes what is uncertain, and a
// parameter that moves no figure of any scenario of the model. A model without uncertain parameters has an Uncertainty without.
func NewUncertainty(study *Study) (*Uncertainty, error) {
	b := newBinding(study)
	var working conc.WaitGroup
	for i := range study.Scenarios {
		working.Go(func() { b.scenario(i) })
	}
	working.Wait()
	return b.uncertainty()
}

// binding finds how the figures of a study's scenarios follow from what is uncertain, each as soon
// as the scenario has been run.
type binding struct {
	study       *Study
	drawing     *drawing
	err         error  // of the drawing
	marked      *Model // as read, with what is drawn in its place
	all, shares reach
	of          *Uncertainty
	errs        []error // of the scenarios
}

// newBinding makes ready for the scenarios of a study, of which none need have been run.
func newBinding(study *Study) *binding {
	b := &binding{study: study, errs: make([]error, len(study.Scenarios))}
	if b.drawing, b.err = newDrawing(study.Model); b.err != nil {
		return b
	}
	b.of = &Uncertainty{Study: risk.Study{Baseline: study.Baseline, Slots: b.drawing.slots(), Scenarios: make([]risk.Scenario, len(study.Scenarios))}}
	b.marked = study.Model.Clone()
	b.drawing.mark(b.marked)
	b.all, b.shares = b.drawing.reach(draws.LeastUniform), b.drawing.reach(rarest)
	return b
}

// scenario binds one that has been run. It may be called for several at a time; false where it
// cannot be drawn.
func (b *binding) scenario(i int) bool {
	if b.err != nil {
		return false
	}
	s := &b.study.Scenarios[i]
	drawn, err := apply(b.marked, s.Key, b.drawing)
	if err == nil {
		if faults := b.drawing.checkWithin(&drawn, b.all, b.shares); len(faults) > 0 {
			err = drawn.left(faults)
		}
	}
	if b.errs[i] = err; err == nil {
		b.of.Study.Scenarios[i] = risk.Scenario{Name: s.Key, Result: s.Result, Uncertain: bind(drawn.Tables, s.Result.Model)}
	}
	return err == nil
}

// uncertainty is what all scenarios come to, each bound.
func (b *binding) uncertainty() (*Uncertainty, error) {
	if faults := b.study.changeWhatIsUncertain(); len(faults) > 0 {
		return nil, faults
	}
	for _, err := range append([]error{b.err}, b.errs...) { // the first in order, whichever failed first
		if err != nil {
			return nil, err
		}
	}
	u := b.of
	u.describe(b.drawing)
	if b.study.Model.Setting(KeyChance) == chancePlays {
		u.letChancePlay()
	}
	t := b.study.Model.Table("correlations")
	for row := range t.Rows {
		u.Correlations = append(u.Correlations, draws.Correlation{A: t.Cell(row, "group_a"), B: t.Cell(row, "group_b"), Rank: value(t, row, "rank")})
	}
	if faults := b.drawing.idle(u, b.marked); len(faults) > 0 {
		return nil, faults
	}
	return u, nil
}

// letChancePlay gives the coming and going of people under each contract slots of its own, after
// those of the parameters.
func (u *Uncertainty) letChancePlay() {
	chance := &risk.OneByOne{First: u.Study.Slots}
	for i := range u.Study.Scenarios {
		m := u.Study.Scenarios[i].Result.Model
		chance.Months = m.Months
		for c := range m.Contracts {
			for _, load := range m.Contracts[c].Caseload {
				name := risk.ChanceName(m.Contracts[c].Name, m.Currencies[load.Currency].Key)
				if !slices.Contains(chance.Names, name) {
					chance.Names = append(chance.Names, name)
				}
			}
		}
	}
	u.Study.OneByOne = chance
	u.Study.Slots += len(chance.Names) * chance.Months
}

// changeWhatIsUncertain finds changes of what is uncertain: scenarios are compared on the same draws.
func (s *Study) changeWhatIsUncertain() Faults {
	lines := s.Model.Table("changes")
	var faults Faults
	for i := range s.Scenarios {
		for _, change := range s.Scenarios[i].Changes {
			if change.Table != "uncertainty" && change.Table != "correlations" {
				continue
			}
			fault := lines.Fault(change.Row, "table", quoted(change.Table), "scenarios are compared on the same draws, so none of them changes what is uncertain",
				"change the table itself, or take the line out")
			if !slices.Contains(faults, fault) { // of two scenarios based on the one that does
				faults = append(faults, fault)
			}
		}
	}
	return faults
}

// describe says of each slot what it moves.
func (u *Uncertainty) describe(d *drawing) {
	reaches := make([][]bool, u.Study.Slots)
	for slot := range reaches {
		reaches[slot] = make([]bool, len(u.Study.Scenarios))
	}
	for i := range u.Study.Scenarios {
		for slot := range slotsOf(u.Study.Scenarios[i].Uncertain) {
			reaches[slot][i] = true
		}
	}
	for i := range d.parameters {
		p := &d.parameters[i]
		u.Parameters = append(u.Parameters, p.drawn)
		for part := range p.slots() {
			moved := p.moves(part)
			moved.Parameter, moved.Reaches = i, reaches[p.first+part]
			u.Moved = append(u.Moved, moved)
		}
	}
}

// slotsOf are the slots that any of the figures follows from.
func slotsOf(figures map[risk.Figure]risk.Expression) map[int]bool {
	slots := map[int]bool{}
	for _, e := range figures {
		for _, product := range e {
			for _, slot := range product.Slots {
				slots[slot] = true
			}
		}
	}
	return slots
}

// moves is what a part of the parameter is.
func (p *uncertainParameter) moves(part int) Moved {
	moved := Moved{Cells: p.cells, Operation: p.operation(), Family: draws.Family(p.table.Cell(p.row, "family")), Least: math.Inf(1), Most: math.Inf(-1)}
	for i, x := range p.values {
		if p.drawn.Shares == nil || i == part {
			moved.Least, moved.Most = min(moved.Least, x), max(moved.Most, x)
		}
	}
	if shares := p.drawn.Shares; shares != nil {
		moved.Cells.Where = p.wheres[part]
		moved.Mean, moved.P10, moved.P90 = shares.Mean(part), shares.Quantile(part, draws.Tail), shares.Quantile(part, 1-draws.Tail)
		return moved
	}
	moved.Mean, moved.P10, moved.P90 = p.drawn.Of.Mean(), p.drawn.Of.Quantile(draws.Tail), p.drawn.Of.Quantile(1-draws.Tail)
	return moved
}
