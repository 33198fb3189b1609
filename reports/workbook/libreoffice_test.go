package workbook

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"parity/scenarios"
)

// requireLibreOffice is the environment variable that makes the absence of LibreOffice a
// failure, for machines where the check has to run.
const requireLibreOffice = "PARITY_REQUIRE_LIBREOFFICE"

// alwaysRecalculate is a LibreOffice profile in which every formula is worked out on load:
// by default it keeps the values a file stores, even where they are wrong.
const alwaysRecalculate = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>`

// recalculated has LibreOffice work out workbooks and gives them as it saved them, in one
// run of it.
func recalculated(t *testing.T, workbooks ...[]byte) []*excelize.File {
	t.Helper()
	office, err := exec.LookPath("soffice")
	if err != nil {
		if os.Getenv(requireLibreOffice) != "" {
			t.Fatalf("LibreOffice (soffice) was not found, and %s is set", requireLibreOffice)
		}
		t.Skip("LibreOffice (soffice) was not found: the workbook's formulas were not worked out by a second engine")
	}
	folder := t.TempDir()
	profile, out := filepath.Join(folder, "profile"), filepath.Join(folder, "out")
	if err := os.MkdirAll(filepath.Join(profile, "user"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(profile, "user", "registrymodifications.xcu"), []byte(alwaysRecalculate), 0o600); err != nil {
		t.Fatal(err)
	}
	arguments := []string{"-env:UserInstallation=file://" + filepath.ToSlash(profile), "--headless", "--convert-to", "xlsx", "--outdir", out}
	var names []string
	for i, content := range workbooks {
		name := fmt.Sprintf("workbook-%d.xlsx", i)
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
		arguments = append(arguments, path)
	}
	if said, err := exec.Command(office, arguments...).CombinedOutput(); err != nil {
		t.Fatalf("LibreOffice failed: %v\n%s", err, said)
	}
	var files []*excelize.File
	for _, name := range names {
		content, err := os.ReadFile(filepath.Join(out, name))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, opened(t, content))
	}
	return files
}

func both(t *testing.T, s *scenarios.Study) (with, without []byte) {
	t.Helper()
	var a, b bytes.Buffer
	if err := Write(&a, s, testAbout); err != nil {
		t.Fatal(err)
	}
	if err := WriteWithoutCaches(&b, s, testAbout); err != nil {
		t.Fatal(err)
	}
	return a.Bytes(), b.Bytes()
}

// LibreOffice is given no value of any formula; each has to come out as the engine says.
func TestLibreOfficeWorksOutWhatTheEngineGives(t *testing.T) {
	studies := []*scenarios.Study{simulated(t, "northshire"), simulated(t, "england-2015-16"), simulated(t, "talking-therapies"), cutInItsTables(t), everyTerm(t),
		simulated(t, "northshire", "block", "capped+more-people", "blended+more-people")}
	var stored []*excelize.File
	var twins [][]byte
	for _, s := range studies {
		with, without := both(t, s)
		stored, twins = append(stored, opened(t, with)), append(twins, without)
	}
	for i, worked := range recalculated(t, twins...) {
		if formulas := sameCells(t, studies[i].Model.Name, stored[i], worked); formulas < 1000 {
			t.Errorf("%s: only %d figures were compared", studies[i].Model.Name, formulas)
		}
	}
}

// sameCells compares every cell of two workbooks and counts those that hold something.
func sameCells(t *testing.T, model string, stored, worked *excelize.File) int {
	t.Helper()
	raw := excelize.Options{RawCellValue: true}
	compared, differ := 0, 0
	for _, sheet := range stored.GetSheetList() {
		want, err := stored.GetRows(sheet, raw)
		if err != nil {
			t.Fatal(err)
		}
		got, err := worked.GetRows(sheet, raw)
		if err != nil {
			t.Fatal(err)
		}
		for r := range want {
			for c, text := range want[r] {
				said := ""
				if r < len(got) && c < len(got[r]) {
					said = got[r][c]
				}
				compared++
				if !sameFigure(text, said) {
					if differ++; differ <= 10 {
						formula, _ := stored.GetCellFormula(sheet, cellName(c+1, r+1))
						t.Errorf("%s, %s!%s: stored %q, worked out %q by =%s", model, sheet, cellName(c+1, r+1), text, said, formula)
					}
				}
			}
		}
	}
	if differ > 10 {
		t.Errorf("%s: %d cells differ in all", model, differ)
	}
	return compared
}

// sameFigure holds money to a hundredth of a penny and rates to the sixth place; text has
// to be equal.
func sameFigure(stored, worked string) bool {
	if stored == worked {
		return true
	}
	x, err := strconv.ParseFloat(stored, 64)
	if err != nil {
		return false
	}
	y := 0.0
	if worked != "" {
		if y, err = strconv.ParseFloat(worked, 64); err != nil {
			return false
		}
	}
	return math.Abs(x-y) <= 1e-4 && math.Abs(x-y) <= 1e-6*max(1, math.Abs(x))
}

// edit is an input changed in the workbook by hand, and the same in the model's tables.
type edit struct {
	name, table, column string
	row                 int
	value               float64
}

// Inputs are changed in the workbook as a person would; LibreOffice works it out; and the
// comparison has to be what the engine says of a model with the same changes.
func TestChangedInputsMoveTheComparison(t *testing.T) {
	var names []string
	var after []*scenarios.Study
	var edited [][]byte
	for _, c := range []struct {
		study func(testing.TB) *scenarios.Study
		edits []edit
	}{
		{func(t testing.TB) *scenarios.Study { return simulated(t, "northshire") }, []edit{
			{"annual value", "contracts", "annual_value", 0, 78123456.78},
			{"MFF", "providers", "mff", 0, 1.0711},
			{"efficiency", "uplifts", "efficiency", 2, 0.0135},
			{"unit cost", "resources", "unit_cost", 3, 301.77},
			{"cap", "changes", "value", rowOfChange("capped", "upper"), 0.0123},
			{"rate", "changes", "value", rowOfChange("blended", "rate_above"), 0.61},
		}},
		{func(t testing.TB) *scenarios.Study { return simulated(t, "england-2015-16") }, []edit{
			{"price", "prices", "price", 0, 1.0175}, {"MFF", "providers", "mff", 5, 1.11}, {"annual value", "contracts", "annual_value", 7, 99000000.01},
		}},
		{everyTerm, []edit{
			{"price", "prices", "price", 1, 161.37}, {"rate a head", "contracts", "rate_per_head", 1, 61.2}, {"weight", "weights", "weight", 1, 1.4},
			{"score", "outcomes", "score", 0, 0.9}, {"uplift", "uplifts", "cost_uplift", 1, 0.0111}, {"MFF base", "schedules", "mff_base", 0, 1.03},
			{"share", "terms", "share", 0, 0.04}, {"efficiency delivered", "resources", "efficiency_delivered", 1, 0.004},
		}},
	} {
		study := c.study(t)
		_, twin := both(t, study)
		file := opened(t, twin)
		model := study.Model.Clone()
		for _, e := range c.edits {
			table := model.Table(e.table)
			row := e.row
			if row < 0 {
				row = findChange(t, model, e.row)
			}
			column := table.Schema.Index(e.column)
			table.Rows[row].Cells[column] = strconv.FormatFloat(e.value, 'f', -1, 64)
			if err := file.SetCellValue(e.table, cellName(column+1, row+inputFirst), e.value); err != nil {
				t.Fatal(err)
			}
		}
		var changed bytes.Buffer
		if err := file.Write(&changed); err != nil {
			t.Fatal(err)
		}
		ran, err := scenarios.Simulate(model, scenarios.Selection{})
		if err != nil {
			t.Fatal(err)
		}
		if err := ran.Bridge(nil); err != nil {
			t.Fatal(err)
		}
		names, after, edited = append(names, study.Model.Name), append(after, ran), append(edited, changed.Bytes())
	}
	for i, worked := range recalculated(t, edited...) {
		for _, sheet := range []string{"Summary", "Comparison", "Payments", "Statement", "Winners and losers"} {
			sameSheet(t, names[i], sheet, written(t, after[i]), worked)
		}
		if flag, _ := worked.GetCellValue("Checks", "A5"); flag != "All checks pass." {
			t.Errorf("%s: after changing live inputs the checks say %q", names[i], flag)
		}
	}
}

// The banner says so where an input was changed that only Parity can follow, and where a
// part of the bridge was.
func TestChangedCaseloadMakesQuantitiesStale(t *testing.T) {
	_, twin := both(t, simulated(t, "northshire", "block", "local"))
	file := opened(t, twin)
	if err := file.SetCellValue("caseload", "E8", 12345); err != nil {
		t.Fatal(err)
	}
	var changed, forged bytes.Buffer
	if err := file.Write(&changed); err != nil {
		t.Fatal(err)
	}
	part := opened(t, twin)
	rows, err := part.GetRows("Bridge")
	if err != nil {
		t.Fatal(err)
	}
	for r := range rows {
		if len(rows[r]) > 1 && rows[r][1] == "form of payment" {
			if err := part.SetCellValue("Bridge", cellName(bridgeYears, r+1), 12345); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := part.Write(&forged); err != nil {
		t.Fatal(err)
	}
	both := recalculated(t, changed.Bytes(), forged.Bytes())
	if flag, _ := both[1].GetCellValue("Summary", "A2"); !strings.Contains(flag, "1 of the checks fail") {
		t.Errorf("Summary says %q after a part of the bridge was changed", flag)
	}
	worked := both[0]
	for _, sheet := range []string{"Cover", "Summary", "Statement", "caseload"} {
		if flag, _ := worked.GetCellValue(sheet, "A2"); !strings.Contains(flag, "QUANTITIES ARE STALE") {
			t.Errorf("%s says %q after a start was changed", sheet, flag)
		}
	}
}

// sameSheet compares one sheet of two workbooks.
func sameSheet(t *testing.T, model, sheet string, want, got *excelize.File) {
	t.Helper()
	raw := excelize.Options{RawCellValue: true}
	a, err := want.GetRows(sheet, raw)
	if err != nil {
		t.Fatal(err)
	}
	b, err := got.GetRows(sheet, raw)
	if err != nil {
		t.Fatal(err)
	}
	differ := 0
	for r := range a {
		for c, text := range a[r] {
			said := ""
			if r < len(b) && c < len(b[r]) {
				said = b[r][c]
			}
			if !sameFigure(text, said) {
				if differ++; differ <= 5 {
					formula, _ := want.GetCellFormula(sheet, cellName(c+1, r+1))
					t.Errorf("%s, %s!%s: the engine gives %q and the changed workbook %q by =%s", model, sheet, cellName(c+1, r+1), text, said, formula)
				}
			}
		}
	}
	if len(a) == 0 {
		t.Errorf("%s: sheet %s is empty", model, sheet)
	}
}

// changesToFind are lines of the changes table that edits name by a negative row.
var changesToFind = []struct{ scenario, column string }{}

// rowOfChange names a scenario's first line for a column; findChange finds its row.
func rowOfChange(scenario, column string) int {
	changesToFind = append(changesToFind, struct{ scenario, column string }{scenario, column})
	return -len(changesToFind)
}

func findChange(t *testing.T, m *scenarios.Model, row int) int {
	t.Helper()
	is := changesToFind[-row-1]
	changes := m.Table("changes")
	for i := range changes.Rows {
		if changes.Cell(i, "scenario") == is.scenario && changes.Cell(i, "column") == is.column {
			return i
		}
	}
	t.Fatalf("scenario %s changes no %s", is.scenario, is.column)
	return -1
}
