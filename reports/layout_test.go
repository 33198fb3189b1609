package reports

import "testing"

// Titles stand in one column, whatever the signs of the names, and go on under themselves.
func TestTitlesBesideNames(t *testing.T) {
	got := titled([]string{"bloc", "paiement-à-l’activité", "a-name-that-takes-more-than-half-of-the-page",
		"national+cherry-picking+budgets+right-clusters+overdue-reviews+staff-cut+council-cut+more-people"}, []string{
		"Block", "Paid by activity, at prices that were worked out from what the block paid before", "Long", "Eight together"})
	want := "bloc                                      Block\n" +
		"paiement-à-l’activité                     Paid by activity, at prices that were\n" +
		"                                          worked out from what the block paid\n" +
		"                                          before\n" +
		"a-name-that-takes-more-than-half-of-the-page  Long\n" +
		"national+cherry-picking+budgets+right-clusters+overdue-reviews+staff-cut+\n" +
		"council-cut+more-people\n" +
		"                                          Eight together\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// A name that stands in, as a resource under its scenario, goes on standing in where it is long.
func TestLongNamesStandInThroughout(t *testing.T) {
	g := &grid{heads: []string{"Resource", "Asked"}}
	g.add("staff-cut", "")
	g.add("  A02 Crisis Resolution Team and Home Treatment Service of the north and of the south", "101,502")
	want := "Resource                                                                 Asked\n" +
		"──────────────────────────────────────────────────────────────────────────────\n" +
		"staff-cut\n" +
		"  A02 Crisis Resolution Team and Home Treatment Service of the north   101,502\n" +
		"  and of the south\n"
	if got := g.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
