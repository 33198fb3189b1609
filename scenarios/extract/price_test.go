package extract

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"parity/engine/records"
	"parity/tariff"
)

// A list of prices for the tests: clusters 1 and 2 by the day at 10.005 and 20 pounds, A01 by the
// contact at 5, over April 2025 to March 2026.
func priceList(t testing.TB) *records.List {
	t.Helper()
	unit := func(currency string, measure tariff.Measure, price string) tariff.UnitPrices {
		d := decimal.RequireFromString(price)
		return tariff.UnitPrices{Unit: tariff.Unit{Currency: currency, Measure: measure}, Rows: tariff.Always(tariff.PriceRow{Price: &d})}
	}
	list, err := records.NewList(records.Basis{
		Schedule:   &tariff.Schedule{Name: "local", Places: 3, Units: []tariff.UnitPrices{unit("1", tariff.Day, "10.005"), unit("2", tariff.Day, "20"), unit("A01", tariff.Contact, "5")}},
		Window:     records.Window{From: tariff.NewMonth(2025, 4), Months: 12},
		Currencies: []records.Currency{{Key: "1"}, {Key: "2"}, {Key: "A01"}},
		Providers:  []records.Provider{{Key: "RT2"}, {Key: "RXX99-LONG"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func newJob(t testing.TB) *Job {
	return &Job{Lists: []*records.List{priceList(t)}, Parties: Parties{Providers: []string{"RT2", "RXX99-LONG"}, Commissioners: []string{"NTH", "STH"}, Currencies: []string{"1", "2", "A01"}}}
}

// price prices a text.
func price(t testing.TB, text string, job *Job) (*Priced, error) {
	t.Helper()
	source, err := Open(StandardInput, struct{ io.Reader }{strings.NewReader(text)})
	if err != nil {
		return nil, err
	}
	defer source.Close()
	return Price(context.Background(), source, job)
}

// told is what an extract comes to in one line: its total, counts and exceptions.
func told(p *Priced) string {
	var sum tariff.Pence
	for _, t := range p.Totals[0].Totals() {
		sum += t.Value
	}
	text := fmt.Sprintf("%d records, %d outside, %s", p.Records, p.Outside, sum)
	for _, e := range p.Exceptions {
		text += fmt.Sprintf("; line %d", e.Line)
		if e.Column != "" {
			text += " column " + e.Column
		}
		text += ": " + string(e.Reason)
	}
	return text
}

const head = "person,provider,commissioner,currency,start,end\n"

// What an extract comes to, however it is spelled.
func TestPriceOfExtracts(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"plain", head + "p,RT2,NTH,1,2025-04-01,2025-04-03\n", "1 records, 0 outside, 20.01"},
		{"without a last newline", head + "p,RT2,NTH,1,2025-04-01,2025-04-03", "1 records, 0 outside, 20.01"},
		{"lines end as on Windows", strings.ReplaceAll(head+"p,RT2,NTH,1,2025-04-01,2025-04-03\nq,RT2,STH,2,2025-04-01,2025-04-02\n", "\n", "\r\n"), "2 records, 0 outside, 40.01"},
		{"blank lines are none", "\n\n" + head + "\np,RT2,NTH,1,2025-04-01,2025-04-03\n\n  \n", "1 records, 0 outside, 20.01"},
		{"semicolons", strings.ReplaceAll(head+"p,RT2,NTH,1,2025-04-01,2025-04-03\n", ",", ";"), "1 records, 0 outside, 20.01"},
		{"tabs", strings.ReplaceAll(head+"p,RT2,NTH,1,2025-04-01,2025-04-03\n", ",", "\t"), "1 records, 0 outside, 20.01"},
		{"pipes", strings.ReplaceAll(head+"p,RT2,NTH,1,2025-04-01,2025-04-03\n", ",", "|"), "1 records, 0 outside, 20.01"},
		{"Excel's hint", "sep=;\r\n" + strings.ReplaceAll(head+"p,RT2,NTH,1,2025-04-01,2025-04-03\n", ",", ";"), "1 records, 0 outside, 20.01"},
		{"quotes", "\"person\",\"provider\",\"commissioner\",\"currency\",\"start\",\"end\"\n\"a, \"\"b\"\"\nc\",\"RT2\",\"NTH\",\"1\",\"2025-04-01\",\"2025-04-03\"\nq,RT2,NTH,1,2025-13-01,\n", "2 records, 0 outside, 20.01; line 4 column start: " + string(NoSuchDay)},
		{"a byte order mark", "\ufeff" + head + "p,RT2,NTH,1,2025-04-01,2025-04-03\n", "1 records, 0 outside, 20.01"},
		{"columns in another order, and more of them", "note,end,start,currency,commissioner,provider\nx,2025-04-03,2025-04-01,1,NTH,RT2\n", "1 records, 0 outside, 20.01"},
		{"codes with a zero, in small letters, with spaces, long ones", head + "p,rt2,NTH,01,2025-04-01,2025-04-03\np, RXX99-LONG ,NTH,2,2025-04-01,2025-04-03\n", "2 records, 0 outside, 60.01"},
		{"still open", head + "p,RT2,NTH,2,2026-03-31,\n", "1 records, 0 outside, 20.00"},
		{"before and after the months", head + "p,RT2,NTH,2,2025-01-01,2025-04-01\np,RT2,NTH,2,2026-04-01,\n", "2 records, 2 outside, 0.00"},
		{"a time without a zone", head + "p,RT2,NTH,1,2025-04-01 23:30:00,2025-04-03T00:15\n", "1 records, 0 outside, 20.01"},
		{"a time with one, about which day it is in summer", head + "p,RT2,NTH,1,2025-03-30T23:30:00Z,2025-04-03\n", "1 records, 0 outside, 0.00; line 2 column start: " + string(ZonedTime)},
		{"a leap day that is, and one that is not", head + "p,RT2,NTH,2,2024-02-29,2025-04-02\np,RT2,NTH,2,2025-02-29,2025-04-02\n", "2 records, 0 outside, 20.00; line 3 column start: " + string(NoSuchDay)},
		{"American order, or not", head + "p,RT2,NTH,1,10/09/2025,\np,RT2,NTH,1,25/12/2025,\np,RT2,NTH,1,09-10-2025,\n",
			"3 records, 0 outside, 0.00; line 2 column start: " + string(UncertainDate) + "; line 3 column start: " + string(UncertainDate) + "; line 4 column start: " + string(UncertainDate)},
		{"long ago and far ahead", head + "p,RT2,NTH,1,1899-12-31,\np,RT2,NTH,1,2101-01-01,\n", "2 records, 0 outside, 0.00; line 2 column start: " + string(TooEarly) + "; line 3 column start: " + string(TooLate)},
		{"an end before the start", head + "p,RT2,NTH,1,2025-04-03,2025-04-01\n", "1 records, 0 outside, 0.00; line 2 column end: " + string(EndsBeforeStart)},
		{"no dates, or none that are", head + "p,RT2,NTH,1,,\np,RT2,NTH,1,soon,\np,RT2,NTH,1,2025-04-0x,\n",
			"3 records, 0 outside, 0.00; line 2 column start: " + string(NoDate) + "; line 3 column start: " + string(NotDate) + "; line 4 column start: " + string(NotDate)},
		{"codes nobody knows", head + "p,XXX,NTH,1,2025-04-01,\np,RT2,XXX,1,2025-04-01,\np,RT2,NTH,9,2025-04-01,\np,RT2,,1,2025-04-01,\n",
			"4 records, 0 outside, 0.00; line 2 column provider: " + string(UnknownCode) + "; line 3 column commissioner: " + string(UnknownCode) + "; line 4 column currency: " + string(UnknownCode) + "; line 5 column commissioner: " + string(NoCode)},
		{"too few columns and too many", head + "p,RT2,NTH,1,2025-04-01\np,RT2,NTH,1,2025-04-01,,\nRT2\n", "3 records, 0 outside, 0.00; line 2: " + string(Columns) + "; line 3: " + string(Columns) + "; line 4: " + string(Columns)},
		{"too many columns behind one that is not needed", "provider,commissioner,currency,start,end,note\nRT2,NTH,1,2025-04-01,2025-04-03,x\nRT2,NTH,1,2025-04-01,2025-04-03,x,y\n", "2 records, 0 outside, 20.01; line 3: " + string(Columns)},
		{"a NUL byte", head + "p\x00,RT2,NTH,1,2025-04-01,\nq,RT2,NTH,2,2025-04-01,2025-04-02\n", "2 records, 0 outside, 20.00; line 2: " + string(NULByte)},
		{"a quote that never closes", head + "\"p,RT2,NTH,1,2025-04-01,\nq,RT2,NTH,2,2025-04-01,2025-04-02\n", "2 records, 0 outside, 20.00; line 2: " + string(OpenQuote)},
		{"a quote that never closes, with another further on", head + "\"p,RT2,NTH,1,2025-04-01,\nq,RT2,NTH,2,2025-04-01,2025-04-02\n\"r\",RT2,\"NTH\",2,2025-04-01,2025-04-02\n", "3 records, 0 outside, 40.00; line 2: " + string(OpenQuote)},
		{"and with one about several lines", head + "p,\"RT2,NTH,1,2025-04-01,\n\"q\nq\",RT2,NTH,2,2025-04-01,2025-04-02\nr,RT2,NTH,2,2025-04-01,2025-04-02\n", "3 records, 0 outside, 40.00; line 2: " + string(OpenQuote)},
		{"one behind a cell of several lines", head + "\"p\np\",\"RT2,NTH,1,2025-04-01,\nq,\"RT2\",NTH,2,2025-04-01,2025-04-02\n", "2 records, 0 outside, 20.00; line 2: " + string(OpenQuote)},
		{"one in the last line", head + "q,RT2,NTH,2,2025-04-01,2025-04-02\n\"p,RT2,NTH,1,2025-04-01,", "2 records, 0 outside, 20.00; line 3: " + string(OpenQuote)},
		{"text after a closing quote", head + "\"p\"x,RT2,NTH,1,2025-04-01,\nq,RT2,NTH,2,2025-04-01,2025-04-02\n", "2 records, 0 outside, 20.00; line 2: " + string(AfterQuote)},
		{"a quote in the middle is a character", head + "p\"q,RT2,NTH,2,2025-04-01,2025-04-02\n", "1 records, 0 outside, 20.00"},
		{"a line of 2 MB", head + strings.Repeat("p", 2<<20) + ",RT2,NTH,1,2025-04-01,\nq,RT2,NTH,2,2025-04-01,2025-04-02\n", "2 records, 0 outside, 20.00; line 2: " + string(LineTooLong)},
		{"a line of almost 1 MB", head + strings.Repeat("p", 1<<20-100) + ",RT2,NTH,2,2025-04-01,2025-04-02\n", "1 records, 0 outside, 20.00"},
		{"measures and quantities", "provider,commissioner,currency,start,measure,quantity\nRT2,NTH,A01,2025-05-01,contact,\nRT2,NTH,A01,2025-05-01,contact,2.5\nRT2,NTH,A01,2025-05-01,contact,1.2345\nRT2,NTH,A01,2025-05-01,visit,1\nRT2,NTH,A01,2025-05-01,,\nRT2,NTH,A01,2025-05-01,contact,-1\n",
			"6 records, 0 outside, 12.50; line 4 column quantity: " + string(NotQuantity) + "; line 5 column measure: " + string(UnknownMeasure) + "; line 6: " + string(records.MeasureNeeded)},
		{"nothing but a header", head, "0 records, 0 outside, 0.00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := price(t, c.text, newJob(t))
			if err != nil {
				t.Fatal(err)
			}
			if got := told(p); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// However many records are bad, so many exceptions are kept, and all are counted.
func TestExceptionsAreCapped(t *testing.T) {
	const bad = 3 * MostExceptions
	job := newJob(t)
	job.block = 4096
	p, err := price(t, head+strings.Repeat("p,RT2,NTH,1,2025-02-29,\n", bad), job)
	if err != nil {
		t.Fatal(err)
	}
	if p.Refused != bad || len(p.Exceptions) != MostExceptions || p.Exceptions[MostExceptions-1].Line != MostExceptions+1 {
		t.Errorf("%d exceptions and %d kept, the last of line %d; want %d and %d, line %d", p.Refused, len(p.Exceptions), p.Exceptions[len(p.Exceptions)-1].Line, bad, MostExceptions, MostExceptions+1)
	}
}

// Being told to stop ends the reading.
func TestStop(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	stop()
	source, err := Open(StandardInput, strings.NewReader(manyLines(1, 100, false)))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Price(ctx, source, newJob(t)); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
}
