package scenarios

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

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

// pool are changes to draw scenarios from. Some set what others set, some need another's
// row, some cannot stand beside another.
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

// scenarioOf gives a scenario the changes of the pool at some places.
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

// readPair reads a model that has to be sound.
func readPair(t rapid.TB, files map[string]string) *Model {
	t.Helper()
	m, err := ReadFolder(folderOf(files), "clinic")
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// drawPair draws such scenarios that can be run, with at most so many changes between them.
func drawPair(t *rapid.T, most int) *Model {
	places := make([]int, len(pool))
	for i := range places {
		places[i] = i
	}
	some := rapid.Permutation(places).Draw(t, "changes")
	shared := rapid.IntRange(0, 2).Draw(t, "shared")
	from := rapid.IntRange(0, most-1).Draw(t, "taken away")
	to := rapid.IntRange(1, most-from).Draw(t, "added")
	m := readPair(t, pairOf(some[:shared], some[shared:shared+from], some[shared+from:shared+from+to]))
	if _, err := Simulate(m, Selection{Scenarios: []string{"from", "to"}}); err != nil {
		t.Skip("the scenarios themselves cannot be run")
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

// Parts and causes sum to the difference of the two scenarios, run on their own, in every
// year, for any result, in either order.
func TestAttributionSumsToTheDifference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawPair(t, 4)
		for _, order := range []Order{EveryOrder, ListedOrder} {
			a := attribute(t, m, Question{From: "from", To: "to", Result: rapid.SampledFrom(askable).Draw(t, "result"), Order: order})
			before, after := resultOf(t, m, "from", a.Goal), resultOf(t, m, "to", a.Goal)
			for y := range a.Years {
				var parts, causes int64
				for i := range a.Players {
					parts += a.Shares[i][y]
					var made int64
					if a.Goal.Explains() {
						for _, cause := range a.Parts[i] {
							made += int64(cause.Pence[y])
						}
						if made != a.Shares[i][y] {
							t.Fatalf("%s, %s: the causes of part %d sum to %d, want %d", a.Result, a.Years[y], i, made, a.Shares[i][y])
						}
					}
				}
				for _, cause := range a.Causes {
					causes += int64(cause.Pence[y])
				}
				if parts != after[y]-before[y] {
					t.Fatalf("%s, %s: parts sum to %d, want %d", a.Result, a.Years[y], parts, after[y]-before[y])
				}
				if a.Causes != nil && causes != after[y]-before[y] {
					t.Fatalf("%s, %s: causes sum to %d, want %d", a.Result, a.Years[y], causes, after[y]-before[y])
				}
			}
		}
	})
}

// What is used again between combinations gives what running each from the start gives.
func TestCombinationsAgainstRunsFromTheStart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawPair(t, 3)
		w, err := newWay(m, "from", "to")
		if err != nil {
			t.Fatal(err)
		}
		cache := &engine.Propagators{}
		base, err := simulate(m, "base", nil, cache)
		if err != nil {
			t.Fatal(err)
		}
		goal := engine.Goal{Item: rapid.SampledFrom([]string{engine.ItemIncome, engine.ItemCash, engine.ItemShadowValue, engine.GoalCost}).Draw(t, "item")}
		runs := newCombinations(newStages(m, base.Result, cache), w, goal, nil)
		for mask := range 1 << len(w.steps) {
			moved := make([]bool, len(w.steps))
			for i := range moved {
				moved[i] = mask>>i&1 == 1
			}
			got, gotErr := runs.worth(moved)
			want, wantErr := func() ([]int64, error) {
				tables, err := runs.tables(moved)
				if err != nil {
					return nil, err
				}
				model, err := Compile(tables)
				if err != nil {
					return nil, err
				}
				result, err := engine.Run(model, base.Result, &engine.Propagators{})
				if err != nil {
					return nil, err
				}
				return goal.Of(result)
			}()
			if !slices.Equal(got, want) || fmt.Sprint(gotErr) != fmt.Sprint(wantErr) {
				t.Fatalf("%s, steps %v: %v (%v), want %v (%v)", goal.Item, moved, got, gotErr, want, wantErr)
			}
		}
	})
}

// What scenarios of a study have of each other's runs is what running each from the start gives.
func TestScenariosAgainstRunsFromTheStart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawPair(t, 3)
		study, err := Simulate(m, Selection{Scenarios: []string{"from", "to"}})
		if err != nil {
			t.Fatal(err)
		}
		base, err := simulate(m, study.Scenarios[study.Baseline].Key, nil, &engine.Propagators{})
		if err != nil {
			t.Fatal(err)
		}
		for i := range study.Scenarios {
			alone := base
			if i != study.Baseline {
				if alone, err = simulate(m, study.Scenarios[i].Key, base.Result, &engine.Propagators{}); err != nil {
					t.Fatal(err)
				}
			}
			got, want := slices.Collect(study.Scenarios[i].Result.Facts()), slices.Collect(alone.Result.Facts())
			if !slices.Equal(got, want) {
				t.Fatalf("scenario %s: other facts than from the start", study.Scenarios[i].Key)
			}
		}
	})
}

// Changes that touch different cells have the same parts in whatever order they are listed,
// but for the unit that remainders decide.
func TestPartsDoNotDependOnTheListing(t *testing.T) {
	independent := []int{3, 5, 7, 8, 9} // starts, packages, mff, uplift, price
	rapid.Check(t, func(t *rapid.T) {
		some := rapid.Permutation(independent).Draw(t, "changes")[:3]
		other := rapid.Permutation(some).Draw(t, "listed otherwise")
		result := rapid.SampledFrom(askable).Draw(t, "result")
		parts := func(places []int) map[string][]int64 {
			a := attribute(t, readPair(t, pairOf([]int{0}, nil, places)), Question{From: "from", To: "to", Result: result})
			parts := map[string][]int64{}
			for i, player := range a.Players {
				parts[player.Changes[0].Change] = a.Shares[i]
			}
			return parts
		}
		listed := parts(some)
		for change, otherwise := range parts(other) {
			for y := range otherwise {
				if off := otherwise[y] - listed[change][y]; off < -1 || off > 1 {
					t.Fatalf("%s of %s: %v, and %v listed otherwise", result, change, listed[change], otherwise)
				}
			}
		}
	})
}

// A change without effect on a result has no part in it.
func TestAChangeWithoutEffectGetsNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const title = 13
		places := append([]int{title}, rapid.SliceOfNDistinct(rapid.SampledFrom([]int{0, 1, 3, 4, 6, 7, 8}), 1, 3, rapid.ID).Draw(t, "changes")...)
		a := attribute(t, readPair(t, pairOf(nil, nil, places)), Question{From: "from", To: "to", Result: rapid.SampledFrom(askable).Draw(t, "result")})
		for i, player := range a.Players {
			if player.Changes[0].Change == "title" && slices.ContainsFunc(a.Shares[i], func(share int64) bool { return share != 0 }) {
				t.Fatalf("the title has the part %v of %s", a.Shares[i], a.Result)
			}
		}
	})
}

// Turning the question round turns the parts round, but for the unit of remainders.
func TestTheWayBackIsTheOpposite(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawPair(t, 3)
		result := rapid.SampledFrom(askable).Draw(t, "result")
		there := attribute(t, m, Question{From: "from", To: "to", Result: result})
		back := attribute(t, m, Question{From: "to", To: "from", Result: result})
		if len(there.Players) != len(back.Players) {
			t.Fatalf("players %v, and back %v", there.Players, back.Players)
		}
		for i, player := range there.Players {
			k := slices.IndexFunc(back.Players, func(p Player) bool {
				return slices.ContainsFunc(p.Changes, func(c PlayerChange) bool { return c.Change == player.Changes[0].Change })
			})
			for y := range there.Years {
				if off := there.Shares[i][y] + back.Shares[k][y]; off < -1 || off > 1 {
					t.Fatalf("%s of %v: %d there and %d back", result, player, there.Shares[i][y], back.Shares[k][y])
				}
			}
		}
	})
}

// playersOf names the players, changes that are one joined by +, what is taken away with a minus.
func playersOf(a *Attribution) string {
	var all []string
	for _, player := range a.Players {
		var one []string
		for _, change := range player.Changes {
			sign := ""
			if change.Taken {
				sign = "-"
			}
			one = append(one, sign+change.Change)
		}
		all = append(all, strings.Join(one, "+"))
	}
	return strings.Join(all, " ")
}

func TestWhoThePlayersAre(t *testing.T) {
	const activity, national, starts, cap, widerCap = 0, 1, 3, 11, 12
	for _, c := range []struct {
		name             string
		shared, from, to []int
		players          string
	}{
		{"what only the other makes", []int{activity}, nil, []int{national, starts}, "national starts"},
		{"what only this one makes is taken away, the last first", nil, []int{activity, starts}, []int{national}, "-starts -activity national"},
		{"a change of a row that another inserts is one with it", nil, nil, []int{activity, cap, starts, widerCap}, "activity cap+wider-cap starts"},
		{"not where both have the row", []int{cap}, nil, []int{starts, widerCap}, "starts wider-cap"},
		{"taken away together too", nil, []int{cap, widerCap}, []int{starts}, "-wider-cap+-cap starts"},
		{"two that insert the same row cannot both be there", nil, []int{cap}, []int{cap}, "-cap+cap"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := readPair(t, pairOf(c.shared, c.from, c.to))
			a := attribute(t, m, Question{From: "from", To: "to", Result: "income"})
			if got := playersOf(a); got != c.players {
				t.Errorf("players %s, want %s", got, c.players)
			}
			for _, player := range a.Players {
				if (player.Joined != "") != (len(player.Changes) > 1) {
					t.Errorf("%v: joined because %q", player.Changes, player.Joined)
				}
			}
		})
	}
}

func TestNeitherNeedBeBasedOnTheOther(t *testing.T) {
	m, err := Load("northshire")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ from, to, players string }{
		{"block", "capped", "pay-by-activity national-prices cap-and-collar"},
		{"capped", "block", "-cap-and-collar -national-prices -pay-by-activity"},
		{"local", "national+more-people", "national-prices more-starts"},
		{"more-people + national", "national", "-more-starts"},
		{"capped", "blended", "-cap-and-collar+blended-payment -national-prices -pay-by-activity"},
	} {
		t.Run(c.from+" to "+c.to, func(t *testing.T) {
			if got := playersOf(attribute(t, m, Question{From: c.from, To: c.to, Result: "income"})); got != c.players {
				t.Errorf("players %s, want %s", got, c.players)
			}
		})
	}
}

func TestMoreChangesThanCanAllBeTriedAreSampled(t *testing.T) {
	places := []int{0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13}
	m := readPair(t, pairOf(nil, nil, places))
	a := attribute(t, m, Question{From: "from", To: "to", Result: "income", Seed: 1})
	if a.Orders == 0 || len(a.Errors) != len(places) {
		t.Fatalf("%d players, %d orders and %d errors, want a sample", len(a.Players), a.Orders, len(a.Errors))
	}
	before, after := resultOf(t, m, "from", a.Goal), resultOf(t, m, "to", a.Goal)
	for y := range a.Years {
		var sum int64
		for i := range a.Shares {
			sum += a.Shares[i][y]
		}
		if sum != after[y]-before[y] {
			t.Errorf("%s: parts sum to %d, want %d", a.Years[y], sum, after[y]-before[y])
		}
	}
}

func TestQuestionsWithoutAnAnswer(t *testing.T) {
	northshire, err := Load("northshire")
	if err != nil {
		t.Fatal(err)
	}
	england, err := Load("england-2015-16")
	if err != nil {
		t.Fatal(err)
	}
	plain := readPair(t, attributed)
	later := maps.Clone(attributed)
	later["scenarios.csv"] = "scenario,title\na,A\nb,B\nc,C\n"
	later["changes.csv"] = changesHeader + "a,more,1,caseload,,starts_per_month,multiply,2,\nc,twice,1,caseload,,starts_per_month,set,3,\n"
	for _, c := range []struct {
		name  string
		model *Model
		question
		want []string
	}{
		{"an unknown scenario", northshire, question{"blok", "capped", "income"}, []string{`"blok"`, "did you mean block?"}},
		{"a part of a stack", northshire, question{"block", "capped+more-peple", "income"}, []string{"did you mean more-people?"}},
		{"the same scenario", northshire, question{"capped", "capped", "income"}, []string{"capped and capped make the same changes"}},
		{"the same in another word", northshire, question{"local", "block+local", "income"}, []string{"make the same changes"}},
		{"another order", readPair(t, later), question{"a+c", "c+a", "income"}, []string{"a before c", "the other way round"}},
		{"a model without scenarios", plain, question{"a", "b", "income"}, []string{"the model has no scenarios"}},
		{"an item that is none", northshire, question{"block", "capped", "incom"}, []string{"no item", "did you mean income?"}},
		{"an item like no other", northshire, question{"block", "capped", "xyz"}, []string{"items are surplus, cost, admitted_day"[:20]}},
		{"a blank", northshire, question{"block", "capped", ""}, []string{"it begins with an item"}},
		{"a rate", northshire, question{"block", "capped", "unit_price"}, []string{"unit_price is a rate"}},
		{"a stock", northshire, question{"block", "capped", "person"}, []string{"person is a stock"}},
		{"an unknown contract", northshire, question{"block", "capped", "income/contract=noth"}, []string{"did you mean north?"}},
		{"an unknown cluster", northshire, question{"block", "capped", "activity_value/cluster=9"}, []string{`no currency is called "9"`}},
		{"an unknown column", northshire, question{"block", "capped", "income/kontract=north"}, []string{"did you mean contract?"}},
		{"income by cluster", northshire, question{"block", "capped", "income/cluster=12"}, []string{"not known by currency", "activity_value"}},
		{"a year outside the run", northshire, question{"block", "capped", "income/2030-31"}, []string{"2025-26, 2026-27, 2027-28"}},
		{"two years", northshire, question{"block", "capped", "income/2025-26/2026-27"}, []string{"two years"}},
		{"a contract twice", northshire, question{"block", "capped", "income/contract=north/contract=south"}, []string{"contract is named twice"}},
		{"no year and no selection", northshire, question{"block", "capped", "income/north"}, []string{`"north" is neither a financial year`}},
		{"a resource left out", northshire, question{"block", "capped", "not_delivered"}, []string{"of one resource"}},
		{"a resource that is none", northshire, question{"block", "capped", "not_delivered/A66"}, []string{"did you mean A06?"}},
		{"cost where none is modelled", england, question{"block", "national", "surplus"}, []string{"nothing is known of cost"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Attribute(c.model, Question{From: c.from, To: c.to, Result: c.result})
			if err == nil {
				t.Fatal("it was answered")
			}
			for _, part := range c.want {
				if !strings.Contains(err.Error(), part) {
					t.Errorf("error %q does not say %q", err, part)
				}
			}
		})
	}
}

type question struct{ from, to, result string }

func TestGoalsAreReadAsTheyAreWritten(t *testing.T) {
	m, err := Load("northshire")
	if err != nil {
		t.Fatal(err)
	}
	compiled, err := Compile(m)
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"income": "", "surplus/provider=NST": "", "not_delivered/A06/2026-27/contract=north/currency=12": "",
		" income / contract = north / 2026-27 ": "income/2026-27/contract=north", "activity_value/cluster=12/measure=admitted_day": "activity_value/currency=12/measure=admitted_day",
	} {
		if want == "" {
			want = text
		}
		goal, err := ParseGoal(text, compiled)
		if got := FormatGoal(goal); err != nil || got != want {
			t.Errorf("%q is read as %q, %v; want %q", text, got, err, want)
		}
	}
}

func TestMissingFiguresAreNotAttributed(t *testing.T) {
	files := pairOf(nil, nil, []int{3})
	files["resources.csv"] = strings.Replace(files["resources.csv"], "contact,150,", "contact,,", 1)
	_, err := Attribute(readPair(t, files), Question{From: "from", To: "to", Result: "surplus"})
	if err == nil || !strings.Contains(err.Error(), "surplus is not known: cost_variable is missing in 2025-10") {
		t.Errorf("error %v, want the missing cost named", err)
	}
	var question *AttributeError
	if errors.As(err, &question) {
		t.Error("a missing cost is the model's fault, not the question's")
	}
}

// eightChanges is northshire with a scenario of eight changes to what it is paid, whom it
// cares for and what that costs. Figures are illustrative.
func eightChanges(t testing.TB) *Model {
	t.Helper()
	m, err := Load("northshire")
	if err != nil {
		t.Fatal(err)
	}
	m = m.Clone()
	add := func(table string, cells map[string]string) {
		at := slices.IndexFunc(m.Tables, func(t *Table) bool { return t.Schema.Table == table })
		row := Row{Cells: make([]string, len(m.Tables[at].Schema.Columns))}
		for column, value := range cells {
			row.Cells[m.Tables[at].Schema.Index(column)] = value
		}
		m.Tables[at].Rows = append(m.Tables[at].Rows, row)
	}
	add("scenarios", map[string]string{"scenario": "eight", "title": "Eight changes", "based_on": "block"})
	for _, c := range []struct{ change, table, where, column, operation, value, from string }{
		{"activity", "contracts", "", "payment", opSet, "activity", ""},
		{"national", "contracts", "", "schedule", opSet, "national", ""},
		{"starts", "caseload", "", "starts_per_month", opMultiply, "1.08", ""},
		{"stays", "caseload", "currency=12", "mean_stay_days", opMultiply, "0.9", ""},
		{"packages", "packages", "currency=10", "quantity", opMultiply, "1.05", ""},
		{"mff", "providers", "", "mff", opMultiply, "1.01", ""},
		{"uplift", "uplifts", "from=2026-04", "cost_uplift", opSet, "0.035", ""},
		{"cost", "resources", "resource=A06", "unit_cost", opMultiply, "1.1", "2026-04"},
	} {
		add("changes", map[string]string{"scenario": "eight", "change": c.change, "line": "1", "table": c.table, "where": c.where, "column": c.column,
			"operation": c.operation, "value": c.value, FromColumn: c.from, EvidenceColumn: "illustrative", SourceColumn: "Illustrative"})
	}
	return m
}

func TestEightChangesAreEightPlayers(t *testing.T) {
	a := attribute(t, eightChanges(t), Question{From: "block", To: "eight", Result: "surplus"})
	if len(a.Players) != 8 {
		t.Errorf("%d players, want 8", len(a.Players))
	}
}

func BenchmarkAttributeEightChangesOfNorthshire(b *testing.B) {
	m := eightChanges(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Attribute(m, Question{From: "block", To: "eight", Result: "surplus"}); err != nil {
			b.Fatal(err)
		}
	}
}
