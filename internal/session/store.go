package session

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"parsec-hosts/internal/private"
	"parsec-hosts/internal/textsafe"
)

// Files of a store, after its name. Only the session file and a damaged one hold a secret.
const (
	sessionFile = ".json"
	damagedFile = ".corrupt"
	lockFile    = ".lock"
	placeFact   = ".place"   // the place first used
	refusedFact = ".refused" // when a replacement was refused, Unix seconds
)

// store keeps one record between runs, in the keyring or in a file. Except for lock and peek, its
// methods want the lock held.
type store struct {
	dir     string
	binding string // names the record, its files and its keyring entry
	ring    *boundedKeyring
	write   func(path string, content []byte) error
	notice  func(string)

	passedOver error // why the keyring could not be used; nil when it was not tried or worked
}

func newStore(o Options, notice func(string)) *store {
	st := &store{dir: o.Dir, binding: bindingOf(o), write: private.Replace, notice: notice}
	if o.Keyring != nil {
		st.ring = newBoundedKeyring(o.Keyring)
	}
	return st
}

func (st *store) path(suffix string) string {
	return filepath.Join(st.dir, "session-"+st.binding+suffix)
}

// account is the keyring's user name of the record.
func (st *store) account() string { return "session:" + st.binding }

// load returns the record, empty when there is none, and the place to save the next one to. Once
// a session sits in the keyring, an unreachable keyring is an error: taking it for an empty one
// would create a second session.
func (st *store) load(ctx context.Context) (record, Place, error) { return st.find(ctx, st.loadFile) }

// peek is load for whoever only looks: it changes nothing, and does not wait for the lock, which
// a program may hold for long. Files are replaced as a whole, so there is no half of a record.
func (st *store) peek(ctx context.Context) (record, Place, error) { return st.find(ctx, st.peekFile) }

// find looks at the places in order; file reads the record's file.
func (st *store) find(ctx context.Context, file func() (record, bool, error)) (record, Place, error) {
	first, err := st.firstPlace()
	if err != nil {
		return record{}, first, err
	}
	if first != PlaceKeyring {
		kept, found, err := file()
		if err != nil || found || first == PlaceFile || st.ring == nil {
			return kept, PlaceFile, err
		}
	}
	kept, err := st.loadKeyring(ctx)
	switch {
	case err == nil:
		return kept, PlaceKeyring, nil
	case ctx.Err() != nil:
		return record{}, first, ctx.Err()
	case first == PlaceKeyring:
		return record{}, first, st.unreachable(err)
	}
	st.passedOver = err
	return record{}, PlaceFile, nil
}

func (st *store) loadKeyring(ctx context.Context) (record, error) {
	if st.ring == nil {
		return record{}, errors.New("no keyring is in use now")
	}
	content, err := st.ring.get(ctx, st.account())
	if errors.Is(err, ErrNotFound) {
		return record{}, nil
	}
	if err != nil {
		return record{}, err
	}
	kept, err := decodeRecord([]byte(content), st.binding)
	if err != nil {
		st.notice("the session in the OS keyring was damaged and is not used")
	}
	return kept, nil
}

func (st *store) unreachable(err error) error {
	return &SignInError{
		What: "the session is in the OS keyring, which cannot be used: " + keyringReason(err),
		Fix: "unlock the keyring or start its service, then try again; or delete " +
			textsafe.Clean(st.path(placeFact)) + " to begin with a new session",
		Err: err,
	}
}

// readFile returns errDamaged for a file that holds no record.
func (st *store) readFile() (kept record, found bool, err error) {
	path := st.path(sessionFile)
	content, err := private.Read(path, private.RefuseLinks, privateLimit)
	if private.Absent(err) {
		return record{}, false, nil
	}
	if err != nil {
		return record{}, false, refuseFile("session file", path, err)
	}
	kept, err = decodeRecord(content, st.binding)
	return kept, err == nil, err
}

// loadFile sets a damaged file aside, for whoever wants to know, and reports it as not found.
func (st *store) loadFile() (kept record, found bool, err error) {
	kept, found, err = st.readFile()
	if !errors.Is(err, errDamaged) {
		return kept, found, err
	}
	path, aside := st.path(sessionFile), st.path(damagedFile)
	if err := os.Rename(path, aside); err == nil {
		st.notice("the session file was damaged and is now " + textsafe.Clean(aside))
	} else {
		st.notice("the session file " + textsafe.Clean(path) + " is damaged")
	}
	return record{}, false, nil
}

// peekFile reports a damaged file, of which it tells, as not found.
func (st *store) peekFile() (kept record, found bool, err error) {
	kept, found, err = st.readFile()
	if !errors.Is(err, errDamaged) {
		return kept, found, err
	}
	st.notice("the session file " + textsafe.Clean(st.path(sessionFile)) + " is damaged and is not used")
	return record{}, false, nil
}

// save keeps r in place to, or in the file when a keyring that holds nothing of ours yet cannot
// take it, and remembers the place. It returns the place used.
func (st *store) save(ctx context.Context, r record, to Place) (Place, error) {
	content, err := r.encode(st.binding)
	if err != nil {
		return PlaceNone, err
	}
	first, _ := st.firstPlace() // one that cannot be read is noted again below
	if to == PlaceKeyring {
		err := st.ring.set(ctx, st.account(), string(content))
		if err == nil {
			st.remember(PlaceKeyring)
			return PlaceKeyring, nil
		}
		if first == PlaceKeyring {
			return PlaceNone, err
		}
		if errors.Is(err, errKeyringLies) {
			// Whatever it did store must not be found by a later run.
			_, _ = st.ring.delete(ctx, st.account())
		}
		st.passedOver = err
	}
	if err := st.write(st.path(sessionFile), content); err != nil {
		return PlaceNone, err
	}
	if st.ring != nil && first != PlaceFile {
		st.noticeFile()
	}
	st.remember(PlaceFile)
	return PlaceFile, nil
}

// noticeFile tells that the session is kept in a file for the first time. Later runs keep silent:
// what the user has been told is not news.
func (st *store) noticeFile() {
	text := "the session is kept in a file that only you can read, not in the OS keyring"
	if st.passedOver != nil {
		text += " (" + keyringReason(st.passedOver) + ")"
	}
	st.notice(text + ": " + textsafe.Clean(st.path(sessionFile)))
}

// forget removes the record from wherever it may be, and every fact about it.
func (st *store) forget(ctx context.Context) error {
	first, err := st.firstPlace()
	if err != nil {
		return err
	}
	if st.ring != nil {
		_, err := st.ring.delete(ctx, st.account())
		if err != nil && ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil && first == PlaceKeyring {
			return st.unreachable(err)
		}
	}
	for _, suffix := range []string{sessionFile, damagedFile, refusedFact, placeFact} {
		path := st.path(suffix)
		if err := os.Remove(path); err != nil && !private.Absent(err) {
			return &SignInError{
				What: "cannot remove " + textsafe.Clean(path),
				Fix:  "remove it by hand",
				Err:  err,
			}
		}
	}
	return nil
}

// firstPlace returns the place first used, as remembered.
func (st *store) firstPlace() (Place, error) {
	text, err := st.fact(placeFact)
	if err != nil {
		return PlaceNone, err
	}
	switch first := Place(text); first {
	case PlaceKeyring, PlaceFile:
		return first, nil
	}
	return PlaceNone, nil
}

// remember notes the place that was used, for later runs.
func (st *store) remember(used Place) {
	if first, err := st.firstPlace(); err == nil && first == used {
		return
	}
	if err := st.setFact(placeFact, string(used)); err != nil {
		st.notice("cannot note where the session is kept: " + private.Reason(err))
	}
}

// refusedAt returns when a replacement was last refused; zero when none was.
func (st *store) refusedAt() (time.Time, error) {
	text, err := st.fact(refusedFact)
	if err != nil {
		return time.Time{}, err
	}
	seconds, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return time.Time{}, nil
	}
	return timeOrZero(seconds), nil
}

func (st *store) setRefusedAt(at time.Time) error {
	return st.setFact(refusedFact, strconv.FormatInt(at.Unix(), 10))
}

func (st *store) clearRefusedAt() { _ = os.Remove(st.path(refusedFact)) }

// fact returns one small remembered text, empty when there is none.
func (st *store) fact(suffix string) (string, error) {
	path := st.path(suffix)
	content, err := private.Read(path, private.RefuseLinks, privateLimit)
	if private.Absent(err) {
		return "", nil
	}
	if err != nil {
		return "", refuseFile("file", path, err)
	}
	return strings.TrimSpace(string(content)), nil
}

func (st *store) setFact(suffix, text string) error {
	return st.write(st.path(suffix), []byte(text+"\n"))
}
