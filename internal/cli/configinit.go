package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"parsec-hosts/internal/config"
	"parsec-hosts/internal/private"
	"parsec-hosts/internal/textsafe"
)

const configInitHelp = `init writes a configuration file with comments. On a terminal it asks what it must know, unless a
flag says how to sign in. A file that is there already stays as it is.

One of these flags says how to sign in:
  --session-command, --api-key-command
                   a program and its arguments in one text, split at blanks without a shell;
                   "…" and '…' keep blanks: --session-command 'ssh backend parsec-session'
  --api-key-file, --api-key-keyring
                   where the API key is; the key itself is never asked for nor written
  --environment    nothing in the file: variables such as PARSEC_HOSTS_SESSION_ID

--launcher takes a program that was found on this computer: parsec, parsec-flatpak,
vdi-stream-client, or sdk for the Parsec SDK.`

// initial is what the flags of config init say.
type initial struct {
	draft                         config.Draft
	sessionCommand, apiKeyCommand string
	environment                   bool
	launcher                      string
	toStdout                      bool
	path                          string // of the file
	clients                       []config.Launcher
}

func newConfigInitCommand(a *app) *cobra.Command {
	var i initial
	cmd := &cobra.Command{
		Use:   "init",
		Short: "Write a first configuration file",
		Long:  configInitHelp,
		Args:  noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return untilSignal(func(ctx context.Context) error { return a.initConfig(ctx, i, cmd) })
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(&i.sessionCommand, "session-command", "", "`command` that prints a session")
	flags.StringVar(&i.apiKeyCommand, "api-key-command", "", "`command` that prints the API key")
	flags.StringVar(&i.draft.APIKeyFile, "api-key-file", "", "`file` with the API key")
	flags.BoolVar(&i.draft.APIKeyKeyring, "api-key-keyring", false, "the API key is in the system's keyring")
	flags.BoolVar(&i.environment, "environment", false, "sign in by variables of the environment")
	flags.StringVar(&i.draft.ExternalID, "external-id", "", "`user` whom sessions are for; an API key needs one")
	flags.StringVar(&i.draft.BaseURL, "base-url", "", "`address` of the service, if it is another")
	flags.StringVar(&i.launcher, "launcher", "", "`name` of the program that Enter starts")
	a.profileFlags(cmd)
	flags.BoolVar(&i.toStdout, "stdout", false, "print the file and write none")
	return cmd
}

func (a *app) initConfig(ctx context.Context, i initial, cmd *cobra.Command) error {
	file, _ := config.Locate(config.Inputs{Flags: a.flags, Environ: a.environ})
	i.path, i.clients, i.draft.Profile = file.Value, newFinder(a.environ).clients(), a.flags.Profile
	if _, err := os.Lstat(i.path); err == nil && !i.toStdout {
		return fileExists(i.path)
	}
	if err := i.readFlags(); err != nil {
		return err
	}
	if d := a.dialogue(); !i.signsIn() && d == nil {
		return &usageError{"without a terminal to ask on, a flag must say how to sign in, such as --session-command", seeHelp(cmd)}
	} else if !i.signsIn() {
		if err := a.interview(ctx, d, &i); err != nil {
			return err
		}
	}
	if err := a.checkDraft(i.path, i.draft); err != nil {
		return err
	}
	if i.toStdout {
		return write(a.stdio.Out, "configuration", []byte(i.draft.TOML()))
	}
	return a.writeDraft(i)
}

func (i *initial) signsIn() bool { return i.environment || signsInByFile(i.draft) }

func signsInByFile(d config.Draft) bool {
	return d.SessionCommand != nil || d.APIKeyCommand != nil || d.APIKeyFile != "" || d.APIKeyKeyring
}

// readFlags gives the words of the flags their meaning.
func (i *initial) readFlags() error {
	for _, command := range []struct {
		flag, text string
		into       *[]string
	}{
		{"--session-command", i.sessionCommand, &i.draft.SessionCommand},
		{"--api-key-command", i.apiKeyCommand, &i.draft.APIKeyCommand},
	} {
		words, err := splitWords(command.text)
		if err != nil {
			return &usageError{command.flag + ": " + err.Error(), ""}
		}
		*command.into = words
	}
	if i.environment && signsInByFile(i.draft) {
		return &usageError{"--environment is a way to sign in of its own: leave the other one out", ""}
	}
	var err error
	if i.draft.APIKeyFile, err = absolute(i.draft.APIKeyFile); err != nil {
		return err
	}
	if i.launcher == "" {
		return nil
	}
	var names []string
	for _, client := range i.clients {
		if client.Name == i.launcher {
			i.draft.Launchers = []config.Launcher{client}
			return nil
		}
		names = append(names, client.Name)
	}
	found := "none of the known ones is"
	if len(names) > 0 {
		found = "there is " + strings.Join(names, ", ")
	}
	return &usageError{"--launcher: " + quoted(i.launcher) + " was not found on this computer: " + found, "a [[launcher]] in the file names any program"}
}

// absolute makes a path that counts from here one that can stand in a file elsewhere.
func absolute(path string) (string, error) {
	if path == "" || strings.HasPrefix(path, "~/") {
		return path, nil
	}
	return filepath.Abs(path)
}

// checkDraft holds a draft against the loader, and against what the words in it mean.
func (a *app) checkDraft(path string, draft config.Draft) error {
	_, faults := checkConfig(config.Inputs{
		Flags:   config.Flags{Config: path},
		Environ: byItself(a.environ),
		Open:    func(string) (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(draft.TOML())), nil },
	})
	if len(faults) > 0 {
		return withoutPlace(faults[0])
	}
	return nil
}

func (a *app) writeDraft(i initial) error {
	err := os.MkdirAll(filepath.Dir(i.path), 0o700)
	if err == nil {
		err = private.Create(i.path, []byte(i.draft.TOML()))
	}
	if errors.Is(err, fs.ErrExist) {
		return fileExists(i.path)
	}
	if err != nil {
		return fmt.Errorf("%s cannot be written: %s", i.path, private.Reason(err))
	}
	next := ""
	if i.draft.APIKeyKeyring {
		next = "  parsec-hosts auth set-key  puts the API key into the keyring\n"
	}
	fmt.Fprintf(a.stdio.Err, `Wrote %s. Next:

%s  parsec-hosts doctor        checks that everything works
  parsec-hosts               shows the hosts
`, textsafe.Clean(i.path), next)
	return nil
}

func fileExists(path string) error {
	return &usageError{
		"there is a configuration file already: " + path,
		"parsec-hosts config edit changes it; --stdout prints another one, --config FILE writes elsewhere",
	}
}
