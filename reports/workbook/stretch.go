package workbook

import (
	"bytes"
	"hash/crc32"
	"io"

	"github.com/klauspost/compress/flate"
)

// stretch is a run of a part's bytes, packed by itself: the parts of an archive may be joined
// of such, so that the rows of a sheet can be packed before the library has made what stands
// about them.
type stretch struct {
	packed []byte
	sum    uint32 // CRC-32 of the bytes
	size   uint64 // in bytes, unpacked
}

// compressor packs one stretch after another. It is larger than most of them.
type compressor struct {
	packed bytes.Buffer
	*flate.Writer
}

func newCompressor() *compressor {
	c := &compressor{}
	c.Writer, _ = flate.NewWriter(&c.packed, flate.BestSpeed) // which is a level there is
	return c
}

// pack packs what is written, the last stretch of its part or one that others follow.
func (c *compressor) pack(write func(io.Writer) error, last bool) (stretch, error) {
	c.packed.Reset()
	c.Reset(&c.packed)
	to := &measured{to: c.Writer}
	if err := write(to); err != nil {
		return stretch{}, err
	}
	end := c.Flush
	if last {
		end = c.Close
	}
	if err := end(); err != nil {
		return stretch{}, err
	}
	return stretch{bytes.Clone(c.packed.Bytes()), to.sum, to.size}, nil
}

// measured counts and sums what is written.
type measured struct {
	to   io.Writer
	sum  uint32
	size uint64
}

func (m *measured) Write(p []byte) (int, error) {
	m.sum = crc32.Update(m.sum, crc32.IEEETable, p)
	m.size += uint64(len(p))
	return m.to.Write(p)
}

// joined is the CRC-32 of what has the first sum followed by a stretch. A sum is linear: that of
// the whole differs from the stretch's own by what the first becomes over as many zeros.
func joined(first uint32, s stretch) uint32 {
	var zeros [1 << 10]byte
	sum := ^first
	for left := s.size; left > 0; {
		n := min(left, uint64(len(zeros)))
		sum = crc32.Update(sum, crc32.IEEETable, zeros[:n])
		left -= n
	}
	return s.sum ^ ^sum
}
