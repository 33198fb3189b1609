package clustering

import (
	"slices"
	"strings"
	"testing"
)

// of rates scales of a cluster, one line a scale: "6 must 2-4, expected 3-4, may 2". A line that
// begins with * rates all scales that have no line.
func of(t testing.TB, row Row, text string) []Row {
	t.Helper()
	var rows []Row
	rated := map[Scale]bool{}
	add := func(scales []Scale, ratings string) {
		for _, part := range strings.Split(ratings, ",") {
			words := strings.Fields(part)
			low, high, ranged := strings.Cut(words[1], "-")
			if !ranged {
				high = low
			}
			row.Rating = Rating(slices.Index(Ratings(), words[0]))
			row.Low, row.High = Score(low[0]-'0'), Score(high[0]-'0')
			for _, row.Scale = range scales {
				rows = append(rows, row)
			}
		}
	}
	rest := ""
	for _, line := range strings.Split(strings.TrimSpace(text), "\n") {
		code, ratings, _ := strings.Cut(strings.TrimSpace(line), " ")
		if code == "*" {
			rest = ratings
			continue
		}
		s, ok := ParseScale(code)
		if !ok {
			t.Fatalf("%q begins with no scale", line)
		}
		rated[s] = true
		add([]Scale{s}, ratings)
	}
	for s := range Scale(ScaleCount) {
		if rest != "" && !rated[s] {
			add([]Scale{s}, rest)
		}
	}
	return rows
}

func cluster(t testing.TB, c Cluster, text string) []Row { return of(t, Row{Cluster: c}, text) }

func class(t testing.TB, s SuperClass, text string) []Row {
	return of(t, Row{OfSuperClass: true, SuperClass: s}, text)
}

func gridOf(t testing.TB, rows ...[]Row) *Grid {
	t.Helper()
	g, wrong := NewGrid(slices.Concat(rows...))
	for _, e := range wrong {
		t.Fatal(e)
	}
	return g
}

// scored are scores by scale, "6:3 7:9", and rest on all others.
func scored(t testing.TB, rest Score, text string) *Scores {
	t.Helper()
	var scores Scores
	for s := range scores {
		scores[s] = rest
	}
	for _, part := range strings.Fields(text) {
		code, score, _ := strings.Cut(part, ":")
		s, ok := ParseScale(code)
		if !ok {
			t.Fatalf("%q names no scale", part)
		}
		scores[s] = Score(score[0] - '0')
	}
	return &scores
}

// What a score adds to the distance: nothing where it is expected, and away from there a point
// for each step, or three where hardly anybody scores so.
func TestPoints(t *testing.T) {
	for _, c := range []struct {
		name, ratings string
		want          [5]uint16 // by score
	}{
		{"expected alone: all else is unlikely", "expected 1-2", [5]uint16{3, 0, 0, 3, 6}},
		{"what may be counts a third", "expected 1, may 2-3", [5]uint16{3, 0, 1, 2, 9}},
		{"unlikely may be written or left out", "expected 1, may 2-3, unlikely 4, unlikely 0", [5]uint16{3, 0, 1, 2, 9}},
		{"away from the nearest of two ranges", "expected 0, expected 4, may 1", [5]uint16{0, 1, 6, 3, 0}},
		{"what only may be costs nothing where nothing is expected", "may 0-2", [5]uint16{0, 0, 0, 3, 6}},
		{"any score will do", "may 0-4", [5]uint16{0, 0, 0, 0, 0}},
		{"all unlikely tells nothing", "unlikely 0-4", [5]uint16{0, 0, 0, 0, 0}},
		{"a red rule's scores are expected", "must 2-4", [5]uint16{6, 3, 0, 0, 0}},
		{"or may be, where another is", "must 2-4, expected 3", [5]uint16{9, 6, 1, 0, 1}},
		{"unless another row rates them", "must 2-4, expected 3, unlikely 4", [5]uint16{9, 6, 1, 0, 3}},
		{"also where none is expected", "must 2-4, may 1", [5]uint16{6, 1, 0, 0, 0}},
	} {
		g := gridOf(t, cluster(t, 1, "6 "+c.ratings+"\n* may 0-4"))
		for score, want := range c.want {
			scores := scored(t, 0, "6:"+string(rune('0'+score)))
			d, ok := g.DistanceOf(1, scores)
			if !ok || d.Points != int(want) || d.Scales != ScaleCount {
				t.Errorf("%s: a score of %d gives %+v, want %d points over 18 scales", c.name, score, d, want)
			}
		}
		if d, _ := g.DistanceOf(1, scored(t, 0, "6:9")); d.Points != 0 || d.Scales != ScaleCount-1 {
			t.Errorf("%s: a score that is not known gives %+v", c.name, d)
		}
	}
}

func TestNewGridFindsWhatIsWrong(t *testing.T) {
	whole := cluster(t, 1, "* may 0-4")
	for _, c := range []struct {
		name string
		rows []Row
		want []string
	}{
		{"a range that is turned round", append(slices.Clone(whole), cluster(t, 2, "* may 0-4\n6 expected 3-2")...),
			[]string{"a range from 3 to 2; low is at most high; change the two round"}},
		{"a scale that is not rated", append(slices.Clone(whole), cluster(t, 2, "* may 0-4")[:ScaleCount-2]...),
			[]string{"no row for scale D, E of cluster 2; a cluster is rated on all 18 scales; add the rows, or one row for scale * that holds where no other does; any score at all is may, 0 to 4"}},
		{"ranges that overlap", cluster(t, 1, "* may 0-4\n6 expected 1-3, may 3-4"),
			[]string{"may 3 to 4, where scale 6 of cluster 1 is expected from 1 to 3 already; a score has one rating, beside a must; make the ranges meet without overlapping"}},
		{"red rules that overlap", cluster(t, 1, "* may 0-4\n6 must 1-3, must 3-4"),
			[]string{"must 3 to 4, where scale 6 of cluster 1 is must from 1 to 3 already; a score has one rating, beside a must; make the ranges meet without overlapping"}},
		{"cluster 0 rated", append(slices.Clone(whole), Row{Cluster: Variance, Rating: May, High: 4}),
			[]string{"a row for cluster 0; cluster 0 is suggested where no other will do, and has no scores of its own; take the row out"}},
		{"super classes alone", class(t, Organic, "4 must 2-4"),
			[]string{"no row for a cluster; a grid rates clusters, and super classes if it is to; add the clusters"}},
		{"some super classes rated", slices.Concat(whole, cluster(t, 10, "* may 0-4"), cluster(t, 18, "* may 0-4"), class(t, Organic, "4 must 2-4")),
			[]string{"rows for some super classes, and none for non-psychotic, psychosis; a grid rates every super class that has clusters in it, or none; add rows for it, or take the others' out"}},
	} {
		_, wrong := NewGrid(c.rows)
		var got []string
		for _, e := range wrong {
			got = append(got, e.Error())
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: found\n%s\nwant\n%s", c.name, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
	}
}

func TestCodes(t *testing.T) {
	for _, c := range []struct {
		code string
		want Cluster
		ok   bool
	}{
		{"0", 0, true}, {"00", 0, true}, {"1", 1, true}, {"01", 1, true}, {"8", 8, true}, {"10", 10, true}, {"21", 21, true},
		{"9", 0, false}, {"09", 0, false}, {"22", 0, false}, {"99", 0, false}, {"", 0, false}, {"001", 0, false}, {"1a", 0, false}, {"-1", 0, false},
	} {
		if got, ok := ParseCluster(c.code); got != c.want || ok != c.ok {
			t.Errorf("cluster %q is read as %v, %v", c.code, got, ok)
		}
	}
	if n := len(Clusters()); n != 21 {
		t.Errorf("there are %d clusters", n)
	}
	historical := ""
	for s := range Scale(ScaleCount) {
		if again, ok := ParseScale(strings.ToLower(s.Code())); !ok || again != s || s.Name() == "" {
			t.Errorf("scale %s is read as %s", s.Code(), again.Code())
		}
		if s.Historical() {
			historical += s.Code()
		}
	}
	if historical != "ABCDE" {
		t.Errorf("the scales of what has been are %s", historical)
	}
}
