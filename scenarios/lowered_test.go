package scenarios

import (
	"strings"
	"testing"
)

// A scenario cuts something where a line of cuts takes effect, or where staff, beds, an annual
// value, a price or its growth is lowered; to pay in another way is no cut. It is read against the
// nearest scenario whose changes it makes and whose cuts it does not, and else against the baseline.
func TestWhatIsCutAndAgainstWhat(t *testing.T) {
	for _, c := range []struct {
		model, baseline string
		scenarios       []string
		cut             string
	}{
		{"westmoor", "", nil, "beds-cut-block team-cut-block day-care-cut-block block-once-block block-yearly-block tariff-held-tariff tariff-lowered-tariff efficiency-path-tariff"},
		{"northshire", "", nil, "staff-cut-block council-cut-block block-cut-block"},
		{"talking-therapies", "", nil, ""},
		{"westmoor", "", []string{"tariff-held"}, "tariff-held-block"}, // what it is based on is not run
		{"westmoor", "tariff", []string{"block", "beds-cut", "tariff-held"}, "tariff-held-tariff beds-cut-block"},
		{"westmoor", "", []string{"tariff", "team-cut", "tariff+team-cut", "beds-cut+team-cut"}, "team-cut-block tariff+team-cut-tariff beds-cut+team-cut-team-cut"},
	} {
		study, err := Simulate(loaded(t, c.model), Selection{Scenarios: c.scenarios, Baseline: c.baseline})
		if err != nil {
			t.Fatal(err)
		}
		var cuts []string
		for _, cut := range study.Cuts() {
			cuts = append(cuts, study.Scenarios[cut.Scenario].Key+"-"+study.Scenarios[cut.Against].Key)
		}
		if got := strings.Join(cuts, " "); got != c.cut {
			t.Errorf("%s %v: cuts %s, want %s", c.model, c.scenarios, got, c.cut)
		}
	}
}

// Each cell that can be cut is found lower, whichever row of its key it is lower in, and a rise
// is none.
func TestLoweredCells(t *testing.T) {
	const tables = "key,value\nstart,2025-04\nmonths,24\n"
	with := func(changes string) *Study {
		t.Helper()
		study, err := Simulate(read(t, map[string]string{
			"model.csv":         tables,
			"currencies.csv":    "currency,name\n1,One\n",
			"providers.csv":     "provider,name,mff\nP,Provider,1\n",
			"commissioners.csv": "commissioner,name\nC,Commissioner\n",
			"uplifts.csv":       "uplift,from,cost_uplift,efficiency\nu,2026-04,0.03,0.01\n",
			"contracts.csv":     "contract,commissioner,provider,payment,annual_value,uplift,from\nc,C,P,block,1200,u,\nc,C,P,block,1500,u,2026-08\n",
			"resources.csv":     "resource,provider,name,unit,unit_cost\nA,*,Contact,contact,10\n",
			"scenarios.csv":     "scenario,title,based_on\nb,Base,\ns,Other,b\n",
			"changes.csv":       "scenario,change,line,table,where,column,operation,value,from\n" + changes,
		}), Selection{})
		if err != nil {
			t.Fatal(err)
		}
		return study
	}
	for _, c := range []struct {
		name, change string
		want         bool
	}{
		{"a value lower at the start", "s,x,1,contracts,from=,annual_value,set,1100,\n", true},
		{"a value lower later", "s,x,1,contracts,from=2026-08,annual_value,set,1400,\n", true},
		{"a value higher", "s,x,1,contracts,from=2026-08,annual_value,set,1600,\n", false},
		{"the rise left out", "s,x,1,contracts,from=2026-08,,remove,,\n", true},
		{"a capacity where nobody stated one", "s,x,1,resources,resource=A,capacity,set,100,\n", true},
		{"less staff from a month on", "s,x,1,resources,resource=A,available_share,set,0.9,2026-01\n", true},
		{"more efficiency asked", "s,x,1,uplifts,uplift=u,efficiency,set,0.02,\n", true},
		{"less efficiency asked", "s,x,1,uplifts,uplift=u,efficiency,set,0,\n", false},
		{"a title", "s,x,1,currencies,currency=1,name,set,Uno,\n", false},
	} {
		if _, got := with(c.change).CutFrom(1); got != c.want {
			t.Errorf("%s: %t, want %t", c.name, got, c.want)
		}
	}
}
