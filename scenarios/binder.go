package scenarios

import (
	"sync"

	"github.com/sourcegraph/conc"

	"parity/engine/risk"
)

// binder binds the scenarios of a study as they are run and, where it drafts, has them written down
// one after the other beside that.
type binder struct {
	drafts  bool
	binding func() *binding
	draft   *drafting // nil where it is not begun yet
}

// drafting is a study being written down in the order of its scenarios, whichever is run first.
type drafting struct {
	writing   conc.WaitGroup
	bound     []chan bool // by scenario, whether it could be bound; closed where it is never known
	projected chan *risk.Projection
}

func (b *binder) begun(s *Study) {
	b.binding = sync.OnceValue(func() *binding { return newBinding(s) })
	if b.drafts && s.Model.Setting(KeyChance) != chancePlays { // which needs all scenarios before the first is written down
		b.draft = newDrafting(s)
		b.draft.writing.Go(func() { b.draft.write(b.binding, s.Baseline) })
	}
}

func (b *binder) ran(_ *Study, scenario int) {
	bound := b.binding().scenario(scenario)
	if b.draft != nil {
		b.draft.bound[scenario] <- bound
	}
}

// giveUp ends a draft of a study that cannot be drawn.
func (b *binder) giveUp() {
	if b.draft != nil {
		for _, bound := range b.draft.bound {
			close(bound)
		}
	}
}

// projection is the study written down, when it is first asked for.
func (b *binder) projection(u *Uncertainty) func() *risk.Projection {
	if b.draft == nil {
		return sync.OnceValue(func() *risk.Projection { return risk.NewProjection(&u.Study) })
	}
	return sync.OnceValue(func() *risk.Projection {
		b.draft.writing.Wait() // which has its panic
		return <-b.draft.projected
	})
}

func newDrafting(s *Study) *drafting {
	d := &drafting{bound: make([]chan bool, len(s.Scenarios)), projected: make(chan *risk.Projection, 1)}
	for i := range d.bound {
		d.bound[i] = make(chan bool, 1)
	}
	return d
}

// write writes scenarios down as they are bound, until one is not.
func (d *drafting) write(binding func() *binding, baseline int) {
	b := binding()
	if b.err != nil {
		return
	}
	known := <-d.bound[baseline] // all are measured against it
	draft := risk.NewDraft(&b.of.Study, nil, risk.Every)
	for i, bound := range d.bound {
		if i != baseline {
			known = <-bound
		}
		if !known {
			return
		}
		draft.Add(i)
	}
	d.projected <- draft.Projection()
}
