package series_test

import (
	"math/big"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"parity/engine"
	"parity/engine/series"
	"parity/tariff"
)

// print rounds a number to places, as a publisher prints it.
func print(x decimal.Decimal, places int32) *series.Printed {
	return &series.Printed{Value: x.Round(places), Half: decimal.New(5, -places-1), Places: places}
}

var drawnYears = []tariff.Year{2008, 2009, 2012}

// drawnRelease is a deflator of a few years.
func drawnRelease(t *rapid.T) *engine.Deflator {
	d := &engine.Deflator{Name: "drawn"}
	for _, year := range drawnYears {
		d.Index = append(d.Index, engine.YearIndex{Year: year, Value: decimal.New(rapid.Int64Range(50_0000, 200_0000).Draw(t, "index"), -4)})
	}
	return d
}

func drawnMoney(t *rapid.T, name string) decimal.Decimal {
	return decimal.New(rapid.Int64Range(1_000_000, 100_000_000).Draw(t, name), -6)
}

// Whatever a publisher made with a release, to whatever places it was printed, reproduces with
// that release, and the rise of prices that it implies is the release's.
func TestWhatAReleaseMadeReproducesWithIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawnRelease(t)
		was, _ := d.At(2008)
		is, _ := d.At(2012)
		rise := is.DivRound(was, 20)
		places := func(name string) int32 { return rapid.Int32Range(0, 4).Draw(t, name) }
		before, now := drawnMoney(t, "before"), drawnMoney(t, "now")
		s := &series.Series{Amounts: []series.Amount{
			{Year: 2008, Base: 2008, Money: print(before, places("places before"))},
			{Year: 2008, Base: 2012, Money: print(before.Mul(rise), places("places in real terms"))},
			{Year: 2012, Base: 2012, Money: print(now, places("places now"))},
		}, Claims: []series.Claim{
			{Kind: series.RealGrowth, Year: 2012, Since: 2008, Base: 2012, Printed: *print(now.DivRound(before.Mul(rise), 20).Sub(decimal.NewFromInt(1)), places("places of growth"))},
			{Kind: series.RealChange, Year: 2012, Since: 2008, Base: 2012, Printed: *print(now.Sub(before.Mul(rise)), places("places of change"))},
			{Kind: series.CashGrowth, Year: 2012, Since: 2008, Base: 2012, Printed: *print(now.DivRound(before, 20).Sub(decimal.NewFromInt(1)), places("places of cash growth"))},
		}}
		published := series.InPublished(s, []*engine.Deflator{d})
		if len(published) != 4 {
			t.Fatalf("%d published figures, want 4", len(published))
		}
		for i := range published {
			p := &published[i]
			if len(p.Under) == 0 && !printsAboveZero(s) {
				continue // growth from what may be nothing is not stated
			}
			if r := p.Under[0]; r.Known && !r.Reproduces {
				t.Errorf("%s: %s within %s to %s, printed %s: does not reproduce", p.Kind, r.Value, r.Range.Low, r.Range.High, p.Printed.Value)
			}
			tiny := decimal.New(1, -12)
			if p.ImpliedKnown && (p.Implied.Low.Sub(tiny).GreaterThan(rise) || p.Implied.High.Add(tiny).LessThan(rise)) {
				t.Errorf("%s: implies %s to %s, was made with %s", p.Kind, p.Implied.Low, p.Implied.High, rise)
			}
		}
	})
}

func printsAboveZero(s *series.Series) bool {
	return s.Amounts[0].Money.Range().Low.Sign() > 0 && s.Amounts[2].Money.Range().Low.Sign() >= 0
}

// The release that made a figure is found, and one that lies far off is not taken for it.
func TestAnotherReleaseDoesNotReproduce(t *testing.T) {
	release := func(name, last string) *engine.Deflator {
		return &engine.Deflator{Name: name, Index: []engine.YearIndex{{Year: 2008, Value: decimal.NewFromInt(100)}, {Year: 2012, Value: decimal.RequireFromString(last)}}}
	}
	s := &series.Series{Amounts: []series.Amount{
		{Year: 2008, Base: 2008, Money: print(decimal.RequireFromString("9.79"), 2)},
		{Year: 2008, Base: 2012, Money: print(decimal.RequireFromString("10.88"), 2)},
	}}
	releases := []*engine.Deflator{release("right", "111.1"), release("wrong", "109.3"), {Name: "short", Index: []engine.YearIndex{{Year: 2008, Value: decimal.NewFromInt(100)}}}}
	p := series.InPublished(s, releases)
	if u := p[0].Under; !u[0].Reproduces || u[1].Reproduces || u[2].Known {
		t.Errorf("%+v", u)
	}
	if reproduced, tried := series.Reproduces(p, 2); reproduced != 0 || tried != 0 {
		t.Errorf("a release without the year reproduces %d of %d", reproduced, tried)
	}
}

// Real terms are amount x D(base) / D(prices), the same in exact fractions, and cash is itself.
func TestRealTermsOfASeriesBesideExactFractions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawnRelease(t)
		s := &series.Series{}
		for _, year := range drawnYears {
			s.Amounts = append(s.Amounts, series.Amount{Year: year, Base: year, Money: print(drawnMoney(t, "money"), 6)})
		}
		terms := series.InRealTerms(s, 2009, []*engine.Deflator{d})
		base, _ := d.At(2009)
		for i := range terms.Lines {
			line := &terms.Lines[i]
			at, _ := d.At(line.Amount.Year)
			want := new(big.Rat).Quo(new(big.Rat).Mul(line.Amount.Money.Value.Rat(), base.Rat()), at.Rat())
			off := new(big.Rat).Sub(new(big.Rat).SetFrac64(int64(line.Real[0].Pence), 100), want)
			if off.Abs(off).Cmp(big.NewRat(1, 200)) > 0 {
				t.Errorf("%s: %s, want %s", line.Amount.Year, line.Real[0].Pence, want.FloatString(4))
			}
			if line.Cash.Pence != tariff.RoundPence(line.Amount.Money.Value) {
				t.Errorf("cash of %s: %s", line.Amount.Year, line.Cash.Pence)
			}
		}
	})
}

// Spend passes where its share of the allocation does not fall, whatever the sums.
func TestInvestmentTestIsThatTheShareDoesNotFall(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := &series.Series{}
		for _, year := range []tariff.Year{2008, 2009} {
			spend := decimal.New(rapid.Int64Range(10, 40).Draw(t, "spend"), 0)
			allocation := decimal.New(rapid.Int64Range(100, 400).Draw(t, "allocation"), 0)
			s.Amounts = append(s.Amounts, series.Amount{Year: year, Base: year, Money: print(spend, 3), Allocation: print(allocation, 3)})
		}
		share := func(a *series.Amount) *big.Rat {
			return new(big.Rat).Quo(a.Money.Value.Rat(), a.Allocation.Value.Rat())
		}
		tests := series.InvestmentTests(s)
		if len(tests) != 1 {
			t.Fatalf("%d tests, want 1", len(tests))
		}
		want := series.Passes
		if share(&s.Amounts[1]).Cmp(share(&s.Amounts[0])) < 0 {
			want = series.Fails
		}
		if got := tests[0]; got.Verdict != want || (want == series.Fails) != (got.Pounds.Round(9).Sign() < 0) {
			t.Errorf("%+v, want %s", got, want)
		}
	})
}

// Rounding may leave the answer open, and shares printed more finely may settle it.
func TestInvestmentTestWithinRounding(t *testing.T) {
	year := func(year tariff.Year, spend, allocation, share string) series.Amount {
		a := series.Amount{Year: year, Base: year, Money: print(decimal.RequireFromString(spend), 1), Allocation: print(decimal.RequireFromString(allocation), 1)}
		if share != "" {
			a.Share = print(decimal.RequireFromString(share), 4)
		}
		return a
	}
	for _, c := range []struct {
		name     string
		amounts  []series.Amount
		open     bool
		byShare  bool
		verdict  series.Verdict
		examined int
	}{
		{"open", []series.Amount{year(2024, "14.9", "170.2", ""), year(2025, "15.6", "179.4", "")}, true, false, series.Fails, 1},
		{"settled by the shares printed", []series.Amount{year(2024, "14.9", "170.2", "0.0878"), year(2025, "15.6", "179.4", "0.0871")}, false, true, series.Fails, 1},
		{"clear by itself", []series.Amount{year(2024, "14.9", "170.2", ""), year(2025, "19.0", "179.4", "")}, false, false, series.Passes, 1},
		{"one year alone", []series.Amount{year(2024, "14.9", "170.2", "")}, false, false, "", 0},
	} {
		tests := series.InvestmentTests(&series.Series{Amounts: c.amounts})
		if len(tests) != c.examined {
			t.Errorf("%s: %d tests, want %d", c.name, len(tests), c.examined)
			continue
		}
		if c.examined > 0 && (tests[0].Open != c.open || tests[0].ByShare != c.byShare || tests[0].Verdict != c.verdict) {
			t.Errorf("%s: %+v", c.name, tests[0])
		}
	}
}
