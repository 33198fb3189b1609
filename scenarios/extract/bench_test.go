package extract

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
)

// manyEpisodes is an extract without surprises, plain or with every cell in quotes.
func manyEpisodes(records int, quoted bool) string {
	random := rand.New(rand.NewPCG(3, 4))
	var b strings.Builder
	write := func(cells ...string) {
		if quoted {
			b.WriteString(`"` + strings.Join(cells, `","`) + "\"\n")
		} else {
			b.WriteString(strings.Join(cells, ",") + "\n")
		}
	}
	write("person", "provider", "commissioner", "currency", "start", "end")
	for range records {
		end := ""
		if random.IntN(4) > 0 {
			end = fmt.Sprintf("2026-%02d-%02d", 1+random.IntN(12), 1+random.IntN(28))
		}
		write(fmt.Sprintf("p%07d", random.IntN(records)), "RT2", [...]string{"NTH", "STH"}[random.IntN(2)], [...]string{"1", "2"}[random.IntN(2)],
			fmt.Sprintf("2025-%02d-%02d", 1+random.IntN(12), 1+random.IntN(28)), end)
	}
	return b.String()
}

// Reading at the usual number of workers: bytes a second, and records of about 40 bytes.
func BenchmarkRead(b *testing.B) {
	for _, form := range []struct {
		name   string
		quoted bool
	}{{"plain", false}, {"quoted", true}} {
		text := manyEpisodes(500_000, form.quoted)
		read := func(b *testing.B, what func(*Source) error) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				source, err := Open(StandardInput, struct{ io.Reader }{strings.NewReader(text)})
				if err == nil {
					err = what(source)
				}
				if err != nil {
					b.Fatal(err)
				}
			}
		}
		b.Run("price/"+form.name, func(b *testing.B) {
			job := newJob(b)
			read(b, func(s *Source) error { _, err := Price(context.Background(), s, job); return err })
		})
		b.Run("episodes/"+form.name, func(b *testing.B) {
			read(b, func(s *Source) error { _, _, err := Episodes(context.Background(), s, &EpisodesJob{}); return err })
		})
	}
}
