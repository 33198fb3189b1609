package scenarios

import (
	"slices"
	"strings"
	"testing"
)

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
