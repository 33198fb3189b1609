package scenarios

import (
	"slices"
	"strings"
	"testing"
)

// stated is the probed service with a row in every table whose numbers are not drawn.
var stated = over(probed, map[string]string{
	"indices.csv":  "index,year,value,release\ngdp,2025-26,100,March 2026\n",
	"recovery.csv": "contract,currency,recovery_rate,return_rate\nnorth,1,0.5,0.2\n",
	"schedules.csv": strings.NewReplacer(",uplift,rounding\n", ",uplift,rounding\n", "risen,Risen,local,given,,no,,net,\n", "risen,Risen,local,given,,no,,net,0.01\n").
		Replace(probed["schedules.csv"]),
})

// TestEveryColumnOfNumbersIsDrawnOrRefused goes over all tables: a column of numbers is one that
// TestProbeEveryColumn draws, or one that is refused with what is said of it here.
func TestEveryColumnOfNumbersIsDrawnOrRefused(t *testing.T) {
	var drawn []string
	for _, cells := range drawable(read(t, probed)) {
		drawn = append(drawn, cells.String())
	}
	const none, whole = "; only numbers are drawn; name a column of numbers", "; what is drawn is no whole number; name a column of other numbers"
	refused := map[string]string{
		"model.value":            ", which holds no number" + none,
		"terms.step":             ", which holds whole numbers" + whole,
		"resources.lag_months":   ", which holds whole numbers" + whole,
		"cuts.line":              ", which holds whole numbers" + whole,
		"changes.line":           ", which holds whole numbers" + whole,
		"indices.value":          ", which moves nothing in any scenario; a deflator is a release, which figures in real terms are made with as it was published; take the row out",
		"schedules.rounding":     ", which moves nothing in any scenario; what prices are rounded to is agreed; take the row out",
		"recovery.recovery_rate": ", which moves nothing in any scenario; what a claimed recovery is paid follows from the score of its outcome; make that uncertain; take the row out",
		"recovery.return_rate":   ", which moves nothing in any scenario; who comes back is among the starts that the caseload states; make those uncertain; take the row out",
		"resources.wte_per_unit": ", which moves nothing in any scenario; staff follow from care and move neither payment nor cost; take the row out",
		"resources.staff_share":  ", which moves nothing in any scenario; staff follow from care and move neither payment nor cost; take the row out",
		"resources.wte_cost":     ", which moves nothing in any scenario; staff follow from care and move neither payment nor cost; take the row out",
	}
	// Where a column is blank in other rows.
	first, second := []Condition{{Column: "unit_cost", Values: []string{"151.37"}}}, []Condition{{Column: "unit_cost", Values: []string{"155.01"}}}
	filled := map[string][]Condition{
		"schedules.rounding":     {{Column: "schedule", Values: []string{"risen"}}},
		"resources.wte_per_unit": second,
		"resources.staff_share":  first,
		"resources.wte_cost":     first,
	}
	for _, schema := range Schemas() {
		if slices.Contains([]string{"uncertainty", "correlations"}, schema.Table) {
			continue // what is uncertain is a figure of the model: TestCheckUncertainty
		}
		for _, column := range schema.Columns {
			name := schema.Table + "." + column.Name
			if !column.Kind.Numeric() && column.Kind != Value || name == "changes.value" { // TestUncertainChanges
				continue
			}
			why, isRefused := refused[name]
			delete(refused, name)
			switch {
			case isRefused && slices.Contains(drawn, name):
				t.Errorf("%s is drawn, and to be refused", name)
			case !isRefused && !slices.Contains(drawn, name):
				t.Errorf("%s holds numbers, and is neither drawn nor refused: give the probed model some, or say here why it is not drawn", name)
			case isRefused:
				cells := CellSet{Table: schema.Table, Column: column.Name, Where: filled[name]}
				if got, want := refusal(t, cells), `uncertainty.csv, row 2, column cells: found "`+cells.String()+`"`+why; got != want {
					t.Errorf("got\n%s\nwant\n%s", got, want)
				}
			}
		}
	}
	for name := range refused {
		t.Errorf("%s is no column of numbers", name)
	}
}

// refusal is what is said of an uncertain figure that is not drawn.
func refusal(t *testing.T, cells CellSet) string {
	t.Helper()
	files := over(stated, map[string]string{"uncertainty.csv": uncertaintyHeader + `p,"` + cells.String() + "\",multiply,0.95,1.05,uniform,,\n"})
	m, faults, err := readFolder(folderOf(files), "clinic")
	if err != nil || len(faults) > 0 {
		t.Fatal(err, faults)
	}
	var lines []string
	for _, fault := range Check(m) {
		if line := fault.String(); strings.HasPrefix(line, "uncertainty.csv, ") {
			lines = append(lines, line)
		}
	}
	if len(lines) > 0 {
		return strings.Join(lines, "\n")
	}
	study, err := Simulate(m, Selection{Scenarios: []string{"set"}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = NewUncertainty(study)
	return messages(err)
}
