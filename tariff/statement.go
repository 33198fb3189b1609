package tariff

import "github.com/shopspring/decimal"

// ValuedLine is what one unit's activity is worth at a contract's prices, a month an
// entry, beside what the plan's quantity would be worth at the same prices.
type ValuedLine struct {
	Unit  Unit
	Value []Pence
	Plan  []Pence
}

// Performance is what a contract's payment is worked out from. Slices have an entry a month of
// the run.
type Performance struct {
	Start  Month
	Months int
	// Lines are the activity at the contract's prices, as accrued; empty where nothing
	// is priced.
	Lines []ValuedLine
	// KnownValue is what month i's activity is worth (sum of lines) and what its plan is
	// worth, with what was published by the month asOf.
	KnownValue func(i int, asOf Month) (value, plan Pence)
	// Heads is the weighted population, for capitation; nil where no agreement asks it.
	Heads []decimal.Decimal
	// Cost is the cost of the contract's packages, for gain shares; nil where not modelled.
	Cost []Pence
	// Budgets is what people hold as personal budgets in place of the contract's care, for
	// the term that takes it out; nil where nobody holds one.
	Budgets []Pence
}

// StatementLine is one named amount of a contract's statement.
type StatementLine struct {
	Step     int      // the term's place in the list; 0 for the base payment
	Form     Form     // the base's form; blank for terms
	Term     TermKind // blank for the base payment
	From     int      // first month of the run it settles (index)
	To       int      // last month it settles (index); the line is booked there
	Paid     Pence
	Workings Workings
}

// Workings are the figures a term's line was worked out from, over its settlement period.
// Amounts are zero where the term does not use them.
type Workings struct {
	SoFar     Pence // base payment and earlier lines
	Reference Pence
	Value     Pence // activity in scope at the contract's prices
	Plan      Pence // the plan in scope at the same prices
	// Above and Below are over- and under-performance outside the dead band, in exact
	// pounds, after netting; for a gain share, cost above and below the band.
	Above, Below decimal.Decimal
	Cost         Pence
	Budgets      Pence           // held by people in place of the contract's care
	Earned       decimal.Decimal // share of a withhold or bonus that was earned
	Unscored     []string        // outcomes whose score is missing
}

// Statement is what a contract pays: lines that sum to the payment, and when the cash moves.
type Statement struct {
	// Lines are the base payment month by month, then each step in order, by month.
	Lines []StatementLine
	// Income is the payment accrued, by month: the sum of the lines booked there.
	Income []Pence
	// Cash is paid on account with what was published by the month, terms as booked;
	// Arrears settle earlier months when an uplift is published late. Together they come
	// to Income once everything is published.
	Cash, Arrears []Pence
}
