package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"syscall"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/listing"
	"parsec-hosts/internal/textsafe"
)

// say prints a line about what was done, on standard output: it is the result.
func (a *app) say(format string, values ...any) error {
	return write(a.stdio.Out, "outcome", []byte(textsafe.Clean(fmt.Sprintf(format, values...))+"\n"))
}

// tell tells a person on standard error how it goes.
func (a *app) tell(text string) { fmt.Fprintf(a.stdio.Err, "parsec-hosts: %s\n", textsafe.Clean(text)) }

// note tells on standard error what is worth knowing and stops nothing.
func (a *app) note(text string) { a.tell("note: " + text) }

// notes tells several of them.
func (a *app) notes(texts []string) {
	for _, text := range texts {
		a.note(text)
	}
}

// write writes all of data, which is the program's what, to standard output.
func write(w io.Writer, what string, data []byte) error {
	_, err := w.Write(data)
	if errors.Is(err, syscall.EPIPE) {
		return errReaderGone
	}
	if err != nil {
		// The name of the file is nothing the user knows.
		return fmt.Errorf("the %s cannot be written: %w", what, withoutPath(err))
	}
	return nil
}

// stream writes what produce gives out, which is the program's what, to standard output: the first of
// it while the last is still to be made.
func stream(w io.Writer, what string, produce func(io.Writer) error) error {
	const together = 64 << 10
	out := bufio.NewWriterSize(named{w, what}, together)
	if err := produce(out); err != nil {
		return err
	}
	return out.Flush()
}

// named is standard output, for what a program writes there.
type named struct {
	to   io.Writer
	what string
}

// Write writes all of data or fails as write does.
func (n named) Write(data []byte) (int, error) {
	if err := write(n.to, n.what, data); err != nil {
		return 0, err
	}
	return len(data), nil
}

// withoutPath returns the cause of an error that names a file.
func withoutPath(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

// writeJSON writes value, which is the program's what, as JSON that is safe on a terminal.
func writeJSON(w io.Writer, what string, value any) error {
	text, err := textsafe.EncodeJSON(value, "  ")
	if err != nil {
		return fmt.Errorf("the %s cannot be written as JSON: %w", what, err)
	}
	return write(w, what, text)
}

// printHosts prints hosts that were chosen, a line each: the peer ID or an object.
func (a *app) printHosts(chosen []*fleet.Host, asJSON bool) error {
	l := listing.Listing{Hosts: chosen}
	if asJSON {
		return stream(a.stdio.Out, "host", l.JSONLines)
	}
	return stream(a.stdio.Out, "host", l.IDs)
}

// member is one of an object.
type member struct {
	name  string
	value any
}

// object is a JSON object with its members in their order.
type object []member

// MarshalJSON writes the members.
func (o object) MarshalJSON() ([]byte, error) {
	b := []byte{'{'}
	for i, m := range o {
		if i > 0 {
			b = append(b, ',')
		}
		for _, part := range []any{m.name, m.value} {
			text, err := textsafe.EncodeJSON(part, "")
			if err != nil {
				return nil, err
			}
			b = append(b, text...)
			b = append(b, ':')
		}
		b = b[:len(b)-1]
	}
	return append(b, '}'), nil
}
