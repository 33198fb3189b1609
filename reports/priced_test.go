package reports

import (
	"testing"

	"pgregory.net/rapid"

	"parity/tariff"
)

// Figures are written as decimals write them.
func TestPricedFigures(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.OneOf(rapid.Int64Range(-2000, 2000), rapid.Int64Range(-1<<62, 1<<62)).Draw(t, "number")
		if got, want := string(appendQuantity([]byte("100"), tariff.Quantity(number))), "100"+tariff.Quantity(number).Decimal().String(); got != want {
			t.Fatalf("quantity %s, want %s", got, want)
		}
		if got, want := string(appendPence([]byte("0."), tariff.Pence(number))), "0."+tariff.Pence(number).String(); got != want {
			t.Fatalf("pence %s, want %s", got, want)
		}
	})
}
