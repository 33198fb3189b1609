package engine

import (
	"slices"

	"github.com/shopspring/decimal"

	"parity/tariff"
)

// rate is what a unit is paid in a month, and what that is made of: list price x the growth
// of the uplifts since its base, rounded to places, x factor.
type rate struct {
	list   decimal.Decimal
	base   tariff.Month
	uplift *tariff.Uplifts
	places int32
	price  tariff.Price
	factor tariff.Factor
	covers tariff.Covers
}

// rate is the unit's rate in a month; false where it has none, or none that is known.
func (u *PricedUnit) rate(i int) (rate, bool) {
	if u == nil || u.Price[i].State != tariff.Priced {
		return rate{}, false
	}
	listed, schedule := u.Listed[i], u.Schedule[i]
	return rate{
		list: *listed.Price, base: listed.PriceBase, uplift: schedule.Uplift, places: schedule.Places,
		price: u.Price[i].Price, factor: u.Factor[i], covers: u.Price[i].Covers,
	}, true
}

// alike says whether two units are paid for as much, at the same rates, in every month.
func (u *PricedUnit) alike(other *PricedUnit) bool {
	if !slices.Equal(u.Quantity, other.Quantity) || !slices.Equal(u.Price, other.Price) || !slices.Equal(u.Factor, other.Factor) {
		return false
	}
	for i := range u.Price {
		if i > 0 && u.Listed[i] == u.Listed[i-1] && other.Listed[i] == other.Listed[i-1] {
			continue
		}
		r0, priced := u.rate(i)
		if r1, _ := other.rate(i); priced && !r0.listedAs(r1) {
			return false
		}
	}
	return true
}

// free is the same rate for nothing.
func (r rate) free() rate {
	r.list, r.price = decimal.Zero, 0
	return r
}

// listedAs says whether two rates have one list price, whatever its growth.
func (r rate) listedAs(other rate) bool {
	return r.base == other.base && r.places == other.places && r.list.Equal(other.list)
}

// relisting remembers the list price of after grown as before, for months in which neither
// it nor the growth changes.
type relisting struct {
	causes *activityCauses
	known  bool
	r0, r1 rate
	price  tariff.Price
}

// of brings the list price of after to the level of before. Prices of different years are
// compared at the later one's level.
func (l *relisting) of(r0, r1 rate, month tariff.Month) tariff.Price {
	if r0.listedAs(r1) {
		return r0.price
	}
	base := max(r0.base, r1.base)
	if l.known && base < month && l.r0.alike(r0) && l.r1.alike(r1) && !r0.uplift.StepsIn(month) && !r1.uplift.StepsIn(month) {
		return l.price
	}
	list := r1.list.Mul(l.causes.growth(r1.uplift, r1.base, min(base, month)))
	growth := l.causes.growth(r0.uplift, max(min(base, month), r0.base), month)
	*l = relisting{l.causes, true, r0, r1, tariff.RoundPrice(list.Mul(growth), r1.places)}
	return l.price
}

// alike says whether two rates of following months are made of the same.
func (r rate) alike(other rate) bool {
	return r.listedAs(other) && r.uplift == other.uplift
}

// growth is that of an uplift series from a base to a month.
func (a *activityCauses) growth(uplift *tariff.Uplifts, base, month tariff.Month) decimal.Decimal {
	over := growthOver{uplift, base, month}
	growth, known := a.grown[over]
	if !known {
		growth = uplift.Growth(base, month, tariff.Latest, tariff.UpliftRow.Rate)
		a.grown[over] = growth
	}
	return growth
}

// worthOnTheWay values the way from before to after: before; the quantity after at the rate
// before; at the list price after, grown as before; at the price after; after.
func worthOnTheWay(q0, q1 tariff.Quantity, r0, r1 rate, relisted tariff.Price) (worth [5]tariff.Pence, err error) {
	type line struct {
		quantity tariff.Quantity
		price    tariff.Price
		factor   tariff.Factor
	}
	way := [len(worth)]line{{q0, r0.price, r0.factor}, {q1, r0.price, r0.factor}, {q1, relisted, r0.factor}, {q1, r1.price, r0.factor}, {q1, r1.price, r1.factor}}
	for step, at := range way {
		if step > 0 && at == way[step-1] {
			worth[step] = worth[step-1]
		} else if worth[step], err = tariff.Line(at.quantity, at.price, at.factor); err != nil {
			return worth, err
		}
	}
	return worth, nil
}
