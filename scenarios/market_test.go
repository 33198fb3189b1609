package scenarios

import (
	"strings"
	"testing"
)

// letClinic is the clinic with a contract to which currencies are let.
func letClinic(market string) map[string]string {
	return over(clinic, map[string]string{
		"contracts.csv": clinic["contracts.csv"] + "let,,NC,RT2,activity,local,,,,\nlet2,,NC,RT2,activity,local,,,,\n",
		"caseload.csv":  clinic["caseload.csv"] + "let,1,,,,,60,,\nlet2,1,,,2,,60,,\n",
		"market.csv":    "market,contract,currency,from,to,starts_share,caseload_share,relative_cost\n" + market,
	})
}

func TestMarketsThatDoNotFit(t *testing.T) {
	for _, c := range []struct{ name, market, want string }{
		{"a month outside the run", "a,north,1,2027-04,let,0.5,,\n",
			`market.csv, row 2, column from: found "2027-04", a month outside the run; people pass over within the run, which goes from 2025-04 to 2027-03; change the month, or take the row out`},
		{"the contract itself", "a,north,1,,north,0.5,,\n",
			`market.csv, row 2, column to: found "north", the contract that people leave; a market lets people to another contract; name the entrant's contract`},
		{"an entrant without a caseload", "a,north,2,,let,0.5,,\n",
			`market.csv, row 2, column to: found "let", which has no caseload of currency 2; the entrant has a caseload row for each currency that is let to it; add one to caseload, with its mean stay, opening 0 and starts 0`},
		{"an entrant with people of its own", "a,north,1,,let2,0.5,,\n",
			`market.csv, row 2, column to: found "let2", which has people of currency 1 of its own; a contract that takes people over has opening 0 and starts 0: whom it has is what the market lets to it; blank them in caseload, and give people of its own a contract of their own`},
		{"nobody to let", "a,north,14,,let,0.5,,\n",
			`market.csv, row 2, column currency: found "14", of which contract north has neither a caseload nor activity; a market lets people whom the incumbent has; take the row out, or give the contract a caseload of it`},
		{"from two contracts", "a,north,1,,let,0.5,,\nb,south,1,,let,0.5,,\n",
			`market.csv, row 3, column to: found "let", which takes people over from north in market a; an entrant's contract takes people over from one contract only; give the entrant a contract for each`},
		{"another entrant later", "a,north,1,,let,0.5,,\na,north,1,2026-01,let2,0.5,,\n",
			`market.csv, row 3, column to: found "let2", after "let"; a market lets a currency to one contract; give the other entrant a market of its own`},
		{"nothing", "a,north,1,,let,,,0.5\n",
			`market.csv, row 2, column starts_share: found nothing, nor a caseload_share; a market lets a share of starts, of the caseload, or both; fill one of the two; 0 ends the market for starts`},
		{"all go, and need less than all", "a,north,1,,let,1,,0.7\n",
			`market.csv, row 2, column relative_cost: found 0.7, where all who start in currency 1 go; where nobody stays, those who go need what all need, and relative_cost is 1; leave relative_cost blank, or let a smaller share`},
		{"more need than there is", "a,north,1,,let,0.6,,1.8\n",
			`market.csv, row 2, column relative_cost: found 1.8 for 0.6 of the starts of currency 1; those who go need no more than all people of the currency together: share x relative_cost is 1 at most; lower relative_cost or the share`},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Simulate(read(t, letClinic(c.market)), Selection{})
			if err == nil || err.Error() != c.want {
				t.Errorf("found\n%v\nwant\n%s", err, c.want)
			}
		})
	}
}

func TestWhatAMarketDrawsFollowsFromItsCells(t *testing.T) {
	files := letClinic("a,north,1,,let,0.5,0.25,0.8\na,north,1,2026-01,let,0.6,0.1,\n")
	_, u, err := uncertaintyOf(t, files, []string{
		"starts,\"market[market=a,from=2026-01].starts_share\",,0.5,0.7,uniform,,", "people,market.caseload_share,multiply,0.9,1.1,uniform,,",
		"need,\"market[market=a,from=].relative_cost\",,0.7,0.9,uniform,,"})
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Join(figuresOf(u, u.Study.Scenarios[0].Name), "\n")
	want := ".Markets[0].Rows[0].Value.CaseloadShare: 0.25 people\n.Markets[0].Rows[0].Value.RelativeCost: 1 need\n" +
		".Markets[0].Rows[1].Value.CaseloadShare: 0.1 people\n.Markets[0].Rows[1].Value.StartsShare: 1 starts"
	if got != want {
		t.Errorf("found\n%s\nwant\n%s", got, want)
	}
}
