package risk

import (
	"encoding/binary"
	"slices"

	"parity/engine/panel"
)

// costed is what care costs, and what was asked for it, as scenarios share it that ask and
// pay for the same: most differ in their contracts alone.
type costed struct {
	costs costs
	asked []writtenAsks // by place in care.provided
}

// cost is what care costs, written down once for all scenarios that say the same of it.
func (c *care) cost() costs {
	c.w.key = c.appendKey(c.w.key[:0])
	if known, ok := c.w.costed[string(c.w.key)]; ok {
		for k, p := range c.provided {
			p.writtenAsks = known.asked[k]
		}
		return known.costs
	}
	key := string(c.w.key)
	written := &costed{costs: c.writeCost()}
	for _, p := range c.provided {
		written.asked = append(written.asked, p.writtenAsks)
	}
	c.w.costed[key] = written
	return written.costs
}

// appendKey appends what tells what care costs from any that comes to something else: by what packages ask for
// each act or day, how much of these there is, and what a unit of each resource costs. What the
// baseline was set up for is the same for all scenarios.
func (c *care) appendKey(key []byte) []byte {
	w := c.w
	k := &careKey{care: c, key: key, measures: map[contractMeasure]bool{}}
	k.number(len(w.m.Contracts), len(w.m.Providers))
	for contract := range w.m.Contracts {
		k.number(w.m.Contracts[contract].Provider)
	}
	for _, p := range c.provided {
		k.name(w.m.Resources[p.at.Resource].Key)
		k.name(w.m.Providers[p.at.Provider].Key)
		k.number(p.at.Provider)
		for i := range w.m.Months {
			known := 0
			if p.at.CostKnown[i] {
				known = 1
			}
			k.number(known, c.lag(p, i))
			k.forms(c.stepUnits(p, i))
		}
		k.months(p.room, p.each.variable, p.each.semiFixed, p.each.fixed)
		for _, contract := range p.contracts {
			known := 0
			if c.costKnown(p, contract) {
				known = 1
			}
			k.number(contract, known)
		}
		k.order(p)
		k.standIns(p)
		k.number(len(p.asks))
		for _, a := range p.asks {
			k.ask(a)
		}
	}
	return k.key
}

// careKey is a key being written.
type careKey struct {
	care     *care
	key      []byte
	measures map[contractMeasure]bool // written already
}

// contractMeasure is one measure of a currency under a contract.
type contractMeasure struct {
	contract int
	measured
}

func (k *careKey) number(numbers ...int) {
	for _, n := range numbers {
		k.key = binary.AppendVarint(k.key, int64(n))
	}
}

func (k *careKey) name(s string) {
	k.number(len(s))
	k.key = append(k.key, s...)
}

func (k *careKey) forms(forms ...panel.Form) {
	for _, f := range forms {
		k.key = f.AppendKey(k.key)
	}
}

// months writes forms by month: each where it differs from that of the month before.
func (k *careKey) months(all ...[]panel.Form) {
	for _, forms := range all {
		for i, form := range forms {
			if i == 0 || !form.Same(forms[i-1]) {
				k.number(i)
				k.forms(form)
			}
		}
		k.number(-1)
	}
}

// ask writes what a package asks: its quantity where a row of it begins, and what it is asked
// for.
func (k *careKey) ask(a ask) {
	w := k.care.w
	pack := &w.m.Packages[a.pack]
	of := contractMeasure{a.contract, measured{pack.Currency, pack.Per}}
	k.number(of.contract, of.currency, int(of.measure))
	k.months(k.care.perMeasure(a.pack))
	if !k.measures[of] {
		k.measures[of] = true
		for i := range w.m.Months {
			_, times := k.care.each(a, i)
			k.forms(times)
		}
	}
}

// order writes who is served first, where a month differs from the one before.
func (k *careKey) order(p *provided) {
	for i, order := range p.at.Orders {
		if p.room[i].Is(inf) || i > 0 && order == p.at.Orders[i-1] && !p.room[i-1].Is(inf) {
			continue
		}
		k.number(i, len(order.Tiers))
		for _, tier := range order.Tiers {
			k.number(len(tier))
			k.number(tier...)
		}
	}
	k.number(-1)
}

// standIns writes what a resource stands in for.
func (k *careKey) standIns(p *provided) {
	w := k.care.w
	k.number(len(p.instead))
	for _, in := range p.instead {
		k.number(slices.Index(k.care.provided, in.of))
		rows := w.m.StandIns[in.standIn].Rows
		for i := range w.m.Months {
			at := row(w, rows, i)
			if at < 0 {
				k.number(0)
				continue
			}
			k.number(1)
			k.forms(w.figure(Figure{Quantity: StandInShare, Of: in.standIn, Row: at}, rows[at].Value.Share),
				w.figure(Figure{Quantity: StandInUnits, Of: in.standIn, Row: at}, rows[at].Value.Units))
		}
	}
}
