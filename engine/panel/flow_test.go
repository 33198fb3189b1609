package panel

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"
)

// randomFlow is a month of people with drawn rates, and of shares some drawn.
type randomFlow struct {
	days                  float64
	people, starts, stays []float64
	moves                 []Move // of certain shares
	uncertain             []bool // by move: is drawn
	certainStarts         bool
}

func drawFlow(t *rapid.T) *randomFlow {
	size := rapid.IntRange(1, 6).Draw(t, "places")
	f := &randomFlow{days: float64(rapid.IntRange(28, 31).Draw(t, "days")), certainStarts: rapid.Bool().Draw(t, "starts are certain")}
	stay := rapid.OneOf(rapid.Float64Range(5, 400), rapid.SampledFrom([]float64{0.01, 0.5, 3, 1e5, 1e12}))
	left := make([]float64, size)
	for k := range size {
		f.people = append(f.people, rapid.Float64Range(0, 1000).Draw(t, "people"))
		f.starts = append(f.starts, rapid.Float64Range(0, 100).Draw(t, "starts"))
		f.stays = append(f.stays, stay.Draw(t, "stay"))
		left[k] = 1
	}
	for from := range size {
		for to := range size {
			if from == to || rapid.IntRange(0, 2).Draw(t, "moves") > 0 {
				continue
			}
			share := left[from] * rapid.Float64Range(0, 1).Draw(t, "share")
			left[from] -= share
			f.moves = append(f.moves, Move{from, to, Certain(share)})
			f.uncertain = append(f.uncertain, rapid.Bool().Draw(t, "uncertain"))
		}
	}
	return f
}

// run works the flow out in lane 0; other lanes have other people and stays.
func (f *randomFlow) run(c *Calculation) (end, days []float64) {
	size := len(f.people)
	slots := [][]float64{}
	slot := func(x float64) Form {
		lanes := make([]float64, Lanes)
		for l := range lanes {
			lanes[l] = x * (1 - float64(l%7)/20)
		}
		slots = append(slots, lanes)
		return c.Slot(len(slots) - 1)
	}
	var people, starts, rates []Form
	for k := range size {
		people = append(people, slot(f.people[k]))
		if f.certainStarts {
			starts = append(starts, Certain(f.starts[k]))
		} else {
			starts = append(starts, slot(f.starts[k]/2).Scale(2))
		}
		rates = append(rates, c.Over(Certain(1), slot(f.stays[k])))
	}
	var moves []Move
	for i, move := range f.moves {
		if f.uncertain[i] {
			share, _ := move.Share.Certain()
			move.Share = slot(share)
		}
		moves = append(moves, move)
	}
	e, d := c.Flow(f.days, people, starts, rates, moves)
	outputs := append(append([]Form{}, e...), d...)
	out, order := make([][]float64, len(outputs)), make([]int, len(outputs))
	for k := range out {
		out[k], order[k] = make([]float64, Lanes), k
	}
	c.Compile(outputs, order, len(slots)).NewMachine().Work(slots, out, Lanes)
	for k := range size {
		end, days = append(end, out[k][0]), append(days, out[size+k][0])
	}
	return end, days
}

// exactly is the month by the exponential of the matrix of rates, starts and person-days (C. Van
// Loan, "Computing integrals involving the matrix exponential", IEEE Transactions on Automatic
// Control 23(3), 1978). Nobody is carried over more than a little of the fastest place's time at once.
func (f *randomFlow) exactly() (end, days []float64) {
	size := len(f.people)
	n := 2*size + 1 // people, person-days, and one that starts come from
	fastest := 0.0
	m := mat.NewDense(n, n, nil)
	for k := range size {
		rate := 1 / f.stays[k]
		fastest = max(fastest, rate)
		m.Set(k, k, -rate)
		m.Set(size+k, k, 1)
		m.Set(k, 2*size, f.starts[k]/f.days)
	}
	for _, move := range f.moves {
		share, _ := move.Share.Certain()
		m.Set(move.To, move.From, share/f.stays[move.From])
	}
	halvings := max(0, math.Ceil(math.Log2(fastest*f.days)))
	m.Scale(f.days*math.Pow(2, -halvings), m)
	var step mat.Dense
	step.Exp(m)
	for range int(halvings) {
		var twice mat.Dense
		twice.Mul(&step, &step)
		step.CloneFrom(&twice)
	}
	now := mat.NewVecDense(n, append(append(append([]float64{}, f.people...), make([]float64, size)...), 1))
	now.MulVec(&step, now)
	return now.RawVector().Data[:size], now.RawVector().Data[size : 2*size]
}

// Whatever the rates and moves, a month is that of the matrix exponential within 1e-9 of its
// people.
func TestAFlowIsTheMatrixExponential(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := drawFlow(t)
		end, days := f.run(NewCalculation())
		wantEnd, wantDays := f.exactly()
		all := 0.0
		for k := range f.people {
			all += f.people[k] + f.starts[k]
		}
		for k := range end {
			if off := math.Abs(end[k] - wantEnd[k]); !(off <= seriesError*all) {
				t.Fatalf("place %d ends with %v, want %v: %v of %v people off", k, end[k], wantEnd[k], off, all)
			}
			if off := math.Abs(days[k] - wantDays[k]); !(off <= seriesError*f.days*all) {
				t.Fatalf("place %d has %v days, want %v", k, days[k], wantDays[k])
			}
		}
	})
}

// A stay that is drawn as nothing is not known, and does not stop the run.
func TestAStayOfNothingIsNotKnown(t *testing.T) {
	c := NewCalculation()
	end, days := c.Flow(30, []Form{Certain(1)}, []Form{Certain(1)}, []Form{c.Over(Certain(1), c.Slot(0))}, nil)
	out := [][]float64{make([]float64, 1), make([]float64, 1)}
	c.Compile([]Form{end[0], days[0]}, []int{0, 1}, 1).NewMachine().Work([][]float64{{0}}, out, 1)
	if !math.IsNaN(out[0][0]) || !math.IsNaN(out[1][0]) {
		t.Errorf("%v", out)
	}
}

// The terms left out are bounded by what is left of the sum of all terms, which is phi2(0) = 1/2
// where the matrix is as large as its bound.
func TestTheSeriesAddsUp(t *testing.T) {
	for _, centre := range []float64{0.125, 0.5, 1, 4, 16} {
		s := seriesAbout(centre)
		last := s.last(s.reach())
		sum := 0.0
		for j := last; j >= 0; j-- { // in Horner's form
			sum = sum*centre + s.c[j]
		}
		if left := 0.5 - sum; !(left >= -1e-15 && left <= seriesError/((1+2*centre)*(1+2*centre))) {
			t.Errorf("about -%v, %d terms leave %v", centre, last+1, left)
		}
		direct := func(z float64) float64 { return (math.Expm1(z) - z) / (z * z) }
		if got := s.c[0]; math.Abs(got-direct(-centre)) > 1e-13*got {
			t.Errorf("phi2(-%v) is %v, want %v", centre, got, direct(-centre))
		}
	}
}
