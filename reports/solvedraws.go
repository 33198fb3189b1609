package reports

import (
	"fmt"
	"math"
	"strings"

	"parity/scenarios"
)

// ofDraws says what the draws are that results are of, and how far chance may have moved the
// answer.
func (p *solutionPage) ofDraws() []string {
	d := p.Drawn
	if d == nil {
		return nil
	}
	places := math.Pow10(p.unit.places) // results are counted in the last place shown
	notes := []string{fmt.Sprintf("Each result is the %s of %s draws from seed %d, the same ones for every value.", d.Level, commas(fmt.Sprint(d.Draws)), d.Seed),
		fmt.Sprintf("Its Monte Carlo error with the %s is %s. %s", p.answerOrNearest(), p.amount(int64(math.Round(d.Error*places))), p.onOtherDraws())}
	notes[1] = strings.TrimSpace(notes[1])
	if d.Projected != nil {
		notes = append(notes, fmt.Sprintf("Without draws, the projection with the answer is %s.", p.amount(*d.Projected)))
	}
	if len(d.Drawn) == 0 {
		return notes
	}
	return append(notes, fmt.Sprintf("Cells that are varied are drawn themselves (%s). %s", strings.Join(d.Drawn, ", "), actsOnDraws[p.Lever.By]))
}

// actsOnDraws says what a value does to cells that are drawn.
var actsOnDraws = map[scenarios.By]string{
	scenarios.BySet:    "The value takes the place of the draw: the cells are certain in the answer.",
	scenarios.ByScale:  "The factor acts on each draw.",
	scenarios.ByAmount: "The amount is added to each draw.",
}

func (p *solutionPage) answerOrNearest() string {
	if p.Met() {
		return "answer"
	}
	return "nearest"
}

// onOtherDraws says between which values the answer would lie.
func (p *solutionPage) onOtherDraws() string {
	d := p.Drawn
	const often = " in 19 runs of 20"
	switch {
	case !p.Met():
		return ""
	case d.Lower != nil && d.Higher != nil && d.Lower.Equal(*d.Higher):
		return "On other draws the answer would be the same" + often + "."
	case d.Lower != nil && d.Higher != nil:
		return fmt.Sprintf("On other draws the answer would lie from %s to %s%s.", p.value(*d.Lower), p.value(*d.Higher), often)
	case d.Lower != nil:
		return fmt.Sprintf("On other draws the answer would be %s or more%s, or none within these bounds.", p.value(*d.Lower), often)
	case d.Higher != nil:
		return fmt.Sprintf("On other draws the answer would be %s or less%s, or none within these bounds.", p.value(*d.Higher), often)
	}
	return "On other draws there might be no answer within these bounds, or any."
}
