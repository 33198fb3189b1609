// Package evidence says what the figures of a study rest on: of the money of each headline,
// how much touches inputs that are published, local, estimated, assumed, unsourced,
// illustrative or missing, which inputs those are, and whom to ask for better ones
// (docs/methods.md, "What we do not know").
//
// A line of money is a unit's activity in a month, a month's block, a settlement period of a
// term, or a resource's variable, semi-fixed, fixed or stranded cost in a month. Each touches
// the rows of the tables it was worked out from; income.go, price.go, quantity.go and care.go
// say which, and whom.go says of every table what it touches. A new table of inputs has its
// place in both: its entry in whom.go, and one call of held or history where its rows act.
package evidence
