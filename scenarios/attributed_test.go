package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"pgregory.net/rapid"

	"parity/engine"
)

// attributed is a clinic with care packages, and a capacity that may be short, for
// attributions. Figures are illustrative.
var attributed = over(clinic, map[string]string{
	"model.csv": "key,value\ntitle,A clinic\nstart,2025-10\nmonths,9\n",
	"prices.csv": `schedule,currency,measure,from,price,price_base
local,1,day,,12.5,
local,2,day,,20,2024-04
national,1,day,,13,
national,2,day,,26,2024-04
national,1,assessment,,250,
`,
	"resources.csv": `resource,provider,name,unit,unit_cost,uplift,mff_base,fixed_share,semi_fixed_share,step,capacity,lag_months
A06,*,Community team,contact,150,tariff,1.04,0.3,0.2,500,,2
`,
	"packages.csv": "currency,resource,per,provider,quantity\n1,A06,day,*,0.05\n2,A06,day,*,0.08\n",
})

// pool are changes to draw scenarios from. Some set what others set, one needs another's row.
var pool = [][]string{
	{"activity", `contracts,,payment,set,activity,`, `contracts,contract=south,schedule,set,local,`},
	{"national", `contracts,,schedule,set,national,`},
	{"half-year", `contracts,contract=north,payment,set,activity,2026-01`},
	{"starts", `caseload,,starts_per_month,multiply,1.08,`},
	{"stays", `caseload,currency=1,mean_stay_days,multiply,0.8,2026-02`},
	{"packages", `packages,currency=1,quantity,set,0.07,`},
	{"capacity", `resources,resource=A06,capacity,set,900,`},
	{"mff", `providers,,mff,set,1.1,`},
	{"uplift", `uplifts,from=2026-04,cost_uplift,set,0.06,`},
	{"price", `prices,"schedule=local,currency=2",price,multiply,1.1,`},
	{"value", `contracts,contract=north,annual_value,add,50000,2026-04`},
	{"cap", `terms,"contract=north,step=1",term,insert,cap,`, `terms,"contract=north,step=1",settle,insert,quarter,`,
		`terms,"contract=north,step=1",reference,insert,annual_value,`, `terms,"contract=north,step=1",upper,insert,0.01,`},
	{"wider-cap", `terms,"contract=north,step=1",upper,set,0.03,`},
	{"title", `model,key=title,value,set,Another title,`},
}

// linesOf gives a scenario the changes of the pool at some places.
func linesOf(scenario string, places []int) []string {
	var lines []string
	for _, place := range places {
		for i, line := range pool[place][1:] {
			lines = append(lines, fmt.Sprintf("%s,%s,%d,%s", scenario, pool[place][0], i+1, line))
		}
	}
	return lines
}

// pairOf is the clinic with scenarios that make the changes of the pool at some places: from
// and to, both on a shared one, beside a baseline.
func pairOf(shared, from, to []int) map[string]string {
	lines := slices.Concat(linesOf("shared", shared), linesOf("from", from), linesOf("to", to))
	return over(attributed, map[string]string{
		"scenarios.csv": "scenario,title,based_on\nbase,Baseline,\nshared,Shared,base\nfrom,From,shared\nto,To,shared\n",
		"changes.csv":   changesHeader + strings.Join(lines, "\n") + "\n",
	})
}

// pair is scenarios of pairOf, by the places of their changes in the pool.
type pair struct{ shared, from, to []int }

// stands says whether each change has the row it needs: a wider cap is one of a cap.
func (p pair) stands() bool {
	for _, chain := range [][]int{slices.Concat(p.shared, p.from), slices.Concat(p.shared, p.to)} {
		cap, wider := slices.Index(chain, slices.IndexFunc(pool, called("cap"))), slices.Index(chain, slices.IndexFunc(pool, called("wider-cap")))
		if wider >= 0 && (cap < 0 || cap > wider) {
			return false
		}
	}
	return true
}

func called(change string) func(lines []string) bool {
	return func(lines []string) bool { return lines[0] == change }
}

// drawPair draws scenarios with at most so many changes between them.
func drawPair(t *rapid.T, most int) *Model {
	places := make([]int, len(pool))
	for i := range places {
		places[i] = i
	}
	p := rapid.Custom(func(t *rapid.T) pair {
		some := rapid.Permutation(places).Draw(t, "changes")
		shared := rapid.IntRange(0, 2).Draw(t, "shared")
		from := shared + rapid.IntRange(0, most-1).Draw(t, "taken away")
		to := from + rapid.IntRange(1, most-(from-shared)).Draw(t, "added")
		return pair{some[:shared], some[shared:from], some[from:to]}
	}).Filter(pair.stands).Draw(t, "scenarios")
	m := read(t, pairOf(p.shared, p.from, p.to))
	if _, err := Simulate(m, Selection{Scenarios: []string{"from", "to"}}); err != nil {
		t.Fatal(err)
	}
	return m
}

var askable = []string{"income", "surplus", "cost", "income/contract=north", "income/2026-27", "surplus/provider=RT2", "base_payment/2025-26/contract=south",
	"asked/A06", "not_delivered/A06/currency=2", "community_day/measure=community_day", "activity_value/cluster=1"}

func attribute(t rapid.TB, m *Model, q Question) *Attribution {
	t.Helper()
	a, err := Attribute(m, q)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// resultOf is a result of a scenario, run as Simulate runs it.
func resultOf(t rapid.TB, m *Model, scenario string, goal engine.Goal) []int64 {
	t.Helper()
	study, err := Simulate(m, Selection{Scenarios: []string{scenario}})
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(study.Scenarios, func(s Scenario) bool { return s.Key == scenario })
	worth, err := goal.Of(study.Scenarios[at].Result)
	if err != nil {
		t.Fatal(err)
	}
	return worth
}
