package engine

import "parity/tariff"

// Activity is what happens under every contract of a model, rounded to thousandths.
type Activity struct {
	Contracts []ContractActivity // as Model.Contracts
	Transfers []Transfer         // people who went from one contract to another
}

// ContractActivity is what happens under one contract.
type ContractActivity struct {
	Currencies []CurrencyActivity // those with a caseload or given activity, in currency order
	Moves      []MoveFlow         // people who moved, by pair of currencies
}

// CurrencyActivity is what happens in one currency under one contract, a month an entry.
type CurrencyActivity struct {
	Currency int
	// Measures holds the quantities by measure; nil where the measure is not known.
	Measures [tariff.MeasureCount][]tariff.Quantity
	// Projected says whether the caseload is simulated; then Opening + Start + MoveIn +
	// TransferIn = MoveOut + TransferOut + Discharge + Person at the month's end, exactly, in
	// every month. Nobody goes from contract to contract where the transfers are nil.
	Projected                  bool
	Opening                    tariff.Quantity
	MoveIn, MoveOut, Discharge []tariff.Quantity
	TransferIn, TransferOut    []tariff.Quantity
	// AdmittedShare is the share of days in hospital, by month; nil where not known.
	AdmittedShare []float64
}

// MoveFlow is people who moved from one currency to another, by month.
type MoveFlow struct {
	From, To int
	People   []tariff.Quantity
}

// Transfer is people who went from a currency of one contract to one of another, by month:
// those who pass over to an entrant, and those who come back from it as they move on.
type Transfer struct {
	FromContract, From int
	ToContract, To     int
	PassingOver        bool
	People             []tariff.Quantity
}
