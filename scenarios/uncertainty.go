package scenarios

import (
	"math"
	"slices"
	"sync"

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
	if faults := study.changeWhatIsUncertain(); len(faults) > 0 {
		return nil, faults
	}
	d, err := newDrawing(study.Model)
	if err != nil {
		return nil, err
	}
	u := &Uncertainty{Study: risk.Study{Baseline: study.Baseline, Slots: d.slots()}}
	marked := study.Model.Clone()
	d.mark(marked)
	u.Study.Scenarios = make([]risk.Scenario, len(study.Scenarios))
	errs := make([]error, len(study.Scenarios))
	all, shares := d.reach(draws.LeastUniform), d.reach(rarest)
	var working sync.WaitGroup
	for i := range study.Scenarios {
		s := &study.Scenarios[i]
		working.Go(func() {
			drawn, err := apply(marked, s.Key, d)
			if err == nil {
				if faults := d.checkWithin(&drawn, all, shares); len(faults) > 0 {
					err = drawn.left(faults)
				}
			}
			if errs[i] = err; err == nil {
				u.Study.Scenarios[i] = risk.Scenario{Name: s.Key, Result: s.Result, Uncertain: bind(drawn.Tables, s.Result.Model)}
			}
		})
	}
	working.Wait()
	for _, err := range errs { // the first in order, whichever failed first
		if err != nil {
			return nil, err
		}
	}
	u.describe(d)
	if study.Model.Setting(KeyChance) == chancePlays {
		u.letChancePlay()
	}
	t := study.Model.Table("correlations")
	for row := range t.Rows {
		u.Correlations = append(u.Correlations, draws.Correlation{A: t.Cell(row, "group_a"), B: t.Cell(row, "group_b"), Rank: value(t, row, "rank")})
	}
	if faults := d.idle(u, marked); len(faults) > 0 {
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
