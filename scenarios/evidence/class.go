package evidence

import (
	"slices"

	"parity/scenarios"
)

// Class is how well an input is known, the best first: what a line touches has the class of
// the worst.
type Class uint8

// The classes. Unsourced is a row that does not say how it is known, or claims a source and
// names none; Missing one whose figure is wanted and not there, or stands in for one that is.
const (
	Published Class = iota
	Local
	Estimated
	Assumed
	Unsourced
	Illustrative
	Missing
)

// classCount is how many classes there are.
const classCount = int(Missing) + 1

var classNames = [classCount]string{"published", "local", "estimated", "assumed", "unsourced", "illustrative", "missing"}

// String is the class as the evidence column spells it; a row cannot say unsourced of itself.
func (c Class) String() string { return classNames[c] }

// Classes lists the classes, the worst first.
func Classes() []Class {
	var classes []Class
	for c := Missing + 1; c > 0; c-- {
		classes = append(classes, c-1)
	}
	return classes
}

// claimsSource says whether rows of the class come from somewhere that can be named.
func (c Class) claimsSource() bool { return c <= Estimated }

// classOf is the class of a row of a table. A change of a scenario that does not say
// otherwise is a supposition.
func classOf(t *scenarios.Table, row int) Class {
	if needed := tableOf(t.Schema.Table).needs; needed != "" && t.Cell(row, needed) == "" {
		return Missing
	}
	at := slices.Index(classNames[:], t.Cell(row, scenarios.EvidenceColumn))
	switch {
	case at < 0 && t.Schema.Table == changesTable:
		return Assumed
	case at < 0:
		return Unsourced
	}
	class := Class(at)
	if class.claimsSource() && t.Cell(row, scenarios.SourceColumn) == "" {
		return Unsourced
	}
	return class
}
