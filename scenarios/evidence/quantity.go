package evidence

import (
	"slices"

	"parity/engine"
	"parity/tariff"
)

// quantity is what a contract's quantities of a currency's measure rest on, by month: what
// is projected on the caseloads its people come from, what is given on its own rows.
func (w *walker) quantity(c, currency int, measure tariff.Measure) []rests {
	return w.once(part{quantities, c, currency, int(measure)}, func(into []rests) {
		list := w.r.Activity.Contracts[c].Currencies
		at := slices.IndexFunc(list, func(a engine.CurrencyActivity) bool { return a.Currency == currency })
		if at < 0 || list[at].Measures[measure] == nil {
			return
		}
		contract, key := w.m.Contracts[c].Name, w.m.Currencies[currency].Key
		switch {
		case !list[at].Projected, measure == tariff.Contact, measure == tariff.BedDay:
			w.given(into, c, currency, measure)
		case measure == tariff.Start, measure == tariff.Assessment:
			addAll(into, w.history("caseload", contract, key)) // growth of earlier rows is still in them
		case measure == tariff.Period:
			addAll(into, w.people(c, currency), w.held("currencies", key))
		default:
			addAll(into, w.people(c, currency))
		}
	})
}

// given adds what a quantity that is stated month by month rests on, or one that follows
// from such.
func (w *walker) given(into []rests, c, currency int, measure tariff.Measure) {
	contract, key := w.m.Contracts[c].Name, w.m.Currencies[currency].Key
	stated := slices.ContainsFunc(w.m.Contracts[c].Given, func(g engine.Given) bool { return g.Currency == currency && g.Measure == measure })
	switch {
	case stated:
		for i := range into {
			into[i].add(w.row("activity", contract, key, measure.String(), w.m.Month(i).String()))
		}
	case measure == tariff.Day:
		addAll(into, w.quantity(c, currency, tariff.AdmittedDay), w.quantity(c, currency, tariff.CommunityDay))
	case measure == tariff.YearOfCare:
		addAll(into, w.quantity(c, currency, tariff.Day))
	}
}

// people is what the people of a currency rest on, by month: the caseloads they may have
// come from, and the moves that brought them, since the run began.
func (w *walker) people(c, currency int) []rests {
	return w.once(part{peoples, c, currency, 0}, func(into []rests) {
		contract := &w.m.Contracts[c]
		from := w.reaching(contract, currency)
		for _, other := range from {
			addAll(into, w.history("caseload", contract.Name, w.m.Currencies[other].Key))
		}
		if !flows(contract, currency) {
			return
		}
		for _, move := range contract.Moves {
			if !slices.Contains(from, move.To) {
				continue
			}
			key := []string{contract.Name, w.m.Currencies[move.From].Key, w.m.Currencies[move.To].Key}
			if !w.has("moves", key...) {
				key[0] = anyKey
			}
			addAll(into, w.history("moves", key...))
		}
	})
}

// flows says whether people of a currency come and go, and do not grow by themselves.
func flows(contract *engine.Contract, currency int) bool {
	return contract.CaseloadOf(currency).Flow[0].Value.MeanStayDays != 0
}

// anyKey stands for every contract or provider in keys.
const anyKey = "*"

// reaching lists the currencies from which people can come into one, itself first.
func (w *walker) reaching(contract *engine.Contract, currency int) []int {
	from := []int{currency}
	if !flows(contract, currency) {
		return from // nobody moves in
	}
	for at := 0; at < len(from); at++ {
		for _, move := range contract.Moves {
			if move.To == from[at] && !slices.Contains(from, move.From) {
				from = append(from, move.From)
			}
		}
	}
	return from
}

// paid is what the quantity that is paid for of a unit rests on, by month: the quantity, and
// where an act was not delivered, what kept it from being so.
func (w *walker) paid(c, currency int, measure tariff.Measure) []rests {
	if !measure.IsAct() {
		return w.quantity(c, currency, measure)
	}
	return w.once(part{paids, c, currency, int(measure)}, func(into []rests) {
		addAll(into, w.quantity(c, currency, measure))
		for l := range w.r.Care.Lines {
			line := &w.r.Care.Lines[l]
			if line.Contract != c || line.Currency != currency || !w.asksFor(line, measure) {
				continue
			}
			for i, short := range line.NotDelivered {
				if short != 0 {
					into[i].add(w.delivered(l)[i])
				}
			}
		}
	})
}

// asksFor says whether a line of care is asked for by packages per a measure.
func (w *walker) asksFor(line *engine.CareLine, measure tariff.Measure) bool {
	provided := &w.r.Care.Resources[line.Provided]
	asking := w.m.AskedBy(line.Currency, w.m.Resources[provided.Resource].Key, provided.Provider)
	return slices.ContainsFunc(asking, func(p int) bool { return w.m.Packages[p].Per == measure })
}

// planned is what the planned quantity of a unit rests on, by month: rows of the plan, or
// what the baseline's quantity rests on.
func (w *walker) planned(c, currency int, measure tariff.Measure) []rests {
	return w.once(part{plannings, c, currency, int(measure)}, func(into []rests) {
		contract, key := &w.m.Contracts[c], w.m.Currencies[currency].Key
		frozen := w.frozen(contract.Name, key, measure)
		for i := range into {
			switch agreement, _ := contract.Agreements.At(w.m.Month(i)); agreement.Plan {
			case tariff.PlanTable:
				into[i].add(w.row("plan", contract.Name, key, measure.String(), w.m.Month(i).String()))
			case tariff.PlanBaseline:
				if frozen != nil {
					into[i].add(frozen[i])
				}
			}
		}
	})
}

// frozen is what the baseline's paid quantity of a unit rests on, nil where it has none.
func (w *walker) frozen(contract, currency string, measure tariff.Measure) []rests {
	was := w.baseline
	c := slices.IndexFunc(was.m.Contracts, func(other engine.Contract) bool { return other.Name == contract })
	of := slices.IndexFunc(was.m.Currencies, func(other engine.Currency) bool { return other.Key == currency })
	if c < 0 || of < 0 {
		return nil
	}
	return was.paid(c, of, measure)
}
