package verify

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// word is a piece of a formula: a name or reference, a number, a text in quotation marks, a
// sheet's name in apostrophes, space, or a sign.
type word struct {
	kind wordKind
	text string
}

type wordKind uint8

const (
	sign wordKind = iota
	nameWord
	numberWord
	literal
	sheetName // without its apostrophes
	space
)

// words takes a formula apart.
func words(formula string) []word {
	var list []word
	for formula != "" {
		c := formula[0]
		length, kind := 1, sign
		switch {
		case c == '"' || c == '\'':
			length = quotedLength(formula)
			kind = literal
			if c == '\'' {
				kind = sheetName
			}
		case c <= ' ':
			kind = space
			for length < len(formula) && formula[length] <= ' ' {
				length++
			}
		case isDigit(c) || c == '.':
			kind, length = numberWord, numberLength(formula)
		case isNameSign(c):
			kind = nameWord
			for length < len(formula) && (isNameSign(formula[length]) || isDigit(formula[length]) || formula[length] == '.') {
				length++
			}
		}
		list = append(list, word{kind, formula[:length]})
		formula = formula[length:]
	}
	return list
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isNameSign(c byte) bool {
	return 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' || c == '_' || c == '$' || c == '\\' || c >= utf8.RuneSelf
}

// quotedLength is the length of what is in quotation marks; a mark inside is written twice.
func quotedLength(formula string) int {
	mark := formula[0]
	for i := 1; i < len(formula); i++ {
		if formula[i] != mark {
			continue
		}
		if i+1 < len(formula) && formula[i+1] == mark {
			i++
			continue
		}
		return i + 1
	}
	return len(formula)
}

func numberLength(formula string) int {
	i := 0
	for i < len(formula) && (isDigit(formula[i]) || formula[i] == '.') {
		i++
	}
	if i < len(formula) && formula[i]&^0x20 == 'E' {
		j := i + 1
		if j < len(formula) && (formula[j] == '+' || formula[j] == '-') {
			j++
		}
		if j < len(formula) && isDigit(formula[j]) {
			for j < len(formula) && isDigit(formula[j]) {
				j++
			}
			return j
		}
	}
	return i
}

// How spreadsheets begin a formula, or a function that older ones lack, in some file or other.
const (
	openFormula    = "of:"
	futureFunction = "_XLFN."
)

// sameFormula says whether two formulas are the same but for how a spreadsheet spells them.
func sameFormula(a, b string) bool { return a == b || normal(a) == normal(b) }

// normal is a formula in one spelling: capitals, sheet names in apostrophes, numbers in their
// shortest form, no space but where it stands between two operands.
func normal(formula string) string {
	formula = strings.TrimPrefix(strings.TrimPrefix(strings.TrimSpace(formula), openFormula), "=")
	list := words(formula)
	var b strings.Builder
	for i := 0; i < len(list); i++ {
		w := list[i]
		switch w.kind {
		case space:
			if i > 0 && i+1 < len(list) && ends(list[i-1]) && begins(list[i+1]) {
				b.WriteByte(' ')
			}
		case nameWord:
			name := strings.TrimPrefix(strings.ToUpper(w.text), futureFunction)
			if i+1 < len(list) && list[i+1].text == "!" {
				name = "'" + strings.TrimPrefix(name, "$") + "'"
			}
			b.WriteString(name)
			if (name == "TRUE" || name == "FALSE") && i+2 < len(list) && list[i+1].text == "(" && list[i+2].text == ")" {
				i += 2
			}
		case sheetName:
			b.WriteString(strings.ToUpper(w.text))
		case numberWord:
			if x, err := strconv.ParseFloat(w.text, 64); err == nil {
				b.WriteString(strconv.FormatFloat(x, 'g', -1, 64))
			} else {
				b.WriteString(w.text)
			}
		default:
			b.WriteString(w.text)
		}
	}
	return b.String()
}

// ends and begins say whether an operand may end or begin with a word: space between two is
// an operator, the intersection.
func ends(w word) bool   { return w.kind != sign || w.text == ")" }
func begins(w word) bool { return w.kind != sign || w.text == "(" }

// shifted is a formula as it stands when copied some columns to the right and rows down.
func shifted(formula string, columns, rows int) string {
	list := words(formula)
	var b strings.Builder
	for i, w := range list {
		after, before := "", ""
		if i+1 < len(list) {
			after = list[i+1].text
		}
		if i > 0 {
			before = list[i-1].text
		}
		ranged := before == ":" || after == ":"
		if after == "(" || after == "!" || w.kind != nameWord && !(w.kind == numberWord && ranged) {
			b.WriteString(w.text)
			continue
		}
		b.WriteString(shiftedReference(w.text, ranged, columns, rows))
	}
	return b.String()
}

// shiftedReference moves a reference to a cell, or in a range to a column or a row alone;
// what is none stays as it is.
func shiftedReference(name string, ranged bool, columns, rows int) string {
	rest := name
	fixedColumn := strings.HasPrefix(rest, "$")
	rest = strings.TrimPrefix(rest, "$")
	letters := 0
	for letters < len(rest) && rest[letters]|0x20 >= 'a' && rest[letters]|0x20 <= 'z' {
		letters++
	}
	column, rest := rest[:letters], rest[letters:]
	if column == "" && fixedColumn { // $4 in $4:$7
		return name
	}
	fixedRow := strings.HasPrefix(rest, "$")
	row := strings.TrimPrefix(rest, "$")
	if strings.Trim(row, "0123456789") != "" || letters > mostLetters || !ranged && (column == "" || row == "") || fixedRow && row == "" {
		return name
	}
	var b strings.Builder
	if fixedColumn {
		b.WriteByte('$')
	}
	if column != "" && !fixedColumn {
		at, _, _ := coordinates(column + "1")
		moved := cellName(at+columns, 1)
		column = moved[:len(moved)-1]
	}
	b.WriteString(column)
	if fixedRow {
		b.WriteByte('$')
	} else if row != "" {
		n, err := strconv.Atoi(row)
		if err != nil {
			return name
		}
		row = strconv.Itoa(n + rows)
	}
	b.WriteString(row)
	return b.String()
}
