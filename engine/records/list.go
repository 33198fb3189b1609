package records

import (
	"fmt"
	"slices"
	"sync/atomic"

	"parity/tariff"
)

// List is a schedule's prices over a window, ready to price records by any number of
// workers at once.
type List struct {
	Basis
	classes []int32           // of each provider: which of the series of factors is its
	factors [][]tariff.Factor // the series there are
	cards   []atomic.Pointer[card]
	lengths []uint8 // of the window's months, in days
}

// NewList makes a schedule ready. It fails where a provider has no market forces factor in a
// month of the window and the schedule asks for one. Without providers every provider is
// priced alike.
func NewList(basis Basis) (*List, error) {
	if basis.Window.Months < 1 || basis.Window.Months > MostMonths {
		return nil, fmt.Errorf("a window of %d months; it has 1 to %d", basis.Window.Months, MostMonths)
	}
	l := &List{Basis: basis}
	for k := range basis.Window.Months {
		l.lengths = append(l.lengths, uint8(DaysOf(basis.Window.From+tariff.Month(k))))
	}
	for i := range basis.Providers {
		series, err := basis.factors(&basis.Providers[i])
		if err != nil {
			return nil, err
		}
		class := slices.IndexFunc(l.factors, func(known []tariff.Factor) bool { return slices.Equal(known, series) })
		if class < 0 {
			class = len(l.factors)
			l.factors = append(l.factors, series)
		}
		l.classes = append(l.classes, int32(class))
	}
	if len(basis.Providers) == 0 {
		if basis.Schedule.AppliesMFF {
			return nil, fmt.Errorf("schedule %s applies MFF, and there are no providers to have one", basis.Schedule.Name)
		}
		ones, err := basis.factors(&Provider{})
		if err != nil {
			return nil, err
		}
		l.factors = append(l.factors, ones)
	}
	l.cards = make([]atomic.Pointer[card], len(l.factors)*len(basis.Currencies))
	return l, nil
}

// card is the prices of a currency for a provider, worked out when first asked for: most
// extracts hold few of the pairs there are.
func (l *List) card(provider, currency int32) *card {
	class := 0
	if len(l.classes) > 0 {
		class = int(l.classes[provider])
	}
	at := &l.cards[class*len(l.Currencies)+int(currency)]
	if known := at.Load(); known != nil {
		return known
	}
	made, err := newCard(&l.Basis, &l.Currencies[currency], l.factors[class])
	if err != nil {
		made = &card{reason: TooLarge}
	}
	at.CompareAndSwap(nil, made) // of two workers that made the same, both use the first's
	return at.Load()
}
