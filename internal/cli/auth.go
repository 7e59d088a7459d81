package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"parsec-hosts/internal/config"
	"parsec-hosts/internal/session"
	"parsec-hosts/internal/textsafe"
)

const authHelp = `An API key creates sessions for any user of the enterprise. It belongs on a server, where a program
of yours prints sessions for session_command. These commands are for those who hold a key all the same:
they keep it in the system's keyring, and try whether signing in works, in whichever way is configured.`

const setKeyHelp = `set-key asks for the enterprise's API key, without showing it, and stores it in the system's keyring in
place of the one before. Without a terminal it reads the key from standard input:

  pass show parsec/api-key | parsec-hosts auth set-key

It sends the key nowhere: "parsec-hosts auth test" tries it. The configuration file is not changed; if
something has to be written there, set-key says what.`

func newAuthCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "auth",
		Short: "Keep an API key in the keyring, try signing in",
		Long:  authHelp,
		Args:  noArguments,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newSetKeyCommand(a), newAuthTestCommand(a), newForgetKeyCommand(a))
	return cmd
}

func newSetKeyCommand(a *app) *cobra.Command {
	cmd := a.keyCommand("set-key", "Store an API key in the system's keyring", setKeyHelp, a.setKey)
	cmd.Args = func(_ *cobra.Command, args []string) error {
		if len(args) > 0 {
			return errKeyInArguments
		}
		return nil
	}
	// What is no flag may be the key, so it is not repeated.
	cmd.SetFlagErrorFunc(func(cmd *cobra.Command, _ error) error {
		return &usageError{"set-key does not know a flag that was given (not repeated here, as it may be the key)", seeHelp(cmd)}
	})
	return cmd
}

var errKeyInArguments = &usageError{
	"set-key takes no argument: a command line is read by every user of this computer, and kept by the shell",
	"type the key when asked, or pipe it in; if it was just typed as an argument, take it out of the shell's history",
}

func newForgetKeyCommand(a *app) *cobra.Command {
	return a.keyCommand("forget", "Remove the API key from the system's keyring",
		`forget removes the profile's API key from the system's keyring. Where there is none there is nothing to
do, and the exit code is 0. A session that was created with the key stays good: "parsec-hosts session
revoke" ends it.`, a.forgetKey)
}

// keyCommand is a command that works on the API key of a profile, which need not be configured yet. A
// mistake in what the dashboard or a launcher is to do keeps nobody from signing in or out.
func (a *app) keyCommand(use, short, long string, work func(context.Context, *config.Config) error) *cobra.Command {
	cmd := &cobra.Command{
		Use:   use,
		Short: short,
		Long:  long,
		Args:  noArguments,
		RunE: func(*cobra.Command, []string) error {
			cfg, err := a.loadConfig()
			if err != nil {
				return err
			}
			a.notes(cfg.Notices)
			return untilSignal(func(ctx context.Context) error { return work(ctx, cfg) })
		},
	}
	a.profileFlags(cmd)
	return cmd
}

func (a *app) setKey(ctx context.Context, cfg *config.Config) error {
	typed, err := a.readSecret(ctx, "API key for the profile "+cfg.Profile.Value+" (not shown): ")
	if err != nil {
		return fmt.Errorf("the API key cannot be read: %w", err)
	}
	key, err := session.ParseKey(typed)
	if err != nil {
		return &usageError{err.Error(), "nothing was stored; give the key alone, on one line"}
	}
	if err := session.StoreKey(ctx, a.keyring, cfg.Profile.Value, key); err != nil {
		return err
	}
	if err := a.say("the API key of the profile %s is in %s", cfg.Profile.Value, keyPlace(cfg)); err != nil {
		return err
	}
	fmt.Fprint(a.stdio.Err, useKey(cfg))
	return nil
}

func (a *app) forgetKey(ctx context.Context, cfg *config.Config) error {
	found, err := session.ForgetKey(ctx, a.keyring, cfg.Profile.Value)
	if err != nil {
		return err
	}
	if !found {
		return a.say("there was no API key of the profile %s in %s", cfg.Profile.Value, keyPlace(cfg))
	}
	return a.say("the API key of the profile %s was removed from %s", cfg.Profile.Value, keyPlace(cfg))
}

func keyPlace(cfg *config.Config) string {
	return fmt.Sprintf("the OS keyring (service %s, user %s)", session.KeyringService, session.KeyringAccount(cfg.Profile.Value))
}

// useKey says what to write into the configuration so that the stored key is used, or what to try
// next when nothing is missing there.
func useKey(cfg *config.Config) string {
	how := cfg.SignIn
	if how.Value.APIKeyKeyring {
		return "parsec-hosts auth test tries it\n"
	}
	user := cfg.ExternalID.Value
	if user == "" {
		user = "anna"
	}
	text := "To sign in with it, write into " + textsafe.Clean(cfg.File.Value) + "\n\n" +
		"  [profile." + cfg.Profile.Value + "]\n" +
		"  " + config.Assignment("external_id", user) + "\n" +
		"  " + config.Assignment("api_key_keyring", true) + "\n"
	if how.Value.Method != "" {
		text += "\nUntil then the profile signs in with " + string(how.Value.Method) + " (" + how.From.String() + "), which has to go.\n"
	}
	return text
}
