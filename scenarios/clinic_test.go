package scenarios

import (
	"maps"
	"slices"
	"strings"

	"pgregory.net/rapid"
)

// clinic is a small model without scenarios that the tests of changes start from.
var clinic = map[string]string{
	"model.csv": `key,value
title,A clinic
start,2025-04
months,24
`,
	"currencies.csv": `currency,name,review_period
1,Common problems,84d
2,Greater need,6m
14,Crisis,28d
`,
	"providers.csv":     "provider,from,name,mff\nRT2,,Northshire,1.05\n",
	"commissioners.csv": "commissioner,name,population\nNC,North Council,250000\nSC,South Council,\n",
	"contracts.csv": `contract,from,commissioner,provider,payment,schedule,annual_value,uplift,plan,shadow_schedule
north,,NC,RT2,block,local,1200000,tariff,baseline,national
south,,SC,RT2,block,local,600000,,,
`,
	"caseload.csv": `contract,currency,from,opening,starts_per_month,growth,mean_stay_days,admitted_share,assessments_per_start
north,1,,50,10,,90,0.1,1.2
north,2,,20,5,,120,,
south,1,,30,4,,90,,
`,
	"schedules.csv": `schedule,title,basis,derive,applies_mff,mff_base,uplift
local,Local prices,local,given,no,,tariff
national,National prices,national,given,yes,1.04,tariff
`,
	"prices.csv": `schedule,currency,measure,from,price,price_base
local,1,day,,12.5,
local,2,day,,20,2024-04
national,1,day,,13,
national,2,day,,,
`,
	"uplifts.csv": `uplift,from,published,cost_uplift,efficiency,net,status
tariff,2025-04,,0.04,0.01,,
tariff,2026-04,,0.05,0.02,,
`,
}

// over lays files over a model's.
func over(base map[string]string, files map[string]string) map[string]string {
	laid := maps.Clone(base)
	maps.Copy(laid, files)
	return laid
}

// read reads a model that has to be sound.
func read(t rapid.TB, files map[string]string) *Model {
	t.Helper()
	m, err := ReadFolder(folderOf(files), "clinic")
	if err != nil {
		t.Fatal(err)
	}
	return m
}

const changesHeader = "scenario,change,line,table,where,column,operation,value,from\n"

// changing is the clinic with scenarios a to c, of which c is based on a, and lines of changes.
func changing(lines ...string) map[string]string {
	return over(clinic, map[string]string{
		"scenarios.csv": "scenario,title,based_on\na,Scenario a,\nb,Scenario b,\nc,Scenario c,a\n",
		"changes.csv":   changesHeader + strings.Join(lines, "\n") + "\n",
	})
}

// look lists a table's rows as text of some columns, in order of that text.
func look(m *Model, table, columns string) []string {
	t := m.Table(table)
	var rows []string
	for row := range t.Rows {
		var cells []string
		for column := range strings.SplitSeq(columns, ",") {
			cells = append(cells, t.Cell(row, column))
		}
		rows = append(rows, strings.Join(cells, ","))
	}
	slices.Sort(rows)
	return rows
}

// messages is what an error says, "" for none.
func messages(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
