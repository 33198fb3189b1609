package clustering

import "testing"

// trustMatrix is a matrix as a trust may have it: most people on the diagonal, some beside it,
// a few anywhere.
func trustMatrix(seed uint64, people int) *Matrix {
	random := newRandom(seed)
	list := Clusters()
	m := &Matrix{}
	for range people {
		recorded := 1 + random.IntN(len(list)-1)
		suggested := recorded
		switch x := random.Float64(); {
		case x < 0.2:
			suggested = min(len(list)-1, max(0, recorded+random.IntN(5)-2))
		case x < 0.23:
			suggested = random.IntN(len(list))
		}
		m[list[recorded]][list[suggested]]++
	}
	return m
}

// What is published of a matrix keeps what is large, and shows no count of one to four people:
// neither of a cell, nor of a total, nor by super class, nor as those who agree or do not.
func TestPublished(t *testing.T) {
	for seed, people := range []int{0, 3, 9, 20, 40, 80, 160, 320, 640, 1280} {
		s := trustMatrix(uint64(seed), people).Published()
		check := func(what string, people int, shown bool) {
			if shown && people > 0 && people < 5 {
				t.Fatalf("%s: %d people are shown", what, people)
			}
		}
		all, shown := s.People()
		check("all", all, shown)
		totals := true // of clusters with people counted are all shown
		for _, a := range Clusters() {
			people, shown := s.Recorded(a)
			check("recorded", people, shown)
			totals = totals && (shown || people == 0)
			people, shown = s.Suggested(a)
			check("suggested", people, shown)
			totals = totals && shown
			for _, b := range Clusters() {
				people, shown := s.Count(a, b)
				check("count", people, shown)
			}
		}
		for _, a := range SuperClasses() {
			people, shown := s.ClassRecorded(a)
			check("recorded", people, shown)
			people, shown = s.ClassSuggested(a)
			check("suggested", people, shown)
			for _, b := range SuperClasses() {
				people, shown := s.ClassCount(a, b)
				check("count", people, shown)
			}
		}
		if s.Agreement().KappaShown && !totals {
			t.Fatalf("of %d people kappa is shown, and not every total it follows from", people)
		}
		for _, a := range []ShownAgreement{s.Agreement(), s.ClassAgreement()} {
			check("agree", a.Agree, a.AgreeShown)
			check("do not agree", a.People-a.Agree, a.AgreeShown)
			if a.KappaShown && !a.AgreeShown || a.ErrorShown && !a.KappaShown {
				t.Fatalf("more is shown than it follows from: %+v", a)
			}
		}
	}
}

func TestPublishedKeepsWhatIsLarge(t *testing.T) {
	m := trustMatrix(7, 20_000)
	s := m.Published()
	if !s.hides() || m.All().hides() {
		t.Fatal("the matrix has small counts to hide, and all of it hides nothing")
	}
	large, kept := 0, 0
	for _, a := range Clusters() {
		for _, b := range Clusters() {
			if m[a][b] >= 5 {
				large++
				if _, shown := s.Count(a, b); shown {
					kept++
				}
			}
		}
	}
	if kept*2 < large {
		t.Errorf("of %d counts of five people or more %d are published", large, kept)
	}
	if a := s.Agreement(); !a.KappaShown || a.ErrorShown {
		t.Errorf("kappa follows from totals that are published, its error from counts that are not: %+v", a)
	}
	if a := s.ClassAgreement(); !a.ErrorShown {
		t.Errorf("super classes are large: %+v", a)
	}
}

// A cluster of fewer than five is left out, of every count, and is not said to be empty.
func TestPublishedLeavesSmallClustersOut(t *testing.T) {
	m := matrixOf([]int{20, 0}, []int{0, 30})
	m[Variance][1], m[12][12], m[10][10] = 2, 4, 50
	s := m.Published()
	for _, c := range []struct {
		cluster Cluster
		people  int
		shown   bool
	}{{Variance, 0, false}, {1, 20, true}, {2, 30, true}, {3, 0, true}, {10, 50, true}, {12, 0, false}} {
		if people, shown := s.Recorded(c.cluster); people != c.people || shown != c.shown {
			t.Errorf("in cluster %v %d people are recorded, shown %v", c.cluster, people, shown)
		}
	}
	if people, shown := s.People(); people != 100 || !shown {
		t.Errorf("%d people in all, shown %v", people, shown)
	}
	if _, shown := s.ClassRecorded(NoSuperClass); shown {
		t.Error("variance has people, and is shown to have none")
	}
	if people, shown := s.ClassRecorded(Psychosis); people != 50 || !shown {
		t.Errorf("psychosis has %d people, shown %v", people, shown)
	}
	if a := s.Agreement(); !a.KappaShown || a.Kappa != 1 || s.hides() {
		t.Errorf("of the others nothing is small: %+v", a)
	}
}

// Kappa follows from the totals of suggested clusters too: where one is small it stays unpublished,
// though how many agree is shown.
func TestPublishedKappaNeedsEveryTotal(t *testing.T) {
	m := &Matrix{}
	m[1][1], m[1][5], m[1][6] = 50, 3, 9
	m[2][2], m[2][6], m[2][7] = 40, 12, 8
	m[3][3], m[3][7] = 30, 11
	s := m.Published()
	for c := range Cluster(4) {
		if _, shown := s.Recorded(c); !shown {
			t.Errorf("how many are recorded in cluster %v is not shown", c)
		}
	}
	if _, shown := s.Suggested(5); shown {
		t.Error("3 people in cluster 5 are shown")
	}
	if a := s.Agreement(); !a.AgreeShown || a.KappaShown {
		t.Errorf("shown of the agreement: %+v", a)
	}
}

func BenchmarkPublished(b *testing.B) {
	m := trustMatrix(7, 2_000)
	for b.Loop() {
		m.Published()
	}
}

// hides says whether anything at all is left out.
func (s *Shown) hides() bool {
	for _, hidden := range [][]bool{s.hidden.Cells, s.hidden.Sums} {
		for _, h := range hidden {
			if h {
				return true
			}
		}
	}
	return false
}
