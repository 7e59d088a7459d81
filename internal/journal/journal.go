package journal

import (
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/gofrs/flock"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/private"
)

// DefaultMaxSize is the size of one file, in bytes.
const DefaultMaxSize = 8 << 20

// rest is how long the recorder waits after it could not write. What it misses meanwhile it finds
// out afterwards, as at its start.
const rest = time.Minute

// Options configure a Journal.
type Options struct {
	Dir     string           // made with mode 0700 when there is something to write
	Name    string           // what its files begin with: see NameFor
	MaxSize int64            // bytes after which another file is begun; 0 means DefaultMaxSize
	Keep    time.Duration    // how long records are kept, to the day
	Now     func() time.Time // nil means time.Now
}

// NameFor returns the name of the journal of a profile and the service that it uses: fit for a file,
// and legible.
func NameFor(profile, baseURL string) string {
	return profile + "@" + url.QueryEscape(strings.TrimPrefix(strings.TrimRight(baseURL, "/"), "https://"))
}

// Journal writes and reads the records of one profile. It is safe for concurrent use; each of its
// calls may take as long as the disk does.
type Journal struct {
	dir, name string
	maxSize   int64
	keep      time.Duration
	now       func() time.Time

	mu        sync.Mutex
	lock      *flock.Flock // held: this is the recorder
	scribe    scribe
	restUntil time.Time
	failed    bool // the newest attempt to write did, and that was told
	closed    bool
}

// Open checks the options. It reads and writes nothing yet.
func Open(o Options) (*Journal, error) {
	if o.Dir == "" || o.Name == "" || filepath.Base(o.Name) != o.Name || o.Name[0] == '.' {
		return nil, fmt.Errorf("journal: %q in %q cannot be the name of a file", o.Name, o.Dir)
	}
	if o.Keep <= 0 {
		return nil, fmt.Errorf("journal: records cannot be kept for %v", o.Keep)
	}
	j := &Journal{dir: o.Dir, name: o.Name, maxSize: o.MaxSize, keep: o.Keep, now: o.Now}
	if j.maxSize == 0 {
		j.maxSize = DefaultMaxSize
	}
	if j.now == nil {
		j.now = time.Now
	}
	j.lock = flock.New(j.lockPath())
	return j, nil
}

// Observe takes down what a good page changed: f is the fleet after it and events are what came of
// it. It is called for every good page, in their order, and does nothing unless this is the
// recorder. An error is returned once and not again until writing has worked; it is meant to be
// shown, and the next call tries again by itself.
func (j *Journal) Observe(f fleet.Fleet, events []fleet.Event) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	now := j.now().Round(0)
	if resting := j.restUntil.Sub(now); j.closed || resting > 0 && resting <= rest {
		return nil
	}
	err := j.record(f, events)
	if err != nil {
		// What is lost now is different from the page later.
		j.scribe, j.restUntil = scribe{}, now.Add(rest)
	}
	return j.once(err)
}

func (j *Journal) record(f fleet.Fleet, events []fleet.Event) error {
	if recorder, err := j.isRecorder(); err != nil || !recorder {
		return err
	}
	records, err := j.scribe.page(f, events, j.history)
	if err != nil || len(records) == 0 {
		return err
	}
	if j.tidy() {
		// Of a host whose last change was long ago nothing may be left: the next page puts it back.
		j.scribe.settled = false
	}
	return j.append(records...)
}

// Add writes one record now, whichever program is the recorder: for what only this one knows, such
// as a launch. A kind that may not be written is left out. Errors are returned as by Observe.
func (j *Journal) Add(r Record) error {
	if !r.Kind.written() {
		return nil
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.once(j.append(r))
}

// Close ends the recording: the recorder says so, and another program may take over. Pages observed
// later are not taken down.
func (j *Journal) Close() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	var err error
	if j.scribe.settled {
		err = j.append(Record{Time: j.now(), Kind: KindStopped})
	}
	j.closed = true
	return j.once(errors.Join(err, j.lock.Unlock()))
}

// isRecorder reports whether this program is the recorder, or has become it now. The system frees
// the lock of a program that dies.
func (j *Journal) isRecorder() (bool, error) {
	if j.lock.Locked() {
		return true, nil
	}
	if err := private.MakeFolder(j.dir); err != nil {
		return false, err
	}
	if err := private.CheckRegular(j.lockPath()); err != nil {
		return false, err
	}
	return j.lock.TryLock()
}

// history is what the files say.
func (j *Journal) history() (*History, error) {
	records, _, err := j.Read(time.Time{})
	return NewHistory(records), err
}

// once words an error, and holds it back while the one before it still lasts.
func (j *Journal) once(err error) error {
	if err == nil || j.failed {
		return nil
	}
	j.failed = true
	return errors.New("the journal is not written: " + private.Explain(err))
}
