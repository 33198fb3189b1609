package scenarios

import (
	"math"
	"testing"

	"parity/engine"
	"parity/engine/risk"
)

// drawnColumn draws a model and gives the values of one outcome, by draw.
func drawnColumn(t *testing.T, files map[string]string, draws int, asked risk.Outcome) (values []float64, d *Drawn) {
	t.Helper()
	drawable, err := NewDrawable(read(t, files), Selection{})
	if err != nil {
		t.Fatal(err)
	}
	d, err = drawable.Draw(t.Context(), risk.Origin{Seed: 7, Range: risk.Whole(draws)}, 2, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	column, found := d.Sample.Find(asked)
	if !found {
		t.Fatalf("no outcome %+v", asked)
	}
	if values, err = d.Sample.Values(column); err != nil {
		t.Fatal(err)
	}
	return values, d
}

// twoLines is an activity contract over a year of two currencies, 1,000 contacts a month at £10
// and 500 at £40, of which each varies as a whole: normally, by 5% and by 10% either way in 80%
// of cases, with a rank correlation of 0.5. A scenario pays a quarter more for the second.
func twoLines() map[string]string {
	files := map[string]string{
		"model.csv":         "key,value\ntitle,Two lines\nstart,2025-04\nmonths,12\nbaseline,as-is\n",
		"currencies.csv":    "currency,name\n1,One\n2,Two\n",
		"providers.csv":     "provider,name\nP,Provider\n",
		"commissioners.csv": "commissioner,name\nC,Commissioner\n",
		"contracts.csv":     "contract,commissioner,provider,payment,schedule\nK,C,P,activity,prices\n",
		"schedules.csv":     "schedule,title,basis\nprices,Illustrative,local\n",
		"prices.csv":        "schedule,currency,measure,price,price_base\nprices,1,contact,10,2025-04\nprices,2,contact,40,2025-04\n",
		"scenarios.csv":     "scenario,title\nas-is,As it is\ndearer,Dearer\n",
		"changes.csv":       changesHeader + "dearer,price,1,prices,currency=2,price,multiply,1.25,\n",
		"uncertainty.csv": "parameter,cells,operation,low,high,family,concentration,group\n" +
			"one,activity[currency=1].quantity,multiply,0.95,1.05,normal,,a\ntwo,activity[currency=2].quantity,multiply,0.9,1.1,normal,,b\n",
		"correlations.csv": "group_a,group_b,rank\na,b,0.5\n",
	}
	activity := "contract,currency,measure,month,quantity\n"
	for m := 4; m < 16; m++ {
		month := map[bool]string{true: "2025-", false: "2026-"}[m <= 12] + string([]byte{'0' + byte((m-1)%12+1)/10, '0' + byte((m-1)%12+1)%10})
		activity += "K,1,contact," + month + ",1000\nK,2,contact," + month + ",500\n"
	}
	files["activity.csv"] = activity
	return files
}

// What is linear in normal figures is normal, and its variance is known.
func TestALinearModelHasTheVarianceItShould(t *testing.T) {
	const (
		draws     = 10_000
		deviation = 1.2815515655446004 // standard deviations from the mean to P90 of a normal
		within    = 0.03               // of a standard deviation, at 10,000 draws: four of its errors
	)
	one, two := 120_000*0.05/deviation, 240_000*0.1/deviation // pounds
	correlation := 2 * math.Sin(math.Pi/6*0.5)
	close := func(what string, got, want, within float64) {
		t.Helper()
		if !(math.Abs(got-want) <= within) {
			t.Errorf("%s %v, want %v", what, got, want)
		}
	}
	whole := risk.Outcome{Item: engine.ItemIncome, Contract: -1, Provider: -1}
	values, drawn := drawnColumn(t, twoLines(), draws, whole)
	mean, variance := meanAndVariance(values)
	sd := math.Sqrt(one*one + two*two + 2*correlation*one*two)
	close("mean", mean, 360_000, 4*sd/math.Sqrt(draws))
	close("standard deviation", math.Sqrt(variance), sd, within*sd)

	column, _ := drawn.Sample.Find(whole)
	dearer, _ := drawn.Sample.Find(risk.Outcome{Scenario: 1, Item: engine.ItemIncome, Contract: -1, Provider: -1})
	summary, err := drawn.Sample.Summary(column)
	if err != nil {
		t.Fatal(err)
	}
	close("P90", summary.P(90).Value, 360_000+deviation*sd, 5*summary.P(90).Error)
	// The same draws: what both scenarios hold falls out of the difference, a quarter of the
	// second line is left.
	pair, err := drawn.Sample.Compare(dearer, column)
	if err != nil {
		t.Fatal(err)
	}
	close("mean difference", pair.Mean, 60_000, 4*two/4/math.Sqrt(draws))
	close("standard deviation of the difference", pair.SD, two/4, within*two/4)
	// Twelve months that move as one: here quantiles do add up; over two lines that do not, they
	// come to more than the total's.
	month, _ := drawn.Sample.Find(risk.Outcome{Item: engine.ItemIncome, Contract: -1, Provider: -1, Period: risk.Period{Month: april(2025)}})
	first, err := drawn.Sample.Summary(month)
	if err != nil {
		t.Fatal(err)
	}
	close("twelve times April's P90", 12*first.P(90).Value, summary.P(90).Value, 1e-6)
	if apart := 360_000 + deviation*(one+two); apart < summary.P(90).Value+4*summary.P(90).Error {
		t.Errorf("the lines' P90s come to %v, the total's is %v: they should be further apart", apart, summary.P(90).Value)
	}
}

// People of one cluster whose mean stay is uncertain: each draw is the analytic solution for
// the stay drawn, dn/dt = r - n/m.
func TestACohortOfOneClusterFollowsItsAnalyticSolution(t *testing.T) {
	const opening, starts = 200.0, 30.0
	files := oneCluster("K,2,200,30,90\n", "6")
	files["model.csv"] = "key,value\ntitle,One cluster\nstart,2025-04\nmonths,6\n"
	files["uncertainty.csv"] = "parameter,cells,operation,low,high,family,concentration,group\nstay,caseload[currency=2].mean_stay_days,,60,130,uniform,,\n"
	_, drawn := drawnColumn(t, files, 1_000, risk.Outcome{Item: engine.ItemIncome, Contract: -1, Provider: -1})
	sampler, err := drawn.Sampler(7)
	if err != nil {
		t.Fatal(err)
	}
	stays := make([]float64, 1_000)
	sampler.Fill(0, [][]float64{stays})
	months := drawn.Sample.Months(risk.Outcome{Item: engine.ItemIncome, Contract: -1, Provider: -1})
	people := make([]float64, len(stays))
	for k := range people {
		people[k] = opening
	}
	for i, column := range months {
		days, err := drawn.Sample.Values(column) // at £1 a day
		if err != nil {
			t.Fatal(err)
		}
		length := float64(drawn.Sample.Outcomes()[column].Period.Month.Days())
		for k, stay := range stays {
			gone := -math.Expm1(-length / stay)
			end := people[k]*(1-gone) + starts/length*stay*gone
			want := (people[k] + starts - end) * stay
			if math.Abs(days[k]-want) > 1e-7*want {
				t.Fatalf("month %d of draw %d: %v days, want %v at a stay of %v", i, k, days[k], want, stay)
			}
			people[k] = end
		}
	}
}
