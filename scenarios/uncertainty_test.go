package scenarios

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"parity/engine/draws"
	"parity/engine/risk"
)

// said writes an expression with the names of what is drawn: 1.25 starts + 3.
func said(u *Uncertainty, e risk.Expression) string {
	var names []string
	for _, moved := range u.Moved {
		name := u.Parameters[moved.Parameter].Name
		if u.Parameters[moved.Parameter].Shares != nil {
			name += fmt.Sprint(" ", len(names))
		}
		names = append(names, name)
	}
	var terms []string
	for _, product := range e {
		term := short(product.Times)
		for _, slot := range product.Slots {
			term += " " + names[slot]
		}
		terms = append(terms, term)
	}
	return strings.Join(terms, " + ")
}

// figuresOf lists the uncertain figures of a scenario by their places in its model.
func figuresOf(u *Uncertainty, scenario string) []string {
	at := slices.IndexFunc(u.Study.Scenarios, func(s risk.Scenario) bool { return s.Name == scenario })
	s := &u.Study.Scenarios[at]
	lines := map[string]bool{}
	for f, e := range s.Uncertain {
		lines[placeOf(s.Result.Model, f)+": "+said(u, e)] = true
	}
	return slices.Sorted(maps.Keys(lines))
}

// uncertainClinic is the clinic with moves, weights and people in every currency.
func uncertainClinic(changes ...string) map[string]string {
	return over(changing(changes...), map[string]string{
		"weights.csv":  "commissioner,group,from,population,weight\nNC,young,,100000,0.8\nNC,old,,50000,1.2\nNC,old,2025-10,52000,1.2\n",
		"moves.csv":    "contract,from_currency,to_currency,share\n*,1,2,0.35\n*,2,1,0.2\n*,2,14,0.1\n",
		"caseload.csv": clinic["caseload.csv"] + "south,2,,0,0,,120,,\nnorth,14,,0,0,,7,,\nsouth,14,,0,0,,7,,\n",
	})
}

func TestWhatFiguresFollowFrom(t *testing.T) {
	const starts = "starts,\"caseload[contract=north,currency=1].starts_per_month\",,9,11,uniform,,"
	const first = ".Contracts[0].Caseload[0].Flow[0].Value.StartsPerMonth: "
	const later = ".Contracts[0].Caseload[0].Flow[1].Value.StartsPerMonth: "
	for _, c := range []struct {
		name      string
		rows      []string // of uncertainty
		changes   []string
		scenarios []string // all of them where none
		want      map[string][]string
	}{
		{"a cell nothing changes", []string{starts}, []string{"a,pay,1,contracts,,payment,set,activity,"}, nil,
			map[string][]string{"a": {first + "1 starts"}, "b": {first + "1 starts"}, "c": {first + "1 starts"}}},
		{"multiplied and added to by the parameter", []string{"starts,\"caseload[contract=north,currency=1|2].starts_per_month\",multiply,0.9,1.1,uniform,,", "stay,\"caseload[contract=south,currency=1].mean_stay_days\",add,-5,5,uniform,,"}, []string{"a,pay,1,contracts,,payment,set,activity,"}, []string{"a"},
			map[string][]string{"a": {first + "10 starts", ".Contracts[0].Caseload[1].Flow[0].Value.StartsPerMonth: 5 starts", ".Contracts[1].Caseload[0].Flow[0].Value.MeanStayDays: 90 + 1 stay"}}},
		{"set by one scenario, which makes it certain there, and in what is based on it", []string{starts}, []string{"a,more,1,caseload,currency=1,starts_per_month,set,12,"}, nil,
			map[string][]string{"a": nil, "b": {first + "1 starts"}, "c": nil}},
		{"multiplied, then added to", []string{starts}, []string{"a,more,1,caseload,currency=1,starts_per_month,multiply,1.5,", "c,more,1,caseload,currency=1,starts_per_month,add,2,"}, nil,
			map[string][]string{"a": {first + "1.5 starts"}, "b": {first + "1 starts"}, "c": {first + "1.5 starts + 2"}}},
		{"multiplied by nothing", []string{starts}, []string{"a,none,1,caseload,currency=1,starts_per_month,multiply,0,"}, []string{"a", "b"},
			map[string][]string{"a": nil, "b": {first + "1 starts"}}},
		{"multiplied from a month on", []string{starts}, []string{"a,more,1,caseload,currency=1,starts_per_month,multiply,1.5,2025-10"}, []string{"a"},
			map[string][]string{"a": {first + "1 starts", later + "1.5 starts"}}},
		{"set from a month on", []string{starts}, []string{"a,more,1,caseload,currency=1,starts_per_month,set,14,2025-10"}, []string{"a"},
			map[string][]string{"a": {first + "1 starts"}}},
		{"begun for another column, and the opening once only", []string{starts, "there,\"caseload[contract=north,currency=1].opening\",,45,55,uniform,,"}, []string{"a,stay,1,caseload,currency=1,mean_stay_days,set,80,2025-10"}, []string{"a"},
			map[string][]string{"a": {first + "1 starts", later + "1 starts", ".Contracts[0].Caseload[0].Opening: 1 there"}}},
		{"a row only a scenario has, and one based on it changes", []string{"cap,\"terms[contract=north,step=1].upper\",multiply,0.9,1.1,uniform,,"},
			append(termChange("a", "0.02"), "c,wide,1,terms,contract=north,upper,add,0.01,"), nil,
			map[string][]string{"a": {".Contracts[0].Contract.Terms[0].Terms[0].Value.Upper: 0.02 cap"}, "b": nil, "c": {".Contracts[0].Contract.Terms[0].Terms[0].Value.Upper: 0.02 cap + 0.01"}}},
		{"a row taken out", []string{"price,\"prices[schedule=national,currency=1].price\",,12,14,uniform,,"}, []string{"a,out,1,prices,\"schedule=national,currency=1\",,remove,,"}, []string{"a", "b"},
			map[string][]string{"a": nil, "b": {"schedule national.Units[0].Rows[0].Value.Price: 1 price"}}},
		{"what a change sets", []string{"target,\"changes[scenario=a,change=more].value\",,11,13,uniform,,"}, []string{"a,more,1,caseload,currency=1,starts_per_month,set,12,"}, nil,
			map[string][]string{"a": {first + "1 target", ".Contracts[1].Caseload[0].Flow[0].Value.StartsPerMonth: 1 target"}, "b": nil, "c": {first + "1 target", ".Contracts[1].Caseload[0].Flow[0].Value.StartsPerMonth: 1 target"}}},
		{"what a change multiplies an uncertain cell by", []string{starts, "growth,\"changes[scenario=a,change=more].value\",,1.1,1.2,uniform,,"}, []string{"a,more,1,caseload,\"contract=north,currency=1|2\",starts_per_month,multiply,1.15,"}, []string{"a"},
			map[string][]string{"a": {first + "1 starts growth", ".Contracts[0].Caseload[1].Flow[0].Value.StartsPerMonth: 5 growth"}}},
		{"and what one inserts", []string{"cap,\"changes[scenario=a,change=cap,line=4].value\",add,-0.01,0.01,uniform,,"}, termChange("a", "0.02"), []string{"a"},
			map[string][]string{"a": {".Contracts[0].Contract.Terms[0].Terms[0].Value.Upper: 0.02 + 1 cap"}}},
		{"a stack, in its order", []string{starts}, []string{"a,more,1,caseload,currency=1,starts_per_month,multiply,1.5,", "b,more,1,caseload,currency=1,starts_per_month,add,2,"}, []string{"a+b", "b+a"},
			map[string][]string{"a+b": {first + "1.5 starts + 2"}, "b+a": {first + "1.5 starts + 3"}}},
		{"general moves reach every contract that has the people and no moves of its own", []string{"on,\"moves[contract=*,from_currency=1].share\",,0.3,0.4,uniform,,"},
			[]string{"a,moves,1,moves,\"contract=north,from_currency=1,to_currency=2\",share,insert,0.5,"}, []string{"a", "b"},
			map[string][]string{"a": {".Contracts[1].Moves[0].Share[0].Value: 1 on"}, "b": {".Contracts[0].Moves[0].Share[0].Value: 1 on", ".Contracts[1].Moves[0].Share[0].Value: 1 on"}}},
		{"shares of one whole", []string{"out,\"moves[contract=*,from_currency=2].share\",,,,dirichlet,40,", starts}, []string{"a,fewer,1,moves,\"from_currency=2,to_currency=14\",share,multiply,0.5,2025-10"}, []string{"a"},
			map[string][]string{"a": {first + "1 starts",
				".Contracts[0].Moves[1].Share[0].Value: 1 out 0", ".Contracts[0].Moves[2].Share[0].Value: 1 out 1", ".Contracts[0].Moves[2].Share[1].Value: 0.5 out 1",
				".Contracts[1].Moves[1].Share[0].Value: 1 out 0", ".Contracts[1].Moves[2].Share[0].Value: 1 out 1", ".Contracts[1].Moves[2].Share[1].Value: 0.5 out 1"}}},
		{"weights times population", []string{"weight,weights[group=old].weight,,1.1,1.3,uniform,,", "people,weights.population,multiply,0.9,1.1,uniform,,"}, []string{"a,pay,1,contracts,,payment,set,activity,"}, []string{"a"},
			map[string][]string{"a": {".Commissioners[0].Heads[0].Value: 80000 people + 50000 weight people", ".Commissioners[0].Heads[1].Value: 80000 people + 52000 weight people"}}},
		{"an uplift, wherever it is named", []string{"rise,\"uplifts[from=2026-04].cost_uplift\",,0.04,0.06,uniform,,"}, []string{"a,rise,1,uplifts,from=2026-04,cost_uplift,add,0.01,"}, []string{"a"},
			map[string][]string{"a": {"uplifts tariff.Rows[1].CostUplift: 1 rise + 0.01"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := uncertainClinic(c.changes...)
			_, u, err := uncertaintyOf(t, files, c.rows, c.scenarios...)
			if err != nil {
				t.Fatal(err)
			}
			for scenario, want := range c.want {
				if got := figuresOf(u, scenario); !slices.Equal(got, want) {
					t.Errorf("%s:\n%s\nwant\n%s", scenario, strings.Join(got, "\n"), strings.Join(want, "\n"))
				}
			}
		})
	}
}

func TestWhatIsUncertain(t *testing.T) {
	rows := []string{
		"starts,\"caseload[contract=north,currency=1|2].starts_per_month\",multiply,0.8,1.3,pert,,flow",
		"out,\"moves[contract=*,from_currency=2].share\",,,,dirichlet,40,",
		"cap,\"terms[contract=north,step=1].upper\",,0.01,0.04,pert,,money",
	}
	files := over(uncertainClinic(append(termChange("a", "0.02"), "b,moves,1,moves,\"from_currency=2,to_currency=14\",share,set,0.1,")...), map[string]string{
		"correlations.csv": "group_a,group_b,rank\nflow,money,0.4\n",
	})
	_, u, err := uncertaintyOf(t, files, rows)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for slot, m := range u.Moved {
		p := u.Parameters[m.Parameter]
		got = append(got, fmt.Sprintf("%d %s (%s): %s %s %s from %s to %s, mean %s, %s to %s, reaches %v", slot, p.Name, p.Group, m.Operation, m.Family, m.Cells,
			short(m.Least), short(m.Most), short(m.Mean), short(m.P10), short(m.P90), m.Reaches))
	}
	want := []string{
		"0 starts (flow): multiply pert caseload[contract=north,currency=1|2].starts_per_month from 5 to 10, mean 1.04246, 0.8 to 1.3, reaches [true true true]",
		"1 out (): set dirichlet moves[contract=*,from_currency=2,to_currency=1].share from 0.2 to 0.2, mean 0.2, 0.123287 to 0.28336, reaches [true true true]",
		"2 out (): set dirichlet moves[contract=*,from_currency=2,to_currency=14].share from 0.1 to 0.1, mean 0.1, 0.045488 to 0.163342, reaches [true false true]",
		"3 cap (money): set pert terms[contract=north,step=1].upper from 0.02 to 0.02, mean 0.0242476, 0.01 to 0.04, reaches [true false true]",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if want := []draws.Correlation{{A: "flow", B: "money", Rank: 0.4}}; !slices.Equal(u.Correlations, want) {
		t.Errorf("%v, want %v", u.Correlations, want)
	}
	if u.Study.Slots != 4 || u.Study.Baseline != 0 || u.Study.Scenarios[1].Name != "b" || u.Study.Scenarios[1].Result == nil {
		t.Errorf("%d slots, baseline %d, second scenario %s", u.Study.Slots, u.Study.Baseline, u.Study.Scenarios[1].Name)
	}
}

// TestNothingUncertain gives a study without draws.
func TestNothingUncertain(t *testing.T) {
	study, err := Simulate(read(t, forms), Selection{})
	if err != nil {
		t.Fatal(err)
	}
	u, err := NewUncertainty(study)
	if err != nil || len(u.Parameters) > 0 || u.Study.Slots != 0 || len(u.Study.Scenarios) != len(study.Scenarios) {
		t.Errorf("%+v, %v", u, err)
	}
	for _, s := range u.Study.Scenarios {
		if len(s.Uncertain) > 0 {
			t.Errorf("%s: %v", s.Name, s.Uncertain)
		}
	}
}

func TestUncertaintyFaults(t *testing.T) {
	const set = "a,more,1,caseload,currency=1,starts_per_month,set,12,"
	for _, c := range []struct {
		name      string
		files     map[string]string
		rows      []string
		changes   []string
		scenarios []string
		want      string
	}{
		{"a deflator", map[string]string{"indices.csv": "index,year,value\ngdp,2025-26,100\n"}, []string{"a,indices.value,,99,101,uniform,,"}, nil, nil,
			`uncertainty.csv, row 2, column cells: found "indices.value", which moves nothing in any scenario; a deflator is a release, which figures in real terms are made with as it was published; take the row out`},
		{"staff", nil, []string{"a,resources.wte_per_unit,multiply,0.9,1.1,uniform,,"}, nil, nil,
			`uncertainty.csv, row 2, column cells: found "resources.wte_per_unit", which moves nothing in any scenario; staff follow from care and move neither payment nor cost; take the row out`},
		{"rounding", nil, []string{"a,schedules[schedule=local].rounding,,0.01,0.02,uniform,,"}, nil, nil,
			`uncertainty.csv, row 2, column cells: found "schedules[schedule=local].rounding", which moves nothing in any scenario; what prices are rounded to is agreed; take the row out`},
		{"set in every scenario", nil, []string{"a,caseload[currency=1].starts_per_month,multiply,0.9,1.1,uniform,,"}, []string{set, "b" + set[1:]}, nil,
			`uncertainty.csv, row 2, column cells: found "caseload[currency=1].starts_per_month", which moves nothing in any scenario; a draw takes its place in the tables before a scenario's changes, and every scenario sets or removes what it moves; make what is set uncertain, as cells of changes, or take the row out`},
		{"not so in one that is not run", nil, []string{"a,caseload[currency=1].starts_per_month,multiply,0.9,1.1,uniform,,"}, []string{set}, []string{"a"}, ""},
		{"a series that nothing rises by", nil, []string{"a,uplifts[uplift=other].net,,0.01,0.02,uniform,,"}, nil, nil,
			`uncertainty.csv, row 2, column cells: found "uplifts[uplift=other].net", which moves nothing in any scenario; no schedule, resource or contract rises by it; name the series in one of them, or take the row out`},
		{"a population with weights", nil, []string{"a,commissioners[commissioner=NC].population,multiply,0.9,1.1,uniform,,"}, nil, nil,
			`uncertainty.csv, row 2, column cells: found "commissioners[commissioner=NC].population", which moves nothing in any scenario; a commissioner's weights take the place of its population; name the cells of weights, or take the row out`},
		{"draws taken beyond a share", nil, []string{"a,\"caseload[contract=north,currency=1].admitted_share\",,0.2,0.5,beta,,"}, []string{"a,more,1,caseload,\"contract=north,currency=1\",admitted_share,multiply,3,"}, nil,
			`scenario a, caseload.csv, row 2, column admitted_share (set by scenario a, change more): found draws of a that reach from 0.0565452 to 2.59099; admitted_share is a fraction from 0 to 1, and no draw is cut off; narrow the interval, or change the cell by less`},
		{"a rate turned round and taken too low", nil, []string{"a,\"uplifts[uplift=tariff,from=2026-04].efficiency\",,0.01,0.04,uniform,,"}, []string{"a,up,1,uplifts,\"uplift=tariff,from=2026-04\",efficiency,multiply,-8,"}, nil,
			`scenario a, uplifts.csv, row 3, column efficiency (set by scenario a, change up): found draws of a that reach from -0.35 to -0.05; efficiency is a fraction from -0.3 to 0.3, and no draw is cut off; narrow the interval, or change the cell by less`},
		{"one pert around figures that one scenario inserts, in two months", map[string]string{"model.csv": clinic["model.csv"] + "baseline,b\n"}, []string{"a,\"terms[contract=north,step=1].upper\",,0.01,0.04,pert,,"},
			append(termChange("a", "0.02"), "a,cap,5,terms,\"contract=north,step=1\",upper,insert,0.03,2026-04"), []string{"b"},
			`uncertainty.csv, row 2, column family: found a pert that is set in cells from 0.02 to 0.03; the most likely value of a pert is the cell as it stands, and one interval has one; use multiply or add, which move each cell from where it stands, or give each a row of its own`},
		{"a price taken below nothing", nil, []string{"a,\"prices[schedule=local,currency=1].price\",,10,14,uniform,,"}, []string{"a,less,1,prices,currency=1,price,add,-11,"}, nil,
			`scenario a, prices.csv, row 2, column price (set by scenario a, change less): found draws of a that reach from -1.5 to 3.5; price is pounds, 0 or more, and no draw is cut off; narrow the interval, or change the cell by less`},
		{"shares that may be more than their whole", nil, []string{"a,\"moves[to_currency=1].share\",,0.6,0.85,uniform,,"}, nil, nil,
			`moves.csv, row 3, column share: found draws of a that let the shares out of one currency sum to 1.08125; they sum to 1 at most in every draw, and no draw is cut off; narrow the interval, or draw all of them together by a dirichlet`},
		{"shares of cost likewise", nil, []string{"a,resources.fixed_share,,0.5,0.9,uniform,,"}, nil, nil,
			`resources.csv, row 2, column semi_fixed_share: found draws of a that let fixed_share and semi_fixed_share sum to 1.15; they sum to 1 at most in every draw, and no draw is cut off; narrow the interval`},
		{"a scenario with an uncertainty of its own", nil, []string{"a,caseload[currency=1].starts_per_month,multiply,0.9,1.1,uniform,,"}, []string{"a,wide,1,uncertainty,parameter=a,high,set,1.2,"}, nil,
			`changes.csv, row 2, column table: found "uncertainty"; scenarios are compared on the same draws, so none of them changes what is uncertain; change the table itself, or take the line out`},
		{"one pert around figures that scenarios insert", nil, []string{"a,\"terms[contract=north,step=1].upper\",,0.01,0.04,pert,,"},
			append(termChange("a", "0.02"), termChange("b", "0.03")...), nil,
			`uncertainty.csv, row 2, column family: found a pert that is set in cells from 0.02 to 0.03; the most likely value of a pert is the cell as it stands, and one interval has one; use multiply or add, which move each cell from where it stands, or give each a row of its own`},
		{"a cell that is left blank in the row a scenario inserts", map[string]string{"model.csv": clinic["model.csv"] + "baseline,b\n"}, []string{"a,\"terms[contract=north,step=1].lower\",,0.01,0.04,uniform,,"}, termChange("a", "0.02"), []string{"b"},
			`uncertainty.csv, row 2, column cells: found "terms[contract=north,step=1].lower", which holds no number in any scenario; a draw moves a number that stands there, as a run without draws uses it; insert a number there, or take the row out`},
		{"shares that a scenario adds to a dirichlet", map[string]string{"moves.csv": "contract,from_currency,to_currency,share\n*,2,1,0.7\n"}, []string{"a,moves[from_currency=2].share,,,,dirichlet,40,"}, []string{"a,on,1,moves,\"contract=*,from_currency=2,to_currency=14\",share,insert,0.1,"}, []string{"b"},
			`uncertainty.csv, row 2, column cells: found 0.1 for contract *, from_currency 2, to_currency 14, which a scenario inserts among the shares; a dirichlet draws the same shares in every scenario that has them; name the shares of one scenario, or draw each by a beta`},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := over(over(changing(c.changes...), map[string]string{
				"weights.csv":   "commissioner,group,from,population,weight\nNC,young,,100000,0.8\n",
				"moves.csv":     "contract,from_currency,to_currency,share\n*,2,1,0.7\n*,2,14,0.2\n",
				"caseload.csv":  clinic["caseload.csv"] + "south,2,,0,0,,120,,\nnorth,14,,0,0,,7,,\nsouth,14,,0,0,,7,,\n",
				"resources.csv": "resource,provider,unit,unit_cost,fixed_share,semi_fixed_share,step,wte_per_unit\nA06,*,contact,150,0.7,0.2,100,0.002\n",
				"uplifts.csv":   clinic["uplifts.csv"] + "other,2025-04,,,,0.015,\n",
				"schedules.csv": strings.NewReplacer(",uplift\n", ",uplift,rounding\n", "local,given,no,,tariff", "local,given,no,,tariff,0.01").Replace(clinic["schedules.csv"]),
			}), c.files)
			_, _, err := uncertaintyOf(t, files, c.rows, c.scenarios...)
			if got := messages(err); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// TestUncertainChanges says which values of changes may be uncertain.
func TestUncertainChanges(t *testing.T) {
	changes := append(termChange("a", "0.02"), "a,more,1,caseload,,starts_per_month,multiply,1.1,", "a,stay,1,caseload,,mean_stay_days,set,100,",
		"a,late,1,resources,,lag_months,set,3,", "b,none,1,resources,,capacity,set,,")
	for _, c := range []struct{ name, row, want string }{
		{"a number that is set", "a,changes[change=stay].value,,90,120,pert,,",
			`uncertainty.csv, row 2, column cells: warning: found a mean of 104.248, where changes.csv, row 7, column value holds 100: 4.24765 (4.25%) more; the mean of the draws is the principal projection, and a run without draws uses the cells as they stand; move the interval or the cell if the two should agree`},
		{"a factor, which may be any number", "a,changes[change=more].value,,0.9,1.3,uniform,,", ""},
		{"a stay below nothing", "a,changes[change=stay].value,,-1,120,uniform,,",
			`uncertainty.csv, row 2, column low: found "-1" for changes.csv, row 7, column value; mean_stay_days is a number, 0.01 or more; narrow the interval`},
		{"a term", "a,\"changes[change=cap,line=1].value\",,1,2,uniform,,",
			`uncertainty.csv, row 2, column cells: found changes.csv, row 2, column value, which holds no number; only numbers are drawn; name changes of numbers`},
		{"whole months", "a,changes[change=late].value,,1,2,uniform,,",
			`uncertainty.csv, row 2, column cells: found changes.csv, row 8, column value, which holds a whole number; what is drawn is no whole number; name changes of other numbers`},
		{"what is left blank", "a,changes[change=none].value,,1,2,uniform,,",
			`uncertainty.csv, row 2, column cells: found changes.csv, row 9, column value, which is blank; a draw moves a number that stands there, as a run without draws uses it; fill that cell, or name the rows that hold a number`},
		{"figures of two columns", "a,changes[change=more|stay].value,,1,2,uniform,,",
			`uncertainty.csv, row 2, column cells: found changes.csv, row 7, column value, which is a mean_stay_days where others are a value; one interval is around figures of one column; give each a row of its own`},
	} {
		t.Run(c.name, func(t *testing.T) {
			lines := found(t, over(uncertainClinic(changes...), map[string]string{
				"uncertainty.csv": uncertaintyHeader + c.row + "\n",
				"resources.csv":   "resource,provider,unit,unit_cost\nA06,*,contact,150\n",
			}))
			lines = slices.DeleteFunc(lines, func(line string) bool { return !strings.HasPrefix(line, "uncertainty.csv, ") })
			if got := strings.Join(lines, "\n"); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// TestWhatScenariosLeaveBlank draws a cell that one scenario leaves blank.
func TestWhatScenariosLeaveBlank(t *testing.T) {
	files := uncertainClinic("a,none,1,caseload,currency=1,growth,set,,")
	files["caseload.csv"] = strings.Replace(files["caseload.csv"], "north,1,,50,10,,", "north,1,,50,10,0.02,", 1)
	_, u, err := uncertaintyOf(t, files, []string{"growth,\"caseload[contract=north,currency=1].growth\",,0.01,0.03,normal,,"}, "a", "b")
	if err != nil {
		t.Fatal(err)
	}
	if got := append(figuresOf(u, "a"), figuresOf(u, "b")...); !slices.Equal(got, []string{".Contracts[0].Caseload[0].Flow[0].Value.Growth: 1 growth"}) {
		t.Errorf("%q", got)
	}
}

// termChange is a scenario's lines that insert a cap.
func termChange(scenario, upper string) []string {
	var lines []string
	for i, cell := range []string{"term,insert,cap,", "settle,insert,year,", "reference,insert,annual_value,", "upper,insert," + upper + ","} {
		lines = append(lines, fmt.Sprintf("%s,cap,%d,terms,\"contract=north,step=1\",%s", scenario, i+1, cell))
	}
	return lines
}
