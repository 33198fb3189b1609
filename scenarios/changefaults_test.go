package scenarios

import (
	"strings"
	"testing"
)

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
			want: []string{`changes.csv, row 2, column value: found "1.1" for caseload.csv, row 2, column admitted_share; admitted_share is a fraction from 0 to 1; did you mean 0.11, or 1.1% (0.011)?`},
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
