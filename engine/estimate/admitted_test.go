package estimate

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"

	"parity/engine/episodes"
	"parity/engine/records"
)

func TestAdmittedDayByDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		window := records.Window{From: april, Months: 3}
		begin := records.DateIn(april-1, 1)
		var stays []episodes.Episode
		var spells []episodes.Spell
		for range rapid.IntRange(1, 12).Draw(t, "episodes") {
			start := begin.AddDays(rapid.IntRange(0, 110).Draw(t, "start"))
			e := episodes.Episode{Person: rapid.Int32Range(0, 3).Draw(t, "person"), Currency: rapid.Int32Range(0, 1).Draw(t, "currency"), Start: start, Record: int64(len(stays))}
			if rapid.Bool().Draw(t, "ends") {
				e.End = start.AddDays(rapid.IntRange(0, 60).Draw(t, "length"))
			}
			stays = append(stays, e)
		}
		for range rapid.IntRange(0, 8).Draw(t, "spells") {
			s := episodes.Spell{Person: rapid.Int32Range(0, 4).Draw(t, "patient"), Start: begin.AddDays(rapid.IntRange(0, 110).Draw(t, "admitted"))}
			if rapid.Bool().Draw(t, "discharged") {
				s.End = s.Start.AddDays(rapid.IntRange(0, 40).Draw(t, "nights"))
			}
			spells = append(spells, s)
		}
		lines := episodes.NewTimelines(stays, window.End())
		inHospital := 0
		for patient := range int32(5) {
			for day := window.Start(); day < window.End(); day = day.AddDays(1) {
				for _, s := range spells {
					if s.Person == patient && s.Start <= day && (s.End == 0 || day < s.End) {
						inHospital++
						break
					}
				}
			}
		}
		if got := HospitalDays(spells, window); got != inHospital {
			t.Fatalf("%d days in hospital, want %d", got, inHospital)
		}
		for _, p := range Of(lines, Job{Window: window, Opening: april, Spells: append([]episodes.Spell{}, spells...)}) {
			hospital, all := 0, 0
			for stay := range lines.Stays() {
				for day := max(stay.Start, window.Start()); stay.Place == p.Place && day < stay.End; day = day.AddDays(1) {
					all++
					for _, s := range spells {
						if s.Person == stay.Person && s.Start <= day && (s.End == 0 || day < s.End) {
							hospital++
							break
						}
					}
				}
			}
			if p.Admitted.HospitalDays != hospital || p.Admitted.PersonDays != all || p.Stay.PersonDays != all {
				t.Fatalf("%+v: %d hospital days of %d, want %d of %d", p.Place, p.Admitted.HospitalDays, p.Admitted.PersonDays, hospital, all)
			}
		}
	})
}

func TestAdmittedShareIsRecovered(t *testing.T) {
	const tries, people, truth = 500, 200, 0.15
	random := rand.New(rand.NewPCG(6, 4))
	held := 0
	for range tries {
		var sums admittedSums
		for person := range int32(people) {
			days := 20 + random.IntN(160)
			in := 0
			if random.Float64() < 0.5 {
				in = int(math.Round(float64(days) * 2 * truth * random.Float64()))
			}
			sums.add(person, in, days)
		}
		got := sums.share()
		if got.Interval == nil {
			t.Fatal("no interval")
		}
		if got.Interval.Holds(truth / 2) {
			held++
		}
	}
	if held < 370 || held > 430 { // 80% of 500, three standard errors of a binomial either way
		t.Errorf("held %d of %d times", held, tries)
	}
}

func TestAdmittedIntervalIsOfARatio(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var sums admittedSums
		var h, d []float64
		for person := range int32(rapid.IntRange(10, 40).Draw(t, "people")) {
			days := rapid.IntRange(10, 90).Draw(t, "days")
			in := rapid.IntRange(1, days-1).Draw(t, "in hospital")
			sums.add(person, in, days)
			h, d = append(h, float64(in)), append(d, float64(days))
		}
		got := sums.share()
		sumH, sumD := 0.0, 0.0
		for i := range h {
			sumH, sumD = sumH+h[i], sumD+d[i]
		}
		share, variance, n := sumH/sumD, 0.0, float64(len(h))
		for i := range h {
			variance += n / (n - 1) * (h[i] - share*d[i]) * (h[i] - share*d[i]) / (sumD * sumD)
		}
		beta := distuv.Beta{Alpha: share * (share*(1-share)/variance - 1), Beta: (1 - share) * (share*(1-share)/variance - 1)}
		if got.Interval == nil || math.Abs(got.Share-share)+math.Abs(got.Interval.Low-beta.Quantile(0.1))+math.Abs(got.Interval.High-beta.Quantile(0.9)) > 1e-6 {
			t.Fatalf("%+v %+v, want %v from %v to %v", got, got.Interval, share, beta.Quantile(0.1), beta.Quantile(0.9))
		}
	})
}
