package cli

import (
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"parsec-hosts/internal/textsafe"
)

// eachCommand visits all that there is help about.
func eachCommand(visit func(*cobra.Command)) {
	var walk func(*cobra.Command)
	walk = func(cmd *cobra.Command) {
		visit(cmd)
		for _, child := range cmd.Commands() {
			walk(child)
		}
	}
	walk(newRootCommand(&app{}))
}

func TestHelpFitsAnOrdinaryTerminal(t *testing.T) {
	const most = 104
	eachCommand(func(cmd *cobra.Command) {
		for line := range strings.Lines(cmd.Long + "\n" + cmd.LocalFlags().FlagUsages()) {
			if textsafe.Width(strings.TrimSuffix(line, "\n")) > most || strings.Contains(line, "\t") {
				t.Errorf("help of %q has a line of %d cells: %q", cmd.CommandPath(), textsafe.Width(line), line)
			}
		}
	})
}

func TestEveryCommandIsDescribed(t *testing.T) {
	eachCommand(func(cmd *cobra.Command) {
		if cmd.Hidden || cmd.Name() == "help" {
			return
		}
		if cmd.Short == "" || cmd.Long == "" || strings.HasSuffix(cmd.Short, ".") {
			t.Errorf("%q has no good description: %q", cmd.CommandPath(), cmd.Short)
		}
	})
}
