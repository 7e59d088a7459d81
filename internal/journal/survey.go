package journal

import (
	"os"
	"time"

	"github.com/gofrs/flock"

	"parsec-hosts/internal/private"
)

// Survey is how much a journal holds.
type Survey struct {
	Files   int   // that exist
	Bytes   int64 // of all of them
	Records int
	Skipped int  // lines that are no records of this version
	Busy    bool // a program is recording now
}

// Survey reads the whole journal and changes nothing. With an error it counts what could be read.
func (j *Journal) Survey() (Survey, error) {
	var s Survey
	files, err := j.finishedFiles()
	if err != nil {
		return s, err
	}
	for _, f := range files {
		s.Files++
		s.Bytes += f.size
	}
	if info, err := os.Lstat(j.Path()); err == nil {
		s.Files++
		s.Bytes += info.Size()
	}
	records, skipped, err := j.Read(time.Time{})
	s.Records, s.Skipped, s.Busy = len(records), skipped, j.busy()
	return s, err
}

// busy tries the lock for a moment, if there is one: a recorder that wants it just then gets it with
// the next page.
func (j *Journal) busy() bool {
	if !exists(j.lockPath()) || private.CheckRegular(j.lockPath()) != nil {
		return false
	}
	lock := flock.New(j.lockPath())
	locked, err := lock.TryLock()
	if locked {
		_ = lock.Unlock()
	}
	return err == nil && !locked
}
