package engine

import (
	"github.com/shopspring/decimal"

	"parity/tariff"
)

// Result is what one scenario comes to.
type Result struct {
	Model     *Model
	Activity  *Activity
	Care      *Care
	Contracts []ContractResult // as Model.Contracts
	// WithoutMarket is the same model's with nobody let, which its facts set beside what markets
	// do (docs/methods.md, "Market"); nil where there is no market, or nobody ran it.
	WithoutMarket *Result
}

// ContractResult is what one contract pays, and from what.
type ContractResult struct {
	// Priced are the units with a price or that should have one, at the contract's own
	// schedules; Shadow the same at its shadow schedules. Empty where it has none.
	Priced, Shadow []PricedUnit
	Heads          []decimal.Decimal // weighted population by month, for capitation; nil otherwise
	Budgets        []BudgetLine      // as the contract's Budgets
	Recoveries     []RecoveryLine    // as the contract's Recoveries
	Statement      tariff.Statement
	// IfLasting is the statement if only recoveries counted for outcomes of people who do not
	// come back; nil where no recovery is claimed for one.
	IfLasting *tariff.Statement
}

// PricedUnit is one unit's line under a contract: quantity x price x factor, by month.
type PricedUnit struct {
	Currency  int
	Measure   tariff.Measure
	Schedule  []*tariff.Schedule // the schedule in force, by month; nil in months without
	Listed    []*tariff.PriceRow // the price as listed, before uplift; nil where there is none
	Price     []tariff.UnitPrice // as accrued
	Factor    []tariff.Factor    // MFF over its base
	Quantity  []tariff.Quantity  // what is paid for: acts as delivered, presence as it is
	Plan      []tariff.Quantity  // what was planned
	Value     []tariff.Pence
	PlanValue []tariff.Pence
}

// Care is what was asked of resources, what was given, and what it cost.
type Care struct {
	Resources []ProviderResource // those some package asks, here or in the baseline, in the order of asking
	Lines     []CareLine         // by contract, currency and resource order
}

// ProviderResource is one resource at one provider, a month an entry. Its cost is that of
// its lines and, where cost no longer has an ask under it, Stranded.
type ProviderResource struct {
	Resource, Provider int // indices; Resource is the row that holds for the provider
	Asked, Delivered   []tariff.Quantity
	NotDelivered       []tariff.Quantity
	Room               []float64 // units there are to deliver; infinite without a limit
	Orders             []*Order  // who is served first
	Factor             []tariff.Factor
	// Variable, SemiFixed and Fixed are the cost of a unit by behaviour, before MFF.
	Variable, SemiFixed, Fixed []tariff.Price
	CostKnown                  []bool // false where the unit cost is missing
	// StrandedSemiFixed and StrandedFixed are units of cost without an ask; Stranded what
	// they come to.
	StrandedSemiFixed, StrandedFixed []tariff.Quantity
	Stranded                         []tariff.Pence
	// EfficiencyRequired and EfficiencyDelivered are what the delivered units would have
	// cost without any efficiency, less what they would cost with the one required and
	// what they cost with the one delivered.
	EfficiencyRequired, EfficiencyDelivered []tariff.Pence
}

// CareLine is what one currency under one contract asks of one resource, a month an entry.
type CareLine struct {
	Contract, Currency int
	Provided           int // index into Care.Resources
	Asked, Delivered   []tariff.Quantity
	NotDelivered       []tariff.Quantity
	AskedInstead       []tariff.Quantity // of Asked, what another resource did not deliver; nil for none
	// SemiFixedUnits and FixedUnits are the units of semi-fixed and fixed cost it carries.
	SemiFixedUnits, FixedUnits             []tariff.Quantity
	CostVariable, CostSemiFixed, CostFixed []tariff.Pence
}
