package main

import (
	"testing"
	"testing/synctest"
	"time"
)

// Base draws come in panels of 125, eight to a block.
func TestPaceRefusesWhatTakesVeryLong(t *testing.T) {
	for _, c := range []struct {
		name          string
		draws         int
		first, second time.Duration // that a panel takes in the first block and in those after it
		want          string
	}{
		{"8,000 panels of 75 ms are ten minutes", 1_000_000, time.Second, 75 * time.Millisecond, ""},
		{"of 90 ms twelve", 1_000_000, time.Millisecond, 90 * time.Millisecond,
			"1000000 base draws take about 12 minutes here; add --large if that is meant, or draw fewer: 4000 are enough for most questions, and the page says how far its shares may be off"},
		{"as many as are drawn unasked", usualBaseDraws, time.Minute, time.Minute, ""},
		{"one block", 1000, time.Hour, time.Hour, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				got := ""
				p := &pace{draws: c.draws, refuse: func(err error) { got = err.Error() }}
				of := c.draws / 125
				for panel := 1; panel <= min(of, 24); panel++ {
					if panel <= 8 {
						time.Sleep(c.first)
					} else {
						time.Sleep(c.second)
					}
					p.done(panel, of)
				}
				if got != c.want {
					t.Errorf("got  %s\nwant %s", got, c.want)
				}
			})
		})
	}
}
