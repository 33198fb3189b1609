package reports_test

import (
	"testing"

	"parity/reports"
	"parity/scenarios"
)

// Whatever the run rests on is in the fingerprint; what it does not rest on is not.
func TestWhatAFingerprintIsTakenOf(t *testing.T) {
	of := func(change func(m *scenarios.Model), selection scenarios.Selection, version string) string {
		m := smallModel(t)
		if change != nil {
			change(m)
		}
		study, err := scenarios.Simulate(m, selection)
		if err != nil {
			t.Fatal(err)
		}
		return reports.Fingerprint(study, version)
	}
	set := func(table, column, value string) func(m *scenarios.Model) {
		return func(m *scenarios.Model) {
			is := m.Table(table)
			is.Rows[0].Cells[is.Schema.Index(column)] = value
		}
	}
	want := of(nil, scenarios.Selection{}, "v1")
	if len(want) != 64 {
		t.Errorf("%q is no SHA-256", want)
	}
	for _, c := range []struct {
		name string
		got  string
		same bool
	}{
		{"the same again", of(nil, scenarios.Selection{}, "v1"), true},
		{"another name and other files", of(func(m *scenarios.Model) { m.Name, m.Inputs = "other", nil }, scenarios.Selection{}, "v1"), true},
		{"another version", of(nil, scenarios.Selection{}, "v2"), false},
		{"another value", of(set("contracts", "annual_value", "120001"), scenarios.Selection{}, "v1"), false},
		{"another note", of(set("contracts", "note", "Signed"), scenarios.Selection{}, "v1"), false},
		{"another baseline", of(nil, scenarios.Selection{Baseline: "pbr"}, "v1"), false},
		{"fewer scenarios", of(nil, scenarios.Selection{Scenarios: []string{"pbr"}}, "v1"), false},
	} {
		if (c.got == want) != c.same {
			t.Errorf("%s: %s, want the same as %s: %v", c.name, c.got, want, c.same)
		}
	}
}

// A result that differs while the inputs are the same is in the fingerprint too.
func TestAFingerprintIsTakenOfTheResults(t *testing.T) {
	study, err := scenarios.Simulate(smallModel(t), scenarios.Selection{})
	if err != nil {
		t.Fatal(err)
	}
	before := reports.Fingerprint(study, "v1")
	study.Scenarios[1].Result.Contracts[0].Statement.Income[1]++
	if after := reports.Fingerprint(study, "v1"); after == before {
		t.Error("a penny more of income leaves the fingerprint as it was")
	}
}

func BenchmarkFingerprintNorthshire(b *testing.B) {
	s := study(b, "northshire")
	for b.Loop() {
		reports.Fingerprint(s, "v1")
	}
}
