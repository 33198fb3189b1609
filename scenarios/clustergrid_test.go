package scenarios

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"parity/engine/clustering"
)

func TestIllustrativeGridSaysSo(t *testing.T) {
	g, err := LoadClusterGrid(IllustrativeGrid)
	if err != nil {
		t.Fatal(err)
	}
	if !g.Illustrative() || len(g.Clusters()) != 20 || !g.RatesSuperClasses() {
		t.Errorf("the embedded grid is illustrative: %v, with clusters %v", g.Illustrative(), g.Clusters())
	}
	for n, line := range strings.Split(strings.TrimSpace(string(illustrativeGrid)), "\n")[1:] {
		if !strings.Contains(line, ",illustrative,Illustrative: invented") {
			t.Errorf("row %d does not say that it is illustrative: %s", n+2, line)
		}
	}
	for _, c := range clustering.Clusters() {
		if g.Names[c] == "" {
			t.Errorf("cluster %v has no name", c)
		}
	}
	for _, pack := range Embedded() {
		if pack.Name == clusterPack {
			return
		}
	}
	t.Errorf("there is no pack %s for names", clusterPack)
}

// gridText is a grid of one cluster, with rows put in after the header.
func gridText(rows ...string) string {
	return "cluster,scale,rating,low,high\n" + strings.Join(append(rows, "1,*,may,0,4"), "\n") + "\n"
}

func TestReadClusterGrid(t *testing.T) {
	g, err := ReadClusterGrid("grid.csv", []byte("Cluster;Scale;Rating;Low;High;Evidence\n01;*;May;0;4;published\n1;6;must;0;0;assumed\nNon-psychotic;a;expected;0;1;\n"))
	if err != nil {
		t.Fatal(err)
	}
	if g.Illustrative() || g.Evidence != "assumed" || len(g.Input.SHA256) != 64 {
		t.Errorf("the grid has evidence %q and fingerprint %q", g.Evidence, g.Input.SHA256)
	}
	var scores clustering.Scores
	scores[5] = 1 // scale 6
	if s := g.Suggest(&scores); s.Why != clustering.NoClusterLeft {
		t.Errorf("a row for 1 replaces the * of 01: %+v", s)
	}
}

func TestClusterGridFaults(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", "grid.csv: found an empty file; a table has a header row that names its columns; write the header, or delete the file"},
		{"no rows", "cluster,scale,rating,low,high\n", "grid.csv: found no rows; a grid rates the clusters; fill it in; docs/tables.md has its columns"},
		{"a column that is missing, and one too many", "cluster,scale,ratings,low\n1,*,may,0\n",
			`grid.csv, row 1: found no column rating; rating is one of must, expected, may, unlikely, and every row needs one; add the column to the header and fill it
grid.csv, row 1: found no column high; high is a whole number from 0 to 4, and every row needs one; add the column to the header and fill it
grid.csv, row 1: found the column "ratings"; cluster_grid has the columns cluster, scale, rating, low, high, evidence, source, note; did you mean rating?`},
		{"codes and scores that are none", gridText("9,6,may,0,4", "organc,6,may,0,4", "1,14,may,0,4", "1,6,mus,0,5", "1,,may,0,4"),
			`grid.csv, row 2, column cluster: found "9"; cluster is 1 to 8 or 10 to 21, or non-psychotic, psychosis or organic; give one of these
grid.csv, row 3, column cluster: found "organc"; cluster is 1 to 8 or 10 to 21, or non-psychotic, psychosis or organic; did you mean organic?
grid.csv, row 4, column scale: found "14"; scale is 1 to 13 or A to E, or * for those without a row; give one of these
grid.csv, row 5, column rating: found "mus"; rating is one of must, expected, may, unlikely; did you mean must?
grid.csv, row 5, column high: found "5"; high is a whole number from 0 to 4; give a whole number from 0 to 4
grid.csv, row 6, column scale: found nothing; scale is a code without any of []=|,, or * for all, and every row needs one; fill the cell`},
		{"ranges", gridText("1,6,may,3,1", "1,7,may,0,2", "1,7,expected,2,3", "0,7,may,0,4"),
			`grid.csv, row 2: found a range from 3 to 1; low is at most high; change the two round
grid.csv, row 4: found expected 2 to 3, where scale 7 of cluster 1 is may from 0 to 2 already; a score has one rating, beside a must; make the ranges meet without overlapping
grid.csv, row 5: found a row for cluster 0; cluster 0 is suggested where no other will do, and has no scores of its own; take the row out`},
		{"a scale left out", "cluster,scale,rating,low,high\n18,4,may,0,4\n",
			"grid.csv: found no row for scale 1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13, A, B, C, D, E of cluster 18; a cluster is rated on all 18 scales; add the rows, or one row for scale * that holds where no other does; any score at all is may, 0 to 4"},
		{"a fault of a * row is said once", "cluster,scale,rating,low,high\n1,*,may,0,4\n1,*,expected,4,4\n",
			"grid.csv, row 3: found expected 4 to 4, where scale 1 of cluster 1 is may from 0 to 4 already; a score has one rating, beside a must; make the ranges meet without overlapping"},
	} {
		_, err := ReadClusterGrid("grid.csv", []byte(c.text))
		if err == nil || err.Error() != c.want {
			t.Errorf("%s:\n got %v\nwant %s", c.name, err, c.want)
		}
	}
}

func TestLoadClusterGrid(t *testing.T) {
	folder := t.TempDir()
	if _, err := LoadClusterGrid(folder); err == nil || !strings.Contains(err.Error(), "a rating grid is a CSV file") {
		t.Errorf("a folder is read as a grid: %v", err)
	}
	if _, err := LoadClusterGrid(filepath.Join(folder, "grid.csv")); err == nil || !strings.HasPrefix(err.Error(), "open the grid: ") {
		t.Errorf("a file that is not there: %v", err)
	}
	file := filepath.Join(folder, "grid.csv")
	if err := os.WriteFile(file, WholeIllustrativeGrid(), 0o600); err != nil {
		t.Fatal(err)
	}
	if g, err := LoadClusterGrid(file); err != nil || !g.Illustrative() || g.Input.Name != "grid.csv" {
		t.Errorf("the grid as written is read as %+v, %v", g, err)
	}
}

// expectedRanges are the first expected range of each scale of each cluster of the embedded grid.
func expectedRanges(t *testing.T) map[clustering.Cluster][clustering.ScaleCount][2]int {
	t.Helper()
	read, faults := readCSV("grid", illustrativeGrid)
	table, found := read.table(&clusterGridSchema)
	if len(faults)+len(found) > 0 {
		t.Fatal(faults, found)
	}
	ranges := map[clustering.Cluster][clustering.ScaleCount][2]int{}
	for _, any := range []bool{true, false} {
		for i := range table.Rows {
			c, ok := clustering.ParseCluster(table.Cell(i, "cluster"))
			if !ok || table.Cell(i, "rating") != "expected" || any != (table.Cell(i, "scale") == "*") {
				continue
			}
			low, _ := strconv.Atoi(table.Cell(i, "low"))
			high, _ := strconv.Atoi(table.Cell(i, "high"))
			of := ranges[c]
			for s := range clustering.Scale(clustering.ScaleCount) {
				if any || s.Code() == table.Cell(i, "scale") {
					of[s] = [2]int{low, high}
				}
			}
			ranges[c] = of
		}
	}
	return ranges
}

// People who score as their cluster expects are recovered nearly always, and most of those of
// whom one score in eight lies a point off, and some are not known.
func TestSimulatedPeopleAreRecovered(t *testing.T) {
	g, err := LoadClusterGrid(IllustrativeGrid)
	if err != nil {
		t.Fatal(err)
	}
	ranges := expectedRanges(t)
	random := rand.New(rand.NewPCG(5, 8))
	for _, c := range []struct {
		name         string
		off, unknown float64
		recovered    float64 // at least, of every cluster
	}{
		{"as expected", 0, 0, 0.9},
		{"a point off now and then", 0.125, 0.03, 0.55},
	} {
		for _, cluster := range g.Clusters() {
			const people = 400
			right := 0
			for range people {
				var scores clustering.Scores
				for s, r := range ranges[cluster] {
					score := r[0] + random.IntN(r[1]-r[0]+1)
					if random.Float64() < c.off {
						score = min(4, max(0, score+2*random.IntN(2)-1))
					}
					scores[s] = clustering.Score(score)
					if random.Float64() < c.unknown {
						scores[s] = clustering.Unknown
					}
				}
				if s := g.Suggest(&scores); s.Decided() && s.Cluster == cluster {
					right++
				}
			}
			if share := float64(right) / people; share < c.recovered {
				t.Errorf("%s: of those in cluster %v %.2f are recovered", c.name, cluster, share)
			}
		}
	}
}
