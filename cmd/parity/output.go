package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
)

// writeError is an output that could not be written; what was there before is untouched.
type writeError struct {
	path string
	err  error
}

func (e *writeError) Error() string {
	return fmt.Sprintf("%s could not be written, and what was there is as it was: %s", e.path, bare(e.err))
}

func (e *writeError) Unwrap() error { return e.err }

// bare is the error without the path of a temporary file, which says nothing to a user.
func bare(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	var link *os.LinkError
	if errors.As(err, &link) {
		return link.Err
	}
	return err
}

// writeFile writes a file whole or not at all: into a temporary file beside it that only
// its owner can read, which takes the file's place once all is written. A file that is
// replaced keeps its permissions.
func writeFile(path string, write func(io.Writer) error) error {
	return writeWhole(path, write, removeIfInterrupted)
}

// writeFileUntilStopped is writeFile for work under untilStopped, which ends by itself when it is
// told to: there may be more than this file to tidy up.
func writeFileUntilStopped(path string, write func(io.Writer) error) error {
	return writeWhole(path, write, func(string) func() { return func() {} })
}

func writeWhole(path string, write func(io.Writer) error, guard func(temporary string) (callOff func())) (err error) {
	defer func() {
		if err != nil {
			err = &writeError{path, err}
		}
	}()
	target := path
	if real, err := filepath.EvalSymlinks(path); err == nil {
		target = real // write what a link points to, rather than replace the link
	}
	mode, err := resultMode(target)
	if err != nil {
		return err
	}
	temporary, err := os.CreateTemp(filepath.Dir(target), "."+filepath.Base(target)+".*")
	if err != nil {
		return err
	}
	defer guard(temporary.Name())()
	defer os.Remove(temporary.Name()) // fails once it has been renamed, as it should
	defer temporary.Close()
	if err := write(temporary); err != nil {
		return err
	}
	if err := temporary.Chmod(mode); err != nil {
		return err
	}
	if err := temporary.Close(); err != nil {
		return err
	}
	return os.Rename(temporary.Name(), target)
}

// newFileMode is what a new file is asked for; the user's umask takes from it.
const newFileMode = 0o666

// resultMode is the permissions a result gets: those of the file it replaces, else those of
// any new file of this user in that folder.
func resultMode(target string) (fs.FileMode, error) {
	if old, err := os.Stat(target); err == nil {
		return old.Mode().Perm(), nil
	}
	probe, err := os.OpenFile(filepath.Join(filepath.Dir(target), "."+filepath.Base(target)+".new"), os.O_CREATE|os.O_RDWR, newFileMode)
	if err != nil {
		return 0, err
	}
	defer os.Remove(probe.Name())
	defer probe.Close()
	made, err := probe.Stat()
	if err != nil {
		return 0, err
	}
	return made.Mode().Perm(), nil
}

// removeIfInterrupted takes a temporary file away when the program is told to stop (Ctrl-C),
// and ends it. The function it gives back calls it off.
func removeIfInterrupted(temporary string) (callOff func()) {
	signals, done := make(chan os.Signal, 1), make(chan struct{})
	signal.Notify(signals, stopSignals()...)
	go func() {
		select {
		case <-signals:
			os.Remove(temporary)
			fmt.Fprintln(os.Stderr, "parity: stopped before the end; nothing was written, and what was there is as it was")
			os.Exit(exitStopped)
		case <-done:
		}
	}()
	return func() {
		signal.Stop(signals)
		close(done)
	}
}

// resultForms are the endings a result file may have.
var resultForms = []string{".xlsx", ".json", ".csv"}

// checkOutput refuses a result file whose ending says no form, that is a folder, or that
// would replace what the model was read from.
func checkOutput(out, model string) error {
	return checkForm(out, model, resultForms, "use .xlsx for the workbook, .json or .csv")
}

// checkForm does so for forms of its own, of which use says what each is for.
func checkForm(out, model string, forms []string, use string) error {
	there, err := os.Stat(out)
	if err == nil && there.IsDir() {
		return usagef("--out %s is a folder; name a file in it, such as %s", out, filepath.Join(out, "result.xlsx"))
	}
	if form := ending(out); !slices.Contains(forms, form) {
		return usagef("--out %s: the ending says the form, and %q is none; %s", out, form, use)
	}
	if _, err := os.Stat(filepath.Dir(out)); err != nil {
		return usagef("--out %s: there is no folder %s; make it first, or name another", out, filepath.Dir(out))
	}
	input, err := os.Stat(model)
	if err != nil {
		return nil // an embedded model, or one that is not there and will be refused as such
	}
	if there != nil && os.SameFile(there, input) {
		return usagef("--out %s is the model itself; name another file", out)
	}
	if !input.IsDir() || ending(out) == ".xlsx" {
		return nil
	}
	if folder, err := os.Stat(filepath.Dir(out)); err == nil && os.SameFile(folder, input) {
		return usagef("--out %s lies in the model's folder, where it would be taken for a table; name a file elsewhere", out)
	}
	return nil
}

func ending(path string) string { return strings.ToLower(filepath.Ext(path)) }

// printError is stdout that does not take what is printed.
type printError struct{ err error }

func (e *printError) Error() string {
	return fmt.Sprintf("stdout could not be written: %s", bare(e.err))
}

func (e *printError) Unwrap() error { return e.err }

// printed says what an error of writing to stdout was about.
func printed(err error) error {
	if err == nil {
		return nil
	}
	return &printError{err}
}
