//go:build unix

package private

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"github.com/google/renameio/v2"
)

// Permission bits of everybody but the owner.
const (
	othersAny   = 0o077
	othersWrite = 0o022
)

var errForeign = &Unsafe{"it belongs to another user", "make this user its owner"}

// openToRead does not wait for the writer of a FIFO.
func openToRead(path string, links Links) (*os.File, error) {
	flags := os.O_RDONLY
	if links == RefuseLinks {
		flags |= syscall.O_NOFOLLOW
	}
	return open(path, flags)
}

func openToAppend(path string) (*os.File, error) {
	return open(path, os.O_RDWR|os.O_APPEND|os.O_CREATE|syscall.O_NOFOLLOW)
}

func open(path string, flags int) (*os.File, error) {
	file, err := os.OpenFile(path, flags|syscall.O_NONBLOCK, 0o600)
	if errors.Is(err, syscall.ELOOP) {
		return nil, errNotRegular
	}
	return file, err
}

func checkPrivate(info fs.FileInfo) error {
	// What root may do to a file does not depend on its owner, so root's are as good as ours.
	if owner := ownerOf(info); owner != 0 && owner != os.Geteuid() {
		return errForeign
	}
	if mode := info.Mode().Perm(); mode&othersAny != 0 {
		return &Unsafe{fmt.Sprintf("others can read or change it (mode %04o)", mode), "run chmod 600 on it"}
	}
	return nil
}

func checkFolder(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if ownerOf(info) != os.Geteuid() {
		return errForeign
	}
	if mode := info.Mode().Perm(); mode&othersWrite != 0 {
		return &Unsafe{fmt.Sprintf("others can write to it (mode %04o)", mode), "run chmod 700 on it"}
	}
	return nil
}

// ownerOf returns the user ID of a file's owner, -1 when the system does not tell.
func ownerOf(info fs.FileInfo) int {
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return -1
	}
	return int(stat.Uid)
}

// Replace writes content to path, mode 0600 whatever the old file had, so that a reader finds either
// the old content or the new, also after a crash. A link there is replaced, not followed. The
// temporary file is a neighbour: it must not leave the folder.
func Replace(path string, content []byte) error {
	file, err := renameio.TempFile(filepath.Dir(path), path)
	if err != nil {
		return err
	}
	defer file.Cleanup()
	if _, err := file.Write(content); err != nil {
		return err
	}
	return file.CloseAtomicallyReplace()
}
