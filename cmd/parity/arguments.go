package main

import (
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
)

// flagsFirst puts a command's flags before its arguments, as the flag parser stops at the
// first argument and people write `parity run mymodel --out x.xlsx`. Which flags take a
// value is what the command itself says. After "--" everything is an argument. Where help is asked
// for, nothing else is looked at: the library would take the argument for a topic of its help.
func flagsFirst(app *cli.App, args []string) []string {
	if len(args) < 3 || args[len(args)-1] == completionFlag {
		return args
	}
	command := app.Command(args[1])
	if command == nil {
		return args
	}
	var flags, rest []string
	for i := 2; i < len(args); i++ {
		arg := args[i]
		if arg == "--" {
			rest = append(rest, args[i+1:]...)
			break
		}
		if !strings.HasPrefix(arg, "-") || arg == "-" {
			rest = append(rest, arg)
			continue
		}
		if asksForHelp(arg) {
			return slices.Concat(args[:2], []string{arg})
		}
		flags = append(flags, arg)
		if !takesValue(command, arg) {
			continue
		}
		if i+1 == len(args) {
			return slices.Concat(args[:2], flags) // the parser says that the value is missing
		}
		i++
		flags = append(flags, args[i])
	}
	return slices.Concat(args[:2], flags, []string{"--"}, rest)
}

func asksForHelp(written string) bool {
	return slices.Contains(cli.HelpFlag.Names(), strings.TrimLeft(written, "-"))
}

// takesValue says whether a flag as written needs the next argument for its value.
func takesValue(command *cli.Command, written string) bool {
	name := strings.TrimLeft(written, "-")
	if strings.Contains(name, "=") {
		return false
	}
	for _, flag := range command.Flags {
		if slices.Contains(flag.Names(), name) {
			value, ok := flag.(cli.DocGenerationFlag)
			return ok && value.TakesValue()
		}
	}
	return false
}

// oneModel is the command's only argument, or the default where there is none.
func oneModel(c *cli.Context, otherwise string) (string, error) {
	switch c.NArg() {
	case 0:
		if otherwise == "" {
			return "", usagef("%s needs a model: an embedded model's name (parity list), a folder or an .xlsx", c.Command.Name)
		}
		return otherwise, nil
	case 1:
		return c.Args().First(), nil
	}
	return "", usagef("%s takes one model, and %d were given: %s", c.Command.Name, c.NArg(), strings.Join(c.Args().Slice(), ", "))
}
