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
		key := w.m.Currencies[currency].Key
		switch {
		case !list[at].Projected, measure == tariff.Contact, measure == tariff.BedDay:
			w.given(into, c, currency, measure)
		case measure == tariff.Start, measure == tariff.Assessment:
			w.starts(into, c, currency)
		case measure == tariff.Period:
			addAll(into, w.people(c, currency), w.held("currencies", key))
		default:
			addAll(into, w.people(c, currency))
		}
	})
}

// starts adds what the starts of a currency rest on, by month: its caseload, where growth of
// earlier rows is still in them, and that of the contract a market takes them from.
func (w *walker) starts(into []rests, c, currency int) {
	key := w.m.Currencies[currency].Key
	addAll(into, w.history("caseload", w.m.Contracts[c].Name, key))
	if whose := w.letBy(c, currency); whose != c {
		addAll(into, w.history("caseload", w.m.Contracts[whose].Name, key))
	}
	w.markets(into, w.held, c, currency)
}

// given adds what a quantity that is stated month by month rests on, or one that follows
// from such; under an entrant's contract it is stated under the incumbent's.
func (w *walker) given(into []rests, c, currency int, measure tariff.Measure) {
	whose := w.letBy(c, currency)
	contract, key := &w.m.Contracts[whose], w.m.Currencies[currency].Key
	stated := slices.ContainsFunc(contract.Given, func(g engine.Given) bool { return g.Currency == currency && g.Measure == measure })
	switch {
	case stated:
		for i := range into {
			into[i].add(w.row("activity", contract.Name, key, measure.String(), w.m.Month(i).String()))
		}
		w.markets(into, w.begun, c, currency) // of days all that has passed over by then
	case measure == tariff.Day:
		addAll(into, w.quantity(c, currency, tariff.AdmittedDay), w.quantity(c, currency, tariff.CommunityDay))
	case measure == tariff.YearOfCare:
		addAll(into, w.quantity(c, currency, tariff.Day))
	}
}

// people is what the people of a currency rest on, by month: the caseloads they may have
// come from, and the moves and markets that brought them or took others, since the run began.
func (w *walker) people(c, currency int) []rests {
	return w.once(part{peoples, c, currency, 0}, func(into []rests) {
		for _, p := range w.reaching(place{c, currency}) {
			addAll(into, w.arrivals(p))
		}
	})
}

// arrivals is what those rest on who come into a place in one step or are there from the first,
// by month.
func (w *walker) arrivals(p place) []rests {
	return w.once(part{arriving, p.contract, p.currency, 0}, func(into []rests) {
		addAll(into, w.history("caseload", w.m.Contracts[p.contract].Name, w.m.Currencies[p.currency].Key))
		w.markets(into, w.begun, p.contract, p.currency)
		for _, move := range w.movesInto(p) {
			key := []string{w.m.Contracts[move.contract].Name, w.m.Currencies[move.From].Key, w.m.Currencies[move.To].Key}
			if !w.has("moves", key...) {
				key[0] = anyKey
			}
			addAll(into, w.history("moves", key...))
		}
	})
}

// paid is what the quantity that is paid for of a unit rests on, by month: what is recorded in
// its currency and, where people are recorded in the wrong one, who belongs in another and who
// is recorded elsewhere.
func (w *walker) paid(c, currency int, measure tariff.Measure) []rests {
	reallocation := w.m.Contracts[c].Reallocation
	if len(reallocation) == 0 {
		return w.recorded(c, currency, measure)
	}
	return w.once(part{paids, c, currency, int(measure)}, func(into []rests) {
		addAll(into, w.recorded(c, currency, measure))
		w.reallocated(into, c, currency)
		for k := range reallocation {
			row := &reallocation[k]
			if row.Right != currency {
				continue
			}
			from := make([]rests, len(into))
			addAll(from, w.recorded(c, row.Recorded, measure))
			w.reallocated(from, c, row.Recorded) // its rows are rounded together
			for i := range into {
				if share, _ := row.Share.At(w.m.Month(i)); share != 0 {
					into[i].add(from[i])
				}
			}
		}
	})
}

// reallocated adds the rows that move those recorded in a currency elsewhere, by month.
func (w *walker) reallocated(into []rests, c, recorded int) {
	contract := &w.m.Contracts[c]
	for k := range contract.Reallocation {
		row := &contract.Reallocation[k]
		if row.Recorded != recorded {
			continue
		}
		key := []string{contract.Name, w.m.Currencies[row.Recorded].Key, w.m.Currencies[row.Right].Key}
		if !w.has("reallocation", key...) {
			key[0] = anyKey
		}
		held := w.held("reallocation", key...)
		for i := range into {
			if share, _ := row.Share.At(w.m.Month(i)); share != 0 {
				into[i].add(held[i])
			}
		}
	}
}

// recorded is what would be paid for of a unit if everybody belonged where they are recorded
// rests on, by month: the quantity, of review periods how many are in date, and where an act was
// not delivered, what kept it from being so.
func (w *walker) recorded(c, currency int, measure tariff.Measure) []rests {
	switch {
	case measure == tariff.Period && len(w.m.Contracts[c].Reviews) > 0, measure.IsAct():
	default:
		return w.quantity(c, currency, measure)
	}
	return w.once(part{recordings, c, currency, int(measure)}, func(into []rests) {
		addAll(into, w.quantity(c, currency, measure))
		if measure == tariff.Period {
			w.inDate(into, c, currency)
			return
		}
		for l := range w.r.Care.Lines {
			line := &w.r.Care.Lines[l]
			if line.Contract != c || line.Currency != currency || !w.asksFor(line, measure) {
				continue
			}
			for i, short := range w.r.Care.Resources[line.Provided].NotDelivered {
				if short != 0 { // who is served in full is so by the order in which all are served
					into[i].add(w.delivered(l)[i])
				}
			}
		}
	})
}

// inDate adds the row of reviews that holds for a contract's currency, by month: the most
// particular that has begun.
func (w *walker) inDate(into []rests, c, currency int) {
	contract, key := w.m.Contracts[c].Name, w.m.Currencies[currency].Key
	for i := range into {
		for _, rows := range [][]rests{w.held("reviews", contract, key), w.held("reviews", contract, anyKey),
			w.held("reviews", anyKey, key), w.held("reviews", anyKey, anyKey)} {
			if rows[i] != (rests{}) {
				into[i].add(rows[i])
				break
			}
		}
	}
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
