package scenarios

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

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
func read(t testing.TB, files map[string]string) *Model {
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

func TestChanges(t *testing.T) {
	for _, c := range []struct {
		name           string
		changes        []string
		key            string // of what is applied; a where blank
		table, columns string
		want           []string
	}{
		{
			name: "set changes every row where names", changes: []string{`a,pay,1,contracts,contract=north,payment,set,activity,`},
			table: "contracts", columns: "contract,payment", want: []string{"north,activity", "south,block"},
		}, {
			name: "a blank where is every row", changes: []string{`a,pay,1,contracts,,payment,set,activity,`},
			table: "contracts", columns: "contract,payment", want: []string{"north,activity", "south,activity"},
		}, {
			name: "several values and columns of where", changes: []string{`a,pay,1,caseload,"contract=north|south,currency=1",starts_per_month,set,7,`},
			table: "caseload", columns: "contract,currency,starts_per_month", want: []string{"north,1,7", "north,2,5", "south,1,7"},
		}, {
			name: "a value is read as in the table it goes to", changes: []string{`a,value,1,contracts,contract=north,annual_value,set,"£1,250,000.00",`},
			table: "contracts", columns: "contract,annual_value", want: []string{"north,1250000", "south,600000"},
		}, {
			name: "so is a code in where", changes: []string{`a,value,1,caseload,"contract=north,currency=01",opening,set,9,`},
			table: "caseload", columns: "contract,currency,opening", want: []string{"north,1,9", "north,2,20", "south,1,30"},
		}, {
			name: "set with a blank value empties the cell", changes: []string{`a,value,1,contracts,contract=north,uplift,set,,`},
			table: "contracts", columns: "contract,uplift", want: []string{"north,", "south,"},
		}, {
			name: "multiply is exact", changes: []string{`a,more,1,caseload,,starts_per_month,multiply,1.08,`},
			table: "caseload", columns: "contract,currency,starts_per_month", want: []string{"north,1,10.8", "north,2,5.4", "south,1,4.32"},
		}, {
			name: "add", changes: []string{`a,more,1,caseload,contract=north,starts_per_month,add,-0.5,`},
			table: "caseload", columns: "contract,currency,starts_per_month", want: []string{"north,1,9.5", "north,2,4.5", "south,1,4"},
		}, {
			name: "remove takes rows out", changes: []string{`a,out,1,caseload,currency=2,,remove,,`},
			table: "caseload", columns: "contract,currency", want: []string{"north,1", "south,1"},
		}, {
			name: "insert builds one row of the lines with the same where, in any order of theirs",
			changes: []string{
				`a,cap,1,terms,"contract=north,step=1",term,insert,cap,`, `a,cap,2,terms,"contract=south,step=1",term,insert,collar,`,
				`a,cap,4,terms,"step=1,contract=south",settle,insert,quarter,`, `a,cap,3,terms,"step=1,contract=north",settle,insert,year,`,
				`a,cap,5,terms,"contract=north,step=1",upper,insert,2%,`,
			},
			table: "terms", columns: "contract,step,term,settle,upper", want: []string{"north,1,cap,year,0.02", "south,1,collar,quarter,"},
		}, {
			name:    "insert with a from makes a row that holds from then",
			changes: []string{`a,out,1,commissioners,commissioner=NC,population,insert,260000,2026-04`},
			table:   "commissioners", columns: "commissioner,from,population", want: []string{"NC,,250000", "NC,2026-04,260000", "SC,,"},
		}, {
			name:    "insert into a table the model has not",
			changes: []string{`a,plan,1,plan,"contract=north,currency=1,measure=day,month=2025-04",quantity,insert,90,`},
			table:   "plan", columns: "contract,currency,measure,month,quantity", want: []string{"north,1,day,2025-04,90"},
		}, {
			name:    "lines follow their numbers, wherever they stand",
			changes: []string{`a,pay,10,contracts,contract=north,annual_value,add,5,`, `a,pay,2,contracts,contract=north,annual_value,set,100,`},
			table:   "contracts", columns: "contract,annual_value", want: []string{"north,105", "south,600000"},
		}, {
			name:    "changes follow the order in which they first stand",
			changes: []string{`a,z,1,contracts,contract=north,annual_value,set,100,`, `a,b,1,contracts,contract=north,annual_value,multiply,2,`, `a,z,2,contracts,contract=north,annual_value,add,5,`},
			table:   "contracts", columns: "contract,annual_value", want: []string{"north,210", "south,600000"},
		}, {
			name:    "from splits the row in force",
			changes: []string{`a,pay,1,contracts,contract=north,payment,set,activity,2025-10`},
			table:   "contracts", columns: "contract,from,payment,annual_value", want: []string{"north,,block,1200000", "north,2025-10,activity,1200000", "south,,block,600000"},
		}, {
			name: "and holds in later rows of the key",
			changes: []string{
				`a,pay,1,contracts,contract=north,payment,set,capitation,2026-04`, `a,pay,2,contracts,contract=north,annual_value,set,5,2025-10`,
			},
			table: "contracts", columns: "contract,from,payment,annual_value", want: []string{"north,,block,1200000", "north,2025-10,block,5", "north,2026-04,capitation,5", "south,,block,600000"},
		}, {
			name: "a row that begins in the month is not split",
			changes: []string{
				`a,pay,1,contracts,contract=north,payment,set,activity,2025-10`, `a,pay,2,contracts,contract=north,schedule,set,national,2025-10`,
			},
			table: "contracts", columns: "contract,from,payment,schedule", want: []string{"north,,block,local", "north,2025-10,activity,national", "south,,block,local"},
		}, {
			name: "where is asked of the row in force, not of one that has ended",
			changes: []string{
				`a,pay,1,contracts,contract=north,payment,set,activity,2025-10`, `a,value,1,contracts,payment=block,annual_value,set,7,2026-04`,
			},
			table: "contracts", columns: "contract,from,payment,annual_value", want: []string{"north,,block,1200000", "north,2025-10,activity,1200000", "south,,block,600000", "south,2026-04,block,7"},
		}, {
			name:    "a split opens people once only",
			changes: []string{`a,more,1,caseload,"contract=north,currency=1",starts_per_month,set,12,2025-10`},
			table:   "caseload", columns: "contract,currency,from,opening,starts_per_month", want: []string{"north,1,,50,10", "north,1,2025-10,,12", "north,2,,20,5", "south,1,,30,4"},
		}, {
			name:    "a split spells out a blank price base: the start of the run",
			changes: []string{`a,more,1,prices,schedule=local,price,multiply,1.1,2026-04`},
			table:   "prices", columns: "schedule,currency,from,price,price_base",
			want: []string{"local,1,,12.5,", "local,1,2026-04,13.75,2025-04", "local,2,,20,2024-04", "local,2,2026-04,22,2024-04", "national,1,,13,", "national,2,,,"},
		}, {
			name:    "or the month of the row that is split",
			changes: []string{`a,n,1,prices,"schedule=local,currency=1",price,set,14,2025-10`, `a,n,2,prices,"schedule=local,currency=1",price,add,1,2026-04`},
			table:   "prices", columns: "schedule,currency,from,price,price_base",
			want: []string{"local,1,,12.5,", "local,1,2025-10,14,", "local,1,2026-04,15,2025-10", "local,2,,20,2024-04", "national,1,,13,", "national,2,,,"},
		}, {
			name:    "a price that is set from a month on is one of that month, as in the table",
			changes: []string{`a,n,1,prices,"schedule=local,currency=1",covers,set,all,2026-04`, `a,n,2,prices,"schedule=local,currency=1|2",price,set,15,2026-04`},
			table:   "prices", columns: "schedule,currency,from,price,price_base",
			want: []string{"local,1,,12.5,", "local,1,2026-04,15,", "local,2,,20,2024-04", "local,2,2026-04,15,2024-04", "national,1,,13,", "national,2,,,"},
		}, {
			name:    "in the rows after it too",
			changes: []string{`a,n,1,prices,"schedule=local,currency=1",covers,set,all,2026-04`, `a,n,2,prices,"schedule=local,currency=1",price,set,15,2025-10`},
			table:   "prices", columns: "schedule,currency,from,price,price_base",
			want: []string{"local,1,,12.5,", "local,1,2025-10,15,", "local,1,2026-04,15,2025-10", "local,2,,20,2024-04", "national,1,,13,", "national,2,,,"},
		}, {
			name:    "unless a change names its price base",
			changes: []string{`a,n,1,prices,"schedule=local,currency=1",price_base,set,2024-04,2026-04`, `a,n,2,prices,"schedule=local,currency=1",price,set,15,2026-04`},
			table:   "prices", columns: "schedule,currency,from,price,price_base",
			want: []string{"local,1,,12.5,", "local,1,2026-04,15,2024-04", "local,2,,20,2024-04", "national,1,,13,", "national,2,,,"},
		}, {
			name:    "a setting of the model",
			changes: []string{`a,title,1,model,key=title,value,set,Another clinic,`},
			table:   "model", columns: "key,value", want: []string{"months,24", "start,2025-04", "title,Another clinic"},
		}, {
			name: "what a scenario is based on comes first", key: "c",
			changes: []string{`c,more,1,contracts,contract=north,annual_value,add,1,`, `a,value,1,contracts,contract=north,annual_value,set,100,`},
			table:   "contracts", columns: "contract,annual_value", want: []string{"north,101", "south,600000"},
		}, {
			name: "in a stack it applies once", key: "a+c",
			changes: []string{`c,more,1,contracts,contract=north,annual_value,add,1,`, `a,value,1,contracts,contract=north,annual_value,multiply,2,`},
			table:   "contracts", columns: "contract,annual_value", want: []string{"north,2400001", "south,600000"},
		}, {
			name: "a stack applies in the order it is written", key: "b + a",
			changes: []string{`a,more,1,contracts,contract=north,annual_value,add,1,`, `b,value,1,contracts,contract=north,annual_value,multiply,2,`},
			table:   "contracts", columns: "contract,annual_value", want: []string{"north,2400001", "south,600000"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := read(t, changing(c.changes...))
			key := c.key
			if key == "" {
				key = "a"
			}
			s, err := Apply(m, key)
			if err != nil {
				t.Fatal(err)
			}
			if got := look(s.Tables, c.table, c.columns); !slices.Equal(got, c.want) {
				t.Errorf("%s of %s:\n%s\nwant\n%s", c.columns, c.table, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
			if len(s.Conflicts) > 0 {
				t.Errorf("conflicts %v", s.Conflicts)
			}
		})
	}
}

// TestChangeFaults holds every fault that a change can have to its whole message, whether the
// reader finds it or Apply.
func TestChangeFaults(t *testing.T) {
	const contractColumns = "contract, from, commissioner, provider, payment, schedule, annual_value, uplift, plan, shadow_schedule, rate_per_head, evidence, source, note"
	for _, c := range []struct {
		name    string
		changes []string
		key     string
		want    []string
	}{
		{
			name: "an unknown table", changes: []string{`a,pay,1,contract,,payment,set,activity,`},
			want: []string{`changes.csv, row 2, column table: found "contract"; table is one of ` + strings.Join(changeableTables(tableNames()), ", ") + `; did you mean contracts?`},
		}, {
			name: "an unknown column", changes: []string{`a,pay,1,contracts,,paymnt,set,activity,`},
			want: []string{`changes.csv, row 2, column column: found "paymnt"; contracts has the columns ` + contractColumns + `; did you mean payment?`},
		}, {
			name: "no column", changes: []string{`a,pay,1,contracts,,,set,activity,`},
			want: []string{`changes.csv, row 2, column column: found nothing; contracts has the columns ` + contractColumns + `; name the column that is changed`},
		}, {
			name: "an unknown column in where", changes: []string{`a,pay,1,contracts,contrct=north,payment,set,activity,`},
			want: []string{`changes.csv, row 2, column where: found "contrct=north"; the columns of contracts that may be named here are ` + contractColumns + `; did you mean contract?`},
		}, {
			name: "an unknown value in where is not passed over", changes: []string{`a,pay,1,contracts,contract=north|suoth,payment,set,activity,`},
			want: []string{`changes.csv, row 2, column where: found "contract=suoth"; no row of contracts has this contract; there are north, south; did you mean south?`},
		}, {
			name: "nor one that goes with nothing else", changes: []string{`a,pay,1,caseload,"contract=south,currency=1|2",opening,set,1,`},
			want: []string{`changes.csv, row 2, column where: found "currency=2"; no row of caseload has it together with the rest of "contract=south,currency=1|2"; take it out, or change these rows in a line of their own`},
		}, {
			name: "no rows matched", changes: []string{`a,pay,1,caseload,"contract=south,currency=2",opening,set,1,`},
			want: []string{`changes.csv, row 2, column where: found "contract=south,currency=2"; it has to name rows that are there, and no row of caseload is so; check the codes, or use insert to add a row`},
		}, {
			name: "a table without rows", changes: []string{`a,pay,1,terms,,upper,set,0.1,`},
			want: []string{`changes.csv, row 2, column where: found a blank, which stands for every row; it has to name rows that are there, and no row of terms is so; check the codes, or use insert to add a row`},
		}, {
			name: "multiply on text", changes: []string{`a,pay,1,contracts,,payment,multiply,2,`},
			want: []string{`changes.csv, row 2, column operation: found "multiply" on payment, which holds no number; only numbers are multiplied or added to; use set`},
		}, {
			name: "multiply on a blank", changes: []string{`a,pay,1,prices,currency=2,price,multiply,2,`},
			want: []string{`changes.csv, row 2, column where: found "currency=2"; multiply changes cells that hold a number, and prices.csv, row 5, column price holds ""; set it instead, or name other rows`},
		}, {
			name: "multiply by text", changes: []string{`a,pay,1,contracts,,annual_value,multiply,double,`},
			want: []string{`changes.csv, row 2, column value: found "double"; value is a number; write a number`},
		}, {
			name: "per cent added to a number that is no fraction", changes: []string{`a,more,1,caseload,"contract=north,currency=1",starts_per_month,add,5%,`},
			want: []string{`changes.csv, row 2, column value: found "5%"; value is a number (people a month); write the number itself, without a per cent sign, or choose multiply, of which 110% makes a tenth more`},
		}, {
			name: "per cent in the place of a number that is no fraction", changes: []string{`a,more,1,caseload,"contract=north,currency=1",starts_per_month,set,110%,`},
			want: []string{`changes.csv, row 2, column value: found "110%"; starts_per_month is a number, 0 or more (people a month); write the number itself, without a per cent sign, or choose multiply, of which 110% makes a tenth more`},
		}, {
			name: "add a month to a month", changes: []string{`a,long,1,model,key=title,value,add,1,`},
			want: []string{`changes.csv, row 2, column where: found "key=title"; add changes cells that hold a number, and model.csv, row 2, column value holds "A clinic"; set it instead, or name other rows`},
		}, {
			name: "a value out of the column's range", changes: []string{`a,more,1,caseload,"contract=north,currency=1",admitted_share,multiply,11,`},
			want: []string{`changes.csv, row 2, column value: found "1.1" for caseload.csv, row 2, column admitted_share; admitted_share is a fraction from 0 to 1; did you mean 1.1%?`},
		}, {
			name: "a value of the wrong kind", changes: []string{`a,pay,1,contracts,,payment,set,activty,`},
			want: []string{`changes.csv, row 2, column value: found "activty"; payment is one of block, activity, blended, capitation; did you mean activity?`},
		}, {
			name: "inserting a row that is there", changes: []string{`a,more,1,caseload,"contract=north,currency=1",opening,insert,2,`},
			want: []string{`changes.csv, row 2, column where: found "contract=north,currency=1"; insert adds a row, and caseload.csv, row 2 has this key already; use set to change it`},
		}, {
			name: "inserting a row that another scenario of the stack inserts", key: "a+b",
			changes: []string{`a,cap,1,terms,"contract=north,step=1",term,insert,cap,`, `b,collar,1,terms,"contract=north,step=1",term,insert,collar,`},
			want:    []string{`changes.csv, row 3, column where: found "contract=north,step=1"; insert adds a row, and the row that scenario a, change cap, inserts has this key already; use set to change it`},
		}, {
			name:    "a column of an inserted row twice: a where that was copied and not corrected",
			changes: []string{`a,cap,1,terms,"contract=north,step=1",term,insert,cap,`, `a,cap,2,terms,"contract=north,step=1",term,insert,collar,`},
			want:    []string{`changes.csv, row 3, column column: found "term" a second time; one row has one term, and it is "cap" already; take the line out, or correct where if another row was meant`},
		}, {
			name: "insert of several rows by one where", changes: []string{`a,cap,1,terms,"contract=north|south,step=1",term,insert,cap,`},
			want: []string{`changes.csv, row 2, column where: found "contract=north|south,step=1"; an insert names one row, so one value a column; insert each row by lines of its own`},
		}, {
			name: "insert with more than the key in where", changes: []string{`a,cap,1,terms,"contract=north,step=1,term=cap",settle,insert,year,`},
			want: []string{`changes.csv, row 2, column where: found "term"; for insert, where gives the new row's key: contract, step, from; give it in a line of its own, with the column and the value`},
		}, {
			name: "insert without where", changes: []string{`a,cap,1,terms,,term,insert,cap,`},
			want: []string{`changes.csv, row 2, column where: found nothing; for insert, where gives the new row's key; write contract=...,step=...,from=...`},
		}, {
			name: "a value of an inserted row that does not fit", changes: []string{`a,cap,1,terms,"contract=north,step=1",settle,insert,weekly,`},
			want: []string{`changes.csv, row 2, column value: found "weekly"; settle is one of month, quarter, year; choose one of these`},
		}, {
			name: "a month on a table that is not dated", changes: []string{`a,x,1,schedules,,applies_mff,set,no,2025-10`},
			want: []string{`changes.csv, row 2, column from: found "2025-10"; only dated tables change on a month, and schedules is not dated; leave the cell blank, or name the months in where`},
		}, {
			name: "a month after the run", changes: []string{`a,x,1,contracts,,payment,set,activity,2052-04`},
			want: []string{`changes.csv, row 2, column from: found "2052-04", a month after the run; the run ends with 2027-03; correct the month, or take the line out`},
		}, {
			name: "a month in where as well", changes: []string{`a,x,1,contracts,from=,payment,set,activity,2025-10`},
			want: []string{`changes.csv, row 2, column where: found "from="; the month stands in from, and where names rows by their other columns; take from out of where, or leave the column from blank`},
		}, {
			name: "a row that has ended by then",
			changes: []string{
				`a,x,1,contracts,contract=north,payment,set,activity,2025-10`, `a,x,2,contracts,contract=south,payment,set,activity,`, `a,x,3,contracts,payment=block,schedule,set,national,2026-04`,
			},
			want: []string{`changes.csv, row 4, column from: found "2026-04"; no row of contracts that where names is in force then or begins later; check where and the month`},
		}, {
			name: "removing from a month on", changes: []string{`a,x,1,contracts,contract=north,,remove,,2025-10`},
			want: []string{`changes.csv, row 2, column from: found "2025-10"; a row is removed as a whole; leave from blank, or set what the row should say from then on`},
		}, {
			name: "removing a column", changes: []string{`a,x,1,contracts,contract=north,uplift,remove,,`},
			want: []string{`changes.csv, row 2, column column: found "uplift" with remove; remove takes whole rows out; leave the cell blank, or set the column to what it should be`},
		}, {
			name: "changing the months of the run", changes: []string{`a,x,1,model,key=months,value,set,12,`},
			want: []string{`changes.csv, row 2, column where: found "key=months"; scenarios are compared over the same months, with the same baseline and on the same draws, so none of them changes start, months, baseline, chance; change it in the model table, or choose the baseline when you run`},
		}, {
			name: "setting a baseline by a scenario", changes: []string{`a,x,1,model,key=baseline,value,insert,b,`},
			want: []string{`changes.csv, row 2, column where: found "key=baseline"; scenarios are compared over the same months, with the same baseline and on the same draws, so none of them changes start, months, baseline, chance; change it in the model table, or choose the baseline when you run`},
		}, {
			name:    "every fault at once, in the order of the rows",
			changes: []string{`a,x,1,contracts,contract=x,payment,set,activity,`, `a,x,2,caseload,currency=3,opening,set,1,`},
			want: []string{
				`changes.csv, row 2, column where: found "contract=x"; no row of contracts has this contract; there are north, south; name rows that are there, or use insert to add one`,
				`changes.csv, row 3, column where: found "currency=3"; no row of caseload has this currency; there are 1, 2; name rows that are there, or use insert to add one`,
			},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			m, err := ReadFolder(folderOf(changing(c.changes...)), "clinic")
			if err == nil {
				key := c.key
				if key == "" {
					key = "a"
				}
				_, err = Apply(m, key)
			}
			if got, want := messages(err), strings.Join(c.want, "\n"); got != want {
				t.Errorf("faults:\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// messages is what an error says, "" for none.
func messages(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// TestSetBy follows each changed cell to the changes that made it, and on to their lines.
func TestSetBy(t *testing.T) {
	m := read(t, changing(
		`b,other,1,contracts,contract=south,annual_value,set,9,`,
		`c,more,1,contracts,contract=north,annual_value,multiply,2,`,
		`a,value,1,contracts,,annual_value,set,100,`,
		`a,cap,1,terms,"contract=north,step=1",term,insert,cap,`,
		`a,cap,2,terms,"contract=north,step=1",settle,insert,year,`,
		`a,late,1,contracts,contract=north,annual_value,add,5,2025-10`,
	))
	s, err := Apply(m, "c+b")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		table, where, column, value string
		want                        []string // operation and value, in order
	}{
		{"contracts", "contract=north,from=", "annual_value", "200", []string{"set 100", "multiply 2"}},
		{"contracts", "contract=north,from=2025-10", "annual_value", "210", []string{"set 100", "add 5", "multiply 2"}},
		{"contracts", "contract=north,from=2025-10", "payment", "block", nil},
		{"contracts", "contract=south", "annual_value", "9", []string{"set 100", "set 9"}},
		{"terms", "contract=north", "term", "cap", []string{"insert cap"}},
		{"terms", "contract=north", "settle", "year", []string{"insert year"}},
		{"terms", "contract=north", "upper", "", nil},
		{"caseload", "contract=south", "opening", "30", nil},
	} {
		table := s.Tables.Table(c.table)
		where, _ := ParseWhere(c.where)
		rows := matching(table, where)
		if len(rows) != 1 {
			t.Fatalf("%s[%s] has %d rows", c.table, c.where, len(rows))
		}
		row := table.Rows[rows[0]]
		at := table.Schema.Index(c.column)
		if row.Cells[at] != c.value {
			t.Errorf("%s[%s].%s is %s, want %s", c.table, c.where, c.column, row.Cells[at], c.value)
		}
		var got []string
		if row.SetBy != nil {
			for _, change := range row.SetBy[at] {
				by := s.Changes[change]
				lines := m.Table("changes")
				got = append(got, lines.Cell(by.Row, "operation")+" "+lines.Cell(by.Row, "value"))
				if lines.Cell(by.Row, "scenario") != by.Scenario || lines.Cell(by.Row, "change") != by.Change || lines.Cell(by.Row, "line") != by.Line {
					t.Errorf("change %d (%+v) does not lead to its line", change, by)
				}
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s[%s].%s was made by %q, want %q", c.table, c.where, c.column, got, c.want)
		}
	}
	if got, want := s.Tables.Table("contracts").At(0, "annual_value"), "contracts.csv, row 2, column annual_value (set by scenario c, change more)"; got != want {
		t.Errorf("place %q, want %q", got, want)
	}
}

// TestSetByOfSplitRows keeps the changes of a row and of the copy that begins later apart.
func TestSetByOfSplitRows(t *testing.T) {
	s, err := Apply(read(t, changing(
		`a,x,1,contracts,contract=north,annual_value,add,1,`,
		`a,x,2,contracts,contract=north,annual_value,add,1,`,
		`a,x,3,contracts,contract=north,annual_value,add,1,`,
		`a,x,4,contracts,contract=north,annual_value,add,1,2025-10`,
		`a,x,5,contracts,"contract=north,from=",annual_value,add,1,`,
	)), "a")
	if err != nil {
		t.Fatal(err)
	}
	table := s.Tables.Table("contracts")
	at := table.Schema.Index("annual_value")
	first, copied := table.Rows[0].SetBy[at], table.Rows[len(table.Rows)-1].SetBy[at]
	if !slices.Equal(first, []int{0, 1, 2, 4}) || !slices.Equal(copied, []int{0, 1, 2, 3}) {
		t.Errorf("changes %v and %v, want 0 1 2 4 and 0 1 2 3", first, copied)
	}
}

// TestCells counts the cells that each change sets.
func TestCells(t *testing.T) {
	s, err := Apply(read(t, changing(`a,x,1,contracts,,payment,set,activity,2025-10`, `a,x,2,contracts,,payment,set,block,`, `a,x,3,caseload,currency=1,,remove,,`)), "a")
	if err != nil {
		t.Fatal(err)
	}
	var got []int
	for _, change := range s.Changes {
		got = append(got, change.Cells)
	}
	if want := []int{2, 4, 2}; !slices.Equal(got, want) {
		t.Errorf("cells %v, want %v", got, want)
	}
}

// drawChanges draws lines of changes that hold for the clinic, on tables of one scenario's own.
func drawChanges(t *rapid.T, scenario string, tables []string) []string {
	var lines []string
	for i := range rapid.IntRange(1, 5).Draw(t, scenario) {
		table := rapid.SampledFrom(tables).Draw(t, "table")
		where := map[string][]string{
			"contracts": {"", "contract=north", "contract=south", "contract=north|south"},
			"caseload":  {"", "contract=north", "currency=1", `"contract=south,currency=1"`},
			"prices":    {"schedule=local", `"schedule=local,currency=2"`, "currency=1"},
			"providers": {"", "provider=RT2"},
		}[table]
		figure := map[string]string{"contracts": "annual_value", "caseload": "starts_per_month", "prices": "price", "providers": "mff"}[table]
		from := rapid.SampledFrom([]string{"", "2025-04", "2025-10", "2026-04"}).Draw(t, "from")
		operation := rapid.SampledFrom([]string{"set", "multiply", "add"}).Draw(t, "operation")
		value := map[string]string{"set": "1.1", "multiply": "1.01", "add": "0.001"}[operation]
		lines = append(lines, fmt.Sprintf("%s,change-%d,1,%s,%s,%s,%s,%s,%s", scenario, i, table, rapid.SampledFrom(where).Draw(t, "where"), figure, operation, value, from))
	}
	return lines
}

// TestApplyLeavesTheModel holds the model as read to what it was, and two runs of Apply to
// the same tables.
func TestApplyLeavesTheModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := drawChanges(t, "a", []string{"contracts", "caseload", "prices", "providers"})
		m, err := ReadFolder(folderOf(changing(append(lines, `a,cap,1,terms,"contract=north,step=1",term,insert,cap,`, `a,out,1,currencies,currency=14,,remove,,`)...)), "clinic")
		if err != nil {
			t.Fatal(err)
		}
		before := m.Clone()
		first, err := Apply(m, "a")
		if err != nil {
			t.Fatal(err)
		}
		second, err := Apply(m, "a")
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(before, m) {
			t.Fatal("Apply changed the model it was given")
		}
		if !reflect.DeepEqual(first, second) {
			t.Fatal("applying a scenario twice gives two results")
		}
	})
}

// TestStackOfDisjointScenarios holds A+B to B based on A where they change different tables,
// and to B+A.
func TestStackOfDisjointScenarios(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := append(drawChanges(t, "a", []string{"contracts", "providers"}), drawChanges(t, "b", []string{"caseload", "prices"})...)
		files := changing(lines...)
		stacked, err := ReadFolder(folderOf(files), "clinic")
		if err != nil {
			t.Fatal(err)
		}
		files["scenarios.csv"] = "scenario,title,based_on\na,Scenario a,\nb,Scenario b,a\nc,,\n"
		based, err := ReadFolder(folderOf(files), "clinic")
		if err != nil {
			t.Fatal(err)
		}
		var tables []map[string][]string
		for _, c := range []struct {
			m   *Model
			key string
		}{{stacked, "a+b"}, {stacked, "b+a"}, {based, "b"}} {
			s, err := Apply(c.m, c.key)
			if err != nil {
				t.Fatal(err)
			}
			if len(s.Conflicts) > 0 {
				t.Fatalf("%s: conflicts %v between scenarios that change different tables", c.key, s.Conflicts)
			}
			seen := map[string][]string{}
			for _, table := range s.Tables.Tables {
				if name := table.Schema.Table; name != "scenarios" {
					seen[name] = look(s.Tables, name, strings.Join(table.Schema.columnNames(), ","))
				}
			}
			tables = append(tables, seen)
		}
		for i := range tables {
			if !reflect.DeepEqual(tables[0], tables[i]) {
				t.Fatalf("a+b, b+a and b on a differ:\n%v\n%v", tables[0], tables[i])
			}
		}
	})
}

// A fault of a cell that a change has already touched says which change that was.
func TestFaultOfACellChangedTwice(t *testing.T) {
	for _, c := range []struct {
		name  string
		lines []string
	}{
		{"changed", []string{
			"a,dear,1,prices,currency=1,price,multiply,2,",
			"a,slip,1,prices,currency=1,price,multiply,-1,"}},
		{"inserted", []string{
			`a,dear,1,terms,"contract=north,step=1",term,insert,cap,`,
			`a,dear,2,terms,"contract=north,step=1",settle,insert,year,`,
			`a,dear,3,terms,"contract=north,step=1",reference,insert,amount,`,
			`a,dear,4,terms,"contract=north,step=1",amount,insert,100,`,
			`a,slip,1,terms,"contract=north,step=1",amount,multiply,-1,`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Apply(read(t, changing(c.lines...)), "a")
			if want := "(set by scenario a, change dear)"; err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("got %v, want a fault with %q", err, want)
			}
		})
	}
}
