package clustering

import "parity/engine/suppression"

// Shown is a Matrix, and by super class, as far as it may be shown: all of it, or what is left
// for publication. Of every figure it says whether it is shown.
type Shown struct {
	matrix  Matrix // without people who are left out
	classes ClassMatrix
	leftOut [codes]bool // the cluster has people recorded in it who are left out
	table   suppression.Table
	hidden  suppression.Hidden
}

// The kinds of sums that are published with a matrix, what is missed least when it is hidden
// first.
const (
	bySuggested = iota
	byRecorded
	byClasses
	byClassSuggested
	byClassRecorded
	byClassAgreement
	byAgreement
	byAll
)

// All shows the whole matrix.
func (m *Matrix) All() *Shown {
	s := newShown(m)
	s.hidden = suppression.Hidden{Cells: make([]bool, len(s.table.Cells)), Sums: make([]bool, len(s.table.Sums))}
	return s
}

// Published shows what may be published of the matrix (package suppression): with its totals,
// the same by super class, and how many agree and do not. People recorded in a cluster that has
// fewer than five are left out altogether, as one such cluster would take most totals with it.
func (m *Matrix) Published() *Shown {
	rest := *m
	var leftOut [codes]bool
	for c := range rest {
		if n := m.Recorded(Cluster(c)); n > 0 && n < suppression.Smallest {
			clear(rest[c][:])
			leftOut[c] = true
		}
	}
	s := newShown(&rest)
	s.leftOut = leftOut
	s.hidden = suppression.Suppress(s.table)
	return s
}

func newShown(m *Matrix) *Shown {
	s := &Shown{matrix: *m, classes: m.SuperClasses()}
	for i := range m {
		s.table.Cells = append(s.table.Cells, m[i][:]...)
	}
	for c := range Cluster(codes) {
		s.add(byRecorded, func(recorded, _ Cluster) bool { return recorded == c })
	}
	for c := range Cluster(codes) {
		s.add(bySuggested, func(_, suggested Cluster) bool { return suggested == c })
	}
	for _, one := range SuperClasses() {
		for _, two := range SuperClasses() {
			s.add(byClasses, func(r, g Cluster) bool { return r.SuperClass() == one && g.SuperClass() == two })
		}
	}
	for _, class := range SuperClasses() {
		s.add(byClassRecorded, func(recorded, _ Cluster) bool { return recorded.SuperClass() == class })
	}
	for _, class := range SuperClasses() {
		s.add(byClassSuggested, func(_, suggested Cluster) bool { return suggested.SuperClass() == class })
	}
	s.add(byAgreement, func(r, g Cluster) bool { return r == g })
	s.add(byAgreement, func(r, g Cluster) bool { return r != g })
	s.add(byClassAgreement, func(r, g Cluster) bool { return r.SuperClass() == g.SuperClass() })
	s.add(byClassAgreement, func(r, g Cluster) bool { return r.SuperClass() != g.SuperClass() })
	s.add(byAll, func(Cluster, Cluster) bool { return true })
	return s
}

// add puts in a sum of the cells that belong to it.
func (s *Shown) add(kind int, belongs func(recorded, suggested Cluster) bool) {
	var cells []int
	for recorded := range codes {
		for suggested := range codes {
			if belongs(Cluster(recorded), Cluster(suggested)) {
				cells = append(cells, recorded*codes+suggested)
			}
		}
	}
	s.table.Sums = append(s.table.Sums, suppression.Sum{Kind: kind, Cells: cells})
}

// sum is the place of the n-th sum of a kind.
func (s *Shown) sum(kind, n int) int {
	for i := range s.table.Sums {
		if s.table.Sums[i].Kind == kind {
			return i + n
		}
	}
	return -1
}

func (s *Shown) shows(kind, n int) bool { return !s.hidden.Sums[s.sum(kind, n)] }

// Count is the people recorded in one cluster for whom another, or the same, is suggested.
func (s *Shown) Count(recorded, suggested Cluster) (people int, shown bool) {
	return s.matrix[recorded][suggested], !s.hidden.Cells[int(recorded)*codes+int(suggested)] && !s.leftOut[recorded]
}

// Recorded is the people recorded in a cluster.
func (s *Shown) Recorded(c Cluster) (people int, shown bool) {
	return s.matrix.Recorded(c), s.shows(byRecorded, int(c)) && !s.leftOut[c]
}

// Suggested is the people for whom a cluster is suggested.
func (s *Shown) Suggested(c Cluster) (people int, shown bool) {
	return s.matrix.Suggested(c), s.shows(bySuggested, int(c))
}

// ClassCount is Count by super class.
func (s *Shown) ClassCount(recorded, suggested SuperClass) (people int, shown bool) {
	return s.classes[recorded][suggested], s.shows(byClasses, int(recorded)*superClasses+int(suggested)) && !s.emptied(recorded)
}

// ClassRecorded is Recorded by super class.
func (s *Shown) ClassRecorded(class SuperClass) (people int, shown bool) {
	for _, n := range s.classes[class] {
		people += n
	}
	return people, s.shows(byClassRecorded, int(class)) && !s.emptied(class)
}

// emptied says whether everybody recorded in a super class is left out: nobody in it would not be
// true.
func (s *Shown) emptied(class SuperClass) bool {
	emptied := false
	for c, leftOut := range s.leftOut {
		if leftOut && Cluster(c).SuperClass() == class {
			emptied = true
		}
	}
	for _, n := range s.classes[class] {
		emptied = emptied && n == 0
	}
	return emptied
}

// ClassSuggested is Suggested by super class.
func (s *Shown) ClassSuggested(class SuperClass) (people int, shown bool) {
	for recorded := range s.classes {
		people += s.classes[recorded][class]
	}
	return people, s.shows(byClassSuggested, int(class))
}

// People is everybody in the matrix.
func (s *Shown) People() (people int, shown bool) {
	return s.matrix.Agreement().People, s.shows(byAll, 0)
}

// ShownAgreement is an agreement, and which parts of it are shown. Kappa follows from the totals
// and from how many agree, its standard error from every count of the matrix: each is shown
// where all that it follows from is.
type ShownAgreement struct {
	Agreement
	AgreeShown, KappaShown, ErrorShown bool
}

// Agreement is that of clusters.
func (s *Shown) Agreement() ShownAgreement {
	a := ShownAgreement{Agreement: s.matrix.Agreement(), AgreeShown: s.shows(byAgreement, 0) && s.shows(byAgreement, 1) && s.shows(byAll, 0)}
	a.KappaShown = a.AgreeShown && a.Defined && s.showsAll(byRecorded) && s.showsAll(bySuggested)
	a.ErrorShown = a.KappaShown
	for _, hidden := range s.hidden.Cells {
		a.ErrorShown = a.ErrorShown && !hidden
	}
	return a
}

// ClassAgreement is that of super classes.
func (s *Shown) ClassAgreement() ShownAgreement {
	a := ShownAgreement{Agreement: s.classes.Agreement(), AgreeShown: s.shows(byClassAgreement, 0) && s.shows(byClassAgreement, 1) && s.shows(byAll, 0)}
	a.KappaShown = a.AgreeShown && a.Defined && s.showsAll(byClassRecorded) && s.showsAll(byClassSuggested)
	a.ErrorShown = a.KappaShown && s.showsAll(byClasses)
	return a
}

// showsAll says whether every sum of a kind is shown.
func (s *Shown) showsAll(kind int) bool {
	for i, sum := range s.table.Sums {
		if sum.Kind == kind && s.hidden.Sums[i] {
			return false
		}
	}
	return true
}
