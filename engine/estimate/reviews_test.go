package estimate

import (
	"testing"

	"parity/engine/records"
)

// The boundary is strict: a review that would fall due on the period's last day is not in date.
func TestInDateAsACC36HasIt(t *testing.T) {
	weeks, sixMonths, year := records.Review{Days: 28}, records.Review{Months: 6}, records.Review{Months: 12}
	for _, c := range []struct {
		name            string
		completed, last [3]int
		period          records.Review
		want            bool
	}{
		{"28 days to the last day", [3]int{2026, 3, 3}, [3]int{2026, 3, 31}, weeks, false},
		{"28 days to the day after", [3]int{2026, 3, 4}, [3]int{2026, 3, 31}, weeks, true},
		{"completed on the last day", [3]int{2026, 3, 31}, [3]int{2026, 3, 31}, weeks, true},
		{"28 days over 29 February", [3]int{2024, 2, 2}, [3]int{2024, 2, 29}, weeks, true},
		{"28 days up to 29 February", [3]int{2024, 2, 1}, [3]int{2024, 2, 29}, weeks, false},
		{"12 weeks", [3]int{2026, 1, 6}, [3]int{2026, 3, 31}, records.Review{Days: 84}, false},
		{"12 weeks and a day less", [3]int{2026, 1, 7}, [3]int{2026, 3, 31}, records.Review{Days: 84}, true},
		{"6 months to the last day", [3]int{2025, 9, 30}, [3]int{2026, 3, 30}, sixMonths, false},
		{"6 months to the month's end, which is not adjusted", [3]int{2025, 9, 30}, [3]int{2026, 3, 31}, sixMonths, false},
		{"6 months from the first of a month", [3]int{2025, 10, 1}, [3]int{2026, 3, 31}, sixMonths, true},
		{"6 months from the 31st to a month of 30 days", [3]int{2025, 10, 31}, [3]int{2026, 4, 30}, sixMonths, false},
		{"6 months from 31 August to 28 February", [3]int{2025, 8, 31}, [3]int{2026, 2, 28}, sixMonths, false},
		{"6 months from 31 August to 29 February", [3]int{2023, 8, 31}, [3]int{2024, 2, 29}, sixMonths, false},
		{"6 months from 30 August, the day before 29 February", [3]int{2023, 8, 30}, [3]int{2024, 2, 28}, sixMonths, true},
		{"a year from 29 February", [3]int{2024, 2, 29}, [3]int{2025, 2, 28}, year, false},
		{"a year from 29 February, the day before", [3]int{2024, 2, 29}, [3]int{2025, 2, 27}, year, true},
		{"a year to 29 February", [3]int{2023, 2, 28}, [3]int{2024, 2, 29}, year, false},
		{"a year to a common February's end", [3]int{2025, 3, 1}, [3]int{2026, 2, 28}, year, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			completed, _ := records.NewDate(c.completed[0], c.completed[1], c.completed[2])
			last, _ := records.NewDate(c.last[0], c.last[1], c.last[2])
			if got := InDate(completed, c.period, last); got != c.want {
				t.Errorf("completed %s, period %+v, last day %s: %v, want %v", completed, c.period, last, got, c.want)
			}
		})
	}
}
