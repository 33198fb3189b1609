package reports

import (
	"bytes"
	"encoding/json"
	"maps"
	"strings"
	"testing"
	"testing/fstest"

	"parity/scenarios"
)

// sought is a trust whose surplus rises with its contacts up to the plan of 1,800 a year and
// falls beyond it, where only half the price is paid. Figures are illustrative.
var sought = map[string]string{
	"model.csv":         "key,value\ntitle,A team\nstart,2025-04\nmonths,12\n",
	"currencies.csv":    "currency,name\nA,Contacts\n",
	"providers.csv":     "provider,mff\nT,1\n",
	"commissioners.csv": "commissioner,name\nN,North\n",
	"contracts.csv":     "contract,commissioner,provider,payment,schedule,annual_value,plan\nnorth,N,T,activity,local,120000,table\n",
	"activity.csv":      "contract,currency,measure,month,quantity\nnorth,A,contact,2025-04,1200\nnorth,A,contact,2025-05,600\n",
	"plan.csv":          "contract,currency,measure,month,quantity\nnorth,A,contact,2025-04,1800\n",
	"terms.csv":         "contract,step,term,settle,rate_above\nnorth,1,marginal,year,0.5\n",
	"schedules.csv":     "schedule,basis\nlocal,local\n",
	"prices.csv":        "schedule,currency,measure,price\nlocal,A,contact,200\n",
	"resources.csv":     "resource,provider,unit,unit_cost\nC,*,contact,150\n",
	"packages.csv":      "currency,resource,per,provider,quantity\nA,C,contact,*,1\n",
}

// split has shares of cost that may not pass 1 together.
var split = map[string]string{"resources.csv": "resource,provider,unit,unit_cost,fixed_share,semi_fixed_share,step\nC,*,contact,150,0,0.7,1\n"}

func solution(t *testing.T, files map[string]string, q scenarios.Seek) *scenarios.Solution {
	t.Helper()
	laid := maps.Clone(sought)
	maps.Copy(laid, files)
	folder := fstest.MapFS{}
	for name, content := range laid {
		folder[name] = &fstest.MapFile{Data: []byte(content)}
	}
	m, err := scenarios.ReadFolder(folder, "team")
	if err != nil {
		t.Fatal(err)
	}
	s, err := scenarios.Solve(m, q)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// pageOf is what is printed of a solution.
func pageOf(t *testing.T, s *scenarios.Solution) string {
	t.Helper()
	var out bytes.Buffer
	if err := WriteSolution(&out, s); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestSolutionPage(t *testing.T) {
	got := pageOf(t, solution(t, nil, scenarios.Seek{Make: "surplus=60000", Vary: "activity.quantity"}))
	want := `A team
Goal seek in as-given: surplus is to be £60,000.00

as-given  The model as given
activity.quantity (2 cells) multiplied by:
  0.666667

surplus, £
                     Value          £      Off by
─────────────────────────────────────────────────
As it is          1.000000  90,000.00  +30,000.00
Next value below  0.666666  59,999.95       -0.05
Answer            0.666667  60,000.00        0.00
Next value above  0.666668  60,000.15       +0.15

Every place where it is met or passed; the answer is the nearest to how it is
                From        To          £
─────────────────────────────────────────
1 (answer)  0.666667  0.666667  60,000.00
2           1.333333  1.333333  60,000.00
`
	if !strings.HasPrefix(got, want) {
		t.Errorf("got\n%s\nwant it to begin\n%s", got, want)
	}
	for _, c := range []struct {
		name  string
		files map[string]string
		seek  scenarios.Seek
		want  []string
	}{
		{"it turns", nil, scenarios.Seek{Make: "surplus=60000", Vary: "activity.quantity"}, []string{"- The result rises over part of that range and falls over another"}},
		{"between two values", nil, scenarios.Seek{Make: "income=300000.05", Vary: "activity.quantity", By: scenarios.ByAmount, High: "1500"}, []string{
			"  -150.000. That is the nearest that can be had: the next value, -149.999, moves\n  the result by £0.40.\n",
			"As it is             0.000  360,000.00  +59,999.95\n", "Next value below  -150.001  299,999.60       -0.45\n",
			"Answer            -150.000  300,000.00       -0.05\n", "Next value above  -149.999  300,000.40       +0.35\n"}},
		{"a quantity", nil, scenarios.Seek{Make: "asked/C=900", Vary: "packages.quantity"}, []string{
			"Goal seek in as-given: asked/C is to be 900.000 contact\n", "set to:\n  0.500000\n", "Answer            0.500000    900.000     0.000\n"}},
		{"so already", nil, scenarios.Seek{Make: "income=360000", Vary: "prices.price"}, []string{"200.000000 (any value from 199.995000 to 200.004999 gives the same): it is so\n  already."}},
		{"so whatever they are", nil, scenarios.Seek{Make: "income=360000", Vary: "contracts.rate_per_head", By: scenarios.BySet, High: "9"}, []string{
			"0.000000 (any value from 0.000000 to 9.000000 gives the same)", "- These cells do not move it: only capitation is paid by the head, and contracts\n  are paid: north by activity at local.\n"}},
		{"beyond what can be run", split, scenarios.Seek{Make: "cost_fixed=270000", Vary: "resources.fixed_share"}, []string{
			"no answer from 0.000000 to 1.000000. The nearest is 0.300001", "Next value above  0.300002  not known\n", "- What binds: with 0.300002 it cannot be worked out: resources.csv, row 2"}},
	} {
		got := pageOf(t, solution(t, c.files, c.seek))
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s: the page lacks\n%s\nit is\n%s", c.name, want, got)
			}
		}
	}
}

// JSON has what the page has, and null where nothing is known.
func TestSolutionJSONHasNullForWhatIsNotKnown(t *testing.T) {
	var out bytes.Buffer
	if err := WriteSolutionJSON(&out, solution(t, split, scenarios.Seek{Make: "cost_fixed=270000", Vary: "resources.fixed_share"}), "test"); err != nil {
		t.Fatal(err)
	}
	var note struct {
		Met     bool
		Solved  *string `json:"answer_scenario"`
		Binds   []string
		Answers []any
		Nearest struct {
			Value json.Number
			Above struct {
				Result *json.Number
				Wrong  string
			} `json:"next_above"`
		}
	}
	if err := json.Unmarshal(out.Bytes(), &note); err != nil {
		t.Fatal(err)
	}
	above := note.Nearest.Above
	if note.Met || note.Solved != nil || len(note.Binds) != 1 || note.Answers == nil || above.Result != nil || above.Wrong == "" || note.Nearest.Value != "0.300001" {
		t.Errorf("got %+v", note)
	}
}
