package scenarios

import (
	"cmp"
	"math"
	"slices"

	"github.com/shopspring/decimal"
)

// sum works out how far chance may have moved the answer, if there is no error.
func (d *drawnTrials) sum(err error) error {
	if err != nil {
		return err
	}
	s := d.solution
	index := d.lever.index(s.Nearest.Value)
	totals, err := d.totals(index)
	if err != nil {
		return err
	}
	_, d.of.Error = d.of.Level.Of(totals)
	if s.Met() {
		d.of.Lower, d.of.Higher = d.onOtherDraws(index, int64(math.Ceil(errorsEachWay*d.inPlaces(d.of.Error))))
	}
	return nil
}

// errorsEachWay is how many Monte Carlo errors either way hold 19 runs in 20.
const errorsEachWay = 2

// onOtherDraws are the values around the answer with which the figure of these draws lies so
// far off the target.
func (d *drawnTrials) onOtherDraws(answer, off int64) (lower, higher *decimal.Decimal) {
	var found []int64
	for _, shift := range []int64{-off, off} {
		shifted := newSearch(func(index int64) (int64, error) {
			t := d.look.at(index)
			return t.off - shift, t.err
		})
		for index, t := range d.look.known {
			shifted.known[index] = tried{t.off - shift, t.err}
		}
		places := shifted.crossings(answer)
		if len(places) == 0 {
			continue
		}
		nearest := func(p plateau) int64 { return min(max(answer, p.low), p.high) }
		found = append(found, nearest(slices.MinFunc(places, func(a, b plateau) int {
			return cmp.Compare(distance(nearest(a), answer), distance(nearest(b), answer))
		})))
	}
	at := func(index int64) *decimal.Decimal { return new(d.lever.value(index)) }
	switch {
	case len(found) == 2:
		return at(min(found[0], found[1], answer)), at(max(found[0], found[1], answer))
	case len(found) == 1 && found[0] <= answer:
		return at(found[0]), nil
	case len(found) == 1:
		return nil, at(found[0])
	}
	return nil, nil
}
