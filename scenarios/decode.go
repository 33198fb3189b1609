package scenarios

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// decode gives a text file's content as UTF-8 without a byte order mark. Files in UTF-16 are read
// as such; what is not UTF-8 is taken for Windows-1252, in which Excel writes plain CSV, and
// guessed is then true.
func decode(content []byte) (text []byte, guessed bool, err error) {
	switch {
	case bytes.HasPrefix(content, []byte{0xEF, 0xBB, 0xBF}):
		content = content[3:]
	case bytes.HasPrefix(content, []byte{0xFF, 0xFE}), bytes.HasPrefix(content, []byte{0xFE, 0xFF}):
		text, err := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(content)
		return text, false, err
	case len(content) > 1 && content[0] != 0 && content[1] == 0:
		text, err := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewDecoder().Bytes(content)
		return text, false, err
	case len(content) > 1 && content[0] == 0 && content[1] != 0:
		text, err := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewDecoder().Bytes(content)
		return text, false, err
	}
	if bytes.IndexByte(content, 0) >= 0 {
		return nil, false, errors.New("not text")
	}
	if utf8.Valid(content) {
		return content, false, nil
	}
	text, err = charmap.Windows1252.NewDecoder().Bytes(content)
	return text, true, err
}

// delimiters are the signs that may separate cells, the likeliest first.
var delimiters = []rune{',', ';', '\t', '|'}

// delimiter finds the sign that separates the cells of the header. A first line "sep=;", which
// some spreadsheets write, decides; rest is the text without it.
func delimiter(text []byte) (sign rune, rest []byte) {
	line, after, _ := bytes.Cut(text, []byte("\n"))
	line = bytes.TrimRight(line, "\r")
	if named, ok := strings.CutPrefix(strings.ToLower(string(line)), "sep="); ok && utf8.RuneCountInString(named) == 1 {
		r, _ := utf8.DecodeRuneInString(named)
		if strings.ContainsRune(",;|\t", r) {
			return r, after
		}
	}
	sign, most := delimiters[0], 0
	for _, candidate := range delimiters {
		if count := bytes.Count(line, []byte(string(candidate))); count > most {
			sign, most = candidate, count
		}
	}
	return sign, text
}

// readCSV reads a CSV file into a grid. The error says what is wrong with the file as a whole and
// is fit to be shown.
func readCSV(place string, content []byte) (*grid, Faults) {
	g := &grid{place: place}
	whole := func(found, allowed, remedy string) Faults {
		return Faults{{Place: place, Found: found, Allowed: allowed, Remedy: remedy}}
	}
	if len(content) == 0 {
		return g, whole("an empty file", "a table has a header row that names its columns", "write the header, or delete the file")
	}
	text, guessed, err := decode(content)
	if err != nil {
		return g, whole("bytes that are not text", "a table is a CSV file in UTF-8", "save it again as \"CSV UTF-8\"")
	}
	var faults Faults
	if guessed {
		faults = whole("text that is not UTF-8 and was read as Windows-1252", "a table is a CSV file in UTF-8",
			"look at names and pound signs, and save it again as \"CSV UTF-8\"")
		faults[0].Warning = true
	}
	if bytes.IndexByte(text, '\n') < 0 { // as Excel for Mac saves "CSV (Macintosh)"
		text = bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))
	}
	sign, text := delimiter(text)
	g.semicolons = sign == ';'
	reader := csv.NewReader(bytes.NewReader(text))
	reader.Comma = sign
	reader.FieldsPerRecord = -1
	skipped := bytes.Count(content[:len(content)-min(len(content), len(text))], []byte("\n")) // a "sep=" line
	for {
		cells, err := reader.Read()
		if err == io.EOF {
			break
		}
		if parse := (*csv.ParseError)(nil); errors.As(err, &parse) {
			return g, append(faults, Fault{Place: fmt.Sprintf("%s, row %d", place, parse.Line+skipped), Found: quoteFault(parse),
				Allowed: "a cell with a quotation mark in it stands in quotation marks, and the mark is doubled", Remedy: "mend the row", row: parse.Line})
		} else if err != nil {
			return g, append(faults, whole("a file that cannot be read: "+err.Error(), "", "")...)
		}
		line, _ := reader.FieldPos(0)
		if len(cells) > maxColumns {
			return g, append(faults, whole(fmt.Sprintf("%d columns in row %d", len(cells), line+skipped), fmt.Sprintf("a table has at most %d columns", maxColumns), "take out what does not belong")...)
		}
		if g.header == nil {
			if blankRow(cells) {
				continue
			}
			g.header, g.headerLine = cells, line+skipped
			continue
		}
		if len(g.rows) == maxRows {
			return g, append(faults, whole(fmt.Sprintf("more than %d rows", maxRows), fmt.Sprintf("a table has at most %d rows", maxRows), "split the model")...)
		}
		g.rows = append(g.rows, gridRow{line: line + skipped, cells: cells})
	}
	if g.header == nil {
		return g, append(faults, whole("a file without text", "a table has a header row that names its columns", "write the header, or delete the file")...)
	}
	return g, faults
}

func quoteFault(parse *csv.ParseError) string {
	if errors.Is(parse.Err, csv.ErrQuote) {
		return "a quotation mark that is not closed, or not doubled"
	}
	return "a quotation mark inside a cell that has none around it"
}
