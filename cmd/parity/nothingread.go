package main

import (
	"fmt"

	"parity/scenarios/extract"
)

// nothingReadError is an extract of which nothing could be read.
type nothingReadError struct {
	what    string // a record of it
	extract string
	read    *extract.Read
}

func (e *nothingReadError) Error() string {
	text := fmt.Sprintf("no %s of %s could be read (%d of %d are exceptions)", e.what, e.extract, e.read.Refused, e.read.Records)
	for _, count := range e.read.Counts {
		text += fmt.Sprintf("; %d: %s", count.Records, count.Reason)
	}
	return text
}
