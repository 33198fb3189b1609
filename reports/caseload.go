package reports

import (
	"fmt"
	"slices"

	"parity/engine/episodes"
	"parity/engine/estimate"
	"parity/engine/records"
	"parity/scenarios/estimated"
	"parity/scenarios/extract"
	"parity/tariff"
)

// RecordedCaseload is a caseload that was estimated from records of care.
type RecordedCaseload struct {
	*estimated.Caseload
	Written *estimated.Written
	Base    string // the model that gives all else
	Read    *extract.Read
	Spells  *extract.Read // of hospital stays; nil where there are none
	People  int
	// HospitalDays are all days in hospital of the window, in a currency or not.
	HospitalDays   int
	Found          episodes.Found
	SpellsRepeated episodes.Repeated
	Coverage       estimate.Coverage
	// LeftOut places and Hidden moves are those that are not fit to be published.
	LeftOut, Hidden int
}

// contract is a provider and a commissioner, with their places.
type recordedContract struct {
	name   string
	places []estimate.Place
}

// contracts are the places by provider and commissioner, currencies in the order of names.
func (c *RecordedCaseload) contracts() []recordedContract {
	var all []recordedContract
	for i := range c.Places {
		p := c.Places[i]
		name := c.Providers[p.Provider] + " for " + c.Commissioners[p.Commissioner]
		if len(all) == 0 || all[len(all)-1].name != name {
			all = append(all, recordedContract{name: name})
		}
		of := &all[len(all)-1]
		of.places = append(of.places, p)
	}
	slices.SortStableFunc(all, func(a, b recordedContract) int { return byName(a.name, b.name) })
	for _, of := range all {
		slices.SortStableFunc(of.places, func(a, b estimate.Place) int { return byName(c.Currencies[a.Currency], c.Currencies[b.Currency]) })
	}
	return all
}

// notes say what a reader should know before using the estimates.
func (c *RecordedCaseload) notes() []string {
	var notes []string
	if n := c.Coverage.First; n > 0 && !c.Published {
		notes = append(notes, fmt.Sprintf("Look first: nobody leaves in the first %s. An extract of those in care since a day leaves out who had left; begin with --from %s.", counted(n, "month"), c.Window.From+tariff.Month(n)))
	}
	if n := c.Coverage.Last; n > 0 && !c.Published {
		notes = append(notes, fmt.Sprintf("Look first: nobody comes or leaves in the last %s. Was the extract made before? End with --to %s.", counted(n, "month"), c.Window.From+tariff.Month(c.Window.Months-n-1)))
	}
	if order := inWhichOrder(&c.Found, c.Read); order != "" && !c.Published {
		notes = append(notes, order)
	}
	if c.Published {
		notes = append(notes, fmt.Sprintf("For publication: %s for fewer than %d people left out, and %s told as leaving and starting, so that no such count can be worked out. People are to the nearest %[2]d, days to the nearest that so many people come to in a month of 30 days, and all estimates and intervals are of these.", counted(c.LeftOut, "row"), records.FewPeople, counted(c.Hidden, "move")))
	}
	notes = append(notes, "Starts, stays and moves are of the months above; stays count from the window's first day and until its last, and who is still there has not left.")
	var short, few, steep int
	var level []string
	var assumed, borrowed, not, waves int
	for i := range c.Places {
		p := &c.Places[i]
		switch p.Starts.NoGrowth() {
		case estimate.TrendShort:
			short++
		case estimate.TrendFew:
			few++
		case estimate.TrendSteep:
			steep++
		case estimate.TrendLevel:
			level = append(level, fmt.Sprintf("%s (%s for %s)", c.Currencies[p.Currency], c.Providers[p.Provider], c.Commissioners[p.Commissioner]))
		}
		if p.Starts.Spread > 1 {
			waves++
		}
		switch p.Stay.Basis {
		case estimate.Assumed:
			assumed++
		case estimate.AllContracts:
			borrowed++
		}
		if p.Stay.Shape.Verdict == estimate.WillNot {
			not++
		}
	}
	for _, none := range []struct {
		n   int
		why estimate.NoTrend
	}{{short, estimate.TrendShort}, {few, estimate.TrendFew}, {steep, estimate.TrendSteep}} {
		if none.n > 0 {
			notes = append(notes, fmt.Sprintf("No growth for %s: %s.", counted(none.n, "row"), none.why))
		}
	}
	if len(level) > 0 {
		notes = append(notes, fmt.Sprintf("No growth for %s: %s. Their starts go on at the level at which the model begins: %s.", counted(len(level), "row"), estimate.TrendLevel, list(level)))
	}
	if waves > 0 {
		notes = append(notes, fmt.Sprintf("Starts of %s come in waves: their months vary more than by chance. What is estimated of them is the wider for it; but where chance is drawn months to come vary as if people came evenly, so that more of them lie outside their interval.", counted(waves, "row")))
	}
	if borrowed > 0 {
		notes = append(notes, fmt.Sprintf("Nobody left %s: the mean stay is that of the currency over all contracts.", counted(borrowed, "row")))
	}
	if assumed > 0 {
		notes = append(notes, fmt.Sprintf("Nobody left %s under any contract: a mean stay of twice the person-days is assumed, and is not drawn.", counted(assumed, "row")))
	}
	if not > 0 {
		notes = append(notes, fmt.Sprintf("An exponential will not do for %s: who leaves depends on how long they have stayed, by more than chance and more than a twentieth of those who came. Projections are right on average where the caseload is steady, and not month by month after a change.", counted(not, "row")))
	}
	if c.Published && c.Reviewed {
		notes = append(notes, "Reviews in date are in the model by contract, and by currency nowhere: those in date, or not, may be a few.")
	}
	if !c.Reviewed {
		notes = append(notes, "The extract does not say when reviews were completed, so none are in the model.")
	}
	if c.Caseload.Spells == nil {
		notes = append(notes, fmt.Sprintf("Without --spells nothing is known of days in hospital: admitted_share is that of %s, and where it has none blank, which counts as none.", c.Base))
	}
	return append(notes, c.modelNotes()...)
}

// modelNotes say what of the base is not in the model that is written.
func (c *RecordedCaseload) modelNotes() []string {
	var notes []string
	w := c.Written
	if w.Skeleton {
		notes = append(notes, fmt.Sprintf("%s has no contracts. The model has one for each provider and commissioner, paid by activity at prices that are missing until they are filled in; --model MODEL gives your own.", c.Base))
	}
	if len(w.NoContract) > 0 {
		var names []string
		for _, p := range w.NoContract {
			if name := c.Providers[p.Provider] + " for " + c.Commissioners[p.Commissioner]; !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
		notes = append(notes, fmt.Sprintf("%s has no contract of %s: who is cared for there is not in the model.", c.Base, list(names)))
	}
	if len(w.Left) > 0 {
		notes = append(notes, fmt.Sprintf("%s of %s are about the caseload it had, and are left out: %s.", counted(len(w.Left), "uncertain parameter"), c.Base, list(w.Left)))
	}
	for _, unfit := range w.Scenarios {
		notes = append(notes, fmt.Sprintf("Scenario %s of %s does not go with these people and is left out: %s.", unfit.Name, c.Base, unfit.Why))
	}
	for _, unfit := range w.Parameters {
		notes = append(notes, fmt.Sprintf("Uncertain parameter %s of %s does not go with these people and is left out: %s.", unfit.Name, c.Base, unfit.Why))
	}
	return notes
}
