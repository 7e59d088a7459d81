package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"parsec-hosts/internal/connection"
	"parsec-hosts/internal/launch"
)

// partingTime is how long a connection that is interrupted may take to end.
const partingTime = 10 * time.Second

// hold connects through the SDK and tells how it goes until the connection is over. When it is
// interrupted, so is the connection.
func (s *starting) hold(ctx context.Context) error {
	run, err := s.starter(s.c).Start(s.plan)
	if err != nil {
		return err
	}
	status := begun(run)
	if status.State == launch.Failed {
		return status.Err
	}
	s.noteLaunch()
	if status.LogPath != "" {
		s.note("what the SDK says goes to " + status.LogPath)
	}
	// The watch goes on when ctx ends: the connection has to end first.
	watching, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	_, exits := tee(run, nil)
	reports := connection.Watch(watching, connection.Watched{
		Path: run.Record(), Exits: exits, Now: time.Now,
		Begun: connection.Report{PeerID: s.host.PeerID, Name: s.host.Name, Launcher: s.launcher.Name},
	})
	last, err := s.follow(ctx, run.Record(), reports)
	if err != nil {
		return err
	}
	return s.verdict(last)
}

// follow tells what changes until the last report.
func (s *starting) follow(ctx context.Context, record string, reports <-chan connection.Report) (last connection.Report, err error) {
	told := ""
	interrupted, parting := ctx.Done(), (<-chan time.Time)(nil)
	for {
		select {
		case r, more := <-reports:
			if !more {
				return last, context.Cause(ctx)
			}
			last = r
			if text := changed(r); text != told && !r.Over() {
				told = text
				s.tell(s.host.Name + ": " + text)
			}
		case <-interrupted:
			interrupted, parting = nil, time.After(partingTime)
			if err := connection.Stop(record); err != nil {
				return last, errors.Join(context.Cause(ctx), err)
			}
		case <-parting:
			return last, errors.Join(context.Cause(ctx), errors.New("the connection has not ended yet; parsec-hosts shows it"))
		}
	}
}

// changed is what is worth a line: it does not change while only time passes and figures move.
func changed(r connection.Report) string {
	switch {
	case r.State == connection.Connected && r.Figures == nil:
		return ""
	case r.State == connection.Connected && r.Figures.Failing:
		return "packets are being lost"
	case r.State == connection.Connected:
		return fmt.Sprintf("connected after %.1f s", r.Since.Sub(r.Started).Seconds())
	case r.State == connection.Stalled:
		return "the Parsec SDK does not answer"
	}
	text := r.Words(r.Since) // as at the moment when it began
	if r.State == connection.Connecting {
		text = strings.TrimSuffix(text, ", 0s")
	}
	if r.Attempt > 1 {
		text += fmt.Sprintf(" (attempt %d)", r.Attempt)
	}
	return text
}

// verdict is how a connection ended, for the exit code.
func (s *starting) verdict(last connection.Report) error {
	if last.Failed() {
		return &exitError{exitCodeOf(last), &usageError{s.host.Name + ": " + last.Words(last.Time), last.Remedy}}
	}
	if f := last.Figures; s.flags.probe && f != nil {
		s.tell(fmt.Sprintf("%s: latency %.1f ms (encode %.1f, network %.1f, decode %.1f), %.1f Mbit/s, %s", s.host.Name,
			f.Latency(), f.Encode, f.Network, f.Decode, f.Bitrate, pictureWords(*f)))
		return nil
	}
	s.tell(s.host.Name + ": " + last.Words(last.Time))
	return nil
}

func pictureWords(f connection.Figures) string {
	text := fmt.Sprintf("%dx%d", f.Width, f.Height)
	if f.H265 {
		text += " H.265"
	}
	if f.Color444 {
		text += " 4:4:4"
	}
	if f.Decoder != "" {
		text += ", decoded by " + f.Decoder
	}
	return text
}

// begun is how the run is once it has started, or failed to.
func begun(run *launch.Run) (status launch.Status) {
	for status = range run.Updates() {
		if status.State != launch.Starting {
			break
		}
	}
	return status
}
