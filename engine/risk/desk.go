package risk

// desk is where columns are laid out draw by draw to be summed up and compared. A sample's desks
// are used again and again: a long run has many columns, and each takes 8 bytes a draw.
type desk struct {
	values, others []float64
	sorted         sorted
}

// desk gives one that nobody else uses, until it is left.
func (s *Sample) desk() *desk {
	if on, is := s.desks.Get().(*desk); is {
		return on
	}
	return &desk{}
}

// leave gives a desk back. What was laid out on it may be written over from now on.
func (s *Sample) leave(on *desk) { s.desks.Put(on) }

// layOut lays out two columns.
func (s *Sample) layOut(on *desk, a, b int) (x, y []float64, err error) {
	if on.values, err = s.valuesInto(on.values, a); err != nil {
		return nil, nil, err
	}
	if on.others, err = s.valuesInto(on.others, b); err != nil {
		return nil, nil, err
	}
	return on.values, on.others, nil
}

// order puts a column in order and sums it up. The order lasts until the desk is used again.
func (s *Sample) order(column int, on *desk) (order, moments, error) {
	if h := s.histograms[column]; h != nil {
		m, err := s.moments(column)
		if err != nil {
			return nil, m, err
		}
		return countedOf(h, m), m, nil
	}
	var err error
	if on.values, err = s.valuesInto(on.values, column); err != nil {
		return nil, moments{}, err
	}
	m := momentsOfAll(on.values)
	on.sorted.deal(on.values, m.least, m.most)
	return &on.sorted, m, nil
}
