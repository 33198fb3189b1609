package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/urfave/cli/v2"

	"parity/scenarios"
)

// modelKind is the kind of listing that can be run; the other is a pack of tables.
const modelKind = "model"

func listCommand(stdout io.Writer) *cli.Command {
	return &cli.Command{
		Name:  "list",
		Usage: "list the embedded models, packs, series and payment mechanisms, and where their figures come from",
		Description: `   parity list
   parity list --json`,
		Flags: []cli.Flag{&cli.BoolFlag{Name: "json", DisableDefaultText: true, Usage: "print the list as JSON"}},
		Action: func(c *cli.Context) error {
			if c.NArg() > 0 {
				return usagef("list takes no arguments, and %s was given", c.Args().First())
			}
			if c.Bool("json") {
				return printed(listJSON(stdout))
			}
			return printed(list(stdout))
		},
	}
}

// listed is everything that is embedded.
func listed() []scenarios.Listing {
	return slices.Concat(scenarios.Embedded(), scenarios.EmbeddedSeries())
}

func list(w io.Writer) error {
	kind := ""
	for _, l := range listed() {
		if l.Kind != kind {
			if kind != "" {
				fmt.Fprintln(w)
			}
			kind = l.Kind
			fmt.Fprintf(w, "%ss\n", strings.TrimSuffix(kind, "s")) // one series, two series
		}
		if _, err := fmt.Fprintf(w, "  %s\n%s%s", l.Name, indented(l.Line), indented("From: "+l.Source)); err != nil {
			return err
		}
	}
	fmt.Fprint(w, "\nmechanisms (published; name one where a scenario's name goes: the baseline, paid so)\n")
	for _, m := range scenarios.Mechanisms() {
		if _, err := fmt.Fprintf(w, "  %s\n%s%s%s", m.Name, indented(m.Title+" ("+m.Status+")"), indented("Pays: "+paysOf(m)), indented("From: "+m.Source)); err != nil {
			return err
		}
	}
	return nil
}

// paysOf is a mechanism's form and term in words.
func paysOf(m scenarios.Mechanism) string {
	says := string(m.Payment)
	if says == "" {
		says = "the contract's own form"
	}
	if terms := m.Terms(); terms != "" {
		says += "; " + terms
	}
	if most := m.Most(); most != "" {
		says += "; contracts of less than " + most + " a year"
	}
	if m.Note != "" {
		says += ". " + m.Note
	}
	return says
}

// indented breaks a sentence over lines that fit a terminal, under a name.
func indented(sentence string) string {
	const margin, width = "      ", 80
	var b strings.Builder
	for line := range strings.SplitSeq(text.WrapSoft(sentence, width-len(margin)), "\n") {
		b.WriteString(margin + strings.TrimRight(line, " ") + "\n")
	}
	return b.String()
}

func listJSON(w io.Writer) error {
	type entry struct {
		Kind   string `json:"kind"`
		Name   string `json:"name"`
		Line   string `json:"line"`
		Pays   string `json:"pays,omitempty"`
		Source string `json:"source"`
	}
	entries := []entry{}
	for _, l := range listed() {
		entries = append(entries, entry{Kind: l.Kind, Name: l.Name, Line: l.Line, Source: l.Source})
	}
	for _, m := range scenarios.Mechanisms() {
		entries = append(entries, entry{"mechanism", m.Name, m.Title + " (" + m.Status + ")", paysOf(m), m.Source})
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(entries)
}
