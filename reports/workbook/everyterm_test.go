package workbook

import (
	"strconv"
	"testing"

	"parity/scenarios"
	"parity/tariff"
)

func itoa(n int) string { return strconv.Itoa(n) }

// everyTerm is an illustrative study with every form of payment and every term: 26 months
// from June, two contracts with one provider and one with another, and a change of form.
func everyTerm(t testing.TB) *scenarios.Study {
	t.Helper()
	m := &scenarios.Model{Name: "every-term"}
	add := func(table string, rows ...[]string) {
		schema, known := scenarios.SchemaOf(table)
		if !known {
			t.Fatalf("no table %s", table)
		}
		is := &scenarios.Table{Schema: schema, Place: table}
		for line, row := range rows[1:] {
			cells := make([]string, len(schema.Columns))
			for c, column := range rows[0] {
				at := schema.Index(column)
				if at < 0 {
					t.Fatalf("table %s has no column %s", table, column)
				}
				cells[at] = row[c]
			}
			if at := schema.Index("evidence"); at >= 0 {
				cells[at] = "illustrative"
			}
			is.Rows = append(is.Rows, scenarios.Row{Cells: cells, Line: line + 2})
		}
		m.Tables = append(m.Tables, is)
	}
	add("model", []string{"key", "value"}, []string{"title", "Every term (illustrative)"}, []string{"start", "2024-06"}, []string{"months", "26"}, []string{"baseline", "base"})
	add("currencies", []string{"currency", "name"}, []string{"1", "One"}, []string{"2", "Two"}, []string{"3", "Three"})
	add("providers", []string{"provider", "from", "name", "mff"}, []string{"P", "", "Provider P", "1.05"}, []string{"P", "2025-04", "Provider P", "1.07"}, []string{"Q", "", "Provider Q", "1"})
	add("commissioners", []string{"commissioner", "name", "population"}, []string{"C", "Commissioner C", "10000"}, []string{"D", "Commissioner D", "5000"})
	add("weights", []string{"commissioner", "group", "from", "population", "weight"}, []string{"C", "young", "", "4000", "0.5"}, []string{"C", "old", "", "6000", "1.25"}, []string{"C", "old", "2025-01", "6100", "1.25"})
	add("contracts", []string{"contract", "from", "commissioner", "provider", "payment", "schedule", "annual_value", "uplift", "plan", "shadow_schedule", "rate_per_head"},
		[]string{"a", "", "C", "P", "block", "given", "1200000.01", "up", "table", "rebased", ""},
		[]string{"b", "", "C", "P", "block", "given", "700000", "", "baseline", "", "55.5"},
		[]string{"c", "", "D", "Q", "activity", "given", "", "", "baseline", "", ""})
	add("terms", []string{"contract", "step", "term", "settle", "netting", "scope", "reference", "amount", "lower", "upper", "rate_above", "rate_below", "share"},
		[]string{"c", "1", "withhold", "quarter", "", "", "", "", "", "", "", "", "0.025"})
	add("outcomes", []string{"contract", "measure", "weight", "score"},
		[]string{"a", "survey", "0.6", "0.5"}, []string{"a", "waits", "0.4", "0.75"}, []string{"c", "survey", "1", "0.8"})
	add("budgets", []string{"contract", "currency", "from", "share", "budget", "work_share"},
		[]string{"c", "3", "", "0.15", "1234.56", "0.5"}, []string{"c", "3", "2025-07", "0.2", "1300.05", ""})
	var plan [][]string
	var activity [][]string
	for i := range 26 {
		text := (tariff.NewMonth(2024, 6) + tariff.Month(i)).String()
		plan = append(plan, []string{"a", "1", "contact", text, "400"}, []string{"a", "2", "bed_day", text, "120"})
		activity = append(activity, []string{"a", "1", "contact", text, itoa(390 + 7*i)}, []string{"a", "2", "bed_day", text, itoa(130 - 3*i)},
			[]string{"a", "2", "contact", text, itoa(20 + i%5)}, []string{"b", "1", "contact", text, itoa(300 + 11*(i%4))}, []string{"c", "2", "bed_day", text, itoa(80 + i)}, []string{"c", "3", "day", text, itoa(4000 + 37*i)})
	}
	add("plan", append([][]string{{"contract", "currency", "measure", "month", "quantity"}}, plan...)...)
	add("activity", append([][]string{{"contract", "currency", "measure", "month", "quantity"}}, activity...)...)
	add("schedules", []string{"schedule", "title", "basis", "derive", "contract", "applies_mff", "mff_base", "uplift", "rounding"},
		[]string{"given", "Given", "national", "given", "", "yes", "1.0534", "up", ""},
		[]string{"rebased", "Rebased", "local", "rebase", "a", "no", "", "up", ""},
		[]string{"costed", "Costed", "cost", "package_cost", "", "no", "", "up", ""})
	add("prices", []string{"schedule", "currency", "measure", "from", "price", "price_base"},
		[]string{"given", "1", "contact", "", "150", "2023-04"}, []string{"given", "1", "contact", "2025-10", "155.55", "2025-04"},
		[]string{"given", "2", "bed_day", "", "505.05", "2024-04"}, []string{"given", "2", "contact", "", "99.5", ""}, []string{"given", "3", "day", "", "0.75", "2024-04"})
	add("uplifts", []string{"uplift", "from", "published", "cost_uplift", "efficiency", "net"},
		[]string{"up", "2024-04", "", "0.039", "0.011", ""}, []string{"up", "2024-10", "2024-12", "0.0055", "0", ""},
		[]string{"up", "2025-04", "", "0.0415", "0.02", ""}, []string{"up", "2025-04", "2025-06", "0.0483", "0.02", ""}, []string{"up", "2026-04", "", "0.03", "0.02", ""})
	add("resources", []string{"resource", "provider", "name", "unit", "unit_cost", "price_base", "uplift", "efficiency_delivered", "mff_base", "fixed_share", "semi_fixed_share", "step", "capacity", "lag_months"},
		[]string{"team", "*", "Team", "contact", "140.25", "2024-04", "up", "0.011", "1.0534", "0.3", "0.2", "1000", "", "2"},
		[]string{"ward", "*", "Ward", "bed day", "480.4", "2023-04", "up", "0.02", "", "0.5", "", "", "1500", ""})
	add("packages", []string{"currency", "resource", "per", "provider", "quantity"},
		[]string{"1", "team", "contact", "*", "1"}, []string{"2", "ward", "bed_day", "*", "1"}, []string{"2", "team", "contact", "*", "1.2"}, []string{"2", "team", "bed_day", "P", "0.05"}, []string{"3", "team", "day", "*", "0.1"})
	add("scenarios", []string{"scenario", "title", "based_on"}, []string{"base", "Base", ""}, []string{"pay", "Activity from April 2025", "base"},
		[]string{"bounded", "Variable, cap, collar, bonus, gain share", "base"}, []string{"heads", "Capitation, marginal", "base"}, []string{"prior", "Bounded by the year before", "pay"})
	changes := [][]string{{"scenario", "change", "line", "table", "where", "column", "operation", "value", "from"}}
	change := func(cells ...string) {
		changes = append(changes, append([]string{cells[0], cells[1], itoa(len(changes))}, cells[2:]...))
	}
	term := func(scenario, contract, step string, pairs ...string) {
		for i := 0; i < len(pairs); i += 2 {
			change(scenario, "term-"+contract+step, "terms", "contract="+contract+",step="+step, pairs[i], "insert", pairs[i+1], "")
		}
	}
	change("pay", "activity", "contracts", "contract=a", "payment", "set", "activity", "2025-04")
	change("pay", "dearer", "prices", "schedule=given,currency=1", "price", "multiply", "1.013", "")
	change("pay", "dearer-still", "prices", "schedule=given,currency=2,measure=bed_day", "price", "add", "4.4", "2025-12")
	change("pay", "efficient", "uplifts", "uplift=up,from=2026-04", "efficiency", "set", "0.025", "")
	change("bounded", "blend", "contracts", "contract=a", "payment", "set", "blended", "")
	term("bounded", "a", "1", "term", "variable", "settle", "month", "netting", "currency", "upper", "0.01", "lower", "0.02", "rate_above", "0.7", "rate_below", "0.4")
	term("bounded", "a", "2", "term", "cap", "settle", "quarter", "reference", "annual_value", "upper", "0.005")
	term("bounded", "a", "3", "term", "collar", "settle", "quarter", "reference", "amount", "amount", "1230000", "lower", "0.01")
	term("bounded", "a", "4", "term", "bonus", "settle", "year", "reference", "plan_value", "share", "0.025")
	term("bounded", "a", "5", "term", "gain_share", "settle", "year", "reference", "amount", "amount", "900000", "upper", "0.01", "lower", "0.01", "share", "0.5", "rate_below", "0.3")
	term("bounded", "c", "2", "term", "budgets", "settle", "quarter", "share", "0.9")
	change("heads", "capitation", "contracts", "contract=b", "payment", "set", "capitation", "2025-04")
	change("heads", "activity", "contracts", "contract=a", "payment", "set", "activity", "")
	term("heads", "a", "1", "term", "marginal", "settle", "quarter", "netting", "line", "scope", "measure=contact", "upper", "0.02", "lower", "0.01", "rate_above", "0.3", "rate_below", "0.6")
	term("prior", "a", "1", "term", "variable", "settle", "quarter", "netting", "total", "rate_above", "0.5", "rate_below", "0.5")
	term("prior", "a", "2", "term", "cap", "settle", "year", "reference", "prior_year", "amount", "1100000", "upper", "0.02")
	term("prior", "a", "3", "term", "withhold", "settle", "year", "share", "0.01")
	add("changes", changes...)
	return bridged(t, m)
}
