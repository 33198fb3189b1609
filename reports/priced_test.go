package reports

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"parity/engine/records"
	"parity/scenarios/extract"
	"parity/tariff"
)

// publish prices an extract at two schedules and gives every form of what is published.
func publish(t rapid.TB, rows []string) string {
	unit := func(currency string, measure tariff.Measure, price int64) tariff.UnitPrices {
		d := decimal.NewFromInt(price)
		return tariff.UnitPrices{Unit: tariff.Unit{Currency: currency, Measure: measure}, Rows: tariff.Always(tariff.PriceRow{Price: &d})}
	}
	job := &extract.Job{CountPeople: true}
	for _, schedule := range []*tariff.Schedule{
		{Name: "one", Units: []tariff.UnitPrices{unit("A", tariff.Day, 3), unit("B", tariff.Day, 7)}},
		{Name: "two", Units: []tariff.UnitPrices{unit("A", tariff.Day, 4), unit("B", tariff.Entry, 50)}},
	} {
		list, err := records.NewList(records.Basis{Schedule: schedule, Window: records.Window{From: tariff.NewMonth(2025, 4), Months: 3}, Currencies: []records.Currency{{Key: "A"}, {Key: "B"}}})
		if err != nil {
			t.Fatal(err)
		}
		job.Lists = append(job.Lists, list)
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
	p.Schedules, p.Window = []string{"one", "two"}, job.Lists[0].Window
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

// Figures are written as decimals write them.
func TestPricedFigures(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.OneOf(rapid.Int64Range(-2000, 2000), rapid.Int64Range(-1<<62, 1<<62)).Draw(t, "number")
		if got, want := string(appendQuantity([]byte("100"), tariff.Quantity(number))), "100"+tariff.Quantity(number).Decimal().String(); got != want {
			t.Fatalf("quantity %s, want %s", got, want)
		}
		if got, want := string(appendPence([]byte("0."), tariff.Pence(number))), "0."+tariff.Pence(number).String(); got != want {
			t.Fatalf("pence %s, want %s", got, want)
		}
	})
}
