package scenarios

import (
	"slices"

	"github.com/shopspring/decimal"

	"parity/engine"
	"parity/tariff"
)

// compiler turns tables that Check has found sound into what the engine takes. What only
// shows when rows come together (a block without a value, a move into nowhere) it reports
// as faults.
type compiler struct {
	tables *Model
	model  *engine.Model
	faults Faults

	currencies, providers, commissioners, contracts map[string]int
	uplifts                                         map[string]*tariff.Uplifts
	schedules                                       map[string]*tariff.Schedule
}

// Compile turns a model's tables into what the engine takes. The tables have to be sound as
// Check sees them; what else keeps them from being run comes back as Faults.
func Compile(tables *Model) (*engine.Model, error) {
	c := &compiler{tables: tables, model: &engine.Model{}}
	if t := tables.Table("contracts"); len(t.Rows) == 0 {
		return nil, Faults{t.missing("contract", "a run works out what contracts pay", "add one; a pack has none, and is what a model begins with")}
	}
	c.run()
	c.parties()
	c.rates()
	c.care()
	c.shortage()
	c.price()
	c.agree()
	c.markets()
	c.people()
	c.given()
	c.checkMarkets()
	c.budgets()
	c.recoveries()
	c.counting()
	c.consequences()
	c.deflate()
	if len(c.faults) > 0 {
		c.faults.sort()
		return nil, c.faults
	}
	return c.model, nil
}

// run reads what months are simulated.
func (c *compiler) run() {
	c.model.Start = month(c.tables.Setting(KeyStart))
	c.model.Months = int(float(c.tables.Setting(KeyMonths)))
}

// missing is the fault of a row that the table should have.
func (t *Table) missing(key, allowed, remedy string) Fault {
	return Fault{Place: t.Place, Found: "no " + key, Allowed: allowed, Remedy: remedy, table: t.Schema.order()}
}

func (c *compiler) fault(f Fault) { c.faults = append(c.faults, f) }

// from is the month a dated row holds from, the zero month where blank.
func from(t *Table, row int) tariff.Month { return month(t.Cell(row, FromColumn)) }

// month reads a canonical month; blank is the zero month.
func month(text string) tariff.Month {
	m, err := tariff.ParseMonth(text)
	if err != nil {
		return 0
	}
	return m
}

// number reads a canonical number; blank is nil.
func number(text string) *decimal.Decimal {
	if text == "" {
		return nil
	}
	d, err := decimal.NewFromString(text)
	if err != nil {
		return nil
	}
	return &d
}

// numberOr reads a canonical number, or what stands for a blank.
func numberOr(text string, blank decimal.Decimal) decimal.Decimal {
	if d := number(text); d != nil {
		return *d
	}
	return blank
}

// float reads a canonical number for what flows; blank is 0.
func float(text string) float64 { return numberOr(text, decimal.Zero).InexactFloat64() }

// optionalFloat reads a canonical number; blank is nil.
func optionalFloat(text string) *float64 {
	d := number(text)
	if d == nil {
		return nil
	}
	x := d.InexactFloat64()
	return &x
}

// group lists, in order of first row, the values of a table's key columns without from, and
// the rows of each in order of from.
func group(t *Table, columns ...string) (keys [][]string, rows [][]int) {
	at := map[string]int{}
	for i := range t.Rows {
		key := make([]string, len(columns))
		for j, column := range columns {
			key[j] = t.Cell(i, column)
		}
		joined := joinKey(key)
		place, seen := at[joined]
		if !seen {
			place = len(keys)
			at[joined] = place
			keys = append(keys, key)
			rows = append(rows, nil)
		}
		rows[place] = append(rows[place], i)
	}
	if t.Schema.Index(FromColumn) >= 0 {
		for _, list := range rows {
			slices.SortStableFunc(list, func(a, b int) int { return int(from(t, a) - from(t, b)) })
		}
	}
	return keys, rows
}

func joinKey(parts []string) string {
	n := 0
	for _, part := range parts {
		n += len(part) + 1
	}
	joined := make([]byte, 0, n)
	for _, part := range parts {
		joined = append(append(joined, part...), 0)
	}
	return string(joined)
}

// parties reads currencies, providers and commissioners.
func (c *compiler) parties() {
	c.currencies, c.providers, c.commissioners = map[string]int{}, map[string]int{}, map[string]int{}
	t := c.tables.Table("currencies")
	for i := range t.Rows {
		key := t.Cell(i, "currency")
		c.currencies[key] = len(c.model.Currencies)
		c.model.Currencies = append(c.model.Currencies, engine.Currency{
			Key: key, Name: t.Cell(i, "name"), Group: t.Cell(i, "group"), ReviewDays: reviewDays(t.Cell(i, "review_period")),
		})
	}
	t = c.tables.Table("providers")
	keys, rows := group(t, "provider")
	for k, key := range keys {
		provider := engine.Provider{Key: key[0], Name: t.Cell(rows[k][0], "name")}
		for _, row := range rows[k] {
			provider.MFF = append(provider.MFF, tariff.Since[decimal.Decimal]{From: from(t, row), Value: numberOr(t.Cell(row, "mff"), one())})
		}
		c.providers[key[0]] = k
		c.model.Providers = append(c.model.Providers, provider)
	}
	t = c.tables.Table("commissioners")
	keys, rows = group(t, "commissioner")
	for k, key := range keys {
		commissioner := engine.Commissioner{Key: key[0], Name: t.Cell(rows[k][0], "name"), Heads: c.weighted(key[0])}
		for _, row := range rows[k] {
			if people := number(t.Cell(row, "population")); people != nil {
				commissioner.Population = append(commissioner.Population, tariff.Since[decimal.Decimal]{From: from(t, row), Value: *people})
			}
		}
		if commissioner.Heads == nil {
			commissioner.Heads = slices.Clone(commissioner.Population)
		}
		c.commissioners[key[0]] = k
		c.model.Commissioners = append(c.model.Commissioners, commissioner)
	}
}

func one() decimal.Decimal { return decimal.NewFromInt(1) }

// weighted is a commissioner's weighted population over time: the sum over its groups of
// people times weight; nil where it has no weights.
func (c *compiler) weighted(commissioner string) tariff.Dated[decimal.Decimal] {
	t := c.tables.Table("weights")
	keys, rows := group(t, "commissioner", "group")
	var groups []tariff.Dated[decimal.Decimal]
	var begins []tariff.Month
	for k, key := range keys {
		if key[0] != commissioner {
			continue
		}
		var people tariff.Dated[decimal.Decimal]
		for _, row := range rows[k] {
			weighted := numberOr(t.Cell(row, "population"), decimal.Zero).Mul(numberOr(t.Cell(row, "weight"), decimal.Zero))
			people = append(people, tariff.Since[decimal.Decimal]{From: from(t, row), Value: weighted})
			begins = append(begins, from(t, row))
		}
		groups = append(groups, people)
	}
	slices.Sort(begins)
	var heads tariff.Dated[decimal.Decimal]
	for _, begin := range slices.Compact(begins) {
		sum := decimal.Zero
		for _, people := range groups {
			held, _ := people.At(begin)
			sum = sum.Add(held)
		}
		heads = append(heads, tariff.Since[decimal.Decimal]{From: begin, Value: sum})
	}
	return heads
}

// meanMonthDays is the length of a review month in days: a twelfth of a mean Julian year
// (docs/methods.md, "Review periods").
const meanMonthDays = 365.25 / 12

// reviewDays reads a canonical period, 28d or 6m, in days; blank is 0.
func reviewDays(text string) float64 {
	if text == "" {
		return 0
	}
	count := float(text[:len(text)-1])
	if text[len(text)-1] == 'm' {
		return count * meanMonthDays
	}
	return count
}

// deflate reads the deflator that the model names.
func (c *compiler) deflate() {
	name := c.tables.Setting(KeyDeflator)
	if name == "" {
		return
	}
	base, err := tariff.ParseYear(c.tables.Setting(KeyPriceBase))
	if err != nil {
		c.fault(c.tables.Table("model").missing(KeyPriceBase, "real terms need the year whose prices they are in", "add a row with key price_base and value 2025-26, say"))
		return
	}
	t := c.tables.Table("indices")
	deflator := deflatorOf(t, name)
	deflator.Base = base
	for _, year := range append(c.model.Years(), base) {
		if !slices.ContainsFunc(deflator.Index, func(y engine.YearIndex) bool { return y.Year == year }) {
			c.fault(t.missing("value of "+name+" for "+year.String(), "real terms need the deflator of every year of the run and of the price base", "add the year, or leave deflator out of the model table"))
		}
	}
	c.model.Deflator = deflator
}
