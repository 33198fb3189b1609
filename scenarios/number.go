package scenarios

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

// Limits of a number as text, so that 1e999999 does not become a megabyte of zeros.
const (
	maxDigits   = 40
	maxExponent = 30
)

// percentPlaces is how many decimal places a per cent sign moves the point.
const percentPlaces = 2

// excelDigits is how many significant digits of a number Excel keeps.
const excelDigits = 15

var (
	grouped     = regexp.MustCompile(`^\d{1,3}([, ]\d{3})+(\.\d*)?$`)
	plainNumber = regexp.MustCompile(`^(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$`)
	commaNumber = regexp.MustCompile(`^\d+,\d+$`)
)

// readNumber puts a number into canonical form: decimal text without pound sign, thousands
// separators, exponent, needless zeros. A per cent sign divides by 100; brackets are a minus,
// as accountants write it. The second result is false where it is no number.
func readNumber(text string) (string, bool) {
	if isCanonicalNumber(text) {
		return text, true
	}
	s := strings.TrimSpace(strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u2009", " ", "\u2212", "-").Replace(text))
	negative, percent := false, false
	if inner, ok := strings.CutPrefix(s, "("); ok && strings.HasSuffix(inner, ")") {
		negative, s = true, strings.TrimSpace(strings.TrimSuffix(inner, ")"))
	}
	for range 2 { // -£3 and £-3 are both written
		if rest, ok := strings.CutPrefix(s, "-"); ok && !negative {
			negative, s = true, strings.TrimSpace(rest)
		}
		if rest, ok := strings.CutPrefix(s, "£"); ok {
			s = strings.TrimSpace(rest)
		}
	}
	s = strings.TrimPrefix(s, "+")
	if rest, ok := strings.CutSuffix(s, "%"); ok {
		percent, s = true, strings.TrimSpace(rest)
	}
	if grouped.MatchString(s) {
		s = strings.NewReplacer(",", "", " ", "").Replace(s)
	}
	if !plainNumber.MatchString(s) || len(s) > maxDigits {
		return "", false
	}
	d, err := decimal.NewFromString(strings.TrimSuffix(s, "."))
	if err != nil || d.Exponent() > maxExponent || d.Exponent() < -maxExponent {
		return "", false
	}
	if percent {
		d = d.Shift(-percentPlaces)
	}
	if negative {
		d = d.Neg()
	}
	return d.String(), true
}

// isCanonicalNumber spares the great many cells that already are as they should be.
func isCanonicalNumber(s string) bool {
	digits := strings.TrimPrefix(s, "-")
	if digits == "" || len(digits) > maxDigits || s == "-0" {
		return false
	}
	whole, fraction, pointed := strings.Cut(digits, ".")
	if whole == "" || (len(whole) > 1 && whole[0] == '0') {
		return false
	}
	if pointed && (fraction == "" || fraction[len(fraction)-1] == '0') {
		return false
	}
	for _, part := range []string{whole, fraction} {
		for i := range len(part) {
			if part[i] < '0' || part[i] > '9' {
				return false
			}
		}
	}
	return true
}

// spreadsheetNumber rids a number of the noise of binary fractions, such as
// 0.30000000000000004 for 0.3: it keeps the 15 significant digits that Excel shows.
func spreadsheetNumber(raw string) string {
	if len(raw) <= excelDigits {
		return raw
	}
	x, err := strconv.ParseFloat(raw, 64)
	if err != nil || math.IsInf(x, 0) || math.IsNaN(x) {
		return raw
	}
	return strconv.FormatFloat(x, 'g', excelDigits, 64)
}
