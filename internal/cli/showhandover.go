package cli

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"parsec-hosts/internal/launch"
)

// newShowHandoverCommand is the launcher of the demonstration: it says what it was handed, and may go on
// for a while as one with a window would.
func newShowHandoverCommand(a *app) *cobra.Command {
	var lasts time.Duration
	cmd := &cobra.Command{
		Use:    "show-handover name=value …",
		Short:  "Show what a launched program is handed",
		Hidden: true,
		RunE: func(_ *cobra.Command, args []string) error {
			launch.ShowHandover(a.stdio.Out, nil, a.environ, args)
			return untilSignal(func(ctx context.Context) error {
				select {
				case <-time.After(lasts):
				case <-ctx.Done():
				}
				return nil
			})
		},
	}
	cmd.Flags().DurationVar(&lasts, "for", 0, "go on for so long")
	return cmd
}
