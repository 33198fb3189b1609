package reports

import (
	"fmt"
	"strings"

	"parity/scenarios"
)

// How tightly the operations of a formula bind.
const (
	bindsSum = iota
	bindsProduct
	bindsWhole
)

// formulaText writes a formula as people do, with a text for each of its numbers.
func formulaText(e *scenarios.Expression, number func(*scenarios.Expression) string) string {
	written, _ := formulaParts(e, number)
	return written
}

// formulaParts writes a formula and says how tightly its outermost operation binds.
func formulaParts(e *scenarios.Expression, number func(*scenarios.Expression) string) (string, int) {
	list := func(separator string, binds int, rest int) string {
		operands := make([]string, len(e.Operands))
		for i := range e.Operands {
			operand, tight := formulaParts(&e.Operands[i], number)
			least := binds
			if i > 0 {
				least = rest // what follows a minus or a division binds tighter
			}
			if tight < least {
				operand = "(" + operand + ")"
			}
			operands[i] = operand
		}
		return strings.Join(operands, separator)
	}
	function := func(name, end string) string { return name + "(" + list(", ", bindsSum, bindsSum) + end + ")" }
	switch e.Operation {
	case scenarios.OpNumber:
		written := number(e)
		if strings.HasPrefix(written, "-") {
			return written, bindsSum
		}
		return written, bindsWhole
	case scenarios.OpSum:
		return list(" + ", bindsSum, bindsSum), bindsOf(e, bindsSum)
	case scenarios.OpDifference:
		return list(" - ", bindsSum, bindsProduct), bindsOf(e, bindsSum)
	case scenarios.OpProduct:
		return list(" × ", bindsProduct, bindsProduct), bindsOf(e, bindsProduct)
	case scenarios.OpQuotient:
		return list(" / ", bindsProduct, bindsWhole), bindsOf(e, bindsProduct)
	case scenarios.OpRound:
		return function("ROUND", fmt.Sprintf(", %d", e.Places)), bindsWhole
	case scenarios.OpFloor:
		return function("ROUNDDOWN", fmt.Sprintf(", %d", e.Places)), bindsWhole
	case scenarios.OpCeiling:
		return function("ROUNDUP", ", 0"), bindsWhole
	case scenarios.OpMin:
		return function("MIN", ""), bindsWhole
	case scenarios.OpMax:
		return function("MAX", ""), bindsWhole
	}
	return formulaParts(&e.Operands[0], number) // floating point is written like any other
}

// bindsOf is how tightly an operation binds: one alone as its operand does.
func bindsOf(e *scenarios.Expression, binds int) int {
	if len(e.Operands) == 1 {
		return bindsSum
	}
	return binds
}

func operandName(e *scenarios.Expression) string {
	if e.Name == "" {
		return plain(e.Number)
	}
	return e.Name
}

func operandFigure(e *scenarios.Expression) string {
	if e.Part < 0 { // a constant, with all its places
		return grouped(e.Number.String())
	}
	return plain(e.Number)
}
