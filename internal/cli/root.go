package cli

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"parsec-hosts/internal/config"
)

const rootHelp = `parsec-hosts shows which Parsec hosts you may connect to, as they come and go, and hands
the one you choose to a program that connects.

Without a command it opens the dashboard. To see it without an account: parsec-hosts --demo`

func newRootCommand(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:               "parsec-hosts",
		Short:             "Watch Parsec hosts and connect to them",
		Long:              rootHelp,
		Version:           a.version,
		Args:              noArguments,
		RunE:              func(*cobra.Command, []string) error { return a.dashboard() },
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
	}
	root.SetVersionTemplate("parsec-hosts {{.Version}}\n")
	root.SetFlagErrorFunc(flagError)
	a.connectionFlags(root)
	a.looksFlags(root)
	root.Flags().BoolVar(&a.flags.ReadOnly, "read-only", false, "only look: start nothing from the dashboard")
	addGroup(root, "hosts", "Hosts:", newListCommand(a), newWatchCommand(a), newWaitCommand(a), newPickCommand(a), newConnectCommand(a), newConnectionsCommand(a), newDisconnectCommand(a), newRecordCommand(a))
	addGroup(root, "access", "Signing in:", newSessionCommand(a), newAuthCommand(a))
	addGroup(root, "setup", "This program:", newDoctorCommand(a), newConfigCommand(a), newPathsCommand(a), newCompletionCommand(), newManCommand())
	addGroup(root, "lab", "Without the service:", newSimulateCommand(a))
	root.AddCommand(newShowHandoverCommand(a), newConnectSDKCommand(a))
	root.AddCommand(topics()...)
	root.SetHelpCommand(newHelpCommand(root))
	root.SetHelpCommandGroupID("setup")
	return root
}

// addGroup adds commands that the help lists together.
func addGroup(root *cobra.Command, id, title string, commands ...*cobra.Command) {
	root.AddGroup(&cobra.Group{ID: id, Title: title})
	for _, command := range commands {
		command.GroupID = id
		root.AddCommand(command)
	}
}

// connectionFlags are for the commands that ask the service.
func (a *app) connectionFlags(cmd *cobra.Command) {
	a.demoFlag(cmd)
	a.profileFlags(cmd)
	a.logFlags(cmd)
}

// profileFlags are for all commands that need a configuration.
func (a *app) profileFlags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&a.flags.Config, "config", "", "configuration `file`")
	cmd.Flags().StringVar(&a.flags.Profile, "profile", "", "`name` of the profile in the configuration file")
	completes(cmd, "profile", a.completeProfile)
}

// looksFlags are for the commands that draw.
func (a *app) looksFlags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&a.flags.Theme, "theme", "", "colours: `name` is "+strings.Join(config.Themes, ", "))
	completes(cmd, "theme", cobra.FixedCompletions(config.Themes, cobra.ShellCompDirectiveNoFileComp))
	cmd.Flags().BoolVar(&a.flags.ASCII, "ascii", false, "draw signs with ASCII characters")
	cmd.Flags().BoolVar(&a.flags.NoMotion, "no-motion", false, "let nothing move by itself")
	cmd.Flags().Var(&a.renderer, "renderer", "when to draw: `name` is "+onDemandRenderer+", or "+stockRenderer+" if that fails")
	completes(cmd, "renderer", cobra.FixedCompletions([]string{onDemandRenderer, stockRenderer}, cobra.ShellCompDirectiveNoFileComp))
}

// newHelpCommand is "help list" for "list --help". Cobra's own answers a wrong name with success.
func newHelpCommand(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND|TOPIC]",
		Short: "Help about a command or a topic",
		RunE: func(_ *cobra.Command, args []string) error {
			command, err := find(root, args)
			if err != nil {
				return err
			}
			return command.Help()
		},
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
			command, err := find(root, args)
			if err != nil {
				return only(nil)
			}
			var offered []cobra.Completion
			for _, child := range command.Commands() {
				if !child.Hidden {
					offered = append(offered, cobra.CompletionWithDesc(child.Name(), child.Short))
				}
			}
			return only(offered)
		},
	}
}

// find finds the command or the topic of that name.
func find(root *cobra.Command, names []string) (*cobra.Command, error) {
	command, rest, err := root.Find(names)
	switch {
	case err != nil:
		return nil, unknownCommand(root, names[0])
	case len(rest) > 0:
		return nil, unknownCommand(command, rest[0])
	}
	return command, nil
}

func unknownCommand(root *cobra.Command, name string) error {
	var names []string
	for _, command := range root.Commands() {
		if !command.Hidden {
			names = append(names, command.Name())
		}
	}
	return &usageError{"there is no command " + quoted(name) + config.DidYouMean(name, names), seeHelp(root)}
}

// flagError puts the flag parser's errors into words of this program.
func flagError(cmd *cobra.Command, err error) error {
	var (
		unknown *pflag.NotExistError
		bare    *pflag.ValueRequiredError
		invalid *pflag.InvalidValueError
	)
	switch {
	case errors.As(err, &unknown):
		typed, meant := unknownFlag(cmd, unknown)
		return &usageError{"there is no flag " + typed + meant, seeHelp(cmd)}
	case errors.As(err, &bare):
		return &usageError{"--" + bare.GetSpecifiedName() + " needs a value", seeHelp(cmd)}
	case errors.As(err, &invalid):
		flag := invalid.GetFlag()
		return &usageError{"--" + flag.Name + " cannot be " + quoted(invalid.GetValue()) + ": " + valueAdvice(invalid), seeHelp(cmd)}
	}
	return &usageError{err.Error(), seeHelp(cmd)}
}

// unknownFlag returns an unknown flag as it was typed, and the end of an error that says what was
// probably meant.
func unknownFlag(cmd *cobra.Command, unknown *pflag.NotExistError) (typed, meant string) {
	var names []string
	cmd.Flags().VisitAll(func(flag *pflag.Flag) { names = append(names, "--"+flag.Name) })
	letters, _, _ := strings.Cut(unknown.GetSpecifiedShortnames(), "=")
	if letters == "" {
		typed = "--" + unknown.GetSpecifiedName()
		return typed, config.DidYouMean(typed, names)
	}
	// Behind a single dash each letter is a flag of its own, and letters begins with the first
	// unknown one. The h of -hosts was taken for a flag, so it is missing there.
	for _, taken := range []string{"-", "-h", "-v"} {
		if typed := taken + letters; len(typed) > 2 && slices.Contains(names, "-"+typed) {
			return typed, "; did you mean -" + typed + "?"
		}
	}
	return "-" + unknown.GetSpecifiedName(), ""
}

// valueAdvice says what a flag of the kinds used here takes.
func valueAdvice(invalid *pflag.InvalidValueError) string {
	switch invalid.GetFlag().Value.Type() {
	case "bool":
		if invalid.GetFlag().Name == "demo" {
			return "write --demo, or --demo=FILE to play a recording"
		}
		return "it takes no value"
	case "duration":
		return "write a duration such as 500ms, 8s or 5m"
	case "int", "uint64", "float64":
		return "write a number"
	}
	return invalid.Unwrap().Error()
}

func seeHelp(cmd *cobra.Command) string { return cmd.CommandPath() + " --help shows what there is" }

func quoted(s string) string { return `"` + s + `"` }
