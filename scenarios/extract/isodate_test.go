package extract

import (
	"fmt"
	"testing"

	"parity/engine/records"
)

// Every day of the calendar that may be read is, and none that may not, by either way.
func TestFastDate(t *testing.T) {
	for year := firstYear - 1; year <= lastYear+1; year++ {
		for month := range 14 {
			for day := range 34 {
				text := [isoLength]byte([]byte(fmt.Sprintf("%04d-%02d-%02d", year, month, day)))
				want, _ := records.NewDate(year, month, day)
				if year < firstYear || year > lastYear {
					want = 0
				}
				if got := fastDate(&text); got != want {
					t.Fatalf("%s is read as %s, want %s", text, got, want)
				}
				if got := commonDate(&text); got != 0 && got != want {
					t.Fatalf("%s is read as %s, want %s", text, got, want)
				}
			}
		}
	}
}

// Anything else in place of any of its characters makes a date none, or another date.
func TestFastDateOfOtherCharacters(t *testing.T) {
	for _, date := range []string{"2025-04-01", "2024-02-29", "1999-12-31", "2025-10-19"} {
		for at := range isoLength {
			for c := range 256 {
				text := [isoLength]byte([]byte(date))
				text[at] = byte(c)
				var want records.Date
				var year, month, day int
				n, err := fmt.Sscanf(string(text[:]), "%4d-%2d-%2d", &year, &month, &day)
				if n == 3 && err == nil && fmt.Sprintf("%04d-%02d-%02d", year, month, day) == string(text[:]) && year >= firstYear && year <= lastYear {
					want, _ = records.NewDate(year, month, day)
				}
				if got := fastDate(&text); got != want {
					t.Fatalf("%q is read as %s, want %s", text, got, want)
				}
			}
		}
	}
}
