package risk

import "fmt"

// MostDraws is how many draws a run may have: draws are counted in 32 bits.
const MostDraws = 1_000_000_000

// Range is the draws First to Until-1 of a run of Of draws: all of them, or the part that is
// drawn here.
type Range struct {
	First, Until, Of int
}

// Whole is all the draws of a run.
func Whole(draws int) Range { return Range{0, draws, draws} }

// Draws is how many draws the range holds.
func (r Range) Draws() int { return r.Until - r.First }

// Full says whether the range is the whole run.
func (r Range) Full() bool { return r.First == 0 && r.Until == r.Of }

// String writes the range as it is asked for: "5000:10000" are the draws 5,000 to 9,999.
func (r Range) String() string { return fmt.Sprintf("%d:%d", r.First, r.Until) }

// Check says what is wrong with a range that cannot be drawn.
func (r Range) Check() error {
	switch {
	case r.Of < BlockDraws || r.Of > MostDraws || r.Of%BlockDraws != 0:
		return fmt.Errorf("%d draws: a run has a multiple of %d draws, from %d to %d; ask for %d", r.Of, BlockDraws, BlockDraws, MostDraws, wholeBlocks(r.Of))
	case r.First%BlockDraws != 0 || r.Until%BlockDraws != 0:
		return fmt.Errorf("draws %s: a range begins and ends at a multiple of %d; ask for %d:%d", r, BlockDraws,
			r.First/BlockDraws*BlockDraws, min(wholeBlocks(r.Until), r.Of))
	case r.First < 0 || r.First >= r.Until || r.Until > r.Of:
		return fmt.Errorf("draws %s: a range of a run of %d draws lies within 0:%d and holds at least %d; ask for another", r, r.Of, r.Of, BlockDraws)
	}
	return nil
}

// wholeBlocks is the number of draws that a run can have nearest above n.
func wholeBlocks(n int) int {
	n = max(BlockDraws, min(n, MostDraws))
	return (n + BlockDraws - 1) / BlockDraws * BlockDraws
}
