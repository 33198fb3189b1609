package estimated

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"parity/engine/episodes"
	"parity/engine/estimate"
	"parity/engine/records"
	"parity/scenarios"
	"parity/tariff"
)

var april = tariff.NewMonth(2023, 4)

// clusters are the currencies of northshire.
var clusters = strings.Fields("0 1 2 3 4 5 6 7 8 10 11 12 13 14 15 16 17 18 19 20 21")

// recorded is a caseload of people who are made up: all clusters of two commissioners, and
// somebody under a commissioner without a contract.
func recorded(months, people int) *Caseload {
	random := rand.New(rand.NewPCG(6, 5))
	window := records.Window{From: april, Months: months}
	begin := records.DateIn(april-12, 1)
	length := window.End().Number() - begin.Number()
	var all []episodes.Episode
	var spells []episodes.Spell
	for person := range int32(people) {
		from, currency, commissioner := random.IntN(length), int32(random.IntN(len(clusters))), int32(random.IntN(2))
		for from < length {
			to := from + 1 + int(random.ExpFloat64()*[]float64{60, 120, 200}[currency%3])
			e := episodes.Episode{Person: person, Commissioner: commissioner, Currency: currency, Start: begin.AddDays(from), Record: int64(len(all))}
			if to < length {
				e.End = begin.AddDays(to)
			}
			if random.IntN(3) == 0 {
				e.Reviewed = e.Start.AddDays(random.IntN(to - from))
			}
			if random.IntN(4) == 0 {
				spells = append(spells, episodes.Spell{Person: person, Start: e.Start, End: e.Start.AddDays(1 + random.IntN(9))})
			}
			all = append(all, e)
			if random.IntN(2) == 0 {
				break
			}
			from, currency = to, (currency+1)%int32(len(clusters))
		}
	}
	all = append(all, episodes.Episode{Person: int32(people), Commissioner: 2, Currency: 0, Start: begin})
	lines := episodes.NewTimelines(all, window.End())
	reviews := make([]records.Review, len(clusters))
	for i := range reviews {
		reviews[i] = []records.Review{{Days: 84}, {Days: 105}, {Months: 6}}[i%3]
	}
	return &Caseload{
		Records: File{Name: "episodes.csv", SHA256: "ab12"}, Spells: &File{Name: "spells.csv", SHA256: "cd34"}, Window: window, Opening: april + tariff.Month(months),
		Providers: []string{"NST"}, Commissioners: []string{"NTH", "STH", "ELS"}, Currencies: clusters, Reviewed: true,
		Places: estimate.Of(lines, estimate.Job{Window: window, Opening: april + tariff.Month(months), Reviews: reviews, Spells: spells}),
	}
}

// sound writes a model and takes it through check, run and draws.
func sound(t *testing.T, c *Caseload, base string) *Written {
	t.Helper()
	from, err := scenarios.Load(base)
	if err != nil {
		t.Fatal(err)
	}
	before := len(from.Tables)
	written, err := c.Model(from)
	if err != nil {
		t.Fatal(err)
	}
	if len(from.Tables) != before {
		t.Error("the base was changed")
	}
	folder := t.TempDir() + "/model"
	if err := scenarios.WriteFolder(folder, written.Model); err != nil {
		t.Fatal(err)
	}
	read, err := scenarios.Load(folder)
	if err != nil {
		t.Fatal(err)
	}
	study, err := scenarios.Simulate(read, scenarios.Selection{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := scenarios.NewUncertainty(study); err != nil {
		t.Fatal(err)
	}
	return written
}

// What the records say takes the place of what the base says, and the rest stays.
func TestModelOnTopOfAnother(t *testing.T) {
	c := recorded(24, 20000)
	w := sound(t, c, "northshire")
	if w.Skeleton || len(w.NoContract) != 1 || w.NoContract[0].Commissioner != 2 {
		t.Errorf("skeleton %v, without a contract %+v", w.Skeleton, w.NoContract)
	}
	m := w.Model
	evidence := map[string]string{"caseload": "illustrative", "moves": "estimated", "reviews": "estimated"} // the base's assessments are invented
	rows := map[string]int{"caseload": 42, "moves": 42, "reviews": 42}
	for name, want := range rows {
		table := m.Table(name)
		if len(table.Rows) != want {
			t.Errorf("%s has %d rows, want %d", name, len(table.Rows), want)
		}
		for row := range table.Rows {
			source := table.Cell(row, "source")
			if !strings.HasPrefix(source, "episodes.csv (SHA-256 ab12)") || !strings.Contains(source, "2023-04 to 2025-03") || table.Cell(row, "evidence") != evidence[name] {
				t.Errorf("%s: source %q", name, source)
			}
		}
	}
	if north := m.Table("caseload"); north.Cell(0, "contract") != "north" || north.Cell(0, "opening") != fmt.Sprint(c.Places[0].Opening) || north.Cell(0, "assessments_per_start") != "1.2" {
		t.Errorf("%v", north.Rows[0].Cells)
	}
	families := map[string]int{}
	uncertainty := m.Table("uncertainty")
	for row := range uncertainty.Rows {
		if name := strings.Split(uncertainty.Cell(row, "parameter"), "-"); len(name) == 3 && (name[1] == "north" || name[1] == "south") {
			families[name[0]+" "+uncertainty.Cell(row, "family")]++
		}
	}
	// Nobody's starts grow in truth: of 42 trends some 8 leave 0 out of an 80% interval.
	want := "map[admitted beta:42 growth pert:9 moves dirichlet:42 starts lognormal:42 stay lognormal:42]"
	if got := fmt.Sprint(families); got != want {
		t.Errorf("families %s, want %s", got, want)
	}
	grow := 0
	for i := range c.Places[:42] {
		growth := m.Table("caseload").Cell(i, "growth")
		if trend := c.Places[i].Starts.Trend; (growth == "") != trend.Holds(0) {
			t.Errorf("growth %q of a trend of %+v", growth, trend)
		}
		if growth != "" {
			grow++
		}
	}
	if grow != 9 {
		t.Errorf("%d rows grow", grow)
	}
	if len(m.Table("correlations").Rows) != 9+2 || len(w.Left) != 11 {
		t.Errorf("%d correlations, left %v", len(m.Table("correlations").Rows), w.Left)
	}
	if len(w.Scenarios) != 1 || w.Scenarios[0].Name != "overdue-reviews" || !strings.Contains(w.Scenarios[0].Why, "reviews, row 36 has this key already") || len(w.Parameters) != 0 {
		t.Errorf("unfit: %+v %+v", w.Scenarios, w.Parameters)
	}
	if len(m.Table("prices").Rows) == 0 || len(m.Table("scenarios").Rows) == 0 {
		t.Error("prices or scenarios are gone")
	}
}

// What records do not say is that of the base, where it says so.
func TestWithoutHospitalStaysTheBaseSaysWhoIsAdmitted(t *testing.T) {
	c := recorded(24, 20000)
	c.Spells = nil
	w := sound(t, c, "northshire")
	caseload := w.Model.Table("caseload")
	if !strings.HasSuffix(caseload.Cell(0, "source"), "; assessments_per_start: Illustrative: invented for Northshire (The Parity authors); no published caseload by cluster exists to base it on") || caseload.Cell(0, "evidence") != "illustrative" {
		t.Errorf("%s: %s", caseload.Cell(0, "evidence"), caseload.Cell(0, "source"))
	}
	if caseload.Cell(0, "admitted_share") != "0.00518" || !strings.HasSuffix(caseload.Cell(0, "note"), "; admitted_share is that of northshire; assessments_per_start is that of northshire") {
		t.Errorf("%v", caseload.Rows[0].Cells)
	}
	if len(w.Left) != 9 || len(w.Parameters) != 0 {
		t.Errorf("left %v, unfit %v", w.Left, w.Parameters)
	}
}

// A base whose baseline needs people whom the records do not have is refused, as nothing runs.
func TestBaselineHasToRun(t *testing.T) {
	c := recorded(24, 2000)
	c.Places = slices.DeleteFunc(c.Places, func(p estimate.Place) bool { return p.Commissioner == 1 })
	base, err := scenarios.Load("northshire")
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.Model(base)
	if err == nil || !strings.HasPrefix(err.Error(), "northshire with the caseload of episodes.csv does not run: scenario block: schedule local-south: contract south: ") {
		t.Errorf("got %v", err)
	}
}

// Without contracts there are some to be filled in, and no figure is invented.
func TestSkeleton(t *testing.T) {
	w := sound(t, recorded(12, 400), "mh-clusters")
	m := w.Model
	if !w.Skeleton || len(w.NoContract) != 0 {
		t.Errorf("skeleton %v, without a contract %+v", w.Skeleton, w.NoContract)
	}
	if m.Setting(scenarios.KeyStart) != "2024-04" || len(m.Table("contracts").Rows) != 3 {
		t.Errorf("start %s, %d contracts", m.Setting(scenarios.KeyStart), len(m.Table("contracts").Rows))
	}
	for row := range m.Table("caseload").Rows {
		if evidence := m.Table("caseload").Cell(row, "evidence"); evidence != "estimated" && evidence != "assumed" {
			t.Errorf("caseload is %s", evidence)
		}
	}
	for _, name := range []string{"contracts", "prices"} {
		table := m.Table(name)
		for row := range table.Rows {
			if table.Cell(row, "schedule") != "reference-costs-2011-12" && (table.Cell(row, "price")+table.Cell(row, "annual_value") != "" || table.Cell(row, "evidence") != "missing") {
				t.Errorf("%s row %v has a figure or is not said to be missing", name, table.Rows[row].Cells)
			}
		}
	}
}

// A record says provider and commissioner, and no more.
func TestSeveralContractsAreRefused(t *testing.T) {
	base, err := scenarios.Load("northshire")
	if err != nil {
		t.Fatal(err)
	}
	base = base.Clone()
	contracts := base.Table("contracts")
	contracts.Rows[1].Cells[contracts.Schema.Index("commissioner")] = "NTH"
	_, err = recorded(12, 100).Model(base)
	want := "model northshire has two contracts between NST and NTH, north and south, and a record does not say which it is of; make them one contract, or give a model with one"
	if err == nil || err.Error() != want {
		t.Errorf("got %v", err)
	}
}

// For publication no row holds a count of 1 to 4: reviews are by contract, and few people's
// rows are left out.
func TestPublishedModel(t *testing.T) {
	c := recorded(24, 700)
	c.Places, _, _ = estimate.Publishable(c.Places)
	c.Published = true
	w := sound(t, c, "northshire")
	m := w.Model
	if n := len(m.Table("caseload").Rows); n == 0 || n == 42 {
		t.Fatalf("%d rows are left of 42, want some and not all", n)
	}
	for row := range m.Table("caseload").Rows {
		if opening := m.Table("caseload").Cell(row, "opening"); slices.Contains([]string{"1", "2", "3", "4"}, opening) {
			t.Errorf("opening %s", opening)
		}
	}
	if len(m.Table("reviews").Rows) == 0 {
		t.Error("no reviews are left")
	}
	for row := range m.Table("reviews").Rows {
		if m.Table("reviews").Cell(row, "currency") != "*" {
			t.Errorf("reviews of %s", m.Table("reviews").Cell(row, "currency"))
		}
	}
}

// The uncertainty that is written is that of the places: intervals to six digits, the Dirichlet of as
// many as left, the rank of level and growth.
func TestWrittenUncertainty(t *testing.T) {
	c := recorded(24, 20000)
	m := sound(t, c, "northshire").Model
	rows := map[string]map[string]string{}
	table := m.Table("uncertainty")
	for row := range table.Rows {
		cells := map[string]string{}
		for _, column := range table.Schema.Columns {
			cells[column.Name] = table.Cell(row, column.Name)
		}
		rows[cells["parameter"]] = cells
	}
	correlated := 0
	for i := range c.Places[:42] {
		p := &c.Places[i]
		of := map[int32]string{0: "north-", 1: "south-"}[p.Commissioner] + clusters[p.Currency]
		interval := func(name string, want estimate.Interval) {
			row := rows[name+"-"+of]
			if low, high := digits(want.Low), digits(want.High); row["low"] != low || row["high"] != high {
				t.Errorf("%s of %s: %s to %s, want %s to %s", name, of, row["low"], row["high"], low, high)
			}
		}
		interval("stay", p.Stay.Interval)
		interval("starts", p.Starts.Interval)
		interval("admitted", *p.Admitted.Interval)
		if got := rows["moves-"+of]["concentration"]; got != fmt.Sprint(p.Stay.Exits) {
			t.Errorf("moves of %s: a concentration of %s, and %d left", of, got, p.Stay.Exits)
		}
		if p.Starts.NoGrowth() == "" {
			correlated++
			interval("growth", p.Starts.Trend.Interval)
			if !slices.ContainsFunc(m.Table("correlations").Rows, func(r scenarios.Row) bool {
				return r.Cells[0] == "starts-"+of && r.Cells[1] == "growth-"+of && r.Cells[2] == fmt.Sprintf("%.4f", p.Starts.Trend.Rank)
			}) {
				t.Errorf("no correlation of %v between level and growth of %s", p.Starts.Trend.Rank, of)
			}
		}
	}
	if correlated == 0 {
		t.Error("nothing is correlated: the test looks at less")
	}
}

// Reviews are published of all of a contract together, in fives, and not where one to four are in date
// or are not.
func TestPublishedReviews(t *testing.T) {
	for _, r := range []struct {
		people, inDate [2]int // in two currencies
		want           string // note of the row; blank for none
	}{
		{[2]int{22, 33}, [2]int{11, 20}, "30 of 55 people in date on 2025-03-31, by the rule of ACC36"},
		{[2]int{23, 34}, [2]int{2, 0}, ""},
		{[2]int{23, 34}, [2]int{23, 31}, ""},
		{[2]int{23, 34}, [2]int{0, 0}, "0 of 60 people in date on 2025-03-31, by the rule of ACC36"},
		{[2]int{22, 32}, [2]int{22, 32}, "50 of 50 people in date on 2025-03-31, by the rule of ACC36"},
	} {
		c := recorded(24, 3000)
		c.Places, _, _ = estimate.Publishable(c.Places)
		c.Published = true
		places := 0
		for i := range c.Places {
			c.Places[i].Reviews = estimate.Reviews{}
			if places < 2 {
				c.Places[i].Reviews = estimate.Reviews{People: r.people[places], InDate: r.inDate[places]}
				places++
			}
		}
		table, got := sound(t, c, "mh-clusters").Model.Table("reviews"), ""
		for row := range table.Rows {
			got += table.Cell(row, "note")
		}
		if got != r.want {
			t.Errorf("%v of %v: %q, want %q", r.inDate, r.people, got, r.want)
		}
	}
}

// A figure's source names the tables that were joined to the records too.
func TestSourceNamesJoinedTables(t *testing.T) {
	file := File{Name: "clusters.csv", SHA256: "ab12", Joined: []File{{Name: "referrals.csv", SHA256: "cd34"}, {Name: "assessments.csv"}}}
	if got, want := file.source(), "clusters.csv (SHA-256 ab12) joined with referrals.csv (SHA-256 cd34), assessments.csv"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
