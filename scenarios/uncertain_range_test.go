package scenarios

import (
	"strings"
	"testing"
)

// Shares that two markets let of one currency are of one whole while both are in force.
func TestUncertainMarketsStayWithinTheirWhole(t *testing.T) {
	const remedy = "; they sum to 1 at most in every draw, and no draw is cut off; narrow the interval"
	for _, c := range []struct{ name, market, row, want string }{
		{"starts together", "a,north,1,,let,0.5,,\nb,north,1,,let2,0.3,,\n", "let,\"market[market=a,from=].starts_share\",,0.4625,0.7375,uniform,,",
			"market.csv, row 3, column starts_share: found draws of let that let the shares of starts that markets let of one currency sum to 1.07187" + remedy},
		{"starts one after the other", "a,north,1,,let,0.5,,\na,north,1,2026-01,let,0,,\nb,north,1,2026-01,let2,0.3,,\n", "let,\"market[market=a,from=].starts_share\",,0.4625,0.7375,uniform,,", ""},
		{"people together", "a,north,1,,let,,0.5,\nb,north,1,,let2,,0.3,\n", "let,market.caseload_share,multiply,0.8,1.5,uniform,,",
			"market.csv, row 3, column caseload_share: found draws of let that let the shares of the caseload that markets let of one currency sum to 1.27" + remedy},
		{"people of different months", "a,north,1,,let,,0.5,\nb,north,1,2026-01,let2,,0.3,\n", "let,market.caseload_share,multiply,0.8,1.5,uniform,,", ""},
	} {
		files := letClinic(c.market)
		files["caseload.csv"] = strings.Replace(files["caseload.csv"], "let2,1,,,2,", "let2,1,,,,", 1)
		_, _, err := uncertaintyOf(t, files, []string{c.row})
		if got := messages(err); got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}
