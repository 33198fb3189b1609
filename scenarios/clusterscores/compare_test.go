package clusterscores

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"parity/engine/clustering"
	"parity/scenarios"
)

func illustrative(t testing.TB) *scenarios.ClusterGrid {
	t.Helper()
	grid, err := scenarios.LoadClusterGrid(scenarios.IllustrativeGrid)
	if err != nil {
		t.Fatal(err)
	}
	return grid
}

// extract is a generated extract of so many people, the same each time, with a bad record in
// each hundred.
func extractOf(records int) []byte {
	random := rand.New(rand.NewPCG(3, 4))
	var b bytes.Buffer
	b.WriteString(header)
	list := clustering.Clusters()
	for i := range records {
		fmt.Fprintf(&b, "P%07d,%v", i, list[random.IntN(len(list))])
		for s := range clustering.ScaleCount {
			score := max(0, random.IntN(8)-3)
			if i%100 == 99 && s == 0 {
				score = 7
			}
			fmt.Fprintf(&b, ",%d", score)
		}
		b.WriteByte('\n')
	}
	return b.Bytes()
}

// Every record is counted once: as an exception, or with what the grid says of it.
func TestCompareCountsEveryRecord(t *testing.T) {
	const records = 3000
	r, err := opened(extractOf(records), "scores.csv")
	if err != nil {
		t.Fatal(err)
	}
	told, named := 0, 0
	c, err := Compare(r, illustrative(t), Listener{
		Record:    func(*Clustered) error { told++; return nil },
		Exception: func(*Exception) error { named++; return nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	tally := &c.Tally
	if c.Read != records || c.Exceptions != records/100 || c.ByReason[WrongScore] != c.Exceptions || named != c.Exceptions || len(c.FirstByLine) != mostListed {
		t.Errorf("read %d, of which %d (%v, told %d, held %d) cannot be", c.Read, c.Exceptions, c.ByReason, named, len(c.FirstByLine))
	}
	if tally.People != records-c.Exceptions || told != tally.People || tally.Suggested+tally.NoneLeft+tally.TooFewKnown != tally.People {
		t.Errorf("of %d people %d were told of, and %d, %d and %d counted", tally.People, told, tally.Suggested, tally.NoneLeft, tally.TooFewKnown)
	}
	if a := tally.Matrix.Agreement(); a.People != tally.People-tally.TooFewKnown {
		t.Errorf("%d people are compared", a.People)
	}
	if c.Scores.SHA256 == "" || c.Scores.Name != "scores.csv" {
		t.Errorf("the scores are %+v", c.Scores)
	}
}

// What of each record is counted, on one that can be followed.
func TestCompareOneByOne(t *testing.T) {
	none := strings.Repeat(",9", 18)
	text := header + "a,1" + zeros(0) + "\nb,11,0,0,0,0,0,1,1" + zeros(7) + "\nc,99" + zeros(0) + "\nd," + zeros(0) + "\ne,14" + none + "\nf,20,0,0,0,3,0,9" + zeros(6) + "\n"
	r, err := opened([]byte(text), "scores.csv")
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	c, err := Compare(r, illustrative(t), Listener{Record: func(x *Clustered) error {
		said = append(said, fmt.Sprintf("%s %v %v %d", x.Person, x.Suggestion.Cluster, x.Suggestion.Why, len(x.Failures)))
		return nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	want := "a 0 1 1|b 11 0 0|c 0 1 0|d 0 1 0|e 0 3 0|f 18 0 0"
	if got := strings.Join(said, "|"); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	tally := &c.Tally
	if tally.NotClustered != 1 || tally.NotRecorded != 1 || tally.TooFewKnown != 1 || tally.WithUnknown != 2 || tally.Unchecked != 0 || tally.KeptOut[1] != 1 {
		t.Errorf("counted %+v", tally)
	}
	if broken := tally.Broken(); len(broken) != 1 || broken[0].People != 1 || broken[0].Rule.Cluster != 1 {
		t.Errorf("red rules not met: %+v", broken)
	}
}

func BenchmarkCompare(b *testing.B) {
	const records = 100_000
	text := extractOf(records)
	grid := illustrative(b)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		r, err := opened(text, "scores.csv")
		if err != nil {
			b.Fatal(err)
		}
		if _, err := Compare(r, grid, Listener{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/records, "ns/record")
}
