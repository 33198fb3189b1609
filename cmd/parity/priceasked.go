package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/urfave/cli/v2"

	"parity/engine/records"
	"parity/scenarios"
	"parity/scenarios/extract"
	"parity/tariff"
)

// priceQuestion is what a command line of price asks.
type priceQuestion struct {
	extract   string
	schedules []string
	book      *scenarios.PriceBook
	window    records.Window
	proRata   bool
	mapping   *extract.Mapping
	out       string
	records   string
	publish   bool
	date      time.Time // for the cover of a workbook
}

func newPriceQuestion(c *cli.Context) (*priceQuestion, error) {
	q := &priceQuestion{extract: c.Args().First(), out: c.String("out"), records: c.String("records"), publish: c.Bool("publish")}
	if c.String("schedule") == "" {
		return nil, usagef("price needs the schedule to price by: --schedule S")
	}
	q.schedules = []string{c.String("schedule")}
	if also := c.String("also"); also != "" {
		q.schedules = append(q.schedules, also)
	}
	if len(q.schedules) == 2 && q.schedules[0] == q.schedules[1] {
		return nil, usagef("--also %s is the schedule itself; name another", q.schedules[1])
	}
	switch c.String("periods") {
	case wholePeriods:
	case proRataPeriods:
		q.proRata = true
	default:
		return nil, usagef("--periods %s: review periods are priced %s or %s", c.String("periods"), wholePeriods, proRataPeriods)
	}
	if q.publish && (q.records != "" || c.Bool("check-people")) {
		return nil, usagef("--publish leaves people out, and --records and --check-people are about them; give one or the other")
	}
	var err error
	if q.date, err = coverDate(c.String("date")); err != nil {
		return nil, err
	}
	if err := q.checkFiles(); err != nil {
		return nil, err
	}
	if q.mapping, err = readMapping(c.String("map")); err != nil {
		return nil, err
	}
	model, err := scenarios.Load(c.String("model"))
	if err != nil {
		return nil, err
	}
	if q.book, err = scenarios.NewPriceBook(model); err != nil {
		return nil, err
	}
	q.window, err = priceWindow(q.book, c.String("from"), c.String("to"))
	return q, err
}

// checkFiles refuses results that could not be written, or would replace what is read.
func (q *priceQuestion) checkFiles() error {
	for _, file := range []struct{ flag, path string }{{"out", q.out}, {"records", q.records}} {
		if input, err := os.Stat(q.extract); err == nil {
			if there, err := os.Stat(file.path); err == nil && os.SameFile(there, input) {
				return usagef("--%s %s is the extract itself; name another file", file.flag, file.path)
			}
		}
	}
	if q.out != "" {
		if err := checkForm(q.out, q.extract, resultForms, "use .xlsx for a workbook, .csv or .json"); err != nil {
			return err
		}
	}
	if q.records == "" {
		return nil
	}
	if q.records == q.out {
		return usagef("--records and --out are both %s; name two files", q.out)
	}
	return checkForm(q.records, q.extract, []string{".csv"}, "records are written as .csv")
}

// priceWindow is the months to price: the model's, but for what was asked.
func priceWindow(book *scenarios.PriceBook, from, to string) (records.Window, error) {
	window, known := book.Window()
	if !known && (from == "" || to == "") {
		return window, usagef("model %s has no months of its own; say which to price: --from 2025-04 --to 2026-03", book.Model.Name)
	}
	end := window.From + tariff.Month(window.Months) - 1
	for _, asked := range []struct {
		flag, text string
		month      *tariff.Month
	}{{"from", from, &window.From}, {"to", to, &end}} {
		if asked.text == "" {
			continue
		}
		month, err := tariff.ParseMonth(asked.text)
		if err != nil {
			return window, usagef("--%s: %w", asked.flag, err)
		}
		*asked.month = month
	}
	if end < window.From {
		return window, usagef("--to %s lies before --from %s", end, window.From)
	}
	window.Months = int(end-window.From) + 1
	if window.Months > records.MostMonths {
		return window, usagef("--from %s --to %s: more than %d months", window.From, end, records.MostMonths)
	}
	return window, nil
}

// readMapping reads a mapping file or takes a preset; without either, columns have the
// fields' own names.
func readMapping(name string) (*extract.Mapping, error) {
	if name == "" {
		return &extract.Mapping{}, nil
	}
	if preset, known := extract.Preset(name); known {
		return preset, nil
	}
	file, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, usagef("there is no mapping %s: neither such a file nor a preset, which are %s; --guess proposes one", name, presetsListed())
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	mapping, err := extract.ReadMapping(file, filepath.Base(name))
	if err != nil {
		return nil, err
	}
	mapping.In(filepath.Dir(name))
	return mapping, nil
}
