package session

import (
	"bytes"
	"io/fs"
	"os"

	"github.com/natefinch/atomic"
)

// openPrivate opens path for reading. Who may read it follows from the access rights of the
// user's profile, in which it lies.
func openPrivate(path string, links linkPolicy) (*os.File, error) {
	if links == refuseLinks {
		if err := checkRegular(path); err != nil {
			return nil, err
		}
	}
	return os.Open(path)
}

func checkPrivate(fs.FileInfo) error { return nil }

func checkFolder(path string) error {
	_, err := os.Stat(path)
	return err
}

// replaceFile writes content to path so that a reader finds either the old content or the new.
// The temporary file is created beside it.
func replaceFile(path string, content []byte, _ string) error {
	return atomic.WriteFile(path, bytes.NewReader(content))
}
