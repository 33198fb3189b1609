package scenarios

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
)

func TestEmbedded(t *testing.T) {
	var got []string
	for _, listing := range Embedded() {
		got = append(got, listing.Kind+" "+listing.Name)
		if listing.Line == "" || listing.Source == "" {
			t.Errorf("%s %s: line %q, source %q; a listing says what it is and where it is from", listing.Kind, listing.Name, listing.Line, listing.Source)
		}
	}
	want := []string{"model england-2015-16", "model england-2024-25", "model northshire", "model talking-therapies", "model westmoor", "pack deflators", "pack mff-2026-27", "pack mh-clusters", "pack mh-currency-2026-27", "pack ncc-2024-25", "pack uplifts"}
	if !slices.Equal(got, want) {
		t.Errorf("embedded %v, want %v", got, want)
	}
	for name := range packLines {
		if !slices.Contains(want, "pack "+name) {
			t.Errorf("a line for pack %s, which is not embedded", name)
		}
	}
}

// TestEmbeddedAreSound reads every model and pack without a fault.
func TestEmbeddedAreSound(t *testing.T) {
	for _, listing := range Embedded() {
		m, err := Load(listing.Name)
		if err != nil {
			t.Errorf("%s: %v", listing.Name, err)
			continue
		}
		if m.Name != listing.Name || len(m.Tables) == 0 {
			t.Errorf("%s is called %q and has %d tables", listing.Name, m.Name, len(m.Tables))
		}
		if len(m.Warnings) > 0 {
			t.Errorf("%s: %v", listing.Name, m.Warnings)
		}
		if faults := Check(m).Hard(); len(faults) > 0 {
			t.Errorf("%s: %v", listing.Name, faults)
		}
		for _, table := range m.Tables {
			evidence, source := table.Schema.Index(EvidenceColumn), table.Schema.Index(SourceColumn)
			for row := range table.Rows {
				if evidence >= 0 && table.Schema.Table != "changes" && table.Rows[row].Cells[evidence] == "" || table.Rows[row].Cells[source] == "" {
					t.Errorf("%s, %s: no evidence or no source", listing.Name, table.At(row, ""))
				}
			}
		}
	}
}

func TestEmbeddedModelsRunTheSameTwice(t *testing.T) {
	for _, listing := range Embedded() {
		if listing.Kind != "model" {
			continue
		}
		m, err := Load(listing.Name)
		if err != nil {
			t.Fatal(err)
		}
		first, err := Simulate(m, Selection{})
		if err != nil {
			t.Fatal(err)
		}
		second, err := Simulate(m, Selection{})
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(first, second) {
			t.Errorf("%s: two runs differ", listing.Name)
		}
		for i := range first.Scenarios {
			if conflicts := first.Scenarios[i].Conflicts; len(conflicts) > 0 {
				t.Errorf("%s: conflicts %v within one scenario", listing.Name, conflicts)
			}
		}
	}
}

// TestMorePeopleStacksOnAny runs northshire's "more people" on top of every other scenario.
func TestMorePeopleStacksOnAny(t *testing.T) {
	m := loaded(t, "northshire")
	for _, name := range look(m, "scenarios", "scenario") {
		s, err := Apply(m, name+"+more-people")
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if len(s.Conflicts) > 0 {
			t.Errorf("%s: conflicts %v", name, s.Conflicts)
		}
	}
}

// TestModelsEqualTheirPacks holds the rows that an embedded model takes from a pack to the
// pack's, cell by cell.
func TestModelsEqualTheirPacks(t *testing.T) {
	for _, c := range []struct {
		model, pack, table, columns string
		published                   bool // only rows that say so
		rows                        int  // of the model
	}{
		{"northshire", "mh-clusters", "currencies", "currency,name,group,review_period,description,source", false, 21},
		{"northshire", "uplifts", "uplifts", "uplift,from,published,cost_uplift,efficiency,net", true, 2},
		{"northshire", "deflators", "indices", "index,year,value,release,source", false, 12},
		{"england-2015-16", "deflators", "indices", "index,year,value,release,source", false, 11},
		{"england-2024-25", "deflators", "indices", "index,year,value,release,source", false, 1},
		{"england-2024-25", "ncc-2024-25", "currencies", "currency,name,description,evidence,source", false, 86},
		{"england-2024-25", "ncc-2024-25", "prices", "currency,measure,from,price,price_base,covers,evidence,source", false, 86},
	} {
		model, pack := loaded(t, c.model), loaded(t, c.pack)
		known := look(pack, c.table, c.columns)
		taken := model.Table(c.table)
		only := &Model{Tables: []*Table{{Schema: taken.Schema, Place: taken.Place}}}
		for row := range taken.Rows {
			if !c.published || taken.Cell(row, EvidenceColumn) == "published" {
				only.Tables[0].Rows = append(only.Tables[0].Rows, taken.Rows[row])
			}
		}
		if len(only.Tables[0].Rows) != c.rows {
			t.Errorf("%s has %d rows of %s from %s, want %d", c.model, len(only.Tables[0].Rows), c.table, c.pack, c.rows)
		}
		for _, row := range look(only, c.table, c.columns) {
			if !slices.Contains(known, row) {
				t.Errorf("%s, %s: %q is not in pack %s", c.model, c.table, row, c.pack)
			}
		}
	}
}

// loaded is an embedded model or pack.
func loaded(t testing.TB, name string) *Model {
	t.Helper()
	m, err := Load(name)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestNorthshireUnitCosts holds northshire's unit costs to the National Cost Collection, and its
// market forces factor to the one of the trust it is lent from.
func TestNorthshireUnitCosts(t *testing.T) {
	m, costs, factors := loaded(t, "northshire"), loaded(t, "ncc-2024-25"), loaded(t, "mff-2026-27")
	published := look(costs, "prices", "currency,measure,price,price_base")
	table := m.Table("resources")
	for row := range table.Rows {
		measure := map[string]string{"contact": "contact", "bed day": "bed_day"}[table.Cell(row, "unit")]
		cost := table.Cell(row, "resource") + "," + measure + "," + table.Cell(row, "unit_cost") + "," + table.Cell(row, "price_base")
		if !slices.Contains(published, cost) {
			t.Errorf("%s: %s is not in the National Cost Collection", table.At(row, "unit_cost"), cost)
		}
	}
	lender := factors.Table("providers")
	where, _ := ParseWhere("provider=RGD")
	rows := matching(lender, where)
	if len(rows) != 1 {
		t.Fatal("the pack has no RGD")
	}
	if got, want := m.Table("providers").Cell(0, "mff"), lender.Cell(rows[0], "mff"); got != want {
		t.Errorf("northshire's factor %s, want %s", got, want)
	}
}

func TestLoad(t *testing.T) {
	t.Chdir(t.TempDir())
	m := read(t, clinic)
	if err := WriteFolder("clinic", m); err != nil {
		t.Fatal(err)
	}
	if loaded, err := Load("clinic"); err != nil || loaded.Name != "clinic" {
		t.Errorf("a folder: %v", err)
	}
	known := "england-2015-16, england-2024-25, northshire, talking-therapies, westmoor, deflators, mff-2026-27, mh-clusters, mh-currency-2026-27, ncc-2024-25, uplifts"
	for _, c := range []struct{ name, want string }{
		{"northshir", `no model is called "northshir": there is no such folder or workbook, and the embedded ones are ` + known + `; did you mean northshire?`},
		{"Northshire", `no model is called "Northshire": there is no such folder or workbook, and the embedded ones are ` + known + `; did you mean northshire?`},
		{"nort", `no model is called "nort": there is no such folder or workbook, and the embedded ones are ` + known + `; did you mean northshire?`},
		{"England", `no model is called "England": there is no such folder or workbook, and the embedded ones are ` + known + `; did you mean england-2015-16 or england-2024-25?`},
		{"no", `no model is called "no": there is no such folder or workbook, and the embedded ones are ` + known + `; check the spelling, or give a path`},
		{"mine.xlsx", `no model is called "mine.xlsx": there is no such folder or workbook, and the embedded ones are ` + known + `; check the spelling, or give a path`},
	} {
		_, err := Load(c.name)
		if unknown := (*UnknownModelError)(nil); !errors.As(err, &unknown) || err.Error() != c.want {
			t.Errorf("%q: %v\nwant\n%s", c.name, err, c.want)
		}
	}
}

// TestLoadOfAFolderThatIsCalledLikeAnEmbeddedModel refuses to guess which was meant.
func TestLoadOfAFolderThatIsCalledLikeAnEmbeddedModel(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.Mkdir("uplifts", 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := Load("uplifts"); err != nil {
		t.Errorf("a folder without a model: %v", err)
	}
	if err := WriteFolder("northshire", read(t, clinic)); err != nil {
		t.Fatal(err)
	}
	_, err := Load("northshire")
	own := "." + string(filepath.Separator) + "northshire"
	if want := "northshire is embedded, and there is a folder northshire here too; write " + own + " for the folder, or give the folder another name"; messages(err) != want {
		t.Errorf("%v, want %s", err, want)
	}
	if m, err := Load(own); err != nil || m.Setting(KeyTitle) != "A clinic" {
		t.Errorf("%s: %v", own, err)
	}
}
