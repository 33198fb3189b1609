package scenarios

import (
	"errors"
	"maps"
	"strings"
	"testing"
)

func TestQuestionsWithoutAnAnswer(t *testing.T) {
	northshire := loaded(t, "northshire")
	england := loaded(t, "england-2015-16")
	plain := read(t, attributed)
	later := maps.Clone(attributed)
	later["scenarios.csv"] = "scenario,title\na,A\nb,B\nc,C\n"
	later["changes.csv"] = changesHeader + "a,more,1,caseload,,starts_per_month,multiply,2,\nc,twice,1,caseload,,starts_per_month,set,3,\n"
	for _, c := range []struct {
		name  string
		model *Model
		question
		want []string
	}{
		{"an unknown scenario", northshire, question{"blok", "capped", "income"}, []string{`"blok"`, "did you mean block?"}},
		{"a part of a stack", northshire, question{"block", "capped+more-peple", "income"}, []string{"did you mean more-people?"}},
		{"the same scenario", northshire, question{"capped", "capped", "income"}, []string{"capped and capped make the same changes"}},
		{"the same in another word", northshire, question{"local", "block+local", "income"}, []string{"make the same changes"}},
		{"another order", read(t, later), question{"a+c", "c+a", "income"}, []string{"a before c", "the other way round"}},
		{"a model without scenarios", plain, question{"a", "b", "income"}, []string{"the model has no scenarios"}},
		{"an item that is none", northshire, question{"block", "capped", "incom"}, []string{"no item", "did you mean income?"}},
		{"an item like no other", northshire, question{"block", "capped", "xyz"}, []string{"items are surplus, cost, admitted_day"[:20]}},
		{"a blank", northshire, question{"block", "capped", ""}, []string{"it begins with an item"}},
		{"a rate", northshire, question{"block", "capped", "unit_price"}, []string{"unit_price is a rate"}},
		{"a stock", northshire, question{"block", "capped", "person"}, []string{"person is a stock"}},
		{"an unknown contract", northshire, question{"block", "capped", "income/contract=noth"}, []string{"did you mean north?"}},
		{"an unknown cluster", northshire, question{"block", "capped", "activity_value/cluster=9"}, []string{`no currency is called "9"`}},
		{"an unknown column", northshire, question{"block", "capped", "income/kontract=north"}, []string{"did you mean contract?"}},
		{"income by cluster", northshire, question{"block", "capped", "income/cluster=12"}, []string{"not known by currency", "activity_value"}},
		{"a year outside the run", northshire, question{"block", "capped", "income/2030-31"}, []string{"2025-26, 2026-27, 2027-28"}},
		{"two years", northshire, question{"block", "capped", "income/2025-26/2026-27"}, []string{"two years"}},
		{"a contract twice", northshire, question{"block", "capped", "income/contract=north/contract=south"}, []string{"contract is named twice"}},
		{"no year and no selection", northshire, question{"block", "capped", "income/north"}, []string{`"north" is neither a financial year`}},
		{"a resource left out", northshire, question{"block", "capped", "not_delivered"}, []string{"of one resource"}},
		{"a resource that is none", northshire, question{"block", "capped", "not_delivered/A66"}, []string{"did you mean A06?"}},
		{"cost where none is modelled", england, question{"block", "national", "surplus"}, []string{"nothing is known of cost"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Attribute(c.model, Question{From: c.from, To: c.to, Result: c.result})
			if err == nil {
				t.Fatal("it was answered")
			}
			for _, part := range c.want {
				if !strings.Contains(err.Error(), part) {
					t.Errorf("error %q does not say %q", err, part)
				}
			}
		})
	}
}

type question struct{ from, to, result string }

func TestGoalsAreReadAsTheyAreWritten(t *testing.T) {
	m := loaded(t, "northshire")
	compiled, err := Compile(m)
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"income": "", "surplus/provider=NST": "", "not_delivered/A06/2026-27/contract=north/currency=12": "",
		" income / contract = north / 2026-27 ": "income/2026-27/contract=north", "activity_value/cluster=12/measure=admitted_day": "activity_value/currency=12/measure=admitted_day",
	} {
		if want == "" {
			want = text
		}
		goal, err := ParseGoal(text, compiled)
		if got := FormatGoal(goal); err != nil || got != want {
			t.Errorf("%q is read as %q, %v; want %q", text, got, err, want)
		}
	}
}

func TestMissingFiguresAreNotAttributed(t *testing.T) {
	files := pairOf(nil, nil, []int{3})
	files["resources.csv"] = strings.Replace(files["resources.csv"], "contact,150,", "contact,,", 1)
	_, err := Attribute(read(t, files), Question{From: "from", To: "to", Result: "surplus"})
	if err == nil || !strings.Contains(err.Error(), "surplus is not known: cost_variable is missing in 2025-10") {
		t.Errorf("error %v, want the missing cost named", err)
	}
	var question *AttributeError
	if errors.As(err, &question) {
		t.Error("a missing cost is the model's fault, not the question's")
	}
}
