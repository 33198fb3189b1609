package risk

import (
	"cmp"
	"runtime"
	"slices"
	"sync/atomic"

	"github.com/sourcegraph/conc"
)

// Months gives the columns of the same figure as o month by month, in order of time.
func (s *Sample) Months(o Outcome) []int { return s.over(o, Period.Monthly) }

// Years gives the columns of the same figure as o year by year, in order of time.
func (s *Sample) Years(o Outcome) []int {
	return s.over(o, func(p Period) bool { return p.Year != 0 })
}

func (s *Sample) over(o Outcome, counts func(Period) bool) []int {
	var columns []int
	for c, have := range s.outcomes {
		if !counts(have.Period) {
			continue
		}
		o.Period = have.Period
		if sameOutcome(have, o) {
			columns = append(columns, c)
		}
	}
	slices.SortFunc(columns, func(a, b int) int {
		p, q := s.outcomes[a].Period, s.outcomes[b].Period
		return cmp.Or(cmp.Compare(p.Year, q.Year), cmp.Compare(p.Month, q.Month))
	})
	return columns
}

// Summaries sums up columns, in the order given, over so many workers (0: one for each
// processor). A fan is the summaries of Months or Years: quantiles of each period's own
// draws, which are never added up.
func (s *Sample) Summaries(columns []int, workers int) ([]Summary, error) {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	alike, once := s.alike(columns)
	summaries, errs := make([]Summary, len(once)), make([]error, len(once))
	var (
		work conc.WaitGroup
		next atomic.Int64
	)
	for range min(workers, len(once)) {
		work.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(once); i = int(next.Add(1)) - 1 {
				summaries[i], errs[i] = s.Summary(once[i])
			}
		})
	}
	work.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	all := make([]Summary, len(columns))
	for i, column := range columns {
		all[i] = summaries[alike[i]]
		all[i].Quantiles = slices.Clone(all[i].Quantiles)
		all[i].Column, all[i].Outcome = column, s.outcomes[column]
	}
	return all, nil
}

// alike says for each column which of once sums up to the same: one that comes to the same, and
// of which the worst draws are at the same end.
func (s *Sample) alike(columns []int) (alike, once []int) {
	type kind struct {
		first  int
		lowest bool
	}
	known := map[kind]int{}
	for _, column := range columns {
		k := kind{s.firsts[column], lowestIsWorst(s.outcomes[column])}
		at, is := known[k]
		if !is {
			at = len(once)
			known[k] = at
			once = append(once, column)
		}
		alike = append(alike, at)
	}
	return alike, once
}
