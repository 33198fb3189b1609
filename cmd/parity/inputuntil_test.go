package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"testing"
	"testing/iotest"
)

// What is read is what is there, and an error of reading it is that.
func TestInputUntilReadsWhatIsThere(t *testing.T) {
	text := bytes.Repeat([]byte("one two three "), 20_000) // more than is read at a time
	if err := iotest.TestReader(newInputUntil(context.Background(), bytes.NewReader(text)), text); err != nil {
		t.Error(err)
	}
	broken := errors.New("the cable is out")
	if got, err := io.ReadAll(newInputUntil(context.Background(), io.MultiReader(bytes.NewReader(text), iotest.ErrReader(broken)))); !errors.Is(err, broken) || !bytes.Equal(got, text) {
		t.Errorf("%d bytes, %v", len(got), err)
	}
}

// Nothing comes, and yet it can be stopped.
func TestInputUntilStops(t *testing.T) {
	nobody, writer := io.Pipe()
	defer writer.Close()
	ctx, stop := context.WithCancel(context.Background())
	reader := newInputUntil(ctx, nobody)
	go func() {
		io.WriteString(writer, "some")
		stop()
	}()
	got, err := io.ReadAll(reader)
	if string(got) != "some" || !errors.Is(err, context.Canceled) {
		t.Errorf("%q, %v", got, err)
	}
	if n, err := reader.Read(make([]byte, 9)); n != 0 || !errors.Is(err, context.Canceled) {
		t.Errorf("afterwards %d, %v", n, err)
	}
}
