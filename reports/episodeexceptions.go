package reports

import (
	"bufio"
	"io"
	"strconv"

	"parity/engine/episodes"
	"parity/scenarios/extract"
)

// WriteEpisodeExceptions writes the records that were not read as episodes or stays, and the
// episodes, of the first extract, that are repeated, overlap or leave a short gap: file, line and reason,
// and nothing of what they say. An extract may be nil.
func WriteEpisodeExceptions(w io.Writer, f *episodes.Found, reads ...*extract.Read) error {
	out := bufio.NewWriter(w)
	out.WriteString("file,line,column,counted,reason\n")
	var row []byte
	add := func(file string, line int64, column, counted, reason string) {
		row = append(appendText(row[:0], file), ',')
		if line > 0 {
			row = strconv.AppendInt(row, line, 10)
		}
		row = append(row, ',')
		row = append(append(appendText(row, column), ','), counted...)
		row = append(appendText(append(row, ','), reason), '\n')
		out.Write(row)
	}
	more := func(file, counted string, all int64, listed, most int) {
		if left := all - int64(listed); left > 0 {
			add(file, 0, "", counted, strconv.FormatInt(left, 10)+" more; these are the first "+strconv.Itoa(most))
		}
	}
	for _, read := range reads {
		if read == nil {
			continue
		}
		for _, e := range read.Exceptions {
			add(read.Name, e.Line, e.Column, "no", string(e.Reason))
		}
		more(read.Name, "no", read.Refused, len(read.Exceptions), extract.MostExceptions)
	}
	for _, o := range f.Overlaps {
		add(reads[0].Name, o.Line, "", yesNo(o.Counts()), string(o.Reason)+", line "+strconv.FormatInt(o.Other, 10))
	}
	more(reads[0].Name, "", f.Alike(), len(f.Overlaps), len(f.Overlaps))
	return out.Flush()
}
