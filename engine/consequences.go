package engine

import (
	"slices"

	"github.com/shopspring/decimal"

	"parity/tariff"
)

// Consequence is what care that is not delivered costs in a sector outside the contracts: acute
// care, police, prisons, benefits, carers. A currency's own row holds before one for all.
type Consequence struct {
	Sector   string
	Currency int             // -1 for any
	Pounds   decimal.Decimal // a person-year of care not delivered
}

// anyCurrency stands for what holds for every currency.
const anyCurrency = -1

// ConsequenceLine is what one sector bears for one currency under one contract, a month an entry.
type ConsequenceLine struct {
	Sector             string
	Contract, Currency int
	Pounds             decimal.Decimal // a person-year
	Cost               []tariff.Pence
	Known              []bool // as UnmetLine
}

// Sectors lists the sectors that consequences are stated for, in the order of the table.
func (m *Model) Sectors() []string {
	var sectors []string
	for k := range m.Consequences {
		if !slices.Contains(sectors, m.Consequences[k].Sector) {
			sectors = append(sectors, m.Consequences[k].Sector)
		}
	}
	return sectors
}

// ConsequenceOf is the place among Consequences of what holds for a sector and currency, -1 where
// nothing does.
func (m *Model) ConsequenceOf(sector string, currency int) int {
	general := -1
	for k := range m.Consequences {
		c := &m.Consequences[k]
		if c.Sector != sector {
			continue
		}
		if c.Currency == currency {
			return k
		}
		if c.Currency == anyCurrency {
			general = k
		}
	}
	return general
}

// Consequences is what care not delivered costs elsewhere: ROUND(person-years not delivered x
// pounds, 2) by sector, contract, currency and month (docs/methods.md, "Consequences"). What is
// too large to be kept to the penny is not known.
func (r *Result) Consequences() []ConsequenceLine {
	sectors := r.Model.Sectors()
	if sectors == nil {
		return nil
	}
	var lines []ConsequenceLine
	unmet := r.Unmet()
	for _, sector := range sectors {
		for k := range unmet {
			short := &unmet[k]
			row := r.Model.ConsequenceOf(sector, short.Currency)
			if row < 0 {
				continue
			}
			pounds := r.Model.Consequences[row].Pounds
			line := ConsequenceLine{Sector: sector, Contract: short.Contract, Currency: short.Currency, Pounds: pounds,
				Cost: make([]tariff.Pence, r.Model.Months), Known: slices.Clone(short.Known)}
			price := tariff.RoundPrice(pounds, pricePlaces)
			for i, years := range short.PersonYears {
				cost, err := tariff.Line(years, price, tariff.One())
				line.Cost[i], line.Known[i] = cost, line.Known[i] && err == nil
			}
			lines = append(lines, line)
		}
	}
	return lines
}

// SectorTotals is what one sector bears over a run.
type SectorTotals struct {
	Sector string
	Cost   Cost
}

// BySector adds up consequences over a run; nil where the model states none.
func (r *Result) BySector() []SectorTotals {
	lines := r.Consequences()
	var totals []SectorTotals
	for _, sector := range r.Model.Sectors() {
		t := SectorTotals{Sector: sector, Cost: Cost{Modelled: true}}
		for k := range lines {
			if lines[k].Sector != sector {
				continue
			}
			for i, cost := range lines[k].Cost {
				t.Cost.add(Cost{Pence: cost, Modelled: true, Missing: !lines[k].Known[i]})
			}
		}
		totals = append(totals, t)
	}
	return totals
}
