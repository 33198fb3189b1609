package workbook

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"strings"
	"testing"

	"parity/scenarios"
)

// drawing is what a sheet's drawing part says of where its charts lie.
type drawing struct {
	Anchors []struct {
		From corner `xml:"from"`
		To   corner `xml:"to"`
	} `xml:"twoCellAnchor"`
}

type corner struct {
	Column int `xml:"col"`
	Row    int `xml:"row"`
}

// No chart lies on another, however many scenarios make it tall.
func TestChartsDoNotLieOnEachOther(t *testing.T) {
	for _, study := range []*scenarios.Study{simulated(t, "england-2024-25"), simulated(t, "northshire"), simulated(t, "westmoor", "block", "market")} {
		var out bytes.Buffer
		if err := Write(&out, study, testAbout); err != nil {
			t.Fatal(err)
		}
		held, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
		if err != nil {
			t.Fatal(err)
		}
		charts := 0
		for _, part := range held.File {
			if !strings.HasPrefix(part.Name, "xl/drawings/drawing") {
				continue
			}
			anchors := anchored(t, part).Anchors
			charts += len(anchors)
			for i, a := range anchors {
				for _, b := range anchors[:i] {
					if a.From.Row <= b.To.Row && b.From.Row <= a.To.Row && a.From.Column <= b.To.Column && b.From.Column <= a.To.Column {
						t.Errorf("%s, %s: a chart from row %d to %d lies on one from row %d to %d", study.Model.Name, part.Name, a.From.Row+1, a.To.Row+1, b.From.Row+1, b.To.Row+1)
					}
				}
			}
		}
		if charts < 2 {
			t.Errorf("%s: %d charts", study.Model.Name, charts)
		}
	}
}

func anchored(t *testing.T, part *zip.File) (d drawing) {
	t.Helper()
	r, err := part.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	content, err := io.ReadAll(r)
	if err == nil {
		err = xml.Unmarshal(content, &d)
	}
	if err != nil {
		t.Fatal(err)
	}
	return d
}
