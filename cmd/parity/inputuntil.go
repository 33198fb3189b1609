package main

import (
	"context"
	"io"
)

// inputUntil reads until its context is done, though what it reads from says nothing for ever: a
// terminal, or a pipe to which nobody writes.
type inputUntil struct {
	ctx  context.Context
	from io.Reader
	room []byte
	left []byte // of what was read into room, what is not yet taken
	err  error
	came chan arrival
}

// arrival is what a read came to.
type arrival struct {
	bytes int
	err   error
}

// inputRoom is how much is read at a time: as much as a pipe holds.
const inputRoom = 64 << 10

func newInputUntil(ctx context.Context, from io.Reader) *inputUntil {
	return &inputUntil{ctx: ctx, from: from, came: make(chan arrival, 1)}
}

func (s *inputUntil) Read(p []byte) (int, error) {
	if s.room == nil {
		s.room = make([]byte, inputRoom)
	}
	if len(s.left) == 0 && s.err == nil {
		go func() {
			n, err := s.from.Read(s.room)
			s.came <- arrival{n, err}
		}()
		select {
		case a := <-s.came:
			s.left, s.err = s.room[:a.bytes], a.err
		case <-s.ctx.Done():
			s.err = s.ctx.Err()
		}
	}
	if len(s.left) == 0 {
		return 0, s.err
	}
	n := copy(p, s.left)
	s.left = s.left[n:]
	return n, nil
}
