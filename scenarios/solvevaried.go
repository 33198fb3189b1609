package scenarios

import (
	"parity/engine/draws"
	"parity/engine/risk"
)

// variedDraws takes the lever for one figure more that every draw has the same value of: only
// what follows from it is worked out again. It is nil where that is not all a value changes, as
// prices may be derived from it, or where it would not fit in memory.
type variedDraws struct {
	left        Scenario // the tables with what each cell follows from
	all, shares reach
	values      *risk.Varying
}

// newVaried takes the lever for a figure of the draws, and holds what that gives to what its
// scenario gives at both ends, where the cells stand, and at two places between; nil where it is not the same.
func (d *drawnTrials) newVaried(near *Model) (*variedDraws, error) {
	at := d.lever.value(d.lever.near)
	left, result, err := d.laidOut(near, func(drawing *drawing, marked *Model) {
		changes := marked.Table("changes")
		changes.Rows[len(changes.Rows)-1].setDrawn(changes.Schema.Index("value"), slot(d.uncertainty.Study.Slots, at.InexactFloat64()))
	})
	if err != nil {
		return nil, nil // what stands cannot be tried; other values may be, one by one
	}
	draft, err := d.draft(left, result, 1)
	if err != nil {
		return nil, err
	}
	v := &variedDraws{left: left, all: d.drawing.reach(draws.LeastUniform), shares: d.drawing.reach(rarest)}
	if v.values = draft.Varying(d.sampler, d.of.Draws, at.InexactFloat64()); v.values == nil {
		return nil, nil
	}
	low, high := d.lever.index(d.lever.Low.Value), d.lever.index(d.lever.High.Value)
	within := func(part float64) int64 { return low + int64(part*float64(high-low)) }
	for _, index := range []int64{low, d.lever.near, high, within(goldenPart), within(1 - goldenPart)} {
		if !d.same(index, v) {
			return nil, nil
		}
	}
	return v, nil
}

// goldenPart is the smaller part of the golden section: a place between the ends that hardly is
// a round number, at which roundings show.
const goldenPart = 0.381966

// same says whether a value gives the same both ways.
func (d *drawnTrials) same(index int64, v *variedDraws) bool {
	fast, errFast := d.figureOf(v.totals(d, index))
	slow, errSlow := d.figureOf(d.anew(index))
	if errFast != nil || errSlow != nil {
		return errFast != nil && errSlow != nil
	}
	return distance(fast, slow) <= mostApart
}

// mostApart is how many pennies, or thousandths, two ways to work a figure out may lie apart: a
// figure of unrounded draws may lie on the edge between two.
const mostApart = 1

// totals is the result draw by draw with a value of the lever.
func (d *drawnTrials) totals(index int64) ([]float64, error) {
	if d.varied != nil {
		return d.varied.totals(d, index)
	}
	return d.anew(index)
}

func (v *variedDraws) totals(d *drawnTrials, index int64) ([]float64, error) {
	if _, err := d.projected(index); err != nil {
		return nil, err // what cannot be projected cannot be drawn
	}
	value := d.lever.value(index).InexactFloat64()
	stands := draws.Bounds{Low: value, High: value}
	if faults := d.drawing.checkWithin(&v.left, v.all.with(d.uncertainty.Study.Slots, stands), v.shares.with(d.uncertainty.Study.Slots, stands)); len(faults) > 0 {
		return nil, faults
	}
	return v.values.Totals(value)
}

// with is a reach with that of a slot after those of the parameters.
func (r reach) with(slot int, at draws.Bounds) reach {
	all := make(reach, slot+1)
	copy(all, r)
	all[slot] = at
	return all
}
