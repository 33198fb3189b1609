package engine

import "math"

const (
	// shortestReview is the shortest time between reviews, in days. Reviews are planned
	// by the day.
	shortestReview = 1
	// GoneHazard is the hazard at which a cohort is as good as gone: of people who met it
	// e^-60 are left, less than one in 10^26.
	GoneHazard = 60
)

// periodsBegun counts the review periods begun in each month: those who enter, and those
// who stay on and renew each time a review period has gone by since they entered
// (docs/methods.md, "Review periods"). Days are the lengths of the months; stay, in days,
// and entries, in people, are by month; length is the review period in days. Who is handed
// over at a month's beginning leaves, or enters, at that instant.
//
// Who entered at s is still there at t with probability exp(-H), H being the integral of
// 1/stay from s to t. The opening people entered at an even opening/stay a day for ever
// before the run. Entry rates and hazards are constant between month ends, so that each
// piece of a month that renews for the k-th time is integrated exactly.
func periodsBegun(days []int, opening float64, stay, entries []float64, over handover, length float64) []float64 {
	cohorts := newCohorts(days, opening, stay, entries)
	cohorts.over = over
	begun := make([]float64, len(days))
	for i := range days {
		begun[i] = entries[i] + over.joins(i) + cohorts.renewals(i, length) + cohorts.joinedRenew(i, length)
	}
	return begun
}

// handover is who is handed over at the beginning of each month; nil where nobody is.
type handover struct {
	joined []float64 // people who come
	left   []float64 // the share of who is there that goes
}

func (h handover) joins(i int) float64 {
	if h.joined == nil {
		return 0
	}
	return h.joined[i]
}

// kept is the part of those there when month j of the run was about to begin that are not
// handed over from then to the beginning of month i, both among them.
func (h handover) kept(j, i int) float64 {
	kept := 1.0
	for ; h.left != nil && j <= i; j++ {
		kept *= 1 - h.left[j]
	}
	return kept
}

// cohorts are the people by when they entered. Index 0 is the time before the run, index
// i+1 its i-th month; times are days from the start of the run.
type cohorts struct {
	begins  []float64 // when the cohort's time begins; -inf for the first
	hazard  []float64 // 1/stay, a day, in that time
	hazards []float64 // the integral of hazard from the start of the run to begins
	entries []float64 // people who enter a day
	over    handover
}

func newCohorts(days []int, opening float64, stay, entries []float64) cohorts {
	n := len(days) + 1
	c := cohorts{
		begins: make([]float64, n+1), hazards: make([]float64, n+1),
		hazard: make([]float64, n), entries: make([]float64, n),
	}
	c.begins[0], c.hazards[0] = math.Inf(-1), math.Inf(-1)
	c.hazard[0], c.entries[0] = 1/stay[0], opening/stay[0]
	for i, length := range days {
		c.hazard[i+1] = 1 / stay[i]
		c.entries[i+1] = entries[i] / float64(length)
		c.begins[i+2] = c.begins[i+1] + float64(length)
		c.hazards[i+2] = c.hazards[i+1] + float64(length)/stay[i]
	}
	return c
}

// met is the integral of the hazard from the start of the run to a time within cohort j's;
// below zero before the run.
func (c cohorts) met(j int, time float64) float64 {
	if j == 0 {
		return time * c.hazard[0]
	}
	return c.hazards[j] + (time-c.begins[j])*c.hazard[j]
}

// renewals are the review periods begun anew in month i of the run.
func (c cohorts) renewals(i int, length float64) float64 {
	now := i + 1
	from, to := c.begins[now], c.begins[now+1]
	total := 0.0
	entered := now // the cohort of those who renew at the month's beginning
	for k := 1; ; k++ {
		age := float64(k) * length
		for entered > 0 && c.begins[entered] > from-age {
			entered--
		}
		if to <= age {
			// Everybody of this age or more was there before the run: what follows is a
			// geometric series.
			renew, _ := c.renewing(now, 0, age, from, to)
			return total + renew/-math.Expm1(-length*c.hazard[0])
		}
		least := math.Inf(1)
		for j, time := entered, from; time < to; j++ {
			until := min(to, c.begins[j+1]+age)
			if until <= time {
				continue
			}
			renew, hazard := c.renewing(now, j, age, time, until)
			total += renew
			least = min(least, hazard)
			time = until
		}
		if least > GoneHazard {
			return total
		}
	}
}

// renewing counts those of cohort j who reach an age between two times of month now, and
// the least hazard they have met. The hazard changes evenly between the two times; working
// from the end where it is less keeps the exponential from overflowing.
func (c cohorts) renewing(now, j int, age, from, to float64) (people, least float64) {
	first := c.met(now, from) - c.met(j, from-age)
	change := (c.hazard[now] - c.hazard[j]) * (to - from)
	least = min(first, first+change)
	spread := 1.0
	if change != 0 {
		spread = -math.Expm1(-math.Abs(change)) / math.Abs(change)
	}
	return c.entries[j] * (to - from) * math.Exp(-least) * spread * c.over.kept(j, now-1), least
}

// joinedRenew are the review periods begun anew in month i of the run by those who were handed
// over: all of one month's at the same moments.
func (c cohorts) joinedRenew(i int, length float64) float64 {
	now := i + 1
	total := 0.0
	for j := range c.over.joined {
		entered := j + 1
		if j > i || c.over.joined[j] == 0 {
			continue
		}
		for k := 1; ; k++ {
			time := c.begins[entered] + float64(k)*length
			if time >= c.begins[now+1] {
				break
			}
			if time < c.begins[now] {
				continue
			}
			total += c.over.joined[j] * math.Exp(c.hazards[entered]-c.met(now, time)) * c.over.kept(entered, i)
		}
	}
	return total
}
