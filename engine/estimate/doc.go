// Package estimate makes the figures of a caseload of people's timelines: who is there when a
// run begins, how many start in a month and how that grows, how long people stay in a
// currency, where they go from it, what share of their days they spend in hospital and whose
// reviews are in date, each with an 80% interval (docs/methods.md, "A caseload from records").
//
// The door in is Of. Nothing here reads a file or knows how a record was spelled.
package estimate
