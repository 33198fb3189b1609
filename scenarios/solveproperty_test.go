package scenarios

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// levers are cells of the clinic that may move results, and a value to look around: of the
// cells, a factor, or an amount, with as many decimal places as are tried.
var levers = []struct {
	cells   string
	by      By
	typical float64
	places  int32
}{
	{"contracts[contract=north].annual_value", BySet, 1_200_000, moneyPlaces},
	{"contracts.annual_value", ByScale, 1, 4},
	{"contracts.annual_value", ByAmount, 50_000, moneyPlaces},
	{"prices.price", ByScale, 1, 4},
	{"prices.price", ByAmount, 5, 4},
	{"prices.price", BySet, 14, 4},
	{"prices[schedule=local,currency=2].price", BySet, 20, 4},
	{"caseload.starts_per_month", ByScale, 1, 4},
	{"caseload[contract=north,currency=1].mean_stay_days", BySet, 90, 4},
	{"resources.unit_cost", ByScale, 1, 4},
	{"resources.capacity", BySet, 900, 4},
	{"resources.fixed_share", BySet, 0.3, 4},
	{"packages.quantity", ByAmount, 0.02, 4},
	{"uplifts[from=2026-04].cost_uplift", BySet, 0.05, 4},
	{"providers.mff", BySet, 1.1, 4},
}

// On random models: what goal seek answers, written and run as anybody would, gives the
// result it said; so do the values beside the answer; and where the target is not met, they
// lie on either side of it and as far off or further. What it says nothing moves is not moved.
func TestSolvedPutBackGivesTheGoal(t *testing.T) {
	met, between, unmoved := 0, 0, 0
	rapid.Check(t, func(t *rapid.T) {
		m := drawPair(t, 4)
		lever := rapid.SampledFrom(levers).Draw(t, "lever")
		seek := Seek{Scenario: rapid.SampledFrom([]string{"from", "to", "base", "from+to"}).Draw(t, "scenario"), Vary: lever.cells, By: lever.by}
		goal := rapid.SampledFrom(askable).Draw(t, "result")
		// A target between what two values give, so that it can be reached, if between two
		// neighbours only.
		var target int64
		var probes []int64
		var places int32
		for _, which := range []string{"one", "other"} {
			at := decimal.NewFromFloat(lever.typical * rapid.Float64Range(0.6, 1.7).Draw(t, which)).Round(lever.places).String()
			one := seek
			one.Make, one.Low, one.High = goal+"=0", at, at
			is, err := Solve(m, one)
			if err != nil {
				t.Fatalf("%+v: %v", one, err)
			}
			target += is.Nearest.Result / 2
			probes = append(probes, is.Nearest.Result)
			if places = countedPlaces; is.Goal.Money() {
				places = moneyPlaces
			}
		}
		seek.Make = goal + "=" + decimal.New(target, -places).String()
		s, err := Solve(m, seek)
		if still := (*SolveError)(nil); errors.As(err, &still) && strings.Contains(err.Error(), "does not move") {
			if unmoved++; probes[0] != probes[1] {
				t.Fatalf("%+v: %v, and it is %d and %d at two values", seek, err, probes[0], probes[1])
			}
			return
		}
		if err != nil {
			t.Fatalf("%+v: %v", seek, err)
		}
		if !s.Met() {
			t.Fatalf("%+v: no answer, and there is one", seek)
		}
		for i := range s.Answers {
			holdsUp(t, s, &s.Answers[i])
		}
		met++
		if !s.Exact(&s.Nearest) {
			between++
		}
	})
	t.Logf("%d answers, %d of them between two values; %d results that nothing moves", met, between, unmoved)
	if met == 0 || between == 0 || unmoved == 0 {
		t.Error("too few answers to say anything")
	}
}

// holdsUp runs an answer and the values beside it.
func holdsUp(t *rapid.T, s *Solution, a *Answer) {
	t.Helper()
	for _, trial := range []*Trial{&a.Trial, a.Below, a.Above} {
		if trial == nil || trial.Wrong != "" {
			continue
		}
		m := s.Written().Clone()
		changes := m.Table("changes")
		changes.Rows[len(changes.Rows)-1].Cells[changes.Schema.Index("value")] = trial.Value.String()
		if got := allYears(resultOf(t, m, s.Solved.Key, s.Goal)); got != trial.Result {
			t.Errorf("%s is %d with %s, and was said to be %d", s.Result, got, trial.Value, trial.Result)
		}
	}
	step := decimal.New(1, -s.Lever.Places)
	for _, beside := range []struct {
		trial *Trial
		value decimal.Decimal
	}{{a.Below, a.Low.Sub(step)}, {a.Above, a.High.Add(step)}} {
		if beside.trial != nil && (!beside.trial.Value.Equal(beside.value) || beside.trial.Wrong == "" && beside.trial.Result == a.Result) {
			t.Errorf("beside %s to %s is %v; it has to be the next value, with another result", a.Low, a.High, beside.trial)
		}
	}
	if a.Value.LessThan(a.Low) || a.Value.GreaterThan(a.High) {
		t.Errorf("the answer %s lies outside %s to %s", a.Value, a.Low, a.High)
	}
	if s.Exact(a) {
		return
	}
	passes := func(beside *Trial) bool {
		return beside != nil && beside.Wrong == "" && (beside.Result < s.Target) != (a.Result < s.Target) &&
			distance(beside.Result, s.Target) >= distance(a.Result, s.Target)
	}
	if !passes(a.Below) && !passes(a.Above) {
		t.Errorf("%s gives %d, and neither %v nor %v lies on the other side of %d and as far off or further", a.Value, a.Result, a.Below, a.Above, s.Target)
	}
}

// A goal that rises and falls says so, and every place is listed.
func TestSolveListsEveryChangeOfSign(t *testing.T) {
	// Blended: beyond the plan of 1,800 contacts a third of the price is taken back, so that
	// at 150 pounds of cost a contact the surplus rises to the plan and falls beyond it.
	m := read(t, over(team, map[string]string{
		"prices.csv":    "schedule,currency,measure,price\nlocal,A,contact,200\nlocal,B,bed_day,500\n",
		"terms.csv":     "contract,step,term,settle,rate_above\nnorth,1,marginal,year,0.5\n",
		"plan.csv":      "contract,currency,measure,month,quantity\nnorth,A,contact,2025-04,1800\n",
		"contracts.csv": "contract,commissioner,provider,payment,schedule,annual_value,plan\nnorth,N,T,activity,local,120000,table\n",
	}))
	s := solve(t, m, Seek{Scenario: "block", Make: "surplus=60000", Vary: "activity.quantity"})
	var got []string
	for _, a := range s.Answers {
		got = append(got, fmt.Sprintf("%s: %d", a.Value, a.Result))
	}
	// 50 x 1,800 f up to the plan; beyond it 90,000 - 50 x 1,800 (f - 1).
	want := "0.666667: 6000000, 1.333333: 6000000"
	if strings.Join(got, ", ") != want || !s.Turns {
		t.Errorf("answers %s, turns %v; want %s and that it turns", strings.Join(got, ", "), s.Turns, want)
	}
	s = solve(t, m, Seek{Scenario: "block", Make: "surplus=100000", Vary: "activity.quantity", High: "3"})
	if got, want := told(s), "0.999999: 89999.9 | 1: 90000 | 1.000001: 89999.9 | not met"; got != want || strings.Join(s.Binds, ";") != "surplus turns there: on either side it is further off" {
		t.Errorf("got %s, %q\nwant %s", got, s.Binds, want)
	}
}

func TestWhatBinds(t *testing.T) {
	m := read(t, team)
	for _, c := range []struct {
		seek Seek
		want string
	}{
		{Seek{Make: "surplus=0", Vary: "contracts.annual_value", High: "200000"}, "--high 200000"},
		{Seek{Make: "income=300000", Vary: "contracts.annual_value", Low: "1000", High: "200000"}, "--high 200000"},
		{Seek{Make: "income=10", Vary: "contracts.annual_value", Low: "1000", High: "200000"}, "--low 1000"},
		{Seek{Make: "income=-1", Vary: "contracts.annual_value"}, "annual_value is pounds, 0 or more"},
		{Seek{Make: "income=9000000000", Vary: "contracts.annual_value"}, "the search ends at 245760000; --high takes it further"},
		{Seek{Scenario: "capped", Make: "income=200000", Vary: "prices.price"}, "the cap of contract north"},
		{Seek{Scenario: "capped", Make: "income=200000", Vary: "terms.upper"}, "it does not move from 0.5 to 1, where the search ends"},
		{Seek{Make: "surplus=1", Vary: "resources.fixed_share"}, "nothing"},
	} {
		s, err := Solve(m, c.seek)
		if c.want == "nothing" {
			var question *SolveError
			if err == nil {
				t.Errorf("%+v: %s", c.seek, told(s))
			} else if question, _ = err.(*SolveError); question == nil {
				t.Errorf("%+v: %v", c.seek, err)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(s.Binds, "; "); got != c.want || s.Met() {
			t.Errorf("%+v: %s binds, want %s\n%s", c.seek, got, c.want, told(s))
		}
	}
	// Shares that pass 1 together, by more than a millionth, cannot be run.
	split := read(t, over(team, map[string]string{"resources.csv": "resource,provider,unit,unit_cost,fixed_share,semi_fixed_share,step\nC,*,contact,150,0.2,0.7,1000\n"}))
	s := solve(t, split, Seek{Make: "cost_fixed=270000", Vary: "resources.fixed_share"})
	if want := "with 0.300002 it cannot be worked out: "; len(s.Binds) != 1 || !strings.HasPrefix(s.Binds[0], want) || s.Nearest.Value.String() != "0.300001" {
		t.Errorf("%s; %q binds, want %q and so on", told(s), s.Binds, want)
	}
}
