package scenarios

import (
	"math"
	"testing"

	"parity/engine/risk"
)

// oneCluster is a model of one cluster of few people under one activity contract, in which
// nothing is uncertain but chance itself.
func oneCluster(caseload string, months string) map[string]string {
	return map[string]string{
		"model.csv":         "key,value\ntitle,One cluster\nstart,2025-04\nmonths," + months + "\nchance,yes\n",
		"currencies.csv":    "currency,name\n1,One\n2,Two\n",
		"providers.csv":     "provider,name\nP,Provider\n",
		"commissioners.csv": "commissioner,name\nC,Commissioner\n",
		"contracts.csv":     "contract,commissioner,provider,payment,schedule\nK,C,P,activity,prices\n",
		"schedules.csv":     "schedule,title,basis\nprices,Illustrative,local\n",
		"prices.csv":        "schedule,currency,measure,price,price_base\nprices,1,start,1,2025-04\nprices,2,day,1,2025-04\n",
		"caseload.csv":      "contract,currency,opening,starts_per_month,mean_stay_days\n" + caseload,
	}
}

// chanceSample draws a model's monthly income.
func chanceSample(t *testing.T, files map[string]string, draws int) (months [][]float64, stands []float64) {
	t.Helper()
	drawable, err := NewDrawable(read(t, files), Selection{})
	if err != nil {
		t.Fatal(err)
	}
	drawn, err := drawable.Draw(t.Context(), risk.Origin{Seed: 1, Range: risk.Whole(draws)}, 2, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	for column, o := range drawn.Sample.Outcomes() {
		if o.Item != "income" || !o.Period.Monthly() {
			continue
		}
		values, err := drawn.Sample.Values(column)
		if err != nil {
			t.Fatal(err)
		}
		months, stands = append(months, values), append(stands, o.Stands)
	}
	return months, stands
}

func meanAndVariance(values []float64) (mean, variance float64) {
	for _, x := range values {
		mean += x / float64(len(values))
	}
	for _, x := range values {
		variance += (x - mean) * (x - mean) / float64(len(values)-1)
	}
	return mean, variance
}

// Who starts in a month is Poisson: the mean and the variance are the starts expected, and all
// are whole.
func TestStartsByChanceArePoisson(t *testing.T) {
	const draws, starts = 10_000, 7.3
	months, _ := chanceSample(t, oneCluster("K,1,0,7.3,60\n", "4"), draws)
	for i, values := range months {
		mean, variance := meanAndVariance(values)
		if math.Abs(mean-starts) > 4*math.Sqrt(starts/draws) || math.Abs(variance/starts-1) > 0.06 {
			t.Errorf("month %d: mean %v and variance %v, want %v for both", i, mean, variance, starts)
		}
		for _, x := range values {
			if math.Abs(x-math.Round(x)) > 1e-9 {
				t.Fatalf("month %d: %v starts", i, x)
			}
		}
	}
	// Months are independent of each other.
	total := make([]float64, draws)
	for _, values := range months {
		for k, x := range values {
			total[k] += x
		}
	}
	if _, variance := meanAndVariance(total); math.Abs(variance/(4*starts)-1) > 0.06 {
		t.Errorf("variance of four months %v, want %v", variance, 4*starts)
	}
}

// The people of one cluster whom nobody joins are binomial: of n, each is there after t days
// with chance e^(-t/m). Their person-days follow: the expected ones of those there at the
// month's beginning, moved by half the month's surprise.
func TestPeopleByChanceLeaveOneByOne(t *testing.T) {
	const draws, people, stay = 10_000, 40.0, 90.0
	months, stands := chanceSample(t, oneCluster("K,2,40,0,90\n", "2"), draws)
	for i, values := range months {
		mean, variance := meanAndVariance(values)
		if math.Abs(mean-stands[i]) > 4*math.Sqrt(variance/draws) {
			t.Errorf("month %d: %v days on average, and %v are expected", i, mean, stands[i])
		}
	}
	const april, may = 30.0, 31.0
	leaves := func(days float64) float64 { return 1 - math.Exp(-days/stay) }
	left := leaves(april)
	_, variance := meanAndVariance(months[0])
	if want := people * left * (1 - left) * april * april / 4; math.Abs(variance/want-1) > 0.06 {
		t.Errorf("variance of April's days %v, want %v", variance, want)
	}
	// In May, those who are still there stay so long on average, and leave by chance again.
	there := people * (1 - left)
	each := stay * leaves(may)
	_, variance = meanAndVariance(months[1])
	if want := people*left*(1-left)*each*each + there*leaves(may)*(1-leaves(may))*may*may/4; math.Abs(variance/want-1) > 0.06 {
		t.Errorf("variance of May's days %v, want %v", variance, want)
	}
}

// With moves between clusters the mean is the projection's, and nothing is left of chance in
// a large service: its spread falls as the square root of the people.
func TestChanceFadesWithPeople(t *testing.T) {
	spread := func(caseload string) float64 {
		files := oneCluster(caseload, "14")
		files["moves.csv"] = "contract,from_currency,to_currency,share\n*,1,2,0.4\n*,2,1,0.3\n"
		months, stands := chanceSample(t, files, 4_000)
		mean, variance := meanAndVariance(months[13])
		if math.Abs(mean-stands[13]) > 4*math.Sqrt(variance/4_000) {
			t.Errorf("%s: mean %v, and %v is expected", caseload, mean, stands[13])
		}
		return math.Sqrt(variance) / mean
	}
	small, large := spread("K,1,30,5,45\nK,2,50,3,120\n"), spread("K,1,3000,500,45\nK,2,5000,300,120\n")
	if ratio := small / large; math.Abs(ratio-10) > 0.7 {
		t.Errorf("a hundredth of the people vary %v times as much, want 10 times", ratio)
	}
}
