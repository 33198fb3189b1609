package main

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"os"

	"parity/engine/records"
	"parity/tariff"
)

// The made-up service of testdata/peers/prices: so many trusts and commissioners as England
// had of them, and what a person's stay in a cluster is about.
const (
	providers     = 55
	commissioners = 42
	perPerson     = 2.5 // episodes
	stay          = 150 // days, on average
	openShare     = 0.15
)

// clusters are the 21 of the Mental Health Clustering Tool.
var clusters = []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21}

// generate writes so many cluster episodes, the same for the same seed: invented people,
// trusts and dates, about the years 2024-25 and 2025-26.
func generate(path string, rows int, seed uint64) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer file.Close()
	w := bufio.NewWriterSize(file, 1<<20)
	if err := episodes(w, rows, seed); err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return file.Close()
}

func episodes(w io.Writer, rows int, seed uint64) error {
	random := rand.New(rand.NewPCG(seed, 0))
	if _, err := io.WriteString(w, "person,provider,commissioner,currency,start,end\n"); err != nil {
		return err
	}
	first := records.DateIn(tariff.NewMonth(2024, 4), 1)
	days := make([]string, 1200)
	for i := range days {
		days[i] = first.AddDays(i).String()
	}
	line := make([]byte, 0, 64)
	for range rows {
		provider := random.IntN(providers)
		commissioner := (provider*3 + random.IntN(3)) % commissioners
		start := random.IntN(700)
		end := start + int(random.ExpFloat64()*stay)
		line = fmt.Appendf(line[:0], "P%010d,R%02d,C%02d,%d,%s,", random.IntN(int(float64(rows)/perPerson)+1), provider, commissioner, clusters[random.IntN(len(clusters))], days[start])
		if random.Float64() >= openShare && end < len(days) {
			line = append(line, days[end]...)
		}
		if _, err := w.Write(append(line, '\n')); err != nil {
			return err
		}
	}
	return nil
}
