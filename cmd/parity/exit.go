package main

import (
	"errors"
	"io/fs"

	"parity/scenarios"
)

// The exit codes, as `parity help` lists them.
const (
	exitDone  = 0
	exitModel = 1 // the model or its data is wrong
	exitUsage = 2 // the command line is wrong
	exitFault = 3 // a fault in parity
	exitFile  = 4 // a file could not be read or written
)

// usageError is a mistake on the command line.
type usageError struct{ error }

func (e *usageError) Unwrap() error { return e.error }

func usage(err error) error { return &usageError{err} }

// exitCode is the code that says what kind of error it was.
func exitCode(err error) int {
	var (
		wrong    *usageError
		scenario *scenarios.UnknownScenarioError
		model    *scenarios.UnknownModelError
		faults   scenarios.Faults
		path     *fs.PathError
		write    *writeError
	)
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &wrong), errors.As(err, &scenario), errors.As(err, &model):
		return exitUsage
	case errors.As(err, &faults):
		return exitModel
	case errors.As(err, &write), errors.As(err, &path):
		return exitFile
	}
	return exitModel
}
