package engine

import (
	"fmt"
	"slices"

	"parity/tariff"
)

// StandIn says that one resource takes over some of what another does not deliver, under the
// same contract and currency. A provider's own row stands in for the general one of the same
// two resources. A resource that stands in has nothing stand in for it: one round.
type StandIn struct {
	Resource, StandIn string
	Provider          int // -1 for any
	Rows              tariff.Dated[StandInRow]
}

// StandInRow is how much is taken over from a month on.
type StandInRow struct {
	Share float64 // of each unit not delivered
	Units float64 // of the resource that stands in, for one unit it takes over
}

// StandsIn lists what stands in for a resource at a provider, as indices into StandIns.
func (m *Model) StandsIn(resource string, provider int) []int {
	var list []int
	for k := range m.StandIns {
		of := &m.StandIns[k]
		if of.Resource != resource || of.Provider != provider && of.Provider != anyProvider {
			continue
		}
		own := of.Provider == anyProvider && slices.ContainsFunc(m.StandIns, func(other StandIn) bool {
			return other.Provider == provider && other.Resource == of.Resource && other.StandIn == of.StandIn
		})
		if !own {
			list = append(list, k)
		}
	}
	return list
}

// standBy adds the resources that stand in for those that are asked, whether or not they are
// needed: draws may need them.
func (c *carer) standBy() error {
	for at := range c.care.Resources { // those that stand in have nothing stand in for them
		provider := c.care.Resources[at].Provider
		key := c.m.Resources[c.care.Resources[at].Resource].Key
		for _, k := range c.m.StandsIn(key, provider) {
			if _, ok := c.provide(c.m.StandIns[k].StandIn, provider); !ok {
				return fmt.Errorf("resource %s stands in for %s, and provider %s does not have it; add it to resources", c.m.StandIns[k].StandIn, key, c.m.Providers[provider].Key)
			}
		}
	}
	return nil
}

// standing says of each resource whether it stands in for another at its provider.
func (c *carer) standing() []bool {
	standing := make([]bool, len(c.care.Resources))
	for at := range c.care.Resources {
		r := &c.care.Resources[at]
		for _, k := range c.m.StandsIn(c.m.Resources[r.Resource].Key, r.Provider) {
			if in, ok := c.provided[resourceAt{c.m.StandIns[k].StandIn, r.Provider}]; ok {
				standing[in] = true
			}
		}
	}
	return standing
}

// askInstead asks those that stand in for what was not delivered, line by line, rounded to
// 0.001 for each line and resource that stands in.
func (c *carer) askInstead() {
	if len(c.m.StandIns) == 0 {
		return
	}
	lines := c.care.Lines
	c.care.Lines = nil
	for from := 0; from < len(lines); {
		to := from + 1
		for to < len(lines) && lines[to].Contract == lines[from].Contract && lines[to].Currency == lines[from].Currency {
			to++
		}
		together := slices.Clone(lines[from:to])
		for l := from; l < to; l++ {
			together = c.askInsteadOf(&lines[l], together)
		}
		c.care.Lines = append(c.care.Lines, together...)
		from = to
	}
}

// askInsteadOf asks those that stand in for what a line is not given; together are the lines of
// its contract and currency, to which it adds.
func (c *carer) askInsteadOf(line *CareLine, together []CareLine) []CareLine {
	of := &c.care.Resources[line.Provided]
	for _, k := range c.m.StandsIn(c.m.Resources[of.Resource].Key, of.Provider) {
		standIn := &c.m.StandIns[k]
		in := c.provided[resourceAt{standIn.StandIn, of.Provider}]
		for i, short := range line.NotDelivered {
			row, ok := standIn.Rows.At(c.m.Month(i))
			instead := tariff.RoundQuantity(short.Units() * row.Share * row.Units)
			if !ok || instead == 0 {
				continue
			}
			at := slices.IndexFunc(together, func(l CareLine) bool { return l.Provided == in })
			if at < 0 {
				at = len(together)
				together = append(together, CareLine{Contract: line.Contract, Currency: line.Currency, Provided: in, Asked: make([]tariff.Quantity, c.m.Months)})
			}
			to := &together[at]
			if to.AskedInstead == nil {
				to.AskedInstead = make([]tariff.Quantity, c.m.Months)
			}
			to.AskedInstead[i] += instead
			to.Asked[i] += instead
			c.care.Resources[in].Asked[i] += instead
		}
	}
	return together
}
