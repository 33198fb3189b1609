package scenarios

import (
	"fmt"
	"strings"

	"github.com/agext/levenshtein"
)

// nearEnough is the part of a name that has to be right for it to look like a slip.
const nearEnough = 0.5

// nearest finds the name that is most like what was found; "" where none is like enough.
func nearest(found string, names []string) string {
	best, bestDistance := "", 0
	lower := strings.ToLower(found)
	for _, name := range names {
		distance := levenshtein.Distance(lower, strings.ToLower(name), nil)
		longer := max(len([]rune(found)), len([]rune(name)))
		if float64(distance) >= nearEnough*float64(longer) {
			continue
		}
		if best == "" || distance < bestDistance {
			best, bestDistance = name, distance
		}
	}
	return best
}

// didYouMean asks whether the nearest name was meant; without one it gives the other advice.
func didYouMean(found string, names []string, otherwise string) string {
	if name := nearest(found, names); name != "" {
		return fmt.Sprintf("did you mean %s?", name)
	}
	return otherwise
}
