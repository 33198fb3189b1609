package scenarios

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"parity/engine"
	"parity/tariff"
)

// deliveredUnits is what of an ask there is room for: where its tier is short the same share of
// every ask in it of the provider's resource.
func (t *tracer) deliveredUnits(l, i, depth int) TraceNode {
	line := &t.r.Care.Lines[l]
	n := quantityNode("delivered", t.resourceUnit(l), line.Delivered[i])
	if depth < 0 {
		return n
	}
	asked := n.part("asked", t.askedUnits(l, i, depth-1))
	provided := &t.r.Care.Resources[line.Provided]
	if provided.Asked[i].Units() <= provided.Room[i] {
		n.Note = "capacity is not short"
		return t.formed(n, depth, of(OpSum, asked))
	}
	order := provided.Orders[i]
	if len(order.Tiers) == 0 {
		room := t.room(&n, line.Provided, i, depth)
		all := n.part("asked of the resource in all", t.askedInAll(line.Provided, i, depth-1))
		return t.formed(n, depth, of(OpBinary, rounded(3, of(OpProduct, asked, of(OpQuotient, room, all)))))
	}
	t.ruled(&n, provided, i)
	own := order.Tier(line.Currency)
	left, units := t.room(&n, line.Provided, i, depth), provided.Room[i]
	for tier := range own {
		above := t.askedInTier(line.Provided, tier, i, depth-1)
		if above.Value.IsZero() {
			continue
		}
		left = of(OpMax, whole(0), of(OpDifference, left, n.part(above.Label, above)))
		units = max(0, units-above.Value.InexactFloat64())
	}
	all := t.askedInTier(line.Provided, own, i, depth-1)
	if all.Value.InexactFloat64() <= units {
		n.Note += "; there is room for all that its tier asks"
		return t.formed(n, depth, of(OpSum, asked))
	}
	return t.formed(n, depth, of(OpBinary, rounded(3, of(OpProduct, asked, of(OpQuotient, left, n.part(all.Label, all))))))
}

// ruled says by which rule of rationing a number comes about.
func (t *tracer) ruled(n *TraceNode, provided *engine.ProviderResource, i int) {
	order := provided.Orders[i]
	said := &t.m.Rationing[order.Rationing]
	resource := said.Resource
	if resource == "" {
		resource = anyValue
	}
	row := t.rowOf("rationing", t.m.Month(i), resource, t.providerKey(said.Provider))
	n.beside(t.settingOf("rationing", row, "rule"))
	if order.Rule == engine.Protect {
		n.beside(t.settingOf("rationing", row, "protect"))
	}
	n.Note = "short, and rationed by " + order.Rule.String()
}

// room is how many units of a provider's resource there are to deliver in a month, as a formula:
// the least of the month's days of capacity and the share available of what the baseline asks.
func (t *tracer) room(n *TraceNode, provided, i, depth int) Expression {
	limited := &t.r.Care.Resources[provided]
	row, _ := t.m.Resources[limited.Resource].Rows.At(t.m.Month(i))
	var limits []Expression
	if row.Capacity != nil {
		capacity := n.part("capacity", t.resourceNumber(limited, i, "capacity", *row.Capacity))
		limits = append(limits, of(OpProduct, capacity, t.daysOfYear(i)))
	}
	if row.AvailableShare != nil {
		share := n.part("available_share", t.resourceNumber(limited, i, "available_share", *row.AvailableShare))
		agreed := t.askedInBaseline(provided, i, depth-1)
		if t.r.SetUpFor(t.base, provided) == nil {
			agreed = t.askedInAll(provided, i, depth-1)
		}
		limits = append(limits, of(OpProduct, share, n.part(agreed.Label, agreed)))
	}
	if len(limits) == 1 {
		return limits[0]
	}
	return of(OpMin, limits...)
}

// askedInTier is what the currencies of a tier ask of a provider's resource in a month.
func (t *tracer) askedInTier(provided, tier, i, depth int) TraceNode {
	resource := &t.r.Care.Resources[provided]
	var currencies []string
	var asked tariff.Quantity
	var sum []Expression
	n := quantityNode("", t.m.Resources[resource.Resource].Unit, 0)
	for l := range t.r.Care.Lines {
		line := &t.r.Care.Lines[l]
		if line.Provided != provided || resource.Orders[i].Tier(line.Currency) != tier {
			continue
		}
		asked += line.Asked[i]
		if currency := t.m.Currencies[line.Currency].Key; !slices.Contains(currencies, currency) {
			currencies = append(currencies, currency)
		}
		if depth >= 0 {
			part := t.askedUnits(l, i, depth-1)
			part.Label = "contract " + t.m.Contracts[line.Contract].Name + ", currency " + t.m.Currencies[line.Currency].Key
			sum = append(sum, n.part(part.Label, part))
		}
	}
	n.Label, n.Value = "asked for currencies "+strings.Join(currencies, ", "), asked.Decimal()
	if depth < 0 {
		return n
	}
	return t.formed(n, depth, total(sum))
}

// insteadUnits is what a line of care asks in the place of others: a share of what each does not
// deliver, in units of the resource that stands in.
func (t *tracer) insteadUnits(l, i, depth int) TraceNode {
	line := &t.r.Care.Lines[l]
	n := quantityNode("asked in the place of others", t.resourceUnit(l), line.AskedInstead[i])
	if depth < 0 {
		return n
	}
	in := &t.r.Care.Resources[line.Provided]
	var sum []Expression
	for other := range t.r.Care.Lines {
		short := &t.r.Care.Lines[other]
		if short.Contract != line.Contract || short.Currency != line.Currency || short.NotDelivered[i] == 0 {
			continue
		}
		resource := t.m.Resources[t.r.Care.Resources[short.Provided].Resource].Key
		for _, k := range t.m.StandsIn(resource, in.Provider) {
			standIn := &t.m.StandIns[k]
			if row, held := standIn.Rows.At(t.m.Month(i)); standIn.StandIn != t.m.Resources[in.Resource].Key || !held || row.Share == 0 {
				continue
			}
			undelivered := t.undeliveredUnits(other, i, depth-1)
			undelivered.Label = resource + " not delivered"
			cell := func(column string) Expression {
				part := t.cell("stand_ins", t.m.Month(i), column, decimal.NewFromInt(1), resource, standIn.StandIn, t.providerKey(standIn.Provider))
				part.Label = column + " of " + resource
				return n.part(part.Label, part)
			}
			sum = append(sum, of(OpBinary, rounded(3, of(OpProduct, n.part(undelivered.Label, undelivered), cell("share"), cell("units")))))
		}
	}
	return t.formed(n, depth, total(sum))
}
