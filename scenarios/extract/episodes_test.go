package extract

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"parity/engine/episodes"
)

// follow reads the episodes of a text.
func follow(t testing.TB, text string, job *EpisodesJob) ([]episodes.Episode, *Read, error) {
	t.Helper()
	source, err := Open(StandardInput, struct{ io.Reader }{strings.NewReader(text)})
	if err != nil {
		t.Fatal(err)
	}
	defer source.Close()
	kept, read, err := Episodes(context.Background(), source, job)
	if err != nil {
		return nil, nil, err
	}
	return slices.Collect(kept.All()), read, nil
}

// said are the episodes that were read, in words.
func said(all *episodes.Kept, read *Read) (words []string) {
	for e := range all.All() {
		words = append(words, saying(e, read))
	}
	return words
}

// asRead are the episodes of a text, in words, and then its exceptions.
func asRead(all []episodes.Episode, read *Read) string {
	var words []string
	for _, e := range all {
		words = append(words, saying(e, read))
	}
	for _, e := range read.Exceptions {
		words = append(words, fmt.Sprintf("line %d %s: %s", e.Line, e.Column, e.Reason))
	}
	return strings.Join(words, "\n")
}

// saying is an episode in words, by the codes it was read with.
func saying(e episodes.Episode, read *Read) string {
	end, reviewed := "open", ""
	if e.End != 0 {
		end = e.End.String()
	}
	if e.Reviewed != 0 {
		reviewed = " reviewed " + e.Reviewed.String()
	}
	return fmt.Sprintf("line %d: person %d, %s for %s, %s from %s to %s%s, record %d", e.Line, e.Person, read.Codes.Providers[e.Provider],
		read.Codes.Commissioners[e.Commissioner], read.Codes.Currencies[e.Currency], e.Start, end, reviewed, e.Record)
}

func TestEpisodes(t *testing.T) {
	const text = "person,provider,commissioner,currency,start,end,reviewed,record,measure\n" +
		"ann,rt2,NTH,01,2025-04-01,,2025-06-01,70,\n" +
		"\"bob, the second\",RT2,STH,2,2024-01-31,2025-04-01,,8,\n" +
		" ann ,RT2,NTH,2,2025-07-01,2025-07-01,,71,\n" +
		",RT2,NTH,2,2025-07-01,,,72,\n" +
		"cat,RT2,NTH,2,2025-07-02,2025-07-01,,73,\n" +
		"cat,RT2,NTH,2,2025-07-02,,,many,\n" +
		"cat,RT2,NTH,77,2025-07-02,,,74,\n" +
		"cat,RT2,NTH,1,2025-07-02,,05/06/2025,75,\n" +
		"cat,RT2,NTH,A01,2025-07-02,,,76,contact\n" +
		"cat,AAA,NTH,1,2025-07-02,,,77,\n"
	all, read, err := follow(t, text, &EpisodesJob{Parties: Parties{Currencies: []string{"1", "2", "A01"}}})
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Join([]string{
		"line 2: person 0, RT2 for NTH, 1 from 2025-04-01 to open reviewed 2025-06-01, record 70",
		"line 3: person 1, RT2 for STH, 2 from 2024-01-31 to 2025-04-01, record 8",
		"line 4: person 0, RT2 for NTH, 2 from 2025-07-01 to 2025-07-01, record 71",
		"line 11: person 2, AAA for NTH, 1 from 2025-07-02 to open, record 77",
		"line 5 person: nothing, where people are told apart",
		"line 6 end: an end before the start",
		"line 7 record: not a whole number of up to 18 digits, by which records are put in order",
		"line 8 currency: a code that the model does not have and the mapping does not translate",
		"line 9 reviewed: a date whose order is not certain; dates are written 2025-04-01, or as a mapping says",
		"line 10 : a measure or a quantity is stated: it counts acts, and says of nobody from when to when they were there",
	}, "\n")
	if got := asRead(all, read); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if read.Records != 10 || read.Refused != 6 || read.SHA256 != hex.EncodeToString(sum256(text)) {
		t.Errorf("%d records, %d refused, %s", read.Records, read.Refused, read.SHA256)
	}
}

func sum256(text string) []byte {
	sum := sha256.Sum256([]byte(text))
	return sum[:]
}

func TestEpisodesNeedPeopleAndEnds(t *testing.T) {
	for text, want := range map[string]string{
		"provider,commissioner,currency,start,end\n":    `standard input: found no column "person" for the person, among provider, commissioner, currency, start, end; name the column in a mapping (--map), which --guess proposes`,
		"person,provider,commissioner,currency,start\n": `standard input: found no column "end" for the end, among person, provider, commissioner, currency, start; name the column in a mapping (--map), which --guess proposes`,
	} {
		if _, _, err := follow(t, text, &EpisodesJob{}); err == nil || err.Error() != want {
			t.Errorf("got %v\nwant %s", err, want)
		}
	}
}

// However many workers read blocks of whatever size in whichever lane, they read the same.
func TestEpisodesAreTheSameForAnyWorkers(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	var text strings.Builder
	text.WriteString("record;person;provider;commissioner;currency;start;end;reviewed\r\n")
	for i := range 5000 {
		end := fmt.Sprintf("2025-%02d-%02d", 1+random.IntN(12), 1+random.IntN(28))
		if random.IntN(3) == 0 {
			end = ""
		}
		quote := [...]string{"", "", "\""}[random.IntN(3)]
		fmt.Fprintf(&text, "%d;%sp%d%s;%s%c%d%s;NTH;%d;2024-%02d-%02d;%s;%s\r\n", i, quote, random.IntN(900), quote, quote, 'a'+rune(random.IntN(26)), random.IntN(30), quote,
			random.IntN(4), 1+random.IntN(12), 1+random.IntN(30), end, end)
	}
	one, read, err := follow(t, text.String(), &EpisodesJob{workers: 1, slowly: true})
	if err != nil {
		t.Fatal(err)
	}
	if len(one) < 4000 || read.Refused == 0 {
		t.Fatalf("%d episodes, %d refused", len(one), read.Refused)
	}
	for _, job := range []*EpisodesJob{{workers: 1}, {workers: 8, block: 500}, {workers: 3, block: 70, slowly: true}} {
		again, as, err := follow(t, text.String(), job)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(one, again) || !reflect.DeepEqual(read, as) {
			t.Errorf("%d workers, blocks of %d: other episodes", job.workers, job.block)
		}
	}
}

// People keep their numbers from one extract to the next, of which only three columns count.
func TestSpells(t *testing.T) {
	people := NewPeople()
	if _, _, err := follow(t, head+"ann,RT2,NTH,1,2025-04-01,\nbob,RT2,NTH,1,2025-04-01,\n", &EpisodesJob{People: people}); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "spells.csv")
	const text = "person,provider,start,end,currency\nbob,?,2025-05-01,2025-05-09,\ncat,?,2025-05-01,,\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	source, err := Open(path, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer source.Close()
	spells, read, err := Spells(context.Background(), source, &EpisodesJob{People: people})
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(spells); got != "[{1 2025-05-01 2025-05-09 2 2} {2 2025-05-01 0000-01-00 3 3}]" || read.SHA256 != hex.EncodeToString(sum256(text)) || read.Name != "spells.csv" {
		t.Errorf("%s, %+v", got, read)
	}
}
