package session

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gofrs/flock"
)

const crowd = 16

// together starts a crowd of one part, lets all of them go at once and returns their last lines.
func together(t *testing.T, argv []string) []string {
	t.Helper()
	processes := make([]*process, crowd)
	for i := range processes {
		processes[i] = startPart(t, argv)
	}
	for _, p := range processes {
		_ = p.stdin.Close()
	}
	lines := make([]string, crowd)
	for i, p := range processes {
		lines[i] = p.line(t)
	}
	return lines
}

func wantAll(t *testing.T, lines []string, want string) {
	t.Helper()
	for i, line := range lines {
		if line != want {
			t.Errorf("process %d has session %q, want %q", i, line, want)
		}
	}
}

func TestFault15_SixteenColdStartsCreateOneSession(t *testing.T) {
	api, dir := newService(t), filepath.Join(t.TempDir(), "state")
	wantAll(t, together(t, self("part:cold", dir, api.URL)), canaryID+"-1")
	if posts := api.posts.Load(); posts != 1 {
		t.Errorf("%d sessions were created, want 1", posts)
	}
}

func TestFault24_SixteenRefusalsAtOnceCreateOneSession(t *testing.T) {
	api, dir := newService(t), filepath.Join(t.TempDir(), "state")
	wantAll(t, together(t, self("part:refused", dir, api.URL)), canaryID+"-2")
	if posts := api.posts.Load(); posts != 2 {
		t.Errorf("%d sessions were created, want the first and one replacement", posts)
	}
}

func TestFault16_LockOfAKilledHolderIsFree(t *testing.T) {
	api, dir := newService(t), filepath.Join(t.TempDir(), "state")
	holder := startPart(t, self("part:holder", dir, api.URL))
	source, err := openAgainst(dir, api.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	if free, err := flock.New(source.store.path(lockFile)).TryLock(); free || err != nil {
		t.Fatalf("the lock is not held: %v", err)
	}
	got := make(chan error, 1)
	go func() {
		_, err := source.Session(context.Background())
		got <- err
	}()
	if err := holder.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := <-got; err != nil {
		t.Errorf("Session: %v", err)
	}
}

func TestFault17_LockHolderThatIsStuck(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		source := w.open()
		unlock, err := source.store.lock(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		w.refused(source, "another parsec-hosts has held "+w.file(lockFile)+" for 40 s", "end the other one")
		if waited := time.Since(began); waited != 40*time.Second {
			t.Errorf("waited %v, want 40 s", waited)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := source.Session(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("error = %v, want the caller's own deadline", err)
		}
		unlock()
		w.session(source)
		w.wantMade(1)
	})
}

func TestFault07_RealKeyringIsUsedAndMissedWhenLost(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("gnome-keyring is a keyring of Linux")
	}
	for _, program := range []string{"dbus-run-session", "gnome-keyring-daemon", "dbus-send"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("%s is not installed", program)
		}
	}
	api, home := newService(t), t.TempDir()
	dir := filepath.Join(home, "state")
	const unlocked = `printf 'testpass\n' | gnome-keyring-daemon --unlock --components=secrets --daemonize >/dev/null
for attempt in $(seq 1000); do
	dbus-send --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets |
		grep -q true && break
done
exec "$@"`
	run := func(script string) string {
		t.Helper()
		argv := append([]string{"--", "sh", "-c", script, "sh"}, self("part:keyring", dir, api.URL)...)
		cmd := exec.Command("dbus-run-session", argv...)
		cmd.Env = append(os.Environ(), "HOME="+home, "XDG_DATA_HOME="+home, "XDG_RUNTIME_DIR="+home, "DISPLAY=", "WAYLAND_DISPLAY=")
		cmd.WaitDelay = 10 * time.Second
		output, err := cmd.CombinedOutput()
		if err != nil && !errors.Is(err, exec.ErrWaitDelay) {
			return err.Error() + ": " + string(output)
		}
		return string(output)
	}

	for range 2 {
		if seen := run(unlocked); !strings.Contains(seen, "place: the OS keyring") || !strings.Contains(seen, "notices: []") {
			t.Fatalf("with an unlocked keyring: %s", seen)
		}
	}
	if posts := api.posts.Load(); posts != 1 {
		t.Errorf("%d sessions were created, want 1 for both runs", posts)
	}
	// A bus without a keyring service: the session is out of reach now.
	if seen := run(`exec "$@"`); !strings.Contains(seen, "the session is in the OS keyring, which cannot be used") {
		t.Errorf("with the keyring gone: %s", seen)
	}
	if posts := api.posts.Load(); posts != 1 {
		t.Errorf("%d sessions were created, want still 1", posts)
	}
	// Without any bus and with a new folder, it is kept in a file.
	dir = filepath.Join(home, "other")
	seen := run(`unset DBUS_SESSION_BUS_ADDRESS; exec "$@"`)
	if !strings.Contains(seen, "place: "+dir) || !strings.Contains(seen, "not in the OS keyring") {
		t.Errorf("without a bus: %s", seen)
	}
}
