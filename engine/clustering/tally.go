package clustering

// Tally counts what a grid says of many people.
type Tally struct {
	People      int // whose scores were held to the grid
	Suggested   int // for whom a cluster, other than Variance, is closest
	NoneLeft    int // whom red rules keep out of every cluster: Variance is suggested
	TooFewKnown int // for whom nothing is suggested
	WithUnknown int // with a score that is not known
	Unchecked   int // whose suggested cluster has a red rule on a scale that is not known
	Tied        int // whose cluster came before another as close by its code alone

	NotRecorded  int // without a recorded cluster
	NotClustered int // recorded as in no cluster, NotClustered
	KeptOut      [codes]int
	Matrix       Matrix // people with a recorded and a suggested cluster

	ofCluster [codes][ScaleCount]int
	ofClass   [superClasses][ScaleCount]int
}

// Recorded is the cluster a clinician put somebody in.
type Recorded struct {
	Cluster Cluster
	Known   bool // there is one
	None    bool // it is recorded that there is none
}

// Add counts one person. Failures are the red rules that keep the person out of the recorded
// cluster.
func (t *Tally) Add(s *Suggestion, r Recorded, failures []Rule) {
	t.People++
	switch s.Why {
	case Closest:
		t.Suggested++
	case TooFewKnown:
		t.TooFewKnown++
	default:
		t.NoneLeft++
	}
	count(&t.WithUnknown, s.Known < ScaleCount)
	count(&t.Unchecked, s.Unchecked > 0)
	count(&t.Tied, s.Tied > 0)
	count(&t.NotRecorded, !r.Known && !r.None)
	count(&t.NotClustered, r.None)
	if !r.Known || !s.Decided() {
		return
	}
	t.Matrix[r.Cluster][s.Cluster]++
	count(&t.KeptOut[r.Cluster], len(failures) > 0)
	for _, rule := range failures {
		if rule.OfSuperClass {
			t.ofClass[rule.SuperClass][rule.Scale]++
		} else {
			t.ofCluster[rule.Cluster][rule.Scale]++
		}
	}
}

func count(to *int, is bool) {
	if is {
		*to++
	}
}

// Broken is a red rule and how many people recorded in its cluster or super class do not meet it.
type Broken struct {
	Rule   Rule
	People int
}

// Broken lists the red rules that keep people out of the cluster they are recorded in, those of
// super classes first, then by cluster and scale.
func (t *Tally) Broken() []Broken {
	var list []Broken
	for _, class := range SuperClasses() {
		for s, people := range t.ofClass[class] {
			if people > 0 {
				list = append(list, Broken{Rule{OfSuperClass: true, SuperClass: class, Scale: Scale(s)}, people})
			}
		}
	}
	for _, c := range Clusters() {
		for s, people := range t.ofCluster[c] {
			if people > 0 {
				list = append(list, Broken{Rule{Cluster: c, SuperClass: c.SuperClass(), Scale: Scale(s)}, people})
			}
		}
	}
	return list
}
