package engine_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"parity/engine"
	"parity/tariff"
)

func pounds(p float64) tariff.Pence { return tariff.Pence(math.Round(p * 100)) }

// unit values q0 at p0 and q1 at p1, in units and pounds.
func unit(q0, p0, q1, p1 float64) engine.Valuation {
	return engine.Valuation{
		Before: pounds(q0 * p0), After: pounds(q1 * p1), AfterAtBefore: pounds(q1 * p0),
		QuantityBefore: tariff.RoundQuantity(q0), QuantityAfter: tariff.RoundQuantity(q1),
	}
}

// E6, derived from the textbook formulas: plan 100 at 1,000 and 50 at 3,000, actual 110 at
// 1,020 and 60 at 2,900.
func TestE6PriceVolumeAndMix(t *testing.T) {
	units := []engine.Valuation{unit(100, 1000, 110, 1020), unit(50, 3000, 60, 2900)}
	got := engine.SplitPriceVolumeMix(units)
	want := engine.PriceVolumeMix{Price: pounds(-3800), Volume: pounds(33_333.33), Mix: pounds(6_666.67)}
	if got != want || got.Total() != pounds(36_200) {
		t.Errorf("split %+v of %s, want %+v of 36200.00", got, got.Total(), want)
	}
	if index, ok := engine.CasemixIndex(units); !ok || math.Abs(index-1.023529) > 0.0000005 {
		t.Errorf("casemix index %.6f, want 1.023529", index)
	}
}

func TestPriceVolumeMixByItself(t *testing.T) {
	for _, c := range []struct {
		name  string
		units []engine.Valuation
		want  engine.PriceVolumeMix
	}{
		{"nothing changes", []engine.Valuation{unit(10, 5, 10, 5)}, engine.PriceVolumeMix{}},
		{"only the price", []engine.Valuation{unit(10, 5, 10, 6)}, engine.PriceVolumeMix{Price: pounds(10)}},
		{"only the volume", []engine.Valuation{unit(10, 5, 12, 5), unit(20, 10, 24, 10)}, engine.PriceVolumeMix{Volume: pounds(50)}},
		{"only the mix", []engine.Valuation{unit(10, 5, 9, 5), unit(10, 10, 11, 10)}, engine.PriceVolumeMix{Mix: pounds(5)}},
		{"all of it is new", []engine.Valuation{unit(0, 5, 10, 5)}, engine.PriceVolumeMix{Volume: pounds(50)}},
		{"all of it ends", []engine.Valuation{unit(10, 5, 0, 5)}, engine.PriceVolumeMix{Volume: pounds(-50)}},
		{"nothing at all", nil, engine.PriceVolumeMix{}},
	} {
		if got := engine.SplitPriceVolumeMix(c.units); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}

// The three parts sum to the difference to the penny, and each is what the textbook says,
// worked in floating point.
func TestPriceVolumeMixSumsToTheDifference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var units []engine.Valuation
		var before, after, atBefore, q0, q1 float64
		for range rapid.IntRange(1, 8).Draw(t, "units") {
			u := unit(rapid.Float64Range(0, 1e5).Draw(t, "q0"), rapid.Float64Range(0, 5e3).Draw(t, "p0"),
				rapid.Float64Range(0, 1e5).Draw(t, "q1"), rapid.Float64Range(0, 5e3).Draw(t, "p1"))
			units = append(units, u)
			before, after, atBefore = before+u.Before.Pounds(), after+u.After.Pounds(), atBefore+u.AfterAtBefore.Pounds()
			q0, q1 = q0+u.QuantityBefore.Units(), q1+u.QuantityAfter.Units()
		}
		got := engine.SplitPriceVolumeMix(units)
		if got.Total() != pounds(after-before) {
			t.Fatalf("parts sum to %s, the difference is %.2f", got.Total(), after-before)
		}
		if q0 < 1 {
			return // an average over next to nothing is not held to the penny in floating point
		}
		average := before / q0
		for _, part := range []struct {
			name string
			got  tariff.Pence
			want float64
		}{
			{"price", got.Price, after - atBefore},
			{"volume", got.Volume, (q1 - q0) * average},
			{"mix", got.Mix, atBefore - q1*average},
		} {
			if math.Abs(part.got.Pounds()-part.want) > 0.011 {
				t.Fatalf("%s is %s, the textbook's %.4f", part.name, part.got, part.want)
			}
		}
	})
}
