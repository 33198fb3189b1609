package engine

import (
	"cmp"
	"fmt"
	"slices"

	"parity/tariff"
)

// CauseKind names a reason why one result pays, or costs, more than another.
type CauseKind string

// The causes of a payment's difference, in the order in which they are shown; after them
// the terms by their kind, and the items of cost (docs/methods.md, "Attribution").
const (
	CauseContract CauseKind = "contract" // it is there in one of the two only
	CauseForm     CauseKind = "form"     // another form of payment for the same activity
	CauseAgreed   CauseKind = "agreed"   // another block, fixed element or rate per head
	CausePrice    CauseKind = "price"    // other prices, before uplift and MFF
	CauseVolume   CauseKind = "volume"   // more or less activity
	CauseMix      CauseKind = "mix"      // dearer or cheaper activity
	CauseUplift   CauseKind = "uplift"   // other uplifts since the prices' own base
	CauseMFF      CauseKind = "mff"      // another market forces factor, or another base of it
)

// Cause is one part of the difference between two results: what it is of and what it comes
// to. All causes of a goal sum to its difference, exactly.
type Cause struct {
	Contract string // blank for the items of cost
	Kind     CauseKind
	Measure  string         // of price, volume and mix; blank else
	Pence    []tariff.Pence // by year, as Goal.Years
}

// Causes splits the difference of income, cost or surplus between two results, given by
// their ledgers of one goal, by cause: none for other goals. Both must cover the same months.
func Causes(before, after *Ledger) ([]Cause, error) {
	c := &causes{before: before, after: after}
	for _, name := range c.contracts() {
		if err := c.contract(name); err != nil {
			return nil, fmt.Errorf("contract %s: %w", name, err)
		}
	}
	for k := range after.cost {
		c.add(Cause{Kind: CauseKind(costItems[k]), Pence: less(after.cost[k], before.cost[k])})
	}
	return c.list, nil
}

// SumCauses adds up the causes of each kind and measure over all contracts, in the order of
// the first of each.
func SumCauses(list []Cause) []Cause {
	var sums []Cause
	for _, cause := range list {
		at := slices.IndexFunc(sums, func(s Cause) bool { return s.Kind == cause.Kind && s.Measure == cause.Measure })
		if at < 0 {
			at = len(sums)
			sums = append(sums, Cause{Kind: cause.Kind, Measure: cause.Measure, Pence: make([]tariff.Pence, len(cause.Pence))})
		}
		for y, amount := range cause.Pence {
			sums[at].Pence[y] += amount
		}
	}
	return sums
}

type causes struct {
	before, after *Ledger
	list          []Cause
}

// add lists a cause that comes to anything.
func (c *causes) add(cause Cause) {
	if slices.ContainsFunc(cause.Pence, func(p tariff.Pence) bool { return p != 0 }) {
		c.list = append(c.list, cause)
	}
}

// contracts names those of either side, in the order of the tables.
func (c *causes) contracts() []string {
	var names []string
	for _, l := range []*Ledger{c.after, c.before} {
		for i := range l.contracts {
			if name := l.contracts[i].name; !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// contract splits the payment of one contract.
func (c *causes) contract(name string) error {
	was, is := c.before.find(name), c.after.find(name)
	if was == nil {
		c.add(Cause{Contract: name, Kind: CauseContract, Pence: is.income})
		return nil
	}
	if is == nil {
		c.add(Cause{Contract: name, Kind: CauseContract, Pence: less(c.after.nothing(), was.income)})
		return nil
	}
	form, agreed := c.after.nothing(), c.after.nothing()
	for i, y := range c.after.year {
		if y < 0 {
			continue
		}
		into := agreed
		if was.form[i] != is.form[i] || was.paysActivity(i) {
			into = form
		}
		into[y] += is.base[i] - was.base[i]
	}
	activity := newActivityCauses(c.after)
	if err := activity.split(was, is); err != nil {
		return err
	}
	// Where it is paid by activity the base payment is the value, and nothing is left of form.
	for y := range form {
		form[y] -= activity.after[y] - activity.before[y]
	}
	c.add(Cause{Contract: name, Kind: CauseForm, Pence: form})
	c.add(Cause{Contract: name, Kind: CauseAgreed, Pence: agreed})
	for _, cause := range activity.causes() {
		cause.Contract = name
		c.add(cause)
	}
	for k, kind := range tariff.TermKinds() {
		c.add(Cause{Contract: name, Kind: CauseKind(kind), Pence: less(is.terms[k], was.terms[k])})
	}
	return nil
}

// less is what amounts by year come to less others.
func less(amounts, others []tariff.Pence) []tariff.Pence {
	difference := make([]tariff.Pence, len(amounts))
	for y := range difference {
		difference[y] = amounts[y] - others[y]
	}
	return difference
}

// CauseKinds lists the kinds of cause in the order in which they are shown.
func CauseKinds() []CauseKind {
	kinds := []CauseKind{CauseContract, CauseForm, CauseAgreed, CausePrice, CauseVolume, CauseMix, CauseUplift, CauseMFF}
	for _, term := range tariff.TermKinds() {
		kinds = append(kinds, CauseKind(term))
	}
	for _, item := range costItems {
		kinds = append(kinds, CauseKind(item))
	}
	return kinds
}

// sortCauses puts causes in the order in which they are shown: contract by contract, as
// these are listed, price, volume and mix measure by measure.
func sortCauses(list []Cause, contracts []string) {
	kinds := CauseKinds()
	measure := func(c Cause) int {
		measure, _ := tariff.ParseMeasure(c.Measure)
		return int(measure)
	}
	slices.SortStableFunc(list, func(a, b Cause) int {
		order := cmp.Compare(slices.Index(contracts, a.Contract), slices.Index(contracts, b.Contract))
		if a.Measure != "" && b.Measure != "" {
			order = cmp.Or(order, cmp.Compare(measure(a), measure(b)))
		}
		return cmp.Or(order, cmp.Compare(slices.Index(kinds, a.Kind), slices.Index(kinds, b.Kind)))
	})
}
