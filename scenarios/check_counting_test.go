package scenarios

import (
	"slices"
	"testing"

	"parity/tariff"
)

// Shares of the recorded and reviews in date that cannot be are refused where they stand.
func TestBadCounting(t *testing.T) {
	const header = "contract,recorded,right,share\n"
	for _, c := range []struct{ name, file, content, want string }{
		{"a share over 1", "reallocation.csv", header + "north,1,2,1.2\n",
			"reallocation.csv, row 2, column share: found \"1.2\"; share is a fraction from 0 to 1; did you mean 0.12, or 1.2% (0.012)?"},
		{"shares that sum to more than 1", "reallocation.csv", header + "*,1,2,0.6\n*,1,14,0.5\n",
			"reallocation.csv, row 3, column share: found shares of those recorded in currency 1 for contract * that sum to 1.1; the shares of a recorded currency sum to 1 at most; the rest is rightly recorded; lower one of them"},
		{"the rightly recorded and others that are not all", "reallocation.csv", header + "north,1,1,0.7\nnorth,1,2,0.2\n",
			"reallocation.csv, row 3, column share: found shares of those recorded in currency 1 for contract north that sum to 0.9; with a row for those rightly recorded, all shares of a recorded currency sum to 1; change them so that they do, or take that row out"},
		{"a cluster there is not", "reallocation.csv", header + "north,1,15,0.2\n",
			"reallocation.csv, row 2, column right: found \"15\", which is not in currencies; right names a row of currencies; add it to currencies"},
		{"a contract there is not", "reallocation.csv", header + "nort,1,2,0.2\n",
			"reallocation.csv, row 2, column contract: found \"nort\", which is not in contracts; contract names a row of contracts, or * for all; did you mean north?"},
		{"reviews in date of more than all", "reviews.csv", "contract,currency,in_date\nnorth,*,1.05\n",
			"reviews.csv, row 2, column in_date: found \"1.05\"; in_date is a fraction from 0 to 1; did you mean 0.105, or 1.05% (0.0105)?"},
		{"reviews in date below none", "reviews.csv", "contract,currency,in_date\n*,1,-0.2\n",
			"reviews.csv, row 2, column in_date: found \"-0.2\"; in_date is a fraction from 0 to 1; write a fraction such as 0.25, or 25%"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := ReadFolder(folderOf(over(smallModel, map[string]string{c.file: c.content})), "small")
			if err == nil || err.Error() != c.want {
				t.Errorf("got\n%v\nwant\n%s", err, c.want)
			}
		})
	}
}

// In each month the more particular row of reviews holds, and a contract's own rows for a
// recorded currency take the place of all general ones for it.
func TestTheMoreParticularRowHolds(t *testing.T) {
	m := read(t, over(smallModel, map[string]string{
		"reviews.csv":      "contract,currency,from,in_date\n*,*,,0.9\n*,1,2025-06,0.8\nnorth,*,2025-08,0.7\nnorth,1,2025-10,0.6\n",
		"reallocation.csv": "contract,recorded,right,share\n*,1,2,0.3\n*,2,14,0.2\nnorth,1,1,0.9\nnorth,1,14,0.1\n",
	}))
	reviews := m.Table("reviews")
	var held []string
	for _, at := range reviewsOf(reviews, "north", "1") {
		held = append(held, at.from.String()+" "+reviews.Cell(at.row, "in_date"))
	}
	if want := []string{tariff.Month(0).String() + " 0.9", "2025-06 0.8", "2025-08 0.7", "2025-10 0.6"}; !slices.Equal(held, want) {
		t.Errorf("in date: %q, want %q", held, want)
	}
	var moved []string
	for _, pair := range reallocationOf(m.Table("reallocation"), "north") {
		moved = append(moved, pair.recorded+" to "+pair.right)
	}
	if want := []string{"2 to 14", "1 to 14"}; !slices.Equal(moved, want) {
		t.Errorf("reallocated: %q, want %q", moved, want)
	}
}
