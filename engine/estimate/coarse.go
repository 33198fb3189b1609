package estimate

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"parity/engine/records"
)

// Days after which it is told who still stays.
const (
	HalfYear = 182
	Year     = 365
)

// publishedDays is the month whose days records.FewPeople people spend are a step of published
// person-days.
const publishedDays = 30

// coarsen makes of a place what is published of it. People are to the nearest
// records.FewPeople, days to the nearest that so many people come to in a month, and every
// estimate and interval is of these: they say no more than what is printed beside them
// (docs/methods.md, "A caseload from records").
func (p *Place) coarsen() {
	for _, n := range []*int{&p.Before, &p.Opening, &p.End} {
		*n = nearest(*n)
	}
	p.Starts = p.Starts.coarse()
	p.Leaving.coarsen()
	exits := p.Leaving.Discharged.People
	for _, m := range p.Leaving.Moves {
		exits += m.People
	}
	days := nearestDays(p.Stay.PersonDays)
	if p.Stay.PersonDays > 0 { // whoever was there was there for a time
		days = max(days, nearestDays(records.FewPeople*publishedDays))
	}
	shape := p.Stay.Shape.coarse(exits)
	p.Stay = newStay(days, exits)
	p.Stay.Shape = shape
	p.Admitted = p.Admitted.coarse(days)
}

func nearest(people int) int { return records.NearestFew(people, 1) }

func nearestDays(days int) int { return records.NearestFew(days, publishedDays) }

// coarse estimates starts from how many to the nearest, from when, summed over people from the
// window's middle, to records.FewPeople years, and from how much months vary to a tenth.
func (s *Starts) coarse() Starts {
	const tenth = 10
	came, spread := s.came, max(1, math.Round(s.Spread*tenth)/tenth)
	middle := (came.yearsTo(0) + came.yearsTo(came.months-1)) / 2
	fromMiddle := records.FewPeople * math.Round((came.years-middle*came.people)/records.FewPeople)
	came.people = float64(nearest(s.People))
	came.years = fromMiddle + middle*came.people
	return came.starts(func(func(int) float64, int) float64 { return spread })
}

// coarsen has shares be those of the nearest counts.
func (l *Leaving) coarsen() {
	l.Discharged.People = nearest(l.Discharged.People)
	exits := l.Discharged.People
	for i := range l.Moves {
		l.Moves[i].People = nearest(l.Moves[i].People)
		exits += l.Moves[i].People
	}
	if exits == 0 {
		return
	}
	for i := range l.Moves {
		l.Moves[i].of(exits)
	}
	l.Discharged.of(exits)
}

// coarse is what is told of the shape of stays: the verdict, and shares in steps of what
// records.FewPeople are of those who left. Bands, their chance and the days on which somebody
// left are of few people.
func (s *Shape) coarse(exits int) Shape {
	told := Shape{Verdict: s.Verdict}
	if s.Verdict == TooFewExits {
		return told
	}
	step := func(share float64) float64 {
		return math.Round(share*float64(exits)/records.FewPeople) * records.FewPeople / float64(exits)
	}
	told.Gap = step(s.Gap)
	if s.Curve.From > 0 {
		return told
	}
	for _, day := range []int{HalfYear, Year} {
		if day <= s.Curve.To {
			told.Curve.To = day
			told.Curve.Steps = append(told.Curve.Steps, Step{Day: day, Share: min(1, step(s.Curve.At(day)))})
		}
	}
	return told
}

// coarse is the share of days to the nearest in hospital and in all; its interval is as wide as that
// of so many people, to a power of two.
func (a *Admitted) coarse(days int) Admitted {
	told := Admitted{HospitalDays: min(days, nearestDays(a.HospitalDays)), PersonDays: days, Withheld: a.Withheld}
	if a.Withheld || days == 0 {
		return told
	}
	told.Share = float64(told.HospitalDays) / float64(days)
	if a.Interval == nil || told.Share == 0 || told.Share == 1 {
		return told
	}
	told.seen = math.Exp2(math.Round(math.Log2(a.seen)))
	told.Interval = betaInterval(told.Share, told.seen)
	return told
}

// betaInterval is that of a beta with a mean and a concentration.
func betaInterval(mean, seen float64) *Interval {
	of := distuv.Beta{Alpha: mean * seen, Beta: (1 - mean) * seen}
	return &Interval{of.Quantile(tail), of.Quantile(1 - tail)}
}
