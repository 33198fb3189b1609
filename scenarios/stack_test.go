package scenarios

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

// TestConflicts says when two stacked scenarios are at odds over a cell: where the later
// overrides what the earlier made of it, unless it stands on the earlier.
func TestConflicts(t *testing.T) {
	for _, c := range []struct {
		name    string
		changes []string
		key     string
		want    []string
	}{
		{
			name: "both set it", key: "a+b",
			changes: []string{`a,pay,1,contracts,contract=north,payment,set,activity,`, `b,heads,1,contracts,contract=north,payment,set,blended,`},
			want:    []string{"contracts[contract=north].payment: activity (a, pay), blended (b, heads)"},
		}, {
			name: "the order says which holds", key: "b+a",
			changes: []string{`a,pay,1,contracts,contract=north,payment,set,activity,`, `b,heads,1,contracts,contract=north,payment,set,blended,`},
			want:    []string{"contracts[contract=north].payment: blended (b, heads), activity (a, pay)"},
		}, {
			name: "to the same value: none", key: "a+b",
			changes: []string{`a,pay,1,contracts,contract=north,payment,set,activity,`, `b,pay,1,contracts,contract=north,payment,set,Activity,`},
		}, {
			name: "other cells of the row: none", key: "a+b",
			changes: []string{`a,pay,1,contracts,contract=north,payment,set,activity,`, `b,heads,1,contracts,contract=north,schedule,set,national,`},
		}, {
			name: "set after what it is based on: none", key: "c",
			changes: []string{`a,pay,1,contracts,contract=north,payment,set,activity,`, `c,heads,1,contracts,contract=north,payment,set,blended,`},
		}, {
			name: "nor in a stack", key: "a+c",
			changes: []string{`a,pay,1,contracts,contract=north,payment,set,activity,`, `c,heads,1,contracts,contract=north,payment,set,blended,`},
		}, {
			name: "with what the other is based on", key: "c+b",
			changes: []string{`a,pay,1,contracts,contract=north,payment,set,activity,`, `b,heads,1,contracts,contract=north,payment,set,blended,`},
			want:    []string{"contracts[contract=north].payment: activity (a, pay), blended (b, heads)"},
		}, {
			name: "multiplied by both: none, both act", key: "a+b",
			changes: []string{`a,more,1,caseload,currency=2,starts_per_month,multiply,2,`, `b,more,1,caseload,currency=2,starts_per_month,multiply,3,`},
		}, {
			name: "set, then multiplied: none, both act", key: "a+b",
			changes: []string{`a,more,1,caseload,currency=2,starts_per_month,set,2,`, `b,more,1,caseload,currency=2,starts_per_month,multiply,3,`},
		}, {
			name: "multiplied, then set: the first is lost", key: "a+b",
			changes: []string{`a,more,1,caseload,currency=2,starts_per_month,multiply,2,`, `b,more,1,caseload,currency=2,starts_per_month,set,3,`},
			want:    []string{"caseload[contract=north,currency=2].starts_per_month: 10 (a, more), 3 (b, more)"},
		}, {
			name: "from a month on", key: "a+b",
			changes: []string{`a,pay,1,contracts,contract=north,payment,set,activity,2025-10`, `b,heads,1,contracts,contract=north,payment,set,blended,2026-04`},
			want:    []string{"contracts[contract=north,from=2026-04].payment: activity (a, pay), blended (b, heads)"},
		}, {
			name: "set once for all after from a month on", key: "a+b",
			changes: []string{`a,pay,1,contracts,contract=north,payment,set,activity,2025-10`, `b,heads,1,contracts,contract=north,payment,set,blended,`},
			want:    []string{"contracts[contract=north,from=2025-10].payment: activity (a, pay), blended (b, heads)"},
		}, {
			name: "inserted, then set", key: "a+b",
			changes: []string{`a,cap,1,terms,"contract=north,step=1",upper,insert,0.02,`, `b,cap,1,terms,contract=north,upper,set,0.03,`},
			want:    []string{"terms[contract=north,step=1].upper: 0.02 (a, cap), 0.03 (b, cap)"},
		}, {
			name: "set, then removed with its row", key: "a+b",
			changes: []string{`a,more,1,caseload,currency=2,starts_per_month,set,2,`, `b,less,1,caseload,currency=2,,remove,,`},
			want:    []string{"caseload[contract=north,currency=2].starts_per_month: 2 (a, more), (row removed) (b, less)"},
		}, {
			name: "reported once, however often the later sets it", key: "a+b",
			changes: []string{`a,value,1,contracts,contract=north,annual_value,set,1,`, `b,value,1,contracts,contract=north,annual_value,set,2,`, `b,value,2,contracts,contract=north,annual_value,set,3,`},
			want:    []string{"contracts[contract=north].annual_value: 1 (a, value), 2 (b, value)"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := Apply(read(t, changing(c.changes...)), c.key)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, conflict := range s.Conflicts {
				got = append(got, conflict.Cell+": "+conflict.FirstValue+" ("+conflict.First+"), "+conflict.SecondValue+" ("+conflict.Second+")")
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("conflicts\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}

func TestScenarioNames(t *testing.T) {
	m := read(t, over(changing(`a,pay,1,contracts,,payment,set,activity,`), map[string]string{
		"scenarios.csv": "scenario,title,based_on,reason\na,By activity,,Because.\nb,,,\nc,Later,a,Why not?\n",
	}))
	for _, c := range []struct{ ask, key, title, reason string }{
		{"a", "a", "By activity", "Because."},
		{"b", "b", "b", ""},
		{"a+c", "a+c", "By activity + Later", "Because. Why not?"},
		{" c + b ", "c+b", "Later + b", "Why not?"},
		{"a+a", "a", "By activity", "Because."},
	} {
		s, err := Apply(m, c.ask)
		if err != nil {
			t.Fatal(err)
		}
		if s.Key != c.key || s.Title != c.title || s.Reason != c.reason {
			t.Errorf("%q: %q, %q, %q; want %q, %q, %q", c.ask, s.Key, s.Title, s.Reason, c.key, c.title, c.reason)
		}
	}
	for _, c := range []struct{ ask, want string }{
		{"A", `no scenario is called "A"; there are a, b, c; did you mean a?`},
		{"nothing", `no scenario is called "nothing"; there are a, b, c; name one of them, or stack several with +`},
		{"a+x", `no scenario is called "x"; there are a, b, c; name one of them, or stack several with +`},
		{"a+", `no scenario is called ""; there are a, b, c; name one of them, or stack several with +`},
		{"", `no scenario is called ""; there are a, b, c; name one of them, or stack several with +`},
		{"a,b", `no scenario is called "a,b"; there are a, b, c; name each by itself, with the flag once for each, or stack several with +`},
		{"a,x", `no scenario is called "a,x"; there are a, b, c; name one of them, or stack several with +`},
		{"as-given", `no scenario is called "as-given"; there are a, b, c; name one of them, or stack several with +`},
	} {
		_, err := Apply(m, c.ask)
		if unknown := (*UnknownScenarioError)(nil); !errors.As(err, &unknown) || err.Error() != c.want {
			t.Errorf("%q: %v, want %s", c.ask, err, c.want)
		}
	}
}

func TestApplyWithoutScenarios(t *testing.T) {
	m := read(t, clinic)
	s, err := Apply(m, "as-given")
	if err != nil || s.Title != "The model as given" || s.Tables != m {
		t.Errorf("%+v, %v", s, err)
	}
	_, err = Apply(m, "a")
	if want := `no scenario is called "a": the model has no scenarios; run it without naming one`; messages(err) != want {
		t.Errorf("%v, want %s", err, want)
	}
}

func TestScenarioBasedOnItself(t *testing.T) {
	for _, c := range []struct{ scenarios, want string }{
		{"a,a\n", `scenarios.csv, row 2, column based_on: found a scenario based on itself: a on a; each scenario is based on another, or on the tables as they stand; leave based_on blank in one of them`},
		{"a,b\nb,a\n", `scenarios.csv, row 2, column based_on: found a scenario based on itself: a on b on a; each scenario is based on another, or on the tables as they stand; leave based_on blank in one of them
scenarios.csv, row 3, column based_on: found a scenario based on itself: b on a on b; each scenario is based on another, or on the tables as they stand; leave based_on blank in one of them`},
		{"a,b\n", `scenarios.csv, row 2, column based_on: found "b", which is not in scenarios; based_on names a row of scenarios; add it to scenarios`},
	} {
		m, err := ReadFolder(folderOf(over(clinic, map[string]string{"scenarios.csv": "scenario,based_on\n" + c.scenarios})), "clinic")
		if messages(err) != c.want {
			t.Errorf("%q:\n%v\nwant\n%s", c.scenarios, err, c.want)
		}
		if _, err := Apply(m, "a"); err == nil {
			t.Errorf("%q: applied all the same", c.scenarios)
		}
	}
}
