package session

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"time"

	"github.com/zalando/go-keyring"

	"parsec-hosts/internal/textsafe"
)

// KeyringService is the service name of all our entries in the OS keyring.
const KeyringService = "parsec-hosts"

// keyringLimit is how long one call to the keyring may take. A locked keyring with a display asks
// the user, and waits for ever when nobody answers.
const keyringLimit = 3 * time.Second

// Errors of a Keyring.
var (
	ErrNotFound  = keyring.ErrNotFound
	ErrNoKeyring = errors.New("there is no keyring service")

	errKeyringSilent = errors.New("it does not answer")
	errKeyringLies   = errors.New("it does not give back what was stored")
)

// Keyring is a place of the operating system for secrets, each named by a service and a user.
// Get and Delete return ErrNotFound for a secret that is not there.
type Keyring interface {
	Get(service, user string) (string, error)
	Set(service, user, secret string) error
	Delete(service, user string) error
}

// SystemKeyring returns the OS keyring: Secret Service on Linux, Keychain on macOS, Credential
// Manager on Windows.
func SystemKeyring() Keyring {
	return systemKeyring{os.Getenv, filepath.Join("/run/user", strconv.Itoa(os.Getuid()))}
}

type systemKeyring struct {
	getenv     func(string) string
	runtimeDir string // where the D-Bus library looks for the session bus by itself
}

func (k systemKeyring) Get(service, user string) (string, error) {
	if !k.present() {
		return "", ErrNoKeyring
	}
	return keyring.Get(service, user)
}

func (k systemKeyring) Set(service, user, secret string) error {
	if !k.present() {
		return ErrNoKeyring
	}
	return keyring.Set(service, user, secret)
}

func (k systemKeyring) Delete(service, user string) error {
	if !k.present() {
		return ErrNoKeyring
	}
	return keyring.Delete(service, user)
}

// present reports whether a keyring can be asked at all. Without a session bus the D-Bus library
// would start one of its own with dbus-launch, which then outlives us.
func (k systemKeyring) present() bool {
	if runtime.GOOS != "linux" {
		return true
	}
	if address := k.getenv("DBUS_SESSION_BUS_ADDRESS"); address != "" && address != "autolaunch:" {
		return true
	}
	socket, err := os.Stat(filepath.Join(k.runtimeDir, "bus"))
	return err == nil && socket.Mode().Type() == fs.ModeSocket
}

// CheckKeyring asks ring, which may be nil, for a secret that nobody stores there. Nil means that it
// answers, ErrNoKeyring that there is none, and any other error why it cannot be used. It takes 3 s at
// most, also when the keyring waits for somebody to unlock it.
func CheckKeyring(ctx context.Context, ring Keyring) error {
	if ring == nil {
		return ErrNoKeyring
	}
	_, err := newBoundedKeyring(ring).get(ctx, "nobody")
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	return err
}

// boundedKeyring gives each call to a Keyring, which may be nil for none, keyringLimit. Keyring libraries cannot be
// cancelled, so a call that hangs keeps its goroutine; the turn makes sure there is only one.
type boundedKeyring struct {
	ring Keyring
	turn chan struct{}
}

func newBoundedKeyring(ring Keyring) *boundedKeyring {
	return &boundedKeyring{ring: ring, turn: make(chan struct{}, 1)}
}

func (k *boundedKeyring) get(ctx context.Context, user string) (string, error) {
	return k.call(ctx, func() (string, error) { return k.ring.Get(KeyringService, user) })
}

// set stores secret and reads it back: some keyrings report success and store nothing.
func (k *boundedKeyring) set(ctx context.Context, user, secret string) error {
	_, err := k.call(ctx, func() (string, error) { return "", k.ring.Set(KeyringService, user, secret) })
	if err != nil {
		return err
	}
	stored, err := k.get(ctx, user)
	if errors.Is(err, ErrNotFound) || err == nil && stored != secret {
		return errKeyringLies
	}
	return err
}

// delete removes the secret, if it is there at all, and reports whether it was.
func (k *boundedKeyring) delete(ctx context.Context, user string) (found bool, err error) {
	_, err = k.call(ctx, func() (string, error) { return "", k.ring.Delete(KeyringService, user) })
	if errors.Is(err, ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

func (k *boundedKeyring) call(ctx context.Context, ask func() (string, error)) (string, error) {
	if k.ring == nil {
		return "", ErrNoKeyring
	}
	ctx, cancel := context.WithTimeoutCause(ctx, keyringLimit, errKeyringSilent)
	defer cancel()
	select {
	case k.turn <- struct{}{}:
	case <-ctx.Done():
		return "", context.Cause(ctx)
	}
	type reply struct {
		value string
		err   error
	}
	replied := make(chan reply, 1)
	go func() {
		defer func() { <-k.turn }()
		value, err := ask()
		replied <- reply{value, err}
	}()
	select {
	case r := <-replied:
		return r.value, r.err
	case <-ctx.Done():
		return "", context.Cause(ctx)
	}
}

// keyringReason words a keyring's error for a line of text.
func keyringReason(err error) string { return textsafe.Clean(err.Error()) }
