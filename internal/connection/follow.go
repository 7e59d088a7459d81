package connection

import (
	"bytes"
	"encoding/json"
	"io"

	"github.com/gofrs/flock"

	"parsec-hosts/internal/private"
)

// tailRead is how much of a record is read at most in one go, in bytes: its newest part.
const tailRead = 64 << 10

// Follower reads a record while somebody else may write it.
type Follower struct {
	path string
	read int64 // bytes that were read, whole lines only
}

// Follow begins to follow the record at path, which need not exist yet.
func Follow(path string) *Follower { return &Follower{path: path} }

// Next returns the reports that came since it was last called, and whether the holder lives. Lines that
// are no reports are passed over. Where there is no record yet, or none any more, there are no reports and
// nobody lives.
func (f *Follower) Next() (reports []Report, alive bool, err error) {
	// First the lock, then the reports: of a holder that is dead, the last report is read.
	alive = held(f.path)
	file, err := private.Open(f.path, private.RefuseLinks)
	if private.Absent(err) {
		return nil, alive, nil
	}
	if err != nil {
		return nil, alive, err
	}
	defer file.Close()
	size, err := file.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, alive, err
	}
	if size < f.read {
		f.read = 0 // it began anew
	}
	start := max(f.read, size-tailRead)
	tail := make([]byte, size-start)
	n, err := file.ReadAt(tail, start)
	if err == io.EOF {
		err = nil // it began anew just now: what is left is for the next time
	}
	whole := tail[:bytes.LastIndexByte(tail[:n], '\n')+1]
	f.read = start + int64(len(whole))
	return parse(whole), alive, err
}

func parse(lines []byte) (reports []Report) {
	for line := range bytes.Lines(lines) {
		var report Report
		if json.Unmarshal(line, &report) == nil && report.State != "" {
			reports = append(reports, report.clean())
		}
	}
	return reports
}

// held reports whether the holder of the record lives.
func held(path string) bool {
	path += lockEnd
	if !exists(path) || private.CheckRegular(path) != nil {
		return false
	}
	lock := flock.New(path)
	locked, err := lock.TryRLock()
	if locked {
		_ = lock.Unlock()
	}
	return err == nil && !locked
}
