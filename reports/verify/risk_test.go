package verify_test

import (
	"bytes"
	"context"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"parity/engine/risk"
	"parity/reports"
	"parity/reports/verify"
	"parity/reports/workbook"
	"parity/scenarios"
)

// drawnWorkbook is the workbook of a thousand draws of two scenarios of Northshire, and its fingerprint.
func drawnWorkbook(t testing.TB) (content []byte, fingerprint string) {
	t.Helper()
	m, err := scenarios.Load("northshire")
	if err != nil {
		t.Fatal(err)
	}
	drawable, err := scenarios.NewDrawable(m, scenarios.Selection{Scenarios: []string{"block", "capped"}})
	if err != nil {
		t.Fatal(err)
	}
	if err := drawable.Bridge(nil); err != nil {
		t.Fatal(err)
	}
	figures, err := inMemory(drawable, version, verify.Draws{Number: risk.BlockDraws, Seed: 7, Drivers: []reports.DriversAsked{{Result: "surplus", Draws: risk.BlockDraws}}})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	about := workbook.About{Version: version, Command: "parity risk northshire", Author: "The tests", Date: time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC), Fingerprint: figures.Fingerprint}
	if err := workbook.WriteRisk(&b, figures, about); err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), figures.Fingerprint()
}

// inMemory makes draws, as verify.Draw.
func inMemory(d *scenarios.Drawable, version string, asked verify.Draws) (*reports.RiskFigures, error) {
	ctx := context.Background()
	drawn, err := d.Draw(ctx, risk.Origin{Study: reports.Fingerprint(d.Study, version), Seed: asked.Seed, Range: risk.Whole(asked.Number)}, 0, nil, nil)
	if err != nil {
		return nil, err
	}
	figures, err := reports.NewRiskFigures(context.Background(), drawn, 0)
	if err != nil {
		return nil, err
	}
	for _, of := range asked.Drivers {
		found, err := reports.Drive(ctx, d, of, asked.Seed, nil)
		if err != nil {
			return nil, err
		}
		figures.Drivers = append(figures.Drivers, found)
	}
	return figures, nil
}

func TestAWorkbookOfDrawsIsDrawnAgain(t *testing.T) {
	content, fingerprint := drawnWorkbook(t)
	finding, err := checked(savedAgain(t, content), verify.Against{Expect: fingerprint, Draw: inMemory})
	if err != nil {
		t.Fatal(err)
	}
	if text := said(t, finding); !finding.Same() || !strings.Contains(text, "Unaltered: it agrees with the fingerprint expected") {
		t.Error(text)
	}
}

func TestWhatIsSaidOfEditsOfDraws(t *testing.T) {
	content, fingerprint := drawnWorkbook(t)
	record := recordRow(t, content)
	for _, c := range []struct {
		name   string
		change func(f *excelize.File) error
		says   []string
	}{
		{"a figure of the draws", func(f *excelize.File) error { return f.SetCellValue("Draws", "P6", 123) },
			[]string{"Draws!P6: value was ", "is 123"}},
		{"what drives it", func(f *excelize.File) error { return f.SetCellValue("Drivers", driverAt(t, f, "contacts"), 123) },
			[]string{"Drivers!C", "value was ", "is 123"}},
		{"of what it is asked", func(f *excelize.File) error {
			return f.SetCellValue("Record", "B"+record[workbook.RecordDrivers], "income")
		},
			[]string{"Drivers!A"}},
		{"an interval", func(f *excelize.File) error { return f.SetCellValue("uncertainty", "D6", 0.5) },
			[]string{"uncertainty!D6: value was 0.92, is 0.5", "Fingerprint: " + fingerprint}},
		{"the seed", func(f *excelize.File) error { return f.SetCellValue("Record", "B"+record[workbook.RecordSeed], "8") },
			[]string{"its fingerprint " + fingerprint + " is not that of the run it records"}},
	} {
		finding, err := checked(edited(t, content, c.change), verify.Against{Draw: inMemory})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		text := said(t, finding)
		for _, want := range c.says {
			if !strings.Contains(text, want) {
				t.Errorf("%s: it does not say %q:\n%s", c.name, want, text)
			}
		}
		if finding.Same() {
			t.Errorf("%s: was not found", c.name)
		}
	}
}

// driverAt is the cell of a factor's P10 in the first table of drivers.
func driverAt(t *testing.T, f *excelize.File, factor string) string {
	t.Helper()
	rows, err := f.GetRows("Drivers")
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(rows, func(r []string) bool { return len(r) > 2 && r[0] == factor })
	if at < 0 {
		t.Fatalf("no row of %s", factor)
	}
	return "C" + strconv.Itoa(at+1)
}

func TestBaseDrawsThatNoRunHas(t *testing.T) {
	content, _ := drawnWorkbook(t)
	row := recordRow(t, content)[workbook.RecordDrivers]
	_, err := checked(edited(t, content, func(f *excelize.File) error { return f.SetCellValue("Record", "C"+row, "1500") }), verify.Against{Draw: inMemory})
	want := `result.xlsx: Record!C` + row + `: found "1500"; drivers are worked out from a multiple of 1000 base draws`
	if err == nil || err.Error() != want {
		t.Errorf("%v\nwant %s", err, want)
	}
}

func TestDrawsThatNoRunHas(t *testing.T) {
	content, _ := drawnWorkbook(t)
	record := recordRow(t, content)
	for _, draws := range []string{"9999000000", "1500", "-1000", "many"} {
		_, err := checked(edited(t, content, func(f *excelize.File) error {
			return f.SetCellValue("Record", "B"+record[workbook.RecordDraws], draws)
		}), verify.Against{Draw: inMemory})
		want := `result.xlsx: Record!B` + record[workbook.RecordDraws] + `: found "` + draws + `"; a run has a multiple of 1000 draws; one without any has deterministic`
		if err == nil || err.Error() != want {
			t.Errorf("%s draws: %v\nwant %s", draws, err, want)
		}
	}
}
