package scenarios

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"parity/engine/risk"
)

// uncertainNorthshire are intervals for figures of northshire, in place of its own; illustrative.
var uncertainNorthshire = []string{
	"simple-starts,caseload[currency=0|1].starts_per_month,set,40,100,uniform,,",
	"starts,caseload[currency=2|3|4|5].starts_per_month,multiply,0.9,1.1,pert,,volume",
	"stays,caseload[currency=2|3].mean_stay_days,multiply,0.9,1.15,lognormal,,volume",
	"community,resources[resource=A06|A07].unit_cost,set,250,290,normal,,",
	"wards,resources[resource=200MHPS].unit_cost,multiply,0.95,1.08,lognormal,,wages",
	"efficiency,resources.efficiency_delivered,add,-0.005,0.004,uniform,,",
	"ways,moves[from_currency=0].share,,,,dirichlet,60,",
	"cap,\"changes[scenario=capped,change=cap-and-collar,line=4|10].value\",,0.015,0.03,beta,,",
	"more,changes[scenario=more-people].value,,1.02,1.14,uniform,,",
	"mff,providers.mff,multiply,0.99,1.01,normal,,",
}

// northshireDrawn is northshire over a year and a quarter, with intervals, ready to be drawn.
func northshireDrawn(t *testing.T, rows, correlations []string) *Drawable {
	t.Helper()
	m := loaded(t, "northshire")
	settings := m.Table("model")
	for row := range settings.Rows {
		if settings.Rows[row].Cells[0] == "months" {
			settings.Rows[row].Cells[1] = "15"
		}
	}
	changes := m.Table("changes")
	changes.Rows = slices.DeleteFunc(changes.Rows, func(r Row) bool { // those after the shorter run
		return r.Cells[changes.Schema.Index(FromColumn)] > "2026-06"
	})
	withRows(t, m, "uncertainty", uncertaintyHeader, rows)
	withRows(t, m, "correlations", "group_a,group_b,rank\n", correlations)
	d, err := NewDrawable(m, Selection{})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// withRows gives a model a table with a file's lines in place of its own.
func withRows(t *testing.T, m *Model, name, header string, lines []string) {
	t.Helper()
	m.Tables = slices.DeleteFunc(m.Tables, func(t *Table) bool { return t.Schema.Table == name })
	if len(lines) == 0 {
		return
	}
	files := over(smallModel, map[string]string{name + ".csv": header + strings.Join(lines, "\n") + "\n"})
	read, faults, err := readFolder(folderOf(files), "small")
	if err != nil || len(faults) > 0 {
		t.Fatal(err, faults)
	}
	m.Tables = append(m.Tables, read.Table(name))
}

// What slots stand at, put into the expressions, gives what the same figures give where each is
// drawn as the number it comes to: of every outcome of every scenario.
func TestWhatStandsIsTheProjection(t *testing.T) {
	d := northshireDrawn(t, uncertainNorthshire, []string{"volume,wages,-0.4"})
	plain := risk.Study{Baseline: d.Uncertainty.Study.Baseline, Slots: 1} // the slot is always 1
	all := make([]int, len(d.Uncertainty.Study.Scenarios))
	for i, scenario := range d.Uncertainty.Study.Scenarios {
		all[i] = i
		numbers := map[risk.Figure]risk.Expression{}
		for figure, expression := range scenario.Uncertain {
			stands := 0.0
			for _, product := range expression {
				times := product.Times
				for _, x := range product.Stands {
					times *= x
				}
				stands += times
			}
			numbers[figure] = risk.Expression{{Times: stands, Slots: []int{0}, Stands: []float64{1}}}
		}
		scenario.Uncertain = numbers
		plain.Scenarios = append(plain.Scenarios, scenario)
	}
	worked := func(study *risk.Study, values [][]float64) ([]risk.Outcome, [][]float64) {
		projection := risk.NewProjection(study)
		out := make([][]float64, len(projection.Outcomes()))
		for i := range out {
			out[i] = make([]float64, 1)
		}
		projection.NewWorker().Work(values, out)
		return projection.Outcomes(), out
	}
	study, standing := risk.Stand(&d.Uncertainty.Study, all)
	if study.Slots <= d.Uncertainty.Study.Slots {
		t.Fatal("no slot stands for cells that differ")
	}
	stands := make([][]float64, study.Slots)
	for slot, to := range standing.Values() {
		stands[slot] = []float64{to}
	}
	outcomes, got := worked(study, stands)
	_, want := worked(&plain, [][]float64{{1}})
	for k, o := range outcomes {
		if math.Abs(got[k][0]-want[k][0]) > 0.005 { // half a penny of some hundred million pounds
			t.Errorf("%+v: %v, want %v", o, got[k][0], want[k][0])
		}
	}
}

// drives works out what drives a result of northshire.
func drives(t *testing.T, d *Drawable, q Driving) *Drivers {
	t.Helper()
	q.Draws, q.Seed = 1000, 1
	found, err := d.Drivers(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// driver is that of a name.
func (d *Drivers) driver(t *testing.T, name string) *risk.Driver {
	t.Helper()
	at := slices.IndexFunc(d.Drivers.Drivers, func(x risk.Driver) bool { return x.Name == name })
	if at < 0 {
		t.Fatalf("no driver is called %s", name)
	}
	return &d.Drivers.Drivers[at]
}

// Every result that draws come to is, as the cells stand, that of the run.
func TestDrivenResultsAreThoseOfTheRun(t *testing.T) {
	d := northshireDrawn(t, uncertainNorthshire, nil)
	for _, c := range []struct{ scenario, result string }{
		{"block", "cost"}, {"national", "income/2026-27"}, {"block", "cost/contract=north"}, {"local", "surplus/2026-27/contract=south"},
		{"national", "cost/commissioner=NTH"}, {"national", "surplus/provider=NST"}, {"capped", "collar/contract=north"},
		{"blended", "variable/2026-27"}, {"national", "income/contract=north/provider=NST"},
		{"national", "activity_value/2026-27/contract=north/currency=4"}, {"national", "activity_value/measure=assessment"},
		{"national", "base_payment/contract=south"}, {"cherry-picking", "cost_stranded/2026-27"},
		{"staff-cut", "delivered/A06/currency=7"}, {"staff-cut", "not_delivered/A06/contract=north"}, {"block", "asked/200MHPS"},
		{"more-people", "start/commissioner=STH"}, {"block", "admitted_day/2025-26/currency=14"}, {"block", "period"}, {"blended", "plan_value"},
	} {
		found := drives(t, d, Driving{Scenario: c.scenario, Result: c.result})
		at := slices.IndexFunc(d.Scenarios, func(s Scenario) bool { return s.Key == c.scenario })
		years, err := found.Goal.Of(d.Scenarios[at].Result)
		if err != nil {
			t.Fatal(err)
		}
		want := 0.0
		for _, pence := range years {
			want += float64(pence) / 100
		}
		if !found.Goal.Money() {
			want /= 10 // of thousandths
		}
		if want == 0 && isDetail(found.Goal) || math.Abs(found.Projected-want) > 1e-4 || math.Abs(found.Stands-want) > 10 || found.Result != c.result || found.Scenario != c.scenario {
			t.Errorf("%s of %s stands at %v and %v, want %v: %+v", c.result, c.scenario, found.Projected, found.Stands, want, found)
		}
	}
}

// The bars are runs with the figure at its P10 and at its P90.
func TestTornadoAgainstRuns(t *testing.T) {
	d := northshireDrawn(t, uncertainNorthshire, nil)
	found := drives(t, d, Driving{Scenario: "national", Result: "cost/2026-27"})
	for _, c := range []struct {
		name          string
		table, column string
		where         []string
		low, high     func(was float64) float64
	}{
		{"community", "resources", "unit_cost", []string{"A06", "A07"}, func(float64) float64 { return 250 }, func(float64) float64 { return 290 }},
		{"wards", "resources", "unit_cost", []string{"200MHPS"}, func(was float64) float64 { return 0.95 * was }, func(was float64) float64 { return 1.08 * was }},
	} {
		bar := found.driver(t, c.name)
		for i, to := range []func(float64) float64{c.low, c.high} {
			m := d.Model.Clone()
			table := m.Table(c.table)
			column := table.Schema.Index(c.column)
			for row := range table.Rows {
				if slices.Contains(c.where, table.Cell(row, "resource")) {
					table.Rows[row].Cells[column] = strconv.FormatFloat(to(float(table.Rows[row].Cells[column])), 'f', 8, 64)
				}
			}
			study, err := Simulate(m, Selection{Scenarios: []string{"national"}})
			if err != nil {
				t.Fatal(err)
			}
			pence, err := found.Goal.Of(study.Scenarios[slices.IndexFunc(study.Scenarios, func(s Scenario) bool { return s.Key == "national" })].Result)
			if err != nil {
				t.Fatal(err)
			}
			// What is rounded in both, the one against the other, is left out.
			got, want := []float64{bar.Low, bar.High}[i]-found.Stands, float64(pence[0])/100-found.Projected
			if math.Abs(got-want) > 0.5 {
				t.Errorf("%s: the bar goes to %v, and a run there to %v", c.name, got, want)
			}
		}
	}
}

// Groups that are correlated are one factor, whose bar is that of its draws; a group that moves as
// one has ends.
func TestCorrelatedGroupsAreOneFactor(t *testing.T) {
	found := drives(t, northshireDrawn(t, uncertainNorthshire, []string{"volume,wages,-0.4"}), Driving{Result: "cost"})
	alone := drives(t, northshireDrawn(t, uncertainNorthshire, nil), Driving{Result: "cost"})
	both, volume, wards := found.driver(t, "volume and wages"), alone.driver(t, "volume"), alone.driver(t, "wards")
	if factor := found.Factors[both.Factor]; !slices.Equal(factor.Parameters, []int{1, 2, 4}) {
		t.Errorf("parameters %v", factor.Parameters)
	}
	if volume.LowError != 0 || wards.LowError != 0 || both.LowError == 0 {
		t.Errorf("errors %v, %v and %v", volume.LowError, wards.LowError, both.LowError)
	}
	// Of two that move a straight result by v and w, correlated by r, the swing is that of
	// v² + w² + 2rvw.
	v, w, r := volume.Swing(), wards.Swing(), 2*math.Sin(math.Pi*-0.4/6)
	if want := math.Sqrt(v*v + w*w + 2*r*v*w); math.Abs(both.Swing()-want) > 4*(both.LowError+both.HighError) {
		t.Errorf("a swing of %v, want %v", both.Swing(), want)
	}
	// Given less than a full correlation with itself a group has no ends either.
	loose := drives(t, northshireDrawn(t, uncertainNorthshire, []string{"volume,volume,0.5"}), Driving{Result: "cost"}).driver(t, "volume")
	if loose.LowError == 0 || loose.Swing() >= v {
		t.Errorf("a swing of %v ± %v, and as one %v", loose.Swing(), loose.LowError, v)
	}
}

// What a scenario does not have, or its result does not follow from, is no driver.
func TestUnmovedFactors(t *testing.T) {
	d := northshireDrawn(t, uncertainNorthshire, nil)
	for _, c := range []struct {
		driving Driving
		drivers int
		unmoved []string
	}{
		{Driving{Scenario: "local", Result: "income"}, 3, []string{"community", "wards", "efficiency", "cap", "more", "mff"}},
		{Driving{Scenario: "more-people", Against: "block", Result: "cost"}, 8, []string{"cap"}},
		{Driving{Scenario: "national", Against: "local", Result: "surplus"}, 4, []string{"community", "wards", "efficiency", "cap", "more"}},
	} {
		found := drives(t, d, c.driving)
		var unmoved []string
		for _, f := range found.Unmoved {
			unmoved = append(unmoved, f.Name)
		}
		if len(found.Drivers.Drivers) != c.drivers || !slices.Equal(unmoved, c.unmoved) {
			t.Errorf("%+v: %d drivers, and %v move nothing", c.driving, len(found.Drivers.Drivers), unmoved)
		}
	}
}

// Against another scenario the result is the difference, and its drivers are those of that.
func TestDriversOfADifference(t *testing.T) {
	d := northshireDrawn(t, uncertainNorthshire, nil)
	more, block := drives(t, d, Driving{Scenario: "more-people", Result: "cost"}), drives(t, d, Driving{Scenario: "block", Result: "cost"})
	apart := drives(t, d, Driving{Scenario: "more-people", Against: "block", Result: "cost"})
	if math.Abs(apart.Projected-more.Projected+block.Projected) > 1e-4 {
		t.Errorf("%v, want %v less %v", apart.Projected, more.Projected, block.Projected)
	}
	if first := apart.Drivers.Drivers[0]; first.Name != "more" || first.Total < 0.9 {
		t.Errorf("the change itself should drive what it changes, and it is %+v", first)
	}
}

func TestWorkersChangeNoDriver(t *testing.T) {
	d := northshireDrawn(t, uncertainNorthshire, []string{"volume,wages,-0.4"})
	var want []byte
	for _, workers := range []int{1, 2, 3} {
		got, err := json.Marshal(drives(t, d, Driving{Scenario: "capped", Result: "surplus", Workers: workers}))
		if err != nil {
			t.Fatal(err)
		}
		if want == nil {
			want = got
		}
		if !slices.Equal(got, want) {
			t.Errorf("%d workers give\n%s\none gives\n%s", workers, got, want)
		}
	}
}

func TestResultsThatCannotBeDriven(t *testing.T) {
	d := northshireDrawn(t, uncertainNorthshire, nil)
	const items = "they come to income, cost, surplus, cost_stranded, day, admitted_day, community_day, start, assessment, period, contact, bed_day, asked, delivered, not_delivered, activity_value, plan_value, base_payment, budget_held, consequence"
	names, _ := keyValues(d.Study.Model.Table("scenarios"))
	for _, c := range []struct {
		driving Driving
		want    string
	}{
		{Driving{Result: "surplsu"}, `result "surplsu": no item is called "surplsu"; did you mean surplus?`},
		{Driving{Result: "income", Scenario: "capd"}, `no scenario is called "capd"; there are ` + strings.Join(names, ", ") + `; did you mean capped?`},
		{Driving{Result: "cash"}, `result "cash": draws do not come to it; ask for one of income, cost, surplus, cost_stranded, day, admitted_day, community_day, start, assessment, period, contact, bed_day, asked, delivered, not_delivered, activity_value, plan_value, base_payment, budget_held, consequence`},
		{Driving{Result: "foo", Against: "capped"}, `result "foo": no item is called "foo"; draws come to income, cost, surplus, cost_stranded, cap, collar, day, admitted_day, community_day, start, assessment, period, contact, bed_day, asked, delivered, not_delivered, activity_value, plan_value, base_payment, budget_held, consequence`},
		{Driving{Result: "not_delivered/A06"}, `result "not_delivered/A06": nothing that is uncertain reaches it in block; ask for another result or scenario`},
		{Driving{Result: "day"}, `result "day": there is none in block that is not split; ask for admitted_day or community_day`},
		{Driving{Result: "contact/2025-26"}, `result "contact/2025-26": there is none in block; ask for another result or scenario`},
		{Driving{Result: "asked"}, `result "asked": asked is of one resource, as asked/A01; resources are A01, A02, A06, A07, A08, A09, A10, A12, A13, A14, A15, A16, A17, A18, A24, A25, 200MHPS, 201MHPS, 202MHPS, 212MHPS`},
		{Driving{Result: "consequence/police"}, `result "consequence/police": consequence is of one sector, as consequence/police, and the model has no sectors`},
		{Driving{Result: " /2026-27"}, `result " /2026-27": it begins with an item; draws come to income, cost, surplus, cost_stranded, day, admitted_day, community_day, start, assessment, period, contact, bed_day, asked, delivered, not_delivered, activity_value, plan_value, base_payment, budget_held, consequence`},
		{Driving{Result: "cost/currency=4"}, `result "cost/currency=4": draws of it are of whole contracts; leave currency and measure out, or ask for activity_value`},
		{Driving{Result: "cap"}, `result "cap": no contract it selects has such a term in block; ` + items},
		{Driving{Result: "income/contract=west"}, `result "income/contract=west": no contract is called "west"; there are north, south`},
		{Driving{Result: "income"}, `result "income": nothing that is uncertain reaches it in block; ask for another result or scenario`},
	} {
		c.driving.Draws, c.driving.Seed = 1000, 1
		_, err := d.Drivers(context.Background(), c.driving)
		if err == nil || err.Error() != c.want {
			t.Errorf("got %v\nwant %s", err, c.want)
		}
		if goal := (*GoalError)(nil); c.driving.Scenario == "" && !errors.As(err, &goal) {
			t.Errorf("%v is no error of a goal", err)
		}
	}
}

// Chance itself is no parameter, and where nothing else is uncertain that is said.
func TestChanceAloneDrivesNothing(t *testing.T) {
	d, err := NewDrawable(read(t, oneCluster("K,2,5,2,20\n", "12")), Selection{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = d.Drivers(t.Context(), Driving{Result: "income", Draws: 1000, Seed: 1})
	const want = `result "income": nothing is uncertain but chance itself, which is no parameter; give figures you are unsure of a row in the uncertainty table`
	if err == nil || err.Error() != want {
		t.Errorf("got %v\nwant %s", err, want)
	}
}

// Working out again what follows from one factor gives the bits of working everything out.
func TestASwapIsTheWholeWorkedOutAgain(t *testing.T) {
	d := northshireDrawn(t, uncertainNorthshire, []string{"volume,wages,-0.4"})
	sampler, err := d.Sampler(1)
	if err != nil {
		t.Fatal(err)
	}
	sides := []int{3, 5}
	study, standing := risk.Stand(&d.Uncertainty.Study, sides)
	draft := risk.NewDraft(study, sides, func(o risk.Outcome) bool { return !o.Period.Monthly() })
	var factors []risk.Factor
	for _, f := range sampler.Factors() {
		factor := risk.Factor{Name: f.Name}
		for _, parameter := range f.Parameters {
			first, count := sampler.Slot(parameter)
			for slot := first; slot < first+count; slot++ {
				factor.Drawn = append(factor.Drawn, risk.Drawn{Slot: slot})
			}
		}
		factors = append(factors, factor)
	}
	rows := func(n int) [][]float64 {
		made := make([][]float64, n)
		for i := range made {
			made[i] = make([]float64, risk.PanelDraws)
		}
		return made
	}
	a, b := rows(study.Slots), rows(study.Slots)
	sampler.Fill(0, a[:sampler.Slots()])
	sampler.Fill(risk.PanelDraws, b[:sampler.Slots()])
	swapping := draft.Swapping(factors, standing).NewWorker().(risk.Swapper)
	whole := draft.Projection().NewWorker()
	outcomes := len(draft.Projection().Outcomes())
	got, want := rows(outcomes), rows(outcomes)
	swapping.Work(a, got)
	moved := 0
	for i, f := range factors {
		values := slices.Clone(a)
		for _, drawn := range f.Drawn {
			values[drawn.Slot] = b[drawn.Slot]
		}
		whole.Work(values, want)
		swapping.Swap(i, values, got)
		for k := range want {
			if !slices.Equal(got[k], want[k]) {
				t.Fatalf("%s moves %+v to %v, want %v", f.Name, draft.Projection().Outcomes()[k], got[k][0], want[k][0])
			}
		}
		moved++
	}
	if moved < 8 {
		t.Errorf("%d factors", moved)
	}
}
