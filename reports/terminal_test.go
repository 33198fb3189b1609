package reports_test

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"parity/reports"
)

// No line is longer than a terminal is wide, no scenario's name is cut, and nothing is
// coloured.
func TestTheComparisonFitsThePage(t *testing.T) {
	const width = 80
	for _, c := range []struct {
		model string
		names []string
	}{
		{"northshire", nil},
		{"england-2015-16", nil},
		{"northshire", []string{"block", "national+more-people", "capped+more-people"}},
	} {
		s := study(t, c.model, c.names...)
		var b bytes.Buffer
		if err := reports.WriteComparison(&b, s); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(b.String()) {
			if n := utf8.RuneCountInString(strings.TrimRight(line, "\n")); n > width {
				t.Errorf("%s: a line of %d columns: %s", c.model, n, line)
			}
		}
		for _, scenario := range s.Scenarios {
			if !strings.Contains(b.String(), scenario.Key) {
				t.Errorf("%s: %s is not named", c.model, scenario.Key)
			}
		}
		if strings.Contains(b.String(), "\x1b") {
			t.Errorf("%s: coloured", c.model)
		}
	}
}

func TestAnInventedModelSaysIllustrative(t *testing.T) {
	for model, want := range map[string]bool{"northshire": true, "england-2015-16": false} {
		var b bytes.Buffer
		if err := reports.WriteComparison(&b, study(t, model)); err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(b.String(), "Illustrative figures"); got != want {
			t.Errorf("%s says illustrative: %v, want %v", model, got, want)
		}
	}
}
