package records

// Episode is a record that states neither measure nor quantity.
type Episode struct {
	Provider, Commissioner, Currency int32
	Start, End                       Date
}

// Bunch is how many episodes are priced and added together. What a record is priced by and
// added to is seldom in a processor's nearest memory; where many are looked at step by step,
// the fetches of one step go on side by side.
const Bunch = 64

// AddEpisodes prices up to Bunch episodes and adds them, as Price and Add do one by one. It
// gives back how many lie outside the window, and tells refused of those that have no price.
func (t *Totals) AddEpisodes(episodes []Episode, refused func(i int, reason Reason)) (outside int) {
	var (
		cards  [Bunch]*card
		spans  [Bunch]span
		places [Bunch]int32
		at     [Bunch]int32 // of the episodes
		left   int
	)
	first, end := t.list.Window.Start(), t.list.Window.End()
	for i := range episodes {
		e := &episodes[i]
		if e.Start >= end || e.End <= first && e.End != 0 && e.Start < first {
			outside++
			continue
		}
		cards[left], at[left] = t.list.card(e.Provider, e.Currency), int32(i)
		left++
	}
	plain := 0
	for k := range left {
		c, e := cards[k], &episodes[at[k]]
		if c.reason == "" && c.many == 1 && c.dated[0].daily && e.Start != e.End {
			if t.list.span(c.dated[0], e.Start, e.End, &spans[plain]) {
				at[plain] = at[k]
				plain++
				continue
			}
		}
		if reason := t.addOne(e); reason != "" {
			refused(int(at[k]), reason)
		}
	}
	t.Records += int64(plain)
	for k := range plain {
		e := &episodes[at[k]]
		places[k] = t.group(keyOf(e.Provider, e.Commissioner, e.Currency))
	}
	for k := range plain {
		places[k] = t.of(&t.groups[places[k]], spans[k].rate)
	}
	for k := range plain {
		spans[k].addTo(t.cells[places[k]:])
	}
	return outside
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
