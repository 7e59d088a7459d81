package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"syscall"
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
