package main

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"syscall"
)

// untilStopped does work that Ctrl-C, the closing of its window, or being told to end, stops, so
// that its temporary files are removed; that it was is a *stoppedError.
func untilStopped(work func(ctx context.Context) error) error {
	signals := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) { // as nohup has it
		signals = append(signals, syscall.SIGHUP)
	}
	ctx, stop := signal.NotifyContext(context.Background(), signals...)
	defer stop()
	err := work(ctx)
	if ctx.Err() != nil && errors.Is(err, context.Canceled) {
		return &stoppedError{}
	}
	return err
}

// stoppedError is work that was told to stop (Ctrl-C) before anything was written.
type stoppedError struct{}

func (*stoppedError) Error() string {
	return "stopped before the end; nothing was written, and what was there is as it was"
}
