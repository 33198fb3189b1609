package extract

import (
	"context"
	"strings"
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
			want, got := 0, recordEnd(text, p, ',')
			if field.ending == atNewline || field.ending == openQuote && got != 0 { // more text may close a quote
				want = field.next
			}
			if got != want {
				t.Fatalf("%q from %d: %d, want %d", text, p, got, want)
			}
			if want == 0 {
				return
			}
			p = want
		}
	})
}

// A block ends where its last whole record does.
func TestBlocksEndWhereRecordsDo(t *testing.T) {
	regular := 0
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.SampledFrom([]string{"a", "bc", "", `"a"`, `""`, `"a,b"`, "\"a\nb\"", `"say ""a"""`, `""""`, `a"b`, `"a"b`, `"a"b"c"`, `"`})
		text := ""
		for range rapid.IntRange(0, 12).Draw(t, "cells") {
			text += cell.Draw(t, "cell") + rapid.SampledFrom([]string{",", "\n", "\r\n"}).Draw(t, "then")
		}
		want := 0
		for next := 1; next > 0 && want < len(text); {
			if next = recordEnd([]byte(text), want, ','); next > 0 {
				want = next
			}
		}
		if quotesStandAboutFields([]byte(text), ',') {
			regular++
		}
		if got, _ := (&blocks{delimiter: ','}).end([]byte(text)); got != want {
			t.Fatalf("%q: %d, want %d", text, got, want)
		}
	})
	if regular == 0 {
		t.Error("no text took the shorter way")
	}
}

// Where no cell goes over several lines each line is a record, priced or an exception, however
// many quotes were forgotten to be closed.
func TestForgottenQuotesLoseNoRecord(t *testing.T) {
	of := newJob(t)
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.SampledFrom([]string{"a", "bc", `"a"`, `""`, `"a,b"`, `"say ""a"""`, `"forgotten`, `"forgotten ""too"`, `a"b`})
		text, lines := "note,other,provider,commissioner,currency,start,end\n", rapid.IntRange(1, 30).Draw(t, "lines")
		for range lines {
			text += cell.Draw(t, "note") + "," + cell.Draw(t, "other") + ",RT2,NTH,2,2025-04-01,2025-04-02" + rapid.SampledFrom([]string{"\n", "\r\n"}).Draw(t, "end")
		}
		job := &Job{Lists: of.Lists, Parties: of.Parties, block: rapid.IntRange(1, 400).Draw(t, "block")}
		source, err := Open(StandardInput, strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		p, err := Price(context.Background(), source, job)
		if err != nil {
			t.Fatal(err)
		}
		if p.Records != int64(lines) || p.Totals[0].Records+p.Refused != p.Records {
			t.Fatalf("%d lines are %d records, %d priced and %d exceptions:\n%s", lines, p.Records, p.Totals[0].Records, p.Refused, text)
		}
	})
}
