package main

import (
	"regexp"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"parity/scenarios"
)

// What the flag parser says, in its words.
const (
	undefinedFlag = "flag provided but not defined: -"
	noArgument    = "flag needs an argument: -"
)

// badValue is what it says of a value that is not what the flag takes.
var badValue = regexp.MustCompile(`^invalid (?:boolean )?value ("(?:[^"\\]|\\.)*") for (?:flag )?-([^:]+): `)

// flagError says what is wrong with a command's flags, in our words: which one may have been
// meant, and what it takes.
func flagError(c *cli.Context, err error, _ bool) error {
	said := err.Error()
	if name, ok := strings.CutPrefix(said, undefinedFlag); ok {
		name = strings.TrimLeft(name, "-")
		var names []string
		for _, flag := range c.Command.Flags {
			names = append(names, flag.Names()[0])
		}
		meant := ""
		if near := scenarios.Nearest(name, names); near != "" {
			meant = "did you mean --" + near + "? "
		}
		return usagef("%s has no flag %s; %s%s --help lists them", c.Command.HelpName, dashed(name), meant, c.Command.HelpName)
	}
	if name, ok := strings.CutPrefix(said, noArgument); ok {
		return usagef("%s is followed by nothing; it takes %s", dashed(name), takes(c.Command.Flags, name))
	}
	if found := badValue.FindStringSubmatch(said); found != nil {
		return usagef("%s: found %s; it takes %s", dashed(found[2]), found[1], takes(c.Command.Flags, found[2]))
	}
	return usage(err)
}

// dashed is a flag as it is typed.
func dashed(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}

// takes is what a flag takes.
func takes(flags []cli.Flag, name string) string {
	at := slices.IndexFunc(flags, func(f cli.Flag) bool { return slices.Contains(f.Names(), name) })
	if at < 0 {
		return "a value"
	}
	switch flags[at].(type) {
	case *cli.IntFlag:
		return "a whole number in digits alone, such as 1000: no comma, space or point, and no more than fits in 64 bits"
	case *cli.Uint64Flag:
		return "a whole number of 0 or more in digits alone, such as 1: no comma, space, point or sign"
	case *cli.BoolFlag:
		return "no value, or true or false after ="
	}
	return "a value"
}
