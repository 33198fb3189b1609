package risk

import (
	"slices"

	"parity/engine"
	"parity/engine/panel"
)

// costs are what care costs, in pounds by month. Nil stands for a cost that is not known.
type costs struct {
	contracts []byMonths // of each contract's packages
	providers []byMonths // of each provider, with what is stranded
	stranded  []byMonths // of each provider, what no contract asks any more
	provides  []bool     // by provider: whether some package asks its resources
}

// byMonths are forms by month; nil for none.
type byMonths []panel.Form

// writeCost writes down what care costs: variable cost follows what is delivered, semi-fixed comes
// in steps held for a while, fixed is what the baseline's ask was set up for. What no
// contract asks any more is the provider's alone.
func (c *care) writeCost() costs {
	w := c.w
	pairs := make([][][]panel.Pair, len(w.m.Contracts)) // by contract and month, linear in activity
	more := make([][][]panel.Form, len(w.m.Contracts))
	alone := make([][][]panel.Form, len(w.m.Providers)) // stranded, by provider and month
	known := make([]bool, len(w.m.Contracts))
	asks := make([]bool, len(w.m.Contracts))
	for k := range pairs {
		pairs[k], more[k], known[k] = make([][]panel.Pair, w.m.Months), make([][]panel.Form, w.m.Months), true
	}
	providerKnown, provides := make([]bool, len(w.m.Providers)), make([]bool, len(w.m.Providers))
	for k := range alone {
		alone[k], providerKnown[k] = make([][]panel.Form, w.m.Months), true
	}
	for _, p := range c.provided {
		provides[p.at.Provider] = true
		for _, contract := range p.contracts {
			asks[contract] = true
			known[contract] = known[contract] && c.costKnown(p, contract)
		}
		providerKnown[p.at.Provider] = providerKnown[p.at.Provider] && !slices.Contains(p.at.CostKnown, false)
		each := p.each
		for i := range w.m.Months {
			share := panel.Form{} // of what is asked that fixed cost was set up for
			if setUp := c.setUpFor(p, i); setUp != 0 && !each.fixed[i].Is(0) {
				asked := c.allAsked(p)[i]
				held := w.calculation.Max(asked, panel.Certain(setUp)) // no less than what it was set up for
				share = w.calculation.Over(panel.Certain(setUp), held)
				stranded := held.Minus(asked)
				alone[p.at.Provider][i] = append(alone[p.at.Provider][i], w.calculation.Times(stranded, each.fixed[i]))
			}
			for _, contract := range p.contracts {
				if share.Is(0) {
					pairs[contract][i] = append(pairs[contract][i], c.variable(p, contract, i, each.variable[i])...)
					continue
				}
				asked := c.askedUnder(p, contract)[i]
				fixed := w.calculation.Times(share, each.fixed[i])
				if p.isTiered(i) {
					pairs[contract][i] = append(pairs[contract][i], panel.Pair{First: asked, Second: fixed})
					pairs[contract][i] = append(pairs[contract][i], c.variable(p, contract, i, each.variable[i])...)
					continue
				}
				variable := w.calculation.Times(c.share(p, everyCurrency, i), each.variable[i])
				pairs[contract][i] = append(pairs[contract][i], panel.Pair{First: asked, Second: variable.Plus(fixed)})
			}
			c.semiFixed(p, i, each.semiFixed[i], more, alone)
		}
	}
	result := costs{
		contracts: make([]byMonths, len(w.m.Contracts)), providers: make([]byMonths, len(w.m.Providers)),
		stranded: make([]byMonths, len(w.m.Providers)), provides: provides,
	}
	for contract := range result.contracts {
		if asks[contract] && known[contract] {
			result.contracts[contract] = w.byMonth(func(i int) panel.Form {
				return w.calculation.Hold(w.calculation.Dot(pairs[contract][i]).Plus(panel.Sum(more[contract][i]...)))
			})
		}
		provider := w.m.Contracts[contract].Provider
		providerKnown[provider] = providerKnown[provider] && known[contract]
	}
	for provider := range result.providers {
		if provides[provider] && providerKnown[provider] {
			result.stranded[provider] = w.byMonth(func(i int) panel.Form { return panel.Sum(alone[provider][i]...) })
			result.providers[provider] = w.byMonth(func(i int) panel.Form {
				all := result.stranded[provider][i]
				for contract := range result.contracts {
					if w.m.Contracts[contract].Provider == provider && result.contracts[contract] != nil {
						all = all.Plus(result.contracts[contract][i])
					}
				}
				return w.calculation.Hold(all)
			})
		}
	}
	return result
}

// variable is the variable cost of what a contract asks of a resource in a month, as pairs
// to be multiplied and summed. Without a limit each act or day carries its own cost, so
// that what it asks of many resources is multiplied with it once.
func (c *care) variable(p *provided, contract, i int, each panel.Form) []panel.Pair {
	if p.isTiered(i) {
		var delivered []panel.Form
		for _, currency := range c.currencies(p, contract) {
			delivered = append(delivered, c.w.calculation.Times(c.askedOf(p, contract, currency, i), c.share(p, currency, i)))
		}
		return []panel.Pair{{First: panel.Sum(delivered...), Second: each}}
	}
	if !p.room[i].Is(inf) {
		delivered := c.w.calculation.Times(c.askedUnder(p, contract)[i], c.share(p, everyCurrency, i))
		return []panel.Pair{{First: delivered, Second: each}}
	}
	pairs := []panel.Pair{{First: c.insteadUnder(p, contract, i), Second: each}}
	for _, a := range p.asks {
		if a.contract == contract {
			quantity, times := c.each(a, i)
			pairs = append(pairs, panel.Pair{First: times, Second: c.w.calculation.Times(quantity, each)})
		}
	}
	return pairs
}

// setUpFor is what the baseline asked of a resource in a month, which its fixed cost was
// set up for.
func (c *care) setUpFor(p *provided, i int) float64 {
	if base := c.inBaseline(p.at); base != nil {
		return base.Asked[i].Units()
	}
	return 0
}

// inBaseline is the baseline's counterpart of a resource at a provider: the resource itself, as
// the cells stand, where the baseline asks nothing of the provider; nil where it did not ask it.
func (c *care) inBaseline(at *engine.ProviderResource) *engine.ProviderResource {
	base := c.w.base
	if !base.Care.AsksOf(base.Model, c.w.m.Providers[at.Provider].Key) {
		return at
	}
	for k := range base.Care.Resources {
		b := &base.Care.Resources[k]
		if base.Model.Resources[b.Resource].Key == c.w.m.Resources[at.Resource].Key &&
			base.Model.Providers[b.Provider].Key == c.w.m.Providers[at.Provider].Key {
			return b
		}
	}
	return nil
}

// semiFixed is cost that goes in whole steps: those needed to the contracts in proportion
// to what they ask, those only held to the provider.
func (c *care) semiFixed(p *provided, i int, each panel.Form, more, alone [][][]panel.Form) {
	if each.Is(0) {
		return
	}
	step := c.stepUnits(p, i)
	if step.Is(0) {
		return
	}
	calculation := c.w.calculation
	needed := c.stepsNeeded(p, i)
	cost := calculation.Times(step, each)
	whole := calculation.Times(needed, cost)
	asked := c.allAsked(p)[i]
	var shared []panel.Form
	for k, contract := range p.contracts {
		portion := whole
		if len(p.contracts) > 1 {
			portion = calculation.Times(whole, c.w.partOf(c.askedUnder(p, contract)[i], asked))
		}
		if k == len(p.contracts)-1 && len(p.contracts) > 1 {
			portion = whole.Minus(panel.Sum(shared...))
		}
		shared = append(shared, portion)
		more[contract][i] = append(more[contract][i], portion)
	}
	idle := c.stepsHeld(p, i).Minus(needed)
	if len(p.contracts) == 0 {
		idle = c.stepsHeld(p, i)
	}
	alone[p.at.Provider][i] = append(alone[p.at.Provider][i], calculation.Times(idle, cost))
}

// stepUnits are the units of one step in a month; 0 where cost does not go in steps.
func (c *care) stepUnits(p *provided, i int) panel.Form {
	rows := c.w.m.Resources[p.at.Resource].Rows
	at := row(c.w, rows, i)
	if at < 0 || rows[at].Value.Step <= 0 {
		return panel.Form{}
	}
	return c.w.figure(Figure{Quantity: Step, Of: p.at.Resource, Row: at}, rows[at].Value.Step).Scale(c.w.m.YearShare(i))
}

// stepsNeeded are the steps that what is delivered in a month needs.
func (c *care) stepsNeeded(p *provided, i int) panel.Form {
	step := c.stepUnits(p, i)
	if step.Is(0) {
		return step
	}
	return c.steps(c.delivered(p, i), step)
}

// steps are how many steps of so many units a quantity fills, the last one in part.
func (c *care) steps(delivered, step panel.Form) panel.Form {
	return c.w.calculation.Ceil(c.w.calculation.Over(delivered.Minus(panel.Certain(leastFilled)), step))
}

// stepsHeld are the steps needed in a month or in the months before it in which they are
// not yet let go. Before the run those of the baseline's first month are held.
func (c *care) stepsHeld(p *provided, i int) panel.Form {
	held := c.stepsNeeded(p, i)
	for lag := 1; lag <= c.lag(p, i); lag++ {
		if i-lag < 0 {
			return c.w.calculation.Max(held, c.stepsBefore(p))
		}
		held = c.w.calculation.Max(held, c.stepsNeeded(p, i-lag))
	}
	return held
}

// lag is for how many months a step is held that is not needed.
func (c *care) lag(p *provided, i int) int {
	rows := c.w.m.Resources[p.at.Resource].Rows
	at := row(c.w, rows, i)
	if at < 0 {
		return 0
	}
	return rows[at].Value.LagMonths
}

// stepsBefore are the steps that the baseline needs in its first month.
func (c *care) stepsBefore(p *provided) panel.Form {
	base, step := c.inBaseline(p.at), c.stepUnits(p, 0)
	if base == nil || step.Is(0) {
		return panel.Form{}
	}
	return c.steps(panel.Certain(base.Delivered[0].Units()), step)
}

// costKnown says whether the cost of what a contract asks of a resource is known in every
// month, as the cells stand, and of what it may be asked in the place of another.
func (c *care) costKnown(p *provided, contract int) bool {
	for i, known := range p.at.CostKnown {
		if !known && !c.insteadUnder(p, contract, i).Is(0) {
			return false
		}
	}
	known := c.w.result.Care
	for l := range known.Lines {
		line := &known.Lines[l]
		if line.Contract != contract || &known.Resources[line.Provided] != p.at {
			continue
		}
		for i := range c.w.m.Months {
			if !known.Knows(line, i) {
				return false
			}
		}
	}
	return true
}
