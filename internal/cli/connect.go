package cli

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"parsec-hosts/internal/config"
	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/follow"
	"parsec-hosts/internal/launch"
	"parsec-hosts/internal/listing"
	"parsec-hosts/internal/problem"
	"parsec-hosts/internal/query"
	"parsec-hosts/parsecapi"
)

const connectHelp = `connect starts the launcher for one host: the one with that peer ID; else the one of exactly
that name; else the one that the query finds (parsec-hosts help query), where plain words are
found as they stand: render-07 is never taken for render-107. Of several hosts it asks for one on
a terminal; elsewhere it lists them and ends with exit code 3. No host, or one that is offline,
is exit code 4.

What happens to the program is told on standard error:

  a launcher for the terminal     runs here, with this terminal, until it ends
  a launcher for the background   is followed until it ends; when connect is interrupted the
                                  program goes on, with its output in the log that was named
  the SDK (driver = "sdk")        shows the host in a window until the connection ends; when connect
                                  is interrupted it disconnects. --no-window shows nothing

Exit code 0 means that the program ended without an error, 1 that it did not. Of the SDK, 0 means
that the connection ended because somebody wanted it to, 5 that the session was refused, 6 that
the network or the service is at fault.

--wait waits for a host that is there and has a free seat. --any takes the first such host of
those that match, the best match first.

--dry-run prints the command line, with secrets masked, and starts nothing. --probe starts no
program either: it looks whether the host is there, the session good and the program in place.
With the SDK it is a test: it connects, measures for a few seconds, tells the latency and
disconnects.

--secret-stdin reads the secret that a host may ask for from standard input, one line. It is for
the SDK, and for launchers with session = "stdin" or "fd", which get it as a second line.`

type connectFlags struct {
	wait, any, probe, dryRun, secretStdin, noWindow bool
	timeout                                         time.Duration
	launcher                                        string
}

func newConnectCommand(a *app) *cobra.Command {
	var f connectFlags
	cmd := &cobra.Command{
		Use:   "connect HOST|QUERY",
		Short: "Start the launcher for a host",
		Long:  connectHelp,
		Args:  someHost,

		ValidArgsFunction: a.completeHost,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := oneOf(cmd, "probe", "dry-run"); err != nil {
				return err
			}
			if err := positive(cmd, "timeout", f.timeout); err != nil {
				return err
			}
			if f.timeout > 0 && !f.wait {
				return &usageError{"--timeout is how long --wait waits: give both", seeHelp(cmd)}
			}
			return a.connect(f, strings.Join(args, " "))
		},
	}
	a.connectionFlags(cmd)
	flags := cmd.Flags()
	flags.BoolVar(&f.wait, "wait", false, "wait until the host is online and has a free seat")
	flags.DurationVar(&f.timeout, "timeout", 0, "with --wait: give up after this `duration`, with exit code 7")
	flags.BoolVar(&f.any, "any", false, "take the first host with a free seat")
	flags.StringVar(&f.launcher, "launcher", "", "`name` of the launcher, in place of the default one")
	completes(cmd, "launcher", a.completeLauncher)
	flags.BoolVar(&f.secretStdin, "secret-stdin", false, "read the host's secret from standard input")
	flags.BoolVar(&f.dryRun, "dry-run", false, "print what would be started, and start nothing")
	flags.BoolVar(&f.probe, "probe", false, "with driver sdk: connect, measure and disconnect; else only look")
	flags.BoolVar(&f.noWindow, "no-window", false, "with driver sdk: hold the connection and show no picture")
	return cmd
}

func (a *app) connect(f connectFlags, text string) error {
	s := &starting{app: a, flags: f, text: text}
	defer s.close()
	err := untilSignal(func(ctx context.Context) error {
		if err := s.prepare(ctx); err != nil {
			return err
		}
		switch {
		case f.dryRun:
			return s.printPlan()
		case s.connects():
			return s.hold(ctx)
		case f.probe:
			return s.tellProbe()
		case s.plan.Terminal():
			return nil
		}
		return s.runInBackground(ctx)
	})
	if err == nil && s.plan.Terminal() && s.starts() {
		return s.runInTerminal()
	}
	return err
}

// starting is one run of connect on its way.
type starting struct {
	*app
	flags    connectFlags
	text     string
	target   listing.Target
	c        *access
	closeAll func()
	launcher launch.Launcher
	secret   parsecapi.Secret
	pinned   func(peerID string) bool

	host *fleet.Host
	plan launch.Plan
}

// prepare works out what would be started. All that can be refused without asking the network is
// refused first.
func (s *starting) prepare(ctx context.Context) (err error) {
	if s.c, s.closeAll, err = s.openSignedIn(); err != nil {
		return err
	}
	if !s.flags.dryRun && !s.flags.probe {
		if err = s.mayStart(); err != nil {
			return err
		}
	}
	if s.launcher, err = s.c.launcherNamed(s.flags.launcher); err != nil {
		return err
	}
	if s.starts() {
		if err = s.mayStart(); err != nil {
			return err
		}
	}
	if s.flags.noWindow && !s.connects() {
		return &usageError{"--no-window is for a launcher with driver = \"sdk\", which " + s.launcher.Name + " is not", ""}
	}
	if s.flags.probe && s.connects() {
		s.launcher.Command = append(slices.Clone(s.launcher.Command), "--probe")
	}
	if s.flags.noWindow {
		s.launcher.Command = append(slices.Clone(s.launcher.Command), "--no-window")
	}
	if s.flags.secretStdin || s.launcher.AskSecret && s.starts() && s.dialogue() != nil {
		if s.secret, err = s.readHostSecret(ctx); err != nil {
			return err
		}
	}
	s.pinned = s.pins(s.c.config)
	s.target = s.named(s.c, s.text)
	page, err := s.findHost(ctx)
	if err != nil {
		return err
	}
	s.plan, err = s.launcher.Plan(launch.Target{
		PeerID: s.host.PeerID, Name: s.host.Name, UserName: s.host.UserName, ExternalID: s.host.ExternalID,
		SessionID: page.Session.ID, HostSecret: s.secret,
	})
	return err
}

func (s *starting) mayStart() error {
	if !s.c.config.ReadOnly.Value {
		return nil
	}
	return &config.Error{From: s.c.config.ReadOnly.From, Text: "read_only: nothing is started from here"}
}

// connects reports whether the launcher is this program itself, through the SDK.
func (s *starting) connects() bool { return s.launcher.Record != nil }

// starts reports whether anything will be started.
func (s *starting) starts() bool {
	return !s.flags.dryRun && (!s.flags.probe || s.connects())
}

func (s *starting) close() {
	if s.closeAll != nil {
		s.closeAll()
	}
}

// launcherNamed is the launcher of that name, or the default one.
func (c *access) launcherNamed(name string) (launch.Launcher, error) {
	if len(c.launchers) == 0 {
		return launch.Launcher{}, &config.Error{
			Text:   "no launcher is configured, so there is nothing to connect with",
			Advice: "add a [[launcher]] to " + c.config.File.Value + "; config.example.toml has some",
		}
	}
	if name == "" {
		return c.launchers[c.preferred], nil
	}
	i := slices.IndexFunc(c.launchers, func(l launch.Launcher) bool { return l.Name == name })
	if i < 0 {
		return launch.Launcher{}, &usageError{"--launcher: " + unknownName(name, c.launcherNames()), ""}
	}
	return c.launchers[i], nil
}

func (c *access) launcherNames() []string {
	names := make([]string, len(c.launchers))
	for i, l := range c.launchers {
		names[i] = l.Name
	}
	return names
}

// findHost asks for the hosts, once or until there is one to connect to, and returns the answer that
// the host is from.
func (s *starting) findHost(ctx context.Context) (parsecapi.Page, error) {
	late := &tooLate{what: s.quotedTarget() + " was not free", within: s.flags.timeout}
	if s.flags.timeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeoutCause(ctx, s.flags.timeout, late)
		defer cancel()
	}
	told := ""
	for outcome, err := range follow.Polls(ctx, s.c.following()) {
		if err != nil {
			return parsecapi.Page{}, err
		}
		s.notes(s.c.source.Notices())
		why := outcome.Err
		late.noteOutage(why)
		if why == nil {
			s.host, why = s.choose(ctx, outcome.Fleet, outcome.At)
		}
		var wait *notNow
		switch {
		case why == nil:
			return outcome.Page, nil
		case !s.flags.wait, outcome.Err == nil && !errors.As(why, &wait):
			return parsecapi.Page{}, why
		}
		if what := problem.Explain(why).What; what != told {
			told = what
			s.note(what + "; waiting")
		}
	}
	return parsecapi.Page{}, context.Cause(ctx)
}

// following is how the service is asked again and again.
func (c *access) following() follow.Options {
	return follow.Options{Service: c.client, Poll: c.poll, Now: time.Now, Jitter: rand.Float64}
}

// notNow is why there is no host to connect to at the moment.
type notNow struct{ what, remedy string }

func (e *notNow) Error() string  { return e.what }
func (e *notNow) Remedy() string { return e.remedy }

// choose returns the host that is meant, or why there is none.
func (s *starting) choose(ctx context.Context, f fleet.Fleet, at time.Time) (*fleet.Host, error) {
	found, err := s.target.Find(f, query.Facts{Now: at, LastSeen: f.LastSeen, Pinned: s.pinned})
	if err != nil {
		return nil, queryError(err)
	}
	online := slices.DeleteFunc(slices.Clone(found), func(h *fleet.Host) bool { return h.Presence == fleet.Offline })
	switch {
	case s.flags.any:
		if h, ok := fleet.FirstFree(slices.Values(found)); ok {
			return h, nil
		}
		return nil, &notNow{"no host that is " + s.quotedTarget() + " has a free seat", "--wait waits for one"}
	case len(online) == 0 && len(found) > 0:
		return nil, &notNow{found[0].Name + " is offline", "--wait waits for it"}
	case len(online) == 0:
		return nil, &notNow{"there is no host " + s.quotedTarget(), "parsec-hosts list shows those that there are; --wait waits for it"}
	case len(online) > 1:
		return s.askWhich(ctx, online)
	}
	return s.usable(ctx, online[0])
}

func (s *starting) quotedTarget() string { return quoted(s.text) }

// usable is the host, if nothing speaks against it. Seats are metadata, which may be wrong: they keep
// nobody from trying who does not want to wait.
func (s *starting) usable(ctx context.Context, h *fleet.Host) (*fleet.Host, error) {
	switch {
	case h.Self && !s.sure(ctx, h.Name+" is this very computer. Connect to it?"):
		return nil, errors.New(h.Name + " is this very computer")
	case h.Full() && s.flags.wait:
		return nil, &notNow{h.Name + " has no free seat", ""}
	case h.Full():
		s.note(h.Name + " seems to have no free seat")
	}
	return h, nil
}
