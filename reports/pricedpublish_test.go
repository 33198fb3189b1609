package reports

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"parity/engine/records"
	"parity/scenarios/extract"
	"parity/tariff"
)

// threeMonths are those that are priced here.
var threeMonths = records.Window{From: tariff.NewMonth(2025, 4), Months: 3}

// dayOrEntry are schedules of currencies A and B: a day of each; a day of A and an entry of B; and
// a day of each that has no price of B in the last month.
var dayOrEntry = func() []*tariff.Schedule {
	price := func(pounds int64) tariff.PriceRow {
		d := decimal.NewFromInt(pounds)
		return tariff.PriceRow{Price: &d}
	}
	unit := func(currency string, measure tariff.Measure, rows tariff.Dated[tariff.PriceRow]) tariff.UnitPrices {
		return tariff.UnitPrices{Unit: tariff.Unit{Currency: currency, Measure: measure}, Rows: rows}
	}
	ends := append(tariff.Always(price(7)), tariff.Since[tariff.PriceRow]{From: threeMonths.From + 2})
	return []*tariff.Schedule{
		{Name: "one", Units: []tariff.UnitPrices{unit("A", tariff.Day, tariff.Always(price(3))), unit("B", tariff.Day, tariff.Always(price(7)))}},
		{Name: "two", Units: []tariff.UnitPrices{unit("A", tariff.Day, tariff.Always(price(4))), unit("B", tariff.Entry, tariff.Always(price(50)))}},
		{Name: "ends", Units: []tariff.UnitPrices{unit("A", tariff.Day, tariff.Always(price(3))), unit("B", tariff.Day, ends)}},
	}
}()

// publication prices an extract at schedules, for publication.
func publication(t rapid.TB, rows []string, schedules ...*tariff.Schedule) *PricedRecords {
	job := &extract.Job{CountPeople: true}
	var names []string
	for _, schedule := range schedules {
		list, err := records.NewList(records.Basis{Schedule: schedule, Window: threeMonths, Currencies: []records.Currency{{Key: "A"}, {Key: "B"}}})
		if err != nil {
			t.Fatal(err)
		}
		job.Lists, names = append(job.Lists, list), append(names, schedule.Name)
	}
	job.Parties.Currencies = []string{"A", "B"}
	source, err := extract.Open(extract.StandardInput, strings.NewReader("person,provider,commissioner,currency,start,end\n"+strings.Join(rows, "")))
	if err != nil {
		t.Fatal(err)
	}
	read, err := extract.Price(context.Background(), source, job)
	if err != nil {
		t.Fatal(err)
	}
	p := NewPricedRecords(read, true)
	p.Schedules, p.Window = names, threeMonths
	return p
}

// publish prices an extract at two schedules and gives every form of what is published.
func publish(t rapid.TB, rows []string) string {
	p := publication(t, rows, dayOrEntry[:2]...)
	var all bytes.Buffer
	for _, write := range []func() error{
		func() error { return WritePricedRecords(&all, p) },
		func() error { return WritePricedCSV(&all, p) },
		func() error { return WritePricedJSON(&all, p, "test") },
	} {
		if err := write(); err != nil {
			t.Fatal(err)
		}
	}
	return all.String()
}

// What is published does not depend on what was left out: whatever a few people's days are,
// every row, every total and every difference of them stays the same.
func TestPublicationHoldsNothingOfWhatIsLeftOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var large []string // cells of five people and more
		for p := range rapid.IntRange(5, 9).Draw(t, "people") {
			for _, currency := range []string{"A", "B"} {
				large = append(large, fmt.Sprintf("p%d,P,C,%s,2025-04-%02d,2025-06-%02d\n", p, currency, rapid.IntRange(1, 30).Draw(t, "start"), rapid.IntRange(2, 30).Draw(t, "end")))
			}
		}
		few := func(label string) []string { // one to four people, each month of a provider of their own
			rows := append([]string(nil), large...)
			for p := range rapid.IntRange(1, 4).Draw(t, label) {
				for month := 4; month <= 6; month++ {
					start := rapid.IntRange(1, 15).Draw(t, "start")
					rows = append(rows, fmt.Sprintf("q%d,Q,C,A,2025-%02d-%02d,2025-%02d-%02d\n", p, month, start, month, start+rapid.IntRange(1, 10).Draw(t, "stay")))
				}
			}
			return rows
		}
		one, other := publish(t, few("few")), publish(t, few("other few"))
		if one != other {
			t.Fatalf("the few people show:\n%s", firstLineApart(one, other))
		}
		if !strings.Contains(one, "P,C,A,day,2025-05") || strings.Contains(one, "Q,C,A") {
			t.Fatalf("published:\n%s", one)
		}
	})
}

// A few people more in a large place, for a month or less, move what is published of it by nothing, or by what
// five people come to: that some came or went does not show, and when still less.
func TestPublicationHidesComingAndGoing(t *testing.T) {
	moved := 0
	rapid.Check(t, func(t *rapid.T) {
		var large []string
		for p := range rapid.IntRange(5, 40).Draw(t, "people") {
			large = append(large, fmt.Sprintf("p%d,P,C,A,2025-03-01,\n", p))
		}
		few := slices.Clone(large)
		for q := range rapid.IntRange(1, 4).Draw(t, "few") {
			few = append(few, fmt.Sprintf("q%d,P,C,A,2025-05-%02d,2025-06-01\n", q, rapid.IntRange(1, 31).Draw(t, "start")))
		}
		without, with := publication(t, large, dayOrEntry[0]), publication(t, few, dayOrEntry[0])
		if len(without.Rows) != 3 || len(with.Rows) != 3 {
			t.Fatalf("published %v and %v", without.Rows, with.Rows)
		}
		for i := range with.Rows {
			a, b := &without.Rows[i], &with.Rows[i]
			step := tariff.Quantity(5 * records.DaysOf(b.Month) * 1000)
			if apart := b.Quantity - a.Quantity; b.Quantity%step != 0 || apart != 0 && (apart != step || b.Month != threeMonths.From+1) {
				t.Fatalf("%s: %v without them, %v with them, in steps of %v", b.Month, a.Quantity, b.Quantity, step)
			} else if apart != 0 {
				moved++
			}
			if b.Value != tariff.Pence(b.Quantity/1000*300) {
				t.Fatalf("%v at 3 pounds come to %v: income says more than the quantity", b.Quantity, b.Value)
			}
		}
	})
	if moved == 0 {
		t.Error("no step was ever taken: the test looks at nothing")
	}
}

// However an extract is published, by which schedules and how many, of a cell all its records
// are published or none: so no two publications differ by what a few people come to. What is
// expected is counted day by day from the records alone.
func TestPublicationsCannotBeDifferenced(t *testing.T) {
	published, partial := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		type cell struct {
			provider, currency, measure string
			month                       tariff.Month
		}
		people, quantity := map[cell]map[string]bool{}, map[cell]int{}
		count := func(c cell, person string) {
			if people[c] == nil {
				people[c] = map[string]bool{}
			}
			people[c][person] = true
			quantity[c]++
		}
		var rows []string
		for p := range rapid.IntRange(1, 60).Draw(t, "records") {
			provider, currency := rapid.SampledFrom([]string{"P", "P", "P", "Q"}).Draw(t, "provider"), rapid.SampledFrom([]string{"A", "B"}).Draw(t, "currency")
			start := records.DateIn(threeMonths.From, 1).AddDays(rapid.IntRange(-20, 80).Draw(t, "start"))
			end := start.AddDays(rapid.IntRange(1, 80).Draw(t, "stay"))
			person := fmt.Sprint("p", p%40) // some are there twice
			rows = append(rows, fmt.Sprintf("%s,%s,C,%s,%s,%s\n", person, provider, currency, start, end))
			for day := max(start, threeMonths.Start()); day < min(end, threeMonths.End()); day = day.AddDays(1) {
				count(cell{provider, currency, "day", day.Month()}, person)
			}
			if start >= threeMonths.Start() && start < threeMonths.End() {
				count(cell{provider, currency, "entry", start.Month()}, person)
			}
		}
		for _, k := range [][]int{{0}, {1}, {2}, {0, 1}, {1, 0}, {0, 2}, {1, 2}} {
			var schedules []*tariff.Schedule
			for _, i := range k {
				schedules = append(schedules, dayOrEntry[i])
			}
			p := publication(t, rows, schedules...)
			partial += p.Partial
			for _, r := range p.Rows {
				c := cell{r.Provider, r.Currency, r.Measure, r.Month}
				step := 5
				if r.Measure == "day" {
					step *= records.DaysOf(r.Month)
				}
				want := int(math.Round(float64(quantity[c])/float64(step))) * step
				if len(people[c]) < 5 || r.Quantity != tariff.Quantity(want*1000) {
					t.Fatalf("schedules %v publish %v of %v, which %d people stand for with %d, in\n%s", k, r.Quantity, c, len(people[c]), quantity[c], strings.Join(rows, ""))
				}
				published++
			}
		}
	})
	if published == 0 || partial == 0 {
		t.Errorf("%d rows were published, and %d cells withheld for want of prices: the test looks at nothing", published, partial)
	}
}

// Four people are four, however the code of one is spaced, and a fifth who is given nothing hides
// none of them.
func TestWhoHidesNobody(t *testing.T) {
	four := []string{"p1,P,C,A,2025-04-01,\n", "p2,P,C,A,2025-04-01,\n", "p3,P,C,A,2025-04-01,\n", "p4,P,C,A,2025-04-01,\n"}
	for _, c := range []struct {
		name, fifth string
		published   bool
	}{
		{"a fifth", "p5,P,C,A,2025-04-01,\n", true},
		{"a code with spaces", " p4 ,P,C,A,2025-04-01,\n", false},
		{"a code in quotes with spaces", "\" p4\",P,C,A,2025-04-01,\n", false},
		{"who left on the day", "p5,P,C,A,2025-04-01,2025-04-01\n", false},
	} {
		if got := strings.Contains(publish(t, append(slices.Clone(four), c.fifth)), "P,C,A,day,2025-04"); got != c.published {
			t.Errorf("%s: published %v", c.name, got)
		}
	}
}

func firstLineApart(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return x[i] + "\n" + y[i]
		}
	}
	return "one is longer"
}
