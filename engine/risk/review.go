package risk

import (
	"math"

	"parity/engine"
	"parity/engine/panel"
)

// cohorts are the people of a place by when they entered. Index 0 is the time before the
// run, index i+1 its i-th month; times are days from the start of the run.
type cohorts struct {
	calculation *panel.Calculation
	begins      []float64    // when the cohort's time begins; -inf for the first
	hazard      []panel.Form // who leaves, a day, in that time
	hazards     []panel.Form // the integral of hazard from the start of the run to begins
	entries     []panel.Form // people who enter a day
	joined      []panel.Form // who are handed over as each month of the run begins; nil where nobody is
	left        []panel.Form // the share that is not handed over then; nil where nobody is
}

// periods are the review periods begun in each month in a place: those who enter, and
// those who stay on and renew (docs/methods.md, "Review periods"). It goes the way of
// package engine's periodsBegun, which says why each step holds.
func (w *world) periods(p *people, place int, entries []panel.Form, length float64) []panel.Form {
	n := w.m.Months + 1
	c := cohorts{
		calculation: w.calculation,
		begins:      make([]float64, n+1), hazards: make([]panel.Form, n+1),
		hazard: make([]panel.Form, n), entries: make([]panel.Form, n),
	}
	c.begins[0] = math.Inf(-1)
	c.hazard[0] = p.rates[place][0]
	c.entries[0] = w.calculation.Times(p.opening[place], p.rates[place][0])
	for i := range w.m.Months {
		days := float64(w.m.Month(i).Days())
		c.hazard[i+1] = p.rates[place][i]
		c.entries[i+1] = entries[i].Scale(1 / days)
		c.begins[i+2] = c.begins[i+1] + days
		c.hazards[i+2] = c.hazards[i+1].Plus(p.rates[place][i].Scale(days))
	}
	c.joined, c.left = p.joined[place], p.kept[place]
	return w.byMonth(func(i int) panel.Form {
		begun := entries[i].Plus(c.renewals(i, length))
		if c.joined != nil {
			begun = begun.Plus(c.joined[i]).Plus(c.joinedRenew(i, length))
		}
		return begun
	})
}

// kept is the part of those there when month j of the run was about to begin that are not
// handed over from then to the beginning of month i, both among them.
func (c *cohorts) kept(j, i int) panel.Form {
	kept := one()
	for ; c.left != nil && j <= i; j++ {
		kept = c.calculation.Times(kept, c.left[j])
	}
	return kept
}

// joinedRenew are the review periods begun anew in month i of the run by those who were handed
// over: all of one month's at the same moments.
func (c *cohorts) joinedRenew(i int, length float64) panel.Form {
	now := i + 1
	var renewed []panel.Form
	for j := range i + 1 {
		if c.joined[j].Is(0) {
			continue
		}
		entered := j + 1
		for k := 1; ; k++ {
			time := c.begins[entered] + float64(k)*length
			if time >= c.begins[now+1] {
				break
			}
			if time >= c.begins[now] {
				stayed := c.calculation.Exp(c.hazards[entered].Minus(c.met(now, time)))
				renewed = append(renewed, c.calculation.Times(c.joined[j], c.calculation.Times(stayed, c.kept(entered, i))))
			}
		}
	}
	return panel.Sum(renewed...)
}

// met is the integral of the hazard from the start of the run to a time within cohort j's;
// below zero before the run.
func (c *cohorts) met(j int, time float64) panel.Form {
	if j == 0 {
		return c.hazard[0].Scale(time)
	}
	return c.hazards[j].Plus(c.hazard[j].Scale(time - c.begins[j]))
}

// renewals are the review periods begun anew in month i of the run.
func (c *cohorts) renewals(i int, length float64) panel.Form {
	now := i + 1
	from, to := c.begins[now], c.begins[now+1]
	var renewed []panel.Form
	entered := now
	for k := 1; ; k++ {
		age := float64(k) * length
		for entered > 0 && c.begins[entered] > from-age {
			entered--
		}
		if to <= age {
			renew, _ := c.renewing(now, 0, age, from, to)
			lasting := one().Minus(c.calculation.Exp(c.hazard[0].Scale(-length)))
			return panel.Sum(append(renewed, c.calculation.Over(renew, lasting))...)
		}
		least := math.Inf(1)
		for j, time := entered, from; time < to; j++ {
			until := min(to, c.begins[j+1]+age)
			if until <= time {
				continue
			}
			renew, hazard := c.renewing(now, j, age, time, until)
			renewed = append(renewed, renew)
			least = min(least, hazard)
			time = until
		}
		if least > engine.GoneHazard {
			return panel.Sum(renewed...)
		}
	}
}

// renewing counts those of cohort j who reach an age between two times of month now, and
// the least hazard they have met: 0 where that is uncertain.
func (c *cohorts) renewing(now, j int, age, from, to float64) (people panel.Form, least float64) {
	met := c.met(now, from).Minus(c.met(j, from-age))
	change := c.hazard[now].Minus(c.hazard[j]).Scale(to - from)
	spread := one()
	if !change.Is(0) {
		met = c.calculation.Min(met, met.Plus(change))
		spread = c.calculation.Decayed(change)
	}
	least, _ = met.Certain()
	if _, certain := met.Certain(); !certain {
		least = 0
	}
	stayed := c.calculation.Times(c.calculation.Times(c.calculation.Exp(met.Scale(-1)), spread), c.kept(j, now-1))
	return c.calculation.Times(c.entries[j].Scale(to-from), stayed), least
}
