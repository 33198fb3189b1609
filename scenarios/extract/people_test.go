package extract

import (
	"reflect"
	"testing"

	"parity/engine/episodes"
)

// People can be told apart only where a column says who they are.
func TestPeopleNeedTheirColumn(t *testing.T) {
	job := newJob(t)
	job.CountPeople = true
	_, err := price(t, "provider,commissioner,currency,start,end\n", job)
	want := "standard input: found no column for the person, by which people are told apart; name the column in a mapping (--map), which --guess proposes"
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

// Duplicates, and people in two clusters at once.
func TestCheckPeople(t *testing.T) {
	job := newJob(t)
	job.CheckPeople = true
	p, err := price(t, head+`a,RT2,NTH,1,2025-04-01,2025-05-01
a,RT2,NTH,2,2025-05-01,2025-06-01
a,RT2,NTH,1,2025-05-20,2025-05-21
b,RT2,NTH,1,2025-04-01,
b,RT2,NTH,1,2025-04-01,
b,RT2,NTH,1,2025-09-01,
c,RT2,NTH,1,2025-04-01,
c,RT2,NTH,1,2025-04-01,2025-04-20
c,RT2,NTH,2,2025-04-22,2025-04-30
`, job)
	if err != nil {
		t.Fatal(err)
	}
	want := &PeopleFound{3, episodes.Found{Repeated: episodes.Repeated{Duplicates: 1, Replaced: 1}, TwoAtOnce: 1, SameAtOnce: 1, Resumed: 1, Gaps: 1, ShortGaps: 1,
		Overlaps: []episodes.Overlap{{Line: 4, Other: 3, Reason: episodes.TwoAtOnce}, {Line: 6, Other: 5, Reason: episodes.Duplicate}, {Line: 7, Other: 6, Reason: episodes.SameAtOnce}, {Line: 8, Other: 9, Reason: episodes.Replaced}, {Line: 10, Other: 9, Reason: episodes.AfterAGap}}}}
	if !reflect.DeepEqual(p.People, want) {
		t.Errorf("got  %+v\nwant %+v", p.People, want)
	}
}

// Acts take no time: those of one day are alike where their measure is, and nothing else of
// them is at once with anything.
func TestCheckPeopleOfActs(t *testing.T) {
	job := newJob(t)
	job.CheckPeople = true
	p, err := price(t, `person,provider,commissioner,currency,start,end,measure,quantity
a,RT2,NTH,A01,2025-04-01,,contact,
a,RT2,NTH,A01,2025-04-01,,contact,
a,RT2,NTH,A01,2025-04-02,,contact,3
a,RT2,NTH,1,2025-04-02,,,
a,RT2,NTH,1,2025-04-02,,day,2
`, job)
	if err != nil {
		t.Fatal(err)
	}
	want := &PeopleFound{1, episodes.Found{Repeated: episodes.Repeated{Duplicates: 1}, Momentary: 3, Overlaps: []episodes.Overlap{{Line: 3, Other: 2, Reason: episodes.Duplicate}}}}
	if !reflect.DeepEqual(p.People, want) || p.Refused != 0 {
		t.Errorf("got  %+v, %d refused\nwant %+v", p.People, p.Refused, want)
	}
}
