package main

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
)

// What a flag is given and does not take is said in our words, with what it takes, before
// anything is read.
func TestFlagsSayWhatTheyTake(t *testing.T) {
	const digits = "a whole number in digits alone, such as 1000: no comma, space or point, and no more than fits in 64 bits"
	for _, c := range []struct{ asked, want string }{
		{"risk --draws 1,000", `--draws: found "1,000"; it takes ` + digits},
		{"risk -n 1e4", `-n: found "1e4"; it takes ` + digits},
		{"risk --draws 99999999999999999999", `--draws: found "99999999999999999999"; it takes ` + digits},
		{`risk --draws "`, `--draws: found "\""; it takes ` + digits},
		{"risk --draws", "--draws is followed by nothing; it takes " + digits},
		{"risk --seed -1", `--seed: found "-1"; it takes a whole number of 0 or more in digits alone, such as 1: no comma, space, point or sign`},
		{"risk --json=maybe", `--json: found "maybe"; it takes no value, or true or false after =`},
		{"trace --depth deep", `--depth: found "deep"; it takes ` + digits},
		{"run --out", "--out is followed by nothing; it takes a value"},
		{"run --scenarios pbr", "parity run has no flag --scenarios; did you mean --scenario? parity run --help lists them"},
		{"run --frobnicate", "parity run has no flag --frobnicate; parity run --help lists them"},
		{"run -x", "parity run has no flag -x; parity run --help lists them"},
		{"list --zq", "parity list has no flag --zq; parity list --help lists them"},
		{"drivers --draws 100000000", "100000000 base draws of 12 factors; at most 1784000, so that they fit in memory; ask for these"},
	} {
		code, stdout, stderr := parity(strings.Fields(c.asked)...)
		if got := lastLine(stderr); code != exitUsage || stdout != "" || got != "parity: "+c.want {
			t.Errorf("%s gives %d and\n %s\nwant %d and\n parity: %s", c.asked, code, got, exitUsage, c.want)
		}
	}
}

func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return lines[len(lines)-1]
}

// A name left blank, as by a variable of a script that is not set, is said to be one.
func TestABlankDestination(t *testing.T) {
	const want = "parity: found a blank name where the model is to be written; name a workbook, such as mine.xlsx, or a folder"
	for _, asked := range [][]string{{"init", ""}, {"convert", "northshire", " "}} {
		if code, stdout, stderr := parity(asked...); code != exitUsage || stdout != "" || lastLine(stderr) != want {
			t.Errorf("%q gives %d, %q and %q", asked, code, stdout, stderr)
		}
	}
}

// What the system says of a file that may not be read is put with what to do; of what could not be
// written the message has that already.
func TestFilesThatMayNotBeRead(t *testing.T) {
	denied := fmt.Errorf("open the grid: %w", &fs.PathError{Op: "open", Path: "grid.csv", Err: fs.ErrPermission})
	if got, want := explained(denied), "grid.csv may not be read; ask its owner, or look at its permissions"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	written := &writeError{"out.csv", &fs.PathError{Op: "open", Path: ".out.csv.1", Err: fs.ErrPermission}}
	if got, want := explained(written), "out.csv could not be written, and what was there is as it was: permission denied"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
