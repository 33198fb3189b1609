package risk

import (
	"errors"
	"fmt"
	"io"
)

// MemoryBytes is how large a sample may be to be kept in memory; a larger one goes to the
// Store that the caller provides. It holds 10,000 draws of five scenarios over five years
// month by month, and leaves a run well under 200 MB.
const MemoryBytes = 64 << 20

// Store keeps the draws of a large sample, say in a temporary file. It is safe for several
// callers at once, as files are. Who provides it takes it away when the sample is done with.
type Store interface {
	io.ReaderAt
	io.WriterAt
}

// NewStore provides a Store for so many bytes.
type NewStore func(bytes int64) (Store, error)

func openStore(bytes int64, provide NewStore) (Store, error) {
	if bytes <= MemoryBytes {
		return memory(make([]byte, bytes)), nil
	}
	if provide == nil {
		return nil, fmt.Errorf("the draws take %d MB: more than %d MB need a store; provide one", megabytes(bytes), MemoryBytes>>20)
	}
	store, err := provide(bytes)
	if err != nil {
		return nil, fmt.Errorf("keep %d MB of draws: %w", megabytes(bytes), err)
	}
	return store, nil
}

// megabytes rounds up to whole ones.
func megabytes(bytes int64) int64 { return (bytes + 1<<20 - 1) >> 20 }

// memory is a Store in memory.
type memory []byte

var errOutside = errors.New("outside of the store")

func (m memory) WriteAt(p []byte, at int64) (int, error) {
	if at < 0 || at+int64(len(p)) > int64(len(m)) {
		return 0, errOutside
	}
	return copy(m[at:], p), nil
}

func (m memory) ReadAt(p []byte, at int64) (int, error) {
	if at < 0 || at+int64(len(p)) > int64(len(m)) {
		return 0, errOutside
	}
	return copy(p, m[at:]), nil
}
