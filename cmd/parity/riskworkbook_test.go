package main

import (
	"strings"
	"testing"
)

// The workbook of a run merged from parts is that of one run, and verify makes its draws again.
func TestAWorkbookOfDraws(t *testing.T) {
	inFolder(t)
	run := "northshire --scenario block --scenario capped"
	page := drawn(t, run+" --draws 2000 --date 2026-04-01 --out whole.xlsx")
	drawn(t, run+" --draws 2000 --range 0:1000 --out a.parity")
	drawn(t, run+" --draws 2000 --range 1000:2000 --out b.parity")
	drawn(t, run+" --merge a.parity b.parity --date 2026-04-01 --out merged.xlsx")
	fingerprint := strings.TrimSpace(page[strings.LastIndex(page, " "):])
	for _, file := range []string{"whole.xlsx", "merged.xlsx"} {
		code, said, _ := parity("verify", file, "--expect", fingerprint)
		if code != exitDone || !strings.Contains(said, "Unaltered: it agrees with the fingerprint expected.") {
			t.Errorf("%s: exit %d, %s", file, code, said)
		}
	}
}
