package reports_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"parity/engine"
	"parity/reports"
	"parity/scenarios"
	"parity/tariff"
)

var embedded = []string{"northshire", "england-2015-16"}

// cell is what a fact is of, without its value.
type cell struct {
	contract, commissioner, provider, currency, measure, item string
	month                                                     tariff.Month
}

// The facts of each embedded model say each thing once, are documented, and their flows add
// to what the results say: terms to income, people in to people out.
func TestFactsAddToTheTruth(t *testing.T) {
	items := map[string]engine.Item{}
	for _, item := range engine.Items() {
		items[item.Name] = item
	}
	for _, model := range embedded {
		for _, s := range study(t, model).Scenarios {
			sums := map[string]int64{}
			seen := map[cell]bool{}
			contractPaid := map[string]int64{} // base payment and terms less income, by contract and month
			people := map[string]int64{}       // by contract, currency and month: in less out
			for f := range s.Result.Facts() {
				name, _, ofResource := strings.Cut(f.Item, "/")
				if ofResource {
					name += "/"
				}
				item, ok := items[name]
				if !ok || item.Kind != f.Kind || item.Unit != "" && item.Unit != f.Unit || f.Unit == "" {
					t.Fatalf("%s: %s (%s, %s) is not as documented", model, f.Item, f.Kind, f.Unit)
				}
				if grain := grainOf(f); grain != item.Grain {
					t.Fatalf("%s: %s has the grain %s, documented as %s", model, f.Item, grain, item.Grain)
				}
				key := cell{f.Contract, f.Commissioner, f.Provider, f.Currency, f.Measure, f.Item, f.Month}
				if seen[key] {
					t.Fatalf("%s, %s: two facts of %+v", model, s.Key, key)
				}
				seen[key] = true
				if f.Kind == engine.FlowKind {
					sums[name] += f.Value.Number
				}
				at := f.Contract + " " + f.Month.String()
				switch {
				case name == engine.ItemIncome:
					contractPaid[at] -= f.Value.Number
				case name == engine.ItemBasePayment || slices.Contains(tariff.TermKinds(), tariff.TermKind(name)):
					contractPaid[at] += f.Value.Number
				}
				at = f.Contract + " " + f.Currency + " " + f.Month.String()
				switch name {
				case "start", engine.ItemMoveIn, engine.ItemTransferIn:
					people[at] += f.Value.Number
				case engine.ItemMoveOut, engine.ItemTransferOut, engine.ItemDischarge, "person":
					people[at] -= f.Value.Number
				}
				if name == "person" && f.Month > s.Result.Model.Start {
					people[at] += int64(person(s.Result, f, f.Month-1))
				}
			}
			for at, off := range contractPaid {
				if off != 0 {
					t.Errorf("%s, %s, %s: base payment and terms are %d pence off the income", model, s.Key, at, off)
				}
			}
			checkPeople(t, s.Result, people)
			whole := engine.Compare([]*engine.Result{s.Result}, 0).Sides[0].Whole.All
			cost := sums[engine.ItemCostVariable] + sums[engine.ItemCostSemiFixed] + sums[engine.ItemCostFixed] + sums[engine.ItemCostStranded]
			if sums[engine.ItemIncome] != int64(whole.Income) || cost != int64(whole.Cost.Pence) {
				t.Errorf("%s, %s: facts add to income %d and cost %d, the comparison has %d and %d pence",
					model, s.Key, sums[engine.ItemIncome], cost, whole.Income, whole.Cost.Pence)
			}
			if sums[engine.ItemDelivered]+sums[engine.ItemNotDelivered] != sums[engine.ItemAsked] {
				t.Errorf("%s, %s: delivered and not delivered do not add to asked", model, s.Key)
			}
		}
	}
}

func grainOf(f engine.Fact) engine.Grain {
	switch {
	case f.Contract == "" && f.Provider == "":
		return engine.ByCommissioner
	case f.Contract == "":
		return engine.ByProvider
	case f.Currency == "" && f.Measure != "":
		return engine.ByCasemix
	case f.Currency == "":
		return engine.ByContract
	case f.Measure == "":
		return engine.ByCurrency
	}
	return engine.ByMeasure
}

// person is the people of a fact's contract and currency at the end of a month.
func person(r *engine.Result, f engine.Fact, month tariff.Month) tariff.Quantity {
	for c := range r.Model.Contracts {
		if r.Model.Contracts[c].Name != f.Contract {
			continue
		}
		for _, activity := range r.Activity.Contracts[c].Currencies {
			if r.Model.Currencies[activity.Currency].Key == f.Currency {
				return activity.Measures[tariff.Person][month-r.Model.Start]
			}
		}
	}
	return 0
}

// checkPeople holds in = out + change for every month but the first, whose opening people
// are no fact; there what is off is the opening.
func checkPeople(t *testing.T, r *engine.Result, off map[string]int64) {
	t.Helper()
	for c := range r.Model.Contracts {
		for _, activity := range r.Activity.Contracts[c].Currencies {
			if !activity.Projected {
				continue
			}
			for i := range r.Model.Months {
				at := r.Model.Contracts[c].Name + " " + r.Model.Currencies[activity.Currency].Key + " " + r.Model.Month(i).String()
				want := int64(0)
				if i == 0 {
					want = -int64(activity.Opening)
				}
				if off[at] != want {
					t.Fatalf("%s: people in, out and there are %d thousandths apart, want %d", at, off[at], want)
				}
			}
		}
	}
}

// The CSV read back is the facts.
func TestCSVHoldsTheFacts(t *testing.T) {
	s := study(t, "england-2015-16")
	var b bytes.Buffer
	if err := reports.WriteCSV(&b, s); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if head := strings.Join(rows[0], ","); head != "scenario,contract,commissioner,provider,currency,measure,month,year,item,kind,value,unit" {
		t.Errorf("head %s", head)
	}
	next := 1
	for _, scenario := range s.Scenarios {
		for f := range scenario.Result.Facts() {
			want := []string{scenario.Key, f.Contract, f.Commissioner, f.Provider, f.Currency, f.Measure, f.Month.String(), f.Year().String(), f.Item, string(f.Kind), f.Value.String(), f.Unit}
			if !slices.Equal(rows[next], want) {
				t.Fatalf("row %d: %v, want %v", next+1, rows[next], want)
			}
			next++
		}
	}
	if next != len(rows) {
		t.Errorf("%d rows, %d facts", len(rows)-1, next-1)
	}
}

// The JSON holds the same facts, and numbers with all their places.
func TestJSONHoldsTheFacts(t *testing.T) {
	s := study(t, "england-2015-16")
	var b bytes.Buffer
	if err := reports.WriteJSON(&b, s, "v0", "f0"); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Title, Version, Baseline string
		Sources                  []string
		Scenarios                []struct{ Scenario string }
		Facts                    []struct {
			Scenario, Contract, Item, Month string
			Value                           *json.Number
		}
	}
	decoder := json.NewDecoder(&b)
	decoder.UseNumber()
	if err := decoder.Decode(&got); err != nil {
		t.Fatal(err)
	}
	if got.Title != s.Model.Setting(scenarios.KeyTitle) || got.Version != "v0" || got.Baseline != "block" || len(got.Sources) == 0 || len(got.Scenarios) != len(s.Scenarios) {
		t.Errorf("head: %q, %q, baseline %q, %d sources, %d scenarios", got.Title, got.Version, got.Baseline, len(got.Sources), len(got.Scenarios))
	}
	next := 0
	for _, scenario := range s.Scenarios {
		for f := range scenario.Result.Facts() {
			g := got.Facts[next]
			if g.Scenario != scenario.Key || g.Contract != f.Contract || g.Item != f.Item || g.Month != f.Month.String() || g.Value.String() != f.Value.String() {
				t.Fatalf("fact %d: %+v, want %+v", next, g, f)
			}
			next++
		}
	}
	if next != len(got.Facts) {
		t.Errorf("%d facts, want %d", len(got.Facts), next)
	}
}

func TestEqualStudiesGiveEqualBytes(t *testing.T) {
	write := func() []byte {
		var b bytes.Buffer
		s := study(t, "northshire", "block", "national+more-people")
		for _, err := range []error{reports.WriteCSV(&b, s), reports.WriteJSON(&b, s, "v0", "f0"), reports.WriteComparison(&b, s)} {
			if err != nil {
				t.Fatal(err)
			}
		}
		return b.Bytes()
	}
	if !bytes.Equal(write(), write()) {
		t.Error("two runs of the same study differ")
	}
}

// Text that a spreadsheet would take for a formula is not one; text with CSV's own
// characters is quoted; a missing value is blank in CSV and null in JSON.
func TestTextInResultsIsSafe(t *testing.T) {
	for _, c := range []struct{ contract, csv, json string }{
		{"north", "north", `"north"`},
		{"=1+1", "'=1+1", `"=1+1"`},
		{"+44", "'+44", `"+44"`},
		{"-x", "'-x", `"-x"`},
		{"@sum", "'@sum", `"@sum"`},
		{`a "b", c`, `"a ""b"", c"`, `"a \"b\", c"`},
		{"naïve", "naïve", `"naïve"`},
	} {
		s := oneContract(c.contract)
		var b bytes.Buffer
		if err := reports.WriteCSV(&b, s); err != nil {
			t.Fatal(err)
		}
		if _, row, _ := strings.Cut(b.String(), "\n"); !strings.HasPrefix(row, "block,"+c.csv+",C,P,,,2025-04,2025-26,") {
			t.Errorf("%q in CSV: %s", c.contract, row)
		}
		b.Reset()
		if err := reports.WriteJSON(&b, s, "v0", "f0"); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(b.String(), `"contract":`+c.json+`,"commissioner"`) {
			t.Errorf("%q in JSON: %s", c.contract, b.String())
		}
		if !json.Valid(b.Bytes()) {
			t.Errorf("%q: the JSON is not valid", c.contract)
		}
	}
}

// oneContract is a study of one block contract with an amount of -1.00 in one month.
func oneContract(name string) *scenarios.Study {
	result := &engine.Result{
		Model: &engine.Model{
			Start: tariff.NewMonth(2025, 4), Months: 1,
			Providers: []engine.Provider{{Key: "P"}}, Commissioners: []engine.Commissioner{{Key: "C"}},
			Contracts: []engine.Contract{{Contract: tariff.Contract{Name: name}}},
		},
		Activity:  &engine.Activity{Contracts: make([]engine.ContractActivity, 1)},
		Care:      &engine.Care{},
		Contracts: []engine.ContractResult{{Statement: tariff.Statement{Income: []tariff.Pence{-100}, Cash: []tariff.Pence{-100}}}},
	}
	return &scenarios.Study{Model: &scenarios.Model{Name: "one"}, Scenarios: []scenarios.Scenario{{Key: "block", Tables: &scenarios.Model{}, Result: result}}}
}

// BenchmarkCSV writes every fact of northshire's scenarios.
func BenchmarkCSV(b *testing.B) {
	s := study(b, "northshire")
	var out bytes.Buffer
	for b.Loop() {
		out.Reset()
		if err := reports.WriteCSV(&out, s); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(out.Len()), "bytes")
}
