package main

import "github.com/urfave/cli/v2"

// helpCommand is `parity help`, in the place of the library's: that one answers a command that is
// none with a topic that is none.
func helpCommand() *cli.Command {
	return &cli.Command{
		Name:      "help",
		Aliases:   []string{"h"},
		Usage:     "list the commands, or say how one is used",
		ArgsUsage: "[COMMAND]",
		BashComplete: func(c *cli.Context) {
			for _, command := range c.App.Commands {
				c.App.Writer.Write([]byte(command.Name + "\n")) // an error has nowhere to go
			}
		},
		Action: func(c *cli.Context) error {
			switch c.NArg() {
			case 0:
				return cli.ShowAppHelp(c)
			case 1:
				if c.App.Command(c.Args().First()) == nil {
					return unknownCommand(c.App, c.Args().First())
				}
				return cli.ShowCommandHelp(c.Lineage()[1], c.Args().First())
			}
			return usagef("help takes one command, and %d were given: parity help run", c.NArg())
		},
	}
}
