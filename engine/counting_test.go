package engine

import (
	"reflect"
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"parity/tariff"
)

// What is recorded is paid once, whatever currency it belongs in: over all currencies what is
// paid of a measure is what was recorded of it, to the thousandth, and nothing is below zero.
func TestReallocationKeepsWhatWasRecorded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawService(t)
		r := run(t, m, nil)
		for c := range m.Contracts {
			paid := newPaidActivity(m, r.Activity, r.Care, c)
			for measure := range tariff.Measure(tariff.MeasureCount) {
				for i := range m.Months {
					var recorded, by tariff.Quantity
					for currency := range m.Currencies {
						recorded += paid.recorded(currency, measure, tariff.All, i)
						quantity := paid.quantity(currency, measure, tariff.All, i)
						by += quantity
						if quantity < 0 {
							t.Fatalf("%s of %s under contract %d in month %d is %s", measure, m.Currencies[currency].Key, c, i, quantity.Decimal())
						}
					}
					if by != recorded {
						t.Fatalf("%s under contract %d in month %d: %s recorded and %s paid", measure, c, i, recorded.Decimal(), by.Decimal())
					}
				}
			}
		}
	})
}

// Where somebody is recorded and reviewed moves what is paid and nothing else: people, care
// and cost stay, and so do plans that are the baseline's.
func TestCareFollowsThePeople(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawService(t)
		rightly := *m
		rightly.Contracts = append([]Contract(nil), m.Contracts...)
		for c := range rightly.Contracts {
			rightly.Contracts[c].Reallocation, rightly.Contracts[c].Reviews = nil, nil
		}
		base := run(t, &rightly, nil)
		r := run(t, m, base)
		if !reflect.DeepEqual(r.Activity, base.Activity) || !reflect.DeepEqual(r.Care, base.Care) {
			t.Fatal("people or care differ")
		}
		for c := range r.Contracts {
			for _, unit := range r.Contracts[c].Priced {
				for _, was := range unitOf(base.Contracts[c].Priced, unit.Currency, unit.Measure) {
					for i := range unit.Plan {
						if unit.Price[i].State != tariff.None && was.Price[i].State != tariff.None && unit.Plan[i] != was.Plan[i] {
							t.Fatalf("the plan of %s %s in month %d is %s and was %s", m.Currencies[unit.Currency].Key, unit.Measure, i, unit.Plan[i].Decimal(), was.Plan[i].Decimal())
						}
					}
				}
			}
		}
	})
}

// What is paid of review periods and what is not come to what would be paid if every review
// were in date, to the penny.
func TestOverdueReviewsAreWhatIsNotPaid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawService(t)
		inDate := *m
		inDate.Contracts = append([]Contract(nil), m.Contracts...)
		for c := range inDate.Contracts {
			inDate.Contracts[c].Reviews = nil
		}
		r, all := run(t, m, nil), run(t, &inDate, nil)
		for c := range m.Contracts {
			overdue, err := r.Overdue(c)
			if err != nil {
				t.Fatal(err)
			}
			for _, lost := range overdue {
				for i := range m.Months {
					var paid, whole tariff.Pence
					for _, unit := range unitOf(r.Contracts[c].Valued(), lost.Currency, tariff.Period) {
						paid += unit.Value[i]
					}
					for _, unit := range unitOf(all.Contracts[c].Valued(), lost.Currency, tariff.Period) {
						whole += unit.Value[i]
					}
					if lost.States[i] != tariff.None && paid+lost.Value[i] != whole {
						t.Fatalf("%v paid, %v not, and %v if all were in date", paid, lost.Value[i], whole)
					}
				}
			}
		}
	})
}

// For every currency and in every month what comes in less what goes out is the change of
// people, from the table of flows alone and exactly.
func TestFlowsComeToTheChangeOfPeople(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := randomModel(t)
		activity, err := Project(m, &Propagators{})
		if err != nil {
			t.Fatal(err)
		}
		flows := activity.Flows()
		for c := range activity.Contracts {
			for _, of := range activity.Contracts[c].Currencies {
				if !of.Projected {
					continue
				}
				here := Place{c, of.Currency}
				before := of.Opening
				for i := range m.Months {
					var in, out tariff.Quantity
					for _, flow := range flows {
						if flow.To == here {
							in += flow.People[i]
						}
						if flow.From == here {
							out += flow.People[i]
						}
					}
					after := of.Measures[tariff.Person][i]
					if in-out != after-before {
						t.Fatalf("contract %d, %s, month %d: %s in, %s out, and people change by %s", c, m.Currencies[of.Currency].Key, i, in.Decimal(), out.Decimal(), (after - before).Decimal())
					}
					before = after
				}
			}
		}
	})
}

// Groups of currencies move the people of their currencies, whatever the groups, and the
// years add up to the months.
func TestGroupsMoveThePeopleOfTheirCurrencies(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := randomModel(t)
		for k := range m.Currencies {
			m.Currencies[k].Group = rapid.SampledFrom([]string{"A", "B"}).Draw(t, "group")
		}
		r := run(t, m, nil)
		byGroup := r.FlowTable(func(c *Currency) string { return c.Group })
		var listed, moved tariff.Quantity
		for _, flow := range r.Activity.Flows() {
			for _, people := range flow.People {
				moved += people
			}
		}
		for _, row := range byGroup {
			listed += row.InAll()
		}
		if listed != moved {
			t.Fatalf("the table lists %s people, and %s go: each is listed once", listed.Decimal(), moved.Decimal())
		}
		for _, row := range byGroup {
			var want tariff.Quantity
			for _, flow := range r.Activity.Flows() {
				from, to := "", ""
				if flow.From != Outside {
					from = m.Currencies[flow.From.Currency].Group
				}
				if flow.To != Outside {
					to = m.Currencies[flow.To.Currency].Group
				}
				under, other := m.Contracts[max(flow.From.Contract, flow.To.Contract)].Name, ""
				if flow.From != Outside && flow.To != Outside && flow.From.Contract != flow.To.Contract {
					under, other = m.Contracts[flow.From.Contract].Name, m.Contracts[flow.To.Contract].Name
				}
				if under != row.Contract || other != row.ToContract || from != row.From || to != row.To {
					continue
				}
				for _, people := range flow.People {
					want += people
				}
			}
			if row.InAll() != want {
				t.Fatalf("%s to %s: %s, want %s", row.From, row.To, row.InAll().Decimal(), want.Decimal())
			}
		}
		if !SameFlows(byGroup, UniteFlows(byGroup, byGroup)) {
			t.Fatal("a table is not itself united with itself")
		}
	})
}

// Eight in a hundred of those recorded in 4 belong in 3: paid at 10 and 25 pounds a day, 92
// of 100 days stay where they are. Half of the periods are in date.
func TestPaidByTheRightCurrency(t *testing.T) {
	days := []tariff.Quantity{100_000}
	contract := Contract{
		Reallocation: []Reallocation{{Recorded: 1, Right: 0, Share: tariff.Always(0.08)}, {Recorded: 1, Right: 2, Share: tariff.Always(0.0005)}},
		Reviews:      []Reviews{{Currency: 1, InDate: tariff.Always(0.5)}},
	}
	m := &Model{Months: 1, Currencies: []Currency{{Key: "3"}, {Key: "4"}, {Key: "5"}}, Contracts: []Contract{contract}}
	of := CurrencyActivity{Currency: 1}
	of.Measures[tariff.Day], of.Measures[tariff.Period] = days, days
	paid := newPaidActivity(m, &Activity{Contracts: []ContractActivity{{Currencies: []CurrencyActivity{of}}}}, &Care{}, 0)
	for _, c := range []struct {
		currency int
		measure  tariff.Measure
		want     tariff.Quantity
	}{
		{0, tariff.Day, 8_000}, {1, tariff.Day, 91_950}, {2, tariff.Day, 50},
		{0, tariff.Period, 4_000}, {1, tariff.Period, 45_975}, {2, tariff.Period, 25},
		{0, tariff.Contact, 0},
	} {
		if got := paid.quantity(c.currency, c.measure, tariff.All, 0); got != c.want {
			t.Errorf("%s of %s: %s, want %s", c.measure, m.Currencies[c.currency].Key, got.Decimal(), c.want.Decimal())
		}
	}
}

// Who belongs in a currency that the schedule does not price, or prices only in measures that
// are not known of them, is said to miss a price, and is never paid nothing.
func TestTheRightCurrencyMayMissAPrice(t *testing.T) {
	for _, c := range []struct {
		name    string
		measure tariff.Measure // priced of the right currency; PerMonth for none
		missing bool
	}{
		{"no price at all", tariff.PerMonth, true},
		{"a price of another measure", tariff.Contact, true},
		{"a price of the same measure", tariff.Day, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			price := decimal.NewFromInt(10)
			row := tariff.Always(tariff.PriceRow{Price: &price, Covers: tariff.All})
			schedule := &tariff.Schedule{Name: "s", MFFBase: decimal.NewFromInt(1), Places: 2, Units: []tariff.UnitPrices{{Unit: tariff.Unit{Currency: "4", Measure: tariff.Day}, Rows: row}}}
			if c.measure != tariff.PerMonth {
				schedule.Units = append(schedule.Units, tariff.UnitPrices{Unit: tariff.Unit{Currency: "3", Measure: c.measure}, Rows: row})
			}
			contract := Contract{Given: []Given{{Currency: 1, Measure: tariff.Day, Quantity: []tariff.Quantity{100_000}}},
				Reallocation: []Reallocation{{Recorded: 1, Right: 0, Share: tariff.Always(0.08)}}}
			contract.Agreements = tariff.Always(tariff.Agreement{Form: tariff.Activity, Schedule: schedule})
			m := &Model{Start: tariff.NewMonth(2025, 4), Months: 1, Currencies: []Currency{{Key: "3"}, {Key: "4"}}, Providers: []Provider{{Key: "P"}},
				Commissioners: []Commissioner{{Key: "C"}}, Contracts: []Contract{contract}}
			r := run(t, m, nil)
			missing := false
			for _, unit := range r.Contracts[0].Priced {
				missing = missing || unit.Currency == 0 && unit.Price[0].State == tariff.Missing
			}
			if missing != c.missing {
				t.Errorf("missing is %v, want %v", missing, c.missing)
			}
		})
	}
}

// Shares that cannot be are refused by contract and currency.
func TestCountingThatCannotBe(t *testing.T) {
	for _, c := range []struct {
		name     string
		contract Contract
		want     string
	}{
		{"to itself", Contract{Reallocation: []Reallocation{{0, 0, tariff.Always(0.1)}}},
			`currency "3": people are reallocated to the currency they are in; take the row out`},
		{"more than all", Contract{Reallocation: []Reallocation{{0, 1, tariff.Always(1.5)}}},
			"currency \"3\": reallocated to \"4\" from the start: the share is 1.5; it must be a number from 0 to 1\ncurrency \"3\": the shares that belong elsewhere sum to 1.5 in 2025-04; they may sum to 1 at most, and who is left is recorded rightly"},
		{"reviews", Contract{Reviews: []Reviews{{1, tariff.Always(-0.1)}}},
			`currency "4": reviews from the start: in_date is -0.1; it must be a number from 0 to 1`},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := &Model{Start: tariff.NewMonth(2025, 4), Months: 1, Currencies: []Currency{{Key: "3"}, {Key: "4"}}}
			if err := m.checkCounting(&c.contract); err == nil || err.Error() != c.want {
				t.Errorf("got\n%v\nwant\n%s", err, c.want)
			}
		})
	}
}

// Three in ten of those recorded in X belong in Y under the baseline, which plans for them
// there. Where a scenario leaves them in X, nobody is paid for in Y, and the plan stays: 30
// contacts at 50 pounds a month.
func TestAPlanOfThoseWhoBelongElsewhereStays(t *testing.T) {
	m := service(100, 100)
	m.Currencies = append(m.Currencies, Currency{Key: "Y"})
	schedule := priceOf("Y", tariff.Contact, tariff.PriceRow{Price: stated("50"), PriceBase: april2025})
	m.Contracts[0].Agreements = tariff.Always(tariff.Agreement{Form: tariff.Activity, Schedule: schedule, Plan: tariff.PlanBaseline})
	m.Contracts[0].Reallocation = []Reallocation{{Recorded: 0, Right: 1, Share: tariff.Always(0.3)}}
	base := run(t, m, nil)
	asRecorded := *m
	asRecorded.Contracts = slices.Clone(m.Contracts)
	asRecorded.Contracts[0].Reallocation = nil
	planned := unitOf(run(t, &asRecorded, base).Contracts[0].Priced, 1, tariff.Contact)
	same(t, "lines of Y", len(planned), 1)
	sameList(t, "paid", planned[0].Quantity, units(0, 0))
	sameList(t, "plan", planned[0].Plan, units(30, 30))
	sameList(t, "plan value", planned[0].PlanValue, pence("1500", "1500"))
}

// Y has days, priced from the second month on, and contacts recorded in X that belong in it
// and are never priced: each is missing in its own line, and the days once they are priced in
// none.
func TestWhatMissesAPriceIsSaidOfItsOwnMeasure(t *testing.T) {
	m := service(100, 100)
	m.Currencies = append(m.Currencies, Currency{Key: "Y"})
	m.Contracts[0].Given = append(m.Contracts[0].Given, Given{1, tariff.Day, units(5, 5)})
	schedule := priceOf("Y", tariff.Day, tariff.PriceRow{Price: stated("50"), PriceBase: april2025})
	schedule.Units[0].Rows[0].From = april2025 + 1
	m.Contracts[0].Agreements = tariff.Always(tariff.Agreement{Form: tariff.Activity, Schedule: schedule, Plan: tariff.PlanBaseline})
	m.Contracts[0].Reallocation = []Reallocation{{Recorded: 0, Right: 1, Share: tariff.Always(0.3)}}
	const none, missing, priced = int(tariff.None), int(tariff.Missing), int(tariff.Priced)
	lines := run(t, m, nil).Contracts[0].Priced
	states := map[tariff.Measure][]int{} // of the first month, of the second, line after line
	for _, measure := range []tariff.Measure{tariff.Day, tariff.Contact} {
		for _, unit := range unitOf(lines, 1, measure) {
			for _, price := range unit.Price {
				states[measure] = append(states[measure], int(price.State))
			}
		}
	}
	sameList(t, "days", states[tariff.Day], []int{none, priced, missing, none})
	sameList(t, "contacts", states[tariff.Contact], []int{missing, missing})
}
