package scenarios

import (
	"math"
	"slices"
	"strings"

	"parity/engine/draws"
	"parity/engine/risk"
)

// reach is what drawn values come to at the least and the most.
type reach []draws.Bounds // of each slot

// rarest is how rare the draws are that shares are not held to their whole in: one in a million. A
// beta reaches up to 1 whatever its interval, and would leave no room for any other share; in such
// a draw a few more people move on than leave.
const rarest = 1e-6

// reach is how far the drawn values of each slot go but for those rarer, at either end.
func (d *drawing) reach(rarer float64) reach {
	var r reach
	for i := range d.parameters {
		p := &d.parameters[i]
		for part := range p.slots() {
			bounds := draws.Bounds{}
			if p.drawn.Shares != nil {
				bounds.Low, bounds.High = p.drawn.Shares.Quantile(part, rarer), p.drawn.Shares.Quantile(part, 1-rarer)
			} else {
				bounds.Low, bounds.High = p.drawn.Of.Quantile(rarer), p.drawn.Of.Quantile(1-rarer)
			}
			r = append(r, bounds)
		}
	}
	return r
}

// of is how far a figure goes: its products at their least and their most.
func (r reach) of(e risk.Expression) draws.Bounds {
	var sum draws.Bounds
	for _, product := range e {
		low, high := product.Times, product.Times
		for _, slot := range product.Slots {
			ends := []float64{low * r[slot].Low, low * r[slot].High, high * r[slot].Low, high * r[slot].High}
			low, high = slices.Min(ends), slices.Max(ends)
		}
		sum.Low, sum.High = sum.Low+low, sum.High+high
	}
	return sum
}

// hair is how far beyond its bounds a figure may come by the rounding of float64.
const hair = 1e-9

// beyond says whether a figure may leave what its column allows.
func beyond(reached, allowed draws.Bounds) bool {
	slack := hair * max(1, math.Abs(reached.Low), math.Abs(reached.High))
	return reached.Low < allowed.Low-slack || reached.High > allowed.High+slack
}

// checkReach finds cells that draws take beyond what their column allows once a scenario's changes
// have acted on them, and shares that draws let sum to more than their whole.
func (d *drawing) checkReach(s *Scenario) Faults {
	return d.checkWithin(s, d.reach(draws.LeastUniform), d.reach(rarest))
}

// checkWithin is checkReach with how far all draws go, and those that shares are held to.
func (d *drawing) checkWithin(s *Scenario, all, shares reach) Faults {
	var faults Faults
	for _, t := range s.Tables.Tables {
		for row := range t.Rows {
			for column, e := range t.Rows[row].drawn {
				if e == nil || t.Schema.Table == "changes" {
					continue
				}
				allowed := &t.Schema.Columns[column]
				r := all
				if allowed.Kind == Share {
					r = shares
				}
				if reached := r.of(e); beyond(reached, allowed.bounds()) {
					faults = append(faults, t.Fault(row, allowed.Name, "draws of "+d.names(e)+" that reach from "+short(reached.Low)+" to "+short(reached.High),
						allowed.Allowed()+", and no draw is cut off", "narrow the interval, or change the cell by less"))
				}
			}
		}
	}
	return append(faults, d.checkWholes(s.Tables, shares)...)
}

// checkWholes finds shares of one whole that may sum to more than 1: of those who move on, are
// recorded in one currency or let by markets, and of cost.
func (d *drawing) checkWholes(tables *Model, r reach) Faults {
	var faults Faults
	check := func(t *Table, rows []int, columns []string, whole, remedy string) {
		var sum risk.Expression
		for _, row := range rows {
			for _, column := range columns {
				sum = plus(sum, t.Rows[row].number(t.Schema.Index(column)))
			}
		}
		if sum = uncertainOrNil(sum); sum == nil {
			return
		}
		if most := d.most(sum, r); most > 1+shareTolerance {
			last := slices.Max(rows)
			faults = append(faults, t.Fault(last, columns[len(columns)-1], "draws of "+d.names(sum)+" that let "+whole+" sum to "+short(most),
				"they sum to 1 at most in every draw, and no draw is cut off", remedy))
		}
	}
	t := tables.Table("moves")
	for _, rows := range groups(t, "contract", "from_currency") {
		for _, state := range inForce(t, rows) {
			check(t, state, []string{"share"}, "the shares out of one currency", "narrow the interval, or draw all of them together by a dirichlet")
		}
	}
	t = tables.Table("reallocation")
	for _, rows := range groups(t, "contract", "recorded") {
		for _, state := range inForce(t, rows) {
			state = slices.DeleteFunc(state, func(row int) bool { return rightlyRecorded(t, row) }) // the rest, whatever is drawn
			check(t, state, []string{"share"}, "the shares of those recorded in one currency", "narrow the interval, or draw all of them together by a dirichlet")
		}
	}
	t = tables.Table("market")
	for _, rows := range groups(t, "contract", "currency") {
		for _, state := range inForce(t, rows) {
			check(t, state, []string{"starts_share"}, "the shares of starts that markets let of one currency", "narrow the interval")
		}
	}
	for _, rows := range groups(t, "contract", "currency", FromColumn) {
		check(t, rows, []string{"caseload_share"}, "the shares of the caseload that markets let of one currency", "narrow the interval")
	}
	t = tables.Table("resources")
	for row := range t.Rows {
		check(t, []int{row}, []string{"fixed_share", "semi_fixed_share"}, "fixed_share and semi_fixed_share", "narrow the interval")
	}
	return faults
}

// most is the most a sum of shares comes to, those of one dirichlet being parts of one whole.
func (d *drawing) most(sum risk.Expression, r reach) float64 {
	rest, most := sum, 0.0
	for i := range d.parameters {
		p := &d.parameters[i]
		if p.drawn.Shares == nil {
			continue
		}
		var parts, others risk.Expression
		largest := 0.0
		for _, product := range rest {
			if len(product.Slots) != 1 || product.Slots[0] < p.first || product.Slots[0] >= p.first+p.slots() {
				others = append(others, product)
				continue
			}
			parts, largest = append(parts, product), max(largest, product.Times)
		}
		rest = others
		most += min(largest, r.of(parts).High)
	}
	return most + r.of(rest).High
}

// names lists the parameters that a figure follows from.
func (d *drawing) names(e risk.Expression) string {
	var names []string
	slots := slotsOf(map[risk.Figure]risk.Expression{{}: e})
	for i := range d.parameters {
		if d.parameters[i].anySlot(slots) {
			names = append(names, d.parameters[i].drawn.Name)
		}
	}
	return strings.Join(names, ", ")
}
