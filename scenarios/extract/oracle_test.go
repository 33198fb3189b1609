package extract

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// slowEpisodes reads episodes the plain way: encoding/csv and a time.Time a date, one record
// after the other. What it gives are the sayings of the episodes and the lines of the rest.
func slowEpisodes(t *testing.T, text string, parties Parties) (said []string, refused []int64) {
	t.Helper()
	reader := csv.NewReader(strings.NewReader(text))
	reader.FieldsPerRecord = -1
	header, err := reader.Read()
	if err != nil {
		t.Fatal(err)
	}
	people := map[string]int{}
	for {
		cells, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return said, refused
		}
		if err != nil {
			t.Fatal(err)
		}
		line, _ := reader.FieldPos(0)
		if s := slowEpisode(header, cells, line, parties, people); s != "" {
			said = append(said, s)
		} else {
			refused = append(refused, int64(line))
		}
	}
}

// slowEpisode is one record's saying; none where anything is wrong with it.
func slowEpisode(header, cells []string, line int, parties Parties, people map[string]int) string {
	if len(cells) != len(header) {
		return ""
	}
	cell := func(name string) string { return cells[slices.Index(header, name)] }
	code := func(name string, known []string) string {
		code := strings.TrimSpace(cell(name))
		if stripped := strings.TrimLeft(code, "0"); !slices.Contains(known, code) && slices.Contains(known, stripped) {
			code = stripped
		}
		if !slices.Contains(known, code) && slices.Contains(known, strings.ToUpper(code)) {
			code = strings.ToUpper(code)
		}
		if !slices.Contains(known, code) {
			return ""
		}
		return code
	}
	provider, commissioner, currency := code("provider", parties.Providers), code("commissioner", parties.Commissioners), code("currency", parties.Currencies)
	start, startErr := time.Parse(time.DateOnly, cell("start"))
	end, reviewed := "open", ""
	if text := cell("end"); text != "" {
		date, err := time.Parse(time.DateOnly, text)
		if err != nil || date.Before(start) {
			return ""
		}
		end = text
	}
	if text := cell("reviewed"); text != "" {
		if _, err := time.Parse(time.DateOnly, text); err != nil {
			return ""
		}
		reviewed = " reviewed " + text
	}
	record, recordErr := strconv.ParseUint(cell("record"), 10, 63)
	person := cell("person")
	if provider == "" || commissioner == "" || currency == "" || startErr != nil || recordErr != nil || person == "" {
		return ""
	}
	if _, known := people[person]; !known {
		people[person] = len(people)
	}
	return fmt.Sprintf("line %d: person %d, %s for %s, %s from %s to %s%s, record %d", line, people[person], provider, commissioner, currency, cell("start"), end, reviewed, record)
}

// randomExtract is an extract as encoding/csv writes it, or with every cell in quotes, with
// records that are wrong among them.
func randomExtract(random *rand.Rand, records int, quoted bool) string {
	pick := func(of ...string) string { return of[random.IntN(len(of))] }
	date := func() string {
		return fmt.Sprintf("%d-%02d-%02d", 2023+random.IntN(3), 1+random.IntN(12), 1+random.IntN(29))
	}
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	write := func(cells []string) {
		if !quoted {
			w.Write(cells)
			w.Flush()
			return
		}
		for i, cell := range cells {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(`"` + strings.ReplaceAll(cell, `"`, `""`) + `"`)
		}
		b.WriteByte('\n')
	}
	write([]string{"currency", "note", "person", "end", "start", "commissioner", "reviewed", "provider", "record"})
	for i := range records {
		cells := []string{pick("1", "2", "02", "A01", "a01", "99"), pick("", "x", "a, b", "two\nlines", `a "word"`), pick("", fmt.Sprint("p", random.IntN(40)), fmt.Sprint("person ", random.IntN(40), `, "q"`), "line\nbreak"),
			pick("", date(), date()), pick(date(), date(), date(), "01/02/2024", ""), pick("NTH", "STH", "STH", "nth", ""), pick("", "", date()), pick("RT2", "RT2", "RXX99-LONG", "XX"), strconv.Itoa(i)}
		if random.IntN(30) == 0 {
			cells = cells[:1+random.IntN(8)]
		}
		if random.IntN(30) == 0 {
			cells[len(cells)-1] = pick("", "-1", "1.5", "many")
		}
		write(cells)
	}
	return b.String()
}

// The same episodes and exceptions as a slow reading finds, on random extracts.
func TestEpisodesAsReadSlowly(t *testing.T) {
	parties := Parties{Providers: []string{"RT2", "RXX99-LONG"}, Commissioners: []string{"NTH", "STH"}, Currencies: []string{"1", "2", "A01"}}
	for seed := range uint64(40) {
		random := rand.New(rand.NewPCG(seed, 7))
		text := randomExtract(random, 200, seed%2 == 1)
		want, refused := slowEpisodes(t, text, parties)
		if len(want) < 10 || len(refused) < 10 {
			t.Fatalf("a dull extract: %d episodes, %d exceptions", len(want), len(refused))
		}
		all, read, err := follow(t, text, &EpisodesJob{Parties: parties, workers: 1 + random.IntN(8), block: 100 + random.IntN(3000)})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, e := range all {
			got = append(got, saying(e, read))
		}
		var lines []int64
		for _, e := range read.Exceptions {
			lines = append(lines, e.Line)
		}
		if !slices.Equal(got, want) {
			t.Fatalf("seed %d: got\n%s\nwant\n%s", seed, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		if !slices.Equal(lines, refused) || read.Records != int64(len(want)+len(refused)) || read.Refused != int64(len(refused)) {
			t.Fatalf("seed %d: refused lines %v\nwant %v", seed, lines, refused)
		}
	}
}
