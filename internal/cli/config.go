package cli

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"parsec-hosts/internal/config"
)

func newConfigCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "config",
		Short: "Write, show, edit or check the configuration",
		Long: "The configuration is one TOML file, which parsec-hosts paths config names. It is never needed:\n" +
			"variables can say how to sign in (parsec-hosts help environment). It never holds a secret.",
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newConfigInitCommand(a), newConfigShowCommand(a), newConfigEditCommand(a), newConfigCheckCommand(a))
	return cmd
}

// byItself is an environment in which a configuration file stands alone: without the variables
// that would hide what it says. Whom an API key is for may well be left to one.
func byItself(environ []string) []string {
	hiding := []string{config.EnvBaseURL, config.EnvAPIKey, config.EnvSessionID, config.EnvProfile}
	return slices.DeleteFunc(slices.Clone(environ), func(pair string) bool {
		name, _, _ := strings.Cut(pair, "=")
		return slices.Contains(hiding, name)
	})
}

// checkConfig reads all of a configuration file, for every profile in it, and returns every mistake
// that can be found without asking anybody.
func checkConfig(in config.Inputs) ([]*config.Config, []error) {
	profiles, faults := config.LoadAll(in)
	for _, cfg := range profiles {
		c := access{config: cfg}
		wrong := c.understand(in.Environ)
		if _, err := newClient(cfg); err != nil {
			wrong = append(wrong, err)
		}
		for _, fault := range wrong {
			if !slices.ContainsFunc(faults, func(known error) bool { return known.Error() == fault.Error() }) {
				faults = append(faults, fault)
			}
		}
	}
	return profiles, faults
}

// withoutPlace is a mistake in a file that nobody has seen yet: its path and line say nothing.
func withoutPlace(err error) *usageError {
	var fault *config.Error
	if errors.As(err, &fault) {
		return &usageError{fault.Text, fault.Advice}
	}
	return &usageError{err.Error(), ""}
}
