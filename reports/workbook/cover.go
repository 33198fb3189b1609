package workbook

import (
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"parity/scenarios"
)

// planCover writes what the workbook is, who made it from what, and what it is not.
func (b *book) planCover() *sheet {
	m := b.study.Model
	s := &sheet{name: scenarios.CoverSheet, title: "Parity: " + m.Name, kind: control, widths: []float64{26, 96, 22}, fit: 1,
		about: b.title()}
	b.head(s)
	s.add()
	line := func(name, text string) {
		if text != "" {
			n := s.add(textCell(name, style{role: strong}), textCell(text, style{role: prose}))
			s.rows[n-1].height = max(s.tall(n), lineHeight*float64(strings.Count(text, "\n")+1)+2)
		}
	}
	s.add(textCell("What this is", style{role: subhead}))
	line("What", "What an NHS mental health provider is paid, and what commissioners pay, under different payment rules: a working model, made by Parity.")
	line("Model", b.title())
	line("Model by", m.Setting(scenarios.KeyAuthor))
	line("Run by", b.about.Author)
	line("Date", b.about.Date.Format("2 January 2006"))
	line("Made with", strings.TrimSpace("Parity "+b.about.Version))
	line("Command", b.about.Command)
	t := b.time
	line("Months", t.months[0].String()+" to "+t.months[len(t.months)-1].String()+" ("+strconv.Itoa(len(t.months))+")")
	base := &b.study.Scenarios[b.study.Baseline]
	line("Baseline", base.Key+": "+base.Title)
	var others []string
	for i := range b.study.Scenarios {
		if i != b.study.Baseline {
			others = append(others, b.keys[i]+": "+b.study.Scenarios[i].Title)
		}
	}
	line("Compared with", strings.Join(others, "\n"))
	line("Price base", orElse(m.Setting(scenarios.KeyPriceBase), "cash throughout; no price base is set"))
	if d := base.Result.Model.Deflator; d != nil {
		line("Deflator", d.Name+" ("+orElse(d.Release, "release not named")+")")
	}
	line("Draws", b.drawsInWords())
	line("Fingerprint", b.about.Fingerprint())
	s.add()
	s.add(textCell("Read from", style{role: subhead}))
	for _, in := range m.Inputs {
		s.add(textCell(in.Name, style{role: label}), textCell("SHA-256 "+in.SHA256, style{role: label}))
	}
	s.add()
	s.add(textCell("What its inputs rest on", style{role: subhead}))
	b.evidence(s)
	s.add()
	s.add(textCell("How to use it", style{role: subhead}))
	for _, text := range []string{
		"Blue on pale yellow, solid frame: an input that formulas follow. Change it, and the comparison moves.",
		"Purple italics on lilac, dashed frame: an input that feeds projected quantities, or says which figures go together. Change it, save, and run Parity on this workbook: parity run FILE.",
		"Black: a formula. Black italics: a value that Parity worked out. Bold in a heavy frame: a choice with a drop-down.",
		"Tabs: grey for control, green for results, yellow for inputs, blue for workings. The sheet Contents says what each holds.",
	} {
		n := s.add(textCell("", style{role: label}), textCell(text, style{role: prose}))
		s.rows[n-1].height = s.tall(n)
	}
	s.add()
	s.add(textCell("What it is not", style{role: subhead}))
	for _, text := range []string{
		b.notAForecast(),
		"Not advice on what care to give, and no statement of what a provider was or will be paid.",
		"Not better than its inputs: the sheet Assumptions lists what each rests on, and what is illustrative or assumed says so.",
	} {
		n := s.add(textCell("", style{role: label}), textCell(text, style{role: prose}))
		s.rows[n-1].height = s.tall(n)
	}
	return s
}

func orElse(text, blank string) string {
	if text == "" {
		return blank
	}
	return text
}

// evidence counts the input rows by what they rest on.
func (b *book) evidence(s *sheet) {
	counts := map[string]int{}
	var classes []string
	for _, in := range b.inputs {
		if in.table.Schema.Index(scenarios.EvidenceColumn) < 0 {
			continue
		}
		for r := range in.table.Rows {
			class := orElse(in.table.Cell(r, scenarios.EvidenceColumn), "not said")
			if counts[class] == 0 {
				classes = append(classes, class)
			}
			counts[class]++
		}
	}
	for _, class := range append([]string{"published", "local", "estimated", "assumed", "illustrative", "missing"}, "not said") {
		for _, found := range classes {
			if found == class {
				s.add(textCell(class, style{role: strong}), textCell(strconv.Itoa(counts[class])+" rows of inputs", style{role: label}))
			}
		}
	}
}

// planContents lists the sheets with links to them.
func (b *book) planContents(list []*sheet) *sheet {
	s := &sheet{name: "Contents", title: "Contents", kind: control, about: "Every sheet, what kind it is, and what it holds. Click a name to go there.", widths: []float64{26, 12, 110}, freeze: "A6", heads: [2]int{5, 5}}
	b.head(s)
	s.skip(inputHead)
	s.add(heads("Sheet", "Kind", "What it holds")...)
	for _, other := range list {
		n := s.add(textCell(other.name, style{role: link}), textCell(other.kind.String(), style{role: label}), textCell(orElse(other.holds, other.about), style{role: prose}))
		s.rows[n-1].height = s.tall(n)
		target := other.prefix() + "A1"
		at := "A" + strconv.Itoa(n)
		s.before = append(s.before, func(f *excelize.File) error { return f.SetCellHyperLink(s.name, at, target, "Location") })
	}
	return s
}
