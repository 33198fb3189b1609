package scenarios

import (
	"strings"
	"testing"
)

// playersOf names the players, changes that are one joined by +, what is taken away with a minus.
func playersOf(a *Attribution) string {
	var all []string
	for _, player := range a.Players {
		var one []string
		for _, change := range player.Changes {
			sign := ""
			if change.Taken {
				sign = "-"
			}
			one = append(one, sign+change.Change)
		}
		all = append(all, strings.Join(one, "+"))
	}
	return strings.Join(all, " ")
}

func TestWhoThePlayersAre(t *testing.T) {
	const activity, national, starts, cap, widerCap = 0, 1, 3, 11, 12
	for _, c := range []struct {
		name             string
		shared, from, to []int
		players          string
	}{
		{"what only the other makes", []int{activity}, nil, []int{national, starts}, "national starts"},
		{"what only this one makes is taken away, the last first", nil, []int{activity, starts}, []int{national}, "-starts -activity national"},
		{"a change of a row that another inserts is one with it", nil, nil, []int{activity, cap, starts, widerCap}, "activity cap+wider-cap starts"},
		{"not where both have the row", []int{cap}, nil, []int{starts, widerCap}, "starts wider-cap"},
		{"taken away together too", nil, []int{cap, widerCap}, []int{starts}, "-wider-cap+-cap starts"},
		{"two that insert the same row cannot both be there", nil, []int{cap}, []int{cap}, "-cap+cap"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := read(t, pairOf(c.shared, c.from, c.to))
			a := attribute(t, m, Question{From: "from", To: "to", Result: "income"})
			if got := playersOf(a); got != c.players {
				t.Errorf("players %s, want %s", got, c.players)
			}
			for _, player := range a.Players {
				if (player.Joined != "") != (len(player.Changes) > 1) {
					t.Errorf("%v: joined because %q", player.Changes, player.Joined)
				}
			}
		})
	}
}

func TestNeitherNeedBeBasedOnTheOther(t *testing.T) {
	m := loaded(t, "northshire")
	for _, c := range []struct{ from, to, players string }{
		{"block", "capped", "pay-by-activity national-prices cap-and-collar"},
		{"capped", "block", "-cap-and-collar -national-prices -pay-by-activity"},
		{"local", "national+more-people", "national-prices more-starts"},
		{"more-people + national", "national", "-more-starts"},
		{"capped", "blended", "-cap-and-collar -national-prices -pay-by-activity blended-payment"},
	} {
		t.Run(c.from+" to "+c.to, func(t *testing.T) {
			if got := playersOf(attribute(t, m, Question{From: c.from, To: c.to, Result: "income"})); got != c.players {
				t.Errorf("players %s, want %s", got, c.players)
			}
		})
	}
}
