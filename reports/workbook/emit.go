package workbook

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"sync"

	"github.com/xuri/excelize/v2"

	"parity/scenarios"
)

// emit turns the plan into a workbook. Everything but the rows is set first, as a streamed
// sheet loses what is set after it; then the sheets are written at the same time, as each
// writes to a buffer of its own.
func (b *book) emit(w io.Writer, caches bool) error {
	f := excelize.NewFile()
	defer f.Close()
	styles, err := b.styles(f)
	if err != nil {
		return err
	}
	if err := b.prepare(f); err != nil {
		return err
	}
	writers := make([]*excelize.StreamWriter, len(b.sheets))
	for i, s := range b.sheets {
		if writers[i], err = f.NewStreamWriter(s.name); err != nil {
			return fmt.Errorf("sheet %s: %w", s.name, err)
		}
	}
	faults := make([]error, len(b.sheets))
	var wait sync.WaitGroup
	for i, s := range b.sheets {
		wait.Go(func() { faults[i] = s.stream(writers[i], styles, caches) })
	}
	wait.Wait()
	for i, s := range b.sheets {
		if faults[i] != nil {
			return fmt.Errorf("sheet %s: %w", s.name, faults[i])
		}
		if err := writers[i].Flush(); err != nil {
			return fmt.Errorf("sheet %s: %w", s.name, err)
		}
	}
	f.SetZipWriter(newPacker)
	var buffer bytes.Buffer
	if err := f.Write(&buffer); err != nil {
		return err
	}
	packed, err := scenarios.StableZip(buffer.Bytes())
	if err != nil {
		return err
	}
	_, err = w.Write(packed)
	return err
}

// styles makes every style the plan uses, in the order in which they first appear.
func (b *book) styles(f *excelize.File) (map[style]int, error) {
	ids := map[style]int{}
	add := func(s style) error {
		if _, known := ids[s]; known {
			return nil
		}
		id, err := f.NewStyle(s.excel())
		ids[s] = id
		return err
	}
	for _, s := range b.sheets {
		for _, r := range s.rows {
			for _, c := range r.cells {
				if err := add(c.style); err != nil {
					return nil, err
				}
			}
			if r.series != nil {
				if err := add(r.series.style); err != nil {
					return nil, err
				}
			}
		}
	}
	return ids, nil
}

// stream writes the sheet's rows.
func (s *sheet) stream(w *excelize.StreamWriter, styles map[style]int, caches bool) error {
	var values []any
	for i, r := range s.rows {
		values = values[:0]
		for _, c := range r.cells {
			values = append(values, c.excel(styles, caches))
		}
		if r.series != nil {
			values = s.months(values, i+1, r.series, styles[r.series.style], caches)
		}
		height := r.room()
		if len(values) == 0 && height == 0 {
			continue
		}
		var options []excelize.RowOpts
		if height > 0 {
			options = append(options, excelize.RowOpts{Height: height})
		}
		if err := w.SetRow("A"+strconv.Itoa(i+1), values, options...); err != nil {
			return err
		}
	}
	if s.table != nil {
		return w.AddTable(s.table)
	}
	return nil
}

func (c cell) excel(styles map[style]int, caches bool) any {
	out := excelize.Cell{StyleID: styles[c.style], Formula: c.formula}
	switch {
	case !c.isSet:
		if c.style == (style{}) {
			return nil
		}
	case c.formula != "" && !caches:
	case c.isText:
		out.Value = c.text
	default:
		out.Value = withoutNoise(c.number)
	}
	return out
}

// months writes a series: its years, their total, and one formula over the months.
func (s *sheet) months(values []any, number int, is *series, id int, caches bool) []any {
	t := s.time
	for len(values) < labelCols {
		values = append(values, nil)
	}
	put := func(formula string, x float64) {
		c := excelize.Cell{StyleID: id, Formula: formula}
		if caches || formula == "" {
			c.Value = withoutNoise(x)
		}
		values = append(values, c)
	}
	n := strconv.Itoa(number)
	if is.adds {
		sums := t.byYear(is.expr)
		months := "$" + t.first() + n + ":$" + t.last() + n
		years := ",$" + t.first() + "$" + yearRow + ":$" + t.last() + "$" + yearRow + ","
		for y, letter := range t.yearly {
			put("SUMIFS("+months+years+letter+"$"+yearRow+")", sums[y])
		}
		put("SUM("+t.yearly[0]+n+":"+t.yearly[len(t.yearly)-1]+n+")", sums[len(t.years)])
	} else {
		for range len(t.years) + 1 {
			values = append(values, nil)
		}
	}
	values = append(values, nil) // the blank column before the months
	parts := strings.Split(is.expr.text, at)
	before := t.before
	for i, letter := range t.letter {
		if is.values {
			put("", is.expr.at(i))
			continue
		}
		formula := strings.Join(parts, letter)
		if strings.Contains(formula, previous) {
			formula = strings.ReplaceAll(formula, previous, before)
		}
		put(formula, is.expr.at(i))
		before = letter
	}
	return values
}

// withoutNoise takes the noise of sums out of a number's last bits: money has two places, the finest
// index far fewer than nine.
func withoutNoise(x float64) float64 {
	const scale, large = 1e9, 1e6
	if x == math.Trunc(x) {
		return x
	}
	if x > large || x < -large {
		return math.Round(x*large) / large
	}
	return math.Round(x*scale) / scale
}
