package scenarios

import (
	"fmt"
	"strings"

	"pgregory.net/rapid"

	"parity/tariff"
)

// traced is a service with every measure, two providers, given activity, derived schedules,
// steps, a plan and uplifts that are published late. Figures are illustrative.
var traced = map[string]string{
	"model.csv":      "key,value\ntitle,A service\nstart,2025-02\nmonths,16\nbaseline,base\n",
	"currencies.csv": "currency,name,review_period\n1,One,28d\n2,Two,6m\n14,Crisis,\nG,Grown,\nK,Contacts,\n",
	"providers.csv":  "provider,from,name,mff\nRT2,,North Trust,1.0512345678\nRT2,2025-10,North Trust,1.06\nRX1,,East Trust,\n",
	"commissioners.csv": `commissioner,name,population
NC,North,250000
SC,South,90000
`,
	"weights.csv": "commissioner,group,from,population,weight\nNC,young,,100000,0.85\nNC,old,,150000,1.1\nNC,old,2025-06,151000,1.1\n",
	"contracts.csv": `contract,from,commissioner,provider,payment,schedule,annual_value,uplift,plan,shadow_schedule,rate_per_head
north,,NC,RT2,block,given,1200000.07,tariff,baseline,costed,4.4321
south,,SC,RT2,activity,given,900000,tariff,table,rebased,7.5
east,,SC,RX1,activity,given,,,baseline,,
`,
	"caseload.csv": `contract,currency,from,opening,starts_per_month,growth,mean_stay_days,admitted_share,assessments_per_start
north,1,,50,10,0.03,90,0.1,1.2
north,1,2025-09,,12,0.01,85,0.15,1.2
north,2,,20,5,,120,,1
north,14,,4,3,,35,0.6,1
south,1,,30.5,4,,90,,1.3
south,G,,200,3,0.05,,0.07,1
`,
	"moves.csv": "contract,from_currency,to_currency,share\nnorth,1,2,0.2\nnorth,2,1,0.1\n*,14,1,0.4\nnorth,14,1,0.5\n",
	"reallocation.csv": `contract,recorded,right,from,share
*,1,2,,0.04
*,1,14,,0.3
north,1,1,,0.85
north,1,2,,0.1
north,1,14,,0.05
north,1,14,2025-09,0
north,1,1,2025-09,0.9
north,2,1,,0.0333333
south,K,G,2025-05,0.25
`,
	"reviews.csv":  "contract,currency,from,in_date\n*,*,,0.9\nnorth,*,2025-05,0.8\nnorth,1,2025-11,0.75\n*,1,,0.95\n",
	"activity.csv": givenActivity(),
	"plan.csv":     plannedActivity(),
	"schedules.csv": `schedule,title,basis,derive,contract,applies_mff,mff_base,uplift,rounding
given,Given,national,given,,yes,1.0534,tariff,
costed,Costed,cost,package_cost,,yes,1.0534,net,
rebased,Rebased,local,rebase,south,no,,tariff,0.0001
`,
	"prices.csv": `schedule,currency,measure,from,price,price_base,covers
given,1,admitted_day,,412.345,2024-04,
given,1,community_day,,12.5,2024-04,
given,1,community_day,2025-08,13.75,,
given,1,assessment,,151.5,,
given,1,period,,88.888,2024-04,community
given,2,year,,9000,2023-04,community
given,2,start,,120,,
given,2,entry,,31,,
given,14,day,,210.05,2024-04,
given,G,day,,15.05,2024-04,
given,K,contact,,99.995,2024-04,
given,K,bed_day,,,,
`,
	"uplifts.csv": `uplift,from,published,cost_uplift,efficiency,net,status
tariff,2024-10,2025-04,0.01,0.002,,
tariff,2025-04,,0.0415,0.02,,
tariff,2025-04,2025-06,0.0483,0.02,,
tariff,2026-04,2026-04,0.03,0.02,,
net,2025-04,,,,0.011,
mixed,2025-04,,,0.02,0.015,
`,
	"resources.csv": `resource,provider,from,name,unit,unit_cost,price_base,uplift,efficiency_delivered,mff_base,fixed_share,semi_fixed_share,step,capacity,lag_months,wte_per_unit,staff_share,wte_cost
A06,*,,Team,contact,151.37,2024-04,tariff,0.011,1.04,0.3,0.2,300,,2,,0.7,52000
A06,*,2025-08,Team,contact,155.01,2025-04,tariff,0.013,1.04,0.3,0.25,310,,3,0.0021,,
W1,*,,Ward,bed day,480.4,2025-04,mixed,,,0.5,,,,,,,60000
W1,RX1,,East ward,bed day,495,2023-04,tariff,,,0.4,0.1,90,,0,0.006,,
`,
	"packages.csv": `currency,resource,per,provider,quantity
1,A06,community_day,*,0.05
1,A06,assessment,*,1.5
1,W1,admitted_day,*,1
2,A06,day,*,0.085
2,A06,month,*,3
14,A06,start,*,0.01
14,W1,admitted_day,*,1
14,A06,community_day,*,0.2
K,A06,contact,*,1
K,W1,bed_day,*,1
`,
	"budgets.csv":  "contract,currency,from,share,budget,work_share\nnorth,1,,0.12,3700.50,0.8\nnorth,1,2025-09,0.14,3800,0.7\n",
	"recovery.csv": "contract,currency,from,recovery_rate,return_rate,measure\nnorth,1,,0.45,0.2,survey\nnorth,2,2025-09,0.5,,\n",
	"outcomes.csv": "contract,measure,weight,score\nnorth,survey,0.6,0.55\nnorth,waits,0.4,\nsouth,survey,1,0.9\n",
}

func givenActivity() string {
	rows := "contract,currency,measure,month,quantity\n"
	for i := range 16 {
		month := tariff.NewMonth(2025, 2) + tariff.Month(i)
		rows += fmt.Sprintf("east,K,contact,%s,%d.125\neast,K,bed_day,%s,%d\neast,1,admitted_day,%s,%d\neast,1,community_day,%s,%d\neast,2,day,%s,%d\n",
			month, 200+7*i, month, 31+i%4, month, 9+i%5, month, 300-i, month, 250+i)
	}
	return rows
}

func plannedActivity() string {
	rows := "contract,currency,measure,month,quantity\n"
	for i := range 16 {
		rows += fmt.Sprintf("south,1,community_day,%s,900.5\nsouth,G,day,%s,6100\n", tariff.NewMonth(2025, 2)+tariff.Month(i), tariff.NewMonth(2025, 2)+tariff.Month(i))
	}
	return rows
}

// termLines is the lines of a change that inserts a term.
func termLines(contract string, step int, columns ...string) []string {
	var lines []string
	for _, column := range columns {
		name, value, _ := strings.Cut(column, "=")
		lines = append(lines, fmt.Sprintf(`terms,"contract=%s,step=%d",%s,insert,%s,`, contract, step, name, value))
	}
	return lines
}

// cutLines is the lines of a change that inserts a line of a cut.
func cutLines(cut, cells string, columns ...string) []string {
	var lines []string
	for _, column := range append([]string{"cells=" + cells}, columns...) {
		name, value, _ := strings.Cut(column, "=")
		lines = append(lines, fmt.Sprintf(`cuts,"cut=%s,line=1",%s,insert,%s,`, cut, name, value))
	}
	return lines
}

// marketLines is the lines of a change that lets currency 1 of the north to a contract that has no
// caseload of currency 2, to which some move on.
func marketLines(starts, people, need string) []string {
	lines := []string{`contracts,contract=taken,commissioner,insert,NC,`, `contracts,contract=taken,provider,insert,RX1,`,
		`contracts,contract=taken,payment,insert,activity,`, `contracts,contract=taken,schedule,insert,given,`,
		`caseload,"contract=taken,currency=1",mean_stay_days,insert,70,`, `caseload,"contract=taken,currency=1",assessments_per_start,insert,1.1,`,
		`moves,"contract=taken,from_currency=1,to_currency=2",share,insert,0.3,`,
		`market,"market=simple,contract=north,currency=1,from=2025-06",to,insert,taken,`}
	for _, cell := range [][2]string{{"starts_share", starts}, {"caseload_share", people}, {"relative_cost", need}} {
		if cell[1] != "" {
			lines = append(lines, fmt.Sprintf(`market,"market=simple,contract=north,currency=1,from=2025-06",%s,insert,%s,`, cell[0], cell[1]))
		}
	}
	return lines
}

// slots are what scenarios are drawn from, one of each: all go together.
var slots = [][][]string{
	{ // the form of payment
		nil,
		{`contracts,contract=north,payment,set,activity,`},
		{`contracts,contract=north,payment,set,activity,2025-09`},
		{`contracts,contract=north,payment,set,blended,`},
		{`contracts,contract=north,payment,set,blended,`, `contracts,contract=north,annual_value,set,,`, `contracts,contract=south,payment,set,block,2025-07`},
		{`contracts,contract=north,payment,set,capitation,`, `contracts,contract=south,payment,set,capitation,2026-01`},
		{`contracts,contract=north,schedule,set,costed,`, `contracts,contract=north,payment,set,activity,`, `contracts,contract=south,schedule,set,rebased,`},
	},
	{ // terms
		nil,
		append(termLines("north", 1, "term=variable", "settle=quarter", "netting=total", "lower=0.01", "upper=0.02", "rate_above=0.5", "rate_below=0.3"),
			termLines("north", 2, "term=withhold", "settle=year", "share=0.025")...),
		append(termLines("south", 1, "term=marginal", "settle=month", "netting=currency", "rate_above=0.7", "upper=0.005"),
			termLines("south", 2, "term=cap", "settle=year", "reference=annual_value", "upper=0.01")...),
		append(termLines("south", 1, "term=variable", "settle=month", "netting=line", "rate_above=0.2", "scope=\"currency=1,measure=community_day\""),
			termLines("south", 3, "term=bonus", "settle=quarter", "reference=plan_value", "share=0.02")...),
		append(termLines("south", 1, "term=collar", "settle=year", "reference=prior_year", "amount=800000", "lower=0.01"),
			termLines("north", 4, "term=gain_share", "settle=year", "reference=amount", "amount=1500000", "lower=0.01", "upper=0.02", "share=0.5", "rate_below=0.4")...),
	},
	{ // room
		nil,
		{`resources,"resource=A06",capacity,set,2100,`},
		{`resources,"resource=W1,provider=*",capacity,set,260,2025-06`, `resources,"resource=A06",capacity,set,2600,`},
		{`resources,resource=A06,available_share,set,0.85,2025-05`},
		cutLines("staff", "resources[resource=A06].capacity", "share=0.1", "from=2025-04", "every_year=yes"),
		append(cutLines("team", "resources.capacity", "share=0.15"), cutLines("block", "contracts[contract=south].annual_value", "amount=20000.55", "from=2025-08")...),
	},
	{ // who goes without
		nil,
		{`rationing,"resource=*,provider=*",rule,insert,protect,`, `rationing,"resource=*,provider=*",protect,insert,currency=2|14,`},
		{`rationing,"resource=A06,provider=RT2",rule,insert,simplest_first,`},
	},
	{ // who stands in
		nil,
		{`stand_ins,"resource=A06,stand_in=W1,provider=*",share,insert,0.35,`},
		{`stand_ins,"resource=A06,stand_in=W1,provider=RT2",share,insert,0.5,`, `stand_ins,"resource=A06,stand_in=W1,provider=RT2",units,insert,0.25,`},
	},
	{ // people
		nil,
		{`caseload,currency=1,starts_per_month,multiply,1.13,`},
		{`caseload,currency=2,starts_per_month,multiply,0.4,2025-07`, `packages,currency=1,quantity,multiply,0.9,`},
	},
	{ // a market
		nil,
		marketLines("0.4", "0.3", "0.8"),
		append(marketLines("", "0.25", ""), `market,"market=contacts,contract=east,currency=K,from=2025-05",to,insert,led,`,
			`market,"market=contacts,contract=east,currency=K,from=2025-05",starts_share,insert,0.25,`,
			`market,"market=contacts,contract=east,currency=K,from=2025-05",relative_cost,insert,0.9,`,
			`contracts,contract=led,commissioner,insert,SC,`, `contracts,contract=led,provider,insert,RX1,`,
			`contracts,contract=led,payment,insert,activity,`, `contracts,contract=led,schedule,insert,given,`),
	},
	{ // prices and uplifts
		nil,
		{`prices,"currency=1,measure=community_day",price,multiply,1.03,2025-11`, `uplifts,"uplift=tariff,from=2026-04",cost_uplift,set,0.041,`},
		{`providers,provider=RT2,mff,set,1.1,2025-12`, `resources,resource=W1,unit_cost,set,500,2025-10`},
	},
}

// drawTraced draws a scenario of the traced service, and runs it beside the baseline.
func drawTraced(t *rapid.T) *Study {
	var lines []string
	for k, slot := range slots {
		for i, line := range slot[rapid.IntRange(0, len(slot)-1).Draw(t, fmt.Sprint("slot ", k))] {
			lines = append(lines, fmt.Sprintf("drawn,change%d,%d,%s", k, i+1, line))
		}
	}
	m := read(t, over(traced, map[string]string{
		"scenarios.csv": "scenario,title,based_on\nbase,Baseline,\ndrawn,Drawn,base\n",
		"changes.csv":   changesHeader + strings.Join(lines, "\n") + "\n",
	}))
	study, err := Simulate(m, Selection{Scenarios: []string{"base", "drawn"}})
	if err != nil {
		t.Fatal(err)
	}
	return study
}
