package clustering

// enoughKnown is on how many of the 18 scales a person has to be rated for a cluster to be
// suggested: half of them, which is Parity's choice.
const enoughKnown = ScaleCount / 2

// Why says how a suggestion came about.
type Why uint8

const (
	Closest          Why = iota // the closest cluster of the super class that no rule keeps out
	NoClusterLeft               // every cluster of the super class is kept out: Variance
	NoSuperClassLeft            // every super class is kept out: Variance
	TooFewKnown                 // fewer than nine scales are known: nothing is suggested
)

// Distance is how far scores lie from a profile: points off, weighted, over scales that are
// rated and known. It is the mean of the two, so that people with unknown scores compare with
// others.
type Distance struct{ Points, Scales int }

// Mean is the points per scale; nothing where no scale is known.
func (d Distance) Mean() float64 {
	if d.Scales == 0 {
		return 0
	}
	return float64(d.Points) / float64(d.Scales)
}

// less compares two distances exactly.
func (d Distance) less(other Distance) bool {
	return d.Points*max(other.Scales, 1) < other.Points*max(d.Scales, 1)
}

// Suggestion is what a grid says of one person's scores.
type Suggestion struct {
	Why         Why
	Cluster     Cluster // Variance where none is left; nothing where too few scores are known
	SuperClass  SuperClass
	Distance    Distance // of Cluster, where one is closest
	HasRunnerUp bool
	RunnerUp    Cluster // the next closest cluster of the same super class that no rule keeps out
	RunnerUpAt  Distance
	Known       int // scales that are known
	Unchecked   int // red rules of Cluster and its super class on scales that are not known
	Tied        int // other clusters that only the order of the codes put after Cluster
}

// Decided says whether a cluster was suggested, be it Variance.
func (s *Suggestion) Decided() bool { return s.Why != TooFewKnown }

// candidate is a cluster that no rule keeps out.
type candidate struct {
	cluster Cluster
	points  int
	off     int // scales that add to the points
}

// before says which of two candidates comes first: the fewer points, then the fewer scales off.
func (a candidate) before(b candidate) bool {
	return a.points < b.points || a.points == b.points && a.off < b.off
}

// standing is how the clusters of a super class come out.
type standing struct {
	found      int // candidates
	tied       int
	first, two candidate
}

func (s *standing) take(c candidate) {
	s.found++
	switch {
	case s.found == 1:
		s.first = c
	case c.before(s.first):
		s.two, s.first, s.tied = s.first, c, 0
	default:
		if !s.first.before(c) {
			s.tied++
		}
		if s.found == 2 || c.before(s.two) {
			s.two = c
		}
	}
}

// Suggest decides the super class and then the cluster of one person (docs/methods.md,
// "Clustering from scores"). Scores have to be valid.
func (g *Grid) Suggest(scores *Scores) Suggestion {
	s := Suggestion{Known: scores.Known(), SuperClass: NoSuperClass}
	if s.Known < enoughKnown {
		s.Why = TooFewKnown
		return s
	}
	var standings [superClasses]standing
	for _, c := range g.withRows {
		if p := g.clusters[c]; p.meets(scores) {
			points, off := p.far(scores)
			standings[c.SuperClass()].take(candidate{c, points, off})
		}
	}
	class, ok := g.superClass(scores, &standings)
	if !ok {
		s.Why = NoSuperClassLeft
		return s
	}
	s.SuperClass = class
	at := &standings[class]
	if at.found == 0 {
		s.Why = NoClusterLeft
		return s
	}
	s.Cluster, s.Distance, s.Tied = at.first.cluster, Distance{at.first.points, s.Known}, at.tied
	if at.found > 1 {
		s.HasRunnerUp, s.RunnerUp, s.RunnerUpAt = true, at.two.cluster, Distance{at.two.points, s.Known}
	}
	s.Unchecked = g.clusters[s.Cluster].unchecked(scores)
	if p := g.classes[class]; p != nil {
		s.Unchecked += p.unchecked(scores)
	}
	return s
}

// superClass decides the super class: of those that no red rule of their own keeps out, the one
// whose own profile is closest; of those as close, the one with the closest cluster, and then
// the first. It is false where all are kept out.
func (g *Grid) superClass(scores *Scores, standings *[superClasses]standing) (SuperClass, bool) {
	best, found := NoSuperClass, false
	var bestAt Distance
	for _, class := range g.classesToo {
		var at Distance
		if p := g.classes[class]; p != nil {
			if !p.meets(scores) {
				continue
			}
			at = p.distance(scores)
		}
		if !found || at.less(bestAt) || !bestAt.less(at) && standings[class].ahead(&standings[best]) {
			best, bestAt, found = class, at, true
		}
	}
	return best, found
}

// ahead says whether a super class has the closer cluster; one that has any is ahead of one
// that has none left.
func (s *standing) ahead(other *standing) bool {
	if s.found == 0 || other.found == 0 {
		return s.found > 0 && other.found == 0
	}
	return s.first.before(other.first)
}

// meets says whether the scores meet every red rule. What is not known meets it.
func (p *profile) meets(scores *Scores) bool {
	for _, s := range p.ruled {
		if p.allow[s]&(1<<scores[s]) == 0 {
			return false
		}
	}
	return true
}

// far is the points that scores lie off, and on how many scales.
func (p *profile) far(scores *Scores) (points, off int) {
	sum := uint32(0)
	for s := range scores {
		sum += p.adds[s][scores[s]]
	}
	return int(sum / pointUnit), int(sum % pointUnit)
}

// distance is over the scales that are rated and known.
func (p *profile) distance(scores *Scores) Distance {
	points, _ := p.far(scores)
	d := Distance{Points: points}
	for s := range scores {
		if p.rated[s] && scores[s] != Unknown {
			d.Scales++
		}
	}
	return d
}

// unchecked counts the red rules on scales that are not known.
func (p *profile) unchecked(scores *Scores) int {
	n := 0
	for _, s := range p.ruled {
		if scores[s] == Unknown {
			n++
		}
	}
	return n
}
