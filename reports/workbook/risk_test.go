package workbook

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"parity/engine"
	"parity/engine/risk"
	"parity/reports"
	"parity/scenarios"
)

// drawn draws scenarios of an embedded model a thousand times, capped among them, and says what
// drives surplus and cap.
func drawn(t testing.TB, model string, names ...string) *reports.RiskFigures {
	t.Helper()
	m, err := scenarios.Load(model)
	if err != nil {
		t.Fatal(err)
	}
	drawable, err := scenarios.NewDrawable(m, scenarios.Selection{Scenarios: names})
	if err != nil {
		t.Fatal(err)
	}
	if err := drawable.Bridge(nil); err != nil {
		t.Fatal(err)
	}
	of, err := drawable.Draw(context.Background(), risk.Origin{Study: "test", Seed: 1, Range: risk.Whole(risk.BlockDraws)}, 0, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	figures, err := reports.NewRiskFigures(context.Background(), of, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, result := range []string{"surplus", "cap"} {
		driven, err := reports.Drive(context.Background(), drawable, reports.DriversAsked{Result: result, Draws: risk.BlockDraws}, 1, nil)
		if err != nil {
			t.Fatal(err)
		}
		figures.Drivers = append(figures.Drivers, driven)
	}
	return figures
}

// riskBytes is the workbook of figures, with the values of formulas or without.
func riskBytes(t testing.TB, f *reports.RiskFigures, caches bool) []byte {
	t.Helper()
	write := WriteRisk
	if !caches {
		write = WriteRiskWithoutCaches
	}
	var out bytes.Buffer
	if err := write(&out, f, testAbout); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// A workbook of draws is the house's: every sheet of a run's, and those of draws besides.
func TestAWorkbookOfDrawsHasEverySheetOfARun(t *testing.T) {
	f := drawn(t, "northshire", "block", "capped")
	sheets := opened(t, riskBytes(t, f, true)).GetSheetList()
	run := written(t, f.Drawn.Study).GetSheetList()
	for _, sheet := range append(run, "Risk", "Fans", "S-curves", "Differences", "Who bears the risk", "Drivers", "What is uncertain", "Draws") {
		if !slices.Contains(sheets, sheet) {
			t.Errorf("sheet %s is missing", sheet)
		}
	}
	if len(sheets) != len(run)+8 {
		t.Errorf("%d sheets of a run and %d of its draws", len(run), len(sheets))
	}
}

// TestTheCurvesArePrintedWhole: the columns in print of the S-curves are as wide as their chart.
func TestTheCurvesArePrintedWhole(t *testing.T) {
	f := opened(t, riskBytes(t, drawn(t, "northshire", "block", "capped"), false))
	const chart, digit, padding = 900, 7, 5 // pixels: the chart, a digit's breadth and a column's padding
	for _, name := range f.GetDefinedName() {
		if name.Name != "_xlnm.Print_Area" || name.Scope != "S-curves" {
			continue
		}
		last := strings.Split(name.RefersTo, "$")[3]
		columns, err := excelize.ColumnNameToNumber(last)
		if err != nil {
			t.Fatal(err)
		}
		pixels := 0.0
		for c := range columns {
			width, err := f.GetColWidth("S-curves", columnName(c+1))
			if err != nil {
				t.Fatal(err)
			}
			pixels += width*digit + padding
		}
		if pixels < chart {
			t.Errorf("columns A to %s are in print, %v pixels of a chart of %d", last, pixels, chart)
		}
		return
	}
	t.Error("the S-curves have no area in print")
}

func TestEqualDrawsGiveEqualBytes(t *testing.T) {
	a, b := riskBytes(t, drawn(t, "northshire", "block", "capped"), true), riskBytes(t, drawn(t, "northshire", "block", "capped"), true)
	if !bytes.Equal(a, b) {
		t.Error("two runs of the same draws gave different bytes")
	}
}

// What stands on the sheet Draws is what the draws came to, to the penny.
func TestTheSheetOfDrawsHoldsEveryFigure(t *testing.T) {
	f := drawn(t, "northshire", "block", "capped")
	b, err := plan(f.Drawn.Study, testAbout, f)
	if err != nil {
		t.Fatal(err)
	}
	figures := 0
	for k := range f.Scenarios {
		for i := range f.Scenarios[k].Items {
			item := &f.Scenarios[k].Items[i]
			figures += 1 + len(item.Years) + len(item.Months)
			if item.Contract != "" || item.Provider != "" {
				continue
			}
			for _, of := range append(append([]reports.RiskFigure{item.Whole}, item.Years...), item.Months...) {
				at := func(column int) float64 {
					return b.risk.drawn.at(k, item.Item, periodWord(of.Outcome.Period), column).number
				}
				places := drawnUnitsPlaces
				if item.Unit == engine.UnitPounds {
					places = drawnPoundsPlaces
				}
				for column, want := range map[int]float64{drawnStands: of.Outcome.Stands, drawnMean: of.Mean, drawnP10: of.P(10).Value, drawnP50: of.P(50).Value,
					drawnP90: of.P(90).Value, drawnP90Error: of.P(90).Error, drawnShortfall: of.Shortfall.Mean} {
					if got := at(column); strconv.FormatFloat(got, 'f', places, 64) != strconv.FormatFloat(want+0, 'f', places, 64) && got != rounded(want, places) {
						t.Errorf("%s, %s, %s, %s: %v, want %v", f.Scenarios[k].Key, item.Item, of.Outcome.Period, drawnHeads[column-1], got, want)
					}
				}
				if got := at(drawnDeficit); got != rounded(of.Deficit.P(), drawnSharePlaces) {
					t.Errorf("%s, %s, %s: chance below zero %v, want %v", f.Scenarios[k].Key, item.Item, of.Outcome.Period, got, of.Deficit.P())
				}
			}
		}
	}
	if rows := b.risk.drawn.next() - firstRow; rows != figures {
		t.Errorf("%d rows for %d figures", rows, figures)
	}
}

// All of the sheet is printed, on as many pages as it takes, however many scenarios there are.
func TestTheSheetRiskIsPrintedWhole(t *testing.T) {
	m, err := scenarios.Load("northshire")
	if err != nil {
		t.Fatal(err)
	}
	drawable, err := scenarios.NewDrawable(m, scenarios.Selection{})
	if err != nil {
		t.Fatal(err)
	}
	if err := drawable.Bridge(nil); err != nil {
		t.Fatal(err)
	}
	of, err := drawable.Draw(t.Context(), risk.Origin{Study: "test", Seed: 1, Range: risk.Whole(risk.BlockDraws)}, 0, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	figures, err := reports.NewRiskFigures(t.Context(), of, 0)
	if err != nil {
		t.Fatal(err)
	}
	b, err := plan(drawable.Study, testAbout, figures)
	if err != nil {
		t.Fatal(err)
	}
	s := sheetNamed(t, b, "Risk")
	if printed, wide := s.columnsPrinted(), s.breadth(); printed < wide || wide < 2+len(figures.Scenarios) || s.fit != 0 {
		t.Errorf("%d of %d columns are printed, for %d scenarios, on %d pages", printed, wide, len(figures.Scenarios), s.fit)
	}
}

func TestTheCoverSaysWhichDraws(t *testing.T) {
	f := drawn(t, "northshire", "block", "capped")
	file := opened(t, riskBytes(t, f, true))
	rows, err := file.GetRows(scenarios.CoverSheet)
	if err != nil {
		t.Fatal(err)
	}
	want := "1,000 draws, seed 1, draws 0 to 999; every scenario on the same draws. Quantiles are of each total's own draws and are never added up: the P90 of a total is not the sum of P90s."
	if !slices.ContainsFunc(rows, func(r []string) bool { return len(r) > 1 && r[0] == "Draws" && r[1] == want }) {
		t.Errorf("the cover does not say %q", want)
	}
}

// LibreOffice works every formula of a workbook of draws out for itself; then the scenario,
// item and period shown are chosen anew, and an input changed.
func TestLibreOfficeWorksOutAWorkbookOfDraws(t *testing.T) {
	f := drawn(t, "northshire", "block", "local", "capped")
	twin := riskBytes(t, f, false)
	b, err := plan(f.Drawn.Study, testAbout, f)
	if err != nil {
		t.Fatal(err)
	}
	chosen := opened(t, twin)
	year := b.time.years[1].String()
	for sheet, choice := range map[string][2]string{"Risk": {"Period shown", year}, "Fans": {"Scenario shown", "capped"}, "S-curves": {"Item shown", "surplus"}} {
		if err := chosen.SetCellValue(sheet, strings.ReplaceAll(sheetNamed(t, b, sheet).parameter(choice[0]), "$", ""), choice[1]); err != nil {
			t.Fatal(err)
		}
	}
	edited := opened(t, twin)
	if err := edited.SetCellValue("contracts", columnName(f.Drawn.Model.Table("contracts").Schema.Index("annual_value")+1)+strconv.Itoa(inputFirst), 77000000); err != nil {
		t.Fatal(err)
	}
	worked := recalculated(t, twin, fileBytes(t, chosen), fileBytes(t, edited))

	sameCells(t, "northshire", opened(t, riskBytes(t, f, true)), worked[0])
	if flag, _ := worked[0].GetCellValue("Risk", "A2"); flag != "All checks pass." {
		t.Errorf("the checks say %q", flag)
	}

	raw := excelize.Options{RawCellValue: true}
	at := func(file *excelize.File, sheet, cell string) float64 {
		t.Helper()
		text, err := file.GetCellValue(sheet, cell, raw)
		if err != nil {
			t.Fatal(err)
		}
		x, err := strconv.ParseFloat(text, 64)
		if err != nil {
			t.Fatalf("%s!%s: %v", sheet, cell, err)
		}
		return x
	}
	holds := func(sheet string, want ...float64) {
		t.Helper()
		rows, err := worked[1].GetRows(sheet, raw)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range want {
			if !slices.ContainsFunc(rows, func(r []string) bool {
				return slices.ContainsFunc(r, func(text string) bool {
					y, err := strconv.ParseFloat(text, 64)
					return err == nil && y == rounded(x, 2)
				})
			}) {
				t.Errorf("%s does not show %.2f once chosen", sheet, x)
			}
		}
	}
	of := func(scenario int, item string) *reports.RiskItem {
		i, known := f.Scenarios[scenario].Item(item, "", "")
		if !known {
			t.Fatalf("no %s", item)
		}
		return i
	}
	holds("Risk", of(1, engine.ItemIncome).Years[1].P(90).Value, of(2, engine.GoalSurplus).Years[1].Mean)
	holds("Fans", of(2, engine.GoalCost).Months[5].P(25).Value, of(2, engine.ItemIncome).Years[2].P(75).Value)
	holds("S-curves", of(0, engine.GoalSurplus).Curve[50].Value)

	if flag, _ := worked[2].GetCellValue("Risk", "A2"); flag != "All checks pass. DRAWS ARE STALE: inputs were changed since they were drawn. Save, then run: parity risk FILE" {
		t.Errorf("once an annual value is changed the banner says %q", flag)
	}
	if before, after := at(worked[0], "Risk", "C10"), at(worked[2], "Risk", "C10"); before == after {
		t.Error("the projection beside the draws does not follow an annual value")
	}
}

func sheetNamed(t *testing.T, b *book, name string) *sheet {
	t.Helper()
	for _, s := range b.sheets {
		if s.name == name {
			return s
		}
	}
	t.Fatal(fmt.Errorf("no sheet %s", name))
	return nil
}

func fileBytes(t *testing.T, file *excelize.File) []byte {
	t.Helper()
	b, err := file.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
