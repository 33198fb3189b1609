package scenarios_test

import (
	"fmt"
	"testing"
	"testing/fstest"

	"github.com/shopspring/decimal"

	"parity/engine"
	"parity/scenarios"
	"parity/tariff"
)

// E7: mean cost 1,000; 20% of a group leaves, their mean cost 0.70 of the group's; what stays costs
// 1,075 on average. The group is two currencies whose packages ask for pounds of care a day. What
// those who leave cost is 0.70 of the mean, what those who stay cost is what is left of the group's
// cost; a scenario takes out those who leave, and the engine's own cost and person-days do the rest.
func TestE7MeanCostOfThoseWhoStay(t *testing.T) {
	const (
		people   = 100
		meanCost = 1000                // pounds a person-day
		leave    = people * 20 / 100   // 20% of the group
		theirs   = meanCost * 70 / 100 // 0.70 of the group's mean
		stay     = people - leave
		rest     = people*meanCost - leave*theirs // what those who stay cost a day, all together
	)
	perStayer := decimal.NewFromInt(rest).Div(decimal.NewFromInt(stay))
	files := map[string]string{
		"model.csv":         "key,value\nstart,2025-04\nmonths,12\nbaseline,all\n",
		"currencies.csv":    "currency,name\nleave,Those who leave\nstay,Those who stay\n",
		"providers.csv":     "provider,name\nP,Provider\n",
		"commissioners.csv": "commissioner,name\nC,Commissioner\n",
		"contracts.csv":     "contract,commissioner,provider,payment,annual_value\nmain,C,P,block,36500000\n",
		"caseload.csv":      fmt.Sprintf("contract,currency,opening\nmain,leave,%d\nmain,stay,%d\n", leave, stay),
		"resources.csv":     "resource,provider,name,unit,unit_cost\ncare,*,Care,pound,1\n",
		"packages.csv":      fmt.Sprintf("currency,resource,per,provider,quantity\nleave,care,day,*,%d\nstay,care,day,*,%s\n", theirs, perStayer),
		"scenarios.csv":     "scenario,title\nall,Everybody\nleft,The simple cases have left\n",
		"changes.csv":       "scenario,change,line,table,where,operation\nleft,leave,1,caseload,currency=leave,remove\n",
	}
	folder := fstest.MapFS{}
	for name, content := range files {
		folder[name] = &fstest.MapFile{Data: []byte(content)}
	}
	m, err := scenarios.ReadFolder(folder, "E7")
	if err != nil {
		t.Fatal(err)
	}
	study, err := scenarios.Simulate(m, scenarios.Selection{Scenarios: []string{"all", "left"}})
	if err != nil {
		t.Fatal(err)
	}
	all, left := study.Scenarios[0].Result, study.Scenarios[1].Result
	for _, c := range []struct {
		name     string
		result   *engine.Result
		currency string // blank for all
		want     float64
	}{
		{"mean cost of the group", all, "", 1000},
		{"mean cost of those who leave", all, "leave", 0.70 * 1000},
		{"residual mean cost", left, "", 1075},
	} {
		if got := meanDailyCost(c.result, c.currency); got != c.want {
			t.Errorf("%s: %v, published %v", c.name, got, c.want)
		}
	}
}

// meanDailyCost is the cost of a currency, or of all, over its person-days, in pounds.
func meanDailyCost(r *engine.Result, currency string) float64 {
	var cost tariff.Pence
	var days tariff.Quantity
	for _, line := range r.Care.Lines {
		if currency != "" && r.Model.Currencies[line.Currency].Key != currency {
			continue
		}
		for i := range r.Model.Months {
			cost += line.CostVariable[i] + line.CostSemiFixed[i] + line.CostFixed[i]
		}
	}
	for _, contract := range r.Activity.Contracts {
		for _, activity := range contract.Currencies {
			if currency != "" && r.Model.Currencies[activity.Currency].Key != currency {
				continue
			}
			for _, quantity := range activity.Measures[tariff.Day] {
				days += quantity
			}
		}
	}
	return cost.Pounds() / days.Units()
}
