package session

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/gofrs/flock"

	"parsec-hosts/internal/private"
	"parsec-hosts/internal/textsafe"
)

const (
	// lockLimit is how long to wait for another program. A rightful holder may take
	// createLimit and a few calls to the keyring.
	lockLimit = 40 * time.Second
	// lockPoll is how often the lock is tried meanwhile.
	lockPoll = 50 * time.Millisecond
)

// errNoLock means that the file system cannot hold our files: full, read-only, or without locks.
// Work goes on without the lock, and the session is then usually kept in memory only.
var errNoLock = errors.New("cannot write there")

var errLockHeld = errors.New("held by another program")

// lock prepares the folder and makes this program the only one that changes the store. The system
// frees the lock of a program that dies.
//
// The lock file is separate, and never removed or replaced, not even when the session is forgotten:
// a program that waits for the lock has the file open already, and would then hold the lock of a
// file that nobody else can find, beside the holder of a new one. To look for the file again after
// locking would help only if every program did so, earlier versions too. What stays is one empty
// file for each profile, user and service.
func (st *store) lock(ctx context.Context) (unlock func(), err error) {
	var unsafe *private.Unsafe
	switch err := private.MakeFolder(st.dir); {
	case errors.As(err, &unsafe):
		return nil, refuseFile("state folder", st.dir, err)
	case err != nil:
		return nil, fmt.Errorf("%w: %w", errNoLock, err)
	}
	path := st.path(lockFile)
	if err := private.CheckRegular(path); err != nil {
		return nil, refuseFile("lock file", path, err)
	}
	lock := flock.New(path)
	limited, cancel := context.WithTimeoutCause(ctx, lockLimit, errLockHeld)
	defer cancel()
	locked, err := lock.TryLockContext(limited, lockPoll)
	switch {
	case locked:
		return func() { _ = lock.Unlock() }, nil
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case limited.Err() != nil:
		return nil, &SignInError{
			What: fmt.Sprintf("another parsec-hosts has held %s for %.0f s", textsafe.Clean(path), lockLimit.Seconds()),
			Fix:  "end the other one if it is stuck, then try again",
			Err:  errLockHeld,
		}
	}
	return nil, fmt.Errorf("%w: %w", errNoLock, err)
}
