package risk

import "slices"

// Standing says what the drawn values of a study are while nothing is drawn, so that some can
// be drawn and the others stand.
type Standing struct {
	values []float64 // by slot; 0 where the slot has a switch
	// switches are the slots that stand for cells which differ. The value after those of all
	// slots, a switch each in this order, is 1 while its slot stands and 0 while it is drawn.
	switches []int
}

// Stand gives the study in which slots can stand, for some of its scenarios, and what they then
// are. A slot that takes the place of different cells has no one value at which it stands:
// in each product x becomes x + stands · switch, where one of the two is always 0.
func Stand(study *Study, scenarios []int) (*Study, *Standing) {
	standing := &Standing{values: make([]float64, study.Slots)}
	known := make([]bool, study.Slots)
	for _, k := range scenarios {
		for _, expression := range study.Scenarios[k].Uncertain {
			for _, product := range expression {
				for i, slot := range product.Slots {
					switch {
					case !known[slot]:
						standing.values[slot], known[slot] = product.Stands[i], true
					case standing.values[slot] != product.Stands[i] && !slices.Contains(standing.switches, slot):
						standing.switches = append(standing.switches, slot)
					}
				}
			}
		}
	}
	slices.Sort(standing.switches)
	for _, slot := range standing.switches {
		standing.values[slot] = 0
	}
	stood := *study
	stood.Slots += len(standing.switches)
	stood.Scenarios = slices.Clone(study.Scenarios)
	for _, k := range scenarios {
		scenario := &stood.Scenarios[k]
		uncertain := make(map[Figure]Expression, len(scenario.Uncertain))
		for figure, expression := range scenario.Uncertain {
			uncertain[figure] = standing.switched(expression)
		}
		scenario.Uncertain = uncertain
	}
	return &stood, standing
}

// switched multiplies the switches of an expression out.
func (s *Standing) switched(e Expression) Expression {
	var all Expression
	for _, product := range e {
		spread := Expression{{Times: product.Times}}
		for i, slot := range product.Slots {
			at := s.switchOf(slot)
			for k := range spread {
				if before := spread[k]; at >= 0 {
					spread = append(spread, Product{Times: before.Times * product.Stands[i], Slots: append(slices.Clone(before.Slots), at)})
				}
				spread[k].Slots = append(slices.Clone(spread[k].Slots), slot)
			}
		}
		all = append(all, spread...)
	}
	return all
}

// switchOf is the place of a slot's switch among the values, -1 where it has none.
func (s *Standing) switchOf(slot int) int {
	at, found := slices.BinarySearch(s.switches, slot)
	if !found {
		return -1
	}
	return len(s.values) + at
}

// Values are the values of all slots, and of their switches, while nothing is drawn.
func (s *Standing) Values() []float64 {
	values := slices.Clone(s.values)
	for range s.switches {
		values = append(values, 1)
	}
	return values
}
