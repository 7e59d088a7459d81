//go:build unix

package session

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"

	"github.com/google/renameio/v2"
)

// Permission bits of everybody but the owner.
const (
	othersAny   = 0o077
	othersWrite = 0o022
)

var errForeign = &unsafeFile{"it belongs to another user", "make this user its owner"}

// openPrivate opens path for reading without waiting for the writer of a FIFO.
func openPrivate(path string, links linkPolicy) (*os.File, error) {
	flags := os.O_RDONLY | syscall.O_NONBLOCK
	if links == refuseLinks {
		flags |= syscall.O_NOFOLLOW
	}
	file, err := os.OpenFile(path, flags, 0)
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
		return &unsafeFile{fmt.Sprintf("others can read or change it (mode %04o)", mode), "run chmod 600 on it"}
	}
	return nil
}

// checkFolder refuses a folder in which somebody else could put or replace files.
func checkFolder(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if ownerOf(info) != os.Geteuid() {
		return errForeign
	}
	if mode := info.Mode().Perm(); mode&othersWrite != 0 {
		return &unsafeFile{fmt.Sprintf("others can write to it (mode %04o)", mode), "run chmod 700 on it"}
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

// replaceFile writes content to path, mode 0600 whatever the old file had, so that a reader finds
// either the old content or the new, also after a crash. The temporary file is a neighbour: it
// must not leave the folder.
func replaceFile(path string, content []byte, folder string) error {
	file, err := renameio.TempFile(folder, path)
	if err != nil {
		return err
	}
	defer file.Cleanup()
	if _, err := file.Write(content); err != nil {
		return err
	}
	return file.CloseAtomicallyReplace()
}
