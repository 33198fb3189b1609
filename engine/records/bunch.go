package records

// Episode is a record that states neither measure nor quantity.
type Episode struct {
	Provider, Commissioner, Currency int32
	Start, End                       Date
}

// Bunch is how many episodes are priced and added together. What a record is added to is
// seldom in a processor's nearest memory; where many are looked at step by step, the fetches
// of one step go on side by side.
const Bunch = 64

// stay is an episode as far as it lies in the window.
type stay struct {
	from, until Date
	group       int32 // where the months of its group begin, in plain
	episode     int32 // its place in the bunch
}

// AddEpisodes prices up to Bunch episodes and adds them, as Price and Add do one by one. It
// gives back how many lie outside the window, and tells refused of those that have no price.
//
// As far as can be no step of it hangs on what a record says: a processor that guesses wrong
// what the next of millions of records says loses more time than a sum takes.
func (t *Totals) AddEpisodes(episodes []Episode, refused func(i int, reason Reason)) (outside int) {
	var room [Bunch]int
	groups := room[:len(episodes)] // places in plain.groups
	for i := range episodes {
		e := &episodes[i]
		pair, found := t.plain.pairs.Near(keyOf(e.Provider, e.Commissioner, 0))
		if !found {
			pair = t.pair(e.Provider, e.Commissioner)
		}
		groups[i] = int(pair)*len(t.list.Currencies) + int(e.Currency)
	}
	var stays, others [Bunch]stay
	first, end := t.list.Window.Start(), t.list.Window.End()
	in, out := uint(0), uint(0)
	for i := range episodes {
		e, group := &episodes[i], groups[i]
		if t.plain.groups[group] == notLookedAt {
			t.plain.groups[group] = t.layPlain(e)
		}
		until := e.End
		if until == 0 {
			until = end
		}
		s := stay{max(e.Start, first), min(until, end), t.plain.groups[group], int32(i)}
		stays[in&(Bunch-1)], others[out&(Bunch-1)] = s, s
		some := uint(uint32(int32(s.from-s.until)&^s.group) >> 31) // 1 where from is before until, and group is not below 0
		in += some
		out += 1 - some
	}
	t.addStays(stays[:in])
	for k := range out {
		i := others[k].episode
		e := &episodes[i]
		if e.Start >= end || e.End <= first && e.End != 0 && e.Start < first {
			outside++
		} else if reason := t.addOne(e); reason != "" {
			refused(int(i), reason)
		}
	}
	return outside
}

// twoMonths are those in which a stay begins and ends, and what a day costs there.
type twoMonths struct {
	begins, ends         int32 // of plain.months
	dayAtBegin, dayAtEnd uint64
}

// addStays adds what lies in the window, at least a day of each. The month a stay begins in is
// counted as a whole one, and what it falls short of that is taken off; so it is two months
// that are touched, however long it is.
func (t *Totals) addStays(stays []stay) {
	var met [Bunch]twoMonths
	from, months := t.list.Window.From, t.plain.months
	for k := range stays {
		s, m := &stays[k], &met[k&(Bunch-1)]
		m.begins, m.ends = s.group+int32(s.from.Month()-from), s.group+int32(s.until.Month()-from)
		m.dayAtBegin, m.dayAtEnd = months[m.begins].day, months[m.ends].day
	}
	for k := range stays {
		s, m := &stays[k], &met[k&(Bunch-1)]
		whole := int32(t.list.lengths[m.begins-s.group])
		days, over := whole-int32(s.from.Day())+1, int32(s.until.Day())-1
		// A stay that ends in the month it begins in is one line, which is rounded once.
		several := (m.begins - m.ends) >> 31 // all ones, or 0 for one month
		days += (over - whole) &^ several
		whole &= several
		over &= several
		begins := &months[m.begins]
		begins.value += costs(m.dayAtBegin, int(days)) - costs(m.dayAtBegin, int(whole))
		begins.days += days - whole
		begins.whole++
		ends := &months[m.ends]
		ends.value += costs(m.dayAtEnd, int(over))
		ends.days += over
		ends.whole--
	}
	t.Records += int64(len(stays))
	if t.plain.added += len(stays); t.plain.added > mostAdded-Bunch {
		t.settle()
	}
}

// addOne prices and adds an episode by the general way.
func (t *Totals) addOne(e *Episode) Reason {
	r := Record{Provider: e.Provider, Commissioner: e.Commissioner, Currency: e.Currency, Start: e.Start, End: e.End}
	if reason := t.list.Price(&r, &t.one); reason != "" {
		return reason
	}
	t.Add(&r, &t.one, 0)
	return ""
}
