package engine

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

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

// Causes splits the difference of income, cost or surplus between two results by cause:
// none for other goals. Both must cover the same months.
func Causes(before, after *Result, goal Goal) ([]Cause, error) {
	c := &causes{before: before, after: after, goal: goal, years: goal.Years(after.Model)}
	if goal.Item == ItemIncome || goal.Item == GoalSurplus {
		for _, name := range c.contracts() {
			if err := c.contract(name); err != nil {
				return nil, fmt.Errorf("contract %s: %w", name, err)
			}
		}
	}
	if goal.Item == GoalCost || goal.Item == GoalSurplus {
		if err := c.cost(); err != nil {
			return nil, err
		}
	}
	return c.list, nil
}

type causes struct {
	before, after *Result
	goal          Goal
	years         []tariff.Year
	list          []Cause
}

// year is the place of a month's year among those asked for; false where it is not.
func (c *causes) year(i int) (int, bool) {
	y := int(c.after.Model.Month(i).Year() - c.years[0])
	return y, y >= 0 && y < len(c.years)
}

// add lists a cause that comes to anything.
func (c *causes) add(cause Cause) {
	if slices.ContainsFunc(cause.Pence, func(p tariff.Pence) bool { return p != 0 }) {
		c.list = append(c.list, cause)
	}
}

// contracts names those the goal selects in either result, in the order of the tables.
func (c *causes) contracts() []string {
	var names []string
	for _, r := range []*Result{c.after, c.before} {
		for i := range r.Model.Contracts {
			contract := &r.Model.Contracts[i]
			fact := Fact{Contract: contract.Name, Commissioner: r.Model.Commissioners[contract.Commissioner].Key, Provider: r.Model.Providers[contract.Provider].Key}
			goal := c.goal
			goal.Year = 0
			if goal.selects(&fact) && !slices.Contains(names, contract.Name) {
				names = append(names, contract.Name)
			}
		}
	}
	return names
}

// cost lists the difference of each item of cost, below zero where it lowers a surplus.
func (c *causes) cost() error {
	sign := c.goal.counts(ItemCostVariable)
	for _, item := range costItems {
		of := c.goal
		of.Item = item
		before, err := of.Of(c.before)
		if err != nil {
			return err
		}
		after, err := of.Of(c.after)
		if err != nil {
			return err
		}
		cause := Cause{Kind: CauseKind(item), Pence: make([]tariff.Pence, len(c.years))}
		for y := range cause.Pence {
			cause.Pence[y] = tariff.Pence(sign * (after[y] - before[y]))
		}
		c.add(cause)
	}
	return nil
}

// contract splits the payment of one contract.
func (c *causes) contract(name string) error {
	was, is := newSide(c.before, name), newSide(c.after, name)
	if was == nil || is == nil {
		c.oneSided(name, was, is)
		return nil
	}
	form, agreed := c.nothing(), c.nothing()
	activity := newActivityCauses(len(c.years))
	for i := range c.after.Model.Months {
		y, asked := c.year(i)
		if !asked {
			continue
		}
		if !was.paysActivity(i) && !is.paysActivity(i) {
			into := agreed
			if was.form(i) != is.form(i) {
				into = form
			}
			into[y] += is.base[i] - was.base[i]
			continue
		}
		valueBefore, valueAfter, err := activity.month(was, is, i, y)
		if err != nil {
			return err
		}
		// Where it is paid by activity the value is the base payment, and nothing is added.
		form[y] += valueBefore - was.base[i] + is.base[i] - valueAfter
	}
	c.add(Cause{Contract: name, Kind: CauseForm, Pence: form})
	c.add(Cause{Contract: name, Kind: CauseAgreed, Pence: agreed})
	for _, cause := range activity.causes() {
		cause.Contract = name
		c.add(cause)
	}
	for _, kind := range tariff.TermKinds() {
		term := c.nothing()
		for i := range c.after.Model.Months {
			if y, asked := c.year(i); asked {
				term[y] += is.terms[kind][i] - was.terms[kind][i]
			}
		}
		c.add(Cause{Contract: name, Kind: CauseKind(kind), Pence: term})
	}
	return nil
}

func (c *causes) nothing() []tariff.Pence { return make([]tariff.Pence, len(c.years)) }

// oneSided is a contract that only one result has: all it pays is the difference.
func (c *causes) oneSided(name string, was, is *side) {
	cause := Cause{Contract: name, Kind: CauseContract, Pence: c.nothing()}
	for i := range c.after.Model.Months {
		y, asked := c.year(i)
		if !asked {
			continue
		}
		if was != nil {
			cause.Pence[y] -= was.result.Statement.Income[i]
		}
		if is != nil {
			cause.Pence[y] += is.result.Statement.Income[i]
		}
	}
	c.add(cause)
}

// side is one contract in one of two results.
type side struct {
	model    *Model
	contract *Contract
	result   *ContractResult
	paid     *paidActivity
	units    []tariff.Unit // those with a price
	priced   map[tariff.Unit]*PricedUnit
	base     []tariff.Pence // base payment, by month
	terms    map[tariff.TermKind][]tariff.Pence
}

// newSide finds a contract by name, nil where the result has none such.
func newSide(r *Result, name string) *side {
	at := slices.IndexFunc(r.Model.Contracts, func(c Contract) bool { return c.Name == name })
	if at < 0 {
		return nil
	}
	s := &side{model: r.Model, contract: &r.Model.Contracts[at], result: &r.Contracts[at], paid: r.paid(name),
		priced: map[tariff.Unit]*PricedUnit{}, base: make([]tariff.Pence, r.Model.Months), terms: map[tariff.TermKind][]tariff.Pence{}}
	for k := range s.result.Priced {
		priced := &s.result.Priced[k]
		if slices.ContainsFunc(priced.Price, func(p tariff.UnitPrice) bool { return p.State == tariff.Priced }) {
			unit := tariff.Unit{Currency: r.Model.Currencies[priced.Currency].Key, Measure: priced.Measure}
			s.units = append(s.units, unit)
			s.priced[unit] = priced
		}
	}
	for _, kind := range tariff.TermKinds() {
		s.terms[kind] = make([]tariff.Pence, r.Model.Months)
	}
	for _, line := range s.result.Statement.Lines {
		if line.Term == "" {
			s.base[line.To] += line.Paid
		} else {
			s.terms[line.Term][line.To] += line.Paid
		}
	}
	return s
}

// form is the contract's form of payment in a month, blank where nothing is agreed.
func (s *side) form(i int) tariff.Form {
	agreement, _ := s.contract.Agreements.At(s.model.Month(i))
	return agreement.Form
}

func (s *side) paysActivity(i int) bool { return s.form(i) == tariff.Activity }

// schedule is the one in force in a month, nil where none is.
func (s *side) schedule(i int) *tariff.Schedule {
	agreement, _ := s.contract.Agreements.At(s.model.Month(i))
	return agreement.Schedule
}

// rate is what a unit is paid in a month, and what that is made of: list price x the growth
// of the uplifts since its base, rounded to places, x factor.
type rate struct {
	list   decimal.Decimal
	base   tariff.Month
	uplift *tariff.Uplifts
	places int32
	price  tariff.Price
	factor tariff.Factor
	covers tariff.Covers
}

// free is the same rate for nothing.
func (r rate) free() rate {
	r.list, r.price = decimal.Zero, 0
	return r
}

// since takes the rate apart at a month not before its base: the list price brought there,
// and its growth from there on.
func (r rate) since(base, month tariff.Month) (list, growth decimal.Decimal) {
	base = min(base, month)
	list = r.list.Mul(r.uplift.Growth(r.base, base, tariff.Latest, tariff.UpliftRow.Rate))
	return list, r.uplift.Growth(max(base, r.base), month, tariff.Latest, tariff.UpliftRow.Rate)
}

// rateOf is the rate of a unit in a month; false where it has none, or none that is known.
func (s *side) rateOf(unit tariff.Unit, i int) (rate, bool) {
	priced := s.priced[unit]
	if priced == nil || priced.Price[i].State != tariff.Priced {
		return rate{}, false
	}
	schedule := priced.Schedule[i]
	prices, _ := schedule.Find(unit)
	row, _ := prices.Rows.At(s.model.Month(i))
	return rate{
		list: *row.Price, base: row.PriceBase, uplift: schedule.Uplift, places: schedule.Places,
		price: priced.Price[i].Price, factor: priced.Factor[i], covers: priced.Price[i].Covers,
	}, true
}
