package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/urfave/cli/v2"

	"parity/scenarios/extract"
)

// guessMapping prints the mapping that the header suggests, and beside it, where it does not get
// into the mapping's file, what is left for the reader to place. Of a preset it prints the text.
func guessMapping(c *cli.Context, stdout io.Writer) error {
	if preset, known := extract.PresetText(c.String("map")); known {
		_, err := io.WriteString(stdout, preset)
		return printed(err)
	}
	source, err := extract.Open(c.Args().First(), os.Stdin)
	if err != nil {
		return err
	}
	defer source.Close()
	guess, err := extract.Guess(source)
	if err != nil {
		return err
	}
	if _, err := io.WriteString(stdout, guess.Mapping); err != nil {
		return printed(err)
	}
	if len(guess.Missing) > 0 {
		var fields []string
		for _, f := range guess.Missing {
			fields = append(fields, f.String())
		}
		fmt.Fprintf(c.App.ErrWriter, "No column found for: %s\n", strings.Join(fields, ", "))
	}
	if len(guess.Unplaced) > 0 {
		fmt.Fprintf(c.App.ErrWriter, "Columns not placed: %s\n", strings.Join(guess.Unplaced, ", "))
	}
	if guess.Dated {
		fmt.Fprintln(c.App.ErrWriter, "Where dates are not written 2025-04-01, say how in the column is: DD/MM/YYYY")
	}
	for _, preset := range guess.Presets {
		fmt.Fprintf(c.App.ErrWriter, "The preset %s reads this as it is: --map %s\n", preset, preset)
	}
	return nil
}
