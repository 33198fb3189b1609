package workbook

import (
	"bytes"
	"compress/flate"
	"hash/crc32"
	"io"
	"testing"

	"pgregory.net/rapid"
)

// Stretches packed by themselves, one after the other, unpack to what was written, with its sum.
func TestStretchesJoin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		texts := rapid.SliceOfN(rapid.SliceOfN(rapid.Byte(), 0, 40_000), 1, 4).Draw(t, "texts")
		c := newCompressor()
		var whole, packed bytes.Buffer
		sum := uint32(0)
		for i, text := range texts {
			is, err := c.pack(func(w io.Writer) error { _, err := w.Write(text); return err }, i == len(texts)-1)
			if err != nil {
				t.Fatal(err)
			}
			whole.Write(text)
			packed.Write(is.packed)
			sum = joined(sum, is)
		}
		unpacked, err := io.ReadAll(flate.NewReader(&packed))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(unpacked, whole.Bytes()) {
			t.Error("the stretches unpack to something else")
		}
		if want := crc32.ChecksumIEEE(whole.Bytes()); sum != want {
			t.Errorf("sum %08x, want %08x", sum, want)
		}
	})
}
