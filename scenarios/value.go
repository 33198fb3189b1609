package scenarios

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/shopspring/decimal"
)

// Misfit is why a text may not stand in a column.
type Misfit struct {
	Allowed string // what may
	Remedy  string // what to do
}

// anyValue stands for every value, in columns that allow it.
const anyValue = "*"

// codeReserved are the signs that the grammar of cells needs for itself.
const codeReserved = "[]=|,"

// excelCellLength is the longest text a cell of a workbook holds.
const excelCellLength = 32767

// Read puts text into the column's canonical form, or says why it may not stand there. Blank
// text is always read as blank; whether a cell may be blank is another question (Required).
func (c *Column) Read(text string) (string, *Misfit) {
	if c.Kind == Text || c.Kind == Value {
		return c.readText(text)
	}
	text = strings.TrimFunc(text, func(r rune) bool { return unicode.IsSpace(r) || r == '\ufeff' })
	if text == "" {
		return "", nil
	}
	var canonical string
	var misfit *Misfit
	switch c.Kind {
	case Code:
		canonical, misfit = c.readCode(text)
	case Choice:
		canonical, misfit = c.readChoice(text)
	case YesNo:
		canonical, misfit = readYesNo(text)
	case Month:
		canonical, misfit = readMonth(text)
	case Year:
		canonical, misfit = readYear(text)
	case Period:
		canonical, misfit = readPeriod(text)
	case Where:
		canonical, misfit = c.readWhere(text)
	case Cells:
		canonical, misfit = readCells(text)
	default:
		canonical, misfit = c.readQuantity(text)
	}
	if misfit != nil && misfit.Allowed == "" {
		misfit.Allowed = c.Allowed()
	}
	return canonical, misfit
}

// Allowed says what may stand in the column: "price is pounds, 0 or more".
func (c *Column) Allowed() string {
	switch c.Kind {
	case Text, Value:
		return c.Name + " is text"
	case Code:
		any := ""
		if c.Any {
			any = ", or * for all"
		}
		if c.Refers != "" {
			return fmt.Sprintf("%s names a row of %s%s", c.Name, c.Refers, any)
		}
		return fmt.Sprintf("%s is a code without any of %s%s", c.Name, codeReserved, any)
	case Choice:
		return fmt.Sprintf("%s is one of %s", c.Name, strings.Join(c.Choices, ", "))
	case YesNo:
		return c.Name + " is yes or no"
	case Month:
		return c.Name + " is a month such as 2025-04"
	case Year:
		return c.Name + " is a financial year such as 2025-26"
	case Period:
		return c.Name + " is a number of days or months such as 28d or 6m"
	case Where:
		return c.Name + " names rows as column=value|value,column=value"
	case Cells:
		return c.Name + " names cells as table[column=value|value,column=value].column"
	}
	return c.Name + " is " + c.quantity()
}

// quantity says which numbers may stand in the column.
func (c *Column) quantity() string {
	switch c.Kind {
	case Share:
		return "a fraction from 0 to 1"
	case Rate:
		return fmt.Sprintf("a fraction from -%v to %v", MaxRate, MaxRate)
	case Money:
		return "pounds, 0 or more"
	}
	noun := "a number"
	if c.Kind == Whole {
		noun = "a whole number"
	}
	low, high := c.Min, c.Max
	switch {
	case low != nil && high != nil:
		return fmt.Sprintf("%s from %v to %v", noun, *low, *high)
	case c.Above != nil && high != nil:
		return fmt.Sprintf("%s above %v, %v at most", noun, *c.Above, *high)
	case low != nil:
		return fmt.Sprintf("%s, %v or more", noun, *low)
	case c.Above != nil:
		return fmt.Sprintf("%s above %v", noun, *c.Above)
	}
	return noun
}

// escapedSign is how a workbook's text spells a sign that XML cannot hold.
var escapedSign = regexp.MustCompile(`_x[0-9a-fA-F]{4}_`)

func (c *Column) readText(text string) (string, *Misfit) {
	text = strings.TrimSpace(text)
	if strings.ContainsRune(text, '\r') {
		text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	}
	for _, r := range text {
		if (unicode.IsControl(r) && r != '\n' && r != '\t') || r == '\ufffe' || r == '\uffff' || r == utf8.RuneError {
			return "", &Misfit{Allowed: c.Name + " is text", Remedy: fmt.Sprintf("take out the sign U+%04X, which a workbook cannot hold", r)}
		}
	}
	if escape := escapedSign.FindString(text); escape != "" {
		return "", &Misfit{Allowed: c.Name + " is text", Remedy: "a workbook takes " + escape + " for a sign of its own; write it another way"}
	}
	if len(text) > excelCellLength && len(utf16.Encode([]rune(text))) > excelCellLength {
		return "", &Misfit{Allowed: fmt.Sprintf("%s is text of at most %d characters", c.Name, excelCellLength), Remedy: "shorten it"}
	}
	return text, nil
}

func (c *Column) readCode(text string) (string, *Misfit) {
	if text == anyValue && c.Any {
		return text, nil
	}
	if at := strings.IndexFunc(text, func(r rune) bool { return strings.ContainsRune(codeReserved, r) || unicode.IsControl(r) }); at >= 0 || text == anyValue {
		return "", &Misfit{Allowed: (&Column{Name: c.Name, Kind: Code, Any: c.Any}).Allowed(), Remedy: "choose a code without it"}
	}
	if at := strings.IndexFunc(text, unseen); at >= 0 {
		sign, _ := utf8.DecodeRuneInString(text[at:])
		return "", &Misfit{Allowed: c.Name + " is a code of signs that can be seen", Remedy: fmt.Sprintf("type it anew, without the invisible sign U+%04X", sign)}
	}
	if utf8.RuneCountInString(text) > maxCode {
		return "", &Misfit{Allowed: fmt.Sprintf("%s is a code of at most %d characters", c.Name, maxCode), Remedy: "shorten it"}
	}
	if c.Name == "currency" || c.Refers == "currencies" {
		text = clusterCode(text)
	}
	return text, nil
}

// unseen says whether a sign takes no room, as a zero-width space: two codes that look alike
// would not be the same.
func unseen(r rune) bool { return unicode.Is(unicode.Cf, r) }

// maxCode is the longest code, in characters.
const maxCode = 100

// clusterCode reads 01 as 1, as clusters are written both ways.
func clusterCode(text string) string {
	if len(text) < 2 || text[0] != '0' || strings.Trim(text, "0123456789") != "" {
		return text
	}
	short := strings.TrimLeft(text, "0")
	if short == "" {
		return "0"
	}
	return short
}

func (c *Column) readChoice(text string) (string, *Misfit) {
	if slices.Contains(c.Choices, text) {
		return text, nil
	}
	name := asName.Replace(strings.ToLower(text))
	if slices.Contains(c.Choices, name) {
		return name, nil
	}
	return "", &Misfit{Remedy: didYouMean(name, c.Choices, "choose one of these")}
}

func readYesNo(text string) (string, *Misfit) {
	switch strings.ToLower(text) {
	case "yes", "y", "true", "1":
		return "yes", nil
	case "no", "n", "false", "0":
		return "no", nil
	}
	return "", &Misfit{Remedy: "write yes or no"}
}

// readQuantity reads a number and holds it to the column's bounds.
func (c *Column) readQuantity(text string) (string, *Misfit) {
	number, ok := readNumber(text)
	if !ok {
		return "", &Misfit{Remedy: c.notANumber(text)}
	}
	if strings.Contains(text, "%") && !c.fraction() {
		return "", c.notPerCent()
	}
	if c.Kind == Whole && strings.Contains(number, ".") {
		return "", &Misfit{Remedy: "write it without a decimal part"}
	}
	x, err := strconv.ParseFloat(number, 64)
	if err != nil {
		return "", &Misfit{Remedy: "write a number"}
	}
	if remedy := c.outOfBounds(x, number); remedy != "" {
		return "", &Misfit{Remedy: remedy}
	}
	return number, nil
}

// mayBePercent says whether a number out of bounds may be a percentage typed without its
// sign: a fraction, or an index about 1. A correlation is neither.
func (c *Column) mayBePercent() bool {
	return c.Kind == Number && (strings.Contains(c.Unit, "fraction") || strings.Contains(c.Unit, "index"))
}

// fraction says whether the column holds parts of one, which people write as per cent.
func (c *Column) fraction() bool {
	return c.Kind == Share || c.Kind == Rate || (c.Kind == Number && strings.Contains(c.Unit, "fraction"))
}

// notPerCent refuses a per cent sign where numbers are of something else than one.
func (c *Column) notPerCent() *Misfit {
	misfit := &Misfit{Remedy: "write the number itself, without a per cent sign"}
	if c.operand {
		misfit.Allowed, misfit.Remedy = c.Allowed()+" ("+c.Unit+")", misfit.Remedy+", or choose multiply, of which 110% makes a tenth more"
	}
	return misfit
}

func (c *Column) notANumber(text string) string {
	if commaNumber.MatchString(text) {
		return fmt.Sprintf("did you mean %s? a comma only separates thousands", strings.Replace(text, ",", ".", 1))
	}
	if x, err := strconv.ParseFloat(text, 64); (err == nil || errors.Is(err, strconv.ErrRange)) && plainNumber.MatchString(strings.TrimPrefix(text, "-")) {
		if x != 0 && math.Abs(x) < 1 {
			return "the number is too small to be kept; write 0, or one with fewer places" + c.orBlank()
		}
		return "the number is too large or too long to be kept; write a smaller one" + c.orBlank()
	}
	return "write a number" + c.orBlank()
}

// outOfBounds gives advice on a number the column may not hold, and nothing on one it may.
func (c *Column) outOfBounds(x float64, text string) string {
	switch c.Kind {
	case Share:
		if x > 1 {
			return c.smaller(x, text)
		}
		if x < 0 {
			return "write a fraction such as 0.25, or 25%"
		}
		return ""
	case Rate:
		if x > MaxRate || x < -MaxRate {
			return c.smaller(x, text)
		}
		return ""
	case Money:
		if x < 0 {
			return "write it without a minus" + c.orBlank()
		}
		return tooMuch(x)
	}
	if c.inBounds(x) {
		return tooMuch(x)
	}
	if c.mayBePercent() && c.inBounds(x/100) && x != 0 {
		shifted, _ := readNumber(text + "%")
		return fmt.Sprintf("did you mean %s?", shifted)
	}
	return "give " + c.quantity() + c.orBlank()
}

// smaller suggests what a fraction that is too large may be: a percentage without its sign, or
// one with its point in the wrong place.
func (c *Column) smaller(x float64, text string) string {
	const tenth, hundredth = 0.1, 0.01
	most := 1.0
	if c.Kind == Rate {
		most = MaxRate
	}
	number := func(by float64) string {
		d, _ := decimal.NewFromString(text)
		return d.Mul(decimal.NewFromFloat(by)).String()
	}
	switch x = math.Abs(x); {
	case x*hundredth > most:
		return "give " + c.quantity() + c.orBlank()
	case x*tenth > most:
		return fmt.Sprintf("did you mean %s%% (%s)?", text, number(hundredth))
	}
	return fmt.Sprintf("did you mean %s, or %s%% (%s)?", number(tenth), text, number(hundredth))
}

// mostOfAnything is above any sum or count of a health service, in pounds, people or days: what is
// larger is a slip, and might not be kept to the penny.
const mostOfAnything = 1e12

// tooMuch gives advice on a number beyond mostOfAnything, and nothing on others.
func tooMuch(x float64) string {
	if math.Abs(x) > mostOfAnything {
		return "the number is too large; write one of 1,000,000,000,000 at most"
	}
	return ""
}

func (c *Column) inBounds(x float64) bool {
	return (c.Min == nil || x >= *c.Min) && (c.Max == nil || x <= *c.Max) && (c.Above == nil || x > *c.Above)
}

func (c *Column) orBlank() string {
	if c.Required {
		return ""
	}
	return ", or leave the cell blank"
}
