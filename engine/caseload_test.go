package engine

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"parity/tariff"
)

const april2025 = tariff.Month(2025*12 + 3)

// oneContract is a run with one contract over the currencies of its caseload.
func oneContract(months int, caseload []Caseload, moves ...Move) *Model {
	m := &Model{Start: april2025, Months: months}
	for i := range caseload {
		m.Currencies = append(m.Currencies, Currency{Key: fmt.Sprintf("C%d", caseload[i].Currency)})
	}
	m.Contracts = []Contract{{Contract: tariff.Contract{Name: "K1"}, Caseload: caseload, Moves: moves}}
	return m
}

func project(t rapid.TB, m *Model) *Activity {
	t.Helper()
	activity, err := Project(m, &Propagators{})
	if err != nil {
		t.Fatal(err)
	}
	return activity
}

// near fails where a quantity is further than so many units from what is wanted.
func near(t rapid.TB, what string, got tariff.Quantity, want, within float64) {
	t.Helper()
	if !(math.Abs(got.Units()-want) <= within) {
		t.Errorf("%s is %v, want %v within %v", what, got.Units(), want, within)
	}
}

const rounding = 0.0005000001 // half a thousandth

func TestOneClusterFollowsItsAnalyticSolution(t *testing.T) {
	const opening, startsAMonth, stay = 200.0, 30.0, 75.0
	m := oneContract(36, []Caseload{{Opening: opening, Flow: tariff.Always(Flow{StartsPerMonth: startsAMonth, MeanStayDays: stay})}})
	got := project(t, m).Contracts[0].Currencies[0]
	people := opening
	for i := range m.Months {
		length := float64(m.Month(i).Days())
		perDay := startsAMonth / length
		end := people*math.Exp(-length/stay) + perDay*stay*(1-math.Exp(-length/stay))
		days := (people + startsAMonth - end) * stay // dn/dt = r - n/stay, integrated
		near(t, fmt.Sprint("people at the end of ", m.Month(i)), got.Measures[tariff.Person][i], end, rounding)
		near(t, fmt.Sprint("days of ", m.Month(i)), got.Measures[tariff.Day][i], days, rounding)
		near(t, fmt.Sprint("years of ", m.Month(i)), got.Measures[tariff.YearOfCare][i], days/float64(m.Month(i).Year().Days()), rounding)
		people = end
	}
}

func TestTheShortestStayIsStillExact(t *testing.T) {
	// People are there for a quarter of an hour on average and then, all of them, for long.
	const startsAMonth = 3000.0
	m := oneContract(12, []Caseload{
		{Currency: 0, Flow: tariff.Always(Flow{StartsPerMonth: startsAMonth, MeanStayDays: shortestStay})},
		{Currency: 1, Flow: tariff.Always(Flow{MeanStayDays: 1e12})},
	}, Move{From: 0, To: 1, Share: tariff.Always(1.0)})
	got := project(t, m).Contracts[0].Currencies
	for i := range m.Months {
		there := startsAMonth / float64(m.Month(i).Days()) * shortestStay
		near(t, "people who stay for a quarter of an hour", got[0].Measures[tariff.Person][i], there, rounding)
		near(t, "people who stay for long", got[1].Measures[tariff.Person][i], startsAMonth*float64(i+1)-there, rounding)
	}
}

func TestLeapYear(t *testing.T) {
	// Nobody comes and hardly anybody leaves: days are the people times the month's length.
	m := oneContract(36, []Caseload{{Opening: 100, Flow: tariff.Always(Flow{MeanStayDays: 1e12})}})
	got := project(t, m).Contracts[0].Currencies[0]
	for i, want := range map[int]float64{0: 3000, 1: 3100, 10: 2800, 22: 2800, 34: 2900} {
		near(t, "days of "+m.Month(i).String(), got.Measures[tariff.Day][i], want, rounding)
	}
	near(t, "years of February 2026, of 365 days", got.Measures[tariff.YearOfCare][10], 2800./365, rounding)
	near(t, "years of February 2028, of 366 days", got.Measures[tariff.YearOfCare][34], 2900./366, rounding)
}

func TestGrowthOfStarts(t *testing.T) {
	flow := Flow{StartsPerMonth: 100, Growth: 0.1, MeanStayDays: 30, AssessmentsPerStart: 1.2}
	steady := oneContract(26, []Caseload{{Flow: tariff.Always(flow)}})
	faster := flow
	faster.Growth = 0.5
	turned := oneContract(26, []Caseload{{Flow: tariff.Dated[Flow]{{Value: flow}, {From: april2025 + 12, Value: faster}}}})
	for _, c := range []struct {
		name  string
		model *Model
		month int
		want  float64
	}{
		{"the first month has none", steady, 0, 100},
		{"a month on, a twelfth of a year's", steady, 1, 100 * math.Pow(1.1, 1./12)},
		{"a year on", steady, 12, 110},
		{"two years on", steady, 24, 121},
		{"a new rate starts from what was reached", turned, 12, 110},
		{"and compounds from there", turned, 24, 165},
	} {
		got := project(t, c.model).Contracts[0].Currencies[0]
		near(t, c.name+": starts", got.Measures[tariff.Start][c.month], c.want, rounding)
		near(t, c.name+": assessments", got.Measures[tariff.Assessment][c.month], 1.2*c.want, rounding)
	}
}

func TestASplitRowChangesNothing(t *testing.T) {
	flow := Flow{StartsPerMonth: 12, Growth: 0.07, MeanStayDays: 90, AdmittedShare: 0.3}
	whole := oneContract(24, []Caseload{{Opening: 40, Flow: tariff.Always(flow)}})
	split := oneContract(24, []Caseload{{Opening: 40, Flow: tariff.Dated[Flow]{{Value: flow}, {From: april2025 + 7, Value: flow}}}})
	if a, b := fmt.Sprint(project(t, whole)), fmt.Sprint(project(t, split)); a != b {
		t.Errorf("whole:\n%s\nsplit:\n%s", a, b)
	}
}

func TestBeforeItsFirstRowACurrencyTakesNobodyNew(t *testing.T) {
	flow := Flow{StartsPerMonth: 10, Growth: 1, MeanStayDays: 20}
	m := oneContract(6, []Caseload{{Opening: 50, Flow: tariff.Dated[Flow]{{From: april2025 + 3, Value: flow}}}})
	got := project(t, m).Contracts[0].Currencies[0]
	near(t, "people after April", got.Measures[tariff.Person][0], 50*math.Exp(-30./20), rounding)
	near(t, "starts in June", got.Measures[tariff.Start][2], 0, 0)
	near(t, "starts in July", got.Measures[tariff.Start][3], 10, 0)
}

func TestAdmittedShareChangesOnTheFirst(t *testing.T) {
	home, ward := Flow{StartsPerMonth: 9, MeanStayDays: 40, AdmittedShare: 0.25}, Flow{StartsPerMonth: 9, MeanStayDays: 40, AdmittedShare: 1}
	m := oneContract(4, []Caseload{{Opening: 30, Flow: tariff.Dated[Flow]{{Value: home}, {From: april2025 + 2, Value: ward}}}})
	got := project(t, m).Contracts[0].Currencies[0]
	for i, share := range []float64{0.25, 0.25, 1, 1} {
		day := got.Measures[tariff.Day][i]
		near(t, "admitted days", got.Measures[tariff.AdmittedDay][i], share*day.Units(), 2*rounding)
		if got.Measures[tariff.AdmittedDay][i]+got.Measures[tariff.CommunityDay][i] != day {
			t.Errorf("month %d: admitted and community days do not make the days", i)
		}
		if got.AdmittedShare[i] != share {
			t.Errorf("month %d: admitted share %v, want %v", i, got.AdmittedShare[i], share)
		}
	}
}

// inSmallSteps is the caseload of one contract the slow way: a two-hundredth of a day at a
// time, everybody leaving at the rate met half-way.
func inSmallSteps(m *Model, contract Contract) (people, days map[int][]float64, moved map[[2]int][]float64) {
	const stepsADay = 200
	people, days, moved = map[int][]float64{}, map[int][]float64{}, map[[2]int][]float64{}
	now := make([]float64, len(m.Currencies))
	growth := make([]float64, len(m.Currencies))
	for _, c := range contract.Caseload {
		now[c.Currency] = c.Opening
		growth[c.Currency] = 1
	}
	for i := range m.Months {
		month := m.Month(i)
		stay, starts := make([]float64, len(m.Currencies)), make([]float64, len(m.Currencies))
		for _, c := range contract.Caseload {
			flow, _ := c.Flow.At(month)
			stay[c.Currency] = flow.MeanStayDays
			starts[c.Currency] = flow.StartsPerMonth * growth[c.Currency] / float64(month.Days())
			growth[c.Currency] *= math.Pow(1+flow.Growth, 1./12)
		}
		held := make([]float64, len(m.Currencies))
		passed := map[[2]int]float64{}
		slope := func(n []float64) []float64 {
			change := slices.Clone(starts)
			for _, c := range contract.Caseload {
				change[c.Currency] -= n[c.Currency] / stay[c.Currency]
			}
			for _, move := range contract.Moves {
				share, _ := move.Share.At(month)
				change[move.To] += n[move.From] / stay[move.From] * share
			}
			return change
		}
		step := 1. / stepsADay
		for range month.Days() * stepsADay {
			half := slices.Clone(now)
			for k, change := range slope(now) {
				half[k] += change * step / 2
			}
			for _, move := range contract.Moves {
				share, _ := move.Share.At(month)
				passed[[2]int{move.From, move.To}] += half[move.From] / stay[move.From] * share * step
			}
			for k, change := range slope(half) {
				held[k] += half[k] * step
				now[k] += change * step
			}
		}
		for _, c := range contract.Caseload {
			people[c.Currency] = append(people[c.Currency], now[c.Currency])
			days[c.Currency] = append(days[c.Currency], held[c.Currency])
		}
		for pair, n := range passed {
			moved[pair] = append(moved[pair], n)
		}
	}
	return people, days, moved
}

func TestFlowAgainstSmallSteps(t *testing.T) {
	const stepError = 2e-5 // of people: (a two-hundredth of a day over the shortest stay)² / 6, with room
	rapid.Check(t, func(rt *rapid.T) {
		m := drawFlowingModel(rt, 3, 5)
		activity := project(t, m)
		for c, contract := range m.Contracts {
			people, days, moved := inSmallSteps(m, contract)
			for _, got := range activity.Contracts[c].Currencies {
				for i := range m.Months {
					where := fmt.Sprintf("currency %d, %s: ", got.Currency, m.Month(i))
					scale := 1 + people[got.Currency][i]
					near(rt, where+"people", got.Measures[tariff.Person][i], people[got.Currency][i], rounding+stepError*scale)
					near(rt, where+"days", got.Measures[tariff.Day][i], days[got.Currency][i], rounding+stepError*(scale+days[got.Currency][i]))
				}
			}
			for _, move := range activity.Contracts[c].Moves {
				for i, n := range moved[[2]int{move.From, move.To}] {
					near(rt, "moves", move.People[i], n, rounding+stepError*(1+n))
				}
			}
		}
	})
}

func TestInIsOutPlusChange(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		m := randomModel(rt)
		activity := project(t, m)
		var transferIn, transferOut tariff.Quantity
		for c, contract := range activity.Contracts {
			moveIn, moveOut := map[int]tariff.Quantity{}, map[int]tariff.Quantity{}
			for _, got := range contract.Currencies {
				if !got.Projected {
					continue
				}
				before := got.Opening
				for i := range m.Months {
					person := got.Measures[tariff.Person][i]
					in, out := at(got.TransferIn, i), at(got.TransferOut, i)
					transferIn, transferOut = transferIn+in, transferOut+out
					if before+got.Measures[tariff.Start][i]+got.MoveIn[i]+in != got.MoveOut[i]+out+got.Discharge[i]+person {
						rt.Errorf("contract %d, currency %d, month %d: in is not out plus change", c, got.Currency, i)
					}
					if got.Measures[tariff.Entry][i] != got.Measures[tariff.Start][i]+got.MoveIn[i]+in {
						rt.Errorf("contract %d, currency %d, month %d: entries are not starts, moves in and transfers in", c, got.Currency, i)
					}
					if got.Measures[tariff.AdmittedDay][i]+got.Measures[tariff.CommunityDay][i] != got.Measures[tariff.Day][i] {
						rt.Errorf("contract %d, currency %d, month %d: admitted and community days are not the days", c, got.Currency, i)
					}
					moveIn[i] += got.MoveIn[i]
					moveOut[i] += got.MoveOut[i]
					before = person
				}
			}
			for i := range m.Months {
				var moved tariff.Quantity
				for _, move := range contract.Moves {
					moved += move.People[i]
				}
				if moveIn[i] != moved || moveOut[i] != moved {
					rt.Errorf("contract %d, month %d: %d moved, %d moved in, %d moved out", c, i, moved, moveIn[i], moveOut[i])
				}
			}
		}
		var transferred tariff.Quantity
		for _, transfer := range activity.Transfers {
			for _, people := range transfer.People {
				transferred += people
			}
		}
		if transferIn != transferred || transferOut != transferred {
			rt.Errorf("%d went from contract to contract, %d came, %d left", transferred, transferIn, transferOut)
		}
	})
}

func TestNobodyIsLostOnTheWay(t *testing.T) {
	// Everybody who leaves the first two currencies moves on, and from the third nobody
	// leaves to speak of: the people there are add up to those who came.
	rapid.Check(t, func(rt *rapid.T) {
		stay := rapid.Float64Range(3, 400)
		caseload := []Caseload{
			{Currency: 0, Opening: 120, Flow: tariff.Always(Flow{StartsPerMonth: 25, MeanStayDays: stay.Draw(rt, "stay in the first")})},
			{Currency: 1, Opening: 80, Flow: tariff.Always(Flow{MeanStayDays: stay.Draw(rt, "stay in the second")})},
			{Currency: 2, Flow: tariff.Always(Flow{MeanStayDays: 1e13})},
		}
		back := rapid.Float64Range(0, 1).Draw(rt, "share that goes back")
		m := oneContract(18, caseload,
			Move{From: 0, To: 1, Share: tariff.Always(0.4)}, Move{From: 0, To: 2, Share: tariff.Always(0.6)},
			Move{From: 1, To: 0, Share: tariff.Always(back)}, Move{From: 1, To: 2, Share: tariff.Always(1 - back)})
		got := project(t, m).Contracts[0].Currencies
		for i := range m.Months {
			var people tariff.Quantity
			for _, currency := range got {
				people += currency.Measures[tariff.Person][i]
			}
			near(rt, "people in all", people, 200+25*float64(i+1), 3*rounding)
		}
	})
}

func TestEqualModelsGiveEqualActivity(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		m := randomModel(rt)
		shared := &Propagators{}
		first, err := Project(m, shared)
		if err != nil {
			rt.Fatal(err)
		}
		again, _ := Project(m, shared)
		if a, b := fmt.Sprintf("%v", first), fmt.Sprintf("%v", again); a != b {
			rt.Errorf("one cache: %s, then %s", a, b)
		}
	})
}
