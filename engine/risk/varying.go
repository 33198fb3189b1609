package risk

import (
	"sync"

	"parity/engine/panel"
)

// Varying is the sum of the outcomes of a draft on the same draws for one value of a slot after
// another. What does not follow from the slot is worked out once and kept.
type Varying struct {
	after panel.After
	// inputs are what the slot's consequences take, over all draws; nil for the slot itself.
	inputs   [][]float64
	outcomes int
	draws    int
	rooms    sync.Pool // of *varyingRoom
}

// varyingRoom is what one of several callers works with.
type varyingRoom struct {
	machine     *panel.Machine
	inputs, out [][]float64
	value       []float64
}

// Varying draws the first so many draws of a sampler for a draft whose last slot is to vary,
// which the sampler does not draw; at is any value of that slot. It is nil where what has to be
// kept would not fit in memory.
func (d *Draft) Varying(sampler Sampler, draws int, at float64) *Varying {
	p := d.of
	slot := p.study.Slots - 1
	split := p.calculation.Split(p.forms, p.inTime(), p.study.Slots, [][]int{{slot}})
	v := &Varying{after: split.After[0], outcomes: len(p.outcomes), draws: draws}
	if len(v.after.Inputs)*draws > mostValues {
		return nil
	}
	for _, input := range v.after.Inputs {
		var row []float64
		if input != slot {
			row = make([]float64, draws)
		}
		v.inputs = append(v.inputs, row)
	}
	values, all := newPanel(p.study.Slots), newPanel(v.outcomes+split.Kept)
	for lane := range values[slot] {
		values[slot][lane] = at
	}
	whole := split.Whole.NewMachine()
	for first := 0; first < draws; first += PanelDraws {
		sampler.Fill(uint64(first), values[:slot])
		whole.Work(values, all, PanelDraws)
		for i, input := range v.after.Inputs {
			switch {
			case input < slot:
				copy(v.inputs[i][first:], values[input])
			case input > slot:
				copy(v.inputs[i][first:], all[v.outcomes+input-slot-1])
			}
		}
	}
	v.rooms.New = func() any {
		return &varyingRoom{v.after.NewMachine(), make([][]float64, len(v.inputs)), newPanel(v.outcomes), make([]float64, PanelDraws)}
	}
	return v
}

// Totals is the sum of the outcomes draw by draw with a value of the slot. It is safe for several
// callers at once.
func (v *Varying) Totals(value float64) ([]float64, error) {
	room := v.rooms.Get().(*varyingRoom)
	defer v.rooms.Put(room)
	for lane := range room.value {
		room.value[lane] = value
	}
	totals := make([]float64, v.draws)
	for first := 0; first < v.draws; first += PanelDraws {
		for i, row := range v.inputs {
			if room.inputs[i] = room.value; row != nil {
				room.inputs[i] = row[first:][:PanelDraws]
			}
		}
		room.machine.Work(room.inputs, room.out, PanelDraws)
		if err := total(room.out, totals[first:]); err != nil {
			return nil, err
		}
	}
	return totals, nil
}
