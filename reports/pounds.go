package reports

import (
	"strconv"
	"strings"

	"parity/tariff"
)

// poundUnit is the unit in which a table shows money: one for the whole table, so that its
// figures can be compared at a glance.
type poundUnit struct {
	Name   string
	pence  int64 // pence of a unit of the last place shown
	places int
}

// The units of money, by the largest amount they are for.
var (
	singlePounds   = poundUnit{"£", 100, 0}
	thousandPounds = poundUnit{"£ thousand", 100_000, 0}
	millionPounds  = poundUnit{"£ million", 10_000_000, 1}
	singlesUpTo    = tariff.Pence(1_000_000_00)
	thousandsUpTo  = tariff.Pence(1_000_000_000_00)
)

// unitFor is the unit that suits amounts of which this is the largest.
func unitFor(largest tariff.Pence) poundUnit {
	switch {
	case largest < singlesUpTo:
		return singlePounds
	case largest < thousandsUpTo:
		return thousandPounds
	}
	return millionPounds
}

// write is the amount in the unit, rounded half away from zero, with commas between
// thousands.
func (u poundUnit) write(p tariff.Pence) string {
	amount := int64(p)
	negative := amount < 0
	if negative {
		amount = -amount
	}
	digits := strconv.FormatInt((amount+u.pence/2)/u.pence, 10)
	for len(digits) <= u.places {
		digits = "0" + digits
	}
	whole, fraction := digits[:len(digits)-u.places], digits[len(digits)-u.places:]
	text := commas(whole)
	if fraction != "" {
		text += "." + fraction
	}
	if negative && strings.Trim(digits, "0") != "" {
		return "-" + text
	}
	return text
}

// shows says whether the amount is more than 0 once it is rounded to the unit.
func (u poundUnit) shows(p tariff.Pence) bool { return strings.Trim(u.write(p), "-0.,") != "" }

// signed is the amount with its sign, also where it is above zero.
func (u poundUnit) signed(p tariff.Pence) string {
	text := u.write(p)
	if p > 0 && strings.Trim(text, "0.,") != "" {
		return "+" + text
	}
	return text
}

// share is a fraction as a percentage with its sign: "+3.2%".
func share(fraction float64) string {
	text := strconv.FormatFloat(fraction*100, 'f', 1, 64)
	if strings.Trim(text, "-0.") == "" {
		return "0.0%"
	}
	if fraction > 0 {
		text = "+" + text
	}
	return text + "%"
}

func commas(digits string) string {
	var b strings.Builder
	for i, digit := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(digit)
	}
	return b.String()
}
