package reports

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"parity/tariff"
)

// PricedGroup is what the records of one provider, commissioner and currency come to at two
// schedules: nobody can be told apart in it.
type PricedGroup struct {
	Provider, Commissioner, Currency string
	Values                           [2]tariff.Pence
	// Rows are those of PricedRecords.Rows that come to each value: from the first up to the
	// second, that one not counted.
	Rows [2][2]int
}

// Difference is what the group gains by the second schedule, below 0 what it loses.
func (g *PricedGroup) Difference() tariff.Pence { return g.Values[1] - g.Values[0] }

// Groups are those of records priced by two schedules, who gains most first and who loses most
// last.
func (p *PricedRecords) Groups() []PricedGroup {
	var groups []PricedGroup
	at := map[[3]string]int{}
	for i := range p.Rows {
		r := &p.Rows[i]
		key := [3]string{r.Provider, r.Commissioner, r.Currency}
		place, known := at[key]
		if !known {
			place = len(groups)
			at[key] = place
			groups = append(groups, PricedGroup{Provider: r.Provider, Commissioner: r.Commissioner, Currency: r.Currency})
		}
		g := &groups[place]
		g.Values[r.Schedule] += r.Value
		if rows := &g.Rows[r.Schedule]; rows[1] == 0 {
			*rows = [2]int{i, i + 1}
		} else {
			rows[1] = i + 1 // the rows of a group follow each other
		}
	}
	slices.SortStableFunc(groups, func(a, b PricedGroup) int { return cmp.Compare(b.Difference(), a.Difference()) })
	return groups
}

// groupsShown is how many who gain most, and how many who lose most, the page shows.
const groupsShown = 5

// winners shows who gains and who loses by the second schedule.
func (p *PricedRecords) winners(b *strings.Builder, unit poundUnit) {
	if len(p.Schedules) < 2 {
		return
	}
	groups := p.Groups()
	gain, lose := 0, 0
	for i := range groups {
		switch d := groups[i].Difference(); {
		case d > 0:
			gain++
		case d < 0:
			lose++
		}
	}
	said := fmt.Sprintf("Who gains and who loses by schedule %s, %s: of %s, %s and %s", p.Schedules[1], unit.Name,
		countedAs(len(groups), "group of provider, commissioner and currency", "groups of provider, commissioner and currency"), countedAs(gain, "gains", "gain"), countedAs(lose, "loses", "lose"))
	g := grid{words: 2, heads: append(append([]string{"Provider", "Commissioner", "Currency"}, p.Schedules...), "Difference", "%")}
	for i := range groups {
		if most := groups[i].Difference(); most == 0 || most > 0 && i >= groupsShown || most < 0 && i < len(groups)-groupsShown {
			continue
		}
		v := groups[i].Values
		g.add(groups[i].Provider, groups[i].Commissioner, groups[i].Currency, unit.write(v[0]), unit.write(v[1]), unit.signed(v[1]-v[0]), of(v[1]-v[0], v[0]))
	}
	if gain > groupsShown || lose > groupsShown {
		said += fmt.Sprintf(" (up to %d each; --out FILE.xlsx has all)", groupsShown)
	}
	fmt.Fprintf(b, "\n%s", paragraph("", said))
	if gain+lose > 0 {
		b.WriteString(g.String())
	}
}
