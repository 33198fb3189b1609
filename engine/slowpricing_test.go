package engine

import (
	"fmt"
	"math/big"
	"reflect"
	"slices"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"parity/tariff"
)

// slowPrice is the price of a unit in a month, worked the long way: the row in force, the
// uplifts after its base, one rounding.
func slowPrice(s *tariff.Schedule, unit tariff.Unit, month, asOf tariff.Month) (price tariff.Price, covers tariff.Covers, state tariff.PriceState) {
	for _, prices := range s.Units {
		if prices.Unit != unit {
			continue
		}
		row, begun := slowAt(prices.Rows, month)
		switch {
		case !begun:
			return 0, "", tariff.None
		case row.Price == nil:
			return 0, row.Covers, tariff.Missing
		}
		grown := product(ofDecimal(*row.Price), slowGrowth(s.Uplift, row.PriceBase, month, asOf, slowRate))
		return atPlaces(grown, s.Places), row.Covers, tariff.Priced
	}
	return 0, "", tariff.None
}

// slowDelivered is the share of an act that is delivered in a month: the smallest share of
// what its currency's packages ask for each such act. Presence is always whole.
func slowDelivered(r *Result, contract, currency int, measure tariff.Measure, i int) *big.Rat {
	share := fraction(1, 1)
	switch measure {
	case tariff.Contact, tariff.BedDay, tariff.AdmittedDay, tariff.Assessment:
	default:
		return share
	}
	m := r.Model
	provider := m.Contracts[contract].Provider
	for _, key := range keysOfResources(m) {
		quantity := slowPackages(m, currency, key, provider, m.Month(i))[measure]
		if quantity == nil || quantity.Sign() == 0 {
			continue
		}
		line := careLine(r, contract, currency, key)
		if line == nil || line.Asked[i] == 0 {
			continue
		}
		share = lesser(share, over(inUnits(line.Delivered[i]), inUnits(line.Asked[i])))
	}
	return share
}

// slowRecorded is what would be paid for of a unit in a month if everybody belonged where
// they are recorded: acts as delivered, presence as it is, periods as far as a review is in
// date, and of a price that covers the community alone the share that is not admitted.
func slowRecorded(r *Result, contract, currency int, measure tariff.Measure, covers tariff.Covers, i int) *big.Rat {
	units, _ := measured(r.Activity, contract, currency, measure, i)
	units = product(units, slowDelivered(r, contract, currency, measure, i))
	if covers == tariff.Community && (measure == tariff.Period || measure == tariff.YearOfCare) {
		for _, of := range r.Activity.Contracts[contract].Currencies {
			if of.Currency == currency && of.AdmittedShare != nil {
				units = product(units, minus(fraction(1, 1), exactly(of.AdmittedShare[i])))
			}
		}
	}
	for _, reviews := range r.Model.Contracts[contract].Reviews {
		if share, begun := slowAt(reviews.InDate, r.Model.Month(i)); begun && reviews.Currency == currency && measure == tariff.Period {
			units = product(units, exactly(share))
		}
	}
	return units
}

// slowPaid is what is paid for of a unit in a month: of those recorded in each currency, the
// share that belongs in this one.
func slowPaid(r *Result, contract, currency int, measure tariff.Measure, covers tariff.Covers, i int) *big.Rat {
	paid := fraction(0, 1)
	for recorded := range r.Model.Currencies {
		share := slowShare(r.Model, contract, recorded, currency, i)
		paid = plus(paid, product(slowRecorded(r, contract, recorded, measure, covers, i), share))
	}
	return paid
}

// slowShare is the share of those recorded in one currency that belongs in another, or in
// the same.
func slowShare(m *Model, contract, recorded, right, i int) *big.Rat {
	moved, all := fraction(0, 1), fraction(0, 1)
	for _, row := range m.Contracts[contract].Reallocation {
		share, begun := slowAt(row.Share, m.Month(i))
		if row.Recorded != recorded || !begun {
			continue
		}
		all = plus(all, exactly(share))
		if row.Right == right {
			moved = plus(moved, exactly(share))
		}
	}
	if recorded == right {
		return minus(fraction(1, 1), all)
	}
	return moved
}

// slowPlan is the planned quantity of a unit in a month.
func slowPlan(r, base *Result, contract, currency int, measure tariff.Measure, covers tariff.Covers, i int) *big.Rat {
	agreement, _ := slowAt(r.Model.Contracts[contract].Agreements, r.Model.Month(i))
	if agreement.Plan == tariff.PlanTable {
		for _, plan := range r.Model.Contracts[contract].Plan {
			if plan.Currency == currency && plan.Measure == measure {
				return inUnits(plan.Quantity[i])
			}
		}
		return fraction(0, 1)
	}
	for k := range base.Model.Contracts {
		if base.Model.Contracts[k].Name != r.Model.Contracts[contract].Name {
			continue
		}
		for b := range base.Model.Currencies {
			if base.Model.Currencies[b].Key == r.Model.Currencies[currency].Key {
				return slowPaid(base, k, b, measure, covers, i)
			}
		}
	}
	return fraction(0, 1)
}

// slowRoundings is how often a quantity that is paid for may have been rounded: once, and for
// each row of the reallocation once on the way out and twice at its ends.
func slowRoundings(m *Model) int64 {
	most := int64(1)
	for c := range m.Contracts { // the baseline's contracts may stand in another order
		most = max(most, 1+3*int64(len(m.Contracts[c].Reallocation)))
	}
	return most
}

func pricedUnit(units []PricedUnit, currency int, measure tariff.Measure) *PricedUnit {
	for k := range units {
		if units[k].Currency == currency && units[k].Measure == measure {
			return &units[k]
		}
	}
	return nil
}

// checkPricing holds what each contract's activity is worth, and its statement, against the
// rules.
func checkPricing(t rapid.TB, r, base *Result) {
	t.Helper()
	m := r.Model
	for c := range m.Contracts {
		result := &r.Contracts[c]
		own := func(a tariff.Agreement) *tariff.Schedule { return a.Schedule }
		shadow := func(a tariff.Agreement) *tariff.Schedule { return a.Shadow }
		for i := range m.Months {
			checkUnits(t, r, base, c, i, result.Priced, own, true)
			checkUnits(t, r, base, c, i, result.Shadow, shadow, false)
		}
		checkStatement(t, r, c)
	}
}

func checkUnits(t rapid.TB, r, base *Result, c, i int, units []PricedUnit, which func(tariff.Agreement) *tariff.Schedule, own bool) {
	t.Helper()
	m := r.Model
	month := m.Month(i)
	agreement, begun := slowAt(m.Contracts[c].Agreements, month)
	var schedule *tariff.Schedule
	if begun {
		schedule = which(agreement)
	}
	for currency := range m.Currencies {
		pricedAtAll := false
		for measure := range tariff.Measure(tariff.MeasureCount) {
			at := func(what string) string {
				return fmt.Sprintf("%s of %s %s under %s in %s", what, m.Currencies[currency].Key, measure, m.Contracts[c].Name, month)
			}
			unit := pricedUnit(units, currency, measure)
			var price tariff.Price
			var covers tariff.Covers
			state := tariff.None
			if schedule != nil {
				price, covers, state = slowPrice(schedule, tariff.Unit{Currency: m.Currencies[currency].Key, Measure: measure}, month, tariff.Latest)
			}
			pricedAtAll = pricedAtAll || state != tariff.None
			if state == tariff.None {
				if unit != nil && unit.Price[i].State == tariff.None {
					same(t, at("value without a price"), unit.Value[i], 0)
				}
				continue
			}
			paid := slowPaid(r, c, currency, measure, covers, i)
			plan := fraction(0, 1)
			if own {
				plan = slowPlan(r, base, c, currency, measure, covers, i)
			}
			if unit == nil {
				same(t, at("activity left out"), paid.Sign() == 0 && plan.Sign() == 0, true)
				continue
			}
			same(t, at("state"), unit.Price[i].State, state)
			same(t, at("unit price"), unit.Price[i].Price, price)
			nearQuantity(t, at("paid"), unit.Quantity[i], paid, slowRoundings(m))
			factor := fraction(1, 1)
			if schedule.AppliesMFF {
				factor = over(slowMFF(m, m.Contracts[c].Provider, month), ofDecimal(schedule.MFFBase))
			}
			same(t, at("value"), unit.Value[i], toThePenny(inUnits(unit.Quantity[i]), inPounds(price), factor))
			if own {
				nearQuantity(t, at("plan"), unit.Plan[i], plan, slowRoundings(base.Model))
				same(t, at("plan value"), unit.PlanValue[i], toThePenny(inUnits(unit.Plan[i]), inPounds(price), factor))
			}
		}
		if own && !pricedAtAll && schedule != nil && (agreement.Form == tariff.Activity || agreement.Form == tariff.Blended) {
			checkSaidMissing(t, r, c, currency, i, units)
		}
	}
}

// checkSaidMissing holds that activity of a currency without any price is said to miss one.
func checkSaidMissing(t rapid.TB, r *Result, c, currency, i int, units []PricedUnit) {
	t.Helper()
	there := false
	for measure := range tariff.Measure(tariff.MeasureCount) {
		for recorded := range r.Model.Currencies {
			count, _ := measured(r.Activity, c, recorded, measure, i)
			there = there || measure.Priced() && product(count, slowShare(r.Model, c, recorded, currency, i)).Cmp(fraction(1, 1000)) > 0
		}
	}
	said := false
	for _, unit := range units {
		said = said || unit.Currency == currency && unit.Price[i].State == tariff.Missing
	}
	if there && !said {
		t.Fatalf("%s under %s in %s has activity, no price, and nothing says that one is missing",
			r.Model.Currencies[currency].Key, r.Model.Contracts[c].Name, r.Model.Month(i))
	}
}

// checkStatement settles the contract once more on figures worked here, and expects the
// same statement.
func checkStatement(t rapid.TB, r *Result, c int) {
	t.Helper()
	m := r.Model
	result := &r.Contracts[c]
	provider := m.Contracts[c].Provider
	performance := tariff.Performance{Start: m.Start, Months: m.Months}
	for k := range result.Priced {
		unit := &result.Priced[k]
		performance.Lines = append(performance.Lines, tariff.ValuedLine{
			Unit:  tariff.Unit{Currency: m.Currencies[unit.Currency].Key, Measure: unit.Measure},
			Value: unit.Value, Plan: unit.PlanValue,
		})
	}
	performance.KnownValue = func(i int, asOf tariff.Month) (value, plan tariff.Pence) {
		agreement, _ := slowAt(m.Contracts[c].Agreements, m.Month(i))
		if agreement.Schedule == nil {
			return 0, 0
		}
		factor := fraction(1, 1)
		if agreement.Schedule.AppliesMFF {
			factor = over(slowMFF(m, provider, m.Month(i)), ofDecimal(agreement.Schedule.MFFBase))
		}
		for _, unit := range result.Priced {
			price, _, _ := slowPrice(agreement.Schedule, tariff.Unit{Currency: m.Currencies[unit.Currency].Key, Measure: unit.Measure}, m.Month(i), asOf)
			value += toThePenny(inUnits(unit.Quantity[i]), inPounds(price), factor)
			plan += toThePenny(inUnits(unit.Plan[i]), inPounds(price), factor)
		}
		return value, plan
	}
	for i := range m.Months {
		heads, _ := slowAt(m.Commissioners[m.Contracts[c].Commissioner].Heads, m.Month(i))
		performance.Heads = append(performance.Heads, heads)
	}
	if slices.ContainsFunc(r.Care.Lines, func(l CareLine) bool { return l.Contract == c }) {
		performance.Cost = make([]tariff.Pence, m.Months)
		for _, line := range r.Care.Lines {
			for i := range m.Months {
				if line.Contract == c {
					performance.Cost[i] += line.CostVariable[i] + line.CostSemiFixed[i] + line.CostFixed[i]
				}
			}
		}
	}
	want, err := tariff.Settle(&m.Contracts[c].Contract, performance)
	if err != nil {
		t.Fatalf("settled the long way: %v", err)
	}
	if !reflect.DeepEqual(plain(want), plain(result.Statement)) {
		t.Fatalf("statement of %s:\n%+v\nwant\n%+v", m.Contracts[c].Name, result.Statement, want)
	}
}

// plain is a statement without the exact workings, whose decimals may be spelt two ways.
func plain(s tariff.Statement) tariff.Statement {
	s.Lines = slices.Clone(s.Lines)
	for k := range s.Lines {
		s.Lines[k].Workings.Above, s.Lines[k].Workings.Below, s.Lines[k].Workings.Earned = decimal.Decimal{}, decimal.Decimal{}, decimal.Decimal{}
	}
	return s
}
