package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"parity/scenarios/extract"
)

// readExtract reads one extract, with a bar where it takes more than a second. Standard input is
// read until ctx is done.
func readExtract[T any](ctx context.Context, stderr io.Writer, path string, reading func(*extract.Source, func(records, bytes int64)) (T, error)) (T, error) {
	var read T
	source, err := extract.Open(path, newInputUntil(ctx, os.Stdin))
	if err != nil {
		return read, err
	}
	defer source.Close()
	began, bar := time.Now(), newDrawBar(stderr, "Reading "+filepath.Base(path))
	say := progress(stderr, "records read")
	read, err = reading(source, func(records, bytes int64) {
		if source.Size == 0 || !terminal(stderr) {
			say(int(records))
			return
		}
		bar.say(fmt.Sprintf("%.1f million records, %.1f million a second", float64(records)/1e6, float64(records)/1e6/time.Since(began).Seconds()))
		bar.done(int(bytes), int(source.Size))
	})
	bar.end(err)
	return read, err
}
