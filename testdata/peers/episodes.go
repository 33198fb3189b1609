package main

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"

	"parity/engine/records"
	"parity/scenarios"
	"parity/tariff"
)

// The months that episodes are priced in, and by what.
const (
	pricesFolder = "prices"
	schedule     = "day"
	windowMonths = 12
)

var window = records.Window{From: tariff.NewMonth(2025, 4), Months: windowMonths}

// tools are where the programs are that episodes are priced by beside Parity.
type tools struct{ python, node, duckdb string }

// compareRecords generates so many episodes, has all programs price them, turn by turn, holds
// their totals by month against each other to the penny, and prints how long each took.
func compareRecords(t tools, rows, runs int) error {
	work, err := os.MkdirTemp("", "parity-peers-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	file := filepath.Join(work, "episodes.csv")
	if err := generate(file, rows, seed); err != nil {
		return err
	}
	info, err := os.Stat(file)
	if err != nil {
		return err
	}
	if err := writeRates(work); err != nil {
		return err
	}
	all, err := pricers(t, work, file)
	if err != nil {
		return err
	}
	fmt.Printf("%s/%s, %d processors%s; %d episodes, %d MB, seed %d, priced by month; median (least) of %d runs\n\n", runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), load(), rows, info.Size()/1e6, seed, runs)
	for range runs {
		for _, c := range all {
			if err := c.run(0); err != nil {
				return err
			}
		}
	}
	fmt.Printf("%-14s %10s %16s %16s %12s %9s\n", "", "processors", "seconds", "processor time", "records/s", "peak MB")
	ours, err := monthlyPence(all[0])
	if err != nil {
		return err
	}
	for _, c := range all {
		theirs, err := monthlyPence(c)
		if err != nil {
			return err
		}
		if theirs != ours {
			return fmt.Errorf("the totals do not agree: parity gives %v pence by month, and %s %v", ours, c.name, theirs)
		}
		median := c.median()
		fmt.Printf("%-14s %10d %7.2f (%6.2f) %16.2f %12.0f %9d\n", c.name, c.processors, median.Seconds(), c.took[0].Seconds(), c.used.Seconds(), float64(rows)/median.Seconds(), c.peak>>20)
	}
	sum := int64(0)
	for _, pence := range ours {
		sum += pence
	}
	fmt.Printf("\nall agree to the penny in each of %d months, %s pounds in all; parity on two processors beside\n", windowMonths, tariff.Pence(sum))
	for _, c := range all[1:] {
		fmt.Printf("  %-14s %.1f times as fast, %.1f by processor time\n", c.name, ratio(c, all[0]), c.used.Seconds()/all[0].used.Seconds())
	}
	return nil
}

// pricers are the programs, Parity on two processors first.
func pricers(t tools, work, file string) ([]*contender, error) {
	parity := filepath.Join(work, "parity")
	if out, err := exec.Command("go", "build", "-o", parity, "./cmd/parity").CombinedOutput(); err != nil {
		return nil, fmt.Errorf("build parity: %w\n%s", err, out)
	}
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	scripts, err := filepath.Abs(folder)
	if err != nil {
		return nil, err
	}
	of := func(name string, processors int, program string, args ...string) *contender {
		return &contender{name: name, processors: processors, command: func(int) *exec.Cmd {
			command := exec.Command(program, args...)
			command.Dir = work
			command.Env = append(os.Environ(), "GOMAXPROCS="+strconv.Itoa(processors))
			return command
		}}
	}
	price := []string{"price", file, "--model", filepath.Join(scripts, pricesFolder), "--schedule", schedule, "--from", window.From.String(), "--to", (window.From + windowMonths - 1).String(), "--json"}
	all := []*contender{
		of("parity", 2, parity, price...), of("parity", 1, parity, price...),
		of("encoding/csv", 1, self, "-price", file),
	}
	for _, c := range []struct {
		name, program, install string
		processors             int
		args                   []string
	}{
		{"mawk", "mawk", "Debian's mawk", 1, []string{"-f", filepath.Join(scripts, "records.awk"), "months.csv", "rates.csv", file}},
		{"pandas", t.python, "Debian's python3-pandas, or name a Python that has it by -python", 1, []string{filepath.Join(scripts, "records.py"), file}},
		{"DuckDB", t.node, "Node.js and the npm package @duckdb/node-api, whose folder is named by -duckdb", 2, []string{filepath.Join(scripts, "records.mjs"), file, t.duckdb, "2"}},
	} {
		if c.name == "DuckDB" && t.duckdb == "" {
			fmt.Println("DuckDB is left out: name the folder that has its node_modules by -duckdb")
			continue
		}
		if _, err := exec.LookPath(c.program); err != nil {
			return nil, fmt.Errorf("%s: %w; install %s", c.name, err, c.install)
		}
		all = append(all, of(c.name, c.processors, c.program, c.args...))
	}
	return all, nil
}

// monthlyPence reads the pence by month that a program printed.
func monthlyPence(c *contender) (pence [windowMonths]int64, err error) {
	if c.name == "parity" {
		var found struct {
			Rows []struct {
				Month  string
				Income json.Number
			}
		}
		if err := json.Unmarshal(c.output, &found); err != nil {
			return pence, fmt.Errorf("parity: %w", err)
		}
		for _, row := range found.Rows {
			month, err := tariff.ParseMonth(row.Month)
			if err != nil {
				return pence, err
			}
			income, err := row.Income.Float64()
			if err != nil {
				return pence, err
			}
			pence[month-window.From] += int64(math.Round(income * 100))
		}
		return pence, nil
	}
	lines := strings.Fields(string(c.output))
	if len(lines) != 2*windowMonths {
		return pence, fmt.Errorf("%s printed %d words, and %d months have two each", c.name, len(lines), windowMonths)
	}
	for i := range pence {
		if pence[i], err = strconv.ParseInt(lines[2*i+1], 10, 64); err != nil {
			return pence, fmt.Errorf("%s: %w", c.name, err)
		}
	}
	return pence, nil
}

// dayRate is a day's pence: over / under.
type dayRate struct{ over, under int64 }

// rates are a day's pence by provider and currency, and month of the window.
func rates() (map[[2]string][windowMonths]dayRate, error) {
	model, err := scenarios.Load(filepath.Join(folder, pricesFolder))
	if err != nil {
		return nil, err
	}
	book, err := scenarios.NewPriceBook(model)
	if err != nil {
		return nil, err
	}
	list, err := book.List(schedule, window, false)
	if err != nil {
		return nil, err
	}
	const microPerPenny = 10_000
	all := map[[2]string][windowMonths]dayRate{}
	var priced records.Priced
	for p, provider := range list.Providers {
		for c, currency := range list.Currencies {
			var months [windowMonths]dayRate
			if reason := list.Price(&records.Record{Provider: int32(p), Currency: int32(c), Start: window.Start()}, &priced); reason != "" {
				return nil, errors.New(string(reason))
			}
			for line := range priced.Lines {
				months[line.Month-window.From] = dayRate{int64(line.Price) * line.Factor.Over, microPerPenny * line.Factor.Under}
			}
			all[[2]string{provider.Key, currency.Key}] = months
		}
	}
	return all, nil
}

// writeRates writes what the other programs need to know.
func writeRates(work string) error {
	all, err := rates()
	if err != nil {
		return err
	}
	var lines, months bytes.Buffer
	for p := range providers {
		for _, cluster := range clusters {
			key := [2]string{fmt.Sprintf("R%02d", p), strconv.Itoa(cluster)}
			for m, rate := range all[key] {
				fmt.Fprintf(&lines, "%s,%s,%d,%d,%d\n", key[0], key[1], m, rate.over, rate.under)
			}
		}
	}
	for m := range windowMonths + 1 {
		fmt.Fprintln(&months, records.DateIn(window.From+tariff.Month(m), 1).Number())
	}
	if err := os.WriteFile(filepath.Join(work, "rates.csv"), lines.Bytes(), 0o600); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(work, "months.csv"), months.Bytes(), 0o600)
}

// priceByLibrary prices episodes the plain way in Go, with encoding/csv and time, in the
// folder where rates.csv is.
func priceByLibrary(out io.Writer, path string) error {
	text, err := os.ReadFile("rates.csv")
	if err != nil {
		return err
	}
	of := map[[2]string]*[windowMonths]dayRate{}
	for line := range strings.Lines(string(text)) {
		cells := strings.Split(strings.TrimSpace(line), ",")
		month, _ := strconv.Atoi(cells[2])
		over, _ := strconv.ParseInt(cells[3], 10, 64)
		under, _ := strconv.ParseInt(cells[4], 10, 64)
		key := [2]string{cells[0], cells[1]}
		if of[key] == nil {
			of[key] = new([windowMonths]dayRate)
		}
		of[key][month] = dayRate{over, under}
	}
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	reader := csv.NewReader(bufio.NewReaderSize(file, 1<<20))
	reader.ReuseRecord = true
	if _, err := reader.Read(); err != nil {
		return err
	}
	begin, end := window.From.Date(), (window.From + windowMonths).Date()
	var paid [windowMonths]int64
	for {
		cells, err := reader.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		from, err := time.Parse(time.DateOnly, cells[4])
		if err != nil {
			return err
		}
		until := end
		if cells[5] != "" {
			if until, err = time.Parse(time.DateOnly, cells[5]); err != nil {
				return err
			}
		}
		if from.Before(begin) {
			from = begin
		}
		if until.After(end) {
			until = end
		}
		rate := of[[2]string{cells[1], cells[3]}]
		for from.Before(until) {
			month := tariff.NewMonth(from.Year(), int(from.Month()))
			turn := (month + 1).Date()
			if turn.After(until) {
				turn = until
			}
			days, r := int64(turn.Sub(from)/(24*time.Hour)), rate[month-window.From]
			paid[month-window.From] += (2*days*r.over + r.under) / (2 * r.under)
			from = turn
		}
	}
	for m, pence := range paid {
		fmt.Fprintln(out, m, pence)
	}
	return nil
}
