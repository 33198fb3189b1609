package workbook

import (
	"bytes"
	"testing"
	"time"

	"parity/scenarios"
)

var testAbout = About{Version: "test", Command: "parity run", Author: "The tests", Date: time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC),
	Fingerprint: func() string { return "" }}

// simulated runs scenarios of an embedded model.
func simulated(t testing.TB, model string, names ...string) *scenarios.Study {
	t.Helper()
	m, err := scenarios.Load(model)
	if err != nil {
		t.Fatal(err)
	}
	return bridged(t, m, names...)
}

func TestFormulasComeToWhatTheEngineGives(t *testing.T) {
	for _, b := range plans(t) {
		for _, d := range b.differing {
			t.Errorf("%s: %s", b.study.Model.Name, d)
		}
	}
}

func BenchmarkWriteNorthshire(b *testing.B) {
	s := simulated(b, "northshire")
	b.ReportAllocs()
	for b.Loop() {
		var out bytes.Buffer
		if err := Write(&out, s, testAbout); err != nil {
			b.Fatal(err)
		}
	}
}
