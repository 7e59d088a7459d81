package cli

import (
	"bufio"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	mathrand "math/rand/v2"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"parsec-hosts/internal/config"
	"parsec-hosts/internal/poll"
	"parsec-hosts/internal/problem"
	"parsec-hosts/internal/recording"
	"parsec-hosts/internal/textsafe"
	"parsec-hosts/parsecapi"
)

const recordHelp = `record asks for the hosts again and again, as often as the dashboard would, and writes what
comes to FILE until it is interrupted (Ctrl-C). A recording can be shown to others, as in a bug
report, and played:

  parsec-hosts --demo=FILE
  parsec-hosts simulate --replay FILE

%s
Equal texts become equal ones within one recording, and nobody can find out later which text
became which. A made-up text keeps the length, the punctuation and the kinds of characters of the
original: peer IDs, digits, capitals, wide characters, emoji and control characters look like such.

FILE is JSON, one object per line, and must not exist yet.`

// recordOptions are what the command line of record says.
type recordOptions struct {
	path     string
	keep     []string
	yes      bool
	duration time.Duration // 0 for no end
	polls    int           // 0 for no end
}

func newRecordCommand(a *app) *cobra.Command {
	var o recordOptions
	cmd := &cobra.Command{
		Use:   "record FILE",
		Short: "Record what the service answers, without who is there",
		Long:  fmt.Sprintf(recordHelp, contents(nil)),
		Args:  oneFile,
		RunE: func(_ *cobra.Command, args []string) error {
			o.path = args[0]
			if err := o.check(); err != nil {
				return err
			}
			return untilSignal(func(ctx context.Context) error { return a.record(ctx, o) })
		},
	}
	a.connectionFlags(cmd)
	cmd.Flags().BoolVar(&o.yes, "yes", false, "do not ask before recording")
	cmd.Flags().StringArrayVar(&o.keep, "keep", nil, "keep the values of this other `field` as they are; may be repeated")
	cmd.Flags().DurationVar(&o.duration, "duration", 0, "end after so long")
	cmd.Flags().IntVar(&o.polls, "polls", 0, "end after so `many` polls")
	return cmd
}

func oneFile(cmd *cobra.Command, args []string) error {
	switch len(args) {
	case 0:
		return &usageError{cmd.Name() + " needs the file to write", "write parsec-hosts " + cmd.Name() + " FILE"}
	case 1:
		return nil
	}
	return &usageError{cmd.Name() + " writes one file, but there is also " + quoted(args[1]), seeHelp(cmd)}
}

// contents says what a recording holds and what it does not.
func contents(keep []string) string {
	said := "Of each host are\n" +
		"  kept      " + strings.Join(recording.Kept(), ", ") + "\n" +
		"  replaced  " + strings.Join(recording.Replaced(keep), ", ") + "\n" +
		"            by made-up texts and numbers\n" +
		"  left out  every other field\n"
	if len(keep) > 0 {
		said += "  and kept as the service sends it, because --keep says so: " + textsafe.Clean(strings.Join(keep, ", ")) + "\n"
	}
	return said +
		"Of each answer it keeps when it came, how long it took and what kind of failure it was. Keys,\n" +
		"sessions, addresses and the service's own error texts are left out.\n"
}

func (o recordOptions) check() error {
	for _, name := range o.keep {
		if err := recording.CheckKeep(name); err != nil {
			return &usageError{"--keep cannot be " + quoted(name) + ": " + err.Error(), ""}
		}
	}
	if o.duration < 0 {
		return &usageError{fmt.Sprintf("--duration cannot be %v: write a duration such as 5m", o.duration), ""}
	}
	if o.polls < 0 {
		return &usageError{fmt.Sprintf("--polls cannot be %d: write a number from 1", o.polls), ""}
	}
	if _, err := os.Lstat(o.path); err == nil {
		return existsAlready(o.path)
	}
	return nil
}

func existsAlready(path string) error {
	return &usageError{path + " exists already, and a recording overwrites nothing", "choose another name, or move it away"}
}

func (a *app) record(ctx context.Context, o recordOptions) error {
	c, closeAll, err := a.open()
	if errors.Is(err, config.ErrNotConfigured) {
		a.notes(c.config.Notices)
		return firstRun(c.config)
	}
	if err != nil {
		return err
	}
	defer closeAll()
	if err := a.agreed(ctx, o); err != nil {
		return err
	}
	file, err := os.OpenFile(o.path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return existsAlready(o.path)
	}
	if err != nil {
		return &usageError{o.path + " cannot be made: " + withoutPath(err).Error(), ""}
	}
	totals, err := a.recordTo(ctx, file, c, o)
	if closeErr := file.Close(); err == nil {
		err = closeErr
	}
	a.notes(slices.Concat(c.config.Notices, c.source.Notices()))
	if err != nil {
		err = fmt.Errorf("%s cannot be written: %w", o.path, withoutPath(err))
	}
	if totals.Polls == 0 {
		_ = os.Remove(o.path)
		a.say("nothing was recorded")
		return err
	}
	a.say("%s holds %s", o.path, described(totals))
	a.say("to play it: parsec-hosts --demo=%[1]s, or parsec-hosts simulate --replay %[1]s", o.path)
	return err
}

// say tells on standard error what record is about.
func (a *app) say(format string, about ...any) {
	fmt.Fprintf(a.stdio.Err, "parsec-hosts: %s\n", textsafe.Clean(fmt.Sprintf(format, about...)))
}

// agreed asks whether to record, unless --yes has answered.
func (a *app) agreed(ctx context.Context, o recordOptions) error {
	if o.yes {
		return nil
	}
	if !term.IsTerminal(int(a.stdio.In.Fd())) || !term.IsTerminal(int(a.stdio.Err.Fd())) {
		return &usageError{"record asks before it records, and there is no terminal to ask on", "add --yes; parsec-hosts record --help says what a recording holds"}
	}
	fmt.Fprintf(a.stdio.Err, "%s\nRecord to %s? [y/N] ", contents(o.keep), textsafe.Clean(o.path))
	answer := make(chan string, 1)
	go func() {
		line, _ := bufio.NewReader(a.stdio.In).ReadString('\n') // no answer is a no
		answer <- strings.ToLower(strings.TrimSpace(line))
	}()
	select {
	case said := <-answer:
		if said == "y" || said == "yes" {
			return nil
		}
	case <-ctx.Done():
		fmt.Fprintln(a.stdio.Err)
	}
	return &exitError{exitFailure, errors.New("nothing was recorded")}
}

// recordTo records until ctx ends or there is enough, and returns what was written.
func (a *app) recordTo(ctx context.Context, file *os.File, c *connection, o recordOptions) (recording.Totals, error) {
	var key [recording.KeySize]byte
	_, _ = rand.Read(key[:]) // it never fails
	start := time.Now()
	writer, err := recording.NewWriter(file, recording.Header{
		Recorded: start.UTC().Truncate(time.Millisecond), Program: a.version, Route: c.config.Route.Value, KeptOnRequest: o.keep,
	}, recording.NewRedactor(key, o.keep))
	if err != nil {
		return recording.Totals{}, err
	}
	if o.duration > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, o.duration)
		defer cancel()
	}
	shown := a.progress()
	defer shown.end()
	err = pollAgain(ctx, c, func(began, ended time.Time, page parsecapi.Page, failure error) (more bool, err error) {
		err = writer.Add(began.Sub(start), ended.Sub(began), page, failure)
		shown.update(writer.Totals(), failure)
		return writer.Totals().Polls != o.polls, err
	})
	return writer.Totals(), err
}

// pollAgain asks for the hosts whenever the schedule allows, until ctx ends or each says that there is
// no more to do.
func pollAgain(ctx context.Context, c *connection, each func(began, ended time.Time, page parsecapi.Page, failure error) (more bool, err error)) error {
	schedule := poll.New(c.poll)
	for {
		began := time.Now()
		page, failure := c.client.Hosts(ctx)
		ended := time.Now()
		if ctx.Err() != nil {
			return nil
		}
		if more, err := each(began, ended, page, failure); err != nil || !more {
			return err
		}
		var api *parsecapi.APIError
		switch {
		case failure == nil:
			schedule = schedule.Succeeded(ended, page.Requests)
		case errors.As(failure, &api):
			schedule = schedule.Failed(ended, max(1, page.Requests), api.RetryAfter, mathrand.Float64())
		default:
			schedule = schedule.Failed(ended, max(1, page.Requests), parsecapi.RetryAfter{}, mathrand.Float64())
		}
		select {
		case <-time.After(time.Until(schedule.Due())):
		case <-ctx.Done():
			return nil
		}
	}
}

// described says what a recording holds.
func described(t recording.Totals) string {
	said := counted(t.Polls, "poll")
	if t.Failed > 0 {
		said += fmt.Sprintf(" (%d failed)", t.Failed)
	}
	return fmt.Sprintf("%s of %s, %d KB", said, counted(t.Hosts, "host"), (t.Bytes+1023)/1024)
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// progress is a line on a terminal that says how far the recording is; without one it is nothing.
type progress struct {
	terminal *os.File
	width    int // of what is on the line now
}

func (a *app) progress() *progress {
	if !term.IsTerminal(int(a.stdio.Err.Fd())) {
		return &progress{}
	}
	p := &progress{terminal: a.stdio.Err}
	p.show("recording, Ctrl-C ends it")
	return p
}

func (p *progress) update(t recording.Totals, failure error) {
	text := "recording, Ctrl-C ends it: " + described(t)
	if failure != nil {
		text += "; " + problem.Explain(failure).What
	}
	p.show(text)
}

// show puts a text over the one before, cut to a line of usual width.
func (p *progress) show(text string) {
	if p.terminal == nil {
		return
	}
	text = textsafe.Truncate(text, 79)
	width := textsafe.Width(text)
	fmt.Fprintf(p.terminal, "\r%s%s", text, strings.Repeat(" ", max(0, p.width-width)))
	p.width = width
}

func (p *progress) end() {
	if p.terminal != nil {
		fmt.Fprintln(p.terminal)
	}
}
