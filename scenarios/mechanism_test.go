package scenarios

import (
	"slices"
	"strings"
	"testing"

	"parity/engine"
	"parity/tariff"
)

// What each mechanism pays of activity above and below its baseline, as published (HFMA, HSJ;
// the sources stand in the table): the slow spelling that the presets have to reproduce.
var publishedRates = []struct {
	name         string
	form         tariff.Form
	above, below float64 // of the price, beyond the baseline
}{
	{"mret", tariff.Activity, 0.7, 1},
	{"eto-2015-16", tariff.Activity, 0.7, 1},
	{"blended-emergency-2019-20", tariff.Blended, 0.2, 0.2},
	{"api-2021-22-designed", tariff.Blended, 0.5, 0.5},
	{"api-2022-23-proposed", tariff.Blended, 0.75, 0.5},
	{"api-2022-23", tariff.Blended, 0.75, 0.75},
	{"api-2023-25", tariff.Blended, 1, 1},
	{"payment-limit-2025-26-proposed", tariff.Activity, 0, 1},
}

// Each preset pays its baseline and the published rate of every pound of activity above and below
// it, by contract and year, to the penny. The baseline of blended payment is the block, of
// activity payment the plan.
func TestMechanismsPayWhatTheyArePublishedToPay(t *testing.T) {
	m := loaded(t, "northshire")
	for _, c := range publishedRates {
		for _, more := range []string{"", "+more-people"} {
			study, err := Simulate(m, Selection{Scenarios: []string{"block", c.name + more}})
			if err != nil {
				t.Fatal(err)
			}
			block, paid := study.Scenarios[0].Result, study.Scenarios[1].Result
			for k := range paid.Contracts {
				for _, year := range paid.Model.Years() {
					value, plan := worthIn(paid, k, year)
					x := float64(value - plan)
					want := float64(plan)
					if c.form == tariff.Blended {
						want = float64(incomeIn(block, k, year))
					}
					want += c.above*max(0, x) - c.below*max(0, -x)
					if got := float64(incomeIn(paid, k, year)); got-want > 0.5 || want-got > 0.5 { // pence: one rounding
						t.Errorf("%s%s, contract %d, %s: %.0fp, and its definition gives %.1fp", c.name, more, k, year, got, want)
					}
				}
			}
		}
	}
}

func worthIn(r *engine.Result, contract int, year tariff.Year) (value, plan tariff.Pence) {
	for u := range r.Contracts[contract].Priced {
		unit := &r.Contracts[contract].Priced[u]
		for i := range unit.Value {
			if r.Model.Month(i).Year() == year {
				value, plan = value+unit.Value[i], plan+unit.PlanValue[i]
			}
		}
	}
	return value, plan
}

func incomeIn(r *engine.Result, contract int, year tariff.Year) tariff.Pence {
	var sum tariff.Pence
	for i, paid := range r.Contracts[contract].Statement.Income {
		if r.Model.Month(i).Year() == year {
			sum += paid
		}
	}
	return sum
}

// Every published mechanism has rates, a limit or a bonus that a test holds to what was published.
func TestEveryMechanismIsHeldToItsDefinition(t *testing.T) {
	known := []string{"lva-2023-25", "lva-2025-26", "cquin-2016-17"}
	for _, c := range publishedRates {
		known = append(known, c.name)
	}
	for _, m := range Mechanisms() {
		if !slices.Contains(known, m.Name) {
			t.Errorf("%s is held to nothing", m.Name)
		}
		if m.Source == "" || !strings.Contains(m.Source, "https://") || m.Status == "" {
			t.Errorf("%s has no source or status", m.Name)
		}
	}
	if len(known) != len(Mechanisms()) {
		t.Errorf("%d are known and %d are published", len(known), len(Mechanisms()))
	}
}

// A low volume activity block is for contracts below its limit; CQUIN 2016/17 is 2.5% of the
// annual value on top, as far as earned.
func TestSmallContractsAndCQUIN(t *testing.T) {
	small := func(value string) *Model {
		return read(t, map[string]string{
			"model.csv":         "key,value\nstart,2025-02\nmonths,16\n",
			"currencies.csv":    "currency,name\n1,One\n",
			"providers.csv":     "provider,name,mff\nP,Provider,1\n",
			"commissioners.csv": "commissioner,name\nC,Commissioner\n",
			"contracts.csv":     "contract,commissioner,provider,payment,annual_value\nsmall,C,P,block," + value + "\n",
			"outcomes.csv":      "contract,measure,weight,score\nsmall,survey,0.6,0.5\nsmall,waits,0.4,1\n",
		})
	}
	if _, err := Simulate(small("499999.99"), Selection{Scenarios: []string{"lva-2023-25"}}); err != nil {
		t.Error(err)
	}
	_, err := Simulate(small("500000"), Selection{Scenarios: []string{"lva-2023-25"}})
	const want = `contracts.csv, row 2, column annual_value: "500000", and lva-2023-25 is for contracts of less than £500,000 a year, which none is; choose another mechanism`
	if err == nil || err.Error() != want {
		t.Errorf("got %v\nwant %s", err, want)
	}
	study, err := Simulate(small("480000"), Selection{Scenarios: []string{"cquin-2016-17"}})
	if err != nil {
		t.Fatal(err)
	}
	if len(study.Scenarios) != 2 || study.Scenarios[0].Key != asGiven || study.Scenarios[1].Key != "cquin-2016-17" {
		t.Fatalf("a model without scenarios is the baseline of a mechanism; got %v", study.Scenarios)
	}
	for i := range study.Scenarios[1].Result.Model.Months {
		base, bonus := study.Scenarios[0].Result.Contracts[0].Statement.Income[i], study.Scenarios[1].Result.Contracts[0].Statement.Income[i]
		month := study.Scenarios[1].Result.Model.Month(i)
		if month.OfYear() != 12 && i != study.Scenarios[1].Result.Model.Months-1 {
			if base != bonus {
				t.Errorf("%s: %v, and the block pays %v", month, bonus, base)
			}
			continue
		}
		var year tariff.Pence
		for j := 0; j <= i; j++ {
			if study.Scenarios[0].Result.Model.Month(j).Year() == month.Year() {
				year += study.Scenarios[0].Result.Contracts[0].Statement.Income[j]
			}
		}
		if want := float64(base) + float64(year)*0.025*0.7; float64(bonus)-want > 0.5 || want-float64(bonus) > 0.5 { // 0.6 x 0.5 + 0.4 x 1
			t.Errorf("%s: %v, want %.1fp", month, bonus, want)
		}
	}
}

// A low volume activity block pays the contracts it is for, and leaves larger ones as they are.
func TestLargeContractsStayOutOfALowVolumeBlock(t *testing.T) {
	m := read(t, map[string]string{
		"model.csv":         "key,value\nstart,2025-04\nmonths,12\n",
		"currencies.csv":    "currency,name\n1,One\n",
		"providers.csv":     "provider,name,mff\nP,Provider,1\n",
		"commissioners.csv": "commissioner,name\nC,Commissioner\n",
		"contracts.csv":     "contract,commissioner,provider,payment,annual_value,schedule\nsmall,C,P,activity,120000,s\nlarge,C,P,activity,1200000,s\n",
		"schedules.csv":     "schedule,title,basis,applies_mff,rounding\ns,S,local,no,0.01\n",
		"prices.csv":        "schedule,currency,measure,price\ns,1,contact,1\n",
		"activity.csv":      "contract,currency,measure,month,quantity\nsmall,1,contact,2025-04,10\nlarge,1,contact,2025-04,20\n",
	})
	study, err := Simulate(m, Selection{Scenarios: []string{"lva-2023-25"}})
	if err != nil {
		t.Fatal(err)
	}
	paid := study.Scenarios[1].Result.Contracts
	if small, large := paid[0].Statement.Income[0].Pounds(), paid[1].Statement.Income[0].Pounds(); small != 10_000 || large != 20 {
		t.Errorf("small is paid £%v, a twelfth of its value, and large £%v, as by activity", small, large)
	}
	const want = "lva-2023-25 is for contracts of less than £500,000 a year; it leaves large paid as before"
	if got := study.Model.LeftAsIs; !slices.Equal(got, []string{want}) {
		t.Errorf("%q, want %q", got, want)
	}
	if m.LeftAsIs != nil {
		t.Error("the model as read is changed")
	}
}
