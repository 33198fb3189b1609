package reports

import (
	"bufio"
	"io"
	"strconv"

	"parity/engine/clustering"
	"parity/scenarios"
	"parity/scenarios/clusterscores"
)

// clusteredColumns head the CSV of one row a person.
const clusteredColumns = "line,recorded,suggested,super_class,why,distance,runner_up,runner_up_distance,known,unchecked,tied,agrees,recorded_distance,rules_not_met,grid"

// ClusteredWriter writes each record with what the grid says of it, one row a person, whom its line
// in the scores stands for.
type ClusteredWriter struct {
	out   *bufio.Writer
	grid  *scenarios.ClusterGrid
	row   []byte
	rules map[clustering.Rule]string
	kind  string
}

// NewClusteredWriter begins the CSV.
func NewClusteredWriter(w io.Writer, grid *scenarios.ClusterGrid) *ClusteredWriter {
	c := &ClusteredWriter{out: bufio.NewWriter(w), grid: grid, rules: map[clustering.Rule]string{}, kind: grid.Input.Name}
	if grid.Illustrative() && grid.Input.Name != scenarios.IllustrativeGrid {
		c.kind += " (illustrative)"
	}
	c.out.WriteString(clusteredColumns + "\n")
	return c
}

// End writes what is left.
func (c *ClusteredWriter) End() error { return c.out.Flush() }

// whys are the ways a suggestion came about, as the CSV has them.
var whys = [...]string{"closest", "no cluster left", "no super class left", "too few scores known"}

// Write writes one person's row.
func (c *ClusteredWriter) Write(r *clusterscores.Clustered) error {
	s := &r.Suggestion
	row := append(strconv.AppendInt(c.row[:0], int64(r.Line), 10), ',')
	if r.Recorded.Known {
		row = append(row, r.Recorded.Cluster.String()...)
	} else if r.Recorded.None {
		row = append(row, clustering.NotClustered.String()...)
	}
	row = append(row, ',')
	if s.Decided() {
		row = append(append(append(row, s.Cluster.String()...), ','), s.SuperClass.String()...)
	} else {
		row = append(row, ',')
	}
	row = append(append(append(row, ','), whys[s.Why]...), ',')
	row = append(c.distance(row, s.Distance, s.Why == clustering.Closest), ',')
	if s.HasRunnerUp {
		row = append(row, s.RunnerUp.String()...)
	}
	row = append(c.distance(append(row, ','), s.RunnerUpAt, s.HasRunnerUp), ',')
	for _, n := range [...]int{s.Known, s.Unchecked, s.Tied} {
		row = append(strconv.AppendInt(row, int64(n), 10), ',')
	}
	if r.Recorded.Known && s.Decided() {
		row = append(row, [...]string{"no", "yes"}[truth(r.Recorded.Cluster == s.Cluster)]...)
	}
	row = append(c.distance(append(row, ','), r.RecordedAt, r.RatesIt), ',')
	row = append(c.notMet(row, r), ',')
	c.row = append(appendText(row, c.kind), '\n')
	_, err := c.out.Write(c.row)
	return err
}

func truth(is bool) int {
	if is {
		return 1
	}
	return 0
}

// distancePlaces are the decimal places of a mean distance.
const distancePlaces = 3

func (c *ClusteredWriter) distance(row []byte, d clustering.Distance, there bool) []byte {
	if !there {
		return row
	}
	return strconv.AppendFloat(row, d.Mean(), 'f', distancePlaces, 64)
}

// notMet lists the red rules that keep the person out of the recorded cluster.
func (c *ClusteredWriter) notMet(row []byte, r *clusterscores.Clustered) []byte {
	for i, rule := range r.Failures {
		text, known := c.rules[rule]
		if !known {
			text = " (must be " + c.grid.Allows(rule) + ") of " + rule.Whose()
			c.rules[rule] = text
		}
		if i > 0 {
			row = append(row, "; "...)
		}
		row = append(append(row, "scale "...), rule.Scale.Code()...)
		row = strconv.AppendInt(append(row, " is "...), int64(r.Scores[rule.Scale]), 10)
		row = append(row, text...)
	}
	return row
}

// mostExceptions is how many exceptions a file lists; beyond it their number is said.
const mostExceptions = 100_000

// ExceptionWriter writes records that cannot be read, by line and reason.
type ExceptionWriter struct {
	out *bufio.Writer
	n   int
}

// NewExceptionWriter begins the CSV.
func NewExceptionWriter(w io.Writer) *ExceptionWriter {
	e := &ExceptionWriter{out: bufio.NewWriter(w)}
	e.out.WriteString("line,column,found,allowed,do\n")
	return e
}

// Write writes one exception.
func (e *ExceptionWriter) Write(x *clusterscores.Exception) error {
	if e.n++; e.n > mostExceptions {
		return nil
	}
	allowed, remedy := x.Allowed()
	return e.row(strconv.Itoa(x.Line), x.Column, x.Said(), allowed, remedy)
}

func (e *ExceptionWriter) row(cells ...string) error {
	var row []byte
	for i, cell := range cells {
		if i > 0 {
			row = append(row, ',')
		}
		row = appendText(row, cell)
	}
	_, err := e.out.Write(append(row, '\n'))
	return err
}

// End says how many exceptions are not listed, and writes what is left.
func (e *ExceptionWriter) End() error {
	if more := e.n - mostExceptions; more > 0 {
		if err := e.row("", "", "and "+commas(strconv.Itoa(more))+" more that are not listed", "", ""); err != nil {
			return err
		}
	}
	return e.out.Flush()
}
