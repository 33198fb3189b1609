package workbook

import (
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// rowWriter writes a sheet's rows as the part of the file that holds them.
type rowWriter struct {
	sheet   *sheet
	styles  map[style]int
	caches  bool
	text    []byte
	letters []string // of the columns, from A
}

// chunk is how much is written at a time, in bytes.
const chunk = 64 << 10

// writeRows writes every row of the sheet. Formula cells carry their values where caches
// says so.
func (s *sheet) writeRows(to io.Writer, styles map[style]int, caches bool) error {
	w := &rowWriter{sheet: s, styles: styles, caches: caches}
	for i := range s.rows {
		w.row(i+1, &s.rows[i])
		if len(w.text) > chunk {
			if _, err := to.Write(w.text); err != nil {
				return err
			}
			w.text = w.text[:0]
		}
	}
	_, err := to.Write(w.text)
	return err
}

// row writes one row; rows with nothing in them are left out.
func (w *rowWriter) row(number int, r *row) {
	height := r.room()
	if len(r.cells) == 0 && r.series == nil && height == 0 {
		return
	}
	n := strconv.Itoa(number)
	w.put(`<row r="`, n, `"`)
	if height > 0 {
		w.put(` ht="`, strconv.FormatFloat(height, 'f', -1, 64), `" customHeight="1"`)
	}
	w.put(`>`)
	for i := range r.cells {
		w.cell(w.letter(i), n, &r.cells[i])
	}
	if r.series != nil {
		w.months(n, r.series)
	}
	w.put(`</row>`)
}

func (w *rowWriter) put(parts ...string) {
	for _, p := range parts {
		w.text = append(w.text, p...)
	}
}

// letter is the letter of a column, counted from 0.
func (w *rowWriter) letter(i int) string {
	for len(w.letters) <= i {
		w.letters = append(w.letters, columnName(len(w.letters)+1))
	}
	return w.letters[i]
}

// open begins a cell.
func (w *rowWriter) open(letter, number string, id int, kind string) {
	w.put(`<c r="`, letter, number, `"`)
	if id > 0 {
		w.text = append(w.text, ` s="`...)
		w.text = strconv.AppendInt(w.text, int64(id), 10)
		w.text = append(w.text, '"')
	}
	if kind != "" {
		w.put(` t="`, kind, `"`)
	}
	w.text = append(w.text, '>')
}

// afterLetter is what begins a cell after its column's letter: the same in a whole series.
func afterLetter(number string, id int) string {
	if id > 0 {
		return number + `" s="` + strconv.Itoa(id) + `">`
	}
	return number + `">`
}

func (w *rowWriter) cell(letter, number string, c *cell) {
	id := w.styles[c.style]
	switch {
	case !c.isSet:
		if c.style != (style{}) {
			w.open(letter, number, id, "")
			w.put(`</c>`)
		}
	case c.formula != "" && c.isText:
		w.open(letter, number, id, "str")
		w.put(`<f>`)
		w.escape(c.formula)
		w.put(`</f>`)
		if w.caches {
			w.put(`<v>`)
			w.escape(c.text)
			w.put(`</v>`)
		}
		w.put(`</c>`)
	case c.formula != "":
		w.open(letter, number, id, "")
		w.put(`<f>`)
		w.escape(c.formula)
		w.put(`</f>`)
		w.value(c.number, w.caches)
		w.put(`</c>`)
	case c.isText:
		w.open(letter, number, id, "inlineStr")
		w.put(`<is><t xml:space="preserve">`)
		w.escape(c.text)
		w.put(`</t></is></c>`)
	default:
		w.open(letter, number, id, "")
		w.value(c.number, true)
		w.put(`</c>`)
	}
}

func (w *rowWriter) value(x float64, shown bool) {
	if !shown {
		return
	}
	w.text = append(w.text, `<v>`...)
	w.text = appendNumber(w.text, withoutNoise(x))
	w.text = append(w.text, `</v>`...)
}

// months writes a series: its years, their total, and one formula over the months.
func (w *rowWriter) months(n string, is *series) {
	t, begin := w.sheet.time, afterLetter(n, w.styles[is.style])
	if is.adds {
		sums := t.byYear(is.expr)
		months := "SUMIFS($" + t.first() + n + ":$" + t.last() + n + ",$" + t.first() + "$" + yearRow + ":$" + t.last() + "$" + yearRow + ","
		for y, letter := range t.yearly {
			w.formula(letter, begin, sums[y], months, letter, "$"+yearRow+")")
		}
		w.formula(t.total, begin, sums[len(t.years)], "SUM("+t.yearly[0]+n+":"+t.yearly[len(t.yearly)-1]+n+")")
	}
	if is.values {
		for i, letter := range t.letter {
			w.put(`<c r="`, letter, begin)
			w.value(is.expr.at(i), true)
			w.put(`</c>`)
		}
		return
	}
	cell := at + begin + `<f>` + escaped(is.expr.text) + `</f>`
	before := t.before
	for i, letter := range t.letter {
		w.put(`<c r="`)
		w.fill(cell, letter, before)
		w.value(is.expr.at(i), w.caches)
		w.put(`</c>`)
		before = letter
	}
}

// fill writes a text with the letters of a column and the one before in their places.
func (w *rowWriter) fill(text, letter, before string) {
	from := 0
	for i := range len(text) {
		switch text[i] {
		case at[0]:
			w.text = append(append(w.text, text[from:i]...), letter...)
		case previous[0]:
			w.text = append(append(w.text, text[from:i]...), before...)
		default:
			continue
		}
		from = i + 1
	}
	w.text = append(w.text, text[from:]...)
}

// formula writes a formula cell whose text is already escaped; begin is of afterLetter.
func (w *rowWriter) formula(letter, begin string, x float64, parts ...string) {
	w.put(`<c r="`, letter, begin, `<f>`)
	w.put(parts...)
	w.put(`</f>`)
	w.value(x, w.caches)
	w.put(`</c>`)
}

// escape writes text as the file format wants it; what no such file can hold is left out.
func (w *rowWriter) escape(text string) { w.text = append(w.text, escaped(text)...) }

var signs = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\r", "&#13;")

func escaped(text string) string {
	if isPlain(text) {
		return text
	}
	if !utf8.ValidString(text) {
		text = strings.ToValidUTF8(text, "\uFFFD")
	}
	text = strings.Map(func(r rune) rune {
		placeholder := r == rune(at[0]) || r == rune(previous[0])
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' && !placeholder || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, text)
	return signs.Replace(text)
}

// isPlain says whether a text stands in the file as it is, as most do.
func isPlain(text string) bool {
	for i := range len(text) {
		switch c := text[i]; {
		case c == at[0], c == previous[0]:
		case c < ' ', c >= utf8.RuneSelf, c == '&', c == '<', c == '>':
			return false
		}
	}
	return true
}

// withoutNoise takes the noise of sums out of a number's last bits: money has two places, the finest
// index far fewer than nine.
func withoutNoise(x float64) float64 {
	const scale, large = 1e9, 1e6
	if x == math.Trunc(x) {
		return x + 0 // never -0
	}
	if x > large || x < -large {
		return math.Round(x*large) / large
	}
	return math.Round(x*scale) / scale
}
