package cli

import (
	"github.com/spf13/cobra"

	"parsec-hosts/internal/launch"
)

// newShowHandoverCommand is the launcher of the demonstration: it says what it was handed.
func newShowHandoverCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:    "show-handover name=value …",
		Short:  "Show what a launched program is handed",
		Hidden: true,
		RunE: func(_ *cobra.Command, args []string) error {
			launch.ShowHandover(a.stdio.Out, nil, a.environ, args)
			return nil
		},
	}
}
