// Package engine is the simulation: who is on the caseload, what care they are asked and
// given, what it costs, what each contract pays, and how scenarios compare.
//
// It is pure: it takes a Model and gives a Result, and knows no table, no file, no clock
// and no global state. People and days are float64 while they flow and thousandths once
// they are counted; money is whole pence (docs/methods.md).
package engine
