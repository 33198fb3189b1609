package tariff

import (
	"cmp"
	"slices"

	"github.com/shopspring/decimal"
)

// UpliftRow is one published uplift: what was said, when, and from which month it counts.
// Rates are fractions a year: 0.0483.
type UpliftRow struct {
	From      Month
	Published Month // the zero month: published when it takes effect
	// CostUplift, Efficiency and Net as published; nil where not. Net stands for cost
	// uplift less efficiency where only it was published.
	CostUplift, Efficiency, Net *decimal.Decimal
}

// Known is the month from which the row could be paid.
func (u UpliftRow) Known() Month {
	if u.Published == 0 {
		return u.From
	}
	return u.Published
}

// Rate is cost uplift less efficiency, additive within the row as published, or their net, or
// the cost uplift where it stands alone; false where the row has none of these.
func (u UpliftRow) Rate() (decimal.Decimal, bool) {
	switch {
	case u.CostUplift != nil && u.Efficiency != nil:
		return u.CostUplift.Sub(*u.Efficiency), true
	case u.Net != nil:
		return *u.Net, true
	case u.CostUplift != nil:
		return *u.CostUplift, true
	}
	return decimal.Zero, false
}

// Inflation is the cost uplift alone, before any efficiency: as published, or net plus
// efficiency; false where neither is known.
func (u UpliftRow) Inflation() (decimal.Decimal, bool) {
	switch {
	case u.CostUplift != nil:
		return *u.CostUplift, true
	case u.Net != nil && u.Efficiency != nil:
		return u.Net.Add(*u.Efficiency), true
	}
	return decimal.Zero, false
}

// Uplifts is a named series of published uplifts.
type Uplifts struct {
	Name string
	Rows []UpliftRow
}

// Latest is the month after which nothing more is published: accrual uses the latest row
// of each From, whenever it was published.
const Latest Month = 1<<31 - 1

// InForce lists, in order of From, the row of each From that was the latest published by
// the month asOf (Latest: the latest of all). A nil series has none.
func (u *Uplifts) InForce(asOf Month) []UpliftRow {
	if u == nil {
		return nil
	}
	rows := slices.Clone(u.Rows)
	slices.SortStableFunc(rows, func(a, b UpliftRow) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.Known(), b.Known()))
	})
	var inForce []UpliftRow
	for _, row := range rows {
		if row.Known() > asOf {
			continue
		}
		if n := len(inForce); n > 0 && inForce[n-1].From == row.From {
			inForce[n-1] = row
			continue
		}
		inForce = append(inForce, row)
	}
	return inForce
}

// Growth is the product of (1 + rate) over the rows in force as of a month whose From lies
// after base and not after month (docs/methods.md, "Prices"). A nil series gives 1.
func (u *Uplifts) Growth(base, month, asOf Month, rate func(UpliftRow) (decimal.Decimal, bool)) decimal.Decimal {
	return growth(u.InForce(asOf), base, month, rate)
}

// StepsIn says whether a row of the series falls on a month. A nil series has none.
func (u *Uplifts) StepsIn(month Month) bool {
	return u != nil && slices.ContainsFunc(u.Rows, func(row UpliftRow) bool { return row.From == month })
}

// growth is Growth over rows already found to be in force.
func growth(inForce []UpliftRow, base, month Month, rate func(UpliftRow) (decimal.Decimal, bool)) decimal.Decimal {
	product := decimal.NewFromInt(1)
	for _, row := range inForce {
		if row.From <= base || row.From > month {
			continue
		}
		if r, ok := rate(row); ok {
			product = product.Mul(r.Add(decimal.NewFromInt(1)))
		}
	}
	return product
}

// Revisions lists, in order, the months after the first in which a row of the series was
// published later than it took effect: where arrears fall due.
func (u *Uplifts) Revisions() []Month {
	if u == nil {
		return nil
	}
	var months []Month
	for _, row := range u.Rows {
		if row.Known() > row.From {
			months = append(months, row.Known())
		}
	}
	slices.Sort(months)
	return slices.Compact(months)
}
