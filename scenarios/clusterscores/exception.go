package clusterscores

import (
	"bytes"
	"fmt"

	"parity/scenarios"
)

// Reason is why a record cannot be read.
type Reason uint8

const (
	WrongCells   Reason = iota // more cells than the header, or fewer
	WrongScore                 // a score that is none
	WrongCluster               // a recorded cluster that is none
	NoPerson                   // no person, where there is a column for it
	PersonAgain                // a person who stands in an earlier line
	WrongText                  // what is not text, or quotation marks that do not close
	TooLong                    // a line longer than any record is
	ReasonCount  = iota
)

// String names the reason, as counts of exceptions do.
func (r Reason) String() string {
	return [ReasonCount]string{
		"number of cells", "score", "recorded cluster", "no person", "person again", "not text", "line too long",
	}[r]
}

// Exception is a record that cannot be read: where it is and why. It holds nothing of the record
// that could be of a person.
type Exception struct {
	Line   int
	Column string // as the header spells it; "" where it is of no one column
	Reason Reason
	Found  string
	More   int // cells of the same record that are wrong too
}

// Fault says it as every other fault is said.
func (e *Exception) Fault(file string) scenarios.Fault {
	place := fmt.Sprintf("%s, row %d", file, e.Line)
	if e.Column != "" {
		place += ", column " + e.Column
	}
	allowed, remedy := e.Reason.allowed()
	return scenarios.Fault{Place: place, Found: e.Said(), Allowed: allowed, Remedy: remedy}
}

// Said is what was found, and whether more of the record is wrong.
func (e *Exception) Said() string {
	if e.More > 0 {
		return fmt.Sprintf("%s, and %d more wrong in the row", e.Found, e.More)
	}
	return e.Found
}

// Allowed says what may stand there and what to do.
func (e *Exception) Allowed() (allowed, remedy string) { return e.Reason.allowed() }

func (r Reason) allowed() (allowed, remedy string) {
	switch r {
	case WrongCells:
		return "a record has a cell for each column of the header", "look for a separator too many or too few"
	case WrongScore:
		return "a score is 0 to 4, or 9 where it is not known", "put it right, or write 9"
	case WrongCluster:
		return "a cluster is 0 to 8 or 10 to 21; 99, or a blank, is somebody in none", "put it right, or leave it blank"
	case NoPerson:
		return "each record names a person", "fill it in, or leave the column out of the extract"
	case PersonAgain:
		return "each person stands once; the first record counts", "keep the record of one rating"
	case WrongText:
		return "a record is one line of UTF-8 text, and a quotation mark in a cell is doubled", "mend the line"
	case TooLong:
		return fmt.Sprintf("a record has at most %d bytes", longestLine), "look for line ends that are missing"
	}
	return "", ""
}

// longest is how long a cell may be for a message to repeat it: what is longer may be the number of a
// person that slipped into another column.
const longest = 2

// quoted repeats a cell of a digit or two. Of a longer one, and of one that is no number and may be
// somebody's initials, it says only that.
func quoted(cell []byte) string {
	switch {
	case len(cell) == 0:
		return "nothing"
	case len(cell) > longest:
		return "something longer than a code"
	case bytes.ContainsFunc(cell, func(r rune) bool { return r < '0' || r > '9' }):
		return "something that is no number"
	}
	return fmt.Sprintf("%q", cell)
}
