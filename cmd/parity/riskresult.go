package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"

	"parity/reports"
)

// isDrawn says whether a file is what parity risk wrote.
func isDrawn(path string) (bool, error) {
	switch ending(path) {
	case partEnding:
		return true, nil
	case ".csv", ".json":
	default:
		return false, nil
	}
	file, err := os.Open(path)
	if err != nil {
		return false, fmt.Errorf("open the result: %w", err)
	}
	defer file.Close()
	start, err := bufio.NewReaderSize(file, drawnWithin).Peek(drawnWithin)
	if err != nil && !errors.Is(err, io.EOF) {
		return false, fmt.Errorf("read the result: %w", err)
	}
	return reports.IsRisk(bytes.TrimPrefix(start, []byte("\ufeff"))), nil
}

// drawnWithin is how much of a file says what it is.
const drawnWithin = 4096
