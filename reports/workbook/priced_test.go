package workbook_test

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"parity/engine/records"
	"parity/reports"
	"parity/reports/workbook"
	"parity/scenarios/extract"
	"parity/tariff"
)

// pricedRecords are three records at two schedules, of codes that look like numbers and like a
// formula.
func pricedRecords(t *testing.T) *reports.PricedRecords {
	t.Helper()
	p := &reports.PricedRecords{}
	job := &extract.Job{Parties: extract.Parties{Currencies: []string{"1", "10"}}}
	for _, price := range []int64{10, 12} {
		var units []tariff.UnitPrices
		for _, currency := range job.Parties.Currencies {
			d := decimal.NewFromInt(price)
			units = append(units, tariff.UnitPrices{Unit: tariff.Unit{Currency: currency, Measure: tariff.Day}, Rows: tariff.Always(tariff.PriceRow{Price: &d})})
		}
		list, err := records.NewList(records.Basis{Schedule: &tariff.Schedule{Name: "local", Units: units}, Window: records.Window{From: tariff.NewMonth(2025, 4), Months: 2}, Currencies: []records.Currency{{Key: "1"}, {Key: "10"}}})
		if err != nil {
			t.Fatal(err)
		}
		job.Lists = append(job.Lists, list)
	}
	source, err := extract.Open(extract.StandardInput, strings.NewReader("provider,commissioner,currency,start,end\n=P,C,1,2025-04-01,2025-05-02\nQ,C,10,2025-04-29,\nQ,C,10,2025-13-29,\n"))
	if err != nil {
		t.Fatal(err)
	}
	read, err := extract.Price(context.Background(), source, job)
	if err != nil {
		t.Fatal(err)
	}
	p = reports.NewPricedRecords(read, false)
	p.Extract, p.Model, p.Schedules, p.Window, p.Periods = "x.csv", "m", []string{"local", "national"}, job.Lists[0].Window, "whole"
	return p
}

// Every sum of the workbook is a formula with its value beside it, equal figures give equal
// bytes, and a code that looks like a formula is text.
func TestPricedWorkbook(t *testing.T) {
	about := workbook.About{Version: "test", Command: "parity price x.csv", Date: time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)}
	var first, second bytes.Buffer
	for _, out := range []*bytes.Buffer{&first, &second} {
		if err := workbook.WritePriced(out, pricedRecords(t), about); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("equal figures give other bytes")
	}
	book, err := excelize.OpenReader(&first)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	for _, c := range []struct{ sheet, cell, value, formula string }{
		{"By provider", "A2", "=P", ""},
		{"By provider", "B2", "310", "ROUND(SUMPRODUCT((Income!$B$2:$B$9=$A2)*(Income!$A$2:$A$9=B$1)*Income!$H$2:$H$9),2)"},
		{"By currency", "A3", "10", ""},
		{"By currency", "C3", "396", "ROUND(SUMPRODUCT((Income!$D$2:$D$9=$A3)*(Income!$A$2:$A$9=C$1)*Income!$H$2:$H$9),2)"},
		{"By month", "D2", "64", "ROUND(C2-B2,2)"},
		{"By month", "B4", "640", "ROUND(SUM(B2:B3),2)"},
		{"Winners and losers", "A2", "Q", ""},
		{"Winners and losers", "C2", "10", ""},
		{"Winners and losers", "D2", "330", "ROUND(SUM(Income!$H$4:$H$5),2)"},
		{"Winners and losers", "E2", "396", "ROUND(SUM(Income!$H$8:$H$9),2)"},
		{"Winners and losers", "F2", "66", "ROUND(E2-D2,2)"},
		{"Winners and losers", "F3", "62", "ROUND(E3-D3,2)"},
		{"Income", "H2", "300", ""},
		{"Cover", "B17", "a day that the calendar does not have: 1", ""},
	} {
		value, err := book.GetCellValue(c.sheet, c.cell, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		formula, err := book.GetCellFormula(c.sheet, c.cell)
		if err != nil {
			t.Fatal(err)
		}
		if value != c.value || formula != c.formula {
			t.Errorf("%s!%s is %q by %q, want %q by %q", c.sheet, c.cell, value, formula, c.value, c.formula)
		}
	}
}

// Of many rows the first page is printed, and the cover says so; of few all are.
func TestPricedPrint(t *testing.T) {
	for _, c := range []struct {
		rows        int
		area, print string
	}{
		{0, "", ""},
		{1000, "'Income'!$A$1:$H$36", "Totals, and of the sheet Income the first page: it has 1008 rows. Clear its print area to print them all."},
	} {
		p := pricedRecords(t)
		for i := range c.rows {
			row := p.Rows[0]
			row.Month += tariff.Month(i)
			p.Rows = append(p.Rows, row)
		}
		var out bytes.Buffer
		if err := workbook.WritePriced(&out, p, workbook.About{Version: "test", Date: time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)}); err != nil {
			t.Fatal(err)
		}
		book, err := excelize.OpenReader(&out)
		if err != nil {
			t.Fatal(err)
		}
		defer book.Close()
		area := ""
		for _, name := range book.GetDefinedName() {
			if name.Name == "_xlnm.Print_Area" {
				area += name.RefersTo
			}
		}
		if said, _ := book.GetCellValue("Cover", "B12"); area != c.area || said != c.print {
			t.Errorf("%d rows more: printed %q and %q, want %q and %q", c.rows, area, said, c.area, c.print)
		}
	}
}

// More rows than a sheet has are refused before any are written, with what to do.
func TestPricedRowsThatNoSheetHolds(t *testing.T) {
	p := pricedRecords(t)
	p.Rows = make([]reports.PricedRow, excelize.TotalRows)
	const want = "there are 1048576 rows, and a sheet has room for 1048575; write them as .csv, or price fewer months"
	if err := workbook.WritePriced(io.Discard, p, workbook.About{}); err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}
