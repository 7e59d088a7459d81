package connection

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"

	"parsec-hosts/internal/private"
	"parsec-hosts/internal/textsafe"
)

// What stands beside a record, by the end of its name.
const (
	recordEnd = ".jsonl"
	lockEnd   = ".lock"
	stopEnd   = ".stop"
	focusEnd  = ".focus"
)

// companions are all that stands beside a record.
var companions = []string{lockEnd, stopEnd, focusEnd}

// recordLimit is how large a record grows, in bytes, before it begins anew: an hour of a connection.
const recordLimit = 1 << 20

// Record is the holder's side of a record. It is for one goroutine, but for StopWanted and
// FocusWanted.
type Record struct {
	path string
	file *os.File
	lock *flock.Flock
	size int64
}

// RecordPath is where the record of the run with this name lies in the folder.
func RecordPath(folder, run string) string { return filepath.Join(folder, run+recordEnd) }

// Create makes the record at path, which must not exist, and the folder it lies in; older ones there
// that are over may be removed. The lock comes first: a record without one has no holder any more.
func Create(path string) (*Record, error) {
	folder := filepath.Dir(path)
	if err := private.MakeFolder(folder); err != nil {
		return nil, err
	}
	prune(folder)
	lock := flock.New(path+lockEnd, flock.SetPermissions(0o600))
	held, err := lock.TryLock()
	if err == nil && !held {
		err = fs.ErrExist
	}
	if err != nil {
		return nil, &fs.PathError{Op: "lock", Path: path, Err: err}
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL|os.O_APPEND, 0o600)
	if err != nil {
		_ = lock.Unlock()
		if !errors.Is(err, fs.ErrExist) {
			_ = os.Remove(path + lockEnd)
		}
		return nil, err
	}
	return &Record{path: path, file: file, lock: lock}, nil
}

// Append writes a report, in one piece. A record that has become large begins anew with it.
func (r *Record) Append(report Report) error {
	text, err := textsafe.EncodeJSON(report.clean(), "")
	if err != nil {
		return err
	}
	if r.size+int64(len(text)) > recordLimit {
		if err := r.file.Truncate(0); err != nil {
			return err
		}
		r.size = 0
	}
	n, err := r.file.Write(text)
	r.size += int64(n)
	return err
}

// StopWanted reports whether somebody has asked for the end of the connection. A connection whose record
// was removed is meant, too: nobody could find it any more. It may be called from any goroutine.
func (r *Record) StopWanted() bool { return exists(r.path+stopEnd) || !exists(r.path) }

// FocusWanted reports whether somebody has asked for the window of the connection since it was last called.
// It may be called from any goroutine.
func (r *Record) FocusWanted() bool {
	return exists(r.path+focusEnd) && os.Remove(r.path+focusEnd) == nil // what cannot be removed would ask for ever
}

// Close lets go of the record, which stays. Whoever follows it knows that nothing more will come.
func (r *Record) Close() error {
	err := errors.Join(r.file.Close(), r.lock.Unlock())
	for _, end := range companions {
		_ = os.Remove(r.path + end) // what stays is removed with the record
	}
	return err
}

// Stop asks the holder of the record at path to end its connection. That it has done so tells its last
// report.
func Stop(path string) error { return leave(path + stopEnd) }

// Focus asks the holder of the record at path to bring the window of its connection to the front.
func Focus(path string) error { return leave(path + focusEnd) }

// leave makes an empty file, unless it is there already.
func leave(path string) error {
	err := private.Create(path, nil)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	return err
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
