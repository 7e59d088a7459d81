package private

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"parsec-hosts/internal/textsafe"
)

// Links says what to do with a symbolic link. A user may well link to a key file; nobody has a
// reason to link one of our own files to another place.
type Links bool

// The ways to treat a link.
const (
	RefuseLinks Links = false
	FollowLinks Links = true
)

// Unsafe is the error for a file or folder that could be read, changed or held up by somebody else.
// Its texts complete "it cannot be used: …" and "…, then try again".
type Unsafe struct{ Reason, Fix string }

func (e *Unsafe) Error() string { return e.Reason }

var errNotRegular = &Unsafe{"it is not a regular file", "move it away"}

// Open opens a regular file for reading that belongs to this user (or to root) and that nobody else
// can read. It never waits: a FIFO is refused.
func Open(path string, links Links) (*os.File, error) {
	file, err := openToRead(path, links)
	return checked(path, file, err)
}

// OpenToAppend opens a file of our own for reading and for writing at its end. A missing one is
// made with mode 0600; its folder must exist.
func OpenToAppend(path string) (*os.File, error) {
	file, err := openToAppend(path)
	return checked(path, file, err)
}

func checked(path string, file *os.File, err error) (*os.File, error) {
	if err != nil {
		return nil, at(path, err)
	}
	info, err := file.Stat()
	switch {
	case err != nil:
	case !info.Mode().IsRegular():
		err = errNotRegular
	default:
		err = checkPrivate(info)
	}
	if err != nil {
		file.Close()
		return nil, at(path, err)
	}
	return file, nil
}

// Read returns the content, limit bytes at most, of a file that Open would open.
func Read(path string, links Links, limit int) ([]byte, error) {
	file, err := Open(path, links)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	content, err := io.ReadAll(io.LimitReader(file, int64(limit)+1))
	if err == nil && len(content) > limit {
		err = at(path, &Unsafe{fmt.Sprintf("it is larger than %d KiB", limit>>10), "put nothing there that does not belong there"})
	}
	return content, err
}

// MakeFolder makes a folder with mode 0700 if it is missing. One in which somebody else could put
// or replace files is refused.
func MakeFolder(path string) error {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return err
	}
	return CheckFolder(path)
}

// Create writes a new file with mode 0600, whole or not at all. Where there is something already,
// also since a moment ago, it stays and the error is fs.ErrExist.
func Create(path string, content []byte) error {
	file, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return err
	}
	defer os.Remove(file.Name())
	if err := writeAll(file, content); err != nil {
		return err
	}
	err = os.Link(file.Name(), path)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	// This file system has no links, so that a reader may find the file unfinished.
	file, err = os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	err = writeAll(file, content)
	if err != nil {
		_ = os.Remove(path)
	}
	return err
}

func writeAll(file *os.File, content []byte) error {
	_, err := file.Write(content)
	return errors.Join(err, file.Sync(), file.Close())
}

// CheckFolder refuses a folder in which somebody else could put or replace files.
func CheckFolder(path string) error { return at(path, checkFolder(path)) }

// CheckRegular refuses a path that exists and is not a regular file, such as a symbolic link or a
// FIFO, without opening it.
func CheckRegular(path string) error {
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil && !info.Mode().IsRegular() {
		err = errNotRegular
	}
	return at(path, err)
}

// Absent reports whether err means that there is no such file, or no folder it could be in.
func Absent(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR)
}

// at puts the path to an error that does not know it.
func at(path string, err error) error {
	var known *fs.PathError
	if err == nil || errors.As(err, &known) {
		return err
	}
	return &fs.PathError{Op: "use", Path: path, Err: err}
}

// Explain words an error of the file system, with its path and what to do if that is known, in one
// line safe for a terminal.
func Explain(err error) string {
	words := Reason(err)
	var path *fs.PathError
	if errors.As(err, &path) {
		words = textsafe.Clean(path.Path) + ": " + words
	}
	var unsafe *Unsafe
	if errors.As(err, &unsafe) {
		words += ": " + unsafe.Fix
	}
	return words
}

// Reason words an error of the file system without its path, in one line safe for a terminal.
func Reason(err error) string {
	var path *fs.PathError
	var number syscall.Errno
	var unsafe *Unsafe
	switch {
	case errors.As(err, &unsafe):
		return unsafe.Reason
	case errors.As(err, &number):
		return textsafe.Clean(number.Error())
	case errors.As(err, &path):
		return textsafe.Clean(path.Err.Error())
	}
	return textsafe.Clean(err.Error())
}
