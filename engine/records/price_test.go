package records_test

import (
	"cmp"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"parity/engine/records"
	"parity/tariff"
)

// randomBasis is a schedule of a few currencies and measures over some months: prices that
// change and are missing, uplifts, two providers' factors.
func randomBasis(t *rapid.T) records.Basis {
	from := tariff.NewMonth(2023, rapid.IntRange(1, 12).Draw(t, "first month"))
	window := records.Window{From: from, Months: rapid.IntRange(1, 20).Draw(t, "months")}
	price := func(label string) *decimal.Decimal {
		d := decimal.New(rapid.Int64Range(0, 5_000_00).Draw(t, label), -2)
		return &d
	}
	rate, efficiency := decimal.New(rapid.Int64Range(-300, 900).Draw(t, "uplift"), -4), dec("0.011")
	schedule := &tariff.Schedule{Name: "s", AppliesMFF: rapid.Bool().Draw(t, "mff"), MFFBase: dec("1.0534"), Places: rapid.Int32Range(0, 6).Draw(t, "places"),
		Uplift: &tariff.Uplifts{Rows: []tariff.UpliftRow{{From: tariff.NewMonth(2023, 4), CostUplift: &rate, Efficiency: &efficiency}, {From: tariff.NewMonth(2024, 4), CostUplift: &rate, Efficiency: &efficiency}}}}
	basis := records.Basis{Schedule: schedule, Window: window, ProRata: rapid.Bool().Draw(t, "pro rata")}
	for c := range 3 {
		key := fmt.Sprint(c)
		review := records.Review{Days: rapid.IntRange(1, 100).Draw(t, "review days")}
		if rapid.Bool().Draw(t, "in months") {
			review = records.Review{Months: rapid.IntRange(1, 12).Draw(t, "review months")}
		}
		basis.Currencies = append(basis.Currencies, records.Currency{Key: key, Review: review})
		for _, measure := range rapid.SliceOfDistinct(rapid.SampledFrom([]tariff.Measure{tariff.Day, tariff.YearOfCare, tariff.Period, tariff.Entry, tariff.Contact, tariff.BedDay}), rapid.ID[tariff.Measure]).Draw(t, "measures") {
			rows := tariff.Dated[tariff.PriceRow]{{Value: tariff.PriceRow{Price: price("price"), PriceBase: tariff.NewMonth(2022, 4)}}}
			if rapid.IntRange(0, 3).Draw(t, "changes") == 0 {
				later := tariff.Since[tariff.PriceRow]{From: from + tariff.Month(rapid.IntRange(0, 9).Draw(t, "change")), Value: tariff.PriceRow{PriceBase: from}}
				if rapid.Bool().Draw(t, "known") {
					later.Value.Price = price("price")
				}
				rows = append(rows, later)
			}
			schedule.Units = append(schedule.Units, tariff.UnitPrices{Unit: tariff.Unit{Currency: key, Measure: measure}, Rows: rows})
		}
	}
	for p := range 2 {
		basis.Providers = append(basis.Providers, records.Provider{Key: fmt.Sprint("p", p), MFF: tariff.Dated[decimal.Decimal]{
			{Value: decimal.New(rapid.Int64Range(900_000, 1_300_000).Draw(t, "mff"), -6)}, {From: from + 3, Value: decimal.New(rapid.Int64Range(900_000, 1_300_000).Draw(t, "mff"), -6)}}})
	}
	return basis
}

func randomRecord(t *rapid.T, b *records.Basis) records.Record {
	r := records.Record{Provider: rapid.Int32Range(0, 1).Draw(t, "provider"), Commissioner: rapid.Int32Range(0, 2).Draw(t, "commissioner"), Currency: rapid.Int32Range(0, 2).Draw(t, "currency")}
	r.Start = b.Window.Start().AddDays(rapid.IntRange(-200, 31*b.Window.Months+40).Draw(t, "start"))
	if rapid.IntRange(0, 4).Draw(t, "open") > 0 {
		r.End = r.Start.AddDays(rapid.IntRange(0, 500).Draw(t, "stay"))
	}
	if rapid.IntRange(0, 2).Draw(t, "stated") == 0 {
		r.Measure, r.Stated = rapid.SampledFrom([]tariff.Measure{tariff.Day, tariff.Period, tariff.Contact, tariff.BedDay, tariff.YearOfCare}).Draw(t, "measure"), true
	}
	return r
}

// The price of a record is that of the slow way, day by day, and the totals of many records
// are the sums of theirs, whoever added them up.
func TestPriceIsThatOfDayByDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		basis := randomBasis(t)
		list, err := records.NewList(basis)
		if err != nil {
			t.Fatal(err)
		}
		totals := []*records.Totals{records.NewTotals(list), records.NewTotals(list)}
		type cell struct {
			provider, commissioner, currency int32
			measure                          tariff.Measure
			month                            tariff.Month
		}
		sums := map[cell]tariff.Pence{}
		var priced records.Priced
		var episodes []records.Episode // the same, priced in bunches
		alone, bunched, reasons := records.NewTotals(list), records.NewTotals(list), map[int]records.Reason{}
		for range rapid.IntRange(1, 8).Draw(t, "records") {
			r := randomRecord(t, &basis)
			want, can := slowPrice(&basis, &r)
			reason := list.Price(&r, &priced)
			if !r.Stated {
				if reason == "" {
					alone.Add(&r, &priced, 0)
				} else {
					reasons[len(episodes)] = reason
				}
				episodes = append(episodes, records.Episode{Provider: r.Provider, Commissioner: r.Commissioner, Currency: r.Currency, Start: r.Start, End: r.End})
			}
			if priced.Outside && reason == "" {
				if len(want) > 0 {
					t.Fatalf("%v is taken to lie outside, and pays %v", r, want)
				}
				continue
			}
			if can != (reason == "") {
				t.Fatalf("%v: %q, and day by day it can be priced: %v", r, reason, can)
			}
			if !can {
				continue
			}
			got := map[slowKey]tariff.Pence{}
			for line := range priced.Lines {
				bearsOut(t, list, &r, &line)
				got[slowKey{line.Measure, line.Month, 0}] += line.Value
				sums[cell{r.Provider, r.Commissioner, r.Currency, line.Measure, line.Month}] += line.Value
			}
			for key, pence := range want {
				if pence == 0 && got[key] == 0 {
					delete(want, key)
					delete(got, key)
				}
			}
			if !maps.Equal(got, want) {
				t.Fatalf("%v pays %v; day by day %v", r, got, want)
			}
			totals[rapid.IntRange(0, 1).Draw(t, "worker")].Add(&r, &priced, 0)
		}
		bunched.AddEpisodes(episodes, func(i int, reason records.Reason) {
			if reasons[i] != reason {
				t.Fatalf("%v alone: %q; in a bunch: %q", episodes[i], reasons[i], reason)
			}
			delete(reasons, i)
		})
		if a, b := fmt.Sprint(sorted(alone)), fmt.Sprint(sorted(bunched)); a != b || len(reasons) > 0 || alone.Records != bunched.Records {
			t.Fatalf("one by one: %s\nin a bunch: %s", a, b)
		}
		totals[0].Merge(totals[1])
		for _, total := range totals[0].Totals() {
			key := cell{total.Provider, total.Commissioner, total.Currency, total.Measure, total.Month}
			if sums[key] != total.Value {
				t.Fatalf("total of %v is %v, want %v", key, total.Value, sums[key])
			}
			delete(sums, key)
		}
		for key, pence := range sums {
			if pence != 0 {
				t.Fatalf("no total of %v, which is %v", key, pence)
			}
		}
	})
}

// sorted are totals in an order of their own.
func sorted(totals *records.Totals) []records.Total {
	all := totals.Totals()
	slices.SortFunc(all, func(a, b records.Total) int {
		return cmp.Or(cmp.Compare(a.Provider, b.Provider), cmp.Compare(a.Commissioner, b.Commissioner), cmp.Compare(a.Currency, b.Currency), cmp.Compare(a.Measure, b.Measure), cmp.Compare(a.Month, b.Month))
	})
	return all
}

// small is one currency at one provider, priced without factors over January to March 2024.
func small(units ...tariff.UnitPrices) records.Basis {
	return records.Basis{
		Schedule:   &tariff.Schedule{Name: "s", Places: 2, Units: units},
		Window:     records.Window{From: tariff.NewMonth(2024, 1), Months: 3},
		Currencies: []records.Currency{{Key: "A", Review: records.Review{Months: 1}}},
		Providers:  []records.Provider{{Key: "P"}},
	}
}

func unit(measure tariff.Measure, price string) tariff.UnitPrices {
	d := dec(price)
	return tariff.UnitPrices{Unit: tariff.Unit{Currency: "A", Measure: measure}, Rows: tariff.Always(tariff.PriceRow{Price: &d})}
}

func day(t *testing.T, year, month, day int) records.Date {
	t.Helper()
	date, there := records.NewDate(year, month, day)
	if !there {
		t.Fatalf("no day %d-%d-%d", year, month, day)
	}
	return date
}

// What records pay, as docs/methods.md, "Records", has it.
func TestPriceOfRecords(t *testing.T) {
	for _, c := range []struct {
		name    string
		units   []tariff.UnitPrices
		record  records.Record
		proRata bool
		want    string
	}{
		{"the day of the end does not count", []tariff.UnitPrices{unit(tariff.Day, "10")},
			records.Record{Start: day(t, 2024, 1, 30), End: day(t, 2024, 2, 2)}, false, "day 2024-01 2 / 1 x 10 = 20.00; day 2024-02 1 / 1 x 10 = 10.00; "},
		{"a month that is left on its first day is not begun", []tariff.UnitPrices{unit(tariff.Day, "10")},
			records.Record{Start: day(t, 2024, 1, 30), End: day(t, 2024, 2, 1)}, false, "day 2024-01 2 / 1 x 10 = 20.00; "},
		{"a day that begins and ends is none", []tariff.UnitPrices{unit(tariff.Day, "10")},
			records.Record{Start: day(t, 2024, 1, 30), End: day(t, 2024, 1, 30)}, false, ""},
		{"still open: up to the window's last day, and a leap day is a day", []tariff.UnitPrices{unit(tariff.Day, "0.335")},
			records.Record{Start: day(t, 2024, 2, 28)}, false, "day 2024-02 2 / 1 x 0.34 = 0.68; day 2024-03 31 / 1 x 0.34 = 10.54; "},
		{"review periods begun, each in its month", []tariff.UnitPrices{unit(tariff.Period, "100")},
			records.Record{Start: day(t, 2023, 12, 31), End: day(t, 2024, 3, 31)}, false, "period 2024-01 1 / 1 x 100 = 100.00; period 2024-02 1 / 1 x 100 = 100.00; "},
		{"review periods by their days", []tariff.UnitPrices{unit(tariff.Period, "310")},
			records.Record{Start: day(t, 2024, 1, 16), End: day(t, 2024, 2, 2)}, true, "period 2024-01 16 / 31 x 310 = 160.00; period 2024-02 1 / 31 x 310 = 10.00; "},
		{"a year of care: days over the days of the financial year", []tariff.UnitPrices{unit(tariff.YearOfCare, "366")},
			records.Record{Start: day(t, 2024, 3, 1)}, false, "year 2024-03 31 / 366 x 366 = 31.00; "},
		{"a contact is one", []tariff.UnitPrices{unit(tariff.Contact, "12.34")},
			records.Record{Start: day(t, 2024, 3, 1), Measure: tariff.Contact, Stated: true}, false, "contact 2024-03 1 / 1 x 12.34 = 12.34; "},
		{"or as many as it says", []tariff.UnitPrices{unit(tariff.Contact, "12.34")},
			records.Record{Start: day(t, 2024, 3, 1), Measure: tariff.Contact, Stated: true, Quantity: 2500, Counted: true}, false, "contact 2024-03 2.5 / 1 x 12.34 = 30.85; "},
		{"an entry before the window is none of its", []tariff.UnitPrices{unit(tariff.Entry, "5")},
			records.Record{Start: day(t, 2023, 12, 31)}, false, ""},
		{"dates do not say an assessment", []tariff.UnitPrices{unit(tariff.Assessment, "5")},
			records.Record{Start: day(t, 2024, 1, 1)}, false, string(records.MeasureNeeded)},
		{"another measure than is priced", []tariff.UnitPrices{unit(tariff.Day, "5")},
			records.Record{Start: day(t, 2024, 1, 1), Measure: tariff.Contact, Stated: true}, false, string(records.MeasureUnpriced)},
		{"no price at all", nil, records.Record{Start: day(t, 2024, 1, 1)}, false, string(records.NotPriced)},
		{"people are not priced", []tariff.UnitPrices{unit(tariff.Day, "5")},
			records.Record{Start: day(t, 2024, 1, 1), Measure: tariff.Person, Stated: true}, false, string(records.NeverPriced)},
		{"a quantity over two months", []tariff.UnitPrices{unit(tariff.BedDay, "5")},
			records.Record{Start: day(t, 2024, 1, 1), End: day(t, 2024, 2, 5), Measure: tariff.BedDay, Stated: true, Quantity: 35000, Counted: true}, false, string(records.ManyMonths)},
	} {
		t.Run(c.name, func(t *testing.T) {
			basis := small(c.units...)
			basis.ProRata = c.proRata
			list, err := records.NewList(basis)
			if err != nil {
				t.Fatal(err)
			}
			var priced records.Priced
			got := string(list.Price(&c.record, &priced))
			if got == "" {
				for line := range priced.Lines {
					got += fmt.Sprintf("%s %s %s / %d x %s = %s; ", line.Measure, line.Month, line.Quantity.Decimal(), line.Parts, line.Price.Decimal(), line.Value)
				}
			}
			if got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// bearsOut works a line out again from what it says it comes from.
func bearsOut(t *rapid.T, list *records.List, r *records.Record, line *records.Line) {
	why := list.Why(r.Provider, r.Currency, line)
	if price := tariff.RoundPrice(why.Listed.Mul(why.Uplift), list.Schedule.Places); price != line.Price {
		t.Fatalf("%+v makes a price of %s, and the line has %s", why, price.Decimal(), line.Price.Decimal())
	}
	factor := big.NewRat(1, 1)
	if why.Applies {
		factor.Quo(why.MFF.Rat(), why.MFFBase.Rat())
	}
	if factor.Cmp(big.NewRat(line.Factor.Over, line.Factor.Under)) != 0 {
		t.Fatalf("%+v makes a factor of %s, and the line has %+v", why, factor, line.Factor)
	}
	value := new(big.Rat).Quo(line.Quantity.Decimal().Rat(), big.NewRat(int64(line.Parts), 1))
	if value.Mul(value.Mul(value, line.Price.Decimal().Rat()), factor); roundHalfAway(value) != line.Value {
		t.Fatalf("%+v comes to %s", line, value.FloatString(4))
	}
}

// Dates are days of the calendar, in order, and their numbers are days apart.
func TestDates(t *testing.T) {
	date, number := records.DateIn(tariff.NewMonth(1896, 1), 1), 0
	begin := date.Number()
	for at := date.Month().Date(); at.Year() < 2105; at = at.AddDate(0, 0, 1) {
		if date.String() != at.Format("2006-01-02") || date.Number()-begin != number {
			t.Fatalf("%s has number %d, want %s and %d", date, date.Number()-begin, at.Format("2006-01-02"), number)
		}
		date, number = date.AddDays(1), number+1
	}
	for _, none := range [][3]int{{2023, 2, 29}, {1900, 2, 29}, {2024, 13, 1}, {2024, 0, 1}, {2024, 4, 31}, {2024, 4, 0}} {
		if date, there := records.NewDate(none[0], none[1], none[2]); there {
			t.Errorf("%v is taken for %s", none, date)
		}
	}
}

// Who is given nothing of a measure is nobody it is counted for.
func TestWhoIsCounted(t *testing.T) {
	list, err := records.NewList(small(unit(tariff.Contact, "12.34")))
	if err != nil {
		t.Fatal(err)
	}
	totals, priced := records.NewTotals(list), &records.Priced{}
	for person, quantity := range []tariff.Quantity{3000, 3000, 3000, 3000, 0} {
		r := records.Record{Start: day(t, 2024, 3, 1), Measure: tariff.Contact, Stated: true, Quantity: quantity, Counted: true}
		if reason := list.Price(&r, priced); reason != "" {
			t.Fatal(reason)
		}
		totals.Add(&r, priced, uint64(person+1))
	}
	if all := totals.Totals(); len(all) != 1 || all[0].People != 4 || all[0].Quantity != 12000 {
		t.Errorf("%+v, want 12 contacts of 4 people", all)
	}
}
