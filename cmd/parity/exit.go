package main

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/sourcegraph/conc/panics"

	"parity/engine/risk"
	"parity/reports/verify"
	"parity/scenarios"
)

// The exit codes, as `parity help` lists them.
const (
	exitDone  = 0
	exitModel = 1 // the model or its data is wrong
	exitUsage = 2 // the command line is wrong
	exitFault = 3 // a fault in parity
	exitFile  = 4 // a file could not be read or written

	exitStopped = 130 // stopped by Ctrl-C, as shells count it: 128 and the signal's number
)

// usageError is a mistake on the command line.
type usageError struct{ error }

func (e *usageError) Unwrap() error { return e.error }

func usage(err error) error { return &usageError{err} }

// faultError is a panic: never the user's doing.
type faultError struct{ what any }

func (e *faultError) Error() string {
	return fmt.Sprintf("this is a fault in parity; please report it, with the model if you can share it: %v", e.what)
}

// withoutPanic gives a panic back as an error.
func withoutPanic(do func() error) (err error) {
	defer func() {
		if fault := recover(); fault != nil {
			for beside, is := fault.(*panics.Recovered); is; beside, is = fault.(*panics.Recovered) {
				fault = beside.Value // of a worker that ran beside the command, or beside a worker
			}
			err = &faultError{fault}
		}
	}()
	return do()
}

// explained says of a file that is not there, or may not be read, what to do.
func explained(err error) string {
	var path *fs.PathError
	if write := (*writeError)(nil); errors.As(err, &write) || !errors.As(err, &path) {
		return err.Error()
	}
	switch {
	case errors.Is(path, fs.ErrNotExist):
		return fmt.Sprintf("there is no file %s; check the spelling, and which folder it is in", path.Path)
	case errors.Is(path, fs.ErrPermission):
		return fmt.Sprintf("%s may not be read; ask its owner, or look at its permissions", path.Path)
	}
	return err.Error()
}

// exitCode is the code that says what kind of error it was.
func exitCode(err error) int {
	var (
		wrong    *usageError
		scenario *scenarios.UnknownScenarioError
		model    *scenarios.UnknownModelError
		two      *scenarios.AmbiguousModelError
		result   *scenarios.GoalError
		question *scenarios.AttributeError
		goal     *scenarios.SolveError
		table    *scenarios.UnknownTableError
		schedule *scenarios.UnknownScheduleError
		alone    *verify.NeedsModelError
		money    *scenarios.UnknownSeriesError
		real     *scenarios.RealTermsError
		draws    *risk.DrawsError
		faults   scenarios.Faults
		path     *fs.PathError
		write    *writeError
		print    *printError
		fault    *faultError
		stopped  *stoppedError
	)
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &stopped):
		return exitStopped
	case errors.As(err, &fault):
		return exitFault
	case errors.As(err, &wrong), errors.As(err, &scenario), errors.As(err, &model), errors.As(err, &two),
		errors.As(err, &result), errors.As(err, &question), errors.As(err, &goal), errors.As(err, &table), errors.As(err, &schedule), errors.As(err, &alone),
		errors.As(err, &money), errors.As(err, &real), errors.As(err, &draws):
		return exitUsage
	case errors.As(err, &faults):
		return exitModel
	case errors.As(err, &write), errors.As(err, &print), errors.As(err, &path):
		return exitFile
	}
	return exitModel
}
