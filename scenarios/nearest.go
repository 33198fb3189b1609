package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"github.com/agext/levenshtein"
)

// nearEnough is the part of a name that has to be right for it to look like a slip.
const nearEnough = 0.5

// Nearest finds the name that is most like what was found; "" where none is like enough.
func Nearest(found string, names []string) string {
	best, bestDistance := "", 0
	lower := strings.ToLower(found)
	for _, name := range names {
		distance := levenshtein.Distance(lower, strings.ToLower(name), nil)
		if distance > 1 && letters(lower) == letters(strings.ToLower(name)) {
			distance = 1 // letters that changed places, as in rnu, are one slip
		}
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

// letters are a word's letters in the order of the alphabet.
func letters(word string) string {
	runes := []rune(word)
	slices.Sort(runes)
	return string(runes)
}

// fewestBegun is how many letters of a name have to be there to say which was begun.
const fewestBegun = 3

// mostBegun is how many names that begin alike are worth telling.
const mostBegun = 3

// begun finds the names that begin with what was found; none where that says little.
func begun(found string, names []string) []string {
	var all []string
	for _, name := range names {
		if len([]rune(found)) >= fewestBegun && strings.HasPrefix(strings.ToLower(name), strings.ToLower(found)) {
			all = append(all, name)
		}
	}
	if len(all) > mostBegun {
		return nil
	}
	return all
}

// didYouMean asks whether the nearest name was meant, or one that begins so; without any it gives
// the other advice.
func didYouMean(found string, names []string, otherwise string) string {
	if name := Nearest(found, names); name != "" {
		return fmt.Sprintf("did you mean %s?", name)
	}
	if begun := begun(found, names); len(begun) > 0 {
		return fmt.Sprintf("did you mean %s?", strings.Join(begun, " or "))
	}
	return otherwise
}
