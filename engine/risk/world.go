package risk

import (
	"math"

	"github.com/shopspring/decimal"

	"parity/engine"
	"parity/engine/panel"
	"parity/tariff"
)

// world is one scenario being written down as a calculation. Forms by month have an entry
// a month of the run.
type world struct {
	*sharing
	m         *engine.Model
	result    *engine.Result // as the cells stand
	base      *engine.Result // the baseline's, as the cells stand
	uncertain map[Figure]Expression
	drawn     [math.MaxUint8 + 1]bool // those of which any figure is uncertain: most are asked for in vain
	chance    *OneByOne
	written   map[int]*people // caseloads of this scenario written down already, by the incumbent's contract
}

// sharing is what scenarios share that are written down one after the other.
type sharing struct {
	calculation *panel.Calculation
	solved      *engine.Propagators
	caseloads   map[string]*people        // written down already, by all that they rest on
	costed      map[string]*costed        // and costs
	key         []byte                    // room for one such key
	held        map[*tariff.Uplifts][]int // of a series, the rows that hold
}

func newSharing() *sharing {
	return &sharing{
		calculation: panel.NewCalculation(), solved: &engine.Propagators{}, caseloads: map[string]*people{}, costed: map[string]*costed{},
		held: map[*tariff.Uplifts][]int{},
	}
}

// figure is a number of the model: as drawn, or as it stands.
func (w *world) figure(f Figure, stands float64) panel.Form {
	if !w.drawn[f.Quantity] {
		return panel.Certain(stands)
	}
	expression, drawn := w.uncertain[f]
	if !drawn {
		return panel.Certain(stands)
	}
	var sum panel.Form
	for _, product := range expression {
		drawn := panel.Certain(product.Times)
		for _, slot := range product.Slots {
			drawn = w.calculation.Times(drawn, w.calculation.Slot(slot))
		}
		sum = sum.Plus(drawn)
	}
	return sum
}

// drawnQuantities are those of which any figure is uncertain.
func drawnQuantities(uncertain map[Figure]Expression) (drawn [math.MaxUint8 + 1]bool) {
	for f := range uncertain {
		drawn[f.Quantity] = true
	}
	return drawn
}

// exact is figure for a decimal; what is nil is blank, and stands for another number.
func (w *world) exact(f Figure, stands *decimal.Decimal, blank float64) panel.Form {
	if stands == nil {
		return w.figure(f, blank)
	}
	return w.figure(f, stands.InexactFloat64())
}

// byMonth is a form for each month of the run.
func (w *world) byMonth(of func(i int) panel.Form) []panel.Form {
	forms := make([]panel.Form, w.m.Months)
	for i := range forms {
		forms[i] = of(i)
	}
	return forms
}

// byRow is byMonth for what rests on the row in force alone; nothing before the first.
func (w *world) byRow(inForce func(tariff.Month) int, of func(row int) panel.Form) []panel.Form {
	before := -1
	var form panel.Form
	return w.byMonth(func(i int) panel.Form {
		if at := inForce(w.m.Month(i)); at != before {
			form, before = of(at), at
		}
		return form
	})
}

// over is the sum of forms by month over the months from and to and those between.
func over(forms []panel.Form, from, to int) panel.Form { return panel.Sum(forms[from : to+1]...) }

func one() panel.Form { return panel.Certain(1) }

// months12 is how many months share a sum a year.
const months12 = 12

// row is the row of a dated list in force in month i of the run, -1 before the first.
func row[T any](w *world, rows tariff.Dated[T], i int) int { return rows.Row(w.m.Month(i)) }
