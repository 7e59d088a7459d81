package private

import (
	"bytes"
	"io/fs"
	"os"

	"github.com/natefinch/atomic"
)

func openToRead(path string, links Links) (*os.File, error) {
	if links == RefuseLinks {
		if err := CheckRegular(path); err != nil {
			return nil, err
		}
	}
	return os.Open(path)
}

func openToAppend(path string) (*os.File, error) {
	if err := CheckRegular(path); err != nil {
		return nil, err
	}
	return os.OpenFile(path, os.O_RDWR|os.O_APPEND|os.O_CREATE, 0o600)
}

func checkPrivate(fs.FileInfo) error { return nil }

func checkFolder(string) error { return nil }

// Replace writes content to path so that a reader finds either the old content or the new. The
// temporary file is created beside it.
func Replace(path string, content []byte) error {
	return atomic.WriteFile(path, bytes.NewReader(content))
}
