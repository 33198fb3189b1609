package workbook

import "testing"

// Workings whose figures add up are printed by year, others with their months; what is for
// pivots and for parity verify is printed as far as it says so.
func TestWhatIsPrinted(t *testing.T) {
	s := simulated(t, "northshire", "block", "capped")
	areas := map[string]string{}
	for _, name := range written(t, s).GetDefinedName() {
		if name.Name == "_xlnm.Print_Area" {
			areas[name.Scope] = name.RefersTo
		}
	}
	b, err := plan(s, testAbout, nil)
	if err != nil {
		t.Fatal(err)
	}
	rows := func(sheet *sheet) string { return itoa(len(sheet.rows)) }
	for name, want := range map[string]string{
		"Values":      "'Values'!$A$1:$J$" + rows(b.values.sheet), // labels, three years and their total
		"Payments":    "'Payments'!$A$1:$J$" + rows(b.payments.sheet),
		"Unit prices": "", // prices do not add up
		"Statement":   "",
		"Facts":       "'Facts'!$A$1:$H$4",
		"Record":      "'Record'!$A$1:$D$4",
		"Bridge":      "'Bridge'!$A$1:$G$" + rows(b.bridge.sheet), // not the columns that charts are drawn from
	} {
		if areas[name] != want {
			t.Errorf("sheet %s is printed as %q, want %q", name, areas[name], want)
		}
	}
}
