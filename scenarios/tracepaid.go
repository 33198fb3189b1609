package scenarios

import (
	"fmt"

	"github.com/shopspring/decimal"

	"parity/engine"
	"parity/tariff"
)

// paidQuantity is what is paid for of a unit in a month: of the people recorded in the
// currency those who belong there, and those who are recorded elsewhere and belong here.
func (t *tracer) paidQuantity(c, currency int, measure tariff.Measure, covers tariff.Covers, i, depth int) TraceNode {
	var out, in []int
	for k, row := range t.m.Contracts[c].Reallocation {
		if share, _ := row.Share.At(t.m.Month(i)); share == 0 {
			continue
		}
		switch currency {
		case row.Recorded:
			out = append(out, k)
		case row.Right:
			in = append(in, k)
		}
	}
	if len(out)+len(in) == 0 {
		return t.recorded(c, currency, measure, covers, i, depth)
	}
	n := node(measure.String()+" by the right currency", decimal.Zero, "")
	recorded := t.recorded(c, currency, measure, covers, i, depth-1)
	n.Unit = recorded.Unit
	sum := []Expression{n.part("recorded", recorded)}
	moved := func(k int) Expression {
		part := t.reallocated(c, k, measure, covers, i, depth-1)
		return n.part(part.Label, part)
	}
	for _, k := range in {
		sum = append(sum, moved(k))
	}
	less := []Expression{total(sum)}
	for _, k := range out {
		less = append(less, moved(k))
	}
	return t.worked(n, depth, of(OpDifference, less...))
}

// reallocated is what one row of the reallocation moves of a unit in a month: what it adds to
// the rows before it of the same recorded currency, rounded together.
func (t *tracer) reallocated(c, k int, measure tariff.Measure, covers tariff.Covers, i, depth int) TraceNode {
	rows := t.m.Contracts[c].Reallocation
	row := rows[k]
	recorded, right := t.m.Currencies[row.Recorded].Key, t.m.Currencies[row.Right].Key
	n := node(fmt.Sprintf("recorded in %s, right in %s", recorded, right), decimal.Zero, "")
	whole := t.recorded(c, row.Recorded, measure, covers, i, depth-1)
	n.Unit = whole.Unit
	quantity := n.part("recorded in "+recorded, whole)
	rounding := func(shares []Expression) Expression {
		return of(OpBinary, rounded(3, of(OpProduct, quantity, of(OpMin, constant("", decimal.NewFromInt(1)), total(shares)))))
	}
	var shares []Expression
	for _, earlier := range rows[:k] {
		if share, _ := earlier.Share.At(t.m.Month(i)); earlier.Recorded == row.Recorded && share != 0 {
			shares = append(shares, n.part("share right in "+t.m.Currencies[earlier.Right].Key, t.reallocationShare(c, earlier, i)))
		}
	}
	before := shares
	moved := rounding(append(shares[:len(shares):len(shares)], n.part("share right in "+right, t.reallocationShare(c, row, i))))
	if len(before) > 0 {
		moved = of(OpDifference, moved, rounding(before))
	}
	return t.worked(n, depth, moved)
}

// reallocationShare is the cell of the share of those recorded in one currency who belong in
// another.
func (t *tracer) reallocationShare(c int, row engine.Reallocation, i int) TraceNode {
	recorded, right := t.m.Currencies[row.Recorded].Key, t.m.Currencies[row.Right].Key
	key := []string{t.m.Contracts[c].Name, recorded, right}
	if t.rowOf("reallocation", t.m.Month(i), key...) < 0 {
		key[0] = anyValue
	}
	cell := t.cell("reallocation", t.m.Month(i), "share", decimal.Zero, key...)
	cell.Label = fmt.Sprintf("share of those recorded in %s who belong in %s", recorded, right)
	return cell
}

// recorded is what would be paid for of a unit in a month if everybody belonged where they are
// recorded: acts as delivered, presence as the caseload is.
func (t *tracer) recorded(c, currency int, measure tariff.Measure, covers tariff.Covers, i, depth int) TraceNode {
	limit := t.r.LimitedBy(c, currency, measure, i)
	if limit < 0 {
		return t.covered(c, currency, measure, covers, i, depth)
	}
	n := node(measure.String()+" paid as delivered", decimal.Zero, "")
	asIs := t.covered(c, currency, measure, covers, i, depth-1)
	n.Unit = asIs.Unit
	quantity := n.part(measure.String(), asIs)
	line := &t.r.Care.Lines[limit]
	resource := t.m.Resources[t.r.Care.Resources[line.Provided].Resource].Key
	delivered := n.part("delivered/"+resource, t.deliveredUnits(limit, i, depth-1))
	asked := n.part("asked/"+resource, t.askedUnits(limit, i, depth-1))
	return t.worked(n, depth, of(OpBinary, rounded(3, of(OpProduct, quantity, of(OpQuotient, delivered, asked)))))
}

// covered is a quantity as far as a price covers it: one that covers the community alone
// leaves out the share that is admitted, and a review period is paid while it is in date.
func (t *tracer) covered(c, currency int, measure tariff.Measure, covers tariff.Covers, i, depth int) TraceNode {
	activity := t.activityOf(c, currency)
	if activity == nil || activity.Measures[measure] == nil {
		return t.quantity(c, currency, measure, i, depth)
	}
	community := covers == tariff.Community && activity.AdmittedShare != nil
	inDate := t.reviewsRow(c, currency, measure, i)
	if !community && inDate < 0 {
		return t.quantity(c, currency, measure, i, depth)
	}
	n := node(measure.String(), decimal.Zero, "")
	whole := t.quantity(c, currency, measure, i, depth-1)
	n.Unit = whole.Unit
	factors := []Expression{n.part(measure.String(), whole)}
	if community {
		n.Label += ", not admitted"
		share := n.part("admitted share", t.admittedShare(c, activity, i, depth-1))
		factors = append(factors, of(OpDifference, constant("", decimal.NewFromInt(1)), share))
	}
	if inDate >= 0 {
		n.Label += ", review in date"
		factors = append(factors, n.part("in_date", t.cellAt(t.tables, "reviews", inDate, "in_date", decimal.NewFromInt(1))))
	}
	return t.worked(n, depth, of(OpBinary, rounded(3, of(OpProduct, factors...))))
}

// reviewsRow is the row of reviews that holds for review periods of a currency in a month, -1
// where none does or another measure is asked for.
func (t *tracer) reviewsRow(c, currency int, measure tariff.Measure, i int) int {
	held := -1
	if measure != tariff.Period || t.allInDate {
		return held
	}
	for _, at := range reviewsOf(t.tables.Table("reviews"), t.m.Contracts[c].Name, t.m.Currencies[currency].Key) {
		if at.from <= t.m.Month(i) {
			held = at.row
		}
	}
	return held
}
