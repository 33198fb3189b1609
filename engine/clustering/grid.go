package clustering

import (
	"fmt"
	"slices"
	"strings"
)

// Rating is what a grid says of a range of scores on a scale of a cluster or super class.
type Rating uint8

const (
	Must     Rating = iota // the score has to lie in the range: a red rule
	Expected               // it is what people in the cluster score
	May                    // some people in the cluster score so
	Unlikely               // hardly anybody does; so are scores that no row has
)

// Ratings lists the ratings' names, as grids write them.
func Ratings() []string { return []string{"must", "expected", "may", "unlikely"} }

// String is the rating's name.
func (r Rating) String() string { return Ratings()[r] }

// What each point that a score lies away from the expected ones counts, by how the grid rates
// the score. That unlikely counts three times is Parity's choice: one score that hardly anybody
// in a cluster has weighs as much as three that some have.
const (
	mayWeight      = 1
	unlikelyWeight = 3
)

// Row is one row of a grid: scores from Low to High on one scale have the rating, in a cluster
// or, where OfSuperClass is set, in a super class.
type Row struct {
	OfSuperClass bool
	Cluster      Cluster
	SuperClass   SuperClass
	Scale        Scale
	Rating       Rating
	Low, High    Score
}

// whose names the cluster or super class of the row.
func (r *Row) whose() string {
	if r.OfSuperClass {
		return "super class " + r.SuperClass.String()
	}
	return "cluster " + r.Cluster.String()
}

// RowError is a row of a grid that cannot stand, or that something is missing beside.
type RowError struct {
	Row     int // the place in what NewGrid was given; -1 where it is of no one row
	Found   string
	Allowed string
	Remedy  string
}

// Error says what was found, what is allowed and what to do.
func (e *RowError) Error() string { return e.Found + "; " + e.Allowed + "; " + e.Remedy }

// profile is what a grid says of one cluster or super class.
type profile struct {
	rated [ScaleCount]bool                // the grid has a row for the scale
	ruled []Scale                         // scales with a red rule
	allow [ScaleCount]uint16              // of those: a bit for each score that meets it, and for Unknown
	adds  [ScaleCount][Unknown + 1]uint32 // what a score adds to the distance; nothing for Unknown
}

// pointUnit is one point in what a score adds; under it the scales that add any are counted, so
// that one sum gives both.
const pointUnit = 1 << 8

// Grid is a rating grid: a profile for clusters, and for super classes where it has any.
type Grid struct {
	clusters   [codes]*profile
	classes    [superClasses]*profile
	withRows   []Cluster    // in the order of their codes
	classesToo []SuperClass // those that have clusters in the grid
}

// Clusters lists the clusters that the grid rates, in the order of their codes.
func (g *Grid) Clusters() []Cluster { return slices.Clone(g.withRows) }

// RatesSuperClasses says whether the grid has rows of its own for super classes.
func (g *Grid) RatesSuperClasses() bool {
	return g.classes[NonPsychotic] != nil || g.classes[Psychosis] != nil || g.classes[Organic] != nil
}

// NewGrid puts the rows of a grid together. It finds everything that is wrong with them at
// once: ranges that are none or overlap, Variance rated, a cluster that is not rated on every
// scale, super classes of which only some are rated.
func NewGrid(rows []Row) (*Grid, []*RowError) {
	g := &Grid{}
	var wrong []*RowError
	byProfile := map[string][]int{}
	var order []string
	for i := range rows {
		if e := rows[i].check(); e != nil {
			e.Row = i
			wrong = append(wrong, e)
			continue
		}
		name := rows[i].whose()
		if byProfile[name] == nil {
			order = append(order, name)
		}
		byProfile[name] = append(byProfile[name], i)
	}
	for _, name := range order {
		of := byProfile[name]
		p, found := newProfile(rows, of)
		wrong = append(wrong, found...)
		if first := &rows[of[0]]; first.OfSuperClass {
			g.classes[first.SuperClass] = p
		} else {
			g.clusters[first.Cluster] = p
		}
	}
	for _, c := range Clusters() {
		if g.clusters[c] == nil {
			continue
		}
		g.withRows = append(g.withRows, c)
		if !slices.Contains(g.classesToo, c.SuperClass()) {
			g.classesToo = append(g.classesToo, c.SuperClass())
		}
	}
	if len(wrong) == 0 {
		wrong = g.whole()
	}
	if len(wrong) > 0 {
		return nil, wrong
	}
	return g, nil
}

func (r *Row) check() *RowError {
	switch {
	case r.Low > r.High:
		return &RowError{Found: fmt.Sprintf("a range from %d to %d", r.Low, r.High), Allowed: "low is at most high", Remedy: "change the two round"}
	case !r.OfSuperClass && r.Cluster == Variance:
		return &RowError{Found: "a row for cluster 0", Allowed: "cluster 0 is suggested where no other will do, and has no scores of its own", Remedy: "take the row out"}
	}
	return nil
}

// newProfile puts the rows of one cluster or super class together.
func newProfile(rows []Row, of []int) (*profile, []*RowError) {
	p := &profile{}
	var wrong []*RowError
	for s := range Scale(ScaleCount) {
		var mine []int
		for _, i := range of {
			if rows[i].Scale == s {
				mine = append(mine, i)
			}
		}
		if len(mine) == 0 {
			continue
		}
		p.rated[s] = true
		if e := overlap(rows, mine); e != nil {
			wrong = append(wrong, e)
			continue
		}
		p.rate(s, rows, mine)
	}
	return p, wrong
}

// overlap finds the first row whose range overlaps that of an earlier one. A red rule may
// overlap other ratings, which then say how usual a score is that meets it.
func overlap(rows []Row, mine []int) *RowError {
	for n, i := range mine {
		for _, earlier := range mine[:n] {
			a, b := &rows[i], &rows[earlier]
			if (a.Rating == Must) == (b.Rating == Must) && a.Low <= b.High && b.Low <= a.High {
				return &RowError{Row: i, Found: fmt.Sprintf("%s %d to %d, where scale %s of %s is %s from %d to %d already", a.Rating, a.Low, a.High, a.Scale.Code(), a.whose(), b.Rating, b.Low, b.High),
					Allowed: "a score has one rating, beside a must", Remedy: "make the ranges meet without overlapping"}
			}
		}
	}
	return nil
}

// rate works out what each score of a scale costs, and which meet its red rule. A score that
// meets the rule and that no other row rates is expected, or where another is, may be.
func (p *profile) rate(s Scale, rows []Row, mine []int) {
	var rating [MaxScore + 1]Rating
	var stated [MaxScore + 1]bool
	for score := range rating {
		rating[score] = Unlikely
	}
	ruled, alone := false, Expected // what a score is that only a red rule has
	for _, i := range mine {
		r := &rows[i]
		for score := r.Low; score <= r.High; score++ {
			if r.Rating == Must {
				p.allow[s] |= 1 << score
				ruled = true
			} else {
				rating[score], stated[score] = r.Rating, true
			}
		}
		if r.Rating == Expected {
			alone = May
		}
	}
	if ruled {
		p.ruled = append(p.ruled, s)
		p.allow[s] |= 1 << Unknown
		for score := range rating {
			if p.allow[s]&(1<<score) != 0 && !stated[score] {
				rating[score] = alone
			}
		}
	}
	core := coreOf(rating)
	for score := range rating {
		gap := uint32(MaxScore) + 1
		for _, at := range core {
			gap = min(gap, uint32(max(score-at, at-score)))
		}
		weight := uint32(unlikelyWeight)
		if rating[score] == May {
			weight = mayWeight
		}
		if gap > 0 {
			p.adds[s][score] = pointUnit*weight*gap + 1
		}
	}
}

// coreOf are the scores from which a scale's distance is measured: those that are expected;
// where none is, those that may be; where none is either, all.
func coreOf(rating [MaxScore + 1]Rating) []int {
	for _, wanted := range []Rating{Expected, May, Unlikely} {
		var core []int
		for score, r := range rating {
			if r == wanted {
				core = append(core, score)
			}
		}
		if len(core) > 0 {
			return core
		}
	}
	return nil
}

// unrated says which scales the profile leaves out.
func (p *profile) unrated() string {
	var missing []string
	for s := range Scale(ScaleCount) {
		if !p.rated[s] {
			missing = append(missing, s.Code())
		}
	}
	return strings.Join(missing, ", ")
}

// whole finds what is wrong with a grid whose rows are right one by one. Distances of clusters
// compare only where all are rated on the same scales.
func (g *Grid) whole() (wrong []*RowError) {
	if len(g.withRows) == 0 {
		return []*RowError{{Row: -1, Found: "no row for a cluster", Allowed: "a grid rates clusters, and super classes if it is to", Remedy: "add the clusters"}}
	}
	for _, c := range g.withRows {
		if scales := g.clusters[c].unrated(); scales != "" {
			wrong = append(wrong, &RowError{Row: -1, Found: fmt.Sprintf("no row for scale %s of cluster %s", scales, c), Allowed: fmt.Sprintf("a cluster is rated on all %d scales", ScaleCount),
				Remedy: "add the rows, or one row for scale * that holds where no other does; any score at all is may, 0 to 4"})
		}
	}
	var missing []string
	for _, class := range g.classesToo {
		if g.classes[class] == nil {
			missing = append(missing, class.String())
		}
	}
	if g.RatesSuperClasses() && len(missing) > 0 {
		wrong = append(wrong, &RowError{Row: -1, Found: "rows for some super classes, and none for " + strings.Join(missing, ", "),
			Allowed: "a grid rates every super class that has clusters in it, or none", Remedy: "add rows for it, or take the others' out"})
	}
	return wrong
}
