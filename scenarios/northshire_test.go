package scenarios

import (
	"encoding/csv"
	"math"
	"os"
	"slices"
	"strconv"
	"testing"

	"parity/engine"
	"parity/tariff"
)

const publishedFigures = "../testdata/published/"

// published reads a published table, a map of columns for each row.
func published(t testing.TB, name string) []map[string]string {
	t.Helper()
	file, err := os.Open(publishedFigures + name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	records, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, record := range records[1:] {
		row := map[string]string{}
		for i, column := range records[0] {
			row[column] = record[i]
		}
		rows = append(rows, row)
	}
	return rows
}

func parsed(t testing.TB, text string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// simulated runs scenarios of an embedded model, all of them where none are named.
func simulated(t testing.TB, model string, scenarios ...string) *Study {
	t.Helper()
	m := loaded(t, model)
	study, err := Simulate(m, Selection{Scenarios: scenarios})
	if err != nil {
		t.Fatal(err)
	}
	return study
}

func (s *Study) result(t testing.TB, key string) *engine.Result {
	t.Helper()
	i := slices.IndexFunc(s.Scenarios, func(of Scenario) bool { return of.Key == key })
	if i < 0 {
		t.Fatalf("no scenario %s", key)
	}
	return s.Scenarios[i].Result
}

// incomeOf is what a contract pays over the run's months from first, so many of them.
func incomeOf(r *engine.Result, contract, first, months int) (sum tariff.Pence) {
	for _, paid := range r.Contracts[contract].Statement.Income[first : first+months] {
		sum += paid
	}
	return sum
}

// northshireShare is what part of England Northshire is: one sixtieth.
const northshireShare = 1.0 / 60

func TestNorthshireIsASixtiethOfEngland(t *testing.T) {
	resources := []string{
		"A01", "A02", "A06", "A07", "A08", "A09", "A10", "A12", "A13", "A14", "A15", "A16", "A17", "A18", "A24", "A25",
		"200MHPS", "201MHPS", "202MHPS", "212MHPS",
	}
	r := simulated(t, "northshire", "block").result(t, "block")
	asked := map[string]float64{}
	for _, of := range r.Care.Resources {
		for _, units := range of.Asked[:12] {
			asked[r.Model.Resources[of.Resource].Key] += units.Units()
		}
	}
	if len(asked) != len(resources) {
		t.Errorf("%d resources are asked, want %d", len(asked), len(resources))
	}
	var pounds, contacts, bedDays float64
	found := 0
	for _, row := range published(t, "ncc_2024_25_mental_health.csv") {
		key := row["currency_code"]
		if !slices.Contains(resources, key) {
			continue
		}
		found++
		want := parsed(t, row["activity"]) * northshireShare
		if off := asked[key]/want - 1; math.Abs(off) > 0.01 {
			t.Errorf("%s: %.0f asked, a sixtieth of England's %.0f: %.2f%% off", key, asked[key], want, off*100)
		}
		pounds += asked[key] * parsed(t, row["unit_cost_gbp"])
		if key[0] == 'A' {
			contacts += asked[key]
		} else {
			bedDays += asked[key]
		}
	}
	if found != len(resources) {
		t.Errorf("%d of %d resources are published", found, len(resources))
	}
	for _, c := range []struct {
		what      string
		got, want float64
	}{
		{"cost at 2024-25 prices", pounds, 127.0e6}, {"contacts", contacts, 245_500}, {"bed days", bedDays, 73_257}, {"beds", bedDays / 365, 201},
	} {
		if math.Abs(c.got/c.want-1) > 0.01 {
			t.Errorf("%s: %.0f, want about %.0f", c.what, c.got, c.want)
		}
	}
}

func TestNorthshireAsksOneBedDayForAnAdmittedDay(t *testing.T) {
	r := simulated(t, "northshire", "block").result(t, "block")
	m := r.Model
	for c := range m.Contracts {
		for _, of := range r.Activity.Contracts[c].Currencies {
			for i := range m.Months {
				beds := 0.0
				for _, line := range r.Care.Lines {
					unit := m.Resources[r.Care.Resources[line.Provided].Resource].Unit
					if line.Contract == c && line.Currency == of.Currency && unit == "bed day" {
						beds += line.Asked[i].Units()
					}
				}
				if days := of.Measures[tariff.AdmittedDay][i].Units(); math.Abs(beds-days) > 0.002 {
					t.Fatalf("%s, %s: %.3f bed days for %.3f admitted days", m.Contracts[c].Name, m.Currencies[of.Currency].Key, beds, days)
				}
			}
		}
	}
}

func TestNorthshireUnitCostsArePublished(t *testing.T) {
	r := simulated(t, "northshire", "block").result(t, "block")
	published := published(t, "ncc_2024_25_mental_health.csv")
	for _, resource := range r.Model.Resources {
		row := slices.IndexFunc(published, func(row map[string]string) bool { return row["currency_code"] == resource.Key })
		if row < 0 {
			t.Errorf("%s is not published", resource.Key)
			continue
		}
		if cost := resource.Rows[0].Value.UnitCost.InexactFloat64(); cost != parsed(t, published[row]["unit_cost_gbp"]) {
			t.Errorf("%s costs %v, published %s", resource.Key, cost, published[row]["unit_cost_gbp"])
		}
	}
}

func TestNorthshireLocalPricesGiveTheBlockBack(t *testing.T) {
	study := simulated(t, "northshire", "block", "local")
	block, local := study.result(t, "block"), study.result(t, "local")
	for c := range block.Contracts {
		if off := incomeOf(local, c, 0, 12) - incomeOf(block, c, 0, 12); off > 100 || off < -100 {
			t.Errorf("contract %s: local prices pay %v more than the block", block.Model.Contracts[c].Name, off)
		}
	}
}

func TestMorePeopleStackOnAnyScenario(t *testing.T) {
	study := simulated(t, "northshire", "block", "block+more-people", "national", "national+more-people", "capped+more-people", "blended", "blended+more-people")
	months := study.result(t, "block").Model.Months
	for c, contract := range study.result(t, "block").Model.Contracts {
		income := func(scenario string) tariff.Pence { return incomeOf(study.result(t, scenario), c, 0, months) }
		if income("block+more-people") != income("block") {
			t.Errorf("%s: a block moves with activity", contract.Name)
		}
		if income("national+more-people") <= income("national") {
			t.Errorf("%s: Payment by Results does not pay for more people", contract.Name)
		}
		half := income("blended+more-people") - income("blended")
		if whole := income("national+more-people") - income("national"); half <= 0 || half >= whole {
			t.Errorf("%s: a variable element pays %v for more people, the whole price %v", contract.Name, half, whole)
		}
		// The cap: at most 2% above what the block pays, year by year.
		for year := 0; year < months; year += 12 {
			capped := incomeOf(study.result(t, "capped+more-people"), c, year, 12).Pounds()
			block := incomeOf(study.result(t, "block"), c, year, 12).Pounds()
			if capped > block*1.02+0.01 || capped < block*0.995-0.01 {
				t.Errorf("%s, month %d: %.2f is not within cap and collar of %.2f", contract.Name, year, capped, block)
			}
		}
	}
	before, after := study.result(t, "block"), study.result(t, "block+more-people")
	for c := range before.Model.Contracts {
		for k, of := range before.Activity.Contracts[c].Currencies {
			was, is := of.Measures[tariff.Start][0].Units(), after.Activity.Contracts[c].Currencies[k].Measures[tariff.Start][0].Units()
			if math.Abs(is-1.08*was) > 0.001 {
				t.Errorf("starts of %.3f become %.3f, want 8%% more", was, is)
			}
		}
	}
}
