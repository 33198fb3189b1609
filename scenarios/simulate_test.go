package scenarios

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"parity/tariff"
)

// forms is the clinic with scenarios of every kind: activity from October, more people, a plan
// of the baseline.
var forms = over(clinic, map[string]string{
	"model.csv": clinic["model.csv"] + "baseline,block\n",
	"contracts.csv": `contract,commissioner,provider,payment,schedule,annual_value,uplift,plan
north,NC,RT2,block,local,1200000,,baseline
south,SC,RT2,block,local,600000,,baseline
`,
	"scenarios.csv": `scenario,title,based_on
activity,By activity,block
late,By activity from October,
block,Block,
more-people,More people,block
variable,Half for what is off plan,
`,
	"changes.csv": changesHeader + `activity,pay,1,contracts,,payment,set,activity,
late,pay,1,contracts,contract=north,payment,set,activity,2025-10
more-people,more,1,caseload,,starts_per_month,multiply,1.5,
variable,pay,1,contracts,contract=north,payment,set,blended,
variable,pay,2,terms,"contract=north,step=1",term,insert,variable,
variable,pay,3,terms,"contract=north,step=1",settle,insert,month,
variable,pay,4,terms,"contract=north,step=1",rate_above,insert,0.5,
variable,pay,5,terms,"contract=north,step=1",rate_below,insert,0.5,
`,
})

func keys(study *Study) []string {
	var list []string
	for i := range study.Scenarios {
		list = append(list, study.Scenarios[i].Key)
	}
	return list
}

func TestSelection(t *testing.T) {
	m := read(t, forms)
	without := read(t, over(forms, map[string]string{"model.csv": clinic["model.csv"]}))
	stacked := read(t, over(forms, map[string]string{"model.csv": clinic["model.csv"] + "baseline,late + more-people\n"}))
	given := read(t, clinic)
	for _, c := range []struct {
		name      string
		model     *Model
		selection Selection
		want      []string
		baseline  string
	}{
		{"nothing asked: all, in the table's order", m, Selection{}, []string{"activity", "late", "block", "more-people", "variable"}, "block"},
		{"the baseline is put first where it was not asked for", m, Selection{Scenarios: []string{"late", "activity"}}, []string{"block", "late", "activity"}, "block"},
		{"and stays where it was asked for", m, Selection{Scenarios: []string{"late", "block"}}, []string{"late", "block"}, "block"},
		{"any scenario is the baseline", m, Selection{Scenarios: []string{"late"}, Baseline: "activity"}, []string{"activity", "late"}, "activity"},
		{"so is a stack", m, Selection{Scenarios: []string{"late"}, Baseline: "activity + more-people"}, []string{"activity+more-people", "late"}, "activity+more-people"},
		{"repeats are left out, however they are written", m, Selection{Scenarios: []string{"late", "block", "late", "late + more-people", "late+more-people", "late+late"}}, []string{"late", "block", "late+more-people"}, "block"},
		{"a model that names no baseline takes its first scenario", without, Selection{Scenarios: []string{"late"}}, []string{"activity", "late"}, "activity"},
		{"a model may name a stack", stacked, Selection{Scenarios: []string{"late+more-people", "block"}}, []string{"late+more-people", "block"}, "late+more-people"},
		{"a model without scenarios runs as it is", given, Selection{}, []string{"as-given"}, "as-given"},
	} {
		study, err := Simulate(c.model, c.selection)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got := keys(study); !slices.Equal(got, c.want) || got[study.Baseline] != c.baseline {
			t.Errorf("%s: %v against %s, want %v against %s", c.name, got, got[study.Baseline], c.want, c.baseline)
		}
		for i := range study.Scenarios {
			if study.Scenarios[i].Result == nil {
				t.Errorf("%s: %s has no result", c.name, study.Scenarios[i].Key)
			}
		}
	}
}

func TestSimulateFaults(t *testing.T) {
	for _, c := range []struct {
		name      string
		files     map[string]string
		selection Selection
		want      string
		unknown   bool
	}{
		{"an unknown scenario", nil, Selection{Scenarios: []string{"lat"}}, `no scenario is called "lat"; there are activity, late, block, more-people, variable; did you mean late?`, true},
		{"an unknown baseline", nil, Selection{Baseline: "blok"}, `no scenario is called "blok"; there are activity, late, block, more-people, variable; did you mean block?`, true},
		{"half a stack", nil, Selection{Scenarios: []string{"late+"}}, `no scenario is called ""; there are activity, late, block, more-people, variable; name one of them, or stack several with +`, true},
		{"what a scenario leaves is checked, and whose it is said", map[string]string{"changes.csv": changesHeader + "late,out,1,currencies,currency=2,,remove,,\n"}, Selection{Scenarios: []string{"late"}},
			`scenario late, caseload.csv, row 3, column currency: found "2", which is not in currencies; currency names a row of currencies; add it to currencies
scenario late, prices.csv, row 3, column currency: found "2", which is not in currencies; currency names a row of currencies; add it to currencies
scenario late, prices.csv, row 5, column currency: found "2", which is not in currencies; currency names a row of currencies; add it to currencies`, false},
		{"a key that a change makes twice", map[string]string{"changes.csv": changesHeader + "late,out,1,contracts,contract=north,contract,set,south,\n"}, Selection{Scenarios: []string{"late"}},
			`scenario late, contracts.csv, row 3: found the key contract south a second time, first in row 2; contract, from together stand once in contracts; take out one of the two rows
scenario late, caseload.csv, row 2, column contract: found "north", which is not in contracts; contract names a row of contracts; did you mean south?
scenario late, caseload.csv, row 3, column contract: found "north", which is not in contracts; contract names a row of contracts; did you mean south?`, false},
		{"what only compiling shows", map[string]string{"changes.csv": changesHeader + `late,out,1,contracts,contract=north,commissioner,set,SC,2026-04` + "\n"}, Selection{Scenarios: []string{"late"}},
			`scenario late, contracts.csv, row 2, column commissioner (set by scenario late, change out): found "SC"; a contract keeps its commissioner (NC); give the other commissioner a contract of its own`, false},
		{"a fault of the model is no scenario's", map[string]string{"uplifts.csv": "uplift,from,efficiency\ntariff,2025-04,0.01\n"}, Selection{Scenarios: []string{"block"}},
			`uplifts.csv, row 2, column cost_uplift: found efficiency alone; an uplift has cost_uplift and efficiency, or net where only that was published; fill in cost_uplift; 0 is a figure`, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Simulate(read(t, over(forms, c.files)), c.selection)
			if messages(err) != c.want {
				t.Errorf("%v\nwant\n%s", err, c.want)
			}
			if unknown := (*UnknownScenarioError)(nil); errors.As(err, &unknown) != c.unknown {
				t.Errorf("%T", err)
			}
		})
	}
}

// TestSimulateChecks refuses a model that is at fault before anything is run.
func TestSimulateChecks(t *testing.T) {
	m := read(t, forms)
	m.Table("caseload").Rows[0].Cells[5] = "x"
	var faults Faults
	if _, err := Simulate(m, Selection{}); !errors.As(err, &faults) {
		t.Errorf("%v, want the model's faults", err)
	}
}

// TestContractChangesForm pays a block until September and activity from October.
func TestContractChangesForm(t *testing.T) {
	study, err := Simulate(read(t, forms), Selection{Scenarios: []string{"block", "activity", "late"}})
	if err != nil {
		t.Fatal(err)
	}
	income := func(scenario int) []tariff.Pence {
		return study.Scenarios[scenario].Result.Contracts[0].Statement.Income
	}
	const october = 6
	if !slices.Equal(income(2)[:october], income(0)[:october]) {
		t.Errorf("before October %v, the block is %v", income(2)[:october], income(0)[:october])
	}
	if !slices.Equal(income(2)[october:], income(1)[october:]) {
		t.Errorf("from October %v, activity is %v", income(2)[october:], income(1)[october:])
	}
	if income(0)[0] != 10000000 {
		t.Errorf("a month of the block pays %d, want a twelfth of 1.2m", income(0)[0])
	}
	if slices.Equal(income(0), income(1)) {
		t.Error("block and activity pay the same")
	}
}

// TestPlanIsTheBaselines holds every scenario's plan to what the baseline projects, frozen.
func TestPlanIsTheBaselines(t *testing.T) {
	m := read(t, forms)
	selection := Selection{Scenarios: []string{"block", "variable", "more-people", "variable+more-people"}}
	study, err := Simulate(m, selection)
	if err != nil {
		t.Fatal(err)
	}
	base := study.Scenarios[0].Result.Contracts[0].Priced
	more := study.Scenarios[2].Result.Contracts[0].Priced
	for u := range base {
		for i := range study.Scenarios {
			unit := study.Scenarios[i].Result.Contracts[0].Priced[u]
			if !slices.Equal(unit.Plan, base[u].Quantity) {
				t.Errorf("%s, unit %d: plan %v, want the baseline's activity %v", study.Scenarios[i].Key, u, unit.Plan, base[u].Quantity)
			}
		}
		if slices.Equal(more[u].Quantity, base[u].Quantity) {
			t.Errorf("unit %d: more people, and no more activity", u)
		}
	}
	variable := func(study *Study, i int) (sum tariff.Pence) {
		for _, line := range study.Scenarios[i].Result.Contracts[0].Statement.Lines {
			if line.Term == tariff.Variable {
				sum += line.Paid
			}
		}
		return sum
	}
	if got := variable(study, 1); got != 0 {
		t.Errorf("at plan the variable element pays %d, want nothing", got)
	}
	if got := variable(study, 3); got <= 0 {
		t.Errorf("more people than planned pay %d, want more than the block", got)
	}
	// Against a baseline with more people it is the other way round.
	selection.Baseline = "more-people"
	if study, err = Simulate(m, selection); err != nil {
		t.Fatal(err)
	}
	if got := variable(study, 1); got >= 0 {
		t.Errorf("fewer people than the baseline pay %d, want less than the block", got)
	}
	if got := variable(study, 3); got != 0 {
		t.Errorf("at the baseline's plan the variable element pays %d, want nothing", got)
	}
}

// TestPlanFollowsKeys holds plans to a contract's and a currency's names where a scenario moves
// them in their tables.
func TestPlanFollowsKeys(t *testing.T) {
	files := over(forms, map[string]string{
		"caseload.csv": "contract,currency,opening,starts_per_month,mean_stay_days\nnorth,1,50,10,90\nsouth,2,30,4,120\n",
		"changes.csv":  changesHeader + "late,out,1,caseload,contract=north,,remove,,\nlate,out,2,contracts,contract=north,,remove,,\nlate,out,3,prices,currency=1,,remove,,\nlate,out,4,currencies,currency=1,,remove,,\n",
	})
	study, err := Simulate(read(t, files), Selection{Scenarios: []string{"block", "late"}})
	if err != nil {
		t.Fatal(err)
	}
	before, after := study.Scenarios[0].Result.Contracts[1].Priced[0], study.Scenarios[1].Result.Contracts[0].Priced[0]
	if !slices.Equal(after.Plan, before.Quantity) || before.Quantity[0] == 0 {
		t.Errorf("plan %v, want %v", after.Plan, before.Quantity)
	}
}

// TestCutFromAMonth pays nine tenths of what the block has grown to.
func TestCutFromAMonth(t *testing.T) {
	files := over(forms, map[string]string{
		"contracts.csv": strings.ReplaceAll(forms["contracts.csv"], "1200000,", "1200000,tariff"),
		"changes.csv":   changesHeader + "late,cut,1,contracts,contract=north,annual_value,multiply,0.9,2026-10\n",
	})
	study, err := Simulate(read(t, files), Selection{Scenarios: []string{"block", "late"}})
	if err != nil {
		t.Fatal(err)
	}
	block, cut := study.Scenarios[0].Result.Contracts[0].Statement.Income, study.Scenarios[1].Result.Contracts[0].Statement.Income
	// 1.2m grown by 5% - 2% in April 2026 is 1.236m; a twelfth is 103,000.
	for i, want := range map[int]tariff.Pence{0: 10000000, 12: 10300000, 18: 10300000} {
		if block[i] != want {
			t.Errorf("month %d of the block pays %d, want %d", i, block[i], want)
		}
	}
	for i, want := range map[int]tariff.Pence{0: 10000000, 12: 10300000, 18: 9270000, 23: 9270000} {
		if cut[i] != want {
			t.Errorf("month %d of the cut block pays %d, want %d", i, cut[i], want)
		}
	}
}

func TestSimulateTwice(t *testing.T) {
	m := read(t, forms)
	first, err := Simulate(m, Selection{})
	if err != nil {
		t.Fatal(err)
	}
	second, err := Simulate(m, Selection{})
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(first, second) {
		t.Error("two runs of one model differ")
	}
}
