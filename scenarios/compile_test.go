package scenarios

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"parity/engine"
	"parity/tariff"
)

func compiled(t *testing.T, files map[string]string) *engine.Model {
	t.Helper()
	m, err := Compile(read(t, files))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// dated writes rows over time as "0: x; 2025-10: y", a blank from as 0.
func dated[T any](rows tariff.Dated[T], say func(T) string) string {
	var parts []string
	for _, row := range rows {
		from := "0"
		if row.From != 0 {
			from = row.From.String()
		}
		parts = append(parts, from+": "+say(row.Value))
	}
	return strings.Join(parts, "; ")
}

func pounds(d *decimal.Decimal) string {
	if d == nil {
		return "nil"
	}
	return d.String()
}

func amount(x *float64) string {
	if x == nil {
		return "nil"
	}
	return fmt.Sprint(*x)
}

func april(year int) tariff.Month { return tariff.Year(year).April() }

// fields holds what was compiled to what a table's cells say.
type fields []struct {
	cell string
	got  any
	want any
}

func (fs fields) compare(t *testing.T) {
	t.Helper()
	for _, f := range fs {
		if !reflect.DeepEqual(f.got, f.want) {
			t.Errorf("%s: %v, want %v", f.cell, f.got, f.want)
		}
	}
}

func TestCompileRunAndParties(t *testing.T) {
	m := compiled(t, over(clinic, map[string]string{
		"providers.csv":     "provider,from,name,mff\nRT2,2026-04,Northshire,1.06\nRT2,,Northshire,1.05\nRXX,,Elsewhere,\n",
		"commissioners.csv": "commissioner,from,name,population\nNC,,North Council,250000\nNC,2026-04,North Council,260000\nSC,,South Council,\n",
		"weights.csv":       "commissioner,group,from,population,weight\nSC,young,,1000,0.5\nSC,old,,2000,1.25\nSC,old,2026-04,2400,1.25\nSC,late,2025-10,10,1\n",
	}))
	fields{
		{"model start", m.Start, april(2025)},
		{"model months", m.Months, 24},
		{"currencies", len(m.Currencies), 3},
		{"currency", m.Currencies[2].Key, "14"},
		{"currency name", m.Currencies[2].Name, "Crisis"},
		{"review_period in days", m.Currencies[2].ReviewDays, 28.0},
		{"review_period in months of 365.25/12 days", m.Currencies[1].ReviewDays, 6 * 365.25 / 12},
		{"mff over time, in order of from", dated(m.Providers[0].MFF, decimal.Decimal.String), "0: 1.05; 2026-04: 1.06"},
		{"a blank mff is 1", dated(m.Providers[1].MFF, decimal.Decimal.String), "0: 1"},
		{"provider name", m.Providers[1].Name, "Elsewhere"},
		{"population without weights", dated(m.Commissioners[0].Heads, decimal.Decimal.String), "0: 250000; 2026-04: 260000"},
		{"weights sum to heads whenever one of them changes", dated(m.Commissioners[1].Heads, decimal.Decimal.String), "0: 3000; 2025-10: 3010; 2026-04: 3510"},
		{"no deflator", m.Deflator, (*engine.Deflator)(nil)},
	}.compare(t)
	m = compiled(t, over(clinic, map[string]string{"currencies.csv": "currency,review_period\n1,\n2,1y\n14,2w\n"}))
	fields{
		{"no review_period", m.Currencies[0].ReviewDays, 0.0},
		{"a year is twelve months", m.Currencies[1].ReviewDays, 365.25},
		{"two weeks", m.Currencies[2].ReviewDays, 14.0},
	}.compare(t)
}

func TestCompileDeflator(t *testing.T) {
	settings := clinic["model.csv"] + "deflator,gdp\nprice_base,2024-25\n"
	m := compiled(t, over(clinic, map[string]string{
		"model.csv":   settings,
		"indices.csv": "index,year,value,release\ngdp,2026-27,105,March 2026\nrpi,2025-26,9,\ngdp,2024-25,100,March 2026\ngdp,2025-26,102.5,March 2026\n",
	}))
	var years []string
	for _, y := range m.Deflator.Index {
		years = append(years, y.Year.String()+" "+y.Value.String())
	}
	fields{
		{"deflator", m.Deflator.Name, "gdp"},
		{"release", m.Deflator.Release, "March 2026"},
		{"price_base", m.Deflator.Base, tariff.Year(2024)},
		{"its years alone, in order", years, []string{"2024-25 100", "2025-26 102.5", "2026-27 105"}},
	}.compare(t)
	for _, c := range []struct{ model, indices, want string }{
		{settings, "gdp,2024-25,100\ngdp,2025-26,102\n", "indices.csv: found no value of gdp for 2026-27; real terms need the deflator of every year of the run and of the price base; add the year, or leave deflator out of the model table"},
		{settings, "gdp,2026-27,100\ngdp,2025-26,102\n", "indices.csv: found no value of gdp for 2024-25; real terms need the deflator of every year of the run and of the price base; add the year, or leave deflator out of the model table"},
		{clinic["model.csv"] + "deflator,gdp\n", "gdp,2026-27,100\ngdp,2025-26,102\n", "model.csv: found no price_base; real terms need the year whose prices they are in; add a row with key price_base and value 2025-26, say"},
	} {
		_, err := Compile(read(t, over(clinic, map[string]string{"model.csv": c.model, "indices.csv": "index,year,value\n" + c.indices})))
		if messages(err) != c.want {
			t.Errorf("faults:\n%v\nwant\n%s", err, c.want)
		}
	}
}

func TestCompilePrices(t *testing.T) {
	m := compiled(t, over(clinic, map[string]string{
		"schedules.csv": `schedule,title,basis,derive,contract,applies_mff,mff_base,uplift,rounding
local,Local prices,local,,,,,tariff,
national,,national,given,,yes,1.04,,0.1
rebased,,local,rebase,south,no,,tariff,
cost,,cost,package_cost,,yes,,tariff,0.01
`,
		"prices.csv": `schedule,currency,measure,from,price,price_base,covers
local,1,day,2026-04,14,,
local,1,day,,12.5,,
local,2,period,,900,2024-04,community
national,14,year,,,,all
`,
		"uplifts.csv": `uplift,from,published,cost_uplift,efficiency,net
tariff,2025-04,2025-06,0.0483,0.02,
tariff,2026-04,,,,0.011
pay,2026-04,,0.03,,
`,
	}))
	local, national, rebased, cost := m.Schedules[0], m.Schedules[1], m.Schedules[2], m.Schedules[3]
	price := func(row tariff.PriceRow) string {
		return fmt.Sprintf("%s at %s, %s", pounds(row.Price), row.PriceBase, row.Covers)
	}
	uplifts := func(u *tariff.Uplifts) []string {
		var rows []string
		for _, r := range u.Rows {
			published := "when it takes effect"
			if r.Published != 0 {
				published = r.Published.String()
			}
			rows = append(rows, fmt.Sprintf("%s %s %s %s %s", r.From, published, pounds(r.CostUplift), pounds(r.Efficiency), pounds(r.Net)))
		}
		return rows
	}
	fields{
		{"schedule", local.Name, "local"},
		{"title", local.Title, "Local prices"},
		{"basis", national.Basis, tariff.Basis("national")},
		{"a blank derive is given", local.Derive, engine.AsGiven},
		{"rebase", rebased.Derive, engine.Rebase},
		{"and its contract", m.Contracts[rebased.Contract].Name, "south"},
		{"package_cost", cost.Derive, engine.PackageCost},
		{"has no contract", cost.Contract, -1},
		{"a blank applies_mff is no", local.AppliesMFF, false},
		{"applies_mff", national.AppliesMFF, true},
		{"a blank mff_base is 1", cost.MFFBase.String(), "1"},
		{"mff_base", national.MFFBase.String(), "1.04"},
		{"no uplift", national.Uplift, (*tariff.Uplifts)(nil)},
		{"uplift rows of its name alone", uplifts(local.Uplift), []string{"2025-04 2025-06 0.0483 0.02 nil", "2026-04 when it takes effect nil nil 0.011"}},
		{"a blank rounding is the penny", local.Places, int32(2)},
		{"for derived schedules the micro-pound", rebased.Places, int32(6)},
		{"unless it says so", cost.Places, int32(2)},
		{"rounding", national.Places, int32(1)},
		{"prices over time; a blank price_base is from, or the start of the run", dated(local.Units[0].Rows, price), "0: 12.5 at 2025-04, all; 2026-04: 14 at 2026-04, all"},
		{"price_base and covers", dated(local.Units[1].Rows, price), "0: 900 at 2024-04, community"},
		{"unit", local.Units[1].Unit, tariff.Unit{Currency: "2", Measure: tariff.Period}},
		{"a missing price is none, not zero", dated(national.Units[0].Rows, price), "0: nil at 2025-04, all"},
		{"derived schedules have none yet", rebased.Units, []tariff.UnitPrices(nil)},
	}.compare(t)
}

func TestCompileContracts(t *testing.T) {
	m := compiled(t, over(clinic, map[string]string{
		"contracts.csv": `contract,from,commissioner,provider,payment,schedule,annual_value,uplift,plan,shadow_schedule,rate_per_head
north,2026-04,NC,RT2,activity,local,1200000,tariff,baseline,,
north,,NC,RT2,block,,1200000,tariff,,national,
south,,SC,RT2,blended,local,,,,,
heads,2025-10,NC,RT2,capitation,,,,,,61.5
`,
		"terms.csv": `contract,step,from,term,settle,netting,scope,reference,amount,lower,upper,rate_above,rate_below,share
south,10,,cap,year,,,annual_value,,,0.02,,,
south,2,2026-04,marginal,quarter,line,"measure=day,currency=1|2",plan_value,,0.01,0.02,0.3,,
south,2,,variable,quarter,,,plan_value,,,,0.5,0.25,
heads,1,,gain_share,year,,,amount,500000,,,,,0.5
`,
		"outcomes.csv": `contract,measure,from,weight,score
south,survey,,0.4,0.9
south,waits,,0.6,
south,survey,2026-04,0.4,1
`,
	}))
	agreement := func(a tariff.Agreement) string {
		schedule := "no schedule"
		if a.Schedule != nil {
			schedule = a.Schedule.Name
		}
		return fmt.Sprintf("%s, %s, %s set %s, plan %s", a.Form, schedule, pounds(a.AnnualValue), a.ValueFrom, a.Plan)
	}
	term := func(x tariff.Term) string {
		return fmt.Sprintf("%s by %s, netting %s, of %s %s, -%s +%s, above %s below %s, share %s, scope %d", x.Kind, x.Settle, x.Netting, x.Reference, pounds(x.Amount), x.Lower, x.Upper, pounds(x.RateAbove), pounds(x.RateBelow), x.Share, len(x.Scope))
	}
	outcome := func(o tariff.OutcomeRow) string { return o.Weight.String() + " x " + pounds(o.Score) }
	north, south, heads := m.Contracts[0], m.Contracts[1], m.Contracts[2]
	fields{
		{"contract", north.Name, "north"},
		{"commissioner", m.Commissioners[south.Commissioner].Key, "SC"},
		{"provider", m.Providers[south.Provider].Key, "RT2"},
		{"rows in order of from; a value that is repeated is as old as it was; a blank plan is the table", dated(north.Agreements, agreement),
			"0: block, no schedule, 1200000 set 2025-04, plan table; 2026-04: activity, local, 1200000 set 2025-04, plan baseline"},
		{"shadow_schedule", north.Agreements[0].Value.Shadow.Name, "national"},
		{"a blank shadow_schedule", north.Agreements[1].Value.Shadow, (*tariff.Schedule)(nil)},
		{"uplift", north.Agreements[0].Value.Uplift.Name, "tariff"},
		{"a blended contract without a value", dated(south.Agreements, agreement), "0: blended, local, nil set 2025-04, plan table"},
		{"capitation from a month on", dated(heads.Agreements, agreement), "2025-10: capitation, no schedule, nil set 2025-10, plan table"},
		{"rate_per_head", heads.Agreements[0].Value.RatePerHead.String(), "61.5"},
		{"steps in the order of their numbers", []int{south.Terms[0].Number, south.Terms[1].Number}, []int{2, 10}},
		{"a step over time; a blank netting is total; blank rates are blank, blank bounds 0", dated(south.Terms[0].Terms, term),
			"0: variable by quarter, netting total, of plan_value nil, -0 +0, above 0.5 below 0.25, share 0, scope 0; 2026-04: marginal by quarter, netting line, of plan_value nil, -0.01 +0.02, above 0.3 below nil, share 0, scope 2"},
		{"scope", south.Terms[0].Terms[1].Value.Scope, []tariff.Unit{{Currency: "1", Measure: tariff.Day}, {Currency: "2", Measure: tariff.Day}}},
		{"amount and share", dated(heads.Terms[0].Terms, term), "0: gain_share by year, netting total, of amount 500000, -0 +0, above nil below nil, share 0.5, scope 0"},
		{"outcome", south.Outcomes[0].Name, "survey"},
		{"weight and score over time", dated(south.Outcomes[0].Rows, outcome), "0: 0.4 x 0.9; 2026-04: 0.4 x 1"},
		{"a missing score", dated(south.Outcomes[1].Rows, outcome), "0: 0.6 x nil"},
		{"no terms", len(north.Terms), 0},
	}.compare(t)
}

// TestValueFrom says from which month an annual value grows, in the table and under changes.
func TestValueFrom(t *testing.T) {
	for _, c := range []struct {
		name    string
		rows    string // of contract north
		changes []string
		want    string
	}{
		{name: "from blank is the start of the run", rows: "north,,NC,RT2,block,100,tariff", want: "0: 100 set 2025-04"},
		{name: "a value from before the run", rows: "north,2023-04,NC,RT2,block,100,tariff", want: "2023-04: 100 set 2023-04"},
		{name: "a later value grows from its own month", rows: "north,,NC,RT2,block,100,tariff\nnorth,2026-04,NC,RT2,block,110,tariff", want: "0: 100 set 2025-04; 2026-04: 110 set 2026-04"},
		{name: "one that is only repeated, from where it was set", rows: "north,,NC,RT2,block,100,tariff\nnorth,2025-10,NC,RT2,activity,100,tariff\nnorth,2026-04,NC,RT2,block,100,tariff", want: "0: 100 set 2025-04; 2025-10: 100 set 2025-04; 2026-04: 100 set 2025-04"},
		{name: "with another uplift it is a new value", rows: "north,,NC,RT2,block,100,tariff\nnorth,2026-04,NC,RT2,block,100,", want: "0: 100 set 2025-04; 2026-04: 100 set 2026-04"},
		{name: "a change of something else does not restart growth", rows: "north,,NC,RT2,block,100,tariff", changes: []string{"a,x,1,contracts,contract=north,payment,set,activity,2026-04"}, want: "0: 100 set 2025-04; 2026-04: 100 set 2025-04"},
		{name: "nor does a cut of the value: it is cut as it has grown", rows: "north,,NC,RT2,block,100,tariff", changes: []string{"a,x,1,contracts,contract=north,annual_value,multiply,0.9,2026-04"}, want: "0: 100 set 2025-04; 2026-04: 90 set 2025-04"},
		{name: "nor two of them", rows: "north,,NC,RT2,block,100,tariff", changes: []string{"a,x,1,contracts,contract=north,annual_value,multiply,0.9,2026-04", "a,x,2,contracts,contract=north,annual_value,add,1,2026-10"}, want: "0: 100 set 2025-04; 2026-04: 90 set 2025-04; 2026-10: 91 set 2025-04"},
		{name: "a value that is set is one of its month", rows: "north,,NC,RT2,block,100,tariff", changes: []string{"a,x,1,contracts,contract=north,annual_value,set,90,2026-04"}, want: "0: 100 set 2025-04; 2026-04: 90 set 2026-04"},
		{name: "even to the same", rows: "north,,NC,RT2,block,100,tariff", changes: []string{"a,x,1,contracts,contract=north,annual_value,set,100,2026-04"}, want: "0: 100 set 2025-04; 2026-04: 100 set 2026-04"},
		{name: "and holds in the rows after it from then", rows: "north,,NC,RT2,block,100,tariff", changes: []string{"a,x,1,contracts,contract=north,payment,set,activity,2026-10", "a,x,2,contracts,contract=north,annual_value,set,90,2026-04"}, want: "0: 100 set 2025-04; 2026-04: 90 set 2026-04; 2026-10: 90 set 2026-04"},
		{name: "set for good and cut later", rows: "north,,NC,RT2,block,100,tariff", changes: []string{"a,x,1,contracts,contract=north,annual_value,set,200,", "a,x,2,contracts,contract=north,annual_value,multiply,0.5,2026-04"}, want: "0: 200 set 2025-04; 2026-04: 100 set 2025-04"},
		{name: "a row of the table keeps its own month when it is cut", rows: "north,,NC,RT2,block,100,tariff\nnorth,2026-04,NC,RT2,block,110,tariff", changes: []string{"a,x,1,contracts,contract=north,annual_value,multiply,0.5,2026-04"}, want: "0: 100 set 2025-04; 2026-04: 55 set 2026-04"},
		{name: "another uplift from a month on would lose the growth so far", rows: "north,,NC,RT2,block,100,tariff", changes: []string{"a,x,1,contracts,contract=north,uplift,set,,2026-10"},
			want: `contracts.csv, row 2, column uplift (set by scenario a, change x): found ""; annual_value is still that of 2025-04, and would lose what it has grown by since; set annual_value from the same month too, at the prices of that month`},
		{name: "unless the value is set with it", rows: "north,,NC,RT2,block,100,tariff", changes: []string{"a,x,1,contracts,contract=north,uplift,set,,2026-10", "a,x,2,contracts,contract=north,annual_value,set,103,2026-10"}, want: "0: 100 set 2025-04; 2026-10: 103 set 2026-10"},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := changing(c.changes...)
			files["contracts.csv"] = "contract,from,commissioner,provider,payment,annual_value,uplift,schedule\n" + strings.ReplaceAll(c.rows, "\n", ",local\n") + ",local\nsouth,,SC,RT2,block,600000,,\n"
			s, err := Apply(read(t, files), "a")
			if err != nil {
				t.Fatal(err)
			}
			m, err := Compile(s.Tables)
			got := messages(err)
			if err == nil {
				got = dated(m.Contracts[0].Agreements, func(a tariff.Agreement) string { return pounds(a.AnnualValue) + " set " + a.ValueFrom.String() })
			}
			if got != c.want {
				t.Errorf("%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestCompilePeople(t *testing.T) {
	m := compiled(t, over(clinic, map[string]string{
		"caseload.csv": `contract,currency,from,opening,starts_per_month,growth,mean_stay_days,admitted_share,assessments_per_start
north,2,,20,5,,120,,
north,1,2026-04,,11,,95,0.1,1.2
north,1,,50,10,0.02,90,0.1,1.2
north,14,,,,,7,,
south,1,,30,4,,90,,
south,2,,,,,120,,
`,
		"moves.csv": `contract,from_currency,to_currency,from,share
*,1,2,,0.4
*,2,1,,0.1
north,1,14,2026-04,0.25
north,1,14,,0.2
north,14,1,,0.5
`,
		"activity.csv": "contract,currency,measure,month,quantity\nsouth,14,contact,2025-06,12.3456\nsouth,14,contact,2025-04,1\nsouth,14,bed_day,2027-03,2\n",
		"plan.csv":     "contract,currency,measure,month,quantity\nnorth,2,day,2025-05,100\n",
	}))
	flow := func(f engine.Flow) string {
		return fmt.Sprint(f.StartsPerMonth, " ", f.Growth, " ", f.MeanStayDays, " ", f.AdmittedShare, " ", f.AssessmentsPerStart)
	}
	moves := func(c engine.Contract) []string {
		var list []string
		for _, move := range c.Moves {
			list = append(list, m.Currencies[move.From].Key+" to "+m.Currencies[move.To].Key+" "+dated(move.Share, func(x float64) string { return fmt.Sprint(x) }))
		}
		return list
	}
	north, south := m.Contracts[0], m.Contracts[1]
	quantities := func(g engine.Given) string {
		var list []string
		for i, q := range g.Quantity {
			if q != 0 {
				list = append(list, fmt.Sprint(m.Month(i), " ", q.Units()))
			}
		}
		return fmt.Sprintf("%s %s: %s", m.Currencies[g.Currency].Key, g.Measure, strings.Join(list, ", "))
	}
	fields{
		{"caseload in the order of the currencies", []int{north.Caseload[0].Currency, north.Caseload[1].Currency, north.Caseload[2].Currency}, []int{0, 1, 2}},
		{"opening of the first row", north.Caseload[0].Opening, 50.0},
		{"rows in order of from, blanks 0", dated(north.Caseload[0].Flow, flow), "0: 10 0.02 90 0.1 1.2; 2026-04: 11 0 95 0.1 1.2"},
		{"a blank opening is none", north.Caseload[2].Opening, 0.0},
		{"own rows for a currency replace the * rows for it, and no others", moves(north), []string{"1 to 14 0: 0.2; 2026-04: 0.25", "2 to 1 0: 0.1", "14 to 1 0: 0.5"}},
		{"activity by month, to the thousandth, in order of currency and measure", []string{quantities(south.Given[0]), quantities(south.Given[1])}, []string{"14 contact: 2025-04 1, 2025-06 12.346", "14 bed_day: 2027-03 2"}},
		{"a quantity for every month of the run", len(south.Given[0].Quantity), 24},
		{"plan", quantities(north.Plan[0]), "2 day: 2025-05 100"},
	}.compare(t)
}

func TestCompileCare(t *testing.T) {
	m := compiled(t, over(clinic, map[string]string{
		"resources.csv": `resource,provider,from,name,unit,unit_cost,price_base,uplift,efficiency_delivered,mff_base,fixed_share,semi_fixed_share,step,capacity,lag_months,wte_per_unit,band,funder,staff_share,wte_cost
A06,*,2026-04,Team,contact,260,,tariff,,,,,,,,,,,0.6,48000
A06,*,,Team,contact,250,2024-04,tariff,0.01,1.0534,0.2,0.3,1000,5000,6,0.002,6,council,,
A06,RT2,,Own team,contact,,,,,,,,,0,,,,,,
`,
		"packages.csv": "currency,resource,per,provider,from,quantity\n1,A06,day,*,,0.05\n1,A06,day,*,2026-04,0.04\n2,A06,month,RT2,,3\n",
	}))
	staff := func(r *engine.ResourceRow) string {
		each, known := r.StaffPerUnit()
		if !known {
			return "nil"
		}
		return each.String()
	}
	row := func(r engine.ResourceRow) string {
		uplift := "no uplift"
		if r.Uplift != nil {
			uplift = r.Uplift.Name
		}
		return fmt.Sprintf("%s at %s by %s less %s, mff %s, fixed %s semi %s step %v capacity %s lag %d wte %s %s %s", pounds(r.UnitCost), r.PriceBase, uplift, r.EfficiencyDelivered, pounds(r.MFFBase),
			r.FixedShare, r.SemiFixedShare, r.Step, amount(r.Capacity), r.LagMonths, staff(&r), r.Band, r.Funder)
	}
	share := func(x float64) string { return fmt.Sprint(x) }
	fields{
		{"resource", m.Resources[0].Key + " " + m.Resources[0].Name + " " + m.Resources[0].Unit, "A06 Team contact"},
		{"* is every provider", m.Resources[0].Provider, -1},
		{"a provider's own", m.Resources[1].Provider, 0},
		{"every column, and blanks", dated(m.Resources[0].Rows, row),
			"0: 250 at 2024-04 by tariff less 0.01, mff 1.0534, fixed 0.2 semi 0.3 step 1000 capacity 5000 lag 6 wte 0.002 6 council; 2026-04: 260 at 2026-04 by tariff less 0, mff nil, fixed 0 semi 0 step 0 capacity nil lag 0 wte 0.00325  "}, // 260 x 0.6 / 48,000
		{"a capacity of 0 is a limit, a blank cost missing", dated(m.Resources[1].Rows, row), "0: nil at 2025-04 by no uplift less 0, mff nil, fixed 0 semi 0 step 0 capacity 0 lag 0 wte nil  "},
		{"package over time", dated(m.Packages[0].Quantity, share), "0: 0.05; 2026-04: 0.04"},
		{"per month", m.Packages[1].Per, tariff.PerMonth},
		{"currency, resource and provider", []any{m.Packages[1].Currency, m.Packages[1].Resource, m.Packages[1].Provider}, []any{1, "A06", 0}},
	}.compare(t)
}
