package main

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"parity/scenarios/extract"
)

// What a command says of itself fits a terminal of 80 columns: all but its examples and the list
// of its options.
func TestHelpFitsATerminal(t *testing.T) {
	const indent, terminal = 3, 80
	for _, command := range newApp(os.Stdout, os.Stderr).Commands {
		for _, line := range strings.Split(command.Description, "\n") {
			if n := utf8.RuneCountInString(line) + indent; n > terminal && !strings.HasPrefix(line, " ") {
				t.Errorf("parity %s --help has a line of %d columns: %s", command.Name, n, line)
			}
		}
	}
}

// The help of price names every preset, those with further tables by how their names end.
func TestHelpNamesThePresets(t *testing.T) {
	text := priceCommand(os.Stdout).Description
	for _, name := range extract.Presets() {
		if !strings.Contains(text, strings.TrimSuffix(name, "-tables")) {
			t.Errorf("parity price --help does not name the preset %s", name)
		}
	}
}
