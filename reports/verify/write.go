package verify

import (
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"parity/reports"
	"parity/tariff"
)

// mostListed is how many edits of a kind are named one by one.
const mostListed = 20

// british writes numbers with commas between thousands.
var british = language.BritishEnglish

// Write says in plain words what was found.
func Write(w io.Writer, f *Finding) error {
	p := message.NewPrinter(british)
	var b strings.Builder
	if f.Same() {
		p.Fprintf(&b, "%s: same to the penny. Run again, all %d %s come out as they are in the file.\n", f.File, f.compared, f.unit())
	} else {
		fmt.Fprintf(&b, "%s: not the same as its run gives.\n", f.File)
	}
	for _, problem := range f.Problems {
		fmt.Fprintf(&b, "\nIn short: %s.\n", strings.TrimSuffix(problem, "."))
	}
	f.writeEdits(p, &b)
	f.writeEffects(p, &b)
	f.writeInputs(p, &b)
	b.WriteByte('\n')
	for _, remark := range f.Remarks {
		b.WriteString(remark + "\n")
	}
	b.WriteString(f.verdict())
	fmt.Fprintf(&b, "Fingerprint: %s\n", f.Fingerprint)
	_, err := io.WriteString(w, b.String())
	return err
}

func (f *Finding) unit() string {
	if f.facts {
		return "facts"
	}
	return "cells"
}

func (f *Finding) writeEdits(p *message.Printer, b *strings.Builder) {
	if len(f.Edited) > 0 {
		p.Fprintf(b, "\nEdited since the run (%d):\n", len(f.Edited))
		list(p, b, f.Edited)
	}
	if len(f.Results) == 0 {
		return
	}
	if len(f.Edited) > 0 {
		p.Fprintf(b, "\nFormulas with other results (%d), which follow from these or were edited too:\n", len(f.Results))
	} else {
		p.Fprintf(b, "\nFormulas with other results than the run gives (%d), though nothing they rest on was edited:\n", len(f.Results))
	}
	list(p, b, f.Results)
}

func list[T fmt.Stringer](p *message.Printer, b *strings.Builder, all []T) {
	for _, one := range all[:min(len(all), mostListed)] {
		b.WriteString("  " + one.String() + "\n")
	}
	if more := len(all) - mostListed; more > 0 {
		p.Fprintf(b, "  and %d more\n", more)
	}
}

// writeEffects says what edited inputs come to, the scenarios that move and how many do not.
func (f *Finding) writeEffects(p *message.Printer, b *strings.Builder) {
	if len(f.Effects) == 0 {
		return
	}
	b.WriteString("\nWhat the edited inputs change, over the whole run:\n")
	still := 0
	for _, e := range f.Effects {
		income := e.Income[1] - e.Income[0]
		cost := e.Cost[1] - e.Cost[0]
		if income == 0 && (cost == 0 || !e.CostKnown) {
			still++
			continue
		}
		p.Fprintf(b, "  %s: income was %s, is %s (%s)", e.Scenario, pounds(p, e.Income[0]), pounds(p, e.Income[1]), moved(p, income))
		if e.CostKnown {
			p.Fprintf(b, "; cost was %s, is %s (%s)", pounds(p, e.Cost[0]), pounds(p, e.Cost[1]), moved(p, cost))
		}
		b.WriteByte('\n')
	}
	if still > 0 {
		p.Fprintf(b, "  %d of %d scenarios pay and cost in all what they did.\n", still, len(f.Effects))
	}
}

func (f *Finding) writeInputs(p *message.Printer, b *strings.Builder) {
	if len(f.Inputs) == 0 {
		return
	}
	p.Fprintf(b, "\nIts run did not read what the model says (%d); was is the model, is the file:\n", len(f.Inputs))
	list[reports.InputChange](p, b, f.Inputs)
}

func pounds(p *message.Printer, amount tariff.Pence) string {
	if amount < 0 {
		return "-" + pounds(p, -amount)
	}
	return p.Sprintf("£%.2f", amount.Pounds())
}

func moved(p *message.Printer, change tariff.Pence) string {
	switch {
	case change > 0:
		return "+" + pounds(p, change)
	case change == 0:
		return "unchanged"
	}
	return pounds(p, change)
}

// verdict says what the finding proves, and what it does not.
func (f *Finding) verdict() string {
	switch {
	case len(f.Proven) > 0 && f.Same():
		return "Unaltered: it agrees with " + strings.Join(f.Proven, " and ") + ".\n"
	case len(f.Proven) > 0:
		return "It was made from what agrees with " + strings.Join(f.Proven, " and ") + ".\n"
	case f.Same():
		return "It is consistent in itself. That is no proof that nobody altered it: whoever can edit a\n" +
			"file can edit its fingerprint. For proof, give a fingerprint that was kept elsewhere\n" +
			"(--expect) or the model (--model).\n"
	}
	return ""
}
