package scenarios

import (
	"math"
	"math/big"

	"github.com/shopspring/decimal"
)

// Operation is what an Expression does with its operands.
type Operation string

// The operations. All are exact, but for what stands inside of Binary: quantities are
// projected in binary floating point of 64 bits, in the order written, and what is rounded
// there is x * 10^places to the nearest whole number.
const (
	OpNumber     Operation = "number"     // Number itself
	OpSum        Operation = "sum"        // of all operands
	OpDifference Operation = "difference" // the first less all others
	OpProduct    Operation = "product"    // of all operands
	OpQuotient   Operation = "quotient"   // the first divided by the second
	OpMin        Operation = "min"        // the smallest
	OpMax        Operation = "max"        // the largest
	OpRound      Operation = "round"      // to Places, half away from zero
	OpFloor      Operation = "floor"      // to Places, down
	OpCeiling    Operation = "ceiling"    // to whole numbers, up
	OpBinary     Operation = "binary64"   // its one operand, in floating point
)

// Expression is a formula with its numbers in it: evaluated again it gives the number it
// stands at, to the last place.
type Expression struct {
	Operation Operation
	Operands  []Expression
	Places    int32 // of round and floor

	Name   string          // of a number: what it is
	Number decimal.Decimal // of a number
	Part   int             // of a number: the part of the trace it is, -1 for a constant
}

func of(operation Operation, operands ...Expression) Expression {
	return Expression{Operation: operation, Operands: operands}
}

func rounded(places int32, x Expression) Expression {
	return Expression{Operation: OpRound, Places: places, Operands: []Expression{x}}
}

func floored(places int32, x Expression) Expression {
	return Expression{Operation: OpFloor, Places: places, Operands: []Expression{x}}
}

// total is the sum of operands, zero where there are none.
func total(operands []Expression) Expression {
	if len(operands) == 0 {
		return whole(0)
	}
	return of(OpSum, operands...)
}

// constant is a number that stands in a formula and is no part of the trace.
func constant(name string, number decimal.Decimal) Expression {
	return Expression{Operation: OpNumber, Name: name, Number: number, Part: -1}
}

func whole(number int) Expression { return constant("", decimal.NewFromInt(int64(number))) }

// Evaluate works the expression out from its numbers. A quotient has to stand inside a
// rounding, or in floating point: by itself it has no end in decimals.
func (e *Expression) Evaluate() decimal.Decimal { return finite(e.exact()) }

// exact is the expression as a fraction.
func (e *Expression) exact() *big.Rat {
	switch e.Operation {
	case OpNumber:
		return e.Number.Rat()
	case OpBinary:
		return e.Operands[0].binaryResult().Rat()
	}
	result := new(big.Rat).Set(e.Operands[0].exact())
	for i := 1; i < len(e.Operands); i++ {
		x := e.Operands[i].exact()
		switch e.Operation {
		case OpSum:
			result.Add(result, x)
		case OpDifference:
			result.Sub(result, x)
		case OpProduct:
			result.Mul(result, x)
		case OpQuotient:
			result.Quo(result, x)
		case OpMin:
			if x.Cmp(result) < 0 {
				result = x
			}
		case OpMax:
			if x.Cmp(result) > 0 {
				result = x
			}
		}
	}
	switch e.Operation {
	case OpRound:
		return roundRat(result, e.Places)
	case OpFloor:
		return floorRat(result, e.Places)
	}
	return result
}

// binary is the expression in floating point, worked in the order written.
func (e *Expression) binary() float64 {
	if e.Operation == OpNumber {
		return e.Number.InexactFloat64()
	}
	result := e.Operands[0].binary()
	for i := 1; i < len(e.Operands); i++ {
		x := e.Operands[i].binary()
		switch e.Operation {
		case OpSum:
			result += x
		case OpDifference:
			result -= x
		case OpProduct:
			result *= x
		case OpQuotient:
			result /= x
		case OpMin:
			result = min(result, x)
		case OpMax:
			result = max(result, x)
		}
	}
	if e.Operation == OpCeiling {
		return math.Ceil(result)
	}
	return result
}

// binaryResult turns the outcome of floating point into decimals again: by rounding, or as
// the shortest number that stands for it.
func (e *Expression) binaryResult() decimal.Decimal {
	if e.Operation == OpRound {
		return decimal.New(int64(math.Round(e.Operands[0].binary()*math.Pow10(int(e.Places)))), -e.Places)
	}
	return decimal.NewFromFloat(e.binary())
}

func scale(places int32) *big.Rat {
	return new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil))
}

// floorRat rounds down to a number of places.
func floorRat(x *big.Rat, places int32) *big.Rat {
	scaled := new(big.Rat).Mul(x, scale(places))
	down := new(big.Int)
	down.Div(scaled.Num(), scaled.Denom()) // Euclidean: down, as the denominator is above 0
	return new(big.Rat).Quo(new(big.Rat).SetInt(down), scale(places))
}

// roundRat rounds half away from zero.
func roundRat(x *big.Rat, places int32) *big.Rat {
	half := new(big.Rat).Quo(big.NewRat(1, 2), scale(places))
	if x.Sign() < 0 {
		away := floorRat(new(big.Rat).Add(new(big.Rat).Neg(x), half), places)
		return away.Neg(away)
	}
	return floorRat(new(big.Rat).Add(x, half), places)
}

// mostPlaces bounds what is kept of a fraction that has no end in decimals.
const mostPlaces = 40

// finite is a fraction in decimals, whole where it has an end.
func finite(x *big.Rat) decimal.Decimal {
	places, exact := x.FloatPrec()
	if !exact {
		places = mostPlaces
	}
	d, err := decimal.NewFromString(x.FloatString(places))
	if err != nil {
		return decimal.Zero // FloatString writes decimal numbers only
	}
	return d
}
