package connection

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"parsec-hosts/internal/private"
)

// recordsKept is how many records stay in a folder, beside those of connections that last.
const recordsKept = 20

// Entry is a record in a folder.
type Entry struct {
	Path  string
	Last  Report
	Alive bool
}

// List returns the records in the folder that have a report, by their names, which begin with the time.
// A folder that is not there has none.
func List(folder string) ([]Entry, error) {
	paths, err := records(folder)
	if err != nil {
		return nil, err
	}
	var list []Entry
	var failures error
	for _, path := range paths {
		reports, alive, err := Follow(path).Next()
		failures = errors.Join(failures, err)
		if len(reports) > 0 {
			list = append(list, Entry{path, reports[len(reports)-1], alive})
		}
	}
	return list, failures
}

// Running returns those of the records in the folder whose connections last.
func Running(folder string) ([]Entry, error) {
	list, err := List(folder)
	return slices.DeleteFunc(list, func(e Entry) bool { return !e.Alive || e.Last.Over() }), err
}

// prune removes the oldest records that nobody holds. What cannot be removed stays: the next connection
// tries again.
func prune(folder string) {
	paths, err := records(folder)
	if err != nil {
		return
	}
	paths = slices.DeleteFunc(paths, held)
	for _, path := range paths[:max(0, len(paths)-recordsKept)] {
		for _, end := range companions {
			_ = os.Remove(path + end)
		}
		_ = os.Remove(path)
	}
}

// records are the paths of the records in the folder, by name.
func records(folder string) (paths []string, err error) {
	entries, err := os.ReadDir(folder)
	if private.Absent(err) {
		return nil, nil
	}
	for _, e := range entries {
		if e.Type().IsRegular() && strings.HasSuffix(e.Name(), recordEnd) {
			paths = append(paths, filepath.Join(folder, e.Name()))
		}
	}
	return paths, err
}
