package session

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"syscall"

	"parsec-hosts/internal/textsafe"
)

// privateLimit bounds a file that holds a secret, in bytes.
const privateLimit = 64 << 10

// linkPolicy says what readPrivate does with a symbolic link. A user may well link to a key file;
// nobody has a reason to link one of our own files to another place.
type linkPolicy bool

const (
	refuseLinks linkPolicy = false
	followLinks linkPolicy = true
)

// unsafeFile is a file or folder that could be read, changed or held up by somebody else.
type unsafeFile struct{ reason, fix string }

func (e *unsafeFile) Error() string { return e.reason }

var errNotRegular = &unsafeFile{"it is not a regular file", "move it away"}

// readPrivate returns the content of a regular file that belongs to this user (or to root) and
// that nobody else can read. It never waits: a FIFO is refused, not read.
func readPrivate(path string, links linkPolicy) ([]byte, error) {
	file, err := openPrivate(path, links)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errNotRegular
	}
	if err := checkPrivate(info); err != nil {
		return nil, err
	}
	content, err := io.ReadAll(io.LimitReader(file, privateLimit+1))
	if err == nil && len(content) > privateLimit {
		err = &unsafeFile{fmt.Sprintf("it is larger than %d KiB", privateLimit>>10), "put only the secret there"}
	}
	return content, err
}

// checkRegular refuses a path that exists and is not a regular file, such as a symbolic link or
// a FIFO, without opening it.
func checkRegular(path string) error {
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil && !info.Mode().IsRegular() {
		return errNotRegular
	}
	return err
}

// absent reports whether err means that there is no such file, or no folder it could be in.
func absent(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR)
}

// refuseFile words an error of readPrivate, checkRegular or checkFolder for the file or folder at
// path; noun says what it is.
func refuseFile(noun, path string, err error) error {
	what, fix := "it cannot be read", "make it readable for this user, then try again"
	var unsafe *unsafeFile
	switch {
	case errors.As(err, &unsafe):
		what, fix = unsafe.reason, unsafe.fix+", then try again"
	case absent(err):
		what, fix = "there is no such file", "create it, readable only for this user, then try again"
	}
	return &SignInError{
		What: fmt.Sprintf("the %s %s cannot be used: %s", noun, textsafe.Clean(path), what),
		Fix:  fix,
		Err:  err,
	}
}
