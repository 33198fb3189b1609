package reports

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"parity/engine/clustering"
	"parity/scenarios/clusterscores"
)

// WriteClusters writes the comparison as one page of text, 80 columns wide and without colour:
// how many were clustered, how far that agrees with the recorded clusters, by super class and
// cluster, and which red rules keep people out of the cluster they are recorded in.
func WriteClusters(w io.Writer, r *Clusters) error {
	p := &clustersPage{Clusters: r}
	p.heading()
	if !r.Publish {
		p.records()
	}
	if r.HasClusters {
		p.agreement()
		p.bySuperClass()
		p.byCluster()
	}
	if !r.Publish {
		p.rules()
		p.exceptions()
	}
	p.text.WriteString("\nNotes\n")
	for _, note := range r.notes() {
		p.text.WriteString(paragraph("- ", note))
	}
	_, err := io.WriteString(w, p.text.String())
	return err
}

// clustersPage is the text as it grows.
type clustersPage struct {
	*Clusters
	text strings.Builder
}

func (p *clustersPage) section(title string, g *grid) {
	fmt.Fprintf(&p.text, "\n%s%s", paragraph("", title), g)
}

func (p *clustersPage) heading() {
	p.text.WriteString(paragraph("", fmt.Sprintf("Clusters from scores: %s, by the grid %s", p.Scores.Name, p.Grid.Input.Name)))
	if p.Grid.Illustrative() {
		p.text.WriteString(paragraph("", illustrativeGrid))
	}
	if p.Publish {
		all, shown := p.shown.People()
		p.text.WriteString(paragraph("", "For publication. People compared: "+shownPeople(all, shown)))
	}
}

func (p *clustersPage) records() {
	t := &p.Tally
	g := grid{heads: []string{"Records", "Number"}}
	for _, row := range []struct {
		what string
		n    int
	}{
		{"Read", p.Read}, {"  that cannot be read", p.Exceptions}, {"Held to the grid", t.People},
		{"  a cluster is closest", t.Suggested}, {"  no cluster is left by the red rules (0)", t.NoneLeft},
		{"  too few scores known to suggest any", t.TooFewKnown},
	} {
		g.add(row.what, shownPeople(row.n, true))
	}
	fmt.Fprintf(&p.text, "\n%s", &g)
}

func (p *clustersPage) agreement() {
	g := grid{heads: []string{"", "People", "Agree", "%", "Kappa", "Std error", "95% from", "to"}}
	for _, side := range []struct {
		name string
		a    clustering.ShownAgreement
	}{{"Cluster", p.shown.Agreement()}, {"Super class", p.shown.ClassAgreement()}} {
		a := side.a
		_, all := p.shown.People()
		row := []string{side.name, shownPeople(a.People, all), shownPeople(a.Agree, a.AgreeShown), percentOf(a.Agree, a.AgreeShown, a.People, all)}
		low, high := a.Interval()
		row = append(row, coefficient(a.Kappa, a.KappaShown && a.Defined, a.Defined), coefficient(a.Error, a.ErrorShown && a.Defined, a.Defined),
			coefficient(low, a.ErrorShown && a.Defined, a.Defined), coefficient(high, a.ErrorShown && a.Defined, a.Defined))
		g.add(row...)
	}
	p.section("Agreement of the suggested with the recorded (kappa: 1 is full, 0 as much as by chance)", &g)
}

// coefficient writes a figure between -1 and 1, nothing where there is none.
func coefficient(x float64, shown, defined bool) string {
	switch {
	case !defined:
		return "none"
	case !shown:
		return hiddenCount
	}
	return strconv.FormatFloat(x, 'f', 3, 64)
}

func (p *clustersPage) bySuperClass() {
	g := grid{heads: []string{"Recorded"}}
	for _, class := range clustering.SuperClasses() {
		g.heads = append(g.heads, class.String())
	}
	g.heads = append(g.heads, "all")
	last := []string{"all"}
	for _, recorded := range clustering.SuperClasses() {
		row := []string{recorded.String()}
		for _, suggested := range clustering.SuperClasses() {
			row = append(row, shownPeople(p.shown.ClassCount(recorded, suggested)))
		}
		g.add(append(row, shownPeople(p.shown.ClassRecorded(recorded)))...)
		last = append(last, shownPeople(p.shown.ClassSuggested(recorded)))
	}
	g.add(append(last, shownPeople(p.shown.People()))...)
	p.section("People by super class, recorded (down) and suggested (across)", &g)
}

// mostInstead is how many of the clusters suggested instead of the recorded one the page names.
const mostInstead = 2

func (p *clustersPage) byCluster() {
	g := grid{heads: []string{"Recorded cluster", "Suggested instead", "People", "Agree", "%"}, words: 1}
	if !p.Publish {
		g.heads = append(g.heads, "Kept out")
	}
	for _, c := range clustering.Clusters() {
		all, allShown := p.shown.Recorded(c)
		if all == 0 && allShown {
			continue
		}
		agree, agreeShown := p.shown.Count(c, c)
		row := []string{p.clusterTitle(c), p.instead(c), shownPeople(all, allShown), shownPeople(agree, agreeShown), percentOf(agree, agreeShown, all, allShown)}
		if !p.Publish {
			row = append(row, shownPeople(p.Tally.KeptOut[c], true))
		}
		g.add(row...)
	}
	if len(g.rows) == 0 {
		return
	}
	title := "By recorded cluster; suggested instead: cluster (people), the most first"
	if !p.Publish {
		title += "; kept out: by a red rule of the recorded cluster or its super class"
	}
	p.section(title, &g)
}

// instead names the clusters most often suggested instead of one.
func (p *clustersPage) instead(recorded clustering.Cluster) string {
	type other struct {
		cluster clustering.Cluster
		people  int
	}
	var others []other
	hidden := false
	for _, c := range clustering.Clusters() {
		n, shown := p.shown.Count(recorded, c)
		hidden = hidden || !shown
		if c != recorded && n > 0 && shown {
			others = append(others, other{c, n})
		}
	}
	slices.SortStableFunc(others, func(a, b other) int { return cmp.Compare(b.people, a.people) })
	var parts []string
	for i, o := range others {
		if i == mostInstead {
			parts = append(parts, "…")
			break
		}
		parts = append(parts, fmt.Sprintf("%s (%s)", o.cluster, shownPeople(o.people, true)))
	}
	if hidden {
		parts = append(parts, hiddenCount)
	}
	return strings.Join(parts, ", ")
}

// mostRules is how many red rules the page names.
const mostRules = 10

func (p *clustersPage) rules() {
	broken := p.Tally.Broken()
	if len(broken) == 0 {
		return
	}
	slices.SortStableFunc(broken, func(a, b clustering.Broken) int { return cmp.Compare(b.People, a.People) })
	g := grid{heads: []string{"Red rule", "People"}}
	for i, b := range broken {
		if i == mostRules {
			g.add(fmt.Sprintf("and %d more; --json has them", len(broken)-i))
			break
		}
		g.add(p.ruleText(b.Rule), shownPeople(b.People, true))
	}
	p.section("Red rules that people do not meet who are recorded in their cluster or super class", &g)
}

func (p *clustersPage) exceptions() {
	if p.Exceptions == 0 {
		return
	}
	g := grid{heads: []string{"Wrong", "Records"}}
	for reason, n := range p.ByReason {
		if n > 0 {
			g.add(clusterscores.Reason(reason).String(), shownPeople(n, true))
		}
	}
	p.section("Records that cannot be read, by the first thing that is wrong with each", &g)
	for i := range p.FirstByLine {
		p.text.WriteString(paragraph("  ", p.FirstByLine[i].Fault(p.Scores.Name).String()))
	}
	if more := p.Exceptions - len(p.FirstByLine); more > 0 {
		p.text.WriteString(paragraph("  ", fmt.Sprintf("and %s more; --exceptions FILE lists them", commas(strconv.Itoa(more)))))
	}
}
