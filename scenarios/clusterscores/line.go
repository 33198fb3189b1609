package clusterscores

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// longestLine is the most bytes that one record may have. A person's scores take some fifty.
const longestLine = 64 << 10

// lines reads a text line by line in a room of fixed size. A record is one line.
type lines struct {
	in     *bufio.Reader
	number int // of the line read last, from 1
}

// next is the next line without its ending, valid until the one after. Of a line that is too
// long, only that is said.
func (l *lines) next() (line []byte, tooLong bool, err error) {
	line, err = l.in.ReadSlice('\n')
	l.number++
	for errors.Is(err, bufio.ErrBufferFull) {
		tooLong = true
		_, err = l.in.ReadSlice('\n')
	}
	if errors.Is(err, io.EOF) && (len(line) > 0 || tooLong) {
		err = nil // the last line has no ending
	}
	return bytes.TrimSuffix(bytes.TrimSuffix(line, []byte("\n")), []byte("\r")), tooLong, err
}

// split cuts a line into cells, which lie in the line itself. It is false where a quotation mark
// is not closed, not doubled, or stands inside a cell that has none around it.
func split(line []byte, separator byte, cells [][]byte) ([][]byte, bool) {
	cells = cells[:0]
	if bytes.IndexByte(line, '"') < 0 {
		for {
			at := bytes.IndexByte(line, separator)
			if at < 0 {
				return append(cells, line), true
			}
			cells, line = append(cells, line[:at]), line[at+1:]
		}
	}
	for {
		cell, rest, more, ok := cut(line, separator)
		if !ok {
			return cells, false
		}
		cells = append(cells, cell)
		if !more {
			return cells, true
		}
		line = rest
	}
}

// cut takes the first cell off a line in which quotation marks stand.
func cut(line []byte, separator byte) (cell, rest []byte, more, ok bool) {
	if len(line) == 0 || line[0] != '"' {
		cell, rest, more = bytes.Cut(line, []byte{separator})
		return cell, rest, more, bytes.IndexByte(cell, '"') < 0
	}
	end := 0 // of the cell, which is written over the line's own bytes
	for i := 1; i < len(line); i++ {
		if line[i] != '"' {
			line[end] = line[i]
			end++
			continue
		}
		switch {
		case i+1 == len(line):
			return line[:end], nil, false, true
		case line[i+1] == separator:
			return line[:end], line[i+2:], true, true
		case line[i+1] == '"':
			line[end] = '"'
			end++
			i++
		default:
			return nil, nil, false, false
		}
	}
	return nil, nil, false, false
}
