package engine

import (
	"math"

	"parity/tariff"
)

// YearShare is the part of its financial year that a month of the run is, by days.
func (m *Model) YearShare(i int) float64 {
	month := m.Month(i)
	return float64(month.Days()) / float64(month.Year().Days())
}

// deliverAll gives each ask what there is room for: first of what others stand in for, then,
// with what is asked of them in its place, of those that stand in. setUpFor are the baseline's
// counterparts of the resources, as findProvided gives them.
func (c *carer) deliverAll(setUpFor []*ProviderResource) error {
	for i := range c.care.Resources {
		if err := c.order(i); err != nil {
			return err
		}
	}
	standing := c.standing()
	for i := range c.care.Resources {
		if !standing[i] {
			c.deliver(i, setUpFor[i])
		}
	}
	c.askInstead()
	for i := range c.care.Resources {
		if standing[i] {
			c.deliver(i, setUpFor[i])
		}
	}
	return nil
}

// deliver gives each ask of a resource what there is room for: tier by tier where rationing
// says so, and where a tier is short the same share of every ask in it, across contracts too.
func (c *carer) deliver(at int, setUpFor *ProviderResource) {
	r := &c.care.Resources[at]
	r.Room = c.room(r, setUpFor)
	r.Delivered = make([]tariff.Quantity, c.m.Months)
	r.NotDelivered = make([]tariff.Quantity, c.m.Months)
	shares := make([][]float64, c.m.Months) // by tier; nil where all is delivered
	for i := range shares {
		if r.Asked[i].Units() > r.Room[i] {
			shares[i] = tierShares(c.tierAsks(at, i), r.Room[i])
		}
	}
	for l := range c.care.Lines {
		line := &c.care.Lines[l]
		if line.Provided != at {
			continue
		}
		line.Delivered = make([]tariff.Quantity, c.m.Months)
		line.NotDelivered = make([]tariff.Quantity, c.m.Months)
		for i, asked := range line.Asked {
			line.Delivered[i] = asked
			if shares[i] != nil {
				if share := shares[i][r.Orders[i].Tier(line.Currency)]; share < 1 {
					line.Delivered[i] = tariff.RoundQuantity(asked.Units() * share)
				}
			}
			line.NotDelivered[i] = asked - line.Delivered[i]
			r.Delivered[i] += line.Delivered[i]
			r.NotDelivered[i] += line.NotDelivered[i]
		}
	}
}

// room is how many units of a resource there are to deliver, by month: the least of capacity
// and the share available of what the baseline asks; infinite without either. Of a resource
// that the baseline does not ask, the share is of what is asked.
func (c *carer) room(r, setUpFor *ProviderResource) []float64 {
	if setUpFor == nil {
		setUpFor = r
	}
	room := make([]float64, c.m.Months)
	for i := range room {
		room[i] = math.Inf(1)
		row, ok := c.m.Resources[r.Resource].Rows.At(c.m.Month(i))
		if !ok {
			continue
		}
		if row.Capacity != nil {
			room[i] = *row.Capacity * c.m.YearShare(i)
		}
		if row.AvailableShare != nil {
			room[i] = min(room[i], *row.AvailableShare*setUpFor.Asked[i].Units())
		}
	}
	return room
}

// tierAsks is what each tier of a resource's order asks in a month, in units.
func (c *carer) tierAsks(at, i int) []float64 {
	order := c.care.Resources[at].Orders[i]
	asks := make([]tariff.Quantity, len(order.Tiers)+1)
	for l := range c.care.Lines {
		if line := &c.care.Lines[l]; line.Provided == at {
			asks[order.Tier(line.Currency)] += line.Asked[i]
		}
	}
	units := make([]float64, len(asks))
	for t := range asks {
		units[t] = asks[t].Units()
	}
	return units
}

// tierShares fills tiers one after the other from the room there is, and gives the share of
// each that is delivered.
func tierShares(asks []float64, room float64) []float64 {
	shares := make([]float64, len(asks))
	for t, asked := range asks {
		shares[t] = 1
		if asked > room {
			shares[t] = room / asked
		}
		room = max(0, room-asked)
	}
	return shares
}
