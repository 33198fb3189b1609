package extract

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"
)

// Where a cell ends, and what it is as a key, is what bytes one by one say.
func TestWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		among := rapid.SampledFrom([]byte{',', ',' + 1, ',' - 1, ',' | 0x80, '\n', '\n' + 1, 'a', 'b', 0x80, 0xff, 1})
		text := rapid.SliceOfN(among, 0, 30).Draw(t, "text")
		b := append(append(bytes.Clone(text), '\n'), make([]byte, slack)...)
		if got, want := endOfCell(b, 0, ','*ones), bytes.IndexAny(append(text, '\n'), ",\n"); got != want {
			t.Fatalf("%q ends at %d, want %d", text, got, want)
		}
		comma := bytes.IndexByte(b[:8], ',')
		mark := lowest(zeros(wordAt(b, 0) ^ ','*ones))
		if (mark != 0) != (comma >= 0) {
			t.Fatalf("%q: mark %x, comma at %d", b[:8], mark, comma)
		}
		if comma < 0 {
			return
		}
		if got := bytesTo(mark); got != comma+1 {
			t.Fatalf("%q: %d bytes, want %d", b[:8], got, comma+1)
		}
		if got, want := marked(wordAt(b, 0), mark), keyOf(b[:comma]); got != want {
			t.Fatalf("%q: key %x, want %x", b[:8], got, want)
		}
	})
}
