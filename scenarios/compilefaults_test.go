package scenarios

import (
	"slices"
	"strings"
	"testing"

	"parity/tariff"
)

// TestCompileFaults holds what only shows when rows come together to its message.
func TestCompileFaults(t *testing.T) {
	for _, c := range []struct {
		name  string
		files map[string]string
		want  []string
	}{
		{
			name: "no contract", files: map[string]string{"contracts.csv": "contract\n", "caseload.csv": "contract\n"},
			want: []string{"contracts: found no contract; a run works out what contracts pay; add one; a pack has none, and is what a model begins with"},
		}, {
			name: "a contract that changes hands", files: map[string]string{"contracts.csv": clinic["contracts.csv"] + "north,2026-04,SC,RT2,block,,1,,,\n"},
			want: []string{`contracts.csv, row 4, column commissioner: found "SC"; a contract keeps its commissioner (NC); give the other commissioner a contract of its own`},
		}, {
			name: "rounding to 5p", files: map[string]string{"schedules.csv": "schedule,basis,rounding\nlocal,local,0.05\nnational,national,\n"},
			want: []string{`schedules.csv, row 2, column rounding: found "0.05"; unit prices are rounded to 1, 0.1, 0.01 ... 0.000001 pounds; choose one of these`},
		}, {
			name: "an uplift without its first half", files: map[string]string{"uplifts.csv": "uplift,from,efficiency\ntariff,2025-04,0.01\n"},
			want: []string{`uplifts.csv, row 2, column cost_uplift: found efficiency alone; an uplift has cost_uplift and efficiency, or net where only that was published; fill in cost_uplift; 0 is a figure`},
		}, {
			name: "a scope of a currency that is not there, which would be no scope at all", files: map[string]string{"terms.csv": "contract,step,term,settle,scope\nnorth,1,variable,year,currency=1|15\n"},
			want: []string{`terms.csv, row 2, column scope: found "15", which is not in currencies; a scope names currencies and measures that there are; name others, or leave scope blank for all`},
		}, {
			name: "capitation without heads", files: map[string]string{"contracts.csv": "contract,commissioner,provider,payment,rate_per_head\nnorth,NC,RT2,capitation,5\nsouth,SC,RT2,capitation,5\n"},
			want: []string{`contracts.csv, row 3, column payment: found "capitation", and no population of commissioner SC in 2025-04; capitation pays for each head; give its population in commissioners, or in weights`},
		}, {
			name: "capitation before there are heads", files: map[string]string{"contracts.csv": "contract,commissioner,provider,payment,rate_per_head\nnorth,NC,RT2,capitation,5\nsouth,NC,RT2,capitation,5\n", "weights.csv": "commissioner,group,from,population,weight\nNC,all,2026-04,5,1\n"},
			want: []string{
				`contracts.csv, row 2, column payment: found "capitation", and no population of commissioner NC in 2025-04; capitation pays for each head; give its population in commissioners, or in weights`,
				`contracts.csv, row 3, column payment: found "capitation", and no population of commissioner NC in 2025-04; capitation pays for each head; give its population in commissioners, or in weights`,
			},
		}, {
			name: "a move into a currency without people of its own", files: map[string]string{"moves.csv": "contract,from_currency,to_currency,share\n*,1,2,0.4\n"},
			want: []string{`moves.csv, row 2, column to_currency: found "2", in which contract south has no caseload with a mean stay; people move between currencies that have a caseload and a mean stay; add a caseload row for it (its opening and starts may be 0), or take the move out`},
		}, {
			name: "a move out of one", files: map[string]string{"moves.csv": "contract,from_currency,to_currency,share\nsouth,14,1,0.4\n"},
			want: []string{`moves.csv, row 2, column from_currency: found "14", in which contract south has no caseload with a mean stay; people move between currencies that have a caseload and a mean stay; add a caseload row for it (its opening and starts may be 0), or take the move out`},
		}, {
			name: "starts given beside a caseload that has none", files: map[string]string{"caseload.csv": "contract,currency,opening,growth\nnorth,1,50,0.02\n", "activity.csv": "contract,currency,measure,month,quantity\nnorth,1,start,2025-04,3\n"},
			want: []string{`activity.csv, row 2, column measure: found "start" for a currency with a caseload; the same activity is either projected from a caseload or given; take out the rows here, or the caseload`},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Compile(read(t, over(clinic, c.files)))
			if got, want := messages(err), strings.Join(c.want, "\n"); got != want {
				t.Errorf("faults:\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// TestCompileOrder holds the engine's model to the order of the keys' first rows, whatever the
// order of the months.
func TestCompileOrder(t *testing.T) {
	m := compiled(t, over(clinic, map[string]string{"prices.csv": "schedule,currency,measure,from,price\nlocal,2,day,2026-04,2\nlocal,1,day,2026-04,4\nlocal,2,day,,1\nlocal,1,day,,3\n"}))
	var units []string
	for _, u := range m.Schedules[0].Units {
		units = append(units, u.Unit.Currency+" "+dated(u.Rows, func(r tariff.PriceRow) string { return pounds(r.Price) }))
	}
	if want := []string{"2 0: 1; 2026-04: 2", "1 0: 3; 2026-04: 4"}; !slices.Equal(units, want) {
		t.Errorf("%q, want %q", units, want)
	}
}
