package series

import (
	"slices"

	"github.com/shopspring/decimal"

	"parity/engine"
	"parity/tariff"
)

// Series is one published series of money: one scope, one publisher, never two spliced.
type Series struct {
	Key, Title string
	Unit       Unit
	Amounts    []Amount // by year, then in the order of the file
	Claims     []Claim  // of growth or change that its publishers printed, in that order
}

// Unit is the unit the series was printed in.
type Unit struct {
	Name   string // "£ billion"
	Pounds int64  // in one
	Places int32  // decimal places its figures in real terms are shown with: the most that were printed, or more
}

// Amount is money of one year. Money and Allocation are in pounds.
type Amount struct {
	Year       tariff.Year
	Base       tariff.Year // the year whose prices it is in: Year itself where it is cash
	Money      *Printed    // nil where only a share was printed
	Release    string      // of a published real-terms figure: the deflator it was made with; "" where not known
	Status     string      // outturn, plan, forecast
	Part       bool        // of the year only: it does not grow from, nor to, whole years
	Population *decimal.Decimal
	Caseload   *decimal.Decimal // mean people on the caseload of the year
	Allocation *Printed
	Share      *Printed // of the allocation, as printed
	Source     string
	Note       string
}

// Cash says whether the amount is in the prices of its own year.
func (a *Amount) Cash() bool { return a.Base == a.Year }

// ClaimKind is what a claim is of.
type ClaimKind string

// Claims are of growth in cash, growth in real terms, or of a change in pounds in real terms.
const (
	CashGrowth ClaimKind = "cash_growth"
	RealGrowth ClaimKind = "real_growth"
	RealChange ClaimKind = "real_change"
)

// Claim is a growth or change from Since to Year as its publisher printed it: a fraction, or
// for RealChange pounds at the prices of Base.
type Claim struct {
	Kind        ClaimKind
	Year, Since tariff.Year
	Base        tariff.Year
	Printed     Printed
	Unit        Unit // of RealChange
	Release     string
	Source      string
	Note        string
}

// money lists the amounts that are money, each year's own-price (cash) amount first.
func (s *Series) money(year tariff.Year) []*Amount {
	var list []*Amount
	for i := range s.Amounts {
		if a := &s.Amounts[i]; a.Year == year && a.Money != nil {
			list = append(list, a)
		}
	}
	slices.SortStableFunc(list, func(a, b *Amount) int { return boolInt(b.Cash()) - boolInt(a.Cash()) })
	return list
}

func boolInt(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// At is the amount that stands for a year: cash where there is any, else the one in the
// prices of base, else the first. Nil where the year has no money.
func (s *Series) At(year, base tariff.Year) *Amount {
	list := s.money(year)
	if len(list) == 0 {
		return nil
	}
	if list[0].Cash() {
		return list[0]
	}
	for _, a := range list {
		if a.Base == base {
			return a
		}
	}
	return list[0]
}

// Years lists the years with money, in order.
func (s *Series) Years() []tariff.Year {
	var years []tariff.Year
	for i := range s.Amounts {
		if s.Amounts[i].Money != nil && !slices.Contains(years, s.Amounts[i].Year) {
			years = append(years, s.Amounts[i].Year)
		}
	}
	slices.Sort(years)
	return years
}

// factor is D(to) / D(of), what brings prices of one year to another's; false where the
// release lacks either. Within one year no release is needed.
func factor(d *engine.Deflator, of, to tariff.Year) (decimal.Decimal, bool) {
	if of == to {
		return one, true
	}
	from, ok := d.At(of)
	if !ok {
		return decimal.Zero, false
	}
	at, ok := d.At(to)
	if !ok {
		return decimal.Zero, false
	}
	return over(at, from), true
}
