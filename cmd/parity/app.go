package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"parity/scenarios"
)

// run is the whole command line: what is asked in args, data to stdout, talk to stderr. It
// returns the exit code.
func run(args []string, stdout, stderr io.Writer) int {
	app := newApp(stdout, stderr)
	err := withoutPanic(func() error { return app.Run(flagsFirst(app, args)) })
	if err != nil {
		fmt.Fprintf(stderr, "parity: %s\n", explained(err))
	}
	return exitCode(err)
}

func newApp(stdout, stderr io.Writer) *cli.App {
	app := &cli.App{
		Name:  "parity",
		Usage: "compare block contracts with Payment by Results for mental health care",
		UsageText: `parity run                        run the example and write northshire.xlsx
parity init mine.xlsx             write a model to edit
parity check mine.xlsx            look for faults in it
parity run mine.xlsx              run it and write mine-result.xlsx`,
		Description: `A model is an embedded model's name (parity list), a folder of CSV files or
an Excel workbook with the same tables.

Results go to stdout, talk to stderr. Nothing is sent anywhere. Exit codes:
0 done, 1 the model or its data is wrong, 2 the command line is wrong,
3 a fault in parity, 4 a file could not be read or written,
130 stopped by Ctrl-C.`,
		Version:              version(),
		Writer:               stdout,
		ErrWriter:            stderr,
		Flags:                []cli.Flag{cli.HelpFlag}, // which the library adds with its own help command alone
		EnableBashCompletion: true,
		// A scenario's name may hold a comma; several are given by several flags.
		DisableSliceFlagSeparator: true,
		Commands: []*cli.Command{
			runCommand(stdout),
			riskCommand(stdout),
			priceCommand(stdout),
			caseloadCommand(stdout),
			backtestCommand(stdout),
			driversCommand(stdout),
			attributeCommand(stdout),
			solveCommand(stdout),
			clusterCommand(stdout),
			traceCommand(stdout),
			showCommand(stdout),
			realCommand(stdout),
			verifyCommand(stdout),
			diffCommand(stdout),
			initCommand(stdout),
			checkCommand(stdout),
			convertCommand(stdout),
			listCommand(stdout),
			completionCommand(stdout),
			helpCommand(),
		},
		Action:       noCommand,
		OnUsageError: flagError,
		// Errors are turned into exit codes in one place, by run.
		ExitErrHandler: func(*cli.Context, error) {},
	}
	for _, command := range app.Commands {
		command.OnUsageError = flagError
		command.HideHelpCommand = true // `parity run help` runs the model that is called help
	}
	return app
}

// noCommand answers parity alone with help, and a command that is none with the nearest.
func noCommand(c *cli.Context) error {
	if !c.Args().Present() {
		return cli.ShowAppHelp(c)
	}
	return unknownCommand(c.App, c.Args().First())
}

func unknownCommand(app *cli.App, found string) error {
	names := make([]string, len(app.Commands))
	for i, command := range app.Commands {
		names[i] = command.Name
	}
	meant := "parity help says what each does"
	if near := scenarios.Nearest(found, names); near != "" {
		meant = fmt.Sprintf("did you mean %s?", near)
	}
	return usagef("no command is called %q; there are %s; %s", found, strings.Join(names, ", "), meant)
}

func usagef(format string, args ...any) error { return usage(fmt.Errorf(format, args...)) }
