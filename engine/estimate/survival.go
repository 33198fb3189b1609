package estimate

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// Shape is how stays compare with an exponential of the same mean.
type Shape struct {
	Verdict Verdict
	// Curve is who still stays, by days since they came.
	Curve Curve
	// Gap is the largest difference between the curve and the exponential, as a part of those
	// who came.
	Gap float64
	// Chance is the chance of exits that differ as much between Bands, were stays exponential.
	Chance float64
	Bands  []Band
}

// Verdict is whether an exponential will do.
type Verdict int8

// An exponential will not do where what is seen would hardly come by chance and matters: the
// curves are apart by more than a twentieth.
const (
	TooFewExits Verdict = iota
	WillDo
	WillNot
)

const (
	unlikely   = 0.05 // the chance below which a difference is no chance
	matters    = 0.05 // the gap from which it matters
	bandsOfAge = 4
	// fewestTested is the number of exits under which nothing is told: fewer than five would be
	// expected of a band.
	fewestTested = 5 * bandsOfAge
	// fewestAtRisk are the people at risk under which a step of the curve is noise that all
	// later steps would carry (T. L. Lai and Z. Ying, "Estimating a distribution function with
	// truncated and censored data", Annals of Statistics 19(1), 1991).
	fewestAtRisk = 10
)

// Band is a range of days since people came, over which an equal part of all person-days was
// spent.
type Band struct {
	From, To          int // To is the first that is not in it; 0 in the last
	PersonDays, Exits int
}

// Curve is the share that still stays: the product-limit estimate with delayed entry (E. Kaplan
// and P. Meier, Journal of the American Statistical Association 53, 1958; W.-Y. Tsai, N. Jewell
// and M.-C. Wang, "A note on the product-limit estimator under right censoring and left
// truncation", Biometrika 74, 1987). It is of those who stayed to From, and reaches to To: the
// days on which enough people were at risk.
type Curve struct {
	From, To int
	Steps    []Step
}

// Step is a day on which somebody left.
type Step struct {
	Day, AtRisk, Left int
	Share             float64 // that stays on
}

// At is the share that stays beyond a day.
func (c *Curve) At(day int) float64 {
	at, found := slices.BinarySearchFunc(c.Steps, day, func(s Step, day int) int { return s.Day - day })
	if found {
		at++
	}
	if at == 0 {
		return 1
	}
	return c.Steps[at-1].Share
}

// risk is one stay as the window has it: days since the person came, at risk after from and up
// to to, when they left or were last seen.
type risk struct {
	from, to int32
	left     bool
}

// newShape compares stays with an exponential of the mean.
func newShape(risks []risk, mean float64) Shape {
	atRisk, exits := byDay(risks)
	s := Shape{Curve: newCurve(atRisk, exits)}
	all := 0
	for _, n := range exits {
		all += n
	}
	if all < fewestTested {
		return s
	}
	s.Bands = newBands(atRisk, exits)
	s.Chance = chance(s.Bands)
	s.Gap = s.Curve.gap(mean)
	s.Verdict = WillDo
	if s.Chance < unlikely && s.Gap > matters {
		s.Verdict = WillNot
	}
	return s
}

// byDay counts who is at risk and who leaves on each day since they came.
func byDay(risks []risk) (atRisk, exits []int) {
	last := int32(0)
	for i := range risks {
		last = max(last, risks[i].to)
	}
	atRisk, exits = make([]int, last+2), make([]int, last+2)
	for _, r := range risks {
		atRisk[r.from+1]++
		atRisk[r.to+1]--
		if r.left {
			exits[r.to]++
		}
	}
	for day := 1; day < len(atRisk); day++ {
		atRisk[day] += atRisk[day-1]
	}
	return atRisk, exits
}

func newCurve(atRisk, exits []int) Curve {
	first := slices.IndexFunc(atRisk, func(n int) bool { return n >= fewestAtRisk })
	if first < 0 {
		return Curve{}
	}
	c := Curve{From: first - 1, To: first - 1}
	share := 1.0
	for day := first; day < len(atRisk) && atRisk[day] >= fewestAtRisk; day++ {
		c.To = day
		if exits[day] == 0 {
			continue
		}
		share *= 1 - float64(exits[day])/float64(atRisk[day])
		c.Steps = append(c.Steps, Step{day, atRisk[day], exits[day], share})
	}
	return c
}

// gap is the largest difference from an exponential, which lies at a step, before or after it,
// or at the end.
func (c *Curve) gap(mean float64) float64 {
	most, before := 0.0, 1.0
	exponential := func(day int) float64 { return math.Exp(-float64(day-c.From) / mean) }
	for _, s := range c.Steps {
		e := exponential(s.Day)
		most = max(most, math.Abs(before-e), math.Abs(s.Share-e))
		before = s.Share
	}
	return max(most, math.Abs(before-exponential(c.To)))
}

// newBands cuts days into bands of equal person-days, as nearly as whole days go.
func newBands(atRisk, exits []int) []Band {
	all := 0
	for _, n := range atRisk {
		all += n
	}
	var bands []Band
	band, spent := Band{From: 1}, 0
	for day := 1; day < len(atRisk); day++ {
		band.PersonDays += atRisk[day]
		band.Exits += exits[day]
		spent += atRisk[day]
		if len(bands) < bandsOfAge-1 && spent*bandsOfAge >= all*(len(bands)+1) && band.PersonDays > 0 {
			band.To = day + 1
			bands = append(bands, band)
			band = Band{From: day + 1}
		}
	}
	if band.PersonDays == 0 {
		bands[len(bands)-1].To = 0
		return bands
	}
	return append(bands, band)
}

// chance is that of Pearson's chi-square for one rate in all bands (N. Breslow and N. Day,
// Statistical Methods in Cancer Research II, 1987, section 3.4).
func chance(bands []Band) float64 {
	days, exits := 0, 0
	for _, b := range bands {
		days, exits = days+b.PersonDays, exits+b.Exits
	}
	if len(bands) < 2 {
		return 1
	}
	x2 := 0.0
	for _, b := range bands {
		expected := float64(exits) * float64(b.PersonDays) / float64(days)
		x2 += (float64(b.Exits) - expected) * (float64(b.Exits) - expected) / expected
	}
	return distuv.ChiSquared{K: float64(len(bands) - 1)}.Survival(x2)
}
