// Command peers runs the work of the model testdata/peers/work by Parity and by two programs in
// numpy that do the same, turn by turn, holds their figures against each other, and prints
// how long each takes:
//
//	go run ./testdata/peers
//
// from the top of a clone, with Debian's python3-numpy. It fails where numpy is missing or
// the figures do not agree. With -records it has invented cluster episodes priced by parity
// price and by others, and holds their totals against each other to the penny:
//
//	go run ./testdata/peers -records 10000000 -duckdb FOLDER
//
// with mawk, Debian's python3-pandas, and in FOLDER the npm package @duckdb/node-api.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	folder = "testdata/peers"
	seed   = 1
	few    = 10_000
	many   = 100_000 // draws for the memory
)

func main() {
	runs := flag.Int("runs", 5, "how often each is timed; the median counts")
	python := flag.String("python", "/usr/bin/python3", "the `PROGRAM` that has numpy")
	rows := flag.Int("generate", 0, "write so many invented cluster episodes to the file named, and end")
	episodes := flag.Int("records", 0, "compare the pricing of so many invented cluster episodes instead")
	node := flag.String("node", "node", "the `PROGRAM` that runs DuckDB")
	duckdb := flag.String("duckdb", "", "the `FOLDER` whose node_modules has @duckdb/node-api; without it DuckDB is left out")
	library := flag.String("price", "", "price the episodes of `FILE` by encoding/csv and print its figures")
	child := flag.Int("work", 0, "do the work with so many draws and print its figures")
	flag.Parse()
	err := error(nil)
	switch {
	case *child > 0:
		err = work(os.Stdout, filepath.Join(folder, "work"), *child)
	case *rows > 0:
		err = generate(flag.Arg(0), *rows, seed)
	case *library != "":
		err = priceByLibrary(os.Stdout, *library)
	case *episodes > 0:
		err = compareRecords(tools{*python, *node, *duckdb}, *episodes, *runs)
	default:
		err = compare(*python, *runs)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "peers:", err)
		os.Exit(1)
	}
}

// contender is a way to do the work.
type contender struct {
	name       string
	processors int
	command    func(draws int) *exec.Cmd
	took       []time.Duration
	used       time.Duration // processor time of the last run
	peak       int64         // bytes
	output     []byte        // of the last run
}

func contenders(python string) ([]*contender, error) {
	if out, err := exec.Command(python, "-c", "import numpy").CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%s cannot import numpy, so that nothing was compared: %w\n%sinstall Debian's python3-numpy, or name a Python that has it by -python", python, err, out)
	}
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	peer := func(program string, workers int) func(int) *exec.Cmd {
		return func(draws int) *exec.Cmd {
			return exec.Command(python, filepath.Join(folder, program), "--draws", strconv.Itoa(draws), "--seed", strconv.Itoa(seed), "--workers", strconv.Itoa(workers))
		}
	}
	ours := func(processors int) func(int) *exec.Cmd {
		return func(draws int) *exec.Cmd {
			command := exec.Command(self, "-work", strconv.Itoa(draws))
			command.Env = append(os.Environ(), "GOMAXPROCS="+strconv.Itoa(processors))
			return command
		}
	}
	return []*contender{
		{name: "numpy, matrices", processors: 1, command: peer("matrices.py", 1)}, {name: "numpy, matrices", processors: 2, command: peer("matrices.py", 2)},
		{name: "numpy, one series", processors: 1, command: peer("risk.py", 1)}, {name: "numpy, one series", processors: 2, command: peer("risk.py", 2)},
		{name: "parity", processors: 1, command: ours(1)}, {name: "parity", processors: 2, command: ours(2)},
	}, nil
}

// run does the work once.
func (c *contender) run(draws int) error {
	var out, talk bytes.Buffer
	command := c.command(draws)
	command.Stdout, command.Stderr = &out, &talk
	began := time.Now()
	if err := command.Run(); err != nil {
		return fmt.Errorf("%s: %w\n%s", c.name, err, talk.Bytes())
	}
	c.took = append(c.took, time.Since(began))
	c.used = command.ProcessState.UserTime() + command.ProcessState.SystemTime()
	c.peak, c.output = peak(command), out.Bytes()
	return nil
}

// sideBySide is how long commands take that run at the same time and share nothing: what the
// machine itself gains by a second processor.
func sideBySide(commands ...*exec.Cmd) (time.Duration, error) {
	began := time.Now()
	for _, command := range commands {
		if err := command.Start(); err != nil {
			return 0, err
		}
	}
	var errs []error
	for _, command := range commands {
		errs = append(errs, command.Wait())
	}
	return time.Since(began), errors.Join(errs...)
}

func (c *contender) median() time.Duration {
	slices.Sort(c.took)
	return c.took[len(c.took)/2]
}

func compare(python string, runs int) error {
	all, err := contenders(python)
	if err != nil {
		return err
	}
	var both []time.Duration
	for turn := range runs {
		for k := range all { // turn by turn, each after another: what else the machine does meets all alike
			if err := all[(turn+k)%len(all)].run(few); err != nil {
				return err
			}
		}
		took, err := sideBySide(all[4].command(few), all[4].command(few))
		if err != nil {
			return err
		}
		both = append(both, took)
	}
	fmt.Printf("%s/%s, %d processors%s; %d draws from start to printed figures, median (least) of %d runs, seed %d\n\n", runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), load(), few, runs, seed)
	fmt.Printf("%-17s %10s %16s %16s %10s %9s\n", "", "processors", "seconds", "processor time", "draws/s", "peak MB")
	for _, c := range all {
		row(c, few)
	}
	peers, one, two := []*contender{all[1], all[3]}, all[4], all[5]
	fmt.Printf("\nparity is %.2f times as fast on two processors as on one\n", ratio(one, two))
	slices.Sort(both)
	together := both[len(both)/2]
	fmt.Printf("two of it on one processor each, side by side, take %.2f seconds: this machine's two processors do %.2f times the work of one\n",
		together.Seconds(), 2*one.median().Seconds()/together.Seconds())
	if err := beside(peers, two); err != nil {
		return err
	}
	fmt.Println()
	for _, c := range append(peers, two) {
		c.took = nil
		if err := c.run(many); err != nil {
			return err
		}
		row(c, many)
	}
	fmt.Printf("\nat %d draws, once:\n", many)
	return beside(peers, two)
}

// beside says how much faster Parity is than each of its peers, and holds the figures against
// each other.
func beside(peers []*contender, parity *contender) error {
	for _, numpy := range peers {
		fmt.Printf("parity on %d processors is %.1f times as fast as %s (%.1f by processor time)\n", parity.processors, ratio(numpy, parity), numpy.name, numpy.used.Seconds()/parity.used.Seconds())
		if err := agree(numpy.output, parity.output); err != nil {
			return fmt.Errorf("%s: %w", numpy.name, err)
		}
	}
	return nil
}

func row(c *contender, draws int) {
	median := c.median()
	fmt.Printf("%-17s %10d %7.2f (%6.2f) %16.2f %10.0f %9d\n", c.name, c.processors, median.Seconds(), c.took[0].Seconds(), c.used.Seconds(), float64(draws)/median.Seconds(), c.peak>>20)
}

func ratio(slow, fast *contender) float64 {
	return slow.median().Seconds() / fast.median().Seconds()
}

// load is how busy the machine is, where it says.
func load() string {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return ""
	}
	return ", load " + strings.Fields(string(text))[0]
}

// What agrees: means within so many standard errors of both, and standard deviations of what
// is not the line of a term within such a part. A line that seldom binds has too few draws
// for the second.
const (
	mostErrors = 5
	mostSpread = 0.05
	penny      = 0.01
)

// agree holds the figures of two programs against each other.
func agree(numpy, parity []byte) error {
	theirs, err := figures(numpy)
	if err != nil {
		return fmt.Errorf("numpy: %w", err)
	}
	ours, err := figures(parity)
	if err != nil {
		return fmt.Errorf("parity: %w", err)
	}
	if len(theirs) != len(ours) || len(ours) == 0 {
		return fmt.Errorf("numpy gives %d figures and parity %d", len(theirs), len(ours))
	}
	var wrong []error
	farthest, widest := 0.0, 0.0
	for name, a := range ours {
		b, ok := theirs[name]
		if !ok {
			wrong = append(wrong, fmt.Errorf("%s: numpy does not give it", name))
			continue
		}
		apart := abs(a.mean-b.mean) / max(a.err+b.err, penny)
		farthest = max(farthest, apart)
		if apart > mostErrors {
			wrong = append(wrong, fmt.Errorf("%s: means %.2f and %.2f are %.1f standard errors apart", name, a.mean, b.mean, apart))
		}
		if !a.total {
			continue
		}
		spread := abs(a.sd-b.sd) / max(a.sd, b.sd, 1)
		widest = max(widest, spread)
		if spread > mostSpread {
			wrong = append(wrong, fmt.Errorf("%s: standard deviations %.2f and %.2f", name, a.sd, b.sd))
		}
	}
	if len(wrong) > 0 {
		return fmt.Errorf("the figures do not agree:\n%w", errors.Join(wrong...))
	}
	fmt.Printf("%d figures agree: means within %.1f standard errors, standard deviations of income, cost and surplus within %.1f%%\n", len(ours), farthest, 100*widest)
	return nil
}

type figure struct {
	mean, sd, err float64
	total         bool // income, cost or surplus
}

func figures(lines []byte) (map[string]figure, error) {
	found := map[string]figure{}
	for i, line := range strings.Split(strings.TrimSpace(string(lines)), "\n") {
		cells := strings.Split(line, "\t")
		if i == 0 {
			continue
		}
		var numbers [3]float64
		for k, at := range []int{4, 5, 9} {
			if at >= len(cells) {
				return nil, fmt.Errorf("line %d: found %d cells", i+1, len(cells))
			}
			x, err := strconv.ParseFloat(cells[at], 64)
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", i+1, err)
			}
			numbers[k] = x
		}
		item := cells[2]
		found[strings.Join(cells[:4], " ")] = figure{numbers[0], numbers[1], numbers[2], item == "income" || item == "cost" || item == "surplus"}
	}
	return found, nil
}

func abs(x float64) float64 { return max(x, -x) }
