package tariff

import "github.com/shopspring/decimal"

// TermKind names what a term does to the payment so far.
type TermKind string

// The terms (docs/methods.md, "Terms").
const (
	Variable  TermKind = "variable"   // pays for activity above plan, takes back below
	Marginal  TermKind = "marginal"   // pays activity outside a band at a lower rate
	Cap       TermKind = "cap"        // the payment is at most so much
	Collar    TermKind = "collar"     // the payment is at least so much
	Withhold  TermKind = "withhold"   // a share kept back, paid as far as earned
	Bonus     TermKind = "bonus"      // a share on top, as far as earned
	GainShare TermKind = "gain_share" // cost above and below a target is shared
	Budgets   TermKind = "budgets"    // what personal budgets take out of the payment
)

// TermKinds lists the terms in the order in which statements and facts show them.
func TermKinds() []TermKind {
	return []TermKind{Variable, Marginal, Cap, Collar, Withhold, Bonus, GainShare, Budgets}
}

// SettlementPeriod is how often a term is settled.
type SettlementPeriod string

// The settlement periods: months, quarters and years of the financial year.
const (
	Monthly   SettlementPeriod = "month"
	Quarterly SettlementPeriod = "quarter"
	Yearly    SettlementPeriod = "year"
)

// Netting says within what over- and under-performance cancel.
type Netting string

// Nettings: over the whole contract, within a currency, within a currency and measure.
const (
	NetTotal    Netting = "total"
	NetCurrency Netting = "currency"
	NetLine     Netting = "line"
)

// Reference is the sum of money a term is measured against.
type Reference string

// The references of a term, pro rata by months in force.
const (
	RefPlanValue   Reference = "plan_value"
	RefAnnualValue Reference = "annual_value"
	RefPriorYear   Reference = "prior_year"
	RefAmount      Reference = "amount"
)

// Term is one rule of a contract. Rates and shares are fractions; nil where the table
// leaves the cell blank.
type Term struct {
	Kind      TermKind
	Settle    SettlementPeriod
	Netting   Netting
	Scope     []Unit // the lines it looks at; empty for all
	Reference Reference
	Amount    *decimal.Decimal // pounds a year
	// Lower and Upper bound the dead band, cap or collar, as fractions of the reference.
	Lower, Upper         decimal.Decimal
	RateAbove, RateBelow *decimal.Decimal
	Share                decimal.Decimal
}
