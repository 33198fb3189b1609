package engine

import (
	"parity/tariff"
)

// Account is what one subject (everything, a contract, a commissioner, a provider) is paid
// and costs, by financial year and in all.
type Account struct {
	Key, Name string
	Years     []Totals // as Comparison.Years
	People    []People // as Comparison.Years: those the money is for
	All       Totals
}

// Totals are sums of a year, or of the whole run.
type Totals struct {
	Income tariff.Pence
	Cost   Cost
	// Real is the income at the prices of the deflator's base year; RealKnown is false
	// where the model has no deflator or it lacks a year.
	Real      tariff.Pence
	RealKnown bool
}

// Cost is the cost of care, as far as it is modelled.
type Cost struct {
	Pence    tariff.Pence
	Modelled bool // packages ask something of resources
	Missing  bool // of a resource without a unit cost
}

// Known is the cost where all of it is modelled and none is missing.
func (c Cost) Known() (tariff.Pence, bool) { return c.Pence, c.Modelled && !c.Missing }

func (c *Cost) add(other Cost) {
	c.Pence += other.Pence
	c.Modelled = c.Modelled || other.Modelled
	c.Missing = c.Missing || other.Missing
}

// Surplus is income less cost; false where cost is not modelled or part of it is missing.
func (t Totals) Surplus() (tariff.Pence, bool) {
	cost, ok := t.Cost.Known()
	return t.Income - cost, ok
}

// add takes in a month's, or another account's, income and cost of year y.
func (a *Account) add(y int, income tariff.Pence, cost Cost) {
	for _, t := range []*Totals{&a.Years[y], &a.All} {
		t.Income += income
		t.Cost.add(cost)
	}
}

// deflate works out the real terms of the account's years and of all of them together.
func (a *Account) deflate(deflator *Deflator, years []tariff.Year) {
	a.All.RealKnown = deflator != nil
	for y := range a.Years {
		t := &a.Years[y]
		t.Real, t.RealKnown = deflator.Real(t.Income, years[y])
		a.All.Real += t.Real
		a.All.RealKnown = a.All.RealKnown && t.RealKnown
	}
}

// accounts are the accounts of one kind of subject, in the order of the model.
func accounts(n int, years int, name func(int) (key, name string)) []Account {
	list := make([]Account, n)
	for i := range list {
		list[i].Years, list[i].People = make([]Totals, years), make([]People, years)
		list[i].Key, list[i].Name = name(i)
	}
	return list
}
