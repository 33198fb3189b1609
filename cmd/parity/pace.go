package main

import (
	"time"

	"parity/engine/risk"
)

// pace refuses, without --large, to go on with base draws that would take longer than mostTime:
// by what the second block of them takes, as the first has each factor alone to work out too.
type pace struct {
	draws  int
	refuse func(error)
	began  time.Time // the second block
}

// done is told of each panel that is worked out.
func (p *pace) done(panels, of int) {
	const block = risk.BlockDraws / risk.PanelDraws
	switch panels {
	case block:
		p.began = time.Now()
	case 2 * block:
		takes := time.Since(p.began) / block * time.Duration(of)
		if p.draws > usualBaseDraws && takes > mostTime {
			p.refuse(usagef("%d base draws take about %s here; add --large if that is meant, or draw fewer: %d are enough for most questions, and the page says how far its shares may be off",
				p.draws, inTime(takes), usualBaseDraws))
		}
	}
}
