package engine

import (
	"github.com/shopspring/decimal"

	"parity/tariff"
)

// Model is everything one scenario says, ready to be simulated. Slices are in the order of
// the tables; contracts, currencies, providers and resources refer to each other by index.
type Model struct {
	Start         tariff.Month
	Months        int
	Currencies    []Currency
	Providers     []Provider
	Commissioners []Commissioner
	Contracts     []Contract
	Markets       []Market
	Schedules     []Schedule
	Resources     []Resource
	Packages      []Package
	Rationing     []Rationing
	StandIns      []StandIn
	Consequences  []Consequence
	Deflator      *Deflator // nil where the model names none
}

// Currency is what is counted and paid: a cluster, a team's contacts, a ward's bed days.
type Currency struct {
	Key, Name, Group string
	ReviewDays       float64 // the longest time between reviews, in days; 0 for none
}

// Derivation says where a schedule's prices come from.
type Derivation uint8

// Prices are given, rebased from a contract's block, or the cost of the care packages.
const (
	AsGiven Derivation = iota
	Rebase
	PackageCost
)

// Schedule is a price schedule; the prices of a derived one are worked out by Run.
type Schedule struct {
	*tariff.Schedule
	Derive   Derivation
	Contract int // whose annual value a rebase spreads; -1 for none
}

// Provider is who gives the care.
type Provider struct {
	Key, Name string
	MFF       tariff.Dated[decimal.Decimal]
}

// Commissioner is who pays for it. Heads is the population weighted for capitation,
// Population the people themselves.
type Commissioner struct {
	Key, Name  string
	Population tariff.Dated[decimal.Decimal]
	Heads      tariff.Dated[decimal.Decimal]
}

// Contract is an agreement between one commissioner and one provider, with the people and
// the activity it covers.
type Contract struct {
	tariff.Contract
	Commissioner, Provider int
	Caseload               []Caseload     // at most one for a currency, in currency order
	Moves                  []Move         // the rows that hold for this contract, in order of From and To
	Given                  []Given        // activity stated instead of projected
	Plan                   []Given        // the plan table's rows
	Budgets                []Budget       // at most one for a currency, in currency order
	Reallocation           []Reallocation // in order of Recorded and Right
	Reviews                []Reviews      // at most one for a currency
	Recoveries             []Recovery     // at most one for a currency, in currency order
}

// Caseload is the people of one currency under a contract.
type Caseload struct {
	Currency int
	Opening  float64 // people on the first day
	Flow     tariff.Dated[Flow]
}

// Flow says how people come, how long they stay and where they are cared for.
type Flow struct {
	StartsPerMonth      float64 // people, before growth
	Growth              float64 // a year, as a fraction
	MeanStayDays        float64 // in the currency; 0 where the caseload is grown instead
	AdmittedShare       float64 // of days
	AssessmentsPerStart float64
}

// Move is the share of those who leave one currency that goes on to another.
type Move struct {
	From, To int // currencies
	Share    tariff.Dated[float64]
}

// Reallocation is the share of the people recorded in one currency who belong in another,
// by which they are paid.
type Reallocation struct {
	Recorded, Right int // currencies, not the same one
	Share           tariff.Dated[float64]
}

// Reviews is the share of a currency's caseload whose review is in date; all of it before
// the first row.
type Reviews struct {
	Currency int
	InDate   tariff.Dated[float64]
}

// Given is a quantity stated by month; entries are zero where nothing was stated.
type Given struct {
	Currency int
	Measure  tariff.Measure
	Quantity []tariff.Quantity // a month of the run each
}

// Resource is what care packages ask: a team's contacts, a ward's bed days. A resource is
// one provider's, or everybody's where Provider is -1; a provider's own stands in for the
// general one of the same key.
type Resource struct {
	Key, Name, Unit string
	Provider        int
	Rows            tariff.Dated[ResourceRow]
}

// ResourceRow is what a unit of a resource costs from a month on, and how much there is.
type ResourceRow struct {
	UnitCost            *decimal.Decimal // pounds a unit at PriceBase, national average; nil is missing
	PriceBase           tariff.Month
	Uplift              *tariff.Uplifts
	EfficiencyDelivered decimal.Decimal  // a year, as a fraction
	MFFBase             *decimal.Decimal // nil where cost does not vary with MFF
	FixedShare          decimal.Decimal
	SemiFixedShare      decimal.Decimal
	Step                float64          // units a year of one step of semi-fixed cost
	Capacity            *float64         // units a year; nil for no limit
	AvailableShare      *float64         // of what the baseline asks, that there is to deliver; nil for no limit
	LagMonths           int              // months a step is held after it was last needed
	WTEPerUnit          *float64         // staff that a unit a year keeps busy; nil where not stated
	StaffShare          decimal.Decimal  // of UnitCost, that is staff
	WTECost             *decimal.Decimal // pounds a year of a whole-time equivalent at PriceBase, above 0; nil where not stated
	Band, Team, Funder  string
}

// Package is what one unit of a currency asks of one resource. Provider is -1 where it
// holds for everyone; a provider's own row stands in for the general one.
type Package struct {
	Currency int
	Resource string
	Per      tariff.Measure // PerMonth: each month, whoever is there
	Provider int
	Quantity tariff.Dated[float64] // units of the resource
}

// Deflator turns cash into real terms.
type Deflator struct {
	Name, Release string
	Base          tariff.Year
	Index         []YearIndex // in order of year
}

// YearIndex is an index number of a financial year.
type YearIndex struct {
	Year  tariff.Year
	Value decimal.Decimal
}

// Month is the run's month at index i.
func (m *Model) Month(i int) tariff.Month { return m.Start + tariff.Month(i) }

// Years lists the financial years the run touches, in order.
func (m *Model) Years() []tariff.Year {
	var years []tariff.Year
	for y := m.Start.Year(); y <= m.Month(m.Months-1).Year(); y++ {
		years = append(years, y)
	}
	return years
}

// CaseloadOf is the contract's people of a currency, nil where it has none.
func (c *Contract) CaseloadOf(currency int) *Caseload {
	for i := range c.Caseload {
		if c.Caseload[i].Currency == currency {
			return &c.Caseload[i]
		}
	}
	return nil
}

// Holds says whether a package is what a provider gives: its own row stands in for the
// general one.
func (m *Model) Holds(pack *Package, provider int) bool {
	if pack.Provider == provider {
		return true
	}
	if pack.Provider != anyProvider {
		return false
	}
	for i := range m.Packages {
		own := &m.Packages[i]
		if own.Provider == provider && own.Currency == pack.Currency && own.Resource == pack.Resource && own.Per == pack.Per {
			return false
		}
	}
	return true
}

// resourceFor is the resource of a key that holds for a provider: its own, or the general
// one; -1 where there is neither.
func (m *Model) resourceFor(key string, provider int) int {
	general := -1
	for i := range m.Resources {
		if m.Resources[i].Key != key {
			continue
		}
		switch m.Resources[i].Provider {
		case provider:
			return i
		case anyProvider:
			general = i
		}
	}
	return general
}
