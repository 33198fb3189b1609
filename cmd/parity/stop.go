package main

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"syscall"
)

// untilStopped does work that Ctrl-C, or being told to end, stops; that it was is a
// *stoppedError.
func untilStopped(work func(ctx context.Context) error) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
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
