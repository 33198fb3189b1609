package workbook

import (
	"bytes"
	"os"
	"testing"
)

func TestDbg(t *testing.T) {
	for _, m := range []string{"northshire", "england-2015-16"} {
		var o bytes.Buffer
		Write(&o, simulated(t, m), testAbout)
		os.WriteFile("/tmp/wbbench/"+m+".xlsx", o.Bytes(), 0o600)
	}
	var o bytes.Buffer
	Write(&o, everyTerm(t), testAbout)
	os.WriteFile("/tmp/wbbench/every.xlsx", o.Bytes(), 0o600)
}
