package evidence

import (
	"fmt"
	"slices"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"parity/engine"
	"parity/scenarios"
	"parity/tariff"
)

// One block of 120 a year from a local paper, and one contract paid by activity, ten contacts
// a month at an invented 2 pounds from April and a published 3 from May: what rests on what
// can be told by hand.
func TestSharesWorkedOutByHand(t *testing.T) {
	const known = ",published,A source\n"
	m := modelOf(t, map[string]string{
		"model.csv":         "key,value\nstart,2025-04\nmonths,3\n",
		"currencies.csv":    "currency\nK\n",
		"providers.csv":     "provider\nT\n",
		"commissioners.csv": "commissioner\nC\n",
		"contracts.csv":     "contract,commissioner,provider,payment,schedule,annual_value,evidence,source\nblock,C,T,block,,120,local,Board paper\nunits,C,T,activity,s,,published,Contract\n",
		"schedules.csv":     "schedule,basis,evidence,source\ns,local" + known,
		"prices.csv":        "schedule,currency,measure,from,price,evidence,source\ns,K,contact,,2,illustrative,\ns,K,contact,2025-05,3,published,A list\n",
		"activity.csv": "contract,currency,measure,month,quantity,evidence,source\nunits,K,contact,2025-04,10" + known +
			"units,K,contact,2025-05,10" + known + "units,K,contact,2025-06,10,published,\n",
	})
	report := Of(run(t, m))
	if len(report.Headlines) != 1 {
		t.Fatalf("%d headlines of a model without cost, not 1", len(report.Headlines))
	}
	h := report.Headlines[0]
	want := [classCount]tariff.Pence{Local: 30_00, Illustrative: 20_00, Published: 30_00, Unsourced: 30_00}
	if h.Item != engine.ItemIncome || h.Money != want || h.Total() != 110_00 {
		t.Errorf("%s rests on %v, not %v", h.Item, h.Money, want)
	}
	if got, want := h.Permille(), [classCount]int{Published: 273, Local: 273, Unsourced: 272, Illustrative: 182}; got != want {
		t.Errorf("in thousandths %v, not %v", got, want)
	}
	var lines []string
	for _, in := range report.Inputs[:6] {
		lines = append(lines, fmt.Sprint(in.Table.Name, " ", in.Class, " ", in.Income, " ", in.Where))
	}
	wanted := []string{
		"contracts published 80.00 contracts, row 3",
		"schedules published 80.00 schedules, row 2",
		"prices published 60.00 prices, row 3",
		"activity published 50.00 activity, rows 2-3",
		"activity unsourced 30.00 activity, row 4",
		"contracts local 30.00 contracts, row 2",
	}
	if !slices.Equal(lines, wanted) {
		t.Errorf("inputs are\n%q\nnot\n%q", lines, wanted)
	}
}

func modelOf(t testing.TB, files map[string]string) *scenarios.Model {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	m, err := scenarios.ReadFolder(fsys, "test")
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// signed adds lines up as they are.
type signed struct{ sum tariff.Pence }

func (s *signed) line(amount tariff.Pence, _ rests) { s.sum += amount }
func (s *signed) unknown()                          {}

// The lines are those of the headlines: with their signs they come to them to the penny.
func TestTheLinesComeToTheHeadlines(t *testing.T) {
	m, err := scenarios.Load("england-2015-16")
	if err != nil {
		t.Fatal(err)
	}
	for _, study := range []*scenarios.Study{run(t, service(t)), run(t, m)} {
		shared := newPlacer(study.Model)
		baseline := newWalker(shared, &study.Scenarios[study.Baseline], nil)
		for s := range study.Scenarios {
			w := newWalker(shared, &study.Scenarios[s], baseline)
			income, cost := &signed{}, &signed{}
			var paid, spent tariff.Pence
			for c := range w.m.Contracts {
				w.income(c, income)
				for _, month := range w.r.Contracts[c].Statement.Income {
					paid += month
				}
			}
			w.cost(cost)
			for fact := range w.r.FactsOf(func(item string) bool { return slices.Contains(engine.CostItems(), item) }) {
				if !fact.Value.Missing {
					spent += tariff.Pence(fact.Value.Number)
				}
			}
			if income.sum != paid || cost.sum != spent {
				t.Errorf("%s: lines of income come to %s and of cost to %s, the headlines to %s and %s", study.Scenarios[s].Key, income.sum, cost.sum, paid, spent)
			}
		}
	}
}

// Whatever the evidence of the rows: the money by class is the same money, thousandths come to
// a thousand, and where one row becomes worse, no less money is of a class as bad or worse.
func TestWorseEvidenceNeverRestsLess(t *testing.T) {
	study := run(t, service(t))
	totals := Of(study)
	rapid.Check(t, func(t *rapid.T) {
		drawn := withEvidence(study, func(table *scenarios.Table, row int) (string, string) {
			return rapid.SampledFrom(classNames[:]).Draw(t, "class"), rapid.SampledFrom([]string{"", "A source"}).Draw(t, "source")
		})
		before := Of(drawn)
		for k := range before.Headlines {
			h := &before.Headlines[k]
			sum := 0
			for _, part := range h.Permille() {
				sum += part
			}
			if h.Total() != totals.Headlines[k].Total() || sum != 1000 {
				t.Fatalf("%s is of %s in %d thousandths, not of %s", h.Item, h.Total(), sum, totals.Headlines[k].Total())
			}
		}
		table := rapid.SampledFrom(drawn.Model.Tables).Draw(t, "table")
		at := table.Schema.Index(scenarios.EvidenceColumn)
		if at < 0 {
			return
		}
		worse := rapid.IntRange(0, len(table.Rows)-1).Draw(t, "row")
		line, was := table.Rows[worse].Line, classOf(table, worse)
		to := Class(rapid.IntRange(int(was), int(Missing)).Draw(t, "worse"))
		after := Of(withEvidence(drawn, func(other *scenarios.Table, row int) (string, string) {
			if other.Schema.Table == table.Schema.Table && other.Rows[row].Line == line {
				return to.String(), other.Cell(row, scenarios.SourceColumn)
			}
			return other.Cell(row, scenarios.EvidenceColumn), other.Cell(row, scenarios.SourceColumn)
		}))
		for k := range before.Headlines {
			var less, more tariff.Pence
			for _, class := range Classes() {
				less, more = less+before.Headlines[k].Of(class), more+after.Headlines[k].Of(class)
				if more < less {
					t.Fatalf("%s: %s rests on %s or worse, and %s once %s is %s", before.Headlines[k].Item, less, class, more, table.At(worse, ""), to)
				}
			}
		}
	})
}

// withEvidence is a study whose rows say other things of how they are known; its figures are
// the same.
func withEvidence(study *scenarios.Study, says func(t *scenarios.Table, row int) (class, source string)) *scenarios.Study {
	other := *study
	other.Scenarios = slices.Clone(study.Scenarios)
	other.Model = study.Model.Clone()
	said := map[string][2]string{} // by table and line: scenarios leave what they do not change
	say := func(m *scenarios.Model) {
		for _, t := range m.Tables {
			at, source := t.Schema.Index(scenarios.EvidenceColumn), t.Schema.Index(scenarios.SourceColumn)
			if at < 0 {
				continue
			}
			for row := range t.Rows {
				place := fmt.Sprint(t.Schema.Table, " ", t.Rows[row].Line)
				words, known := said[place]
				if !known || t.Rows[row].Line == 0 {
					class, source := says(t, row)
					words = [2]string{class, source}
					said[place] = words
				}
				t.Rows[row].Cells[at], t.Rows[row].Cells[source] = words[0], words[1]
			}
		}
	}
	say(other.Model)
	for s := range other.Scenarios {
		other.Scenarios[s].Tables = other.Scenarios[s].Tables.Clone()
		say(other.Scenarios[s].Tables)
	}
	return &other
}

// Every table of inputs has its place among the tables: what it holds, what it reaches and
// whom to ask; and there is room for all of them.
func TestEveryTableOfInputsHasItsPlace(t *testing.T) {
	schemas := scenarios.Schemas()
	if room := restWords * wordBits; len(schemas)*classCount > room {
		t.Errorf("%d tables of %d classes do not fit into %d bits: raise restWords", len(schemas), classCount, room)
	}
	listed := map[string]bool{}
	for i := range tables {
		table := &tables[i]
		schema, known := scenarios.SchemaOf(table.Name)
		if !known || !schema.Input {
			t.Errorf("%s is no table of inputs: take it out of whom.go", table.Name)
			continue
		}
		if table.needs != "" && schema.Index(table.needs) < 0 {
			t.Errorf("%s has no column %s", table.Name, table.needs)
		}
		if asks := table.Ask != ""; table.Holds == "" || asks != (table.Reach != ReachesNames) {
			t.Errorf("%s: say in whom.go what it holds, and whom to ask for it", table.Name)
		}
		listed[table.Name] = true
	}
	for _, schema := range schemas {
		if schema.Input && !listed[schema.Table] {
			t.Errorf("table %s is not in whom.go: say there what it holds and whom to ask, and add its rows where they act in income.go, price.go, quantity.go or care.go", schema.Table)
		}
	}
}

// What is published and sourced needs nobody to be asked.
func TestSoundInputsAreLeftAlone(t *testing.T) {
	m := sound(service(t), "", 0)
	for _, table := range []string{"prices", "outcomes"} { // two figures of the service are missing
		blank := m.Table(table)
		for row := range blank.Rows {
			if at := blank.Schema.Index(tableOf(table).needs); blank.Rows[row].Cells[at] == "" {
				blank.Rows[row].Cells[at] = "0.5"
			}
		}
	}
	study := run(t, m)
	for s := range study.Scenarios { // terms that scenarios insert
		study.Scenarios[s].Tables = sound(study.Scenarios[s].Tables, "", 0)
	}
	if report := Of(study); !report.Sound() || len(report.ToAsk()) != 0 {
		t.Errorf("a sound model is asked about: %v", report.ToAsk())
	}
}
