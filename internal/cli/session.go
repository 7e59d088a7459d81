package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"parsec-hosts/internal/config"
	"parsec-hosts/internal/session"
	"parsec-hosts/internal/textsafe"
)

const sessionHelp = `A session is this computer's key to the service. Every command that needs one gets one by itself
and keeps it until it expires; these commands show it, replace it and end it.

They concern the session of the chosen profile and its user.`

const sessionShowHelp = `show tells which session is kept, where, and for how long it is good. It asks nobody: neither the
service nor whatever new sessions come from. Without a session that is good the exit code is 5.

With --reveal it prints the session's ID and nothing else, for another program. Like every command
that needs a session it then gets a new one if none is good:

  client "$(parsec-hosts session show --reveal)" PEER_ID

The ID is as good as a password until the session expires or is revoked. On a command line, as here,
every user of this computer can read it.

` + sessionJSONHelp

const sessionJSONHelp = `With --json the output is one object:

  session_id    the ID; only with --reveal
  masked_id     its first characters, to tell two of them apart
  profile, base_url
                what the session is for
  external_id   the user; "" when only session_command knows
  origin        where new ones come from: "session_command", "api_key" or "session_id"
  expires_at    by the service's clock; null when it is not known
  expired       true when that is past
  kept_in       "keyring", "file", "memory" (it could not be kept) or "environment"
  path          of the file; only there
  host_peer_id, client_peer_id
                this computer's peer IDs when it hosts and when it connects; "" when not known`

func newSessionCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "session",
		Short: "Show, replace or end this computer's session",
		Long:  sessionHelp,
		Args:  noArguments,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newSessionShowCommand(a), newSessionNewCommand(a), newSessionForgetCommand(a), newSessionRevokeCommand(a))
	return cmd
}

func newSessionShowCommand(a *app) *cobra.Command {
	var form sessionForm
	cmd := a.sessionCommand("show", "Show the session that is kept", sessionShowHelp,
		func(ctx context.Context, c *access) error { return a.sessionShow(ctx, c, form) })
	cmd.Flags().BoolVar(&form.json, "json", false, "print JSON")
	cmd.Flags().BoolVar(&form.reveal, "reveal", false, "print the session's ID, which is as good as a password")
	return cmd
}

func newSessionNewCommand(a *app) *cobra.Command {
	var form sessionForm
	help := `new gets a session in place of the one that is kept, and shows it. The one before is forgotten, but
stays good at the service until it expires: "parsec-hosts session revoke" ends it first.

` + sessionJSONHelp
	cmd := a.sessionCommand("new", "Get a new session in place of the present one", help,
		func(ctx context.Context, c *access) error { return a.sessionNew(ctx, c, form) })
	cmd.Flags().BoolVar(&form.json, "json", false, "print JSON")
	cmd.Flags().BoolVar(&form.reveal, "reveal", false, "print the session's ID, which is as good as a password")
	return cmd
}

func newSessionForgetCommand(a *app) *cobra.Command {
	return a.sessionCommand("forget", "Remove the session from this computer",
		`forget removes the session from the keyring or the file where it is kept. It stays good at the
service until it expires: "parsec-hosts session revoke" ends it there too. Where nothing is kept there
is nothing to do, and the exit code is 0.`, a.sessionForget)
}

func newSessionRevokeCommand(a *app) *cobra.Command {
	var yes bool
	cmd := a.sessionCommand("revoke", "End the session at the service and forget it",
		`revoke makes the service refuse the session from now on, and removes it from this computer. It asks
first; without a terminal it wants --yes. A session that the service refuses already counts as revoked;
where none is kept the exit code is 5. One that took its place while the question stood is not revoked.
What else uses this session, such as an open dashboard, gets itself a new one.`,
		func(ctx context.Context, c *access) error { return a.sessionRevoke(ctx, c, yes) })
	cmd.Flags().BoolVar(&yes, "yes", false, "do not ask")
	return cmd
}

// sessionCommand is a command that works on the session of a profile.
func (a *app) sessionCommand(use, short, long string, work func(context.Context, *access) error) *cobra.Command {
	cmd := &cobra.Command{
		Use:   use,
		Short: short,
		Long:  long,
		Args:  noArguments,
		RunE: func(*cobra.Command, []string) error {
			c, closeAll, err := a.openSignedIn()
			if err != nil {
				return err
			}
			defer closeAll()
			return untilSignal(func(ctx context.Context) error { return work(ctx, c) })
		},
	}
	a.profileFlags(cmd)
	a.logFlags(cmd)
	return cmd
}

func (a *app) sessionShow(ctx context.Context, c *access, form sessionForm) error {
	if form.reveal {
		_, err := c.source.Session(ctx)
		a.notes(c.source.Notices())
		if err != nil {
			return err
		}
		return a.printSession(c, c.source.Describe(), form)
	}
	kept, err := c.source.Look(ctx)
	a.notes(c.source.Notices())
	switch {
	case err != nil:
		return err
	case kept.Empty():
		return &session.SignInError{
			What: "no session is kept for the profile " + c.config.Profile.Value,
			Fix:  "whatever needs one gets one by itself; parsec-hosts session new does so now",
		}
	}
	if err := a.printSession(c, kept, form); err != nil || !kept.Expired() {
		return err
	}
	return &session.SignInError{
		What: "the session has expired",
		Fix:  "whatever needs one gets a new one by itself; parsec-hosts session new does so now",
	}
}

func (a *app) sessionNew(ctx context.Context, c *access, form sessionForm) error {
	_, err := c.source.Renew(ctx)
	a.notes(c.source.Notices())
	if err != nil {
		return err
	}
	return a.printSession(c, c.source.Describe(), form)
}

func (a *app) sessionForget(ctx context.Context, c *access) error {
	if c.config.SignIn.Value.Method == config.MethodSessionID {
		a.note("the session is given in " + config.EnvSessionID + " and kept nowhere: there is nothing to forget")
		return nil
	}
	removed, err := c.source.Forget(ctx)
	a.notes(c.source.Notices())
	if err != nil {
		return err
	}
	if removed.Empty() {
		return a.say("there was no session to forget for the profile %s", c.config.Profile.Value)
	}
	if !removed.Expired() {
		a.note("the session stays good at the service (" + removed.Expiry() + "); parsec-hosts session revoke would have ended it")
	}
	return a.say("the session %s was removed from %s", removed.Session.ID.Masked(), removed.Where())
}

func (a *app) sessionRevoke(ctx context.Context, c *access, yes bool) error {
	kept, err := c.source.Look(ctx)
	if err != nil {
		return err
	}
	if kept.Empty() {
		a.notes(c.source.Notices())
		return nothingToRevoke(c)
	}
	if !yes {
		if err := a.confirmRevoke(ctx, c, kept); err != nil {
			return err
		}
	}
	revoked, err := c.source.Revoke(ctx, kept.Session, c.client.RevokeSession)
	a.notes(c.source.Notices())
	if err != nil {
		return err
	}
	if revoked.Empty() { // it was forgotten elsewhere while the question stood
		return nothingToRevoke(c)
	}
	if revoked.Place == session.PlaceEnvironment {
		a.note(config.EnvSessionID + " still holds it, and is good for nothing now")
		return a.say("the session %s was revoked", revoked.Session.ID.Masked())
	}
	return a.say("the session %s was revoked and removed from %s", revoked.Session.ID.Masked(), revoked.Where())
}

func nothingToRevoke(c *access) error {
	return &session.SignInError{What: "no session is kept for the profile " + c.config.Profile.Value + ": there is nothing to revoke"}
}

func (a *app) confirmRevoke(ctx context.Context, c *access, kept session.Description) error {
	d := a.dialogue()
	if d == nil {
		return &usageError{"session revoke asks before it ends a session, and there is no terminal to ask on", "add --yes to revoke it without being asked"}
	}
	sure, err := d.confirm(ctx, fmt.Sprintf("Revoke the session %s of the profile %s at %s?",
		kept.Session.ID.Masked(), c.config.Profile.Value, textsafe.Clean(c.config.BaseURL.Value)))
	if err == nil && !sure {
		err = errors.New("the session was not revoked")
	}
	return err
}
