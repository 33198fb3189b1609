package reports

import (
	"context"
	"fmt"
	"math"
	"strings"

	"parity/engine"
	"parity/scenarios"
)

// heldApart are the items of all whose means are held against the run without draws.
var heldApart = [...]string{engine.ItemIncome, engine.GoalCost, engine.GoalSurplus}

// RiskBends is what bends the mean of an item over the run.
type RiskBends struct {
	Item  string
	Bends []scenarios.Bends // those told apart from their errors and no trifle, the largest first
}

// errorsApart is how many of its Monte Carlo errors a difference has to come to before it is said
// to be one.
const errorsApart = 3

// tellingPart is the part of what lies apart below which what bends it is not worth a word.
const tellingPart = 0.1

// leastApart is the difference, in pounds, below which none is said to be one.
const leastApart = 1.0

// clear says whether a difference stands out from its error.
func clear(by, err float64) bool {
	return math.Abs(by) > errorsApart*err && math.Abs(by) >= leastApart
}

// liesApart says whether the mean of the draws is another than the figure as the cells stand.
func (r *RiskFigure) liesApart() bool { return clear(r.Apart, r.MeanError) }

// bend finds what bends the means that lie apart.
func (f *RiskFigures) bend(ctx context.Context) error {
	type place struct {
		scenario int
		item     string
	}
	var places []place
	var columns []int
	var least []float64
	for k := range f.Scenarios {
		for _, name := range heldApart {
			if item, known := f.Scenarios[k].Item(name, "", ""); known && item.Whole.liesApart() {
				places, columns = append(places, place{k, name}), append(columns, item.Whole.Column)
				least = append(least, tellingPart*math.Abs(item.Whole.Apart))
			}
		}
	}
	found, err := f.Drawn.Bends(ctx, columns)
	if err != nil {
		return err
	}
	for i, at := range places {
		of := RiskBends{Item: at.item}
		for _, b := range found[i] {
			if clear(b.By, b.Error) && math.Abs(b.By) >= least[i] {
				of.Bends = append(of.Bends, b)
			}
		}
		if of.Bends != nil {
			side := &f.Scenarios[at.scenario]
			side.Bends = append(side.Bends, of)
		}
	}
	return nil
}

// BendsInWords says what bends the scenario's means; blank where nothing does.
func (s *ScenarioRisk) BendsInWords() string {
	var items []string
	for _, of := range s.Bends {
		var each []string
		for _, b := range of.Bends {
			way := "up"
			if b.By < 0 {
				way = "down"
			}
			each = append(each, fmt.Sprintf("%s (%s %s ± %s)", b.Factor, way, poundsInWords(math.Abs(b.By)), poundsInWords(b.Error)))
		}
		items = append(items, "of its "+of.Item+", "+strings.Join(each, ", "))
	}
	if items == nil {
		return ""
	}
	return fmt.Sprintf("What bends the means of %s, each by itself with all else at its mean: %s.", s.Key, strings.Join(items, "; "))
}
