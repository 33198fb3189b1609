package clustering

import (
	"cmp"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// A small grid whose numbers are easy to follow. Illustrative: it is no grid of anybody's.
func smallGrid(t testing.TB) *Grid {
	return gridOf(t,
		class(t, NonPsychotic, "6 must 0-1, expected 0, may 1"),
		class(t, Psychosis, "6 must 1-4"),
		class(t, Organic, "4 must 2-4"),
		cluster(t, 3, "7 must 1-4, expected 2, unlikely 1, unlikely 3-4\n* expected 0-1"),
		cluster(t, 4, "7 must 2-4, expected 4, may 3, unlikely 2\n* expected 0-1"),
		cluster(t, 10, "6 expected 3, may 2, may 4\n* expected 0-1"),
		cluster(t, 14, "6 must 4\n1 must 2-4\n* expected 0-1"),
		cluster(t, 18, "4 expected 2\n* expected 0-1"),
	)
}

func TestSuggest(t *testing.T) {
	g := smallGrid(t)
	for _, c := range []struct {
		name   string
		scores *Scores
		want   Suggestion
	}{
		{"all as expected, the other of its super class next", scored(t, 0, "7:2"),
			Suggestion{Cluster: 3, SuperClass: NonPsychotic, Distance: Distance{0, 18}, HasRunnerUp: true, RunnerUp: 4, RunnerUpAt: Distance{6, 18}, Known: 18}},
		{"in between: the fewer points", scored(t, 0, "7:3"),
			Suggestion{Cluster: 4, SuperClass: NonPsychotic, Distance: Distance{1, 18}, HasRunnerUp: true, RunnerUp: 3, RunnerUpAt: Distance{3, 18}, Known: 18}},
		{"a red rule keeps one out, however close", scored(t, 0, "7:1"),
			Suggestion{Cluster: 3, SuperClass: NonPsychotic, Distance: Distance{3, 18}, Known: 18}},
		{"red rules keep all of the super class out: nobody's cluster", scored(t, 0, "7:0"),
			Suggestion{Why: NoClusterLeft, SuperClass: NonPsychotic, Known: 18}},
		{"the super class is decided first, by its own red rules", scored(t, 0, "6:3 7:3"),
			Suggestion{Cluster: 10, SuperClass: Psychosis, Distance: Distance{6, 18}, Known: 18}},
		{"then by its own profile: 1 is what psychosis expects, and only may be non-psychotic", scored(t, 0, "6:1 7:2"),
			Suggestion{Cluster: 10, SuperClass: Psychosis, Distance: Distance{9, 18}, Known: 18}},
		{"two super classes as close: the one with the closest cluster", scored(t, 0, "6:3 4:2"),
			Suggestion{Cluster: 10, SuperClass: Psychosis, Distance: Distance{3, 18}, Known: 18}},
		{"and it may be the other", scored(t, 0, "6:2 4:3"),
			Suggestion{Cluster: 18, SuperClass: Organic, Distance: Distance{6, 18}, Known: 18}},
		{"two clusters that meet their rules", scored(t, 0, "6:4 1:2"),
			Suggestion{Cluster: 14, SuperClass: Psychosis, Distance: Distance{0, 18}, HasRunnerUp: true, RunnerUp: 10, RunnerUpAt: Distance{4, 18}, Known: 18}},
		{"a score that is not known adds nothing and keeps nobody out", scored(t, 0, "6:9 7:9"),
			Suggestion{Cluster: 3, SuperClass: NonPsychotic, Distance: Distance{0, 16}, HasRunnerUp: true, RunnerUp: 4, RunnerUpAt: Distance{0, 16}, Known: 16, Unchecked: 2, Tied: 1}},
		{"half of the scores are enough", scored(t, 0, "7:2 1:9 2:9 3:9 5:9 8:9 9:9 10:9 11:9 12:9"),
			Suggestion{Cluster: 3, SuperClass: NonPsychotic, Distance: Distance{0, 9}, HasRunnerUp: true, RunnerUp: 4, RunnerUpAt: Distance{6, 9}, Known: 9}},
		{"fewer are not", scored(t, 9, "1:0 2:0 3:0 4:0 5:0 6:0 7:2 8:0"),
			Suggestion{Why: TooFewKnown, SuperClass: NoSuperClass, Known: 8}},
	} {
		if got := g.Suggest(c.scores); got != c.want {
			t.Errorf("%s:\n got %+v\nwant %+v", c.name, got, c.want)
		}
	}
}

// A super class whose own red rules all fail leaves nobody's cluster, too.
func TestNoSuperClassLeft(t *testing.T) {
	g := gridOf(t, class(t, Organic, "4 must 2-4"), cluster(t, 18, "* may 0-4"))
	want := Suggestion{Why: NoSuperClassLeft, SuperClass: NoSuperClass, Known: 18}
	if got := g.Suggest(scored(t, 0, "")); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

// Of clusters as close, the one off on fewer scales comes first, then the lower code; a tie is
// counted only where the code alone decides.
func TestTies(t *testing.T) {
	g := gridOf(t,
		cluster(t, 3, "1 expected 1\n2 expected 1\n* may 0-4"),
		cluster(t, 4, "1 expected 1\n2 expected 1\n* may 0-4"),
		cluster(t, 5, "1 expected 2\n* may 0-4"),
	)
	for _, c := range []struct {
		scores *Scores
		want   Suggestion
	}{
		{scored(t, 0, ""), Suggestion{Cluster: 5, Distance: Distance{6, 18}, HasRunnerUp: true, RunnerUp: 3, RunnerUpAt: Distance{6, 18}, Known: 18}},
		{scored(t, 1, ""), Suggestion{Cluster: 3, HasRunnerUp: true, RunnerUp: 4, Distance: Distance{0, 18}, RunnerUpAt: Distance{0, 18}, Known: 18, Tied: 1}},
	} {
		if got := g.Suggest(c.scores); got != c.want {
			t.Errorf("got %+v, want %+v", got, c.want)
		}
	}
}

func TestFailures(t *testing.T) {
	g := smallGrid(t)
	said := func(c Cluster, scores *Scores) []string {
		var text []string
		for _, rule := range g.Failures(nil, c, scores) {
			text = append(text, rule.Whose()+" scale "+rule.Scale.Code()+" "+g.Allows(rule))
		}
		return text
	}
	for _, c := range []struct {
		cluster Cluster
		scores  *Scores
		want    []string
	}{
		{3, scored(t, 0, "7:2"), nil},
		{14, scored(t, 0, ""), []string{"super class psychosis scale 6 1 to 4", "cluster 14 scale 1 2 to 4", "cluster 14 scale 6 4"}},
		{14, scored(t, 0, "6:9 1:9"), nil},
		{Variance, scored(t, 0, ""), nil},
	} {
		if got := said(c.cluster, c.scores); !slices.Equal(got, c.want) {
			t.Errorf("out of cluster %v: %q, want %q", c.cluster, got, c.want)
		}
	}
	g = gridOf(t, cluster(t, 1, "6 must 0, must 2-3\n* may 0-4"))
	if got := g.Allows(Rule{Cluster: 1, Scale: 5}); got != "0 or 2 to 3" {
		t.Errorf("two ranges are said as %q", got)
	}
}

// slowly suggests a cluster as one would by hand, from the rows themselves: every super class
// and cluster is held to each row, listed and sorted.
func slowly(rows []Row, scores *Scores) (Cluster, Why) {
	if scores.Known() < 9 {
		return 0, TooFewKnown
	}
	type entry struct {
		cluster     Cluster
		points, off int
	}
	type side struct {
		class         SuperClass
		points, rated int
		clusters      []entry
	}
	// hold gives the points of a profile, on how many scales it is off and rated, and whether the
	// red rules are met.
	hold := func(mine []Row) (points, off, rated int, met bool) {
		met = true
		for s := range Scale(ScaleCount) {
			x := scores[s]
			var musts, others []Row
			for _, r := range mine {
				if r.Scale == s && r.Rating == Must {
					musts = append(musts, r)
				} else if r.Scale == s {
					others = append(others, r)
				}
			}
			if x == Unknown || len(musts)+len(others) == 0 {
				continue
			}
			rated++
			inside := func(rows []Row, x Score) bool {
				return slices.ContainsFunc(rows, func(r Row) bool { return r.Low <= x && x <= r.High })
			}
			if len(musts) > 0 && !inside(musts, x) {
				met = false
			}
			rating := func(x Score) Rating {
				for _, r := range others {
					if r.Low <= x && x <= r.High {
						return r.Rating
					}
				}
				if inside(musts, x) && slices.ContainsFunc(others, func(r Row) bool { return r.Rating == Expected }) {
					return May
				} else if inside(musts, x) {
					return Expected
				}
				return Unlikely
			}
			home := Unlikely
			for y := Score(0); y <= MaxScore; y++ {
				home = min(home, rating(y))
			}
			gap := 9
			for y := Score(0); y <= MaxScore; y++ {
				if rating(y) == home {
					gap = min(gap, max(int(x)-int(y), int(y)-int(x)))
				}
			}
			if gap == 0 {
				continue
			}
			off++
			points += gap * map[Rating]int{May: 1, Unlikely: 3}[rating(x)]
		}
		return points, off, rated, met
	}
	var sides []side
	for _, class := range []SuperClass{NonPsychotic, Psychosis, Organic} {
		s := side{class: class}
		var own []Row
		has := false
		for _, r := range rows {
			if r.OfSuperClass && r.SuperClass == class {
				own = append(own, r)
			}
		}
		for c := Cluster(1); c <= 21; c++ {
			var mine []Row
			for _, r := range rows {
				if !r.OfSuperClass && r.Cluster == c && c.SuperClass() == class {
					mine = append(mine, r)
				}
			}
			if len(mine) == 0 {
				continue
			}
			has = true
			if points, off, _, met := hold(mine); met {
				s.clusters = append(s.clusters, entry{c, points, off})
			}
		}
		slices.SortStableFunc(s.clusters, func(a, b entry) int { return cmp.Or(a.points-b.points, a.off-b.off) })
		var met bool
		s.points, _, s.rated, met = hold(own)
		if has && met {
			sides = append(sides, s)
		}
	}
	if len(sides) == 0 {
		return 0, NoSuperClassLeft
	}
	slices.SortStableFunc(sides, func(a, b side) int {
		if by := a.points*max(b.rated, 1) - b.points*max(a.rated, 1); by != 0 {
			return by
		}
		if len(a.clusters) == 0 || len(b.clusters) == 0 {
			return min(len(b.clusters), 1) - min(len(a.clusters), 1)
		}
		return cmp.Or(a.clusters[0].points-b.clusters[0].points, a.clusters[0].off-b.clusters[0].off)
	})
	if len(sides[0].clusters) == 0 {
		return 0, NoClusterLeft
	}
	return sides[0].clusters[0].cluster, Closest
}

// randomRows are the rows of any grid that is right.
func randomRows(t *rapid.T) []Row {
	var rows []Row
	rate := func(row Row) {
		cut := rapid.IntRange(0, 4).Draw(t, "cut")
		ratings := rapid.Permutation([]Rating{Expected, May, Unlikely}).Draw(t, "ratings")
		if rapid.IntRange(0, 3).Draw(t, "must") == 0 {
			low := rapid.IntRange(0, 4).Draw(t, "low")
			row.Rating, row.Low, row.High = Must, Score(low), Score(rapid.IntRange(low, 4).Draw(t, "high"))
			rows = append(rows, row)
			if rapid.Bool().Draw(t, "only") {
				return
			}
		}
		row.Rating, row.Low, row.High = ratings[0], 0, Score(cut)
		rows = append(rows, row)
		if cut < 4 && rapid.Bool().Draw(t, "all") {
			row.Rating, row.Low, row.High = ratings[1], Score(cut+1), 4
			rows = append(rows, row)
		}
	}
	classes := rapid.Bool().Draw(t, "super classes")
	for _, s := range []SuperClass{NonPsychotic, Psychosis, Organic} {
		if !classes {
			break
		}
		for range rapid.IntRange(1, 2).Draw(t, "rows") {
			scale := Scale(rapid.IntRange(0, ScaleCount-1).Draw(t, "scale"))
			if !slices.ContainsFunc(rows, func(r Row) bool { return r.SuperClass == s && r.Scale == scale }) {
				rate(Row{OfSuperClass: true, SuperClass: s, Scale: scale})
			}
		}
	}
	for _, c := range rapid.SliceOfNDistinct(rapid.SampledFrom(Clusters()[1:]), 1, 5, rapid.ID).Draw(t, "clusters") {
		for s := range Scale(ScaleCount) {
			if s%6 == 0 {
				rate(Row{Cluster: c, Scale: s})
			} else {
				rows = append(rows, Row{Cluster: c, Scale: s, Rating: May, High: MaxScore})
			}
		}
	}
	return rows
}

func TestSuggestIsAsByHand(t *testing.T) {
	whys := map[Why]int{}
	rapid.Check(t, func(t *rapid.T) {
		rows := randomRows(t)
		g, wrong := NewGrid(rows)
		if len(wrong) > 0 {
			t.Fatal(wrong[0])
		}
		for range 20 {
			var scores Scores
			for s := range scores {
				scores[s] = rapid.SampledFrom([]Score{0, 0, 1, 2, 3, 4, Unknown}).Draw(t, "score")
			}
			got := g.Suggest(&scores)
			if want, why := slowly(rows, &scores); got.Cluster != want || got.Why != why {
				t.Fatalf("suggested %v (%v), by hand %v (%v) for %v", got.Cluster, got.Why, want, why, scores)
			}
			whys[got.Why]++
			if got.Why != Closest {
				continue
			}
			if kept := g.Failures(nil, got.Cluster, &scores); len(kept) > 0 {
				t.Fatalf("%v is suggested, which %v keeps out", got.Cluster, kept)
			}
			if at, _ := g.DistanceOf(got.Cluster, &scores); at != got.Distance {
				t.Fatalf("%v is at %v and at %v", got.Cluster, got.Distance, at)
			}
			if got.HasRunnerUp && (got.RunnerUpAt.less(got.Distance) || got.RunnerUp.SuperClass() != got.SuperClass) {
				t.Fatalf("the next is closer, or of another super class: %+v", got)
			}
		}
	})
	for _, why := range []Why{Closest, NoClusterLeft, NoSuperClassLeft} {
		if whys[why] == 0 {
			t.Errorf("no case came out as %v", why)
		}
	}
}
