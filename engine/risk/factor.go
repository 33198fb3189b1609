package risk

// Factor is what is drawn independently of all else: a parameter, or parameters that depend on
// each other, which no share of a variance can be told apart of.
type Factor struct {
	Name  string
	Drawn []Drawn
	// Shares says that what is drawn are shares of a whole.
	Shares bool
}

// Drawn is one drawn value of a factor and what is known of it alone.
type Drawn struct {
	Slot           int
	P10, Mean, P90 float64
	// Against says that the value falls where the factor's first rises.
	Against bool
}

// setting is some values being other than they stand.
type setting []value

// value is what a slot is set to.
type value struct {
	slot int
	to   float64
}

// mean is every value of a factor at its mean.
func (f *Factor) mean() setting {
	var s setting
	for _, d := range f.Drawn {
		s = append(s, value{d.Slot, d.Mean})
	}
	return s
}

// bars are the ways to move a factor from P10 to P90: all its values together, those that go
// against the first from P90 to P10. Of shares each is moved in turn, and the others make up for
// it in proportion to their means.
func (f *Factor) bars() []pair {
	if f.Shares {
		return f.slopes()
	}
	var all pair
	for _, d := range f.Drawn {
		if d.Against {
			d.P10, d.P90 = d.P90, d.P10
		}
		all.low, all.high = append(all.low, value{d.Slot, d.P10}), append(all.high, value{d.Slot, d.P90})
	}
	return []pair{all}
}

// pair is two settings that lie so far apart.
type pair struct {
	low, high setting
	apart     float64
}

// slopes move each value of a factor alone from its P10 to its P90, the others at their means.
func (f *Factor) slopes() []pair {
	moves := make([]pair, len(f.Drawn))
	for i, d := range f.Drawn {
		moves[i] = pair{f.alone(i, d.P10), f.alone(i, d.P90), d.P90 - d.P10}
	}
	return moves
}

// alone sets one value, and the others to their means; of shares to what that leaves of them.
func (f *Factor) alone(moved int, to float64) setting {
	s := f.mean()
	if mean := f.Drawn[moved].Mean; f.Shares && mean < 1 {
		for i := range s {
			s[i].to *= (1 - to) / (1 - mean)
		}
	}
	s[moved].to = to
	return s
}
