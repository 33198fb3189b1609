package workbook

import (
	"math"
	"os"
	"strconv"
	"testing"

	"github.com/xuri/excelize/v2"
)

func TestCompareTmp(t *testing.T) {
	for _, model := range []string{"northshire", "england-2015-16"} {
		a, err := excelize.OpenFile("/tmp/wbbench/" + model + ".xlsx")
		if err != nil {
			t.Fatal(err)
		}
		b, err := excelize.OpenFile("/tmp/wbbench/out/" + model + "-twin.xlsx")
		if err != nil {
			t.Log(err)
			continue
		}
		raw := excelize.Options{RawCellValue: true}
		n, bad := 0, 0
		for _, sheet := range a.GetSheetList() {
			ra, _ := a.GetRows(sheet, raw)
			rb, _ := b.GetRows(sheet, raw)
			for r := range ra {
				for c := range ra[r] {
					want, got := ra[r][c], ""
					if r < len(rb) && c < len(rb[r]) {
						got = rb[r][c]
					}
					n++
					if want == got {
						continue
					}
					x, e1 := strconv.ParseFloat(want, 64)
					y, e2 := strconv.ParseFloat(got, 64)
					if e1 == nil && e2 == nil && math.Abs(x-y) < 1e-6 {
						continue
					}
					if e1 == nil && got == "" && x == 0 {
						continue
					}
					bad++
					if bad < 40 {
						cell := cellName(c+1, r+1)
						f, _ := a.GetCellFormula(sheet, cell)
						t.Errorf("%s %s!%s: want %q got %q  =%s", model, sheet, cell, want, got, f)
					}
				}
			}
		}
		t.Log(model, "cells", n, "bad", bad)
	}
	_ = os.Stdout
}
