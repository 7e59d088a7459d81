package journal

import (
	"bytes"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"parsec-hosts/internal/private"
)

const (
	extension = ".jsonl"
	// fileSpan is how much time one file covers. Files are removed as a whole, so records are kept
	// that much longer than asked for.
	fileSpan = 24 * time.Hour
	// filesKept bounds all files together, in multiples of MaxSize, however young they are.
	filesKept = 16
	// endedFormat stands in the names of finished files: the time of their last record. It sorts by
	// time.
	endedFormat = "20060102T150405.000Z"
)

// Path is the file that is written to, which need not be there yet. Finished ones lie beside it.
func (j *Journal) Path() string { return filepath.Join(j.dir, j.name+extension) }

func (j *Journal) lockPath() string { return filepath.Join(j.dir, j.name+".lock") }

func (j *Journal) finishedPath(ended time.Time) string {
	return filepath.Join(j.dir, j.name+"."+ended.UTC().Format(endedFormat)+extension)
}

// finished is a file that is not written to any more.
type finished struct {
	path  string
	ended time.Time // of its last record
	size  int64
}

// finishedFiles returns them oldest first.
func (j *Journal) finishedFiles() ([]finished, error) {
	entries, err := os.ReadDir(j.dir) // sorted by name
	if private.Absent(err) {
		return nil, nil
	}
	var files []finished
	for _, entry := range entries {
		stamp, found := strings.CutPrefix(entry.Name(), j.name+".")
		stamp, ours := strings.CutSuffix(stamp, extension)
		ended, malformed := time.Parse(endedFormat, stamp)
		if !found || !ours || malformed != nil {
			continue
		}
		if info, err := entry.Info(); err == nil {
			files = append(files, finished{filepath.Join(j.dir, entry.Name()), ended, info.Size()})
		}
	}
	return files, err
}

// tidy begins another file if it is time for that, and removes old ones. It reports whether any was
// removed. Only the recorder does so. What goes wrong is tried again before the next write: the file
// may be open elsewhere.
func (j *Journal) tidy() (removed bool) {
	now := j.now()
	if ended, full := j.isFull(now); full {
		for exists(j.finishedPath(ended)) {
			ended = ended.Add(time.Millisecond)
		}
		_ = os.Rename(j.Path(), j.finishedPath(ended))
	}
	files, _ := j.finishedFiles()
	room := filesKept * j.maxSize
	for _, file := range slices.Backward(files) {
		room -= file.size
		if room < 0 || now.Sub(file.ended) > j.keep {
			removed = os.Remove(file.path) == nil || removed
		}
	}
	return removed
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// isFull reports whether the file that is written to is as large or covers as much time as a file
// should, and when its last record was.
func (j *Journal) isFull(now time.Time) (ended time.Time, full bool) {
	file, err := private.Open(j.Path(), private.RefuseLinks)
	if err != nil {
		return now, false
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil || info.Size() == 0 {
		return now, false
	}
	start := max(0, info.Size()-maxLine)
	head, tail := make([]byte, maxLine), make([]byte, maxLine)
	n, _ := file.ReadAt(head, 0)
	began := firstTime(bytes.SplitSeq(head[:n], []byte("\n")), now)
	n, _ = file.ReadAt(tail, start)
	lines := bytes.Split(tail[:n], []byte("\n"))
	slices.Reverse(lines)
	ended = firstTime(slices.Values(lines), now)
	return ended, info.Size() >= j.maxSize || now.Sub(began).Abs() >= fileSpan
}

// firstTime returns the time of the first line that is a record, or fallback.
func firstTime(lines iter.Seq[[]byte], fallback time.Time) time.Time {
	for text := range lines {
		if r, err := ParseRecord(text); err == nil {
			return r.Time
		}
	}
	return fallback
}
