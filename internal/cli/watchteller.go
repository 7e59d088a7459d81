package cli

import (
	"context"
	"errors"
	"fmt"
	"time"

	"parsec-hosts/internal/launch"
	"parsec-hosts/internal/textsafe"
	"parsec-hosts/internal/watch"
)

// errEnough means that as many events came as were asked for.
var errEnough = errors.New("enough events")

// teller tells events: as lines, or to a program.
type teller struct {
	app   *app
	text  watch.Text
	jsonl bool
	limit int // of events of hosts; 0 for none
	told  int

	ctx  context.Context
	hook *launch.Hook     // nil for lines
	line *launch.HookLine // of a hook for events that do not wait for it
}

func (a *app) newTeller(ctx context.Context, f watchFlags, program []string) (*teller, error) {
	t := &teller{
		app: a, jsonl: f.jsonl, limit: f.until, ctx: ctx,
		text: watch.Text{Zone: time.Local, Color: a.colored(a.stdio.Out), ASCII: needsASCII(a.environ)},
	}
	if len(program) == 0 {
		return t, nil
	}
	hook, err := launch.NewHook(program)
	if err != nil {
		return nil, hookError(err)
	}
	hook.Environ, hook.Stdout, hook.Stderr = a.environ, a.stdio.Out, a.stdio.Err
	t.hook = hook
	if f.replay == "" {
		t.line = launch.NewHookLine(ctx, hook, t.app.note)
	}
	return t, nil
}

// hookError tells a command line that cannot be right from a program that is not there.
func hookError(err error) error {
	var fault *launch.Error
	if errors.As(err, &fault) && fault.Err == nil {
		return &usageError{"--exec: " + fault.Problem, fault.Fix}
	}
	return err
}

// tell tells one event. The error is errEnough after the last one.
func (t *teller) tell(e watch.Event) error {
	line, err := textsafe.EncodeJSON(e.Record, "")
	if err != nil {
		return fmt.Errorf("an event cannot be written as JSON: %w", err)
	}
	switch {
	case t.hook != nil:
		t.run(e, line)
	case t.jsonl:
		err = write(t.app.stdio.Out, "event", line)
	default:
		err = write(t.app.stdio.Out, "event", []byte(t.text.Line(e)))
	}
	if err != nil {
		return err
	}
	if e.Change() {
		t.told++
	}
	if t.limit > 0 && t.told >= t.limit {
		return errEnough
	}
	return nil
}

// run runs the program for an event, now or when its turn has come.
func (t *teller) run(e watch.Event, line []byte) {
	if e.PeerID == "" && t.hook.NamesHost() {
		t.app.note(e.Words())
		return
	}
	o := launch.Occasion{
		Target: launch.Target{PeerID: e.PeerID, Name: e.Name, UserName: e.UserName},
		Kind:   string(e.Kind), From: e.From, To: e.To, Time: e.Time.UTC().Format(time.RFC3339), Input: line,
	}
	if e.Host != nil {
		o.ExternalID = e.Host.ExternalID
	}
	if t.line != nil {
		t.line.Add(o)
		return
	}
	launch.RunNoted(t.ctx, t.hook, o, t.app.note)
}

// finish waits for the programs of events that were told.
func (t *teller) finish() {
	if t.line != nil {
		t.line.Finish()
	}
}
