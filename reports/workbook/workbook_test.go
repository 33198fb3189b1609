package workbook

import (
	"bytes"
	"os"
	"testing"
	"time"

	"parity/scenarios"
)

var testAbout = About{Version: "test", Command: "parity run", Author: "The tests", Date: time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC)}

// simulated runs scenarios of an embedded model.
func simulated(t testing.TB, model string, names ...string) *scenarios.Study {
	t.Helper()
	m, err := scenarios.Load(model)
	if err != nil {
		t.Fatal(err)
	}
	study, err := scenarios.Simulate(m, scenarios.Selection{Scenarios: names})
	if err != nil {
		t.Fatal(err)
	}
	return study
}

func TestFormulasComeToWhatTheEngineGives(t *testing.T) {
	for _, model := range []string{"northshire", "england-2015-16"} {
		b, err := plan(simulated(t, model), testAbout)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range b.differing {
			t.Errorf("%s: %s", model, d)
		}
	}
}

func TestDump(t *testing.T) {
	for _, model := range []string{"northshire", "england-2015-16"} {
		s := simulated(t, model)
		var out bytes.Buffer
		if err := Write(&out, s, testAbout); err != nil {
			t.Fatal(err)
		}
		os.WriteFile("/tmp/wbbench/"+model+".xlsx", out.Bytes(), 0o600)
		out.Reset()
		if err := WriteWithoutCaches(&out, s, testAbout); err != nil {
			t.Fatal(err)
		}
		os.WriteFile("/tmp/wbbench/"+model+"-twin.xlsx", out.Bytes(), 0o600)
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
