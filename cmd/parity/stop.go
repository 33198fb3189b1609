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
	ctx, stop := signal.NotifyContext(context.Background(), stopSignals()...)
	defer stop()
	err := work(ctx)
	if ctx.Err() != nil && errors.Is(err, context.Canceled) {
		return &stoppedError{}
	}
	return err
}

// stopSignals are those by which a program is told to stop.
func stopSignals() []os.Signal {
	if signal.Ignored(syscall.SIGHUP) { // as nohup has it
		return []os.Signal{os.Interrupt, syscall.SIGTERM}
	}
	return []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP}
}

// stoppedError is work that was told to stop (Ctrl-C) before anything was written.
type stoppedError struct{}

func (*stoppedError) Error() string {
	return "stopped before the end; nothing was written, and what was there is as it was"
}
