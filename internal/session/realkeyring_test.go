//go:build linux

package session

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"parsec-hosts/internal/canary"
)

func init() { parts["part:silent"] = partSilent }

// partSilent takes the keyring's name on the bus, answers nothing, and is killed with the bus.
func partSilent([]string) int {
	conn, err := dbus.ConnectSessionBus(dbus.WithHandler(silence{}))
	if err != nil {
		return fail(err)
	}
	if _, err := conn.RequestName("org.freedesktop.secrets", 0); err != nil {
		return fail(err)
	}
	<-conn.Context().Done()
	return 0
}

// silence is like a question on a screen that nobody looks at.
type silence struct{}

func (silence) LookupObject(dbus.ObjectPath) (dbus.ServerObject, bool) { select {} }

// realKeyring is a gnome-keyring of its own, which keeps what it is given between runs.
type realKeyring struct {
	t    *testing.T
	api  *service
	home string
}

func newRealKeyring(t *testing.T) *realKeyring {
	t.Helper()
	for _, program := range []string{"dbus-run-session", "gnome-keyring-daemon", "dbus-send"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("%s is not installed", program)
		}
	}
	return &realKeyring{t: t, api: newService(t), home: t.TempDir()}
}

// How the keyring's service can be when the program asks.
const (
	awaited = `
for attempt in $(seq 1000); do
	dbus-send --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets |
		grep -q true && break
done
exec "$@"`
	unlocked = `printf 'testpass\n' | gnome-keyring-daemon --unlock --components=secrets --daemonize >/dev/null` + awaited
	locked   = `gnome-keyring-daemon --start --components=secrets --daemonize >/dev/null` + awaited
	silent   = `"$1" part:silent & ` + awaited
	absent   = `exec "$@"`
	busless  = `unset DBUS_SESSION_BUS_ADDRESS; exec "$@"`
)

// run has a program with the named state folder ask for a session, and returns what it said.
func (k *realKeyring) run(state, how string) string {
	k.t.Helper()
	argv := append([]string{"--", "sh", "-c", how, "sh"}, self("part:keyring", filepath.Join(k.home, state), k.api.URL)...)
	cmd := exec.Command("dbus-run-session", argv...)
	cmd.Env = append(os.Environ(), "HOME="+k.home, "XDG_DATA_HOME="+k.home, "XDG_RUNTIME_DIR="+k.home, "DISPLAY=", "WAYLAND_DISPLAY=")
	cmd.WaitDelay = 10 * time.Second
	output, err := cmd.CombinedOutput()
	canary.Search(k.t, "the output", output, anySecret)
	if err != nil && !errors.Is(err, exec.ErrWaitDelay) {
		return err.Error() + ": " + string(output)
	}
	return string(output)
}

// expect runs and wants these words.
func (k *realKeyring) expect(state, how string, words ...string) {
	k.t.Helper()
	said := k.run(state, how)
	for _, want := range words {
		if !strings.Contains(said, want) {
			k.t.Errorf("%s, said %s\nwant %s", state, said, want)
		}
	}
}

func (k *realKeyring) expectCreated(n int32) {
	k.t.Helper()
	if posts := k.api.posts.Load(); posts != n {
		k.t.Errorf("%d sessions were created, want %d", posts, n)
	}
}

const outOfReach = "the session is in the OS keyring, which cannot be used"

func TestFault07_RealKeyringIsUsedAndMissedWhenLost(t *testing.T) {
	t.Parallel()
	k := newRealKeyring(t)
	for range 2 {
		k.expect("kept", unlocked, "place: the OS keyring", "notices: []")
	}
	k.expectCreated(1)
	k.expect("kept", absent, outOfReach)
	k.expectCreated(1)
	k.expect("new", busless, "place: "+filepath.Join(k.home, "new"), "not in the OS keyring")
	k.expectCreated(2)
}

func TestFault08_RealKeyringThatIsLocked(t *testing.T) {
	t.Parallel()
	k := newRealKeyring(t)
	k.expect("kept", unlocked, "place: the OS keyring")
	k.expect("kept", locked, outOfReach, "unlock")
	k.expectCreated(1)
	k.expect("new", locked, "place: "+filepath.Join(k.home, "new"), "not in the OS keyring", "unlock")
	k.expectCreated(2)
}

func TestFault09_RealBusWhoseKeyringIsSilent(t *testing.T) {
	t.Parallel()
	k := newRealKeyring(t)
	k.expect("kept", unlocked, "place: the OS keyring")
	began := time.Now()
	k.expect("kept", silent, outOfReach+": it does not answer")
	k.expectCreated(1)
	if took := time.Since(began); took < 3*time.Second {
		t.Errorf("given up after %v", took)
	}
	k.expect("new", silent, fmt.Sprintf("place: %s", filepath.Join(k.home, "new")), "(it does not answer)")
	k.expectCreated(2)
}
