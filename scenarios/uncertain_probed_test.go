package scenarios

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// drawable lists the columns of a model that may be uncertain and hold a number in some row.
func drawable(m *Model) []CellSet {
	var columns []CellSet
	for _, t := range m.Tables {
		if slices.Contains([]string{"uncertainty", "correlations"}, t.Schema.Table) {
			continue
		}
		for at := range t.Schema.Columns {
			column := &t.Schema.Columns[at]
			if !column.Kind.Numeric() || column.Kind == Whole || notDrawn[t.Schema.Table+"."+column.Name] != "" {
				continue
			}
			if slices.ContainsFunc(t.Rows, func(r Row) bool { return r.Cells[at] != "" }) {
				columns = append(columns, CellSet{Table: t.Schema.Table, Column: column.Name})
			}
		}
	}
	return columns
}

// uncertainRow writes a row of the uncertainty table for some rows of a column: as near to the cells
// as keeps them what they may be. It is blank where no such interval is.
func uncertainRow(t *Table, name string, cells CellSet, operation string) string {
	least, most := math.Inf(1), math.Inf(-1)
	for row := range t.Rows {
		if meets(t, row, cells.Where) {
			x := value(t, row, cells.Column)
			least, most = min(least, x), max(most, x)
		}
	}
	// Within the cell's own bounds on its side of 0: from 95% to 99% of it.
	low, high := 0.95, 0.99
	switch {
	case operation == "multiply":
	case least <= 0 && most >= 0:
		return ""
	case operation == "set":
		low, high = min(0.95*least, 0.99*least), max(0.95*least, 0.99*least)
	case operation == "add":
		nearest := least
		if most < 0 {
			nearest = most
		}
		low, high = min(-0.05*nearest, -0.01*nearest), max(-0.05*nearest, -0.01*nearest)
	}
	return fmt.Sprintf("%s,\"%s\",%s,%v,%v,uniform,,", name, cells, operation, low, high)
}

// probed is the traced service with terms, a population without weights, and scenarios that do to
// uncertain cells all that a scenario can.
var probed = over(traced, map[string]string{
	"commissioners.csv": "commissioner,from,name,population\nNC,,North,250000\nSC,,South,90000\nSC,2025-11,South,91000\n",
	"moves.csv":         traced["moves.csv"] + "north,1,14,0.15\n",
	"reallocation.csv":  "contract,recorded,right,from,share\n*,1,14,,0.05\nnorth,1,14,,0.1\nnorth,1,14,2025-09,0.08\nnorth,14,1,,0.03\n",
	"reviews.csv":       "contract,currency,from,in_date\n*,1,,0.8\nsouth,*,2025-08,0.7\nsouth,1,2025-11,0.9\n",
	"contracts.csv":     traced["contracts.csv"] + "taken,,NC,RX1,activity,given,,,baseline,,\n",
	"market.csv":        "market,contract,currency,from,to,starts_share,caseload_share,relative_cost\ncontacts,east,K,2025-05,taken,0.25,0.2,0.9\nsimple,east,1,2025-06,taken,0.4,0.3,0.8\n",
	"terms.csv": `contract,step,from,term,settle,netting,reference,amount,lower,upper,rate_above,rate_below,share
north,1,,variable,quarter,total,,,0.01,0.02,0.5,0.3,
north,2,,withhold,year,,,,,,,,0.025
north,3,,budgets,year,,,,,,,,0.95
south,2,,cap,year,,amount,900000,,0.01,,,
south,2,2025-10,cap,year,,amount,910000,,0.02,,,
south,1,,marginal,month,currency,,,0.004,0.005,0.7,0.6,
`,
	"packages.csv": traced["packages.csv"] + "1,A06,assessment,RT2,1.25\n",
	"resources.csv": strings.NewReplacer("lag_months", "lag_months,available_share", "0.3,0.2,300,,2", "0.3,0.2,300,5000,2,", "0.25,310,,3", "0.25,310,5200,3,",
		"0.5,,,,", "0.5,,,,,0.95", "0.1,90,,0", "0.1,90,,0,").Replace(traced["resources.csv"]),
	"stand_ins.csv":    "resource,stand_in,provider,from,share,units\nA06,W1,*,,0.2,0.5\nA06,W1,RT2,,0.3,\nA06,W1,RT2,2025-08,0.25,0.4\n",
	"consequences.csv": "sector,currency,pounds\nAcute care,*,3200\nPolice,*,700\nPolice,1,900\n",
	"cuts.csv": `cut,line,cells,share,amount,from,every_year
beds,1,resources[resource=W1].capacity,0.03,,2025-09,no
staff,1,resources[resource=A06].capacity,0.1,,2025-07,yes
block,1,contracts[contract=north|south].annual_value,0.02,,,yes
block,2,contracts[contract=north].annual_value,,1000,2025-06,yes
price,1,prices[currency=2].price,0.01,,2025-11,no
`,
	"schedules.csv": strings.ReplaceAll(traced["schedules.csv"], "cost,package_cost,,yes,1.0534,net", "cost,package_cost,,yes,1.0534,mixed") + "risen,Risen,local,given,,no,,net,\n",
	"scenarios.csv": `scenario,title,based_on
base,Base,
set,Set,
times,Multiplied,
begun,Begun on a month,
on,On what is begun,begun
inserted,Inserted,
out,Taken out,
`,
	"changes.csv": changesHeader + `set,stay,1,caseload,currency=1,mean_stay_days,set,99,
set,price,1,prices,"currency=1,measure=community_day",price,set,14,2025-10
set,none,1,resources,resource=A06,capacity,set,,
times,people,1,caseload,,starts_per_month,multiply,1.25,
times,people,2,caseload,currency=1,starts_per_month,add,3,
times,price,1,prices,"currency=1|2|14",price,multiply,1.02,2025-10
times,rise,1,uplifts,uplift=tariff,cost_uplift,add,0.003,
times,heads,1,weights,group=old,weight,multiply,1.5,2025-08
begun,stay,1,caseload,contract=north,mean_stay_days,multiply,0.9,2025-07
begun,value,1,contracts,contract=north|south,annual_value,multiply,0.97,2025-09
begun,form,1,contracts,contract=south,payment,set,block,2025-12
begun,moves,1,moves,"contract=*",share,multiply,0.5,2025-08
on,stay,1,caseload,contract=north,mean_stay_days,add,4,2025-10
on,cost,1,resources,resource=W1,unit_cost,add,10,2025-10
inserted,term,1,terms,"contract=east,step=1",term,insert,cap,
inserted,term,2,terms,"contract=east,step=1",settle,insert,year,
inserted,term,3,terms,"contract=east,step=1",reference,insert,amount,
inserted,term,4,terms,"contract=east,step=1",amount,insert,500000,
inserted,term,5,terms,"contract=east,step=1",upper,insert,0.03,
inserted,people,1,caseload,"contract=south,currency=2",mean_stay_days,insert,60,
inserted,people,2,caseload,"contract=south,currency=2",starts_per_month,insert,2,
inserted,people,3,caseload,"contract=south,currency=2",starts_per_month,multiply,1.5,
inserted,move,1,moves,"contract=south,from_currency=1,to_currency=2",share,insert,0.2,
inserted,dear,1,terms,"contract=east,step=1",amount,multiply,1.1,
out,term,1,terms,"contract=south,step=1",,remove,,
out,group,1,weights,group=young,,remove,,
`,
})
