package clusterscores

import (
	"errors"
	"fmt"
	"io"

	"parity/engine/clustering"
	"parity/scenarios"
)

// Clustered is one record and what the grid says of it.
type Clustered struct {
	*Record
	Suggestion clustering.Suggestion
	Failures   []clustering.Rule   // red rules that keep the person out of the recorded cluster
	RecordedAt clustering.Distance // from the recorded cluster's profile
	RatesIt    bool                // the grid has one
}

// Listener is told of each record as it comes. What it is given is valid until it returns. Any
// of its parts may be nil.
type Listener struct {
	Record    func(*Clustered) error
	Exception func(*Exception) error
	Progress  func(records int)
}

// mostListed is how many exceptions a Comparison holds; the Listener is told of all.
const mostListed = 20

// progressEvery is after how many records a Listener is told how far it has come.
const progressEvery = 100_000

// Comparison is what an extract of scores comes to beside a grid.
type Comparison struct {
	Scores scenarios.Input
	Grid   *scenarios.ClusterGrid
	Tally  clustering.Tally

	Read        int              // records, those that cannot be read too
	Exceptions  int              // records that cannot be read
	ByReason    [ReasonCount]int // of these, by Reason
	FirstByLine []Exception      // the first of them
	Unused      []string         // columns that are not read
	NamesPeople bool             // the extract says who each record is of
	HasClusters bool             // and which cluster is recorded
}

// Compare holds every record to the grid. The error is one of reading, or the Listener's own.
func Compare(r *Reader, grid *scenarios.ClusterGrid, listener Listener) (*Comparison, error) {
	c := &Comparison{Grid: grid, Unused: r.Unused(), NamesPeople: r.NamesPeople(), HasClusters: r.HasClusters()}
	var record Record
	clustered := Clustered{Record: &record}
	for {
		exception, err := r.Next(&record)
		if errors.Is(err, io.EOF) {
			c.Scores, err = r.Input()
			return c, err
		} else if err != nil {
			return nil, fmt.Errorf("read the scores: %w", err)
		}
		if c.Read++; c.Read%progressEvery == 0 && listener.Progress != nil {
			listener.Progress(c.Read)
		}
		if exception != nil {
			c.except(exception)
			if listener.Exception != nil {
				if err := listener.Exception(exception); err != nil {
					return nil, err
				}
			}
			continue
		}
		clustered.hold(grid)
		c.Tally.Add(&clustered.Suggestion, record.Recorded, clustered.Failures)
		if listener.Record != nil {
			if err := listener.Record(&clustered); err != nil {
				return nil, err
			}
		}
	}
}

func (c *Comparison) except(e *Exception) {
	c.Exceptions++
	c.ByReason[e.Reason]++
	if len(c.FirstByLine) < mostListed {
		c.FirstByLine = append(c.FirstByLine, *e)
	}
}

// hold holds the record's scores to the grid.
func (c *Clustered) hold(grid *scenarios.ClusterGrid) {
	c.Suggestion = grid.Suggest(&c.Scores)
	c.Failures, c.RatesIt, c.RecordedAt = c.Failures[:0], false, clustering.Distance{}
	if c.Recorded.Known {
		c.Failures = grid.Failures(c.Failures, c.Recorded.Cluster, &c.Scores)
		c.RecordedAt, c.RatesIt = grid.DistanceOf(c.Recorded.Cluster, &c.Scores)
	}
}
