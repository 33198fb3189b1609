// Package tariff says what a unit of care is worth and how a contract turns
// activity into money: months and financial years, exact money, price schedules
// with their uplifts, and the settlement of a contract's terms.
//
// It is the ground floor of Parity and imports nothing of ours. Amounts are whole
// pence, prices micro-pounds, quantities thousandths: equal to decimals to the
// penny, and rounded at named points only (docs/methods.md, "Money").
package tariff
