package reports

import (
	"bufio"
	"io"
	"strconv"

	"parity/scenarios/extract"
)

// WriteUnread writes the records of an extract that could not be read as episodes: their lines
// and the reason, and nothing of what they say.
func WriteUnread(w io.Writer, read *extract.Read) error {
	out := bufio.NewWriter(w)
	out.WriteString("line,column,reason\n")
	var row []byte
	for _, e := range read.Exceptions {
		row = append(strconv.AppendInt(row[:0], e.Line, 10), ',')
		row = append(appendText(row, e.Column), ',')
		out.Write(append(appendText(row, string(e.Reason)), '\n'))
	}
	if left := read.Refused - int64(len(read.Exceptions)); left > 0 {
		out.WriteString(",," + strconv.FormatInt(left, 10) + " more; these are the first " + strconv.Itoa(extract.MostExceptions) + "\n")
	}
	return out.Flush()
}
