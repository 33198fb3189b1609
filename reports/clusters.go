package reports

import (
	"fmt"
	"strconv"

	"parity/engine/clustering"
	"parity/scenarios/clusterscores"
)

// Clusters is an extract of scores held to a rating grid, as it is reported: all of it, or for
// publication, without counts of people under five and what they could be worked out from.
type Clusters struct {
	*clusterscores.Comparison
	Publish bool

	shown *clustering.Shown
}

// NewClusters prepares a comparison for its reports.
func NewClusters(c *clusterscores.Comparison, publish bool) *Clusters {
	r := &Clusters{Comparison: c, Publish: publish, shown: c.Tally.Matrix.All()}
	if publish {
		r.shown = c.Tally.Matrix.Published()
	}
	return r
}

// hiddenCount stands where a count is not shown.
const hiddenCount = "*"

// shownPeople writes a count of people, or that it is not shown.
func shownPeople(n int, shown bool) string {
	if !shown {
		return hiddenCount
	}
	return commas(strconv.Itoa(n))
}

// percentOf is a share of people as a percentage, nothing where either count is not shown.
func percentOf(part int, partShown bool, whole int, wholeShown bool) string {
	if !partShown || !wholeShown || whole == 0 {
		return ""
	}
	return strconv.FormatFloat(100*float64(part)/float64(whole), 'f', 1, 64)
}

// clusterTitle is a cluster's code and what it is called.
func (r *Clusters) clusterTitle(c clustering.Cluster) string {
	if name := r.Grid.Names[c]; name != "" {
		return c.String() + " " + name
	}
	return c.String()
}

// illustrativeGrid is said wherever an invented grid shows.
const illustrativeGrid = "Illustrative: the grid is invented. What is suggested by it says nothing about real people."

// notes say what a reader should know. Those that count people stay out of what is published.
func (r *Clusters) notes() []string {
	notes := []string{"How super class and cluster are decided, and what a distance is, is Parity's reading of the grid: the national algorithm is not among the published figures it holds (docs/methods.md, Clustering from scores). A suggestion is no clinical judgement."}
	if !r.HasClusters {
		notes = append(notes, "There is no column cluster, so nothing to compare with.")
	}
	if !r.NamesPeople {
		notes = append(notes, "There is no column person, so whoever stands in two records is counted twice.")
	}
	if len(r.Unused) > 0 {
		notes = append(notes, "Columns that are not read: "+list(r.Unused)+".")
	}
	if r.Publish {
		return append(notes, "Counts of people under 5 are left out (*), and so is whatever they could be worked out from: other counts, totals, kappa and its error. Nobody is counted who is recorded in a cluster of fewer than 5, or whose record cannot be read or compared.")
	}
	t := &r.Tally
	about := func(n int, text string) {
		if n > 0 {
			notes = append(notes, commas(strconv.Itoa(n))+" "+text)
		}
	}
	about(t.WithUnknown, "with a score that is not known: distances are over the scales that are, and a red rule on one that is not keeps nobody out.")
	about(t.Unchecked, "for whose suggested cluster a red rule could not be checked, as that score is not known.")
	about(t.Tied, "whose suggested cluster is no closer than another, and comes first by its code.")
	about(t.NotRecorded, "without a recorded cluster, and so not compared.")
	about(t.NotClustered, "recorded as in no cluster (99), and so not compared.")
	if unrated := r.unrated(); len(unrated) > 0 {
		notes = append(notes, "The grid does not rate clusters that people are recorded in, so they cannot agree: "+list(unrated)+".")
	}
	return notes
}

// unrated lists the clusters people are recorded in that the grid has no profile of. Variance
// has none and needs none.
func (r *Clusters) unrated() []string {
	rated := map[clustering.Cluster]bool{clustering.Variance: true}
	for _, c := range r.Grid.Clusters() {
		rated[c] = true
	}
	var unrated []string
	for _, c := range clustering.Clusters() {
		if !rated[c] && r.Tally.Matrix.Recorded(c) > 0 {
			unrated = append(unrated, c.String())
		}
	}
	return unrated
}

// ruleText says a red rule in full: "cluster 12, scale 6 (...): 2 to 4".
func (r *Clusters) ruleText(rule clustering.Rule) string {
	when := ""
	if rule.Scale.Historical() {
		when = ", as it has been"
	}
	return fmt.Sprintf("%s: scale %s (%s%s) must be %s", rule.Whose(), rule.Scale.Code(), rule.Scale.Name(), when, r.Grid.Allows(rule))
}
