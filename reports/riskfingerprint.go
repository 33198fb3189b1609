package reports

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
)

// riskFingerprintForm begins what is hashed of draws, and changes when what is hashed does.
const riskFingerprintForm = "parity fingerprint of draws 1"

// Fingerprint is the SHA-256, in hexadecimal, of the fingerprint of the study (Fingerprint), the seed, the number of draws and
// all figures, in six digits: machines whose last bits differ agree on those.
func (f *RiskFigures) Fingerprint() string {
	sum := sha256.New()
	fmt.Fprintf(sum, "%s\n%s\n%s\n", riskFingerprintForm, f.Drawn.Sample.Origin().Study, f.DrawsInWords())
	var line []byte
	for row := range f.Rows() {
		line = line[:0]
		row.Value, row.Error, row.BinError = sixDigits(row.Value), sixDigits(row.Error), sixDigits(row.BinError)
		for _, cell := range row.cells() {
			line = append(strconv.AppendQuote(line, cell), ',')
		}
		sum.Write(append(line, '\n'))
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// DrawsInWords says which draws: "10000 draws, seed 1".
func (f *RiskFigures) DrawsInWords() string { return drawsInWords(f.Draws, f.Seed) }

// sixDigits rounds a number as it is written. What is blank stays blank.
func sixDigits(text string) string {
	x, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return text
	}
	return strconv.FormatFloat(x, 'g', 6, 64)
}
