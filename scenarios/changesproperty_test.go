package scenarios

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// drawChanges draws lines of changes that hold for the clinic, on tables of one scenario's own.
func drawChanges(t *rapid.T, scenario string, tables []string) []string {
	var lines []string
	for i := range rapid.IntRange(1, 5).Draw(t, scenario) {
		table := rapid.SampledFrom(tables).Draw(t, "table")
		where := map[string][]string{
			"contracts": {"", "contract=north", "contract=south", "contract=north|south"},
			"caseload":  {"", "contract=north", "currency=1", `"contract=south,currency=1"`},
			"prices":    {"schedule=local", `"schedule=local,currency=2"`, "currency=1"},
			"providers": {"", "provider=RT2"},
		}[table]
		figure := map[string]string{"contracts": "annual_value", "caseload": "starts_per_month", "prices": "price", "providers": "mff"}[table]
		from := rapid.SampledFrom([]string{"", "2025-04", "2025-10", "2026-04"}).Draw(t, "from")
		operation := rapid.SampledFrom([]string{"set", "multiply", "add"}).Draw(t, "operation")
		value := map[string]string{"set": "1.1", "multiply": "1.01", "add": "0.001"}[operation]
		lines = append(lines, fmt.Sprintf("%s,change-%d,1,%s,%s,%s,%s,%s,%s", scenario, i, table, rapid.SampledFrom(where).Draw(t, "where"), figure, operation, value, from))
	}
	return lines
}

// TestApplyLeavesTheModel holds the model as read to what it was, and two runs of Apply to
// the same tables.
func TestApplyLeavesTheModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := drawChanges(t, "a", []string{"contracts", "caseload", "prices", "providers"})
		m, err := ReadFolder(folderOf(changing(append(lines, `a,cap,1,terms,"contract=north,step=1",term,insert,cap,`, `a,out,1,currencies,currency=14,,remove,,`)...)), "clinic")
		if err != nil {
			t.Fatal(err)
		}
		before := m.Clone()
		first, err := Apply(m, "a")
		if err != nil {
			t.Fatal(err)
		}
		second, err := Apply(m, "a")
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(before, m) {
			t.Fatal("Apply changed the model it was given")
		}
		if !reflect.DeepEqual(first, second) {
			t.Fatal("applying a scenario twice gives two results")
		}
	})
}

// TestStackOfDisjointScenarios holds A+B to B based on A where they change different tables,
// and to B+A.
func TestStackOfDisjointScenarios(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := append(drawChanges(t, "a", []string{"contracts", "providers"}), drawChanges(t, "b", []string{"caseload", "prices"})...)
		files := changing(lines...)
		stacked, err := ReadFolder(folderOf(files), "clinic")
		if err != nil {
			t.Fatal(err)
		}
		files["scenarios.csv"] = "scenario,title,based_on\na,Scenario a,\nb,Scenario b,a\nc,,\n"
		based, err := ReadFolder(folderOf(files), "clinic")
		if err != nil {
			t.Fatal(err)
		}
		var tables []map[string][]string
		for _, c := range []struct {
			m   *Model
			key string
		}{{stacked, "a+b"}, {stacked, "b+a"}, {based, "b"}} {
			s, err := Apply(c.m, c.key)
			if err != nil {
				t.Fatal(err)
			}
			if len(s.Conflicts) > 0 {
				t.Fatalf("%s: conflicts %v between scenarios that change different tables", c.key, s.Conflicts)
			}
			seen := map[string][]string{}
			for _, table := range s.Tables.Tables {
				if name := table.Schema.Table; name != "scenarios" {
					seen[name] = look(s.Tables, name, strings.Join(table.Schema.columnNames(), ","))
				}
			}
			tables = append(tables, seen)
		}
		for i := range tables {
			if !reflect.DeepEqual(tables[0], tables[i]) {
				t.Fatalf("a+b, b+a and b on a differ:\n%v\n%v", tables[0], tables[i])
			}
		}
	})
}
