package main

import (
	"io"

	"github.com/urfave/cli/v2"
)

// completionFlag asks the command line what could come next, at the end of a line that is
// being written.
const completionFlag = "--generate-bash-completion"

func completionCommand(stdout io.Writer) *cli.Command {
	return &cli.Command{
		Name:      "completion",
		Usage:     "print a script that completes parity's commands in a shell",
		ArgsUsage: "bash|zsh|fish|powershell",
		Description: `Load it where your shell starts:

   bash         source <(parity completion bash)
   zsh          source <(parity completion zsh)
   fish         parity completion fish > ~/.config/fish/completions/parity.fish
   powershell   parity completion powershell | Out-String | Invoke-Expression`,
		BashComplete: func(c *cli.Context) { io.WriteString(c.App.Writer, "bash\nzsh\nfish\npowershell\n") },
		Action: func(c *cli.Context) error {
			script := ""
			switch c.Args().First() {
			case "bash":
				script = bashCompletion
			case "zsh":
				script = zshCompletion
			case "powershell":
				script = powershellCompletion
			case "fish":
				var err error
				if script, err = c.App.ToFishCompletion(); err != nil {
					return err
				}
			default:
				return usagef("completion is there for bash, zsh, fish and powershell; %q is none of them", c.Args().First())
			}
			_, err := io.WriteString(stdout, script)
			return printed(err)
		},
	}
}

const bashCompletion = `_parity() {
  local current="${COMP_WORDS[COMP_CWORD]}" words=("${COMP_WORDS[@]:0:COMP_CWORD}") next
  [[ "$current" == -* ]] && words+=("$current")
  next=$("${words[@]}" ` + completionFlag + ` 2>/dev/null)
  COMPREPLY=($(compgen -W "$next" -- "$current"))
}
complete -o bashdefault -o default -F _parity parity
`

const zshCompletion = `#compdef parity
_parity() {
  local -a next line
  line=("${(@)words[1,CURRENT-1]}")
  [[ "${words[CURRENT]}" == -* ]] && line+=("${words[CURRENT]}")
  next=("${(@f)$("${line[@]}" ` + completionFlag + ` 2>/dev/null)}")
  [[ -n "${next[1]}" ]] && _describe 'parity' next
  _files
}
compdef _parity parity
`

const powershellCompletion = `Register-ArgumentCompleter -Native -CommandName parity -ScriptBlock {
  param($word, $line, $position)
  $words = @($line.CommandElements | ForEach-Object { $_.ToString() })
  if ($words.Count -gt 1 -and $words[-1] -eq $word -and -not $word.StartsWith('-')) { $words = $words[0..($words.Count - 2)] }
  $rest = @($words | Select-Object -Skip 1)
  & parity @rest '` + completionFlag + `' | Where-Object { $_ -like "$word*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new(($_ -split ':')[0], $_, 'ParameterValue', $_)
  }
}
`
