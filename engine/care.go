package engine

import (
	"fmt"
	"math"
	"math/bits"
	"slices"

	"parity/tariff"
)

// stepTolerance keeps an ask that fills its steps exactly from needing one more because of
// the last bits of a float.
const stepTolerance = 1e-9

// mostRounded is what rounding may add to care delivered within the room there is, in units:
// half a thousandth of each of two hundred lines. It begins no step; what was delivered before
// the run under a larger capacity does.
const mostRounded = 0.1

// care works out what every contract's activity asks of its provider's resources, what of
// it capacity lets through, and what that costs (docs/methods.md, "Care and cost").
func care(m *Model, activity *Activity, base *Care, baseModel *Model) (*Care, error) {
	c := &carer{m: m, activity: activity, care: &Care{}, provided: map[resourceAt]int{}}
	for contract := range m.Contracts {
		if err := c.ask(contract, activity); err != nil {
			return nil, err
		}
	}
	if err := c.standBy(); err != nil {
		return nil, err
	}
	if base != nil {
		c.keep(base, baseModel)
	}
	setUpFor := make([]*ProviderResource, len(c.care.Resources)) // resources are all there by now
	for i := range setUpFor {
		setUpFor[i] = findProvided(base, baseModel, m, &c.care.Resources[i])
	}
	if err := c.deliverAll(setUpFor); err != nil {
		return nil, err
	}
	for i := range c.care.Resources {
		if err := c.cost(i, setUpFor[i]); err != nil {
			return nil, err
		}
	}
	return c.care, nil
}

// resourceAt is a resource by key at a provider.
type resourceAt struct {
	resource string
	provider int
}

type carer struct {
	m        *Model
	activity *Activity
	care     *Care
	provided map[resourceAt]int // into care.Resources
	simplest map[int][][]int    // by provider: the currencies, the most complex first
}

// ask adds the lines of one contract: for each currency, what its packages ask of each
// resource, rounded to 0.001.
func (c *carer) ask(contract int, activity *Activity) error {
	provider := c.m.Contracts[contract].Provider
	for k := range activity.Contracts[contract].Currencies {
		currency := &activity.Contracts[contract].Currencies[k]
		needed := c.m.neededOf(activity, contract, currency)
		var order []int // provided resources this currency asks, in order of first package
		asked := map[int][]float64{}
		for p := range c.m.Packages {
			pack := &c.m.Packages[p]
			if pack.Currency != currency.Currency || !c.m.Holds(pack, provider) {
				continue
			}
			at, ok := c.provide(pack.Resource, provider)
			if !ok {
				return fmt.Errorf("contract %s: the package of currency %s asks resource %s, which provider %s does not have; add it to resources",
					c.m.Contracts[contract].Name, c.m.Currencies[pack.Currency].Key, pack.Resource, c.m.Providers[provider].Key)
			}
			sum, seen := asked[at]
			if !seen {
				sum = make([]float64, c.m.Months)
				asked[at] = sum
				order = append(order, at)
			}
			for i := range sum {
				each, _ := pack.Quantity.At(c.m.Month(i))
				times, err := needed.times(pack.Per, i)
				if err != nil {
					return err
				}
				sum[i] += each * times * c.workLeft(contract, pack, i)
			}
		}
		for _, at := range order {
			line := CareLine{Contract: contract, Currency: currency.Currency, Provided: at, Asked: make([]tariff.Quantity, c.m.Months)}
			for i, x := range asked[at] {
				line.Asked[i] = tariff.RoundQuantity(x)
				c.care.Resources[at].Asked[i] += line.Asked[i]
			}
			c.care.Lines = append(c.care.Lines, line)
		}
	}
	return nil
}

// times is how often a package's quantity is asked in a month.
func times(currency *CurrencyActivity, per tariff.Measure, month int) float64 {
	if per == tariff.PerMonth {
		return 1
	}
	if quantity := currency.Measures[per]; quantity != nil {
		return quantity[month].Units()
	}
	return 0
}

// workLeft is the part of a package that is still asked in a month, where people hold personal
// budgets. What is asked each month, whoever is there, stays.
func (c *carer) workLeft(contract int, pack *Package, i int) float64 {
	if pack.Per == tariff.PerMonth {
		return 1
	}
	return c.m.Contracts[contract].WorkLeft(pack.Currency, c.m.Month(i))
}

// provide finds or adds a provider's resource; false where it has none of the key.
func (c *carer) provide(key string, provider int) (int, bool) {
	if at, ok := c.provided[resourceAt{key, provider}]; ok {
		return at, true
	}
	resource := c.m.resourceFor(key, provider)
	if resource < 0 {
		return 0, false
	}
	at := len(c.care.Resources)
	c.provided[resourceAt{key, provider}] = at
	c.care.Resources = append(c.care.Resources, ProviderResource{Resource: resource, Provider: provider, Asked: make([]tariff.Quantity, c.m.Months)})
	return at, true
}

// keep adds the resources that the baseline asks and nobody asks any more: what was set up
// for them is stranded. One that is no longer among the resources costs nothing.
func (c *carer) keep(base *Care, baseModel *Model) {
	for i := range base.Resources {
		asked := &base.Resources[i]
		key := baseModel.Providers[asked.Provider].Key
		provider := slices.IndexFunc(c.m.Providers, func(p Provider) bool { return p.Key == key })
		if provider >= 0 {
			c.provide(baseModel.Resources[asked.Resource].Key, provider)
		}
	}
}

// findProvided finds the baseline's counterpart of a provider's resource, by keys; the
// resource itself where there is no other baseline, or where the baseline asks nothing at all of
// the provider, which is set up for what it takes on; nil where the baseline did not ask it.
func findProvided(base *Care, baseModel, m *Model, r *ProviderResource) *ProviderResource {
	if base == nil || !base.AsksOf(baseModel, m.Providers[r.Provider].Key) {
		return r
	}
	for i := range base.Resources {
		b := &base.Resources[i]
		if baseModel.Resources[b.Resource].Key == m.Resources[r.Resource].Key &&
			baseModel.Providers[b.Provider].Key == m.Providers[r.Provider].Key {
			return b
		}
	}
	return nil
}

// AsksOf says whether anything is asked of a provider, by key.
func (c *Care) AsksOf(m *Model, provider string) bool {
	return slices.ContainsFunc(c.Resources, func(r ProviderResource) bool { return m.Providers[r.Provider].Key == provider })
}

// cost books what a provider's resource costs: variable cost follows what is delivered,
// semi-fixed comes in steps held for a while, fixed is what the baseline's ask was set up
// for; cost with no ask under it is stranded.
func (c *carer) cost(at int, base *ProviderResource) error {
	r := &c.care.Resources[at]
	if err := c.unitCosts(r); err != nil {
		return err
	}
	needed, held := c.steps(r, base)
	months := c.m.Months
	r.StrandedSemiFixed = make([]tariff.Quantity, months)
	r.StrandedFixed = make([]tariff.Quantity, months)
	semiFixed, fixed := make([]tariff.Quantity, months), make([]tariff.Quantity, months)
	for i := range months {
		row, _ := c.m.Resources[r.Resource].Rows.At(c.m.Month(i))
		stepUnits := row.Step * c.m.YearShare(i)
		semiFixed[i] = tariff.RoundQuantity(float64(needed[i]) * stepUnits)
		r.StrandedSemiFixed[i] = tariff.RoundQuantity(float64(held[i])*stepUnits) - semiFixed[i]
		var setUpFor tariff.Quantity
		if base != nil {
			setUpFor = base.Asked[i]
		}
		fixed[i] = min(r.Asked[i], setUpFor)
		r.StrandedFixed[i] = setUpFor - fixed[i]
	}
	soFar := make([]tariff.Quantity, months)
	for l := range c.care.Lines {
		line := &c.care.Lines[l]
		if line.Provided != at {
			continue
		}
		line.SemiFixedUnits, line.FixedUnits = make([]tariff.Quantity, months), make([]tariff.Quantity, months)
		for i, asked := range line.Asked {
			before, after := soFar[i], soFar[i]+asked
			line.SemiFixedUnits[i] = part(semiFixed[i], after, r.Asked[i]) - part(semiFixed[i], before, r.Asked[i])
			line.FixedUnits[i] = part(fixed[i], after, r.Asked[i]) - part(fixed[i], before, r.Asked[i])
			soFar[i] = after
		}
		if err := c.book(line, r); err != nil {
			return err
		}
	}
	return c.strand(r)
}

// part is total x over / under, rounded down, so that parts of consecutive ranges add up to
// the total with nothing lost.
func part(total, over, under tariff.Quantity) tariff.Quantity {
	if under == 0 || total == 0 {
		return 0
	}
	hi, lo := bits.Mul64(uint64(total), uint64(over))
	whole, _ := bits.Div64(hi, lo, uint64(under))
	return tariff.Quantity(whole)
}

// steps counts the steps of semi-fixed cost that what is delivered needs, and those held:
// a step is let go only when it has not been needed for lag_months. Before the run the
// steps held are those the baseline needs in its first month.
func (c *carer) steps(r *ProviderResource, base *ProviderResource) (needed, held []int) {
	needed, held = make([]int, c.m.Months), make([]int, c.m.Months)
	for i := range needed {
		needed[i] = c.stepsFor(r, r.Delivered[i], i)
	}
	before := 0
	if base != nil && c.m.Months > 0 {
		before = c.stepsFor(r, base.Delivered[0], 0)
	}
	for i := range held {
		row, _ := c.m.Resources[r.Resource].Rows.At(c.m.Month(i))
		held[i] = needed[i]
		for lag := 1; lag <= row.LagMonths; lag++ {
			if i-lag >= 0 {
				held[i] = max(held[i], needed[i-lag])
			} else {
				held[i] = max(held[i], before)
				break
			}
		}
	}
	return needed, held
}

func (c *carer) stepsFor(r *ProviderResource, delivered tariff.Quantity, i int) int {
	row, ok := c.m.Resources[r.Resource].Rows.At(c.m.Month(i))
	if !ok || row.Step <= 0 {
		return 0
	}
	units := delivered.Units()
	if room := r.Room[i]; units > room && units < room+mostRounded {
		units = room
	}
	return int(math.Ceil(units/(row.Step*c.m.YearShare(i)) - stepTolerance))
}

// book works out the money of one line: ROUND(units x unit cost x factor, 2) for each
// behaviour of cost.
func (c *carer) book(line *CareLine, r *ProviderResource) error {
	for _, kind := range []struct {
		units []tariff.Quantity
		price []tariff.Price
		money *[]tariff.Pence
	}{
		{line.Delivered, r.Variable, &line.CostVariable},
		{line.SemiFixedUnits, r.SemiFixed, &line.CostSemiFixed},
		{line.FixedUnits, r.Fixed, &line.CostFixed},
	} {
		*kind.money = make([]tariff.Pence, c.m.Months)
		for i := range *kind.money {
			cost, err := tariff.Line(kind.units[i], kind.price[i], r.Factor[i])
			if err != nil {
				return c.named(r, err)
			}
			(*kind.money)[i] = cost
		}
	}
	return nil
}

func (c *carer) strand(r *ProviderResource) error {
	r.Stranded = make([]tariff.Pence, c.m.Months)
	for i := range r.Stranded {
		semiFixed, err := tariff.Line(r.StrandedSemiFixed[i], r.SemiFixed[i], r.Factor[i])
		if err != nil {
			return c.named(r, err)
		}
		fixed, err := tariff.Line(r.StrandedFixed[i], r.Fixed[i], r.Factor[i])
		if err != nil {
			return c.named(r, err)
		}
		r.Stranded[i] = semiFixed + fixed
	}
	return nil
}

func (c *carer) named(r *ProviderResource, err error) error {
	return fmt.Errorf("resource %s at provider %s: %w", c.m.Resources[r.Resource].Key, c.m.Providers[r.Provider].Key, err)
}
