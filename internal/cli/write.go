package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"syscall"

	"parsec-hosts/internal/textsafe"
)

// write writes all of data, which is the program's what, to standard output.
func write(w io.Writer, what string, data []byte) error {
	_, err := w.Write(data)
	if errors.Is(err, syscall.EPIPE) {
		return errReaderGone
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err // without the name of the file, which is nothing the user knows
	}
	if err != nil {
		return fmt.Errorf("the %s cannot be written: %w", what, err)
	}
	return nil
}

// writeJSON writes value, which is the program's what, as JSON that is safe on a terminal.
func writeJSON(w io.Writer, what string, value any) error {
	text, err := textsafe.EncodeJSON(value, "  ")
	if err != nil {
		return fmt.Errorf("the %s cannot be written as JSON: %w", what, err)
	}
	return write(w, what, text)
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
