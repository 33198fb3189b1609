package scenarios

import (
	"maps"
	"testing"

	"parity/engine/records"
)

// Review periods are the days or calendar months that the model says, weeks being days; a
// currency without one has none.
func TestReviewPeriods(t *testing.T) {
	m := read(t, over(clinic, map[string]string{
		"currencies.csv": "currency,name,review_period\n1,Common problems,84d\n2,Greater need,6m\n14,Crisis,28d\n20,Without a period,\n",
	}))
	want := map[string]records.Review{"1": {Days: 12 * 7}, "2": {Months: 6}, "14": {Days: 4 * 7}}
	if got := ReviewPeriods(m); !maps.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
