package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"

	"github.com/urfave/cli/v2"

	"parity/reports"
	"parity/reports/verify"
	"parity/scenarios"
)

// fingerprintText is how a fingerprint is written: SHA-256 in hexadecimal.
var fingerprintText = regexp.MustCompile(`^[0-9a-fA-F]{64}$`)

func verifyCommand(stdout io.Writer) *cli.Command {
	return &cli.Command{
		Name:      "verify",
		Usage:     "check that a result is what running it again gives",
		ArgsUsage: "FILE",
		Description: `FILE is a result that parity run or parity risk wrote. Of a workbook the run
is repeated from what it records, and every cell of every sheet compared:
value, type, formula. What a spreadsheet does to a file it opens and saves
makes no difference. Cells that were edited are named, and for inputs what
the edits change.

A workbook by itself can be consistent, never proven unaltered: whoever can
edit a file can edit its fingerprint. --expect takes the fingerprint that
parity run printed, --model the model it is to have come from. A .csv or
.json holds no inputs, so it needs --model; of one of parity risk the draws
are made again. The exit code is 0 only where all is the same.

   parity verify northshire.xlsx
   parity verify northshire.xlsx --expect 4f0c…
   parity verify facts.csv --model northshire`,
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "model", Aliases: []string{"m"}, Usage: "compare the inputs with `MODEL`'s"},
			&cli.StringFlag{Name: "expect", Aliases: []string{"e"}, Usage: "the fingerprint is to be `HASH`"},
		},
		Action: func(c *cli.Context) error {
			if c.NArg() != 1 {
				return usagef("verify needs one result, and %s given: parity verify northshire.xlsx", were(c.NArg()))
			}
			against := verify.Against{Version: version(), Expect: c.String("expect")}
			if against.Expect != "" && !fingerprintText.MatchString(against.Expect) {
				return usagef("--expect %s is no fingerprint; give all 64 characters that parity run printed", against.Expect)
			}
			if name := c.String("model"); name != "" {
				model, err := scenarios.Load(name)
				if err != nil {
					return err
				}
				against.Model = model
			}
			finding, err := verifyFile(c.Args().First(), against)
			if err != nil {
				return err
			}
			if err := verify.Write(stdout, finding); err != nil {
				return printed(err)
			}
			if !finding.Same() {
				return errors.New(finding.File + " is not what its run gives; what differs is listed")
			}
			return nil
		},
	}
}

// verifyFile checks a result by the form its ending says.
func verifyFile(path string, against verify.Against) (*verify.Finding, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open the result: %w", err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, fmt.Errorf("open the result: %w", err)
	}
	name := filepath.Base(path)
	if info.IsDir() {
		return nil, &verify.NotResultError{Name: name, Found: "a folder", Remedy: "give the file"}
	}
	if info.Size() == 0 {
		return nil, verify.Empty(name)
	}
	if drawn, err := isDrawn(path); err != nil {
		return nil, err
	} else if drawn {
		return verifyDrawn(file, path, name, against)
	}
	switch ending(path) {
	case ".json":
		return verify.JSON(file, name, against)
	case ".csv":
		beside, err := os.Open(path + reports.BesideEnding)
		if errors.Is(err, fs.ErrNotExist) {
			return verify.CSV(file, nil, name, against)
		} else if err != nil {
			return nil, fmt.Errorf("open what lies beside the result: %w", err)
		}
		defer beside.Close()
		return verify.CSV(file, beside, name, against)
	}
	return verifyWorkbook(file, info.Size(), name, against)
}
