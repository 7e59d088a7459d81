package cli

import (
	"bytes"
	"fmt"
	"io"

	"github.com/spf13/cobra"
)

const completionHelp = `completion prints a script that teaches a shell to complete commands, flags and what they take:
names of hosts, profiles, launchers, columns and the words of queries.

  bash        parsec-hosts completion bash > ~/.local/share/bash-completion/completions/parsec-hosts
  zsh         parsec-hosts completion zsh > "${fpath[1]}/_parsec-hosts"
  fish        parsec-hosts completion fish > ~/.config/fish/completions/parsec-hosts.fish
  PowerShell  parsec-hosts completion powershell | Out-String | Invoke-Expression

For bash, the package bash-completion must be installed.

Hosts are those that the journal remembers, which dashboards and parsec-hosts watch write: nobody
is asked when you press tab. With PARSEC_HOSTS_COMPLETION=live the service is, for two seconds at
most.`

func newCompletionCommand() *cobra.Command {
	shells := map[string]func(*cobra.Command, io.Writer) error{
		"bash":       func(root *cobra.Command, w io.Writer) error { return root.GenBashCompletionV2(w, true) },
		"zsh":        func(root *cobra.Command, w io.Writer) error { return root.GenZshCompletion(w) },
		"fish":       func(root *cobra.Command, w io.Writer) error { return root.GenFishCompletion(w, true) },
		"powershell": func(root *cobra.Command, w io.Writer) error { return root.GenPowerShellCompletionWithDesc(w) },
	}
	names := []string{"bash", "zsh", "fish", "powershell"}
	return &cobra.Command{
		Use:       "completion SHELL",
		Short:     "Print a script that completes commands in a shell",
		Long:      completionHelp,
		ValidArgs: names,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return &usageError{"completion needs the name of one shell: bash, zsh, fish or powershell", seeHelp(cmd)}
			}
			if shells[args[0]] == nil {
				return &usageError{"completion: " + unknownName(args[0], names), seeHelp(cmd)}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			var script bytes.Buffer
			if err := shells[args[0]](cmd.Root(), &script); err != nil {
				return fmt.Errorf("the script cannot be made: %w", err)
			}
			return write(cmd.OutOrStdout(), "script", script.Bytes())
		},
	}
}
