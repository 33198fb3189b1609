package scenarios

import (
	"context"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"parity/engine/risk"
)

// unsure is the team with a normal price, and a normal unit cost: P90 of the price is 110
// pounds, of the cost 160.
var unsure = over(team, map[string]string{"uncertainty.csv": uncertaintyHeader +
	"price,prices[currency=A].price,set,90,110,normal,,\ncost,resources.unit_cost,set,140,160,normal,,\n"})

// Of a normal figure P90 is the mean and 1.2816 standard deviations, and the answers that rest on
// it follow; they are within four Monte Carlo errors of it, which are as large as they should be.
func TestSolveDrawsClosedForms(t *testing.T) {
	const draws = 20_000
	sd := 20 / 2.563103
	// The error of a quantile at 0.9 of a standard normal is sqrt(0.09/draws) over its density there.
	quantileError := math.Sqrt(0.09/draws) / 0.1754983
	for _, c := range []struct {
		name string
		seek Seek
		want float64 // of the lever
		err  float64 // of the result: one standard error
		each float64 // what one more of the lever adds to the result
	}{
		{"the block that covers cost in nine draws of ten: 1,800 x 160", Seek{Make: "surplus=0", Vary: "contracts.annual_value", At: "p10"}, 288_000, 1800 * sd * quantileError, 1},
		{"the block that covers cost on average", Seek{Make: "surplus=0", Vary: "contracts.annual_value", At: "mean"}, 270_000, 1800 * sd / math.Sqrt(draws), 1},
		{"the price level that keeps P90 of 198,000 under 150,000: the factor acts on each draw", Seek{Scenario: "pbr", Make: "income=150000", Vary: "prices[currency=A].price", By: ByScale, At: "P90"},
			150_000.0 / 198_000, 1800 * sd * 150 / 198 * quantileError, 198_000},
		{"activity that does", Seek{Scenario: "pbr", Make: "income=150000", Vary: "activity.quantity", At: "p90"}, 150_000.0 / 198_000, 1800 * sd * 150 / 198 * quantileError, 198_000},
		{"a price that is set is certain", Seek{Scenario: "pbr", Make: "income=180000", Vary: "prices[currency=A].price", At: "p90"}, 100, 0, 1800},
		{"the cap of 120,000 that keeps P90 at 150,000: it binds in most draws, so nothing is left to chance", Seek{Scenario: "capped", Make: "income=150000", Vary: "terms.upper", At: "p90"}, 0.25, 0, 120_000},
		{"the cap of which the mean is the block: it binds in nearly every draw", Seek{Scenario: "capped", Make: "income=120000", Vary: "terms.upper", At: "mean"}, 0, 0, 120_000},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.seek.Draws, c.seek.Seed = draws, 1
			s := solve(t, read(t, unsure), c.seek)
			if got := s.Nearest.Value.InexactFloat64(); !s.Met() || math.Abs(got-c.want) > 4*c.err/c.each+1e-5 {
				t.Errorf("answer %g, want %g within %g", got, c.want, 4*c.err/c.each)
			}
			if math.Abs(s.Drawn.Error-c.err) > 0.15*c.err+0.01 {
				t.Errorf("Monte Carlo error %g, want %g", s.Drawn.Error, c.err)
			}
			if s.Drawn.Lower == nil || s.Drawn.Higher == nil {
				t.Fatal("no ends of the answer on other draws")
			}
			// Between the ends lie four errors: two each way.
			wide := s.Drawn.Higher.Sub(*s.Drawn.Lower).InexactFloat64()
			if math.Abs(wide-4*c.err/c.each) > 0.3*4*c.err/c.each+1e-4 {
				t.Errorf("on other draws from %s to %s, %g wide; want %g", s.Drawn.Lower, s.Drawn.Higher, wide, 4*c.err/c.each)
			}
		})
	}
}

// The scenario that is written, drawn as parity risk draws it, has the figure that was said; so
// has each value beside it, and taking the lever for one figure more of the draws changes nothing.
func TestSolvedDrawsAreThoseOfTheWrittenScenario(t *testing.T) {
	m := loaded(t, "northshire")
	settings := m.Table("model")
	for row := range settings.Rows {
		if settings.Rows[row].Cells[0] == "months" {
			settings.Rows[row].Cells[1] = "15"
		}
	}
	withRows(t, m, "uncertainty", uncertaintyHeader, uncertainNorthshire)
	withRows(t, m, "correlations", "group_a,group_b,rank\n", []string{"volume,wages,-0.4"})
	for _, c := range []struct {
		scenario, result, vary string
		by                     By
		percent                int
		share                  string // of the figure as it is
		anew                   bool
		chance                 bool // people come and go one by one
	}{
		{scenario: "capped", result: "surplus/2025-26", vary: "terms[contract=north,step=2].upper", percent: 10, share: "1.01", chance: true},
		{scenario: "capped", result: "income/2025-26/contract=north", vary: "terms[contract=north,step=2].upper", percent: 90, share: "0.99"},
		{scenario: "block", result: "surplus/2025-26", vary: "resources.unit_cost", by: ByScale, percent: 10, share: "0.9"},
		{scenario: "more-people", result: "cost", vary: "caseload[currency=2|3].starts_per_month", percent: 50, share: "0.999"},
		{scenario: "block", result: "income", vary: "contracts.annual_value", by: ByAmount, percent: 75, share: "1.01"},
		{scenario: "local", result: "income/2025-26", vary: "contracts[contract=north].annual_value", percent: 90, share: "1.02", anew: true},
	} {
		t.Run(c.scenario+" "+c.vary, func(t *testing.T) {
			m := m.Clone()
			if c.chance {
				m.Table("model").add(map[string]string{"key": KeyChance, "value": chancePlays, EvidenceColumn: "assumed"})
			}
			level := risk.Level(c.percent)
			q := Seek{Scenario: c.scenario, Vary: c.vary, By: c.by, At: level.String(), Draws: risk.BlockDraws, Seed: 3, Low: "-1"}
			if c.by != ByAmount {
				q.Low = ""
			} else {
				q.Low, q.High = "-1000000", "5000000"
			}
			drawnAt := func(m *Model, scenario string) int64 {
				d, err := NewDrawable(m, Selection{Scenarios: []string{scenario}})
				if err != nil {
					t.Fatal(err)
				}
				drawn, err := d.Draw(context.Background(), risk.Origin{Seed: q.Seed, Range: risk.Whole(q.Draws)}, 1, nil, nil)
				if err != nil {
					t.Fatal(err)
				}
				goal, err := ParseGoal(c.result, d.Scenarios[0].Result.Model)
				if err != nil {
					t.Fatal(err)
				}
				side := slices.IndexFunc(d.Scenarios, func(s Scenario) bool { return s.Key == scenario })
				parts, err := d.partsOf(c.result, goal, []int{side})
				if err != nil || len(parts) != 1 {
					t.Fatal(parts, err)
				}
				column, _ := drawn.Sample.Find(parts[0].outcome)
				summary, err := drawn.Sample.Summary(column)
				if err != nil {
					t.Fatal(err)
				}
				return int64(math.Round(100 * summary.P(c.percent).Value))
			}
			stands := drawnAt(m, c.scenario)
			target := decimal.New(stands, -2).Mul(decimal.RequireFromString(c.share)).Round(2)
			q.Make = c.result + "=" + target.String()
			s := solve(t, m, q)
			if *s.Held != stands {
				t.Errorf("as it is %d, and drawn %d", *s.Held, stands)
			}
			if !s.Met() {
				t.Fatal("no answer")
			}
			if got := drawnAt(s.Written(), s.Solved.Key); distance(got, s.Nearest.Result) > mostApart {
				t.Errorf("%s is said to be %d, and drawn in the scenario as written it is %d", s.Figure(), s.Nearest.Result, got)
			}
			if math.Abs(float64(s.Nearest.Result)-float64(target.Shift(2).IntPart())) > 1e-4*math.Abs(float64(stands)) {
				t.Errorf("%s is %d, want %s", s.Figure(), s.Nearest.Result, target)
			}
			trials := trialsOf(t, m, q)
			if anew := trials.drawn.varied == nil; anew != c.anew {
				t.Errorf("each value's scenario is written down anew: %v, want %v", anew, c.anew)
			}
			trials.drawn.varied = nil
			for _, beside := range []*Trial{s.Nearest.Below, &s.Nearest.Trial, s.Nearest.Above} {
				if beside == nil {
					continue
				}
				if got, err := trials.worth(trials.lever.index(beside.Value)); err != nil || distance(got, beside.Result) > mostApart {
					t.Errorf("%s with %s is said to be %d, and written down anew %d (error %v)", s.Figure(), beside.Value, beside.Result, got, err)
				}
			}
		})
	}
}

// trialsOf are the trials of a question of draws before anything is tried.
func trialsOf(t *testing.T, m *Model, q Seek) *trials {
	t.Helper()
	s, found, err := prepared(m, q)
	if err != nil {
		t.Fatal(err)
	}
	level, _ := risk.ParseLevel(q.At)
	s.Drawn = &SolvedDraws{Level: level, Draws: q.Draws, Seed: q.Seed}
	if found.drawn, err = newDrawnTrials(s, found); err != nil {
		t.Fatal(err)
	}
	return found
}

func TestSolveSaysWhichDrawsOfTheLeverItReplaces(t *testing.T) {
	m := read(t, unsure)
	for _, c := range []struct {
		vary string
		by   By
		want []string
	}{
		{"prices[currency=A].price", BySet, []string{"price"}},
		{"prices.price", ByScale, []string{"price"}},
		{"activity.quantity", "", nil},
	} {
		s := solve(t, m, Seek{Scenario: "pbr", Make: "income=150000", Vary: c.vary, By: c.by, At: "p90", Draws: 1000, Seed: 1})
		if !reflect.DeepEqual(s.Drawn.Drawn, c.want) || (s.Lever.Stands == nil) != (c.by == BySet) {
			t.Errorf("%s: drawn by %q, it stands at %v; want %q", c.vary, s.Drawn.Drawn, s.Lever.Stands, c.want)
		}
	}
}

// The answer does not depend on how many draws there are beside whole blocks, nor on a second
// asking; what is written says which draws it is of.
func TestSolvedDrawsSayWhatTheyAreOf(t *testing.T) {
	m := read(t, unsure)
	q := Seek{Make: "surplus=0", Vary: "contracts.annual_value", At: "p10", Draws: 2000, Seed: 7}
	s, again := solve(t, m, q), solve(t, m, q)
	if !reflect.DeepEqual(s.Nearest, again.Nearest) || !reflect.DeepEqual(s.Drawn, again.Drawn) {
		t.Errorf("asked twice it is %+v and %+v", s.Nearest, again.Nearest)
	}
	want := "Goal seek: P10 of surplus is to be 0.00, of 2000 draws from seed 7"
	if got := s.Solved.Reason; !strings.HasPrefix(got, want) {
		t.Errorf("reason %q, want %q", got, want)
	}
}

func TestSolveDrawsErrors(t *testing.T) {
	stacked := over(unsure, map[string]string{"uncertainty.csv": unsure["uncertainty.csv"] + "much,\"changes[scenario=more,change=more].value\",set,1.5,2.5,uniform,,\n"})
	anything := over(unsure, map[string]string{"uncertainty.csv": uncertaintyHeader + "any,changes[column=upper].value,multiply,0.9,1.1,uniform,,\n"})
	for _, c := range []struct {
		files map[string]string
		seek  Seek
		want  string
	}{
		{team, Seek{Make: "income=1", Vary: "contracts.annual_value", At: "p90", Draws: 1000},
			"nothing in clinic is uncertain: its table uncertainty has no rows and chance does not play, so every draw would be the same; give each figure you are unsure of a row there, with the 80% interval you would bet on, or set chance to yes in the model table (docs/guide.md, How sure are we)"},
		{unsure, Seek{Make: "income=1", Vary: "contracts.annual_value", At: "p100", Draws: 1000}, `--at "p100" is no figure of draws; it is mean, or a quantile from p1 to p99, such as p90`},
		{unsure, Seek{Make: "income=1", Vary: "contracts.annual_value", At: "p90", Draws: 1500}, `--draws: 1500 draws: a run has a multiple of 1000 draws, from 1000 to 1000000000; ask for 2000`},
		{unsure, Seek{Make: "cash=1", Vary: "activity.quantity", At: "p90", Draws: 1000},
			`result "cash": draws of scenario block do not come to it; they come to income, cost, surplus, day, admitted_day, community_day, start, assessment, period, contact, bed_day, asked, delivered, not_delivered, activity_value, plan_value, base_payment, budget_held, cost_stranded, consequence`},
		{unsure, Seek{Make: "cost/currency=A=1", Vary: "activity.quantity", At: "p90", Draws: 1000}, `result "cost/currency=A": draws of it are of whole contracts; leave currency and measure out, or ask for activity_value`},
		{unsure, Seek{Make: "income=1", Vary: "resources.unit_cost", At: "p90", Draws: 1000},
			"resources.unit_cost does not move P90 of income of scenario block, which is 120000.00 at each of 111 values from 0 to 307200; what care costs moves cost and surplus; income only where prices are derived from it, and contracts are paid: north by block"},
		{stacked, Seek{Scenario: "pbr+more", Make: "income=1", Vary: "contracts.annual_value", At: "p90", Draws: 1000},
			"parameter much draws changes[scenario=more,change=more].value, and the answer to a stack holds a copy of changes, which may not be drawn with them; ask about a scenario that is based on the others (based_on), and not about pbr+more"},
		{anything, Seek{Scenario: "capped", Make: "income=1", Vary: "terms.upper", At: "p90", Draws: 1000},
			"parameter any draws changes[column=upper].value, and so the change that is looked for too; name the scenario of its changes"},
	} {
		if _, err := Solve(read(t, c.files), c.seek); err == nil || err.Error() != c.want {
			t.Errorf("got  %v\nwant %s", err, c.want)
		}
	}
}
