package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"parsec-hosts/internal/config"
	"parsec-hosts/internal/textsafe"
	"parsec-hosts/internal/words"
)

const configCheckHelp = `check reads the configuration file, or FILE, as every other command would, for each of its
profiles: settings, launchers, actions, keys, columns, filter. It asks nobody, and does not
look at what the file refers to, but for ca_file.

Every mistake is told on standard error with its line. The exit code is 0 for a file without
mistakes and 2 for any other.`

func newConfigCheckCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "check [FILE]",
		Short: "Look for mistakes in the configuration file",
		Long:  configCheckHelp,
		Args:  atMostOne("file"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 && cmd.Flags().Changed("config") {
				return &usageError{"check takes one file, and both --config and " + quoted(args[0]) + " name one", seeHelp(cmd)}
			}
			if len(args) == 1 {
				a.flags.Config = args[0]
			}
			return a.checkConfigFile()
		},
	}
	cmd.Flags().StringVar(&a.flags.Config, "config", "", "configuration `file`")
	return cmd
}

func (a *app) checkConfigFile() error {
	in := config.Inputs{Flags: config.Flags{Config: a.flags.Config}, Environ: byItself(a.environ)}
	file, _ := config.Locate(in)
	if _, err := os.Stat(file.Value); errors.Is(err, fs.ErrNotExist) {
		return noConfigFile(file.Value)
	}
	profiles, faults := checkConfig(in)
	for _, fault := range faults {
		a.report(fault)
	}
	if len(faults) > 0 {
		return &exitError{code: exitUsage}
	}
	for _, cfg := range profiles {
		if cfg.SignIn.Value.Method == "" {
			a.note("nothing says how to sign in as the profile " + cfg.Profile.Value)
		}
	}
	return write(a.stdio.Out, "outcome", fmt.Appendf(nil, "%s: fine, %s\n", textsafe.Clean(file.Value), words.Plural(len(profiles), "profile")))
}

func noConfigFile(path string) error {
	return &usageError{"there is no configuration file " + path, "parsec-hosts config init writes one"}
}
