package risk

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"

	"parity/engine"
	"parity/tariff"
)

// Cost is 1000 + 50 x throughout; what is paid follows it in different ways.
func TestWhoBearsTheRisk(t *testing.T) {
	const draws = 10_000
	cost := func(d []float64) float64 { return 1000 + 50*d[0] }
	for _, c := range []struct {
		contract                   string
		payment                    func(d []float64) float64
		paymentSD, surplusSD       float64
		share, commissioner, error float64
	}{
		{"block", func(d []float64) float64 { return 1000 }, 0, 50, 1, 0, 0},
		{"every pound of cost, in another order of sums", func(d []float64) float64 { return 400 + 50*d[0] + 600 }, 50, 0, 0, 1, 0},
		{"70p of each pound", func(d []float64) float64 { return 300 + 0.7*cost(d) }, 35, 15, 225.0 / (225 + 1225), 0.7, 0},
		{"70p of each pound, and chance of its own", func(d []float64) float64 { return 300 + 0.7*cost(d) + 20*d[1] },
			math.Hypot(35, 20), math.Hypot(15, 20), 625.0 / (625 + 1625), 0.7, 0.4 / math.Sqrt(draws)},
		{"against cost", func(d []float64) float64 { return 1000 - 50*d[0] }, 50, 100, 0.8, -1, 0},
		{"half, up to a cap at the mean", func(d []float64) float64 { return min(1000, 500+0.5*cost(d)) },
			25 * halfNormalSD, 0, math.NaN(), 0.25, 0.25 / math.Sqrt(draws)},
	} {
		sample := collect(t, formulas{{yearly(engine.ItemIncome), c.payment}, {yearly(engine.GoalCost), cost}}, Whole(draws), 2)
		e, err := sample.Exposure(0, 1)
		if err != nil {
			t.Fatal(err)
		}
		within := func(what string, got, want, tolerance float64) {
			if !(math.Abs(got-want) <= tolerance) {
				t.Errorf("%s: %s is %v, want %v", c.contract, what, got, want)
			}
		}
		within("sd of cost", e.CostSD, 50, 1.5)
		within("sd of payment", e.PaymentSD, c.paymentSD, 0.03*c.paymentSD+1e-9)
		if !math.IsNaN(c.share) {
			within("sd of surplus", e.SurplusSD, c.surplusSD, 0.03*c.surplusSD+1e-9)
			within("provider's share", e.ProviderShare, c.share, 0.05*min(c.share, 1-c.share)+1e-9)
		}
		within("what the commissioner bears", e.CommissionerBears, c.commissioner, 5*c.error+1e-9)
		within("what both bear", e.CommissionerBears+e.ProviderBears, 1, 1e-12)
		within("its error", e.BearsError, c.error, 0.5*c.error+1e-6)
		if !e.Known || !e.CostMoves {
			t.Errorf("%s: nothing is said to move", c.contract)
		}
	}
}

// halfNormalSD is the sd of min(0, z).
var halfNormalSD = math.Sqrt(0.5 - 0.5/math.Pi)

func TestNobodyBearsWhatDoesNotMove(t *testing.T) {
	fixed := func(d []float64) float64 { return 100 + 1e-12*d[0] }
	sample := collect(t, formulas{{yearly("income"), fixed}, {yearly("cost"), fixed}, {yearly("income"), func(d []float64) float64 { return 100 + d[0] }}}, Whole(1000), 1)
	for _, c := range []struct {
		payment int
		known   bool
		share   float64
	}{{0, false, 0}, {2, true, 0.5}} {
		e, err := sample.Exposure(c.payment, 1)
		if err != nil || e.Known != c.known || math.Abs(e.ProviderShare-c.share) > 1e-9 || e.CostMoves || e.CommissionerBears != 0 || e.ProviderBears != 0 || e.BearsError != 0 || e.Correlation != 0 {
			t.Errorf("%+v, %v", e, err)
		}
	}
}

func TestHowOftenATermBinds(t *testing.T) {
	sample := collect(t, contract(), Whole(10_000), 2)
	b, err := sample.Binding(capped)
	if err != nil {
		t.Fatal(err)
	}
	// The payment is 980 + 50 z before the cap at 1040: it binds where z > 1.2.
	const z = 1.2
	p := distuv.UnitNormal.Survival(z)
	near(t, "chance", b.Binds.P(), p, b.Binds.Error)
	near(t, "mean where it binds", b.Mean, -50*(distuv.UnitNormal.Prob(z)/p-z), b.Error)
	values, err := sample.Values(capped)
	if err != nil {
		t.Fatal(err)
	}
	bound := slices.DeleteFunc(values, func(x float64) bool { return x > -0.005 })
	if math.Abs(b.Mean-stat.Mean(bound, nil)) > 1e-9 || math.Abs(b.Error-stat.StdErr(stat.StdDev(bound, nil), float64(len(bound)))) > 1e-9 {
		t.Errorf("%+v, want a mean of %v", b, stat.Mean(bound, nil))
	}
	always, err := sample.Binding(cost)
	if err != nil || always.Binds.Draws != 10_000 {
		t.Errorf("cost is other than zero in %+v: %v", always, err)
	}
}

func TestFansFollowOneFigureThroughTime(t *testing.T) {
	of := func(item string, scenario int, p Period) figure {
		return figure{Outcome{Scenario: scenario, Item: item, Period: p, Stands: float64(p.Month)}, func(d []float64) float64 { return d[0] + float64(p.Month) }}
	}
	month := func(m int) Period { return Period{Month: testYear.April() + tariff.Month(m)} }
	sample := collect(t, formulas{
		of("income", 0, month(2)), of("income", 0, Period{Year: testYear + 1}), of("cost", 0, month(0)), of("income", 0, month(0)),
		of("income", 1, month(1)), of("income", 0, Period{}), of("income", 0, month(1)), of("income", 0, Period{Year: testYear}),
	}, Whole(1000), 1)
	income := Outcome{Item: "income"}
	if got, want := sample.Months(income), []int{3, 6, 0}; !slices.Equal(got, want) {
		t.Errorf("months %v, want %v", got, want)
	}
	if got, want := sample.Years(income), []int{7, 1}; !slices.Equal(got, want) {
		t.Errorf("years %v, want %v", got, want)
	}
	if column, found := sample.Find(income); !found || column != 5 {
		t.Errorf("the whole run is column %d, %v", column, found)
	}
	if _, found := sample.Find(Outcome{Item: "income", Scenario: 2}); found {
		t.Error("a scenario that is not there is found")
	}
	fan, err := sample.Summaries(sample.Months(income), 0)
	if err != nil {
		t.Fatal(err)
	}
	for i, column := range []int{3, 6, 0} {
		want := summaryOf(t, sample, column)
		if fan[i].Column != column || fan[i].P(90) != want.P(90) || fan[i].Mean != want.Mean {
			t.Errorf("the fan has %+v, want %+v", fan[i], want)
		}
	}
}
