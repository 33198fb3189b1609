package risk

import (
	"fmt"
	"strconv"
	"strings"
)

// Level says which figure of many draws is meant: the quantile of so many percent, or their mean.
type Level int

// MeanLevel is the mean of the draws.
const MeanLevel Level = 0

// ParseLevel reads a level: mean, or p1 to p99.
func ParseLevel(text string) (Level, error) {
	lower := strings.ToLower(strings.TrimSpace(text))
	if lower == "mean" {
		return MeanLevel, nil
	}
	digits, quantile := strings.CutPrefix(lower, "p")
	if percent, err := strconv.Atoi(digits); quantile && err == nil && percent >= 1 && percent <= 99 && digits == strconv.Itoa(percent) {
		return Level(percent), nil
	}
	return 0, fmt.Errorf("%q is no figure of draws; it is mean, or a quantile from p1 to p99, such as p90", text)
}

// String writes the level as it is read aloud: "mean", "P90".
func (l Level) String() string {
	if l == MeanLevel {
		return "mean"
	}
	return fmt.Sprintf("P%d", int(l))
}

// Of is the figure of draws, a multiple of PanelDraws, and its Monte Carlo error: one standard
// error.
func (l Level) Of(draws []float64) (figure, err float64) {
	m := momentsOfAll(draws)
	if l == MeanLevel {
		return m.mean(), m.meanError()
	}
	o, p := sortedOf(draws, m.least, m.most), float64(l)/100
	figure, _ = quantile(o, p)
	return figure, quantileError(o, p)
}
