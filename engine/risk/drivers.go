package risk

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
)

// Driving asks what drives one result of a study (docs/methods.md, "What drives it").
type Driving struct {
	Calculator Calculator // of a study in which slots can stand
	Sampler    Sampler
	Standing   *Standing
	Factors    []Factor
	Result     []Part
	// Draws is how many base draws variance shares are worked out from, a multiple of
	// BlockDraws. The result is worked out for each of them twice and once more for each factor.
	Draws   int
	Workers int // 0: one for each processor
}

// Part is an outcome of a result that is a sum of several, so many times.
type Part struct {
	Outcome int // index into Calculator.Outcomes
	Times   float64
}

// Drivers is what drives a result, in the result's unit.
type Drivers struct {
	Draws int
	// Stands is the result as the cells stand, and before its roundings.
	Stands float64
	// Mean is that of the result where everything is drawn: Stands and all that shifts it.
	Mean      float64
	MeanError float64 // Monte Carlo error, one standard error, as are all errors here
	SD        float64
	// Together is the part of Mean less Stands which no factor brings about alone.
	Together      float64
	TogetherError float64
	Drivers       []Driver // the largest total share first, then the widest bar
}

// Driver is what one factor does to a result.
type Driver struct {
	Factor int // index into Driving.Factors
	Name   string
	// Low and High are the result with the factor at its P10 and at its P90, and all else as the
	// cells stand. A factor whose values do not move as one has no such ends: Low and High are
	// then the P10 and P90 of the result where it alone is drawn, with their Monte Carlo errors.
	Low, High           float64
	LowError, HighError float64
	// First is the part of the result's variance that would go if the factor alone were known,
	// and Total what would be left if all else were. Both are 0 where the result never moves.
	First, FirstError float64
	Total, TotalError float64
	// OffCentre is how far the factor shifts the mean by having its own off the cell, and Bend
	// how far by the result not following it in a straight line.
	OffCentre, Bend, BendError float64
}

// Still says that the factor moves the result in no draw.
func (d *Driver) Still() bool { return d.Total == 0 && d.Low == d.High }

// Swing is how far the result moves between the ends of the bar.
func (d *Driver) Swing() float64 { return math.Abs(d.High - d.Low) }

// mostValues is how many values of the result are held at most: 200 MB of them.
const mostValues = 25_000_000

// bendDraws is how many draws the shifts of the mean are worked out from.
const bendDraws = BlockDraws

// values is how many values of the result are held.
func (d *Driving) values() int { return d.Draws*(len(d.Factors)+2) + 2*bendDraws*len(d.Factors) }

// DrawsError is a number of base draws that variance shares cannot be worked out from.
type DrawsError struct{ why string }

// Error says which numbers can.
func (e *DrawsError) Error() string { return e.why }

func drawsErrorf(format string, args ...any) error { return &DrawsError{fmt.Sprintf(format, args...)} }

// check says what is wrong with the draws asked for.
func (d *Driving) check() error {
	most := (mostValues - 2*bendDraws*len(d.Factors)) / (len(d.Factors) + 2) / BlockDraws * BlockDraws
	switch {
	case len(d.Factors) == 0:
		return errors.New("nothing that is uncertain reaches the result; ask for another")
	case d.Draws < BlockDraws || d.Draws%BlockDraws != 0:
		return drawsErrorf("%d base draws: variance shares take a multiple of %d; ask for %d", d.Draws, BlockDraws, min(wholeBlocks(d.Draws), max(most, BlockDraws)))
	case d.Draws > BlockDraws && d.values() > mostValues:
		return drawsErrorf("%d base draws of %d factors; at most %d, so that they fit in memory; ask for these", d.Draws, len(d.Factors), max(most, BlockDraws))
	}
	return nil
}

// Drive works out what drives a result. Neither workers nor progress, which is told of panels
// done and may be nil, change what it comes to. When ctx ends it stops within a panel and
// returns its cause. A number of draws it cannot work with is a *DrawsError.
func Drive(ctx context.Context, d *Driving, progress func(done, of int)) (*Drivers, error) {
	if err := d.check(); err != nil {
		return nil, err
	}
	bars, err := d.alone(ctx)
	if err != nil {
		return nil, err
	}
	drawn, err := d.draw(ctx, bars, progress)
	if err != nil {
		return nil, err
	}
	found := &Drivers{Draws: d.Draws, Stands: bars.stands, Drivers: make([]Driver, len(d.Factors))}
	for i := range d.Factors {
		found.Drivers[i] = Driver{Factor: i, Name: d.Factors[i].Name}
		drawn.bar(&d.Factors[i], bars, &found.Drivers[i])
	}
	drawn.variance(found)
	drawn.shift(bars, found)
	slices.SortStableFunc(found.Drivers, func(a, b Driver) int {
		return cmp.Or(cmp.Compare(b.Total, a.Total), cmp.Compare(b.Swing(), a.Swing()))
	})
	return found, nil
}
