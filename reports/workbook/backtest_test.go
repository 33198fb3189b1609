package workbook

import (
	"bytes"
	"math"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"parity/engine/backtest"
	"parity/engine/records"
	"parity/reports"
	"parity/scenarios"
	"parity/scenarios/extract"
	"parity/tariff"
)

// backtested is one place over two months, with a contract that looks like a formula, all of
// its figures invented.
func backtested() *reports.Backtest {
	none := math.NaN()
	cells := []backtest.Cell{
		{Projected: 15, Happened: 16, Naive: [2]float64{30, none}, Low: 18, High: 22, Scale: 2},
		{Projected: 35, Happened: 28, Naive: [2]float64{30, none}, Low: 10, High: 32, Scale: 2},
	}
	series := scenarios.BacktestSeries{Kind: scenarios.BacktestPlace, Contract: "=c", Currency: "4", Cells: cells}
	return &reports.Backtest{
		Backtest: &scenarios.Backtest{
			Study:   &scenarios.Study{Model: &scenarios.Model{Name: "m"}, Scenarios: []scenarios.Scenario{{Key: "as-given"}}},
			Counted: records.Window{From: tariff.NewMonth(2024, 4), Months: 2}, Start: tariff.NewMonth(2024, 4), Months: 2, Draws: 1000, Seed: 1,
			Tests: []scenarios.BacktestMeasure{{Measure: tariff.Person, Series: []scenarios.BacktestSeries{series}}},
		},
		Extract: "x.csv", Read: &extract.Read{Records: 7}, Until: records.DateIn(tariff.NewMonth(2024, 6), 1),
	}
}

// Every error of the workbook is a formula with its value beside it, equal figures give equal
// bytes, and a code that looks like a formula is text.
func TestBacktestWorkbook(t *testing.T) {
	about := About{Version: "test", Command: "parity backtest m", Date: time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)}
	var first, second bytes.Buffer
	for _, out := range []*bytes.Buffer{&first, &second} {
		if err := WriteBacktest(out, backtested(), about); err != nil {
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
		{"Months", "B2", "=c", ""},
		{"Months", "F3", "2024-05", ""},
		{"Months", "I2", "-1", "G2-H2"},
		{"Months", "J3", "7", "ABS(I3)"},
		{"Months", "L3", "2", "ABS(K3-H3)"},
		{"Months", "M3", "", ""},
		{"Months", "N3", "", ""},
		{"Months", "Q2", "no", `IF(H2<O2,"no",IF(H2>P2,"no","yes"))`},
		{"Months", "Q3", "yes", `IF(H3<O3,"no",IF(H3>P3,"no","yes"))`},
		{"Errors", "E2", "2", "COUNT(Months!$H$2:$H$3)"},
		{"Errors", "F2", "3", "AVERAGE(Months!$I$2:$I$3)"},
		{"Errors", "G2", "4", "AVERAGE(Months!$J$2:$J$3)"},
		{"Errors", "H2", "5", "SQRT(SUMPRODUCT(Months!$I$2:$I$3,Months!$I$2:$I$3)/COUNT(Months!$I$2:$I$3))"},
		{"Errors", "I2", "0.15625", "SUMPRODUCT(Months!$J$2:$J$3/Months!$H$2:$H$3)/COUNT(Months!$H$2:$H$3)"},
		{"Errors", "K2", "2", "G2/J2"},
		{"Errors", "L2", "0.5", "AVERAGE(Months!$J$2:$J$3)/AVERAGE(Months!$L$2:$L$3)"},
		{"Errors", "M2", "", ""},
		{"Errors", "N2", "0.5", `COUNTIF(Months!$Q$2:$Q$3,"yes")/(COUNTIF(Months!$Q$2:$Q$3,"yes")+COUNTIF(Months!$Q$2:$Q$3,"no"))`},
		{"Horizons", "G2", "-1", "Months!$I$2"},
		{"Cover", "B11", "7", ""},
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
			t.Errorf("%s!%s: %q by %q, want %q by %q", c.sheet, c.cell, value, formula, c.value, c.formula)
		}
	}
}

// A second engine gives each formula the value that is cached.
func TestBacktestFormulasInLibreOffice(t *testing.T) {
	var written bytes.Buffer
	if err := WriteBacktest(&written, backtested(), About{Version: "test", Date: time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)}); err != nil {
		t.Fatal(err)
	}
	again := recalculated(t, written.Bytes())[0]
	defer again.Close()
	book, err := excelize.OpenReader(&written)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	formulas := 0
	for _, sheet := range []string{"Months", "Errors", "Horizons"} {
		rows, err := book.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		for r, row := range rows {
			for c, want := range row {
				cell, _ := excelize.CoordinatesToCellName(c+1, r+1)
				got, err := again.GetCellValue(sheet, cell, excelize.Options{RawCellValue: true})
				if err != nil {
					t.Fatal(err)
				}
				if formula, _ := book.GetCellFormula(sheet, cell); formula != "" {
					formulas++
				}
				if got != want {
					t.Errorf("%s!%s is %q, and %q worked out again", sheet, cell, want, got)
				}
			}
		}
	}
	if formulas != 17 {
		t.Errorf("%d formulas were worked out, want 17", formulas)
	}
}
