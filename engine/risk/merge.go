package risk

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// Merge puts the parts of a run together, in whatever order they are given: the sample is the
// one that a single run gives, to the last bit. It reads the parts' draws where they are. The
// parts have to hold every draw of the run once.
func Merge(parts ...*Sample) (*Sample, error) {
	if len(parts) == 0 {
		return nil, errors.New("no part to merge; give the parts of a run")
	}
	parts = slices.Clone(parts)
	slices.SortStableFunc(parts, func(a, b *Sample) int { return cmp.Compare(a.origin.Range.First, b.origin.Range.First) })
	first := parts[0]
	for _, part := range parts[1:] {
		if err := sameRun(first, part); err != nil {
			return nil, err
		}
	}
	if err := everyDrawOnce(parts); err != nil {
		return nil, err
	}
	origin := first.origin
	origin.Range = Whole(origin.Range.Of)
	bins := make([]Bins, len(first.outcomes))
	for c, h := range first.histograms {
		if h != nil {
			bins[c] = h.Bins
		}
	}
	whole := newSample(origin, first.outcomes, first.firsts, bins)
	for _, part := range parts {
		whole.spans = append(whole.spans, part.spans...)
		for c := range part.own {
			h := part.histograms[c]
			if h == nil {
				continue
			}
			for bin, n := range h.counts {
				whole.histograms[c].counts[bin] += n
			}
		}
	}
	return whole, nil
}

// sameRun says why two parts are not of one run.
func sameRun(a, b *Sample) error {
	which := fmt.Sprintf("the parts %s and %s", a.origin.Range, b.origin.Range)
	switch {
	case a.origin.Study != b.origin.Study:
		return fmt.Errorf("%s are not of one study: found the fingerprints %q and %q; the parts of a run come of the same model, scenarios and version; draw one of them again", which, a.origin.Study, b.origin.Study)
	case a.origin.Seed != b.origin.Seed:
		return fmt.Errorf("%s have the seeds %d and %d; the parts of a run have one seed; draw one of them again", which, a.origin.Seed, b.origin.Seed)
	case a.origin.Range.Of != b.origin.Range.Of:
		return fmt.Errorf("%s are of runs of %d and of %d draws; the parts of a run name the same number of draws; draw one of them again", which, a.origin.Range.Of, b.origin.Range.Of)
	case !slices.EqualFunc(a.outcomes, b.outcomes, sameOutcome) || !slices.Equal(a.firsts, b.firsts):
		return fmt.Errorf("%s do not hold the same outcomes; the parts of a run come of the same version; draw one of them again", which)
	case !slices.EqualFunc(a.histograms, b.histograms, func(g, h *histogram) bool { return g == nil || g.Bins == h.Bins }):
		return fmt.Errorf("%s count months in different bins, as the first %d draws did not come to the same where they were drawn; draw one of them again, on the other's machine", which, BlockDraws)
	}
	return nil
}

// sameOutcome says whether two outcomes are the same figure. What it comes to as the cells
// stand may differ in its last bits from machine to machine.
func sameOutcome(a, b Outcome) bool {
	a.Stands = b.Stands
	return a == b
}

// everyDrawOnce names the draws that no part holds, and those that two parts hold. Parts are
// in order of their first draw.
func everyDrawOnce(parts []*Sample) error {
	of := parts[0].origin.Range.Of
	missing := func(first, until int) error {
		r := Range{first, until, of}
		return fmt.Errorf("draws %s are in no part; the parts of a run of %d draws hold all of 0:%d; draw the range %s", r, of, of, r)
	}
	var faults []error
	last := Range{Of: of} // the part that reaches furthest so far
	for i, part := range parts {
		r := part.origin.Range
		switch {
		case r.First > last.Until:
			faults = append(faults, missing(last.Until, r.First))
		case i > 0 && r.First < last.Until:
			faults = append(faults, fmt.Errorf("draws %s are in the parts %s and %s; each draw counts once; leave one part out, or draw another range",
				Range{r.First, min(r.Until, last.Until), of}, last, r))
		}
		if r.Until > last.Until {
			last = r
		}
	}
	if last.Until < of {
		faults = append(faults, missing(last.Until, of))
	}
	return errors.Join(faults...)
}
