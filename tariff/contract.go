package tariff

import (
	"slices"

	"github.com/shopspring/decimal"
)

// Form is what the base of a contract's payment is.
type Form string

// The forms of payment.
const (
	Block      Form = "block"      // a sum agreed beforehand, whatever is done
	Activity   Form = "activity"   // what is done at unit prices: Payment by Results
	Blended    Form = "blended"    // a fixed element, with a variable term
	Capitation Form = "capitation" // a rate for each head of weighted population
)

// Plan says where a contract's planned activity comes from.
type Plan string

// A plan is agreed in the plan table, or is the baseline scenario's activity.
const (
	PlanTable    Plan = "table"
	PlanBaseline Plan = "baseline"
)

// Agreement is what a contract says from a month on.
type Agreement struct {
	Form        Form
	Schedule    *Schedule // prices of activity; nil where the form and terms need none
	Shadow      *Schedule // prices that only say what activity payment would have paid; nil for none
	AnnualValue *decimal.Decimal
	ValueFrom   Month // the month AnnualValue was set; it grows each April after. Needed where Uplift is
	Uplift      *Uplifts
	Plan        Plan
	RatePerHead decimal.Decimal
}

// Contract is an agreement over time and the list of terms that settle it.
type Contract struct {
	Name       string
	Agreements Dated[Agreement]
	Terms      []Step // in order of Number
	Outcomes   []Outcome
}

// Step is one place in a contract's list of terms: the term that holds there over time.
type Step struct {
	Number int
	Terms  Dated[Term]
}

// Outcome is one measure a withhold or a bonus is earned by. Scores are shares, 0 to 1;
// a nil score is missing and earns nothing.
type Outcome struct {
	Name string
	Rows Dated[OutcomeRow]
}

// OutcomeRow is an outcome's weight in payment and the score reached.
type OutcomeRow struct {
	Weight decimal.Decimal
	Score  *decimal.Decimal
}

// Value is the annual value in force in a month, in exact pounds: grown by the net uplifts
// that fall after the value was set and by the latest April (docs/methods.md, "Block").
// False where the agreement states none.
func (a Agreement) Value(month, asOf Month) (decimal.Decimal, bool) {
	if a.AnnualValue == nil {
		return decimal.Zero, false
	}
	return a.AnnualValue.Mul(a.Uplift.Growth(a.ValueFrom, month.Year().April(), asOf, UpliftRow.Rate)), true
}

// Twelfth is what a month's share of an annual value pays: with k the month of the
// financial year, ROUND(value x k/12, 2) - ROUND(value x (k-1)/12, 2), so that twelve
// months pay the value to the penny (docs/methods.md, "Block").
func Twelfth(value decimal.Decimal, month Month) Pence {
	return upTo(value, month.OfYear()) - upTo(value, month.OfYear()-1)
}

// upTo is the sum due after k months of the year, rounded half away from zero. A twelfth has
// no end in decimals, so the tie is looked for in value x k x 100, before dividing.
func upTo(value decimal.Decimal, k int) Pence {
	pence := value.Mul(decimal.NewFromInt(int64(k * pencePerPound)))
	twelve := decimal.NewFromInt(monthsOfYear)
	whole, rest := pence.Abs().QuoRem(twelve, 0)
	if rest.Add(rest).GreaterThanOrEqual(twelve) {
		whole = whole.Add(decimal.NewFromInt(1))
	}
	return Pence(whole.IntPart() * int64(pence.Sign()))
}

// Revisions lists the months in which an uplift that the contract's prices or its value
// rest on was published after it took effect.
func (c *Contract) Revisions() []Month {
	var months []Month
	for _, row := range c.Agreements {
		months = append(months, row.Value.Uplift.Revisions()...)
		if row.Value.Schedule != nil {
			months = append(months, row.Value.Schedule.Uplift.Revisions()...)
		}
	}
	slices.Sort(months)
	return slices.Compact(months)
}
