package scenarios

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// team is a trust whose figures can be worked out in the head: 1,200 and 600 contacts over
// one financial year, given, at a price, each asking one unit of a resource at 150 pounds.
// Figures are illustrative.
var team = map[string]string{
	"model.csv":         "key,value\ntitle,A team\nstart,2025-04\nmonths,12\n",
	"currencies.csv":    "currency,name\nA,Contacts\nB,Ward\n",
	"providers.csv":     "provider,mff\nT,1\n",
	"commissioners.csv": "commissioner,name,population\nN,North,250000\n",
	"contracts.csv":     "contract,commissioner,provider,payment,schedule,annual_value,rate_per_head\nnorth,N,T,block,local,120000,1\n",
	"activity.csv":      "contract,currency,measure,month,quantity\nnorth,A,contact,2025-04,1200\nnorth,A,contact,2025-05,600\nnorth,B,bed_day,2025-04,0\n",
	"schedules.csv":     "schedule,basis\nlocal,local\n",
	"prices.csv":        "schedule,currency,measure,price\nlocal,A,contact,100\nlocal,B,bed_day,500\n",
	"resources.csv":     "resource,provider,unit,unit_cost\nC,*,contact,150\n",
	"packages.csv":      "currency,resource,per,provider,quantity\nA,C,contact,*,1\n",
	"terms.csv":         "contract,step,term,settle,reference,upper\n",
	"scenarios.csv":     "scenario,title,based_on\nblock,Block,\npbr,By activity,block\ncapped,Capped,pbr\nheads,By the head,\nmore,More contacts,\n",
	"changes.csv": changesHeader + `pbr,pay,1,contracts,,payment,set,activity,
capped,cap,1,terms,"contract=north,step=1",term,insert,cap,
capped,cap,2,terms,"contract=north,step=1",settle,insert,year,
capped,cap,3,terms,"contract=north,step=1",reference,insert,annual_value,
capped,cap,4,terms,"contract=north,step=1",upper,insert,0.1,
heads,pay,1,contracts,,payment,set,capitation,
more,more,1,activity,currency=A,quantity,multiply,2,
more,pay,1,packages,,quantity,multiply,1,
`,
}

func solve(t rapid.TB, m *Model, q Seek) *Solution {
	t.Helper()
	s, err := Solve(m, q)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// told is a solution in a line: the values beside the answer and the answer, each with its
// result, and what is the same between.
func told(s *Solution) string {
	places := int32(countedPlaces)
	if s.Goal.Money() {
		places = moneyPlaces
	}
	at := func(t *Trial) string {
		switch {
		case t == nil:
			return "end"
		case t.Wrong != "":
			return t.Value.String() + ": wrong"
		}
		return t.Value.String() + ": " + decimal.New(t.Result, -places).String()
	}
	text := fmt.Sprintf("%s | %s | %s", at(s.Nearest.Below), at(&s.Nearest.Trial), at(s.Nearest.Above))
	if !s.Nearest.Low.Equal(s.Nearest.High) {
		text += fmt.Sprintf(" | %s to %s", s.Nearest.Low, s.Nearest.High)
	}
	if !s.Met() {
		text += " | not met"
	}
	if len(s.Answers) > 1 {
		text += fmt.Sprintf(" | %d answers", len(s.Answers))
	}
	return text
}

func TestSolveClosedForms(t *testing.T) {
	for _, c := range []struct {
		name  string
		files map[string]string
		seek  Seek
		by    By
		want  string
	}{
		{
			name: "the block that breaks even is the cost, 1,800 x 150", seek: Seek{Make: "surplus=0", Vary: "contracts.annual_value"},
			by: BySet, want: "269999.99: -0.01 | 270000: 0 | 270000.01: 0.01",
		}, {
			name: "the price that breaks even is the unit cost; a price is rounded to the penny, so a penny's worth of values will do",
			seek: Seek{Scenario: "pbr", Make: "surplus=0", Vary: "prices[currency=A].price"},
			by:   BySet, want: "149.994999: -18 | 150: 0 | 150.005: 18 | 149.995 to 150.004999",
		}, {
			name: "the price level that breaks even is 150/100, the ward being empty", seek: Seek{Scenario: "pbr", Make: "surplus=0", Vary: "prices.price"},
			by: ByScale, want: "1.499949: -18 | 1.5: 0 | 1.50005: 18 | 1.49995 to 1.500049",
		}, {
			name: "the amount on every price that breaks even is 50 pounds", seek: Seek{Scenario: "pbr", Make: "surplus=0", Vary: "prices.price", By: ByAmount},
			by: ByAmount, want: "49.994999: -18 | 50: 0 | 50.005: 18 | 49.995 to 50.004999",
		}, {
			name: "one price for all", seek: Seek{Scenario: "pbr", Make: "surplus=0", Vary: "prices.price", By: BySet},
			by: BySet, want: "149.994999: -18 | 150: 0 | 150.005: 18 | 149.995 to 150.004999",
		}, {
			name: "an income between two pennies of price: the nearer is given", seek: Seek{Scenario: "pbr", Make: "income=180010", Vary: "prices[currency=A].price"},
			by: BySet, want: "100.004999: 180000 | 100.01: 180018 | 100.015: 180036 | 100.005 to 100.014999",
		}, {
			name: "the cap: 1.25 x 120,000 = 150,000; beyond the 180,000 of activity it takes nothing", seek: Seek{Scenario: "capped", Make: "income=150000", Vary: "terms.upper"},
			by: BySet, want: "0.249999: 149999.88 | 0.25: 150000 | 0.250001: 150000.12",
		}, {
			name: "the cap's reference, in pounds", seek: Seek{Scenario: "capped", Make: "income=150000", Vary: "contracts.annual_value"},
			by: BySet, want: "136363.63: 149999.99 | 136363.64: 150000 | 136363.65: 150000.01",
		}, {
			name: "the cap from which on all is paid", seek: Seek{Scenario: "capped", Make: "income=180000", Vary: "terms.upper"},
			by: BySet, want: "0.499999: 179999.88 | 0.5: 180000 | end | 0.5 to 1",
		}, {
			name: "the market share that fills the block: 120,000 / 180,000, in thousandths of a contact", seek: Seek{Scenario: "pbr", Make: "income=120000", Vary: "activity.quantity"},
			by: ByScale, want: "0.666666: 119999.9 | 0.666667: 120000 | 0.666668: 120000.3",
		}, {
			name: "the rate a head: 270,000 / 250,000", seek: Seek{Scenario: "heads", Make: "surplus=0", Vary: "contracts.rate_per_head"},
			by: BySet, want: "1.079999: -0.25 | 1.08: 0 | 1.080001: 0.25",
		}, {
			name: "so already", seek: Seek{Make: "income=120000", Vary: "contracts.annual_value"},
			by: BySet, want: "119999.99: 119999.99 | 120000: 120000 | 120000.01: 120000.01",
		}, {
			name: "a quantity: 2,700 contacts asked", seek: Seek{Make: "asked/C=2700", Vary: "packages.quantity"},
			by: BySet, want: "1.499999: 2699.998 | 1.5: 2700 | 1.500001: 2700.002",
		}, {
			name: "nothing at all, of a stack", seek: Seek{Scenario: "pbr + more", Make: "income=0.00", Vary: "activity.quantity"},
			by: ByScale, want: "end | 0: 0 | 0.000001: 0.3",
		}, {
			name: "no answer under --high", seek: Seek{Make: "surplus=0", Vary: "contracts.annual_value", High: "200000"},
			by: BySet, want: "199999.99: -70000.01 | 200000: -70000 | end | not met",
		}, {
			name: "far from what stands there, by doubling", seek: Seek{Make: "income=50000000", Vary: "contracts.annual_value"},
			by: BySet, want: "49999999.99: 49999999.99 | 50000000: 50000000 | 50000000.01: 50000000.01",
		}, {
			name: "where nothing stands", files: map[string]string{"prices.csv": "schedule,currency,measure,price\nlocal,A,contact,\nlocal,B,bed_day,500\n"},
			seek: Seek{Scenario: "pbr", Make: "activity_value/currency=A=234000", Vary: "prices[currency=A].price"},
			by:   BySet, want: "129.994999: 233982 | 130: 234000 | 130.005: 234018 | 129.995 to 130.004999",
		}, {
			name: "one value alone is tried", seek: Seek{Make: "income=1", Vary: "contracts.annual_value", Low: "3", High: "3"},
			by: BySet, want: "end | 3: 3 | end | not met",
		}, {
			name: "a figure far below the last place is multiplied as far as there are factors", files: map[string]string{"packages.csv": "currency,resource,per,provider,quantity\nA,C,contact,*,0.000000000000001\n"},
			seek: Seek{Make: "asked/C=1", Vary: "packages.quantity", By: ByScale, High: "9000000000"},
			by:   ByScale, want: "8750000000.499999: 0.015 | 8750000000.5: 0.016 | end | 8750000000.5 to 9000000000 | not met",
		}, {
			name: "prices in force at pounds only: 107 or 108", files: map[string]string{"schedules.csv": "schedule,basis,rounding\nlocal,local,1\n"},
			seek: Seek{Scenario: "pbr", Make: "income=193000", Vary: "prices[currency=A].price"},
			by:   BySet, want: "106.499999: 190800 | 107: 192600 | 107.5: 194400 | 106.5 to 107.499999",
		}, {
			name: "a model without scenarios", files: map[string]string{"scenarios.csv": "scenario\n", "changes.csv": changesHeader},
			seek: Seek{Make: "income=130000", Vary: "contracts.annual_value"},
			by:   BySet, want: "129999.99: 129999.99 | 130000: 130000 | 130000.01: 130000.01",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := read(t, over(team, c.files))
			s := solve(t, m, c.seek)
			if got := told(s); got != c.want || s.Lever.By != c.by {
				t.Errorf("by %s %s\nwant by %s %s", s.Lever.By, got, c.by, c.want)
			}
			if s.Met() {
				putBack(t, s)
			}
		})
	}
}

// putBack writes the answer's model in both spellings, reads it again and runs its scenario:
// the result is what was said, and the model is otherwise as it was.
func putBack(t *testing.T, s *Solution) {
	t.Helper()
	folder := t.TempDir()
	if err := WriteFolder(folder, s.Written()); err != nil {
		t.Fatal(err)
	}
	var book bytes.Buffer
	if err := WriteWorkbook(&book, s.Written()); err != nil {
		t.Fatal(err)
	}
	fromFolder, err := Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	fromBook, err := ReadWorkbook(bytes.NewReader(book.Bytes()), int64(book.Len()), "mine.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range []*Model{fromFolder, fromBook} {
		if faults := Check(m).Hard(); len(faults) > 0 {
			t.Fatal(faults)
		}
		if got := allYears(resultOf(t, m, s.Solved.Key, s.Goal)); got != s.Nearest.Result {
			t.Errorf("%s is %d when the answer is written and run, and was said to be %d", s.Result, got, s.Nearest.Result)
		}
		for _, table := range s.Model.Tables {
			if name := table.Schema.Table; name != "scenarios" && name != "changes" && fmt.Sprint(look(m, name, strings.Join(table.Schema.columnNames(), ","))) != fmt.Sprint(look(s.Model, name, strings.Join(table.Schema.columnNames(), ","))) {
				t.Errorf("table %s is another after the answer was written", name)
			}
		}
	}
}

func allYears(figures []int64) int64 {
	var all int64
	for _, figure := range figures {
		all += figure
	}
	return all
}

// The scenario of an answer says whose it is and what it does.
func TestSolveWritesAScenario(t *testing.T) {
	m := read(t, team)
	for _, c := range []struct {
		seek Seek
		want []string
	}{
		{Seek{Scenario: "pbr", Make: "surplus=0", Vary: "prices[currency=A].price"}, []string{
			"pbr-solved,By activity, solved,pbr,parity solve,Goal seek: surplus is to be 0.00,Found by goal seek in scenario pbr: prices[currency=A].price, by set",
			"pbr-solved,solved,1,prices,currency=A,price,set,150,,Goal seek: surplus is to be 0.00,estimated,Found by goal seek in scenario pbr: prices[currency=A].price, by set",
		}},
		{Seek{Scenario: "pbr+more", Make: "income=1000", Vary: "activity.quantity", Name: "share"}, []string{
			"share,By activity + More contacts, solved,pbr,parity solve,\"Goal seek: income is to be 1000.00, and the nearest that can be had is 1000.10\",Found by goal seek in scenario pbr+more: activity.quantity, by scale",
			"share,more,1,activity,currency=A,quantity,multiply,2,,,,",
			"share,pay,1,packages,,quantity,multiply,1,,,,",
			"share,solved,1,activity,,quantity,multiply,0.002778,,,estimated,",
		}},
	} {
		s := solve(t, m, c.seek)
		var got []string
		for _, table := range []struct{ name, columns string }{
			{"scenarios", "scenario,title,based_on,author,reason,source"},
			{"changes", "scenario,change,line,table,where,column,operation,value,from,reason,evidence,source"},
		} {
			for _, row := range look(s.Written(), table.name, table.columns) {
				if strings.HasPrefix(row, s.Solved.Key+",") {
					got = append(got, row)
				}
			}
		}
		if len(got) != len(c.want) {
			t.Fatalf("got %q\nwant %q", got, c.want)
		}
		for i := range got {
			want := strings.ReplaceAll(c.want[i], `"`, "")
			if strings.HasSuffix(want, ",,,estimated,") {
				want = strings.TrimSuffix(want, ",,estimated,") // the reason and source are as above
				if !strings.HasPrefix(got[i], want) {
					t.Errorf("got %q\nwant %q and so on", got[i], want)
				}
				continue
			}
			if got[i] != want {
				t.Errorf("got  %q\nwant %q", got[i], want)
			}
		}
	}
	if _, err := Solve(m, Seek{Make: "income=1", Vary: "contracts.annual_value"}); err != nil || len(m.Table("scenarios").Rows) != 5 {
		t.Errorf("error %v; the model that was asked about has %d scenarios now, and had 5", err, len(m.Table("scenarios").Rows))
	}
}

func TestSolveErrors(t *testing.T) {
	team := over(team, map[string]string{"resources.csv": "resource,provider,unit,unit_cost,lag_months\nC,*,contact,150,0\n"})
	for _, c := range []struct {
		seek Seek
		want string
	}{
		{Seek{Make: "income", Vary: "prices.price"}, `goal "income": no amount; write the result, = and what it is to be: income=0`},
		{Seek{Make: "income/contract=north", Vary: "prices.price"}, `goal "income/contract=north": no amount after the selection contract=north; write the result, = and what it is to be: income/contract=north=0`},
		{Seek{Make: "income=much", Vary: "prices.price"}, `goal "income=much": "much" is no amount; write the result, = and what it is to be: income=0`},
		{Seek{Make: "income=5%", Vary: "prices.price"}, `goal "income=5%": "5%" is no amount; write the result, = and what it is to be: income=0`},
		{Seek{Make: "income=0.005", Vary: "prices.price"}, `goal income=0.005: income comes in whole pence, so it is never that; write 0.01`},
		{Seek{Make: "asked/C=0.0005", Vary: "prices.price"}, `goal asked/C=0.0005: asked/C comes in thousandths of a contact, so it is never that; write 0.001`},
		{Seek{Make: "income=1000000000000000000000", Vary: "prices.price"}, `goal income=1000000000000000000000: the amount is too large to be kept to the penny; write a smaller one`},
		{Seek{Make: "incom=0", Vary: "prices.price"}, `result "incom": no item is called "incom"; did you mean income?`},
		{Seek{Make: "income/2031-32=0", Vary: "prices.price"}, `result "income/2031-32": the run has no month of 2031-32; its years are 2025-26`},
		{Seek{Scenario: "pbx", Make: "income=0", Vary: "prices.price"}, `no scenario is called "pbx"; there are block, pbr, capped, heads, more; did you mean pbr?`},
		{Seek{Make: "income=0", Vary: "price"}, `cells "price": cells are named as table[column=value|value,column=value].column; write it in this form, for example prices[schedule=local,currency=1|2].price`},
		{Seek{Make: "income=0", Vary: "price.price"}, `cells "price.price": the tables are ` + strings.Join(tableNames(), ", ") + `; did you mean prices?`},
		{Seek{Make: "income=0", Vary: "prices.prise"}, `cells "prices.prise": the columns of prices that may be named here are schedule, currency, measure, from, price, price_base, covers, evidence, source, note; did you mean price?`},
		{Seek{Make: "income=0", Vary: "prices.measure"}, `cells "prices.measure": measure names the rows, and is no figure; the numbers of prices are price`},
		{Seek{Make: "income=0", Vary: "prices.covers"}, `cells "prices.covers": covers is one of all, community; only numbers can be varied: the numbers of prices are price`},
		{Seek{Make: "income=0", Vary: "model.value"}, `cells "model.value": model holds no number that can be varied; name cells of another table, such as contracts[contract=...].annual_value`},
		{Seek{Make: "income=0", Vary: "uncertainty.low"}, `cells "uncertainty.low": what is varied is a figure of the model, not how uncertain it is; name cells of another table`},
		{Seek{Make: "income=0", Vary: "prices[currency=a].price"}, `cells "prices[currency=a].price": no row of prices has currency "a"; there are A, B; did you mean A?`},
		{Seek{Make: "income=0", Vary: "prices[currency=A,measure=bed_day].price"}, `cells "prices[currency=A,measure=bed_day].price": no row of prices has currency=A together with the rest; take it out, or check the codes`},
		{Seek{Make: "income=0", Vary: "terms.upper"}, `cells "terms.upper": the scenario has no row of terms; name cells that are there`},
		{Seek{Make: "income=0", Vary: "prices.price", By: "scal"}, `--by scal is none; it is set (to one value), scale (all by one factor) or amount (one amount added to all)`},
		{Seek{Make: "income=0", Vary: "resources.capacity", By: ByScale}, `cells "resources.capacity": nothing stands in resources.csv, row 2, column capacity, so there is no figure to multiply; name rows that hold a number, or set all of them to one value (--by set)`},
		{Seek{Make: "income=0", Vary: "activity[currency=B].quantity", By: ByScale}, `cells "activity[currency=B].quantity": 0 stands in all of them, and stays 0 by whatever it is multiplied; use --by set or --by amount`},
		{Seek{Make: "income=0", Vary: "resources.lag_months", By: ByScale}, `cells "resources.lag_months": lag_months holds whole numbers, which a factor does not keep whole; use --by set or --by amount`},
		{Seek{Make: "income=0", Vary: "prices.price", Low: "x"}, `--low x is no number; write it as 1.25`},
		{Seek{Make: "income=0", Vary: "prices[currency=A].price", By: BySet, Low: "90%"}, `--low 90%: price is pounds, 0 or more (pounds a unit); write the number itself, without a per cent sign, or look for a factor of the cells with --by scale`},
		{Seek{Make: "income=0", Vary: "prices.price", By: ByAmount, High: "5%"}, `--high 5%: price is pounds, 0 or more (pounds a unit); write the number itself, without a per cent sign, or look for a factor of the cells with --by scale`},
		{Seek{Make: "income=0", Vary: "prices.price", By: ByScale, Low: "50%", High: "40%"}, `no value lies between 0.5 and 0.4; give --low a smaller number than --high`},
		{Seek{Scenario: "capped", Make: "income=0", Vary: "terms.upper", By: BySet, Low: "5%", High: "4%"}, `no value lies between 0.05 and 0.04; give --low a smaller number than --high`},
		{Seek{Make: "income=0", Vary: "prices.price", High: "1e29"}, `--high 1e29 is too large to be told apart to 6 decimal places; values are looked for up to 9007199254`},
		{Seek{Make: "income=0", Vary: "prices[currency=A].price", Low: "-1"}, `--low -1: price is pounds, 0 or more, so a value for the cells is 0 or more`},
		{Seek{Make: "income=0", Vary: "prices.price", By: ByAmount, Low: "-101"}, `--low -101: price is pounds, 0 or more, so an amount added to the cells is -100 or more`},
		{Seek{Scenario: "capped", Make: "income=0", Vary: "terms.upper", By: ByScale, High: "11"}, `--high 11: upper is a number from -1 to 1, so a factor of the cells is from -10 to 10`},
		{Seek{Make: "income=0", Vary: "prices.price", Low: "3", High: "2"}, `no value lies between 3 and 2; give --low a smaller number than --high`},
		{Seek{Make: "income=0", Vary: "contracts.annual_value", Name: "a+b"}, `--name a+b: a scenario's name has no + in it, as A+B stacks two scenarios; choose another, for example a-b`},
		{Seek{Make: "income=0", Vary: "contracts.annual_value", Name: "pbr"}, `--name pbr: the model has a scenario of this name; choose another`},
		{Seek{Make: "income=0", Vary: "prices.price"}, `prices.price does not move income of scenario block, which is 120000.00 at each of 111 values from 0 to 2048; only contracts that are paid by activity or blended, at the schedule, look at its prices, and contracts are paid: north by block`},
		{Seek{Scenario: "pbr", Make: "income=0", Vary: "contracts.annual_value", High: "500000"}, `contracts.annual_value does not move income of scenario pbr, which is 180000.00 at each of 101 values from 0 to 500000; only a block or a blended contract is paid its annual value, and contracts are paid: north by activity at local`},
		{Seek{Scenario: "pbr", Make: "income=0", Vary: "contracts.rate_per_head", High: "5"}, `contracts.rate_per_head does not move income of scenario pbr, which is 180000.00 at each of 101 values from 0 to 5; only capitation is paid by the head, and contracts are paid: north by activity at local`},
		{Seek{Make: "income=0", Vary: "resources.unit_cost", High: "300"}, `resources.unit_cost does not move income of scenario block, which is 120000.00 at each of 101 values from 0 to 300; what care costs moves cost and surplus; income only where prices are derived from it, and contracts are paid: north by block`},
		{Seek{Scenario: "capped", Make: "income=0", Vary: "terms.upper", Low: "0.6"}, `terms.upper does not move income of scenario capped, which is 180000.00 at each of 101 values from 0.6 to 1; a term pays or takes only where activity or payment lies beyond its limits, and here it does not, or takes the same`},
		{Seek{Make: "income=0", Vary: "activity.quantity", High: "2"}, `activity.quantity does not move income of scenario block, which is 120000.00 at each of 101 values from 0 to 2; people and activity move only what is paid by them, and contracts are paid: north by block`},
		{Seek{Make: "income=0", Vary: "commissioners.population", High: "300000"}, `commissioners.population does not move income of scenario block, which is 120000.00 at each of 102 values from 0.000001 to 300000; nothing that it is made of rests on these cells as the scenario leaves them; parity trace shows what it rests on`},
	} {
		_, err := Solve(read(t, team), c.seek)
		if err == nil || err.Error() != c.want {
			t.Errorf("%+v\ngot  %v\nwant %s", c.seek, err, c.want)
		}
		var goal *GoalError
		var scenario *UnknownScenarioError
		var question *SolveError
		if !errors.As(err, &goal) && !errors.As(err, &scenario) && !errors.As(err, &question) {
			t.Errorf("%+v: the error is a %T, and the question is what is wrong", c.seek, err)
		}
	}
}

// What is varied must be there to vary: the prices of derived schedules are not.
func TestSolveSaysThatPricesAreDerived(t *testing.T) {
	m := loaded(t, "northshire")
	m.Tables = slices.DeleteFunc(m.Tables, func(t *Table) bool { return t.Schema.Table == "prices" })
	schedules := m.Table("schedules")
	schedules.Rows = slices.DeleteFunc(schedules.Rows, func(r Row) bool { return r.Cells[0] == "year-of-care" })
	for vary, want := range map[string]string{
		"prices.price":                       `cells "prices.price": the scenario has no row of prices, as those of local-north, local-south, national are derived; vary what they are derived from: annual_value of a contract, packages, or unit costs of resources`,
		"prices[schedule=local-north].price": `cells "prices[schedule=local-north].price": the prices of schedule local-north are derived (rebase), so there are none to vary; vary what they are derived from: annual_value of its contract, or packages and unit costs, which share it out`,
		"prices[schedule=national].price":    `cells "prices[schedule=national].price": the prices of schedule national are derived (package_cost), so there are none to vary; vary what they are derived from: packages, or unit costs of resources`,
	} {
		if _, err := Solve(m, Seek{Make: "income=0", Vary: vary}); err == nil || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
}
