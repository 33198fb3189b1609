package scenarios

import (
	"slices"
	"strings"
	"testing"
)

const cutsHeader = "cut,line,cells,share,amount,from,every_year\n"

// cuttingOf is the clinic with resources and cuts of them, of its contracts and its prices.
// Figures are illustrative.
func cuttingOf(lines ...string) map[string]string {
	return over(clinic, map[string]string{
		"resources.csv": "resource,provider,name,unit,unit_cost,capacity,available_share,band,team\nA06,*,Team,contact,200,,,6,north\nA07,*,Nurses,contact,90,,0.9,5,north\nW1,*,Ward,bed day,500,3650,,5,ward\n",
		"packages.csv":  "currency,resource,per,provider,quantity\n1,A06,day,*,0.05\n1,A07,day,*,0.02\n1,W1,admitted_day,*,1\n",
		"cuts.csv":      cutsHeader + strings.Join(lines, "\n") + "\n",
	})
}

func TestCuts(t *testing.T) {
	for _, c := range []struct {
		name, table, columns string
		lines                []string
		want                 []string
	}{
		{"of staff whose capacity is not stated leaves a share available", "resources", "resource,from,capacity,available_share",
			[]string{"staff,1,resources[band=6].capacity,0.1,,,"},
			[]string{"A06,,,0.9", "A07,,,0.9", "W1,,3650,"}},
		{"compounds with what is not available already, and acts on capacity where that is stated", "resources", "resource,from,capacity,available_share",
			[]string{"staff,1,resources[band=5].capacity,0.1,,2025-07,"},
			[]string{"A06,,,", "A07,,,0.9", "A07,2025-07,,0.81", "W1,,3650,", "W1,2025-07,3285,"}},
		{"of what is available leaves capacity alone", "resources", "resource,capacity,available_share",
			[]string{"staff,1,resources[team=ward].available_share,0.25,,,"},
			[]string{"A06,,", "A07,,0.9", "W1,3650,0.75"}},
		{"every year is made again each April", "contracts", "contract,from,annual_value",
			[]string{"block,1,contracts[contract=south].annual_value,0.1,,2025-07,yes"},
			[]string{"north,,1200000", "south,,600000", "south,2025-07,540000", "south,2026-04,486000"}},
		{"every year from the start begins with the run", "contracts", "contract,from,annual_value",
			[]string{"block,1,contracts[contract=south].annual_value,,100000,,yes"},
			[]string{"north,,1200000", "south,,500000", "south,2026-04,400000"}},
		{"of pounds is taken off each contract", "contracts", "contract,from,annual_value",
			[]string{"block,1,contracts.annual_value,,50000,2025-10,no"},
			[]string{"north,,1200000", "north,2025-10,1150000", "south,,600000", "south,2025-10,550000"}},
		{"are made in order of their months", "contracts", "contract,from,annual_value",
			[]string{"late,1,contracts[contract=south].annual_value,0.5,,2026-04,", "early,1,contracts[contract=south].annual_value,,100000,2025-10,"},
			[]string{"north,,1200000", "south,,600000", "south,2025-10,500000", "south,2026-04,250000"}},
		{"of prices leave missing ones missing", "prices", "schedule,currency,from,price,price_base",
			[]string{"efficiency,1,prices[schedule=national].price,0.02,,2025-10,"},
			[]string{"local,1,,12.5,", "local,2,,20,2024-04", "national,1,,13,", "national,1,2025-10,12.74,2025-04", "national,2,,,", "national,2,2025-10,,2025-04"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := Apply(read(t, cuttingOf(c.lines...)), "as-given")
			if err != nil {
				t.Fatal(err)
			}
			if got := look(s.Tables, c.table, c.columns); !slices.Equal(got, c.want) {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

func TestCutsAreMadeAfterTheChangesOfAScenario(t *testing.T) {
	files := cuttingOf("all,1,contracts.annual_value,0.1,,,")
	files["scenarios.csv"] = "scenario\nplain\nless\n"
	files["changes.csv"] = changesHeader + `less,value,1,contracts,contract=south,annual_value,set,500000,2026-04
less,more,1,cuts,"cut=more,line=1",cells,insert,contracts[contract=south].annual_value,
less,more,2,cuts,"cut=more,line=1",share,insert,0.2,
less,more,3,cuts,"cut=more,line=1",from,insert,2026-10,
`
	m := read(t, files)
	for scenario, want := range map[string][]string{
		"plain": {"north,,1080000", "south,,540000"},
		"less":  {"north,,1080000", "south,,540000", "south,2026-04,450000", "south,2026-10,360000"},
	} {
		s, err := Apply(m, scenario)
		if err != nil {
			t.Fatal(err)
		}
		if got := look(s.Tables, "contracts", "contract,from,annual_value"); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", scenario, got, want)
		}
		last := s.Changes[len(s.Changes)-1]
		if by := map[string]string{"plain": "cut all", "less": "less, cut more"}[scenario]; last.By() != by {
			t.Errorf("%s: the last change is by %q, want %q", scenario, last.By(), by)
		}
	}
}

func TestFaultsOfCuts(t *testing.T) {
	for _, c := range []struct{ name, line, want string }{
		{"of what is not cut", "a,1,caseload.opening,0.1,,,",
			`cuts.csv, row 2, column cells: found "caseload.opening"; cuts are made to resources[...].capacity, resources[...].available_share, contracts[...].annual_value and prices[...].price; name one of these; anything else is changed by a scenario's changes`},
		{"of nothing", "a,1,contracts.annual_value,,,,",
			`cuts.csv, row 2, column share: found nothing; a cut takes a share (0.1 is 10%), or an amount off annual_value; fill one of the two`},
		{"of a share and an amount", "a,1,contracts.annual_value,0.1,1000,,",
			`cuts.csv, row 2, column amount: found "1000" beside a share of 0.1; a cut takes either a share or an amount; leave one of the two blank`},
		{"of pounds off beds", "a,1,resources.capacity,,1000,,",
			`cuts.csv, row 2, column amount: found "1000" off "resources.capacity"; an amount is taken off contracts[...].annual_value only; give a share`},
		{"of more than the whole", "a,1,contracts.annual_value,1.1,,,",
			`cuts.csv, row 2, column share: found "1.1"; share is a fraction from 0 to 1; did you mean 0.11, or 1.1% (0.011)?`},
		{"of more than there is", "a,1,contracts.annual_value,,700000,2025-10,",
			`cuts.csv, row 2, column amount: found "700000" from 2025-10; there is 600000 to cut of contracts.csv, row 3, column annual_value; cut less, or in fewer years`},
		{"of more than there is in the end", "a,1,contracts[contract=south].annual_value,,400000,,yes",
			`cuts.csv, row 2, column amount: found "400000" from 2026-04; there is 200000 to cut of contracts.csv, row 3, column annual_value (set by cut a); cut less, or in fewer years`},
		{"before the run", "a,1,contracts.annual_value,0.1,,2025-03,",
			`cuts.csv, row 2, column from: found "2025-03", a month outside the run; the run goes from 2025-04 to 2027-03; correct the month, or leave it blank for the start`},
		{"after the run", "a,1,contracts.annual_value,0.1,,2027-04,",
			`cuts.csv, row 2, column from: found "2027-04", a month outside the run; the run goes from 2025-04 to 2027-03; correct the month, or leave it blank for the start`},
		{"of a contract there is not", "a,1,contracts[contract=sout].annual_value,0.1,,,",
			`cuts.csv, row 2, column cells: found "contract=sout"; no row of contracts has this contract; there are north, south; did you mean south?`},
		{"of prices that are missing", `a,1,"prices[schedule=national,currency=2].price",0.1,,,`,
			`cuts.csv, row 2, column cells: found "prices[schedule=national,currency=2].price"; a cut touches a cell that holds a number, and none of them does; check the cells and the month`},
	} {
		t.Run(c.name, func(t *testing.T) {
			m, err := ReadFolder(folderOf(cuttingOf(c.line)), "cut")
			if err == nil {
				_, err = Simulate(m, Selection{})
			}
			if got := messages(err); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// A cut of a block is a cut of nothing where the contract pays otherwise, which is said.
func TestCutsOfWhatIsNotPaid(t *testing.T) {
	study := simulated(t, "westmoor", "block-once", "tariff", "block-once+tariff", "tariff-lowered+block-yearly")
	for _, c := range []struct {
		scenario string
		want     []UnpaidCut
	}{
		{"block-once", nil},
		{"tariff", nil},
		{"block-once+tariff", []UnpaidCut{{"block-once", "westmoor", "activity"}}},
		{"tariff-lowered+block-yearly", []UnpaidCut{{"block-yearly", "westmoor", "activity"}}},
	} {
		i := slices.IndexFunc(study.Scenarios, func(s Scenario) bool { return s.Key == c.scenario })
		if got := study.Scenarios[i].UnpaidCuts(); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.scenario, got, c.want)
		}
	}
	if paid, uncut := study.result(t, "block-once+tariff"), study.result(t, "tariff"); incomeOf(paid, 0, 0, 36) != incomeOf(uncut, 0, 0, 36) {
		t.Error("a cut of what is not paid changes what is")
	}
}
