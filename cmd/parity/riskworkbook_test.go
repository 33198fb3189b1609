package main

import (
	"strings"
	"testing"
)

// The workbook of a run merged from parts is that of one run, and verify makes its draws again.
func TestAWorkbookOfDraws(t *testing.T) {
	inFolder(t)
	run := "northshire --scenario block --scenario capped"
	page := drawnSlowly(t, run+" --draws 2000 --date 2026-04-01 --out whole.xlsx --drivers surplus/2026-27")
	drawn(t, run+" --draws 2000 --range 0:1000 --out a.parity")
	drawn(t, run+" --draws 2000 --range 1000:2000 --out b.parity")
	drawnSlowly(t, run+" --merge a.parity b.parity --date 2026-04-01 --out merged.xlsx --drivers surplus/2026-27")
	fingerprint := strings.TrimSpace(page[strings.LastIndex(page, " "):])
	for _, file := range []string{"whole.xlsx", "merged.xlsx"} {
		code, said, _ := parity("verify", file, "--expect", fingerprint)
		if code != exitDone || !strings.Contains(said, "Unaltered: it agrees with the fingerprint expected.") {
			t.Errorf("%s: exit %d, %s", file, code, said)
		}
	}
}

// The draws of all of northshire's scenarios are kept in a file, in which verify reads as the
// workbook is written again.
func TestVerifyOfDrawsKeptInAFile(t *testing.T) {
	inFolder(t)
	drawnSlowly(t, "northshire --date 2026-04-01 --out all.xlsx")
	code, said, stderr := parity("verify", "all.xlsx")
	if code != exitDone || !strings.Contains(said, "same to the penny") {
		t.Errorf("exit %d, %s%s", code, said, stderr)
	}
}

func TestDriversOfAWorkbook(t *testing.T) {
	inFolder(t)
	for _, c := range []struct {
		args string
		exit int
		want string
	}{
		{"--drivers surplus", exitUsage, "--drivers surplus is for a workbook: give --out FILE.xlsx too, or ask parity drivers --result surplus for the page"},
		{"--drivers surplus --drivers surplus --out a.xlsx", exitUsage, "--drivers surplus is given twice; name each result once"},
		{"--drivers surpluss --out a.xlsx", exitUsage, `result "surpluss"`},
	} {
		code, _, said := parity(append([]string{"risk", "northshire", "--scenario", "block"}, strings.Fields(c.args)...)...)
		if code != c.exit || !strings.Contains(said, c.want) {
			t.Errorf("%s: exit %d, %s", c.args, code, said)
		}
	}
}

// drawnSlowly is drawn of a run that may take over a second, of which it then says how far it is.
func drawnSlowly(t *testing.T, line string) string {
	t.Helper()
	code, stdout, stderr := parity(strings.Fields("risk " + line)...)
	if code != exitDone {
		t.Fatalf("parity risk %s: exit %d, %s", line, code, stderr)
	}
	return stdout
}
