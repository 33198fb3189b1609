package engine

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"parity/tariff"
)

// letModel is a contract with one currency that lets it to a new one from the third month on,
// each person asking a unit a day at 1,000 pounds.
func letModel(row MarketRow) *Model {
	flow := Flow{StartsPerMonth: 50, MeanStayDays: 200}
	m := oneContract(12, []Caseload{{Opening: 300, Flow: tariff.Always(flow)}})
	flow.StartsPerMonth = 0
	m.Contracts = append(m.Contracts, Contract{Contract: tariff.Contract{Name: "E"}, Provider: 1, Caseload: []Caseload{{Flow: tariff.Always(flow)}}})
	m.Markets = []Market{{Name: "simple", To: 1, Rows: tariff.Dated[MarketRow]{{From: m.Month(2), Value: row}}}}
	cost, mff := decimal.NewFromInt(1000), decimal.NewFromInt(1)
	m.Providers = []Provider{{Key: "P", MFF: tariff.Always(mff)}, {Key: "Q", MFF: tariff.Always(mff)}}
	m.Resources = []Resource{{Key: "care", Unit: "day", Provider: anyProvider, Rows: tariff.Always(ResourceRow{UnitCost: &cost, PriceBase: m.Start})}}
	m.Packages = []Package{{Resource: "care", Per: tariff.Day, Provider: anyProvider, Quantity: tariff.Always(1.0)}}
	return m
}

// E7: mean cost 1,000; 20% of a group leave, whose mean cost is 0.70 of the group's: the mean
// cost of those who stay is 1,075, by c(1 - s theta)/(1 - s).
func TestE7ResidualMeanCost(t *testing.T) {
	m := letModel(MarketRow{StartsShare: 0.2, CaseloadShare: 0.2, RelativeCost: 0.7})
	activity := project(t, m)
	care, err := Provide(m, activity, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range care.Lines {
		for i := range m.Months {
			want := map[bool]float64{true: 1000, false: 1075}[i < 2]
			if line.Contract == 1 {
				want = 700
			}
			days := activity.Contracts[line.Contract].Currencies[0].Measures[tariff.Day][i].Units()
			if days == 0 {
				continue
			}
			if mean := line.CostVariable[i].Pounds() / days; math.Abs(mean-want) > 0.001 {
				t.Errorf("contract %d, month %d: mean cost %v, want %v", line.Contract, i, mean, want)
			}
		}
	}
}

func TestWhoPassesOverGoesOnce(t *testing.T) {
	m := letModel(MarketRow{CaseloadShare: 0.25, RelativeCost: 1})
	activity := project(t, m)
	before := activity.Contracts[0].Currencies[0].Measures[tariff.Person][1].Units()
	for c, contract := range activity.Contracts {
		got := contract.Currencies[0]
		series := [][]tariff.Quantity{got.TransferOut, got.TransferIn}[c]
		for i, people := range series {
			want := 0.0
			if i == 2 {
				want = before / 4
			}
			near(t, fmt.Sprintf("contract %d, month %d: passing over", c, i), people, want, 2*rounding)
		}
	}
}

// What one contract and those it lets people to hold is what it held without the market, where
// stays and moves are the same; so is what they need together, whoever is simpler.
func TestWhatIsLetAndWhatStaysIsWhatWas(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		m := drawFlowingModel(rt, 3, 12)
		m.Contracts = m.Contracts[:1]
		m.Providers = []Provider{{Key: "P", MFF: tariff.Always(decimal.NewFromInt(1))}}
		entrant := Contract{Contract: tariff.Contract{Name: "E"}, Moves: m.Contracts[0].Moves}
		for k, caseload := range m.Contracts[0].Caseload {
			caseload.Opening, caseload.Flow = 0, slices.Clone(caseload.Flow)
			for r := range caseload.Flow {
				caseload.Flow[r].Value.StartsPerMonth = 0
			}
			entrant.Caseload = append(entrant.Caseload, caseload)
			if rapid.Bool().Draw(rt, "is let") {
				m.Markets = append(m.Markets, drawMarket(rt, m, 1, k, 1))
			}
			m.Packages = append(m.Packages, Package{Currency: k, Resource: "care", Per: tariff.Day, Provider: anyProvider, Quantity: tariff.Always(0.5)},
				Package{Currency: k, Resource: "care", Per: tariff.Start, Provider: anyProvider, Quantity: tariff.Always(3.0)},
				Package{Currency: k, Resource: "care", Per: tariff.Assessment, Provider: anyProvider, Quantity: tariff.Always(2.0)})
		}
		m.Contracts = append(m.Contracts, entrant)
		m.Resources = []Resource{{Key: "care", Unit: "unit", Provider: anyProvider, Rows: tariff.Always(ResourceRow{})}}
		with := project(rt, m)
		without := *m
		without.Markets = nil
		was := project(rt, &without).Contracts[0]
		for k := range was.Currencies {
			for _, measure := range []tariff.Measure{tariff.Person, tariff.Day, tariff.Start, tariff.AdmittedDay} {
				for i, want := range was.Currencies[k].Measures[measure] {
					here, there := with.Contracts[0].Currencies[k].Measures[measure][i], with.Contracts[1].Currencies[k].Measures[measure][i]
					near(rt, fmt.Sprintf("currency %d, month %d: %s under both contracts", k, i, measure), here+there, want.Units(), 3*rounding+1e-9*want.Units())
				}
			}
		}
		needWith, err := Provide(m, with, nil)
		if err != nil {
			rt.Fatal(err)
		}
		needWithout, _ := Provide(&without, project(rt, &without), nil)
		for i := range m.Months {
			near(rt, fmt.Sprintf("month %d: asked under both contracts", i), needWith.Resources[0].Asked[i], needWithout.Resources[0].Asked[i].Units(), 0.05)
		}
	})
}

// letInSmallSteps is two or more linked contracts the slow way: a hundredth of a day at a time,
// everybody leaving at the rate met half-way, by contract and currency.
func letInSmallSteps(m *Model) (people, days [][][]float64, passed, returned float64) {
	const stepsADay = 100
	table := func() [][]float64 { return byMonth[float64](len(m.Contracts), len(m.Currencies)) }
	now, growth := table(), table()
	for c := range m.Contracts {
		for _, load := range m.Contracts[c].Caseload {
			now[c][load.Currency], growth[c][load.Currency] = load.Opening, 1
		}
	}
	home := func(c, currency int) int { // the contract that who moves on is with
		if m.Contracts[c].CaseloadOf(currency) == nil {
			return m.Incumbent(c)
		}
		return c
	}
	for i := range m.Months {
		month := m.Month(i)
		leaving := table()
		for _, market := range m.Markets {
			row, _ := market.Rows.At(month)
			if slices.ContainsFunc(market.Rows, func(r tariff.Since[MarketRow]) bool { return r.From == month }) {
				leaving[market.To][market.Currency] += now[market.Contract][market.Currency] * row.CaseloadShare
			}
		}
		for _, market := range m.Markets {
			moved := leaving[market.To][market.Currency]
			now[market.Contract][market.Currency] -= moved
			now[market.To][market.Currency] += moved
			passed += moved
		}
		starts := table()
		for c := range m.Contracts {
			for _, load := range m.Contracts[c].Caseload {
				flow, _ := load.Flow.At(month)
				starts[c][load.Currency] = flow.StartsPerMonth * growth[c][load.Currency] / float64(month.Days())
				growth[c][load.Currency] *= math.Pow(1+flow.Growth, 1./12)
			}
		}
		whole := slices.Clone(starts[0])
		for _, market := range m.Markets {
			if row, let := market.Rows.At(month); let {
				starts[0][market.Currency] -= whole[market.Currency] * row.StartsShare
				starts[market.To][market.Currency] += whole[market.Currency] * row.StartsShare
			}
		}
		held := table()
		slope := func(n [][]float64, went *float64) [][]float64 {
			change := table()
			for c := range m.Contracts {
				for _, load := range m.Contracts[c].Caseload {
					flow, _ := load.Flow.At(month)
					change[c][load.Currency] += starts[c][load.Currency] - n[c][load.Currency]/flow.MeanStayDays
					for _, move := range m.Contracts[c].Moves {
						if share, _ := move.Share.At(month); move.From == load.Currency {
							moves := n[c][load.Currency] / flow.MeanStayDays * share
							to := home(c, move.To)
							change[to][move.To] += moves
							if to != c {
								*went += moves
							}
						}
					}
				}
			}
			return change
		}
		const step = 1. / stepsADay
		for range month.Days() * stepsADay {
			half := table()
			var ignored, went float64
			for c, change := range slope(now, &ignored) {
				for k := range change {
					half[c][k] = now[c][k] + change[k]*step/2
				}
			}
			for c, change := range slope(half, &went) {
				for k := range change {
					held[c][k] += half[c][k] * step
					now[c][k] += change[k] * step
				}
			}
			returned += went * step
		}
		end := table()
		for c := range now {
			copy(end[c], now[c])
		}
		people, days = append(people, end), append(days, held)
	}
	return people, days, passed, returned
}

func TestMarketsAgainstSmallSteps(t *testing.T) {
	const stepError = 8e-5 // of people: (a hundredth of a day over the shortest stay)² / 6, with room
	rapid.Check(t, func(rt *rapid.T) {
		m := drawFlowingModel(rt, 3, 5)
		m.Contracts = m.Contracts[:1]
		drawMarkets(rt, m)
		people, days, passed, returned := letInSmallSteps(m)
		activity := project(rt, m)
		for c := range activity.Contracts {
			for _, got := range activity.Contracts[c].Currencies {
				for i := range m.Months {
					where := fmt.Sprintf("contract %d, currency %d, month %d: ", c, got.Currency, i)
					want := people[i][c][got.Currency]
					near(rt, where+"people", got.Measures[tariff.Person][i], want, rounding+stepError*(1+want))
					want = days[i][c][got.Currency]
					near(rt, where+"days", got.Measures[tariff.Day][i], want, rounding+stepError*(1+want))
				}
			}
		}
		over := map[bool]tariff.Quantity{}
		for _, transfer := range activity.Transfers {
			for _, n := range transfer.People {
				over[transfer.PassingOver] += n
			}
		}
		within := 40*rounding + 2*stepError*(1+passed+returned)
		near(rt, "who passed over", over[true], passed, within)
		near(rt, "who came back", over[false], returned, within)
	})
}

// handedOverInSmallSteps counts the review periods begun the slow way: people by the moment they
// entered, a tenth of a day apart, and who is handed over at a month's beginning.
func handedOverInSmallSteps(days []int, opening float64, stay, entries []float64, over handover, length float64) []float64 {
	const stepsADay = 10.0
	type group struct{ people, next float64 } // next: when they renew, in steps
	var groups []group
	renew := math.Round(length * stepsADay)
	for age := 0.5; age < 15*stay[0]*stepsADay; age++ {
		people := opening / stay[0] / stepsADay * math.Exp(-age/stepsADay/stay[0])
		groups = append(groups, group{people, math.Ceil(age/renew)*renew - age})
	}
	begun := make([]float64, len(days))
	now := 0.0
	for i, length := range days {
		if over.left != nil {
			for g := range groups {
				groups[g].people *= 1 - over.left[i]
			}
		}
		if joined := over.joins(i); joined > 0 {
			begun[i] += joined
			groups = append(groups, group{joined, now + renew})
		}
		stays := math.Exp(-1 / stepsADay / stay[i])
		for range length * stepsADay {
			for g := range groups {
				if groups[g].next >= now && groups[g].next < now+1 {
					begun[i] += groups[g].people * math.Exp(-(groups[g].next-now)/stepsADay/stay[i])
					groups[g].next += renew
				}
				groups[g].people *= stays
			}
			new := entries[i] / float64(length*stepsADay)
			begun[i] += new
			groups = append(groups, group{new * math.Exp(-0.5/stepsADay/stay[i]), now + 0.5 + renew})
			now++
		}
	}
	return begun
}

func TestReviewPeriodsOfThoseHandedOverAgainstSmallSteps(t *testing.T) {
	days := []int{30, 31, 28, 31}
	for _, c := range []struct {
		name    string
		opening float64
		stay    []float64
		entries []float64
		over    handover
		length  float64
	}{
		{"a share of the caseload leaves", 300, []float64{60, 60, 60, 60}, []float64{20, 30, 10, 20}, handover{left: []float64{0, 0.4, 0, 0}}, 28},
		{"all of it leaves, and others come later", 300, []float64{60, 40, 60, 80}, []float64{20, 30, 10, 20}, handover{left: []float64{0, 1, 0, 0}}, 14},
		{"it leaves twice, once at the start", 300, []float64{30, 30, 30, 30}, []float64{20, 30, 10, 20}, handover{left: []float64{0.5, 0, 0.25, 0}}, 28},
		{"people come", 0, []float64{60, 50, 40, 30}, []float64{0, 12, 12, 12}, handover{joined: []float64{0, 120, 0, 40}}, 14},
		{"people come and others leave", 80, []float64{60, 50, 40, 30}, []float64{0, 12, 12, 12}, handover{joined: []float64{100, 0, 50, 0}, left: []float64{0, 0, 0.3, 0}}, 10},
	} {
		want := handedOverInSmallSteps(days, c.opening, c.stay, c.entries, c.over, c.length)
		for i, begun := range periodsBegun(days, c.opening, c.stay, c.entries, c.over, c.length) {
			if math.Abs(begun-want[i]) > 0.03+1e-3*want[i] {
				t.Errorf("%s, month %d: %v periods begun, want %v", c.name, i, begun, want[i])
			}
		}
	}
}

func TestMarketsOfGrownCaseloadsAndGivenActivity(t *testing.T) {
	m := oneContract(6, []Caseload{{Opening: 200, Flow: tariff.Always(Flow{StartsPerMonth: 10, Growth: 0.12})}})
	m.Currencies = append(m.Currencies, Currency{Key: "C1"})
	given := func(measure tariff.Measure, q tariff.Quantity) Given {
		return Given{1, measure, slices.Repeat([]tariff.Quantity{q}, 6)}
	}
	m.Contracts[0].Given = []Given{given(tariff.Contact, 1002), given(tariff.Day, 400_000)}
	m.Contracts = append(m.Contracts, Contract{Contract: tariff.Contract{Name: "E"}, Caseload: []Caseload{{Flow: tariff.Always(Flow{Growth: 0.12})}}})
	row := MarketRow{StartsShare: 0.5, CaseloadShare: 0.25, RelativeCost: 1}
	m.Markets = []Market{
		{Name: "simple", To: 1, Rows: tariff.Dated[MarketRow]{{From: m.Month(2), Value: row}}},
		{Name: "simple", Currency: 1, To: 1, Rows: tariff.Dated[MarketRow]{{From: m.Month(2), Value: row}, {From: m.Month(4), Value: row}}},
	}
	activity := project(t, m)
	here, there := activity.Contracts[0].Currencies, activity.Contracts[1].Currencies
	grown := func(months float64) float64 { return 200 * math.Pow(1.12, months/12) }
	near(t, "people before", here[0].Measures[tariff.Person][1], grown(2), rounding)
	near(t, "people who stay", here[0].Measures[tariff.Person][5], 0.75*grown(6), rounding)
	near(t, "people with the entrant", there[0].Measures[tariff.Person][5], 0.25*grown(6), rounding)
	near(t, "who passed over", there[0].TransferIn[2], 0.25*grown(2), rounding)
	near(t, "starts with the entrant", there[0].Measures[tariff.Start][2], 5*math.Pow(1.12, 2./12), rounding)
	for i, want := range []tariff.Quantity{0, 0, 501, 501, 501, 501} {
		if a, b := there[1].Measures[tariff.Contact][i], here[1].Measures[tariff.Contact][i]; a != want || a+b != 1002 {
			t.Errorf("month %d: %d contacts with the entrant and %d with the incumbent, of 1002", i, a, b)
		}
	}
	for i, want := range []tariff.Quantity{0, 0, 100_000, 100_000, 175_000, 175_000} { // a quarter, then a quarter of what is left
		if got := there[1].Measures[tariff.Day][i]; got != want {
			t.Errorf("month %d: %d days with the entrant, want %d", i, got, want)
		}
	}
}

func TestMarketsThatCannotBe(t *testing.T) {
	usual := MarketRow{StartsShare: 0.5, CaseloadShare: 0.5, RelativeCost: 1}
	for _, c := range []struct {
		name   string
		change func(m *Model)
		want   string
	}{
		{"an entrant with people of its own", func(m *Model) { m.Contracts[1].Caseload[0].Opening = 5 },
			`market "simple" of contract "K1": currency "C0": contract "E" has 5 people there at the opening; one that takes people over has none of its own`},
		{"an entrant with starts of its own", func(m *Model) { m.Contracts[1].Caseload[0].Flow[0].Value.StartsPerMonth = 2 },
			`market "simple" of contract "K1": currency "C0": contract "E" has 2 starts a month of its own; one that takes people over has the share that is let to it`},
		{"an entrant without a caseload", func(m *Model) { m.Contracts[1].Caseload = nil },
			`market "simple" of contract "K1": currency "C0": contract "E" has no caseload of it; give it one, with its own mean stay and nobody there yet`},
		{"an entrant whose people do not flow", func(m *Model) { m.Contracts[1].Caseload[0].Flow[0].Value.MeanStayDays = 0 },
			`market "simple" of contract "K1": currency "C0": one of the incumbent and contract "E" has a mean stay of it and the other has none; give both one, or neither`},
		{"a share over 1", func(m *Model) { m.Markets[0].Rows[0].Value.StartsShare = 1.5 },
			`market "simple" of contract "K1": currency "C0": the row from 2025-06: starts_share is 1.5; it must be a number from 0 to 1`},
		{"one market twice", func(m *Model) { m.Markets = append(m.Markets, m.Markets[0]) },
			`market "simple" of contract "K1": currency "C0": two markets let it to contract "E"; say it once`},
		{"two markets for more than all", func(m *Model) {
			m.Contracts = append(m.Contracts, m.Contracts[1])
			m.Markets[0].Rows = tariff.Always(MarketRow{StartsShare: 0.7, RelativeCost: 1})
			m.Markets = append(m.Markets, Market{Name: "more", To: 2, Rows: tariff.Always(MarketRow{StartsShare: 0.7, RelativeCost: 1})})
		}, "market \"simple\" of contract \"K1\": currency \"C0\": the shares that are let sum to 1.4 of starts and 0 of people in 2025-04; each may sum to 1 at most\n" +
			"market \"more\" of contract \"K1\": currency \"C0\": the shares that are let sum to 1.4 of starts and 0 of people in 2025-04; each may sum to 1 at most"},
		{"an entrant that lets people on", func(m *Model) {
			m.Contracts = append(m.Contracts, m.Contracts[1])
			m.Markets = append(m.Markets, Market{Name: "on", Contract: 1, To: 2, Rows: tariff.Always(usual)})
		}, `market "simple" of contract "K1": currency "C0": it lets people to contract "E", which lets people itself; a contract either lets people or takes them over`},
	} {
		m := letModel(usual)
		c.change(m)
		_, err := Project(m, &Propagators{})
		if err == nil || err.Error() != c.want {
			t.Errorf("%s: error\n%v\nwant\n%s", c.name, err, c.want)
		}
	}
}

func TestThoseWhoGoMayNotNeedMoreThanAll(t *testing.T) {
	m := letModel(MarketRow{StartsShare: 0.5, CaseloadShare: 0.5, RelativeCost: 2.5})
	_, err := Provide(m, project(t, m), nil)
	want := `contract K1: currency "C0": those who go to entrants need more than all people of it together in 2025-06; lower the market's relative_cost or its shares`
	if err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}
