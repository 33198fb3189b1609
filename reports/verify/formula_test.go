package verify

import "testing"

func TestFormulasAreTheSameHoweverASpreadsheetSpellsThem(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"SUM(A1:B2)", "=SUM( A1:B2 )", true},
		{"sum(a1)", "of:=SUM(A1)", true},
		{"Time!A1", "'Time'!A1", true},
		{"'Unit prices'!$A$1*0.50", "'unit prices'!$A$1*.5", true},
		{"IF(TRUE,1,2)", "IF(TRUE(),1,2)", true},
		{"_xlfn.XLOOKUP(A1,B:B,C:C)", "XLOOKUP(A1,B:B,C:C)", true},
		{"1E-3*A1", "0.001*A1", true},
		{`"a b"&A1`, `"a b" & A1`, true},
		{"A1", "$A1", false},
		{"A1", "A2", false},
		{"A1 B1", "A1B1", false},
		{`"a b"`, `"ab"`, false},
		{`"a"`, `"A"`, false},
		{"A1+B1", "A1-B1", false},
		{"'Unit prices'!A1", "'Unit costs'!A1", false},
		{"ROUND(A1,2)", "ROUND(A1,1)", false},
		{"A1*1.10", "A1*1.01", false},
	} {
		if same := sameFormula(c.a, c.b); same != c.same {
			t.Errorf("%s and %s: same is %v; they become %s and %s", c.a, c.b, same, normal(c.a), normal(c.b))
		}
	}
}

// Excel writes a formula that is copied across once, and each copy as a shift of it.
func TestSharedFormulasStandAsCopied(t *testing.T) {
	for _, c := range []struct {
		formula       string
		columns, rows int
		want          string
	}{
		{"A1+$B$2", 1, 2, "B3+$B$2"},
		{"$A1*A$1", 3, 4, "$A5*D$1"},
		{"SUM(L7:AU7)", 0, 1, "SUM(L8:AU8)"},
		{"Z1", 1, 0, "AA1"},
		{"'Unit prices'!A1&Time!$B2", 1, 1, "'Unit prices'!B2&Time!$B3"},
		{`IF(A1="A1",LOG10(B2),"B2")`, 1, 1, `IF(B2="A1",LOG10(C3),"B2")`},
		{"SUM(A:A)+SUM($B:C)+SUM(4:$7)", 1, 1, "SUM(B:B)+SUM($B:D)+SUM(5:$7)"},
		{"A1*2", 1, 1, "B2*2"},
		{"Sheet1!A1", 1, 1, "Sheet1!B2"},
		{"rate+A1", 1, 1, "rate+B2"},
	} {
		if got := shifted(c.formula, c.columns, c.rows); got != c.want {
			t.Errorf("%s, %d to the right and %d down: %s, want %s", c.formula, c.columns, c.rows, got, c.want)
		}
	}
}

// The ways in which spreadsheets write one and the same cell.
func TestCellsReadHoweverTheyAreWritten(t *testing.T) {
	shared := []string{"zero", "one"}
	for _, c := range []struct {
		name, xml string
		want      cell
	}{
		{"inline text", `<c r="B2" t="inlineStr"><is><t xml:space="preserve"> a&amp;b&#10;</t></is></c>`, cell{kind: text, text: " a&b\n"}},
		{"rich text", `<c r="B2" t="inlineStr"><is><r><rPr><b/></rPr><t>a</t></r><r><t>b</t></r><rPh><t>no</t></rPh></is></c>`, cell{kind: text, text: "ab"}},
		{"shared text", `<c r="B2" s="4" t="s"><v>1</v></c>`, cell{kind: text, text: "one"}},
		{"a number", `<c r="B2"><v>1.5</v></c>`, cell{kind: number, number: 1.5}},
		{"a number said to be one", `<c r="B2" t="n"><v>15E-1</v></c>`, cell{kind: number, number: 1.5}},
		{"with a namespace", `<x:c r="B2"><x:v>1.5</x:v></x:c>`, cell{kind: number, number: 1.5}},
		{"without its name", `<c><v>9</v></c><c><v>1.5</v></c>`, cell{kind: number, number: 1.5}},
		{"a truth", `<c r="B2" t="b"><v>1</v></c>`, cell{kind: truth, number: 1}},
		{"an error", `<c r="B2" t="e"><v>#REF!</v></c>`, cell{kind: failure, text: "#REF!"}},
		{"a formula", `<c r="B2"><f aca="false">A1&amp;"&lt;"</f><v>3</v></c>`, cell{kind: number, number: 3, formula: `A1&"<"`}},
		{"a formula for a text", `<c r="B2" t="str"><f>A1</f><v></v></c>`, cell{kind: text, formula: "A1"}},
		{"a shared formula", `<c r="A1"><f t="shared" ref="A1:B2" si="0">C3+1</f><v>1</v></c><c r="B2"><f t="shared" si="0"/><v>2</v></c>`, cell{kind: number, number: 2, formula: "D4+1"}},
		{"an array formula", `<c r="B2"><f t="array" ref="B2">A1</f><v>1</v></c>`, cell{kind: number, number: 1, formula: "{A1}"}},
		{"in a comment", `<!-- <c r="B2"><v>7</v></c> --><c r="B2"><v>1.5</v></c>`, cell{kind: number, number: 1.5}},
		{"character data", `<c r="B2" t="str"><v><![CDATA[a<b]]></v></c>`, cell{kind: text, text: "a<b"}},
	} {
		cells, err := readCells("test", `<?xml version="1.0"?><worksheet><sheetData><row r="2">`+c.xml+`</row></sheetData></worksheet>`, shared)
		if err != nil || len(cells) == 0 {
			t.Errorf("%s: %v, %v", c.name, cells, err)
			continue
		}
		got := cells[len(cells)-1]
		c.want.row, c.want.column = 2, 2
		if got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}

// Whatever the XML, reading ends with cells or an error that names the sheet.
func FuzzReadCells(f *testing.F) {
	f.Add(`<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>`)
	f.Add(`<sheetData><row><c><f t="shared" si="1">A1:B$2</f></c><c><f t="shared" si="1"/><v>&#x41;</v>`)
	f.Fuzz(func(t *testing.T, xml string) {
		cells, err := readCells("fuzzed", xml, []string{"a"})
		for i := range cells {
			if cells[i].kind == nothing && cells[i].formula == "" {
				t.Errorf("an empty cell in %q", xml)
			}
		}
		if err != nil && err.Error() == "" {
			t.Error("an error that says nothing")
		}
	})
}

func TestNumbersAreTheSameButForNoise(t *testing.T) {
	for _, c := range []struct {
		a, b             float64
		calculated, same bool
	}{
		{0.1 + 0.2, 0.3, false, true},
		{12.5, 12.5000001, false, false},
		{100_000_000, 100_000_000.005, true, false},
		{100_000_000, 100_000_000.003, true, true},
		{1.05, 1.05 + 1e-10, true, true},
		{1.05, 1.05 + 1e-8, true, false},
		{0, 1e-12, true, true},
		{0, 1e-12, false, false},
		{-1, 1, true, false},
	} {
		if same := sameNumber(c.a, c.b, c.calculated); same != c.same {
			t.Errorf("%v and %v, calculated %v: same is %v", c.a, c.b, c.calculated, same)
		}
	}
}
