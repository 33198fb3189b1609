package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"time"

	"parity/engine/risk"
	"parity/scenarios"
)

// What a run may take without --large: time, and room for the draws.
const (
	mostTime = 10 * time.Minute
	mostRoom = 2 << 30
)

// checkSize refuses a run that takes very long or very much room, unless it is asked for: by
// what the first block takes.
func (q *riskQuestion) checkSize(ctx context.Context, d *scenarios.Drawable) error {
	if q.large || q.draws.Draws() <= risk.ExactMonths {
		return nil
	}
	sampler, err := d.Sampler(q.seed)
	if err != nil {
		return err
	}
	began := time.Now()
	if err := risk.Draw(ctx, d.Projection(), sampler, risk.Range{Until: risk.BlockDraws, Of: q.draws.Of}, 1, nowhere{}, nil); err != nil {
		return err
	}
	workers := runtime.GOMAXPROCS(0)
	takes := time.Since(began) * time.Duration(q.draws.Draws()/risk.BlockDraws) / time.Duration(workers)
	room := roomOf(d.Projection(), q.draws)
	if takes <= mostTime && room <= mostRoom {
		return nil
	}
	return usagef("%d draws take about %s and %.1f GB of temporary disk here; add --large if that is meant, or draw fewer: 10,000 are enough for most questions, and the page says where they are not",
		q.draws.Draws(), inTime(takes), float64(room)/(1<<30))
}

// roomOf is how much room draws take: each figure of a year or the run 8 bytes a draw, and
// months as much up to risk.ExactMonths draws and next to nothing beyond. What comes to the same
// is kept once.
func roomOf(of *risk.Projection, draws risk.Range) int64 {
	var room int64
	firsts := of.Firsts()
	for k, o := range of.Outcomes() {
		if firsts[k] != k {
			continue
		}
		if !o.Period.Monthly() || draws.Of <= risk.ExactMonths {
			room += 8 * int64(draws.Draws())
		}
	}
	return room
}

// inTime says how long something takes.
func inTime(d time.Duration) string {
	switch {
	case d > 48*time.Hour:
		return fmt.Sprintf("%.0f days", d.Hours()/24)
	case d > 2*time.Hour:
		return fmt.Sprintf("%.0f hours", d.Hours())
	case d > 2*time.Minute:
		return fmt.Sprintf("%.0f minutes", d.Minutes())
	}
	return fmt.Sprintf("%.0f seconds", d.Seconds())
}

// nowhere takes draws and keeps none.
type nowhere struct{}

func (nowhere) Put(int, [][]float64) error { return nil }

// keptDraws is a temporary file of draws, readable by its owner only.
type keptDraws struct{ file *os.File }

// provide makes the file. Where the system lets an open file be removed it is gone from the
// folder at once, so that nothing is left however the program ends.
func (k *keptDraws) provide(int64) (risk.Store, error) {
	var err error
	if k.file, err = os.CreateTemp("", "parity-draws-*"); err != nil {
		return nil, err
	}
	os.Remove(k.file.Name())
	return k.file, nil
}

// remove takes the file away.
func (k *keptDraws) remove() {
	if k.file != nil {
		k.file.Close()
		os.Remove(k.file.Name())
	}
}

// mergedParts is a run put together from its parts, whose files stay open for it.
type mergedParts struct {
	sample *risk.Sample
	files  []*os.File
}

func (m *mergedParts) close() {
	for _, file := range m.files {
		file.Close()
	}
}

// mergeParts puts the parts of a run together. The run is to be that of the study with this
// fingerprint.
func mergeParts(paths []string, study string) (*mergedParts, error) {
	m := &mergedParts{}
	var samples []*risk.Sample
	var faults []error
	for _, path := range paths {
		sample, err := m.read(path)
		if err == nil && sample.Origin().Study != study {
			err = fmt.Errorf("%s is a part of another run: found the fingerprint %.12s…, and this model with these scenarios, this baseline and this version of Parity has %.12s…; give the --scenario and --baseline it was drawn with, or draw it again", path, sample.Origin().Study, study)
		}
		if err != nil {
			faults = append(faults, err)
			continue
		}
		samples = append(samples, sample)
	}
	if faults == nil {
		var err error
		if m.sample, err = risk.Merge(samples...); err == nil {
			return m, nil
		}
		faults = append(faults, err)
	}
	m.close()
	return nil, errors.Join(faults...)
}

func (m *mergedParts) read(path string) (*risk.Sample, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open the part: %w", err)
	}
	m.files = append(m.files, file)
	info, err := file.Stat()
	if err != nil {
		return nil, fmt.Errorf("open the part: %w", err)
	}
	sample, err := risk.ReadPart(file, info.Size())
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return sample, nil
}
