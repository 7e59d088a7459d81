package cli

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"parsec-hosts/internal/config"
	"parsec-hosts/internal/problem"
	"parsec-hosts/internal/session"
	"parsec-hosts/internal/textsafe"
	"parsec-hosts/internal/words"
	"parsec-hosts/parsecapi"
)

const authTestHelp = `test tries everything that signing in takes, and says of each step whether it works:

  sign-in   which way is configured
  key       the API key is where it should be and has the right form; only if one is used
  session   the kept session, or a new one, which is then kept
  hosts     the service lists hosts for that session
  clock     this computer's clock compared with the service's

It stops at the first step that fails, and says why. The exit code tells that too: 5 for signing in,
6 for the network or the service, 7 for no answer in time.

With --json the output is one object:

  ok          true when every step works
  steps       a list of objects, in order; only the last one can have failed:
    step        its name, as above
    ok
    text        what was found, or why it failed, in words
    remedy      what to do about that, in words; only when there is something to do
  hosts       how many hosts are listed; null when it did not come to that
  clock_skew  seconds that the service's clock is ahead of this one's; null when not known`

func newAuthTestCommand(a *app) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "test",
		Short: "Try whether signing in works",
		Long:  authTestHelp,
		Args:  noArguments,
		RunE: func(*cobra.Command, []string) error {
			return untilSignal(func(ctx context.Context) error { return a.authTest(ctx, asJSON) })
		},
	}
	a.connectionFlags(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// signInTest is how far signing in got. It is the output of auth test --json.
type signInTest struct {
	OK        bool         `json:"ok"`
	Steps     []signInStep `json:"steps"`
	Hosts     *int         `json:"hosts"`
	ClockSkew *float64     `json:"clock_skew"`

	say func(signInStep) error // tells of a step as soon as it is over
}

type signInStep struct {
	Step   string `json:"step"`
	OK     bool   `json:"ok"`
	Text   string `json:"text"`
	Remedy string `json:"remedy,omitempty"`
}

func (a *app) authTest(ctx context.Context, asJSON bool) error {
	c, closeAll, err := a.openSignedIn()
	if err != nil {
		return err
	}
	defer closeAll()
	t := &signInTest{say: a.sayStep}
	if asJSON {
		t.say = func(signInStep) error { return nil }
	}
	err = t.run(ctx, c)
	a.notes(c.source.Notices())
	if asJSON && ctx.Err() == nil {
		if err := writeJSON(a.stdio.Out, "test", t); err != nil {
			return err
		}
	}
	return err
}

// sayStep tells of a step in a line. Why one failed is told on standard error, with the remedy.
func (a *app) sayStep(s signInStep) error {
	line := fmt.Sprintf("ok      %-9s%s", s.Step, textsafe.Clean(s.Text))
	if !s.OK {
		line = "failed  " + s.Step
	}
	return write(a.stdio.Out, "test", []byte(line+"\n"))
}

// run takes the steps until one fails, and returns its error.
func (t *signInTest) run(ctx context.Context, c *access) error {
	var used session.Description
	for _, step := range []struct {
		name string
		try  func() (text string, err error)
	}{
		{"sign-in", func() (string, error) { return signInWay(c.config, c.source.Describe()), nil }},
		{"key", func() (string, error) { return t.key(ctx, c) }},
		{"session", func() (string, error) {
			text, d, err := t.session(ctx, c)
			used = d
			return text, err
		}},
		{"hosts", func() (string, error) { return t.hosts(ctx, c, used) }},
		{"clock", func() (string, error) { return t.clock(c.client), nil }},
	} {
		text, err := step.try()
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case text == "" && err == nil:
			continue // this way to sign in has no such step
		}
		if err := t.over(step.name, text, err); err != nil {
			return err
		}
	}
	t.OK = true
	return nil
}

// over notes a step that is over, with its error if it failed.
func (t *signInTest) over(name, text string, failure error) error {
	step := signInStep{Step: name, OK: failure == nil, Text: text}
	if failure != nil {
		p := problem.Explain(failure)
		step.Text, step.Remedy = p.What, p.Remedy
	}
	t.Steps = append(t.Steps, step)
	if err := t.say(step); err != nil {
		return err
	}
	return failure
}

// signInWay says which way is configured, for whom and where that stands.
func signInWay(cfg *config.Config, d session.Description) string {
	text := "by " + d.Origin.String()
	if cfg.ExternalID.Value != "" && cfg.SignIn.Value.Method == config.MethodAPIKey {
		text += ", as " + cfg.ExternalID.Value
	}
	return text + ", at " + cfg.BaseURL.Value + " (profile " + cfg.Profile.Value + ")"
}

// key fetches the API key, if one is used at all.
func (t *signInTest) key(ctx context.Context, c *access) (string, error) {
	if c.config.SignIn.Value.Method != config.MethodAPIKey {
		return "", nil
	}
	return "found, and of the right form", c.source.CheckKey(ctx)
}

// session gets the session as every command does.
func (t *signInTest) session(ctx context.Context, c *access) (string, session.Description, error) {
	before, err := c.source.Look(ctx)
	if err != nil {
		return "", before, err
	}
	c.source.Retry() // an earlier failure is no reason not to try
	got, err := c.source.Session(ctx)
	d := c.source.Describe()
	if err != nil {
		return "", d, err
	}
	return sessionOutcome(got.ID.Equal(before.Session.ID), d), d, nil
}

func sessionOutcome(kept bool, d session.Description) string {
	text := "a new one, "
	if kept {
		text = "the one that is kept, "
	}
	if d.Place == session.PlaceEnvironment {
		text = "the one given, "
	}
	text += d.Session.ID.Masked()
	if !d.Session.ExpiresAt.IsZero() {
		text += ", " + d.Expiry()
	}
	return text + ", in " + d.Where()
}

// hosts lists the hosts with the session used, or with another one in its place.
func (t *signInTest) hosts(ctx context.Context, c *access, used session.Description) (string, error) {
	page, err := c.client.Hosts(ctx)
	if err != nil {
		return "", err
	}
	count := len(page.Hosts)
	t.Hosts = &count
	text := fmt.Sprintf("%d listed", count)
	if page.HasMore || page.Dropped > 0 || len(page.Failed) > 0 {
		text += ", and there may be more"
	}
	if !page.Session.ID.Equal(used.Session.ID) {
		text += ", after the service refused that session, with " + sessionOutcome(false, c.source.Describe())
	}
	return text, nil
}

// clock compares the clocks. A difference is no failure: the service's clock is used.
func (t *signInTest) clock(client *parsecapi.Client) string {
	skew, known := client.ClockSkew()
	if !known {
		return "the service does not tell the time"
	}
	seconds := skew.Round(time.Second).Seconds()
	t.ClockSkew = &seconds
	return words.Clock(skew)
}
