package reports

import (
	"bufio"
	"fmt"
	"io"
	"strconv"

	"parity/engine/clustering"
)

// reallocationColumns head the table of who is recorded in one cluster and belongs in another.
const reallocationColumns = "contract,recorded,right,share,evidence,source,note"

// sharePlaces is ten to the number of decimal places of a share. Shares are cut off and not
// rounded, so that those of one cluster never come to more than all.
const sharePlaces = 1_000_000

// WriteReallocation writes which share of the people recorded in a cluster the grid puts in
// another one, as a table `reallocation` that any model can take. Those for whom no cluster is
// left are not moved, as their scores do not say where to.
func WriteReallocation(w io.Writer, r *Clusters) error {
	out := bufio.NewWriter(w)
	out.WriteString(reallocationColumns + "\n")
	evidence := "estimated"
	if r.Grid.Illustrative() {
		evidence = "illustrative"
	}
	source := fmt.Sprintf("parity cluster: %s by the grid %s", r.Scores.Name, r.Grid.Input.Name)
	if !r.Publish {
		source += fmt.Sprintf(" (SHA-256 %s and %s)", r.Scores.SHA256, r.Grid.Input.SHA256)
	}
	if r.Grid.Illustrative() {
		source += ". " + illustrativeGrid
	}
	for _, recorded := range clustering.Clusters() {
		all, allShown := r.shown.Recorded(recorded)
		for _, right := range clustering.Clusters() {
			n, shown := r.shown.Count(recorded, right)
			if right == recorded || right == clustering.Variance || n == 0 || !shown || !allShown {
				continue
			}
			row := appendText([]byte("*,"), recorded.String())
			row = append(append(append(row, ','), right.String()...), ',')
			row = append(append(row, shareOf(n, all)...), ',')
			row = appendText(append(append(row, evidence...), ','), source)
			row = appendText(append(row, ','), fmt.Sprintf("%d of %d people", n, all))
			out.Write(append(row, '\n'))
		}
	}
	return out.Flush()
}

// shareOf is a share to six decimal places, cut off.
func shareOf(part, whole int) string {
	millionths := part * sharePlaces / whole
	if millionths == sharePlaces {
		return "1"
	}
	text := strconv.Itoa(sharePlaces + millionths) // 1 and six digits
	return "0." + text[1:]
}
