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

// Store is the file of one profile. Of several programs that save, the last one wins; a reader finds
// what one of them saved, whole.
type Store struct{ path string }

// Open returns the store of a profile, whose name is fit for a file, in the program's state folder.
// It reads and writes nothing yet.
func Open(dir, profile string) Store {
	return Store{filepath.Join(dir, "dashboard-"+profile+".json")}
}

// Path is the file, which need not be there yet.
func (s Store) Path() string { return s.path }

// Load reads what was saved last into the value that into points to. Without a file the value stays
// as it is. So it does where the file says nothing, and fields that it does not have are ignored.
//
// A file that cannot be used is set aside, so that it stays what it is and Save has its place. The
// error tells so in one line: it is meant to be shown, and no reason to stop.
func (s Store) Load(into any) error {
	content, err := private.Read(s.path, private.RefuseLinks, limit)
	if private.Absent(err) {
		return nil
	}
	if err == nil && json.Unmarshal(content, into) == nil {
		return nil
	}
	if err == nil {
		err = errors.New("it is damaged")
	}
	aside := s.path + ".broken"
	if failed := os.Rename(s.path, aside); failed != nil {
		return errors.New("what was remembered of the dashboard is not used: " + private.Explain(failed))
	}
	return fmt.Errorf("what was remembered of the dashboard was set aside as %s: %s", textsafe.Clean(aside), private.Reason(err))
}

// Save remembers value, in a file with mode 0600 in a folder with mode 0700. The error is one line.
func (s Store) Save(value any) error {
	err := s.save(value)
	if err != nil {
		return errors.New("the dashboard is not remembered: " + private.Explain(err))
	}
	return nil
}

func (s Store) save(value any) error {
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
	return private.Replace(s.path, append(content, '\n'))
}
