package workbook

import (
	"bytes"
	"parity/scenarios"
	"testing"
	"time"
)

func TestOne(t *testing.T) {
	t0 := time.Now()
	m, _ := scenarios.Load("northshire")
	t1 := time.Now()
	s, _ := scenarios.Simulate(m, scenarios.Selection{})
	t2 := time.Now()
	b, _ := plan(s, testAbout)
	t3 := time.Now()
	var o bytes.Buffer
	b.emit(&o, true)
	t4 := time.Now()
	t.Log("load", t1.Sub(t0), "simulate", t2.Sub(t1), "plan", t3.Sub(t2), "emit", t4.Sub(t3), o.Len())
}
