package risk

// Factor is what is drawn independently of all else: a parameter, or parameters that depend on
// each other, which no share of a variance can be told apart of.
type Factor struct {
	Name  string
	Drawn []Drawn
	// AsOne says that all its values rise with one random number, so that all of them are at
	// their P10 together and at their P90.
	AsOne bool
	// Shares says that what is drawn are shares of a whole.
	Shares bool
}

// Drawn is one drawn value of a factor and what is known of it alone.
type Drawn struct {
	Slot           int
	P10, Mean, P90 float64
}

// setting is some values being other than they stand.
type setting []value

// value is what a slot is set to.
type value struct {
	slot int
	to   float64
}

// every sets each value of a factor.
func (f *Factor) every(to func(d *Drawn) float64) setting {
	var s setting
	for i := range f.Drawn {
		s = append(s, value{f.Drawn[i].Slot, to(&f.Drawn[i])})
	}
	return s
}

func (f *Factor) low() setting  { return f.every(func(d *Drawn) float64 { return d.P10 }) }
func (f *Factor) mean() setting { return f.every(func(d *Drawn) float64 { return d.Mean }) }
func (f *Factor) high() setting { return f.every(func(d *Drawn) float64 { return d.P90 }) }

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
