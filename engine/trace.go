package engine

import (
	"parity/tariff"
)

// What follows says of a result what it was worked out from: which packages, rows and
// baseline figures went into a number. It works nothing out anew that a result holds.

// AskedBy lists the packages that ask a resource for a currency at a provider, as indices
// into Packages, in the order in which what they ask is added up.
func (m *Model) AskedBy(currency int, resource string, provider int) []int {
	var asking []int
	for p := range m.Packages {
		pack := &m.Packages[p]
		if pack.Currency == currency && pack.Resource == resource && m.Holds(pack, provider) {
			asking = append(asking, p)
		}
	}
	return asking
}

// PackageAsk is one package that is part of what a unit asks, and the row of the resource
// that its unit cost is taken from: indices into Packages, Resources and its Rows. Row is -1
// where the resource has none in force.
type PackageAsk struct{ Package, Resource, Row int }

// PackageAsks lists what one unit of a currency's measure asks at a provider in a month, in
// the order in which its cost is added up.
func (m *Model) PackageAsks(currency int, measure tariff.Measure, provider int, month tariff.Month) []PackageAsk {
	var asks []PackageAsk
	for p := range m.Packages {
		pack := &m.Packages[p]
		if !m.asks(pack, unitAt{currency, measure}, provider) {
			continue
		}
		if resource := m.resourceFor(pack.Resource, provider); resource >= 0 {
			asks = append(asks, PackageAsk{p, resource, m.Resources[resource].Rows.Row(month)})
		}
	}
	return asks
}

// LimitedBy is the line of care that limits how much of an act is paid in a month, as an
// index into Care.Lines: that of the smallest delivered share. It is -1 where nothing the
// act asks is short.
func (r *Result) LimitedBy(contract, currency int, measure tariff.Measure, i int) int {
	limiting, least := -1, 1.0
	for l := range r.Care.Lines {
		line := &r.Care.Lines[l]
		if line.Contract != contract || line.Currency != currency || line.NotDelivered[i] == 0 {
			continue
		}
		one := paidActivity{contract: contract, ratio: map[unitAt][]float64{}}
		one.limit(r.Model, r.Care, line)
		if ratio := one.ratio[unitAt{currency, measure}]; ratio != nil && ratio[i] < least {
			limiting, least = l, ratio[i]
		}
	}
	return limiting
}

// SetUpFor is the baseline's counterpart of a provider's resource, whose ask its fixed cost
// was set up for; the resource itself where the baseline asks nothing of its provider; nil where
// the baseline did not ask it.
func (r *Result) SetUpFor(base *Result, provided int) *ProviderResource {
	return findProvided(base.Care, base.Model, r.Model, &r.Care.Resources[provided])
}

// Steps are the steps of semi-fixed cost that a provider's resource needs, and those it
// holds, by month; before are those held when the run begins.
func (r *Result) Steps(base *Result, provided int) (needed, held []int, before int) {
	c := carer{m: r.Model, care: r.Care}
	resource, setUp := &r.Care.Resources[provided], r.SetUpFor(base, provided)
	needed, held = c.steps(resource, setUp)
	if setUp != nil {
		before = c.stepsFor(resource, setUp.Delivered[0], 0)
	}
	return needed, held, before
}
