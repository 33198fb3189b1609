package clustering

import (
	"fmt"
	"strings"
)

// Rule is a red rule of a grid: on a scale, for a cluster or a whole super class.
type Rule struct {
	OfSuperClass bool
	Cluster      Cluster // where it is of one
	SuperClass   SuperClass
	Scale        Scale
}

// Failures appends the red rules that keep a person out of a cluster: those of its super class
// first, then its own, by scale.
func (g *Grid) Failures(to []Rule, c Cluster, scores *Scores) []Rule {
	class := c.SuperClass()
	if p := g.classes[class]; p != nil {
		for _, s := range p.ruled {
			if p.allow[s]&(1<<scores[s]) == 0 {
				to = append(to, Rule{OfSuperClass: true, SuperClass: class, Scale: s})
			}
		}
	}
	if p := g.clusters[c]; p != nil {
		for _, s := range p.ruled {
			if p.allow[s]&(1<<scores[s]) == 0 {
				to = append(to, Rule{Cluster: c, SuperClass: class, Scale: s})
			}
		}
	}
	return to
}

// DistanceOf is how far scores lie from a cluster's profile; false where the grid does not rate
// the cluster.
func (g *Grid) DistanceOf(c Cluster, scores *Scores) (Distance, bool) {
	p := g.clusters[c]
	if p == nil {
		return Distance{}, false
	}
	return p.distance(scores), true
}

// Allows is the scores that meet a rule, as people read them: "2 to 4" or "0 or 3 to 4".
func (g *Grid) Allows(r Rule) string {
	p := g.clusters[r.Cluster]
	if r.OfSuperClass {
		p = g.classes[r.SuperClass]
	}
	var ranges []string
	for low := Score(0); low <= MaxScore; low++ {
		if p.allow[r.Scale]&(1<<low) == 0 {
			continue
		}
		high := low
		for high < MaxScore && p.allow[r.Scale]&(1<<(high+1)) != 0 {
			high++
		}
		if low == high {
			ranges = append(ranges, fmt.Sprint(low))
		} else {
			ranges = append(ranges, fmt.Sprintf("%d to %d", low, high))
		}
		low = high
	}
	return strings.Join(ranges, " or ")
}

// Whose names what the rule is of: "cluster 12" or "super class psychosis".
func (r Rule) Whose() string {
	row := Row{OfSuperClass: r.OfSuperClass, Cluster: r.Cluster, SuperClass: r.SuperClass}
	return row.whose()
}
