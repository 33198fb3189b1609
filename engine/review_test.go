package engine

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"parity/tariff"
)

func TestRenewalsInASteadyState(t *testing.T) {
	for _, c := range []struct{ stay, length float64 }{
		{20, 28}, {400, 28}, {90, 6 * 365.25 / 12}, {2000, 365.25}, {0.5, 28},
	} {
		const people = 1000.0
		days := []int{30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 28, 31, 30, 31, 30}
		stay, entries := make([]float64, len(days)), make([]float64, len(days))
		for i := range days {
			stay[i] = c.stay
			entries[i] = people / c.stay * float64(days[i])
		}
		renewals := people * math.Exp(-c.length/c.stay) / (c.stay * (1 - math.Exp(-c.length/c.stay)))
		for i, begun := range periodsBegun(days, people, stay, entries, handover{}, c.length) {
			want := entries[i] + renewals*float64(days[i])
			if math.Abs(begun-want) > 1e-9*want {
				t.Errorf("stay %v, review every %v days, month %d: %v periods begun, want %v", c.stay, c.length, i, begun, want)
			}
		}
	}
}

func TestAReviewLongerThanTheRunRenewsOpeningPeopleOnly(t *testing.T) {
	// 100 people, none new: those whose age is L at some time of the month entered evenly
	// at 100/m a day and have stayed for L days.
	const stay, length = 300.0, 365.25
	begun := periodsBegun([]int{30}, 100, []float64{stay}, []float64{0}, handover{}, length)[0]
	share := math.Exp(-length / stay)
	if want := 100 / stay * 30 * share / (1 - share); math.Abs(begun-want) > 1e-12 {
		t.Errorf("%v periods begun, want %v", begun, want)
	}
}

func TestOneMonthOfEntriesRenewsWhenItsTimeComes(t *testing.T) {
	// 30 people enter evenly in April, one a day, and nobody else: with a review each 28
	// days the first two days' people renew in April, then everyone in turn.
	const stay = 1e12 // nobody leaves
	stays := []float64{stay, stay, stay}
	got := periodsBegun([]int{30, 31, 30}, 0, stays, []float64{30, 0, 0}, handover{}, 28)
	// April: 30 enter, 2 renew. May (days 30-61): 28 first renewals, second ones from day
	// 56: 5 people. June (61-91): second renewals to day 86: 25; third from 84: 7.
	for i, want := range []float64{32, 33, 32} {
		if math.Abs(got[i]-want) > 1e-6 {
			t.Errorf("month %d: %v periods begun, want %v", i, got[i], want)
		}
	}
}

// peopleOneByOne simulates the periods begun in a month person by person: each enters at a
// moment of an even entry month, stays for an exponential time whose mean changes from
// month to month, and begins a period at each multiple of the review period. It returns
// the mean of the repetitions and its standard error, by month.
func peopleOneByOne(random *rand.Rand, days []int, opening float64, stay, entries []float64, length float64, repetitions int) (mean, standardError []float64) {
	begins := []float64{0}
	for _, d := range days {
		begins = append(begins, begins[len(begins)-1]+float64(d))
	}
	end := begins[len(days)]
	leaves := func(from float64) float64 { // someone there at `from`, in the run
		for i := range days {
			if from < begins[i+1] {
				left := from + random.ExpFloat64()*stay[i]
				if left < begins[i+1] || i == len(days)-1 {
					return left
				}
				from = begins[i+1]
			}
		}
		return end
	}
	sum, squares := make([]float64, len(days)), make([]float64, len(days))
	for range repetitions {
		begun := make([]float64, len(days))
		count := func(time float64) {
			for i := range days {
				if time >= begins[i] && time < begins[i+1] {
					begun[i]++
				}
			}
		}
		live := func(entered, from float64) {
			left := leaves(from)
			for time := entered; time < min(left, end); time += length {
				if time >= 0 {
					count(time)
				}
			}
		}
		for range int(opening) {
			live(-random.ExpFloat64()*stay[0], 0) // ages are stationary
		}
		for i := range days {
			for range int(entries[i]) {
				entered := begins[i] + random.Float64()*float64(days[i])
				live(entered, entered)
			}
		}
		for i, n := range begun {
			sum[i] += n
			squares[i] += n * n
		}
	}
	n := float64(repetitions)
	for i := range days {
		mean = append(mean, sum[i]/n)
		variance := (squares[i] - sum[i]*sum[i]/n) / (n - 1)
		standardError = append(standardError, math.Sqrt(variance/n))
	}
	return mean, standardError
}

func TestPeriodsBegunAgainstPeopleOneByOne(t *testing.T) {
	for _, c := range []struct {
		name          string
		opening       float64
		stay, entries []float64
		length        float64
	}{
		{"even stays", 200, []float64{60, 60, 60, 60, 60, 60}, []float64{90, 100, 80, 120, 90, 100}, 28},
		{"stays change on the way", 150, []float64{40, 40, 200, 15, 15, 90}, []float64{60, 200, 0, 40, 100, 20}, 28},
		{"long reviews", 300, []float64{400, 100, 100, 800, 800, 800}, []float64{50, 10, 50, 60, 0, 10}, 91},
		{"weekly reviews of short stays", 40, []float64{8, 3, 8, 30, 5, 8}, []float64{100, 150, 90, 90, 120, 100}, 7},
	} {
		t.Run(c.name, func(t *testing.T) {
			days := []int{30, 31, 30, 31, 31, 30}
			random := rand.New(rand.NewPCG(1, 2))
			mean, standardError := peopleOneByOne(random, days, c.opening, c.stay, c.entries, c.length, 2000)
			for i, begun := range periodsBegun(days, c.opening, c.stay, c.entries, handover{}, c.length) {
				if math.Abs(begun-mean[i]) > 4.5*standardError[i]+1e-9 {
					t.Errorf("month %d: %v periods begun, %v ± %v person by person", i, begun, mean[i], standardError[i])
				}
			}
		})
	}
}

func TestPeriodsBegunAgainstASumOverDaysOfEntry(t *testing.T) {
	// The slow way: entries a hundredth of a day at a time, each followed through its
	// renewals with the hazard it meets.
	const slices = 100
	rapid.Check(t, func(rt *rapid.T) {
		months := rapid.IntRange(1, 6).Draw(rt, "months")
		length := float64(rapid.SampledFrom([]int{7, 28, 91, 183}).Draw(rt, "review period"))
		days, stay, entries := make([]int, months), make([]float64, months), make([]float64, months)
		total := 0
		for i := range days {
			days[i] = rapid.IntRange(28, 31).Draw(rt, "days")
			stay[i] = rapid.Float64Range(5, 500).Draw(rt, "stay")
			entries[i] = rapid.Float64Range(0, 100).Draw(rt, "entries")
			total += days[i]
		}
		opening := rapid.Float64Range(0, 300).Draw(rt, "opening")
		hazard := func(until float64) (h float64) { // from the run's start
			if until < 0 {
				return until / stay[0]
			}
			for i := range days {
				h += min(until, float64(days[i])) / stay[i]
				if until -= float64(days[i]); until <= 0 {
					break
				}
			}
			return h
		}
		month := func(time float64) int {
			for i := range days {
				if time -= float64(days[i]); time < 0 {
					return i
				}
			}
			return -1
		}
		want := make([]float64, months)
		const longAgo = 40 // mean stays before the run, when nobody of then is left
		for s := -int(longAgo*stay[0]) * slices; s < total*slices; s++ {
			entered := (float64(s) + 0.5) / slices
			rate := opening / stay[0]
			if entered >= 0 {
				rate = entries[month(entered)] / float64(days[month(entered)])
			}
			first := 0.
			if entered < 0 {
				first = math.Ceil(-entered / length)
			}
			for k := first; entered+k*length < float64(total); k++ {
				time := entered + k*length
				want[month(time)] += rate / slices * math.Exp(hazard(entered)-hazard(time))
			}
		}
		for i, begun := range periodsBegun(days, opening, stay, entries, handover{}, length) {
			if math.Abs(begun-want[i]) > 1e-4*(1+want[i]) {
				rt.Errorf("month %d: %v periods begun, %v the slow way", i, begun, want[i])
			}
		}
	})
}

func TestAMoveBeginsANewPeriod(t *testing.T) {
	m := oneContract(6, []Caseload{
		{Currency: 0, Opening: 500, Flow: tariff.Always(Flow{MeanStayDays: 20})},
		{Currency: 1, Flow: tariff.Always(Flow{MeanStayDays: 1e12})},
	}, Move{From: 0, To: 1, Share: tariff.Always(1.0)})
	m.Currencies[1].ReviewDays = 1e6 // longer than the run: nobody renews
	got := project(t, m).Contracts[0].Currencies[1]
	for i := range m.Months {
		near(t, fmt.Sprint("periods begun in ", m.Month(i)), got.Measures[tariff.Period][i], got.MoveIn[i].Units(), 2*rounding)
	}
}

func TestAReviewPeriodIsAtLeastADay(t *testing.T) {
	m := oneContract(1, []Caseload{{Opening: 1, Flow: tariff.Always(Flow{MeanStayDays: 20})}})
	m.Currencies[0].ReviewDays = 0.25
	if _, err := Project(m, &Propagators{}); err == nil {
		t.Error("no error")
	}
}

func BenchmarkPeriodsBegunFiveYearsOf28Days(b *testing.B) {
	const months = 60
	days, stay, entries := make([]int, months), make([]float64, months), make([]float64, months)
	for i := range days {
		days[i], stay[i], entries[i] = 30, 1825, 20
	}
	for b.Loop() {
		periodsBegun(days, 300, stay, entries, handover{}, 28)
	}
}
