package prefs

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"parsec-hosts/internal/private"
	"parsec-hosts/internal/textsafe"
)

// limit bounds a file, in bytes.
const limit = 256 << 10

// Store is the file of one profile, in which a T is kept. Of several programs that save, the last one
// wins; a reader finds what one of them saved, whole.
type Store[T any] struct{ path string }

// Open returns the store of a profile, whose name is fit for a file, in the program's state folder.
// It reads and writes nothing yet.
func Open[T any](dir, profile string) Store[T] {
	return Store[T]{filepath.Join(dir, "dashboard-"+profile+".json")}
}

// Path is the file, which need not be there yet.
func (s Store[T]) Path() string { return s.path }

// aside is where a file goes that cannot be used.
func (s Store[T]) aside() string { return s.path + ".broken" }

// Load returns what was saved last, and the zero value without a file. Fields that T does not have are
// ignored. It changes nothing: a file that cannot be used stays where it is until Save needs its place.
// The error tells of it in one line: it is meant to be shown, and no reason to stop.
func (s Store[T]) Load() (T, error) {
	value, err := s.read()
	if err != nil {
		err = fmt.Errorf("what was remembered of the dashboard is not used: %s: %s; it becomes %s when the dashboard is remembered anew",
			textsafe.Clean(s.path), private.Reason(err), textsafe.Clean(filepath.Base(s.aside())))
	}
	return value, err
}

func (s Store[T]) read() (value T, err error) {
	content, err := private.Read(s.path, private.RefuseLinks, limit)
	switch {
	case private.Absent(err):
		return value, nil
	case err != nil:
		return value, err
	}
	var whole T
	if json.Unmarshal(content, &whole) != nil {
		return value, errors.New("it is damaged")
	}
	return whole, nil
}

// Save remembers value, in a file with mode 0600 in a folder with mode 0700. A file that is there and
// cannot be used is set aside, so that it stays what it is. The error is one line.
func (s Store[T]) Save(value T) error {
	err := s.save(value)
	if err != nil {
		return errors.New("the dashboard is not remembered: " + private.Explain(err))
	}
	return nil
}

func (s Store[T]) save(value T) error {
	content, err := json.MarshalIndent(value, "", "  ")
	if err != nil {
		return err
	}
	if len(content) >= limit {
		return fmt.Errorf("it does not fit into %d KiB", limit>>10)
	}
	if err := private.MakeFolder(filepath.Dir(s.path)); err != nil {
		return err
	}
	if _, err := s.read(); err != nil {
		if err := os.Rename(s.path, s.aside()); err != nil {
			return err
		}
	}
	return private.Replace(s.path, append(content, '\n'))
}
