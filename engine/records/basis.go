package records

import (
	"fmt"

	"github.com/shopspring/decimal"

	"parity/tariff"
)

// Review is the longest time between two reviews: so many days, or so many calendar months.
// The zero Review is none.
type Review struct{ Days, Months int }

// after is the day on which the k-th review period of someone who came on start begins.
func (r Review) after(start Date, k int) Date {
	if r.Months > 0 {
		return start.AddMonths(k * r.Months)
	}
	return start.AddDays(k * r.Days)
}

func (r Review) none() bool { return r.Days == 0 && r.Months == 0 }

// Currency is what is counted and paid.
type Currency struct {
	Key    string
	Review Review
}

// Provider is who gave the care.
type Provider struct {
	Key string
	MFF tariff.Dated[decimal.Decimal]
}

// Basis is everything that prices rest on.
type Basis struct {
	Schedule   *tariff.Schedule
	Window     Window
	Currencies []Currency
	Providers  []Provider
	// ProRata prices a review period by its days; otherwise it is paid whole in the month in
	// which it begins.
	ProRata bool
}

// factors are a provider's market forces factors over the schedule's base, by month of the
// window.
func (b *Basis) factors(provider *Provider) ([]tariff.Factor, error) {
	series := make([]tariff.Factor, b.Window.Months)
	for i := range series {
		if !b.Schedule.AppliesMFF {
			series[i] = lowest(tariff.One())
			continue
		}
		month := b.Window.From + tariff.Month(i)
		mff, known := provider.MFF.At(month)
		if !known {
			return nil, fmt.Errorf("schedule %s applies MFF and provider %s has none in %s; give the provider one", b.Schedule.Name, provider.Key, month)
		}
		factor, err := b.Schedule.Factor(mff)
		if err != nil {
			return nil, fmt.Errorf("schedule %s, provider %s: %w", b.Schedule.Name, provider.Key, err)
		}
		series[i] = lowest(factor)
	}
	return series, nil
}

// lowest is the factor in lowest terms, which leaves room to divide it by the days of a year
// or of a review period.
func lowest(f tariff.Factor) tariff.Factor {
	a, b := f.Over, f.Under
	for b != 0 {
		a, b = b, a%b
	}
	return tariff.Factor{Over: f.Over / a, Under: f.Under / a}
}

// per is the factor over so many more.
func per(f tariff.Factor, parts int) tariff.Factor {
	return lowest(tariff.Factor{Over: f.Over, Under: f.Under * int64(parts)})
}
