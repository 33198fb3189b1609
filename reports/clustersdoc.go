package reports

import (
	"bufio"
	"fmt"
	"io"

	"parity/engine/clustering"
	"parity/scenarios"
)

// writeClusterTables describes the files that parity cluster reads and writes.
func writeClusterTables(w io.Writer) error {
	if err := scenarios.WriteClusterGridDoc(w); err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	fmt.Fprint(out, `
The published grid is in the Mental Health Clustering Booklet, a coloured table for each cluster: appendix 3 of V3.0 (2013/14), whose appendix 1 has
the scales and appendix 2 the decision tree. A later booklet is V5.0 (2016/17, NHS England). The grid is not among the figures that
Parity holds. `+"`parity cluster --write-grid grid.csv`"+` writes the illustrative grid to put it into.

## Scores

What `+"`parity cluster`"+` reads: a CSV file, a header and then a record a person, each on one line. UTF-8 or UTF-16; cells are separated
by commas, semicolons, tabs or upright strokes. Columns stand in any order; those it does not know are named and not read.

| column | holds | needed | meaning |
|---|---|---|---|
| 1 to 13, A to E, or scale_1 to scale_E | 0 to 4, or 9 | yes | The score on the scale; 9 where it is not known. A blank is refused. |
| cluster | 0 to 8, 10 to 21, or 99 | | The cluster recorded. 01 is 1. 99, and a blank, is nobody's cluster; 9 is refused. |
| person | text | | Who it is of. Whoever stands in a second record is refused there. Without the column that is not looked for. |

The scales are these; HoNOS has the first twelve.

| scale | rates | as it |
|---|---|---|
`)
	for s := range clustering.Scale(clustering.ScaleCount) {
		when := "is now"
		if s.Historical() {
			when = "has been"
		}
		fmt.Fprintf(out, "| %s | %s | %s |\n", s.Code(), s.Name(), when)
	}
	fmt.Fprintf(out, `
## Suggested clusters

`+"`parity cluster --out`"+` writes a row for each record that can be read, by its line in the scores: no person is named.

    %s

| column | meaning |
|---|---|
| line, recorded | the line in the scores, to join it to whom it is of, and the cluster there; recorded is 99 where somebody is in no cluster |
| suggested, super_class | what the grid suggests: 0 where red rules leave no cluster, blank where fewer than nine scores are known |
| why | %s |
| distance | points off per scale that is known, from the suggested cluster; recorded_distance from the recorded one |
| runner_up, runner_up_distance | the next closest cluster of the same super class |
| known, unchecked, tied | scales known; red rules of the suggested cluster on scales that are not; other clusters as close that only come later by code |
| agrees | whether suggested and recorded are one, where there are both |
| rules_not_met | the red rules that keep the person out of the recorded cluster |
| grid | the grid, and whether it is illustrative |

`+"`parity cluster --exceptions`"+` writes line, column, found, allowed and do, one row for each record that cannot be read; of more than %s the
rest are counted in the last row. `+"`--reallocation`"+` writes a table `+"`reallocation`"+`: contract (*), recorded, right, share, evidence, source and note.
`, clusteredColumns, whyList(), commas(fmt.Sprint(mostExceptions)))
	return out.Flush()
}

// whyList are the ways a suggestion comes about, as a sentence has them.
func whyList() string { return list(whys[:]) }
