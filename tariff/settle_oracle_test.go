package tariff_test

import (
	"math/big"

	"github.com/shopspring/decimal"

	"parity/tariff"
)

// oracle settles a contract the slow and obvious way: every amount an exact fraction,
// every uplift looked up again, every line worked out anew from the lines it rests on. It
// shares no arithmetic with the package, only the names of things.
type oracle struct {
	drawn
	known map[[2]int]oracleLine // lines already worked out, by step and first month
}

// drawn is a contract and what happened under it.
type drawn struct {
	contract *tariff.Contract
	schedule *tariff.Schedule
	start    tariff.Month
	months   int
	done     [][]tariff.Quantity // by unit of the schedule and month
	planned  [][]tariff.Quantity
	heads    []decimal.Decimal
	cost     []tariff.Pence
	budgets  []tariff.Pence
}

type oracleLine struct {
	step, from, to         int
	kind                   tariff.TermKind
	soFar, reference, paid int64 // pence
}

func (o *oracle) month(i int) tariff.Month { return o.start + tariff.Month(i) }

func (o *oracle) agreement(i int) *tariff.Agreement { return rowOf(o.contract.Agreements, o.month(i)) }

// rowOf is the last row that has begun.
func rowOf[T any](rows tariff.Dated[T], m tariff.Month) *T {
	var found *T
	for k := range rows {
		if rows[k].From <= m {
			found = &rows[k].Value
		}
	}
	return found
}

// growth multiplies (1 + cost uplift - efficiency) over the months after base and not after
// the month, each at the latest row published by asOf.
func growth(u *tariff.Uplifts, base, last, asOf tariff.Month) *big.Rat {
	product := big.NewRat(1, 1)
	if u == nil {
		return product
	}
	for m := base + 1; m <= last; m++ {
		var latest *tariff.UpliftRow
		var published tariff.Month
		for k := range u.Rows {
			row := &u.Rows[k]
			known := row.Published
			if known == 0 {
				known = row.From
			}
			if row.From == m && known <= asOf && (latest == nil || known >= published) {
				latest, published = row, known
			}
		}
		if latest != nil {
			rate := ratOf(*latest.CostUplift)
			rate.Sub(rate, ratOf(*latest.Efficiency))
			product.Mul(product, rate.Add(rate, big.NewRat(1, 1)))
		}
	}
	return product
}

// worth is what quantities of month i are worth, unit by unit, in pence.
func (o *oracle) worth(quantities [][]tariff.Quantity, unit, i int, asOf tariff.Month) int64 {
	row := rowOf(o.schedule.Units[unit].Rows, o.month(i))
	if row == nil || row.Price == nil {
		return 0
	}
	price := ratOf(*row.Price)
	price.Mul(price, growth(o.schedule.Uplift, row.PriceBase, o.month(i), asOf))
	rounded := big.NewRat(roundRat(price, 2), 100)
	return roundRat(rounded.Mul(rounded, big.NewRat(int64(quantities[unit][i]), 1000)), 2)
}

func (o *oracle) worthAll(quantities [][]tariff.Quantity, i int, asOf tariff.Month) int64 {
	var total int64
	for unit := range o.schedule.Units {
		total += o.worth(quantities, unit, i, asOf)
	}
	return total
}

// share is what month i pays of a yearly value.
func (o *oracle) share(value *big.Rat, i int) int64 {
	k := int64(0)
	for m := o.month(i); ; m-- {
		k++
		if m.String()[5:] == "04" {
			break
		}
	}
	upTo := func(k int64) int64 { return roundRat(new(big.Rat).Mul(value, big.NewRat(k, 12)), 2) }
	return upTo(k) - upTo(k-1)
}

func (o *oracle) blockShare(i int, asOf tariff.Month) int64 {
	a := o.agreement(i)
	latestApril := o.month(i)
	for latestApril.String()[5:] != "04" {
		latestApril--
	}
	return o.share(new(big.Rat).Mul(ratOf(*a.AnnualValue), growth(a.Uplift, a.ValueFrom, latestApril, asOf)), i)
}

func (o *oracle) base(i int, asOf tariff.Month) int64 {
	a := o.agreement(i)
	switch {
	case a == nil:
		return 0
	case a.Form == tariff.Activity:
		return o.worthAll(o.done, i, asOf)
	case a.Form == tariff.Capitation:
		return o.share(new(big.Rat).Mul(ratOf(o.heads[i]), ratOf(a.RatePerHead)), i)
	case a.Form == tariff.Blended && a.AnnualValue == nil:
		return o.worthAll(o.planned, i, asOf)
	}
	return o.blockShare(i, asOf)
}

// settles says whether months i and i+1 are settled together by a step.
func (o *oracle) settlesOn(step, i int) bool {
	if i+1 >= o.months || o.agreement(i) == nil || o.agreement(i+1) == nil || o.agreement(i).Form != o.agreement(i+1).Form {
		return false
	}
	term := rowOf(o.contract.Terms[step].Terms, o.month(i))
	if term == nil || term != rowOf(o.contract.Terms[step].Terms, o.month(i+1)) {
		return false
	}
	switch next := o.month(i + 1).String()[5:]; term.Settle {
	case tariff.Yearly:
		return next != "04"
	case tariff.Quarterly:
		return next != "04" && next != "07" && next != "10" && next != "01"
	}
	return false
}

// lines lists a step's lines by asking every month whether a period begins there.
func (o *oracle) lines(step int) []oracleLine {
	var lines []oracleLine
	for i := 0; i < o.months; i++ {
		if o.agreement(i) == nil || rowOf(o.contract.Terms[step].Terms, o.month(i)) == nil {
			continue
		}
		to := i
		for o.settlesOn(step, to) {
			to++
		}
		lines = append(lines, o.line(step, i, to))
		i = to
	}
	return lines
}

// paid is the base payment and the lines of the first steps booked in months from to to.
func (o *oracle) paid(steps, from, to int) int64 {
	var total int64
	for i := from; i <= to; i++ {
		total += o.base(i, tariff.Latest)
	}
	for step := range steps {
		for last := from; last <= to; last++ {
			if o.agreement(last) == nil || rowOf(o.contract.Terms[step].Terms, o.month(last)) == nil || o.settlesOn(step, last) {
				continue
			}
			first := last
			for first > 0 && o.settlesOn(step, first-1) {
				first--
			}
			total += o.line(step, first, last).paid
		}
	}
	return total
}

func (o *oracle) line(step, from, to int) oracleLine {
	at := [2]int{step, from}
	if line, ok := o.known[at]; ok {
		return line
	}
	t := rowOf(o.contract.Terms[step].Terms, o.month(from))
	line := oracleLine{step: o.contract.Terms[step].Number, from: from, to: to, kind: t.Kind, soFar: o.paid(step, from, to)}
	line.reference = o.reference(t, from, to)
	line.paid = roundRat(o.amount(t, line), 2)
	o.known[at] = line
	return line
}

// reference is what a term is measured against, in pence; 0 where it has none.
func (o *oracle) reference(t *tariff.Term, from, to int) int64 {
	var total int64
	switch t.Reference {
	case tariff.RefPlanValue:
		for i := from; i <= to; i++ {
			total += o.worthAll(o.planned, i, tariff.Latest)
		}
		return total
	case tariff.RefAnnualValue:
		for i := from; i <= to; i++ {
			total += o.blockShare(i, tariff.Latest)
		}
		return total
	}
	if t.Amount == nil {
		return 0
	}
	yearly := ratOf(*t.Amount)
	if t.Reference == tariff.RefPriorYear {
		april := from
		for o.month(april).String()[5:] != "04" {
			april--
		}
		whole := april >= 12
		for i := april - 12; i < april && whole; i++ {
			whole = o.agreement(i) != nil
		}
		if whole {
			yearly = big.NewRat(o.paid(len(o.contract.Terms), april-12, april-1), 100)
		}
	}
	return roundRat(yearly.Mul(yearly, big.NewRat(int64(to-from+1), 12)), 2)
}

// amount is the exact amount of a line, in pounds.
func (o *oracle) amount(t *tariff.Term, line oracleLine) *big.Rat {
	one := big.NewRat(1, 1)
	times := func(a, b *big.Rat) *big.Rat { return new(big.Rat).Mul(a, b) }
	plus := func(a, b *big.Rat) *big.Rat { return new(big.Rat).Add(a, b) }
	minus := func(a, b *big.Rat) *big.Rat { return new(big.Rat).Sub(a, b) }
	atLeastZero := func(a *big.Rat) *big.Rat {
		if a.Sign() < 0 {
			return new(big.Rat)
		}
		return a
	}
	rate := func(r *decimal.Decimal, blank *big.Rat) *big.Rat {
		if r == nil {
			return blank
		}
		return ratOf(*r)
	}
	upper, lower := plus(one, ratOf(t.Upper)), minus(one, ratOf(t.Lower))
	soFar, reference := big.NewRat(line.soFar, 100), big.NewRat(line.reference, 100)
	switch t.Kind {
	case tariff.Cap:
		return minus(new(big.Rat), atLeastZero(minus(soFar, times(upper, reference))))
	case tariff.Collar:
		return atLeastZero(minus(times(lower, reference), soFar))
	case tariff.Withhold:
		return minus(new(big.Rat), times(times(ratOf(t.Share), soFar), minus(one, o.earned(line.to))))
	case tariff.Bonus:
		return times(times(ratOf(t.Share), reference), o.earned(line.to))
	case tariff.GainShare:
		var pence int64
		for i := line.from; i <= line.to; i++ {
			pence += int64(o.cost[i])
		}
		cost := big.NewRat(pence, 100)
		above := atLeastZero(minus(cost, times(upper, reference)))
		below := atLeastZero(minus(times(lower, reference), cost))
		return minus(times(rate(t.RateAbove, ratOf(t.Share)), above), times(rate(t.RateBelow, ratOf(t.Share)), below))
	}
	if t.Kind == tariff.Budgets {
		var pence int64
		for i := line.from; i <= line.to; i++ {
			pence += int64(o.budgets[i])
		}
		return minus(new(big.Rat), times(ratOf(t.Share), big.NewRat(pence, 100)))
	}
	above, below := new(big.Rat), new(big.Rat)
	for _, units := range o.nets(t) {
		var value, plan int64
		for _, unit := range units {
			for i := line.from; i <= line.to; i++ {
				value += o.worth(o.done, unit, i, tariff.Latest)
				plan += o.worth(o.planned, unit, i, tariff.Latest)
			}
		}
		above = plus(above, atLeastZero(minus(big.NewRat(value, 100), times(upper, big.NewRat(plan, 100)))))
		below = plus(below, atLeastZero(minus(times(lower, big.NewRat(plan, 100)), big.NewRat(value, 100))))
	}
	if t.Kind == tariff.Variable {
		return minus(times(rate(t.RateAbove, new(big.Rat)), above), times(rate(t.RateBelow, new(big.Rat)), below))
	}
	return minus(times(minus(one, rate(t.RateBelow, one)), below), times(minus(one, rate(t.RateAbove, one)), above))
}

// nets groups the units in a term's scope that cancel one another.
func (o *oracle) nets(t *tariff.Term) map[string][]int {
	groups := map[string][]int{}
	for unit, prices := range o.schedule.Units {
		inScope := len(t.Scope) == 0
		for _, u := range t.Scope {
			inScope = inScope || u == prices.Unit
		}
		if !inScope {
			continue
		}
		name := ""
		switch t.Netting {
		case tariff.NetCurrency:
			name = prices.Unit.Currency
		case tariff.NetLine:
			name = prices.Unit.Currency + " " + prices.Unit.Measure.String()
		}
		groups[name] = append(groups[name], unit)
	}
	return groups
}

func (o *oracle) earned(i int) *big.Rat {
	earned := new(big.Rat)
	for _, outcome := range o.contract.Outcomes {
		if row := rowOf(outcome.Rows, o.month(i)); row != nil && row.Score != nil {
			earned.Add(earned, new(big.Rat).Mul(ratOf(row.Weight), ratOf(*row.Score)))
		}
	}
	return earned
}

// cash is the base payment of each month as known in it, and in each month what is due for
// the months before beyond what was already paid for them, month after month.
func (o *oracle) cash() (onAccount, arrears []int64) {
	onAccount, arrears = make([]int64, o.months), make([]int64, o.months)
	for i := range o.months {
		paid := o.base(i, o.month(i))
		onAccount[i] = paid
		for t := i + 1; t < o.months; t++ {
			due := o.base(i, o.month(t))
			arrears[t] += due - paid
			paid = due
		}
	}
	return onAccount, arrears
}
