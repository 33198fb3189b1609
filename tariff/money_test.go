package tariff_test

import (
	"errors"
	"math"
	"math/big"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"parity/tariff"
)

func TestALineIsRoundedHalfAwayFromZero(t *testing.T) {
	for _, c := range []struct {
		quantity, price, mff, base, want string
	}{
		{"3", "4.10", "1", "1", "12.30"},
		{"1", "0.125", "1", "1", "0.13"},   // a tie goes up
		{"-1", "0.125", "1", "1", "-0.13"}, // and away from zero below it
		{"1", "-0.125", "1", "1", "-0.13"},
		{"-1", "-0.125", "1", "1", "0.13"},
		{"0.001", "4.999999", "1", "1", "0.00"},
		{"0.001", "5", "1", "1", "0.01"}, // 0.005
		{"1.005", "1", "1", "1", "1.01"}, // a float64 says 1.00
		{"0", "1000", "1.05", "1", "0.00"},
		{"100", "10", "1.0534", "1", "1053.40"},
		{"100", "10", "1.0534", "1.0534", "1000.00"}, // a factor of one, not of nearly one
		{"30", "1", "1", "3", "10.00"},               // a third has no end in decimals
		{"0.015", "1", "1", "3", "0.01"},             // and still ties: 0.005
	} {
		factor, err := tariff.NewFactor(dec(c.mff), dec(c.base))
		if err != nil {
			t.Fatal(err)
		}
		quantity := tariff.Quantity(dec(c.quantity).Shift(3).IntPart())
		got, err := tariff.Line(quantity, tariff.RoundPrice(dec(c.price), 6), factor)
		if err != nil {
			t.Fatal(err)
		}
		if got.String() != c.want {
			t.Errorf("%s x %s x %s/%s = %s, want %s", c.quantity, c.price, c.mff, c.base, got, c.want)
		}
	}
}

// The same line in exact fractions.
func slowLine(q tariff.Quantity, p tariff.Price, f tariff.Factor) *big.Rat {
	line := big.NewRat(int64(q), 1000)
	line.Mul(line, big.NewRat(int64(p), 1_000_000))
	return line.Mul(line, big.NewRat(f.Over, f.Under))
}

func TestALineEqualsTheSameInFractions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := tariff.Quantity(rapid.Int64Range(-1e12, 1e12).Draw(t, "quantity"))
		p := tariff.Price(rapid.Int64Range(-1e13, 1e13).Draw(t, "price"))
		f := tariff.Factor{
			Over:  rapid.Int64Range(1, 1000*1e9).Draw(t, "over"),
			Under: rapid.Int64Range(1, 1000*1e9).Draw(t, "under"),
		}
		if rapid.Bool().Draw(t, "one") {
			f.Under = f.Over
		}
		exact := slowLine(q, p, f)
		got, err := tariff.Line(q, p, f)
		if new(big.Rat).Abs(exact).Cmp(big.NewRat(math.MaxInt64, 100)) >= 0 {
			if !errors.Is(err, tariff.ErrTooLarge) {
				t.Fatalf("%s pounds gave %s, %v", exact.FloatString(2), got, err)
			}
			return
		}
		if err != nil || int64(got) != roundRat(exact, 2) {
			t.Fatalf("%d x %d x %v = %d pence, %v; exactly %s pounds", q, p, f, got, err, exact.FloatString(12))
		}
	})
}

func TestEveryTieGoesAwayFromZero(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		halves := rapid.Int64Range(0, 1e9).Draw(t, "halves")*2 + 1 // an odd number of half pennies
		q := tariff.Quantity(5)                                    // 0.005, so the price is the halves in pounds
		p := tariff.Price(halves * 1_000_000)
		up, err := tariff.Line(q, p, tariff.One())
		if err != nil || int64(up) != (halves+1)/2 {
			t.Fatalf("%d half pennies gave %s, %v", halves, up, err)
		}
		down, err := tariff.Line(-q, p, tariff.One())
		if err != nil || down != -up {
			t.Fatalf("%d half pennies below zero gave %s, %v", halves, down, err)
		}
	})
}

func TestALineTooLargeIsAnErrorAndNeverWraps(t *testing.T) {
	large := tariff.Factor{Over: 1_000 * 1e9, Under: 1}
	for _, c := range []struct {
		quantity tariff.Quantity
		price    tariff.Price
		factor   tariff.Factor
	}{
		{math.MaxInt64, math.MaxInt64, tariff.One()},
		{math.MinInt64, math.MaxInt64, tariff.One()},
		{math.MinInt64, math.MinInt64, tariff.One()},
		{math.MaxInt64, math.MaxInt64, large},
		{math.MaxInt64, 1, large},
		{math.MaxInt64, 20_000_000, tariff.One()}, // twice what fits: the 64th bit alone
		{math.MaxInt64, 19_999_999, tariff.One()},
		{math.MaxInt64, 10_000_000, tariff.One()}, // rounding up from here would wrap
	} {
		if got, err := tariff.Line(c.quantity, c.price, c.factor); !errors.Is(err, tariff.ErrTooLarge) {
			t.Errorf("%d x %d x %v gave %d pence, error %v", c.quantity, c.price, c.factor, got, err)
		}
	}
	if got, err := tariff.Line(math.MaxInt64, 9_999_999, tariff.One()); err != nil || got <= 0 {
		t.Errorf("the largest line that fits gave %d, %v", got, err)
	}
}

func TestAFactorIsAboveZeroAndAtMostAThousand(t *testing.T) {
	for _, c := range [][2]string{{"0", "1"}, {"-1", "1"}, {"1", "0"}, {"1001", "1"}, {"1", "1001"}, {"0.0000000001", "1"}} {
		if f, err := tariff.NewFactor(dec(c[0]), dec(c[1])); err == nil {
			t.Errorf("%s over %s was taken as %v", c[0], c[1], f)
		}
	}
	f, err := tariff.NewFactor(dec("1.1"), dec("1.0"))
	if err != nil || f.Float() != 1.1 {
		t.Errorf("1.1 over 1.0 is %v, %v", f.Float(), err)
	}
}

func TestRoundingToPenceAndPricePlaces(t *testing.T) {
	for in, want := range map[string]string{"0.005": "0.01", "-0.005": "-0.01", "0.0049999": "0.00", "1.995": "2.00", "-2.675": "-2.68"} {
		if got := tariff.RoundPence(dec(in)).String(); got != want {
			t.Errorf("%s rounds to %s, want %s", in, got, want)
		}
	}
	for _, c := range []struct {
		in     string
		places int32
		want   string
	}{
		{"12.345", 2, "12.35"}, {"-12.345", 2, "-12.35"}, {"12.345", 6, "12.345"},
		{"0.0000005", 6, "0.000001"}, {"0.00000049", 6, "0"}, {"0.1234567", 9, "0.123457"}, // never finer than six
		{"149.5", 0, "150"},
	} {
		if got := tariff.RoundPrice(dec(c.in), c.places).Decimal(); !got.Equal(dec(c.want)) {
			t.Errorf("%s to %d places is %s, want %s", c.in, c.places, got, c.want)
		}
	}
	for in, want := range map[float64]tariff.Quantity{0.0005: 1, -0.0005: -1, 1.2344: 1234, 30: 30000} {
		if got := tariff.RoundQuantity(in); got != want {
			t.Errorf("quantity %v is %d thousandths, want %d", in, got, want)
		}
	}
}

func TestAmountsAreWrittenAndReadBackExactly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := tariff.Pence(rapid.Int64Range(-1e15, 1e15).Draw(t, "pence"))
		if back := tariff.RoundPence(decimal.RequireFromString(p.String())); back != p {
			t.Fatalf("%s reads back as %s", p, back)
		}
		// Up to ten million million pounds a cell's number shows the same pence.
		if back := tariff.Pence(math.Round(p.Pounds() * 100)); back != p {
			t.Fatalf("%s as a number is %v", p, p.Pounds())
		}
	})
}
