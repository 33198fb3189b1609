package main

import (
	"io"
	"os"
	"sync"
	"time"

	bars "github.com/jedib0t/go-pretty/v6/progress"
	"github.com/sourcegraph/conc"
	"golang.org/x/term"
)

// drawBar is a bar in a terminal that says how far draws, or records, have come and how long
// they will take. It shows after a second, so that short work says nothing, and never in a file.
type drawBar struct {
	mu      sync.Mutex
	writer  bars.Writer // nil where stderr is no terminal
	tracker bars.Tracker
	began   time.Time
	shown   bool
	drawing conc.WaitGroup // until the bar is gone
}

const (
	barAfter = time.Second
	barEvery = 200 * time.Millisecond
	barWidth = 30
)

func newDrawBar(stderr io.Writer, message string) *drawBar {
	b := &drawBar{began: time.Now()}
	if !terminal(stderr) {
		return b
	}
	b.writer = bars.NewWriter()
	b.writer.SetOutputWriter(stderr)
	b.writer.SetUpdateFrequency(barEvery)
	b.writer.SetTrackerLength(barWidth)
	style := bars.StyleDefault
	style.Visibility = bars.StyleVisibility{Percentage: true, ETA: true, Time: true, Tracker: true}
	style.Options.ETAString = "left"
	style.Options.DoneString = "done"
	style.Options.TimeInProgressPrecision = time.Second
	b.writer.SetStyle(style)
	b.writer.SetTrackerPosition(bars.PositionRight)
	b.tracker = bars.Tracker{Message: message}
	b.writer.AppendTracker(&b.tracker) // its time begins here
	return b
}

// done is told of each block that is drawn, or how many bytes were read.
func (b *drawBar) done(blocks, of int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.writer == nil {
		return
	}
	if !b.shown && time.Since(b.began) >= barAfter && blocks < of {
		b.shown = true
		b.tracker.UpdateTotal(int64(of))
		b.drawing.Go(b.writer.Render)
	}
	if b.shown {
		b.tracker.SetValue(int64(blocks))
	}
}

// say changes what the bar says.
func (b *drawBar) say(message string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.writer != nil {
		b.tracker.UpdateMessage(message)
	}
}

// end says on the bar that all is drawn, or leaves it where it stopped.
func (b *drawBar) end(err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.shown {
		if err == nil {
			b.tracker.MarkAsDone()
		}
		b.writer.Stop()
		b.drawing.Wait()
	}
}

// terminal says whether what is written is read by a person as it comes.
func terminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}
