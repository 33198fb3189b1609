package records

import (
	"fmt"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"parity/tariff"
)

// dayList prices three currencies by the day over ten months with a leap day: at a price, at one
// that changes and at nothing.
func dayList(t interface{ Fatal(...any) }) *List {
	window := Window{From: tariff.NewMonth(2023, 11), Months: 10}
	row := func(price string) tariff.PriceRow {
		d := decimal.RequireFromString(price)
		return tariff.PriceRow{Price: &d}
	}
	unit := func(currency string, rows tariff.Dated[tariff.PriceRow]) tariff.UnitPrices {
		return tariff.UnitPrices{Unit: tariff.Unit{Currency: currency, Measure: tariff.Day}, Rows: rows}
	}
	list, err := NewList(Basis{
		Schedule: &tariff.Schedule{Name: "s", Places: 3, Units: []tariff.UnitPrices{
			unit("A", tariff.Always(row("10.005"))), unit("B", tariff.Dated[tariff.PriceRow]{{Value: row("33.335")}, {From: window.From + 4, Value: row("0.125")}}), unit("C", tariff.Always(row("0"))),
		}},
		Window: window, Currencies: []Currency{{Key: "A"}, {Key: "B"}, {Key: "C"}}, Providers: []Provider{{Key: "P"}, {Key: "Q"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// Episodes of plain groups come to the same in bunches as one by one, whoever added them.
func TestPlainEpisodesAsOneByOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := dayList(t)
		alone, bunched, other := NewTotals(list), NewTotals(list), NewTotals(list)
		outside, out := 0, 0
		for range rapid.IntRange(1, 4).Draw(t, "bunches") {
			var episodes []Episode
			for range rapid.IntRange(0, Bunch).Draw(t, "episodes") {
				e := Episode{Provider: rapid.Int32Range(0, 1).Draw(t, "provider"), Commissioner: rapid.Int32Range(0, 2).Draw(t, "commissioner"), Currency: rapid.Int32Range(0, 2).Draw(t, "currency")}
				e.Start = list.Window.Start().AddDays(rapid.IntRange(-60, 340).Draw(t, "start"))
				if rapid.Bool().Draw(t, "ends") {
					e.End = e.Start.AddDays(rapid.IntRange(0, 90).Draw(t, "stay"))
				}
				episodes = append(episodes, e)
				r := Record{Provider: e.Provider, Commissioner: e.Commissioner, Currency: e.Currency, Start: e.Start, End: e.End}
				var p Priced
				if reason := list.Price(&r, &p); reason != "" {
					t.Fatalf("%v: %s", e, reason)
				}
				alone.Add(&r, &p, 0)
				if p.Outside {
					outside++
				}
			}
			totals := bunched
			if rapid.Bool().Draw(t, "other worker") {
				totals = other
			}
			out += totals.AddEpisodes(episodes, func(i int, reason Reason) { t.Fatalf("%v: %s", episodes[i], reason) })
			if rapid.Bool().Draw(t, "settled") {
				totals.settle()
			}
		}
		bunched.Merge(other)
		want, got := map[string]string{}, map[string]string{}
		for into, totals := range map[*map[string]string]*Totals{&want: alone, &got: bunched} {
			for _, x := range totals.Totals() {
				(*into)[fmt.Sprint(x.Provider, x.Commissioner, x.Currency, x.Measure, x.Month)] = fmt.Sprint(x.Quantity, x.Value)
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(want) || out != outside || alone.Records != bunched.Records {
			t.Fatalf("in bunches %v, %d outside\none by one %v, %d outside", got, out, want, outside)
		}
	})
}

// What is kept narrow is emptied before it overflows: as many stays as may be added, each of a
// month of 31 days, and one bunch more.
func TestPlainDaysDoNotOverflow(t *testing.T) {
	totals := NewTotals(dayList(t))
	bunch := make([]Episode, Bunch)
	for i := range bunch {
		bunch[i] = Episode{Start: DateIn(tariff.NewMonth(2023, 12), 1), End: DateIn(tariff.NewMonth(2024, 1), 1)}
		if i > 0 { // in one month and a single cell
			bunch[i] = Episode{Start: DateIn(tariff.NewMonth(2023, 12), 1), End: DateIn(tariff.NewMonth(2023, 12), 31)}
		}
	}
	add := func() {
		totals.AddEpisodes(bunch, func(i int, reason Reason) { t.Fatal(reason) })
	}
	add()
	const days = 31 + (Bunch-1)*30
	// As if bunches of the same had come before, as many as may.
	before := (mostAdded - Bunch - totals.plain.added) / Bunch
	december := &totals.plain.months[1]
	december.days += int32(before * (days - 31))
	december.whole += int32(before)
	totals.plain.added += before * Bunch
	add()
	if totals.plain.added != 0 {
		t.Errorf("%d stays are not settled", totals.plain.added)
	}
	if got, want := totals.Totals()[0].Quantity, tariff.Quantity((before+2)*days*thousandths); got != want {
		t.Errorf("%v days, want %v", got, want)
	}
}
