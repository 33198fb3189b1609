package risk

import "sync/atomic"

// mostAhead is how much room draws made ahead may take, in bytes.
const mostAhead = 16 << 20

// ahead is a sampler that has drawn the first panels of a range before they were asked for.
type ahead struct {
	Sampler
	first  int
	panels []aheadPanel
	asked  atomic.Bool
}

type aheadPanel struct {
	ready  atomic.Bool
	values [][]float64
}

// Ahead gives a sampler of the same draws that begins to make those of a range at once, in the
// background, and stops when the first of them is asked for: while a study is being written down one
// processor has nothing else to do.
func Ahead(of Sampler, r Range) Sampler {
	slots := of.Slots()
	most := mostAhead / (max(slots, 1) * PanelDraws * numberBytes)
	a := &ahead{Sampler: of, first: r.First, panels: make([]aheadPanel, min(most, r.Draws()/PanelDraws))}
	go a.draw(slots)
	return a
}

func (a *ahead) draw(slots int) {
	defer func() { _ = recover() }() // whoever asks for the panel draws it again, and meets it there
	for i := range a.panels {
		if a.asked.Load() {
			return
		}
		p := &a.panels[i]
		p.values = newPanel(slots)
		a.Sampler.Fill(uint64(a.first+i*PanelDraws), p.values)
		p.ready.Store(true)
	}
}

// Fill gives what was drawn ahead, and draws what was not.
func (a *ahead) Fill(first uint64, values [][]float64) {
	a.asked.Store(true)
	at := int(first) - a.first
	if i := at / PanelDraws; at >= 0 && at%PanelDraws == 0 && i < len(a.panels) && a.panels[i].ready.Load() && len(values) > 0 && len(values[0]) == PanelDraws {
		for slot, row := range a.panels[i].values {
			copy(values[slot], row)
		}
		return
	}
	a.Sampler.Fill(first, values)
}
