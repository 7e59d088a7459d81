package cli

import (
	"context"
	"fmt"
	"io"
	"os"

	"github.com/muesli/cancelreader"

	"parsec-hosts/internal/journal"
	"parsec-hosts/internal/query"
	"parsec-hosts/internal/watch"
)

// replay tells what a file tells. The configuration says whose pins the query means; nothing needs to
// say how to sign in.
func (a *app) replay(ctx context.Context, path string, q query.Query, t *teller) error {
	cfg, err := a.loadConfig()
	if err != nil {
		return err
	}
	a.notes(cfg.Notices)
	file, name := a.stdio.In, "standard input"
	if path != "-" {
		if file, err = os.Open(path); err != nil {
			return &usageError{"--replay: " + path + " cannot be opened: " + withoutPath(err).Error(), ""}
		}
		defer file.Close()
		name = path
	}
	from, release := readUntilEnd(ctx, file)
	defer release()
	r := watch.NewReplay(watch.Filter{Query: q, Pinned: a.pins(cfg)})
	read, skipped, err := journal.Stream(from, func(record journal.Record) error {
		if err := context.Cause(ctx); err != nil {
			return err
		}
		if e, ok := r.Event(record); ok {
			return t.tell(e)
		}
		return nil
	})
	switch {
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case err != nil:
		return err
	case read == 0 && skipped > 0:
		return &usageError{name + " is neither a journal nor what watch --jsonl prints: none of its lines is an event", ""}
	case skipped > 0:
		a.note(fmt.Sprintf("%d of %d lines of %s are no events and were skipped", skipped, read+skipped, name))
	}
	return nil
}

// readUntilEnd returns a reader of file that does not wait for more after the end of ctx. Only what
// may be waited for, such as a pipe, can be given up on; a file on disk needs no such thing.
func readUntilEnd(ctx context.Context, file *os.File) (r io.Reader, release func()) {
	reader, err := cancelreader.NewReader(file)
	if err != nil {
		return file, func() {}
	}
	stop := context.AfterFunc(ctx, func() { reader.Cancel() })
	return reader, func() {
		stop()
		_ = reader.Close()
	}
}
