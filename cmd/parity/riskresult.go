package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"parity/engine/risk"
	"parity/reports"
	"parity/reports/verify"
	"parity/scenarios"
)

// isDrawn says whether a file is what parity risk wrote.
func isDrawn(path string) (bool, error) {
	switch ending(path) {
	case partEnding:
		return true, nil
	case ".csv", ".json":
	default:
		return false, nil
	}
	file, err := os.Open(path)
	if err != nil {
		return false, fmt.Errorf("open the result: %w", err)
	}
	defer file.Close()
	start, err := bufio.NewReaderSize(file, drawnWithin).Peek(drawnWithin)
	if err != nil && !errors.Is(err, io.EOF) {
		return false, fmt.Errorf("read the result: %w", err)
	}
	return reports.IsRisk(bytes.TrimPrefix(start, []byte("\ufeff"))), nil
}

// drawnWithin is how much of a file says what it is.
const drawnWithin = 4096

// verifyDrawn checks what parity risk wrote, by making its draws again.
func verifyDrawn(file *os.File, path, name string, against verify.Against) (*verify.Finding, error) {
	var finding *verify.Finding
	err := untilStopped(func(ctx context.Context) (err error) {
		finding, err = drawnFinding(ctx, file, path, name, against)
		return err
	})
	return finding, err
}

func drawnFinding(ctx context.Context, file *os.File, path, name string, against verify.Against) (*verify.Finding, error) {
	if ending(path) == partEnding {
		return nil, &verify.NotResultError{Name: name, Found: "a part of the draws of a run", Remedy: "merge it with the others of the run, which checks each part's bytes: parity risk MODEL --merge " + name + " OTHER... --out FILE; and verify what comes out"}
	}
	draw, remove := redrawing(ctx, name)
	defer remove()
	if ending(path) == ".json" {
		return verify.DrawnJSON(file, name, against, draw)
	}
	beside, err := os.Open(path + reports.BesideEnding)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%[1]s: %[1]s%[2]s is not there; parity risk writes it beside the .csv, and it names the draws and the seed, without which they cannot be made again; put the two side by side under their own names, or make both again (parity risk MODEL --out %[1]s)", name, reports.BesideEnding)
	} else if err != nil {
		return nil, fmt.Errorf("open what lies beside the result, which names the draws and the seed: %w", err)
	}
	defer beside.Close()
	return verify.DrawnCSV(file, beside, name, against, draw)
}

// verifyWorkbook checks a workbook, by making its draws again where it has any.
func verifyWorkbook(file *os.File, size int64, name string, against verify.Against) (*verify.Finding, error) {
	var finding *verify.Finding
	err := untilStopped(func(ctx context.Context) (err error) {
		draw, remove := redrawing(ctx, name)
		defer remove()
		against.Draw = draw
		finding, err = verify.Workbook(file, size, name, against)
		return err
	})
	return finding, err
}

// redrawing makes the draws of a result again. What is compared reads in them, so they are kept
// until remove takes them away.
func redrawing(ctx context.Context, name string) (draw verify.Draw, remove func()) {
	var all []*keptDraws
	draw = func(d *scenarios.Drawable, version string, asked verify.Draws) (*reports.RiskFigures, error) {
		q := riskQuestion{seed: asked.Seed, draws: risk.Whole(asked.Number)}
		if err := q.draws.Check(); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if err := q.checkSize(ctx, d); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		driven, err := driveAll(ctx, d, asked.Drivers, asked.Seed, nil)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		kept := &keptDraws{}
		all = append(all, kept)
		drawn, err := d.Draw(ctx, risk.Origin{Study: reports.Fingerprint(d.Study, version), Seed: asked.Seed, Range: q.draws}, 0, kept.provide, nil)
		if err != nil {
			return nil, err
		}
		figures, err := reports.NewRiskFigures(ctx, drawn, 0)
		if err != nil {
			return nil, err
		}
		figures.Drivers = driven
		return figures, nil
	}
	remove = func() {
		for _, kept := range all {
			kept.remove()
		}
	}
	return draw, remove
}
