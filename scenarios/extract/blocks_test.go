package extract

import (
	"testing"

	"pgregory.net/rapid"
)

// A record ends where its last field does, whatever quotes it has.
func TestRecordsEndWhereTheirFieldsDo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := []byte(rapid.StringOfN(rapid.SampledFrom([]rune("a,\"\n\r")), 0, 40, -1).Draw(t, "text"))
		for p := 0; p < len(text); {
			var scratch []byte
			field := lexed{next: p}
			for field.ending == atDelimiter {
				field = lexField(text, field.next, ',', &scratch)
			}
			want := 0
			if field.ending == atNewline {
				want = field.next
			}
			if got := recordEnd(text, p, ','); got != want {
				t.Fatalf("%q from %d: %d, want %d", text, p, got, want)
			}
			if want == 0 {
				return
			}
			p = want
		}
	})
}
