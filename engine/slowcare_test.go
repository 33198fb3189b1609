package engine

import (
	"fmt"
	"math/big"
	"slices"

	"pgregory.net/rapid"

	"parity/tariff"
)

// careLine is a line of care found by what it is of.
func careLine(r *Result, contract, currency int, resource string) *CareLine {
	for k := range r.Care.Lines {
		line := &r.Care.Lines[k]
		if line.Contract == contract && line.Currency == currency && r.Model.Resources[r.Care.Resources[line.Provided].Resource].Key == resource {
			return line
		}
	}
	return nil
}

// provided is a provider's resource, nil where nothing asks it.
func provided(r *Result, resource string, provider int) *ProviderResource {
	for k := range r.Care.Resources {
		of := &r.Care.Resources[k]
		if of.Provider == provider && r.Model.Resources[of.Resource].Key == resource {
			return of
		}
	}
	return nil
}

// nearQuantity allows a quantity worked in floats to fall on the other side of a tie.
func nearQuantity(t rapid.TB, what string, got tariff.Quantity, want *big.Rat, roundings int64) {
	t.Helper()
	off := minus(inUnits(got), want)
	allowed := plus(fraction(roundings*500_001, 1_000_000_000), product(want, fraction(1, 1_000_000_000_000)))
	if off.Abs(off).Cmp(allowed) > 0 {
		t.Fatalf("%s: %s, want %s rounded to 0.001", what, got.Decimal(), want.FloatString(6))
	}
}

func same[T comparable](t rapid.TB, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Fatalf("%s: %v, want %v", what, got, want)
	}
}

// checkCare holds every figure of a result's care against the rules. base is the result of
// the baseline, r itself where r is the baseline.
func checkCare(t rapid.TB, r, base *Result) {
	t.Helper()
	m := r.Model
	for p := range m.Providers {
		for _, key := range keysOfResources(m) {
			for i := range m.Months {
				checkProvided(t, r, base, key, p, i)
			}
		}
	}
	// Nothing else is there.
	for _, line := range r.Care.Lines {
		of := r.Care.Resources[line.Provided]
		same(t, "provider of a line", of.Provider, m.Contracts[line.Contract].Provider)
	}
}

// checkProvided works one resource of one provider in one month the long way.
func checkProvided(t rapid.TB, r, base *Result, key string, provider, i int) {
	t.Helper()
	m := r.Model
	month := m.Month(i)
	row, there := slowResource(m, key, provider, month)
	of := provided(r, key, provider)
	at := func(what string) string {
		return fmt.Sprintf("%s of %s at %s in %s", what, key, m.Providers[provider].Key, month)
	}

	// Asked: packages x measures, rounded for each contract and currency.
	var lines []*CareLine
	var asked tariff.Quantity
	for c := range m.Contracts {
		if m.Contracts[c].Provider != provider {
			continue
		}
		for currency := range m.Currencies {
			want := fraction(0, 1)
			for per, quantity := range slowPackages(m, currency, key, provider, month) {
				if per == tariff.PerMonth {
					if has(r.Activity, c, currency) {
						want = plus(want, quantity)
					}
					continue
				}
				count, _ := measured(r.Activity, c, currency, per, i)
				want = plus(want, product(quantity, count))
			}
			instead := slowInstead(r, c, currency, key, provider, i)
			line := careLine(r, c, currency, key)
			if line == nil {
				same(t, at("what nobody is said to ask"), want.Cmp(fraction(1, 2000)) < 0, true)
				same(t, at("what is asked of nobody instead"), instead, 0)
				continue
			}
			var askedInstead tariff.Quantity
			if line.AskedInstead != nil {
				askedInstead = line.AskedInstead[i]
			}
			same(t, at("asked instead"), askedInstead, instead)
			nearQuantity(t, at("asked"), line.Asked[i]-instead, want, 1)
			lines = append(lines, line)
			asked += line.Asked[i]
		}
	}
	was := provided(base, key, provider)
	if of == nil {
		same(t, at("lines"), len(lines), 0)
		same(t, at("cost set up in the baseline that is still there"), was != nil && there, false)
		return
	}
	same(t, at("asked in all"), of.Asked[i], asked)

	// Delivered: at most what there is, tier by tier, and shared out alike within a tier.
	left := slowRoom(m, row, there, was, of, month, i)
	var delivered, notDelivered tariff.Quantity
	for _, tier := range slowTiers(r, key, provider, i) {
		var inTier tariff.Quantity
		for _, line := range lines {
			if slices.Contains(tier, line.Currency) {
				inTier += line.Asked[i]
			}
		}
		ratio := fraction(1, 1)
		if left != nil && inTier > 0 {
			ratio = lesser(ratio, over(left, inUnits(inTier)))
		}
		for _, line := range lines {
			if !slices.Contains(tier, line.Currency) {
				continue
			}
			nearQuantity(t, at("delivered"), line.Delivered[i], product(inUnits(line.Asked[i]), ratio), 1)
			same(t, at("delivered and not delivered"), line.Delivered[i]+line.NotDelivered[i], line.Asked[i])
			delivered += line.Delivered[i]
			notDelivered += line.NotDelivered[i]
		}
		if left != nil {
			left = minus(left, product(inUnits(inTier), ratio))
		}
	}
	same(t, at("delivered in all"), of.Delivered[i], delivered)
	same(t, at("not delivered in all"), of.NotDelivered[i], notDelivered)

	// Unit cost, grown and split.
	if !there || row.UnitCost == nil {
		same(t, at("known cost"), of.CostKnown[i], false)
		for _, line := range lines {
			same(t, at("cost that is not known"), line.CostVariable[i]+line.CostSemiFixed[i]+line.CostFixed[i], 0)
		}
		return
	}
	same(t, at("known cost"), of.CostKnown[i], true)
	grown := func(rate func(tariff.UpliftRow) *big.Rat) *big.Rat {
		return product(ofDecimal(*row.UnitCost), slowGrowth(row.Uplift, row.PriceBase, month, tariff.Latest, rate))
	}
	withDelivered := grown(func(u tariff.UpliftRow) *big.Rat {
		then, begun := slowResource(m, key, provider, u.From) // efficiency is what was made at the time
		if !begun {
			then = row
		}
		return minus(slowInflation(u), ofDecimal(then.EfficiencyDelivered))
	})
	fixedShare, semiFixedShare := ofDecimal(row.FixedShare), ofDecimal(row.SemiFixedShare)
	fixed := atPlaces(product(withDelivered, fixedShare), 6)
	semiFixed := atPlaces(product(withDelivered, semiFixedShare), 6)
	variable := atPlaces(product(withDelivered, minus(minus(fraction(1, 1), fixedShare), semiFixedShare)), 6)
	same(t, at("fixed unit cost"), of.Fixed[i], fixed)
	same(t, at("semi-fixed unit cost"), of.SemiFixed[i], semiFixed)
	same(t, at("variable unit cost"), of.Variable[i], variable)
	factor := fraction(1, 1)
	if row.MFFBase != nil {
		factor = over(slowMFF(m, provider, month), ofDecimal(*row.MFFBase))
	}
	same(t, at("factor"), ofFactor(of.Factor[i]).Cmp(factor), 0)

	// Fixed units: the baseline's ask, whatever is asked now.
	setUp := tariff.Quantity(0)
	if was != nil {
		setUp = was.Asked[i]
	}
	// Semi-fixed units: whole steps, held for a while.
	held, needed := int64(0), int64(0)
	stepUnits := fraction(0, 1)
	if row.Step > 0 {
		stepUnits = product(exactly(row.Step), shareOfYear(month))
		need := func(q tariff.Quantity, j int) int64 {
			rowThen, _ := slowResource(m, key, provider, m.Month(j))
			if rowThen.Step == 0 {
				return 0
			}
			units := inUnits(q)
			if room := slowRoom(m, rowThen, true, was, of, m.Month(j), j); room != nil && units.Cmp(room) > 0 && units.Cmp(plus(room, fraction(1, 10))) < 0 {
				units = room
			}
			steps := over(units, product(exactly(rowThen.Step), shareOfYear(m.Month(j))))
			whole := new(big.Int).Quo(steps.Num(), steps.Denom()).Int64()
			if steps.Cmp(fraction(whole, 1)) > 0 {
				whole++
			}
			return whole
		}
		needed = need(delivered, i)
		for j := i - row.LagMonths; j <= i; j++ {
			var steps int64
			if j >= 0 {
				steps = need(of.Delivered[j], j)
			} else if was != nil {
				steps = need(was.Delivered[0], 0)
			}
			held = max(held, steps)
		}
	}
	covered := min(asked, setUp)
	var fixedUnits, semiFixedUnits tariff.Quantity
	for _, line := range lines {
		share := fraction(0, 1)
		if asked > 0 {
			share = over(inUnits(line.Asked[i]), inUnits(asked))
		}
		nearSum(t, at("fixed units"), line.FixedUnits[i], product(inUnits(covered), share))
		nearSum(t, at("semi-fixed units"), line.SemiFixedUnits[i], product(fraction(needed, 1), stepUnits, share))
		fixedUnits += line.FixedUnits[i]
		semiFixedUnits += line.SemiFixedUnits[i]
		same(t, at("variable cost"), line.CostVariable[i], toThePenny(inUnits(line.Delivered[i]), inPounds(variable), factor))
		same(t, at("semi-fixed cost"), line.CostSemiFixed[i], toThePenny(inUnits(line.SemiFixedUnits[i]), inPounds(semiFixed), factor))
		same(t, at("fixed cost"), line.CostFixed[i], toThePenny(inUnits(line.FixedUnits[i]), inPounds(fixed), factor))
	}
	nearQuantity(t, at("semi-fixed units in all"), semiFixedUnits, product(fraction(needed, 1), stepUnits), 1)
	same(t, at("fixed units, stranded ones among them"), fixedUnits+of.StrandedFixed[i], setUp)
	nearSum(t, at("semi-fixed units, stranded ones among them"), semiFixedUnits+of.StrandedSemiFixed[i], product(fraction(held, 1), stepUnits))
	same(t, at("stranded cost"), of.Stranded[i],
		toThePenny(inUnits(of.StrandedFixed[i]), inPounds(fixed), factor)+toThePenny(inUnits(of.StrandedSemiFixed[i]), inPounds(semiFixed), factor))

	// Efficiency, against what the units would have cost with none.
	without := grown(slowInflation)
	required := grown(slowRate)
	units := inUnits(delivered)
	// The saving a unit is kept in micro-pounds, and the line in pence.
	rounding := plus(fraction(5, 1000), product(units, fraction(5, 10_000_000), factor))
	nearPence(t, at("efficiency required"), of.EfficiencyRequired[i], product(units, minus(without, required), factor), rounding)
	nearPence(t, at("efficiency delivered"), of.EfficiencyDelivered[i], product(units, minus(without, withDelivered), factor), rounding)
}

// nearSum allows a part of a rounded total a thousandth, and the total half of one.
func nearSum(t rapid.TB, what string, got tariff.Quantity, want *big.Rat) {
	t.Helper()
	off := minus(inUnits(got), want)
	if off.Abs(off).Cmp(fraction(3, 2000)) > 0 {
		t.Fatalf("%s: %s, want %s", what, got.Decimal(), want.FloatString(6))
	}
}

// nearPence allows what rounding may make of an amount.
func nearPence(t rapid.TB, what string, got tariff.Pence, want, within *big.Rat) {
	t.Helper()
	off := minus(fraction(int64(got), 100), want)
	if off.Abs(off).Cmp(within) > 0 {
		t.Fatalf("%s: %s, want %s within %s", what, got, want.FloatString(4), within.FloatString(4))
	}
}
