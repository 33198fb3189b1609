package reports_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"parity/engine"
	"parity/engine/risk"
	"parity/reports"
	"parity/scenarios"
)

// drawn draws a thousand draws of a model's scenarios.
func drawn(t *testing.T, m *scenarios.Model, names ...string) *reports.RiskFigures {
	t.Helper()
	d, err := scenarios.NewDrawable(m, scenarios.Selection{Scenarios: names})
	if err != nil {
		t.Fatal(err)
	}
	result, err := d.Draw(context.Background(), risk.Origin{Study: "test", Seed: 3, Range: risk.Whole(1000)}, 0, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	figures, err := reports.NewRiskFigures(context.Background(), result, 0)
	if err != nil {
		t.Fatal(err)
	}
	return figures
}

func load(t *testing.T, name string) *scenarios.Model {
	t.Helper()
	m, err := scenarios.Load(name)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// englandDrawn is a model with 56 contracts, without cost, of which what is done is uncertain.
func englandDrawn(t *testing.T) *scenarios.Model {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "england")
	if err := scenarios.WriteFolder(folder, load(t, "england-2015-16")); err != nil {
		t.Fatal(err)
	}
	rows := "parameter,cells,operation,low,high,family,concentration,group,evidence,source,note\n" +
		"contacts,activity.quantity,multiply,0.9,1.1,pert,,,illustrative,Illustrative: a test's,\n"
	if err := os.WriteFile(filepath.Join(folder, "uncertainty.csv"), []byte(rows), 0o600); err != nil {
		t.Fatal(err)
	}
	return load(t, folder)
}

func TestChancesInWords(t *testing.T) {
	for _, c := range []struct {
		draws, of int
		want      string
	}{
		{2345, 10_000, "In 23 of 100 draws"},
		{5000, 10_000, "In 50 of 100 draws"},
		{0, 10_000, "In none of 10,000 draws"},
		{7, 10_000, "In 7 of 10,000 draws"},
		{9_993, 10_000, "In 9,993 of 10,000 draws"},
		{100, 10_000, "In 1 of 100 draws"},
		{10_000, 10_000, "In all of 10,000 draws"},
	} {
		if got := reports.InDraws(risk.Chance{Draws: c.draws, Of: c.of}); got != c.want {
			t.Errorf("%d of %d: %q, want %q", c.draws, c.of, got, c.want)
		}
	}
}

// Figures are worked out again, plainly, from the draws themselves.
func TestRiskFiguresAreThoseOfTheDraws(t *testing.T) {
	f := drawn(t, load(t, "northshire"), "block", "capped")
	values := func(item *reports.RiskItem) []float64 {
		x, err := f.Drawn.Sample.Values(item.Whole.Column)
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	item := func(scenario int, name, contract string) *reports.RiskItem {
		found, ok := f.Scenarios[scenario].Item(name, contract, "")
		if !ok {
			t.Fatalf("scenario %d has no %s of %q", scenario, name, contract)
		}
		return found
	}
	near := func(what string, got, want float64) {
		t.Helper()
		if math.Abs(got-want) > 0.005 {
			t.Errorf("%s is %.4f, want %.4f", what, got, want)
		}
	}
	block, capped := item(0, engine.ItemIncome, ""), item(1, engine.ItemIncome, "")
	surplus, cap := item(1, engine.GoalSurplus, ""), item(1, "cap", "north")
	var mean, difference, bound, inDeficit, more, binds float64
	base, caps, left := values(block), values(cap), values(surplus)
	for k, x := range values(capped) {
		mean += x / 1000
		difference += (x - base[k]) / 1000
		if x-base[k] >= 0.005 {
			more++
		}
		if left[k] <= -0.005 {
			inDeficit++
		}
		if caps[k] <= -0.005 {
			binds++
			bound += caps[k]
		}
	}
	near("mean", capped.Whole.Mean, mean)
	near("mean less what stands", capped.Whole.Apart, mean-capped.Whole.Outcome.Stands)
	near("mean of the difference", capped.Against[0].Mean, difference)
	near("the difference as it stands", capped.Against[0].Stands, capped.Whole.Outcome.Stands-block.Whole.Outcome.Stands)
	near("draws in deficit", float64(surplus.Whole.Deficit.Draws), inDeficit)
	near("draws that pay more", float64(capped.Against[0].Above.Draws), more)
	near("draws in which the cap binds", float64(cap.Binds[0].Binds.Draws), binds)
	near("mean of the cap where it binds", cap.Binds[0].Mean, bound/binds)
	if binds == 0 || binds == 1000 || inDeficit == 0 || more == 0 {
		t.Errorf("binds in %v, in deficit in %v, more in %v of 1000 draws: the test proves nothing", binds, inDeficit, more)
	}
	near("income of the contracts", item(1, engine.ItemIncome, "north").Whole.Mean+item(1, engine.ItemIncome, "south").Whole.Mean, mean)
	years := 0.0
	for _, y := range capped.Years {
		years += y.Mean
	}
	near("income of the years", years, mean)
	if block.Against != nil || len(capped.Against) != 1+len(f.Years) || len(capped.Months) != 36 || len(capped.Curve) != 101 {
		t.Errorf("block against itself: %d, capped: %d; %d months, a curve of %d", len(block.Against), len(capped.Against), len(capped.Months), len(capped.Curve))
	}
	for k := 1; k < len(capped.Curve); k++ {
		if capped.Curve[k].Value < capped.Curve[k-1].Value {
			t.Errorf("the S-curve falls from %d%% to %d%%", k-1, k)
		}
	}
}

// Each figure is one row, once, and CSV and JSON hold the same rows.
func TestRiskRows(t *testing.T) {
	f := drawn(t, load(t, "northshire"), "block", "blended")
	var text, object bytes.Buffer
	if err := reports.WriteRiskCSV(&text, f); err != nil {
		t.Fatal(err)
	}
	if err := reports.WriteRiskJSON(&object, f, "test"); err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(&text).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var result struct {
		Draws       string
		Fingerprint string
		Figures     []map[string]any
	}
	if err := json.Unmarshal(object.Bytes(), &result); err != nil {
		t.Fatal(err)
	}
	if result.Draws != "1000 draws, seed 3" || result.Fingerprint != f.Fingerprint() {
		t.Errorf("the JSON is of %q, %s", result.Draws, result.Fingerprint)
	}
	if len(records)-1 != len(result.Figures) {
		t.Fatalf("%d rows of CSV, %d of JSON", len(records)-1, len(result.Figures))
	}
	seen := map[string]bool{}
	for i, record := range records[1:] {
		key := strings.Join(record[:9], ",")
		if seen[key] {
			t.Errorf("twice: %s", key)
		}
		seen[key] = true
		for column, cell := range record {
			name, want := records[0][column], any(nil)
			if cell != "" {
				want = cell
			}
			got := result.Figures[i][name]
			if number, is := got.(float64); is {
				var of float64
				if err := json.Unmarshal([]byte(cell), &of); err != nil || number != of {
					t.Errorf("row %d, %s: %v in JSON, %q in CSV", i, name, got, cell)
				}
			} else if got != want {
				t.Errorf("row %d, %s: %v in JSON, %q in CSV", i, name, got, cell)
			}
		}
	}
}

// No line of the page is longer than a terminal is wide, and every scenario is named.
func TestTheRiskPageFits(t *testing.T) {
	for _, c := range []struct {
		model *scenarios.Model
		names []string
	}{
		{load(t, "northshire"), nil},
		{load(t, "northshire"), []string{"block", "national+more-people", "capped+more-people"}},
		{englandDrawn(t), nil},
		{greatDeficit(t), nil},
	} {
		f := drawn(t, c.model, c.names...)
		var page bytes.Buffer
		if err := reports.WriteRisk(&page, f); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(page.String()) {
			if n := utf8.RuneCountInString(strings.TrimRight(line, "\n")); n > 80 {
				t.Errorf("%s: a line of %d columns: %s", c.model.Name, n, line)
			}
		}
		for _, scenario := range f.Scenarios {
			if !strings.Contains(page.String(), scenario.Key) {
				t.Errorf("%s: %s is not named", c.model.Name, scenario.Key)
			}
		}
	}
}

// greatDeficit is northshire with starts that may be several times as many, so that deficits
// pass 100 million pounds.
func greatDeficit(t *testing.T) *scenarios.Model {
	t.Helper()
	m := load(t, "northshire")
	m.Table("correlations").Rows = nil
	uncertainty := m.Table("uncertainty")
	row := scenarios.Row{Cells: make([]string, len(uncertainty.Schema.Columns))}
	copy(row.Cells, []string{"starts", "caseload.starts_per_month", "multiply", "0.99", "5", "pert"})
	uncertainty.Rows = []scenarios.Row{row}
	return m
}

// A figure that is not known is left out, and nothing is said of it.
func TestRiskWithoutCost(t *testing.T) {
	f := drawn(t, englandDrawn(t))
	for i := range f.Scenarios {
		if _, known := f.Scenarios[i].Item(engine.GoalSurplus, "", ""); known || f.Scenarios[i].Bearing != nil {
			t.Errorf("%s: a surplus without a cost", f.Scenarios[i].Key)
		}
	}
}

// The page has no heading over chances where there are none: a single scenario whose costs are
// not known can neither pay more than another nor run a deficit.
func TestRiskPageWithoutChances(t *testing.T) {
	for _, names := range [][]string{{"block"}, {"block", "national"}} {
		f := drawn(t, englandDrawn(t), names...)
		said := 0
		for i := range f.Scenarios {
			said += len(f.Scenarios[i].Chances)
		}
		var page bytes.Buffer
		if err := reports.WriteRisk(&page, f); err != nil {
			t.Fatal(err)
		}
		if headed := strings.Contains(page.String(), "\nChances\n"); headed != (said > 0) || headed != (len(names) > 1) {
			t.Errorf("%v: %d chances, and a heading over them: %v", names, said, headed)
		}
	}
}

// The fingerprint is that of the figures, the seed and the draws.
func TestRiskFingerprint(t *testing.T) {
	m := load(t, "northshire")
	a, b := drawn(t, m, "block"), drawn(t, m, "block")
	if a.Fingerprint() != b.Fingerprint() {
		t.Error("the same draws have two fingerprints")
	}
	if b.Seed = 4; a.Fingerprint() == b.Fingerprint() {
		t.Error("another seed has the same fingerprint")
	}
}

// Chance alone may be drawn: there are no parameters to list, and none to ask about.
func TestRiskOfChanceAlone(t *testing.T) {
	m := load(t, "northshire")
	settings := m.Table("model")
	settings.Rows = append(settings.Rows, scenarios.Row{Cells: make([]string, len(settings.Schema.Columns))})
	settings.Rows[len(settings.Rows)-1].Cells[0] = scenarios.KeyChance
	settings.Rows[len(settings.Rows)-1].Cells[1] = "yes"
	m.Table("uncertainty").Rows, m.Table("correlations").Rows = nil, nil
	f := drawn(t, m, "block", "capped")
	var page bytes.Buffer
	if err := reports.WriteRisk(&page, f); err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]bool{"of chance itself\n": true, "Chance itself plays": true, "What is uncertain": false, "parity drivers": false, "block income,": false} {
		if got := strings.Contains(page.String(), text); got != want {
			t.Errorf("the page says %q: %v, want %v", text, got, want)
		}
	}
}
