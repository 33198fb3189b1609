package tariff_test

import (
	"math/big"
	"testing"

	"github.com/shopspring/decimal"

	"parity/tariff"
)

// The tests write amounts, rates and months as the tables do.

func dec(text string) decimal.Decimal { return decimal.RequireFromString(text) }

func decp(text string) *decimal.Decimal {
	value := dec(text)
	return &value
}

func month(text string) tariff.Month {
	m, err := tariff.ParseMonth(text)
	if err != nil {
		panic(err)
	}
	return m
}

func pounds(text string) tariff.Pence { return tariff.RoundPence(dec(text)) }

func amounts(texts ...string) []tariff.Pence {
	list := make([]tariff.Pence, len(texts))
	for i, text := range texts {
		list[i] = pounds(text)
	}
	return list
}

// every repeats an amount for a number of months.
func every(months int, text string) []tariff.Pence {
	list := make([]tariff.Pence, months)
	for i := range list {
		list[i] = pounds(text)
	}
	return list
}

func since[T any](from string, value T) tariff.Since[T] {
	return tariff.Since[T]{From: month(from), Value: value}
}

func activityLine(currency string, measure tariff.Measure, value, plan []tariff.Pence) tariff.ValuedLine {
	return tariff.ValuedLine{Unit: tariff.Unit{Currency: currency, Measure: measure}, Value: value, Plan: plan}
}

// settle settles a contract that must settle.
func settle(t testing.TB, c *tariff.Contract, p tariff.Performance) tariff.Statement {
	t.Helper()
	statement, err := tariff.Settle(c, p)
	if err != nil {
		t.Fatal(err)
	}
	return statement
}

// ratOf is a decimal as an exact fraction.
func ratOf(d decimal.Decimal) *big.Rat { return d.Rat() }

// roundRat multiplies by 10^places and rounds half away from zero, the slow way.
func roundRat(x *big.Rat, places int) int64 {
	scaled := new(big.Rat).Set(x)
	for range places {
		scaled.Mul(scaled, big.NewRat(10, 1))
	}
	negative := scaled.Sign() < 0
	scaled.Abs(scaled)
	scaled.Add(scaled, big.NewRat(1, 2))
	whole := new(big.Int).Quo(scaled.Num(), scaled.Denom()).Int64()
	if negative {
		return -whole
	}
	return whole
}
