package scenarios

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// Bound is an end of the values that are looked at.
type Bound struct {
	Value decimal.Decimal
	Why   string // "--high", or what the column allows; blank where the search just ends there
}

// Limits of a search that neither the column nor the question bounds.
const (
	scalePlaces  = 6  // of a factor
	firstReach   = 2  // first up to twice what stands there,
	mostDoubling = 10 // then doubling this often;
	blankReach   = 1  // where nothing or 0 stands, first up to this,
	blankDoubles = 40 // doubling this often, to a million millions
	largestIndex = math.MaxInt64 / 1024
)

// limits are the ends of what a column may hold, nil for none; open says that the lower one
// is not itself allowed.
func (c *Column) limits() (low, high *decimal.Decimal, open bool) {
	at := func(x float64) *decimal.Decimal { return new(decimal.NewFromFloat(x)) }
	switch c.Kind {
	case Share:
		return at(0), at(1), false
	case Rate:
		return at(-MaxRate), at(MaxRate), false
	case Money:
		return at(0), nil, false
	}
	if c.Min != nil {
		low = at(*c.Min)
	}
	if c.Above != nil {
		low, open = at(*c.Above), true
	}
	if c.Max != nil {
		high = at(*c.Max)
	}
	return low, high, open
}

// bound settles between which values is looked.
func (l *Lever) bound(q Seek) error {
	low, high := l.allowed()
	l.Low, l.High = Bound{Value: l.value(low), Why: l.column.Allowed()}, Bound{Value: l.value(high), Why: l.column.Allowed()}
	reach, begin := l.reach(), int64(0)
	if l.By != ByScale {
		begin = -reach
	}
	least, most, _ := l.column.limits()
	if bounded := least != nil && most != nil && l.By != ByScale; !bounded && high > reach {
		l.High, l.open = Bound{Value: l.value(reach)}, true
	}
	if least == nil && low < begin || l.By == ByScale && low < 0 {
		l.Low = Bound{Value: l.value(begin)}
	}
	for _, asked := range []struct {
		flag, text string
		into       *Bound
	}{{"--low", q.Low, &l.Low}, {"--high", q.High, &l.High}} {
		if asked.text == "" {
			continue
		}
		number, ok := readNumber(asked.text)
		if !ok {
			return unsolvable("%s %s is no number; write it as 1.25", asked.flag, asked.text)
		}
		if strings.Contains(asked.text, "%") && l.By != ByScale && !l.column.fraction() {
			return unsolvable("%s %s: %s (%s); write the number itself, without a per cent sign, or look for a factor of the cells with --by scale", asked.flag, asked.text, l.column.Allowed(), l.column.Unit)
		}
		value := decimal.RequireFromString(number)
		if value.Abs().GreaterThan(l.value(largestIndex)) {
			return unsolvable("%s %s is too large to be told apart to %d decimal places; values are looked for up to %s", asked.flag, asked.text, l.Places, l.value(largestIndex).Floor())
		}
		if value.LessThan(l.value(low)) || value.GreaterThan(l.value(high)) {
			return unsolvable("%s %s: %s, so %s is %s", asked.flag, asked.text, l.column.Allowed(), doing[l.By], l.between(low, high))
		}
		if asked.flag == "--low" {
			value = value.Shift(l.Places).Ceil().Shift(-l.Places)
		} else {
			value, l.open = value.Shift(l.Places).Floor().Shift(-l.Places), false
		}
		*asked.into = Bound{Value: value, Why: asked.flag}
	}
	if l.Low.Value.GreaterThan(l.High.Value) && l.open { // --low lies beyond where the search would end
		l.High.Value = l.Low.Value.Mul(decimal.NewFromInt(firstReach))
	}
	if l.Low.Value.GreaterThan(l.High.Value) {
		return unsolvable("no value lies between %s and %s; give --low a smaller number than --high", l.Low.Value, l.High.Value)
	}
	return nil
}

// doing is what is done to cells, as a noun.
var doing = map[By]string{BySet: "a value for the cells", ByScale: "a factor of the cells", ByAmount: "an amount added to the cells"}

// between says what lies from one index to another, as far as they bound it.
func (l *Lever) between(low, high int64) string {
	switch {
	case low == -largestIndex:
		return fmt.Sprintf("%s at most", l.value(high))
	case high == largestIndex:
		return fmt.Sprintf("%s or more", l.value(low))
	}
	return fmt.Sprintf("from %s to %s", l.value(low), l.value(high))
}

// allowed are the lowest and highest index with which every cell holds what it may.
func (l *Lever) allowed() (low, high int64) {
	least, most, open := l.column.limits()
	low, high = -largestIndex, largestIndex
	limit := func(end *decimal.Decimal, held decimal.Decimal, upper bool) {
		value := *end
		switch {
		case l.By == ByAmount:
			value = value.Sub(held)
		case l.By == ByScale && held.IsZero():
			return
		case l.By == ByScale:
			value = value.DivRound(held, changedPlaces)
			upper = upper != held.IsNegative()
		}
		index := value.Shift(l.Places)
		if upper {
			high = min(high, indexOf(index.Floor()))
			return
		}
		first := index.Ceil()
		if open && first.Equal(index) {
			first = first.Add(one())
		}
		low = max(low, indexOf(first))
	}
	for _, cell := range l.Held {
		held := numberOr(cell.Value, decimal.Zero)
		if least != nil {
			limit(least, held, false)
		}
		if most != nil {
			limit(most, held, true)
		}
	}
	return low, high
}

// reach is the index up to which is looked first.
func (l *Lever) reach() int64 {
	largest := decimal.Zero
	for _, cell := range l.Held {
		largest = decimal.Max(largest, numberOr(cell.Value, decimal.Zero).Abs())
	}
	switch {
	case l.By == ByScale:
		largest = decimal.NewFromInt(firstReach)
	case largest.IsZero():
		largest = decimal.NewFromInt(blankReach)
	case l.By == BySet:
		largest = largest.Mul(decimal.NewFromInt(firstReach))
	}
	return indexOf(largest.Shift(l.Places).Ceil())
}

// indexOf is a whole number as an index, at most the largest.
func indexOf(index decimal.Decimal) int64 {
	if end := decimal.New(largestIndex, 0); index.Abs().GreaterThan(end) {
		return largestIndex * int64(index.Sign())
	}
	return index.IntPart()
}

// beyond are the indices that are looked at after the last of the grid, where nothing up to
// it meets the target: each twice the one before.
func (l *Lever) beyond(last int64) []int64 {
	if !l.open || last <= 0 {
		return nil
	}
	_, high := l.allowed()
	times := mostDoubling
	if !slices.ContainsFunc(l.Held, func(c LeverCell) bool { return !numberOr(c.Value, decimal.Zero).IsZero() }) {
		times = blankDoubles
	}
	var indices []int64
	for range times {
		if last >= high || last > largestIndex/2 {
			break
		}
		last = min(2*last, high)
		indices = append(indices, last)
	}
	return indices
}
