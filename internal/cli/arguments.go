package cli

import (
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"parsec-hosts/internal/query"
)

// positive refuses a number or a duration that was given and is not above 0. Such a flag has no limit
// where it is left out, and whoever types a 0 may well mean the opposite.
func positive[T int | time.Duration](cmd *cobra.Command, flag string, value T) error {
	if value > 0 || !cmd.Flags().Changed(flag) {
		return nil
	}
	return &usageError{fmt.Sprintf("--%s cannot be %v: it must be more than 0", flag, value), ""}
}

// oneOf refuses a second one of flags that exclude each other.
func oneOf(cmd *cobra.Command, names ...string) error {
	given := ""
	for _, name := range names {
		switch {
		case !cmd.Flags().Changed(name):
		case given != "":
			return &usageError{"--" + given + " and --" + name + " cannot be used together", seeHelp(cmd)}
		default:
			given = name
		}
	}
	return nil
}

// queryOf reads the words of a command line as one query.
func queryOf(args []string) (query.Query, error) {
	q, err := query.Parse(strings.Join(args, " "))
	if err != nil {
		return q, queryError(err)
	}
	return q, nil
}

func queryError(err error) error {
	return &usageError{"the query: " + err.Error(), "parsec-hosts help query has the language"}
}

// someHost wants at least one word that names a host.
func someHost(cmd *cobra.Command, args []string) error {
	if strings.TrimSpace(strings.Join(args, "")) == "" {
		return &usageError{cmd.Name() + " needs a host: its peer ID, its name or a query", seeHelp(cmd)}
	}
	return nil
}

// oneFile wants the name of the file that is written.
func oneFile(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return &usageError{cmd.Name() + " needs the file to write", "write " + cmd.CommandPath() + " FILE"}
	}
	return atMostOne("file")(cmd, args)
}

// atMostOne refuses a second argument of a command that takes one thing, or none.
func atMostOne(thing string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) > 1 {
			return &usageError{cmd.Name() + " takes one " + thing + ", but there is also " + quoted(args[1]), seeHelp(cmd)}
		}
		return nil
	}
}

func noArguments(cmd *cobra.Command, args []string) error {
	switch {
	case len(args) == 0:
		return nil
	case cmd.HasSubCommands():
		return unknownCommand(cmd, args[0])
	}
	return &usageError{cmd.Name() + " takes no argument, but there is " + quoted(args[0]), seeHelp(cmd)}
}
