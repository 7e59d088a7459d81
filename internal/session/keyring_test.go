package session

import (
	"errors"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/zalando/go-keyring"
)

var errLocked = errors.New("failed to unlock correct collection '/org/freedesktop/secrets/aliases/default'")

func TestKeyringIsPreferred(t *testing.T) {
	w := newWorld(t).withKeyring()
	first := w.open()
	w.session(first)
	if place := first.Describe().Place; place != PlaceKeyring {
		t.Errorf("place = %q", place)
	}
	if notices := first.Notices(); len(notices) > 0 {
		t.Errorf("notices without a reason: %q", notices)
	}
	w.session(w.open())
	w.wantMade(1)
	if _, err := os.Stat(w.file(sessionFile)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the session is in a file too: %v", err)
	}
}

// Rows 7 to 10: whatever is wrong with the keyring at first, the session goes to a file, visibly,
// and stays there.
func TestFault07_KeyringThatCannotBeUsedGivesWayToAFile(t *testing.T) {
	for name, test := range map[string]struct {
		err, setErr error
		notice      string
	}{
		"absent":    {ErrNoKeyring, nil, "there is no keyring service"},
		"locked":    {errLocked, nil, "failed to unlock"},
		"too small": {nil, keyring.ErrSetDataTooBig, "too big"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t).withKeyring()
			w.ring.err, w.ring.setErr = test.err, test.setErr
			source := w.open()
			w.session(source)
			notices := source.Notices()
			if len(notices) != 1 {
				t.Errorf("notices = %q, want all in one", notices)
			}
			w.wantNotice(source, "the session is kept in a file that only you can read, not in the OS keyring (")
			w.wantNotice(source, test.notice)
			w.wantNotice(source, "): "+w.file(sessionFile))

			w.ring.err, w.ring.setErr = nil, nil
			asked := w.ring.calls.Load()
			later := w.open()
			w.session(later)
			w.wantMade(1)
			w.advance(w.life)
			w.session(later)
			w.wantMade(2)
			if notices := later.Notices(); len(notices) > 0 {
				t.Errorf("a later run tells the same again: %q", notices)
			}
			if w.ring.calls.Load() != asked {
				t.Error("a later run asked the keyring, which may have to be unlocked first")
			}
		})
	}
}

func TestFault08_KeyringLostAfterFirstUseIsASignInState(t *testing.T) {
	for _, lost := range []error{ErrNoKeyring, errLocked} {
		w := newWorld(t).withKeyring()
		w.session(w.open())
		w.ring.err = lost
		source := w.open()
		w.refused(source, "the session is in the OS keyring, which cannot be used: "+lost.Error(), "unlock the keyring")
		w.wantMade(1)
		w.ring.err = nil
		w.session(source)
		w.wantMade(1)
		w.opts.Keyring = nil
		w.refused(w.open(), "the session is in the OS keyring, which cannot be used", w.file(placeFact))
	}
}

func TestFault09_KeyringPromptNeverAnswered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t).withKeyring()
		w.ring.silent = make(chan struct{})
		defer close(w.ring.silent)
		source, began := w.open(), time.Now()
		w.session(source)
		if waited := time.Since(began); waited != 3*time.Second {
			t.Errorf("waited %v for the keyring, want 3 s", waited)
		}
		w.wantNotice(source, "not in the OS keyring (it does not answer)")
		w.wantNotice(source, w.file(sessionFile))
	})
}

func TestFault09_KeyringSilentAfterFirstUse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t).withKeyring()
		w.session(w.open())
		w.ring.silent = make(chan struct{})
		source := w.open()
		for range 3 {
			w.refused(source, "which cannot be used: it does not answer", "unlock the keyring")
		}
		if calls := w.ring.calls.Load(); calls != 4 {
			t.Errorf("the silent keyring was asked %d times, want once", calls-3)
		}
		close(w.ring.silent)
		synctest.Wait()
		w.session(source)
		w.wantMade(1)
	})
}

func TestFault10_KeyringThatDoesNotGiveBackGivesWayToAFile(t *testing.T) {
	w := newWorld(t).withKeyring()
	w.ring.lies = true
	source := w.open()
	w.session(source)
	w.wantNotice(source, "it does not give back what was stored")
	w.wantNotice(source, w.file(sessionFile))
	if len(w.ring.entries) > 0 {
		t.Error("what the keyring stored instead is still there")
	}
	w.session(w.open())
	w.wantMade(1)
}

func TestDamagedEntryOfTheKeyringIsReplaced(t *testing.T) {
	w := newWorld(t).withKeyring()
	w.session(w.open())
	for entry := range w.ring.entries {
		w.ring.entries[entry] = `{"version":1`
	}
	source := w.open()
	w.session(source)
	w.wantNotice(source, "the session in the OS keyring was damaged")
	w.session(w.open())
	w.wantMade(2)
}

func TestSessionAlreadyInTheKeyringIsAdopted(t *testing.T) {
	w := newWorld(t).withKeyring()
	w.session(w.open())
	if err := os.RemoveAll(w.opts.Dir); err != nil {
		t.Fatal(err)
	}
	w.session(w.open())
	w.wantMade(1)
	w.ring.err = errLocked
	w.refused(w.open(), "the session is in the OS keyring", "unlock")
}

func TestFault07_WithoutASessionBusTheLibraryIsNotCalled(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux reaches its keyring through D-Bus")
	}
	// A dbus-launch that leaves a trace stands where the library would find it.
	bin, trace := t.TempDir(), filepath.Join(t.TempDir(), "trace")
	script := "#!/bin/sh\ntouch " + trace + "\nexit 1\n"
	if err := os.WriteFile(filepath.Join(bin, "dbus-launch"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin+":"+os.Getenv("PATH"))
	for _, address := range []string{"", "autolaunch:"} {
		t.Setenv("DBUS_SESSION_BUS_ADDRESS", address)
		ring := systemKeyring{os.Getenv, t.TempDir()}
		_, getErr := ring.Get("a", "b")
		if setErr, deleteErr := ring.Set("a", "b", "c"), ring.Delete("a", "b"); getErr != ErrNoKeyring || setErr != ErrNoKeyring || deleteErr != ErrNoKeyring {
			t.Errorf("errors = %v, %v, %v", getErr, setErr, deleteErr)
		}
	}
	if _, err := os.Stat(trace); err == nil {
		t.Error("dbus-launch was started")
	}
}

func TestSessionBusIsFound(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux reaches its keyring through D-Bus")
	}
	dir, err := os.MkdirTemp("", "bus") // t.TempDir would be too long for a socket.
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	noAddress := func(string) string { return "" }
	if (systemKeyring{noAddress, dir}).present() {
		t.Error("a bus was found where there is none")
	}
	socket, err := net.Listen("unix", filepath.Join(dir, "bus"))
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close()
	if !(systemKeyring{noAddress, dir}).present() {
		t.Error("the bus was not found by its socket")
	}
	byAddress := func(name string) string {
		return map[string]string{"DBUS_SESSION_BUS_ADDRESS": "unix:path=/x"}[name]
	}
	if !(systemKeyring{byAddress, strings.Repeat("x", 10)}).present() {
		t.Error("the bus was not found by its address")
	}
}

func TestCheckKeyringTellsWhetherItCanBeUsed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		silent := make(chan struct{})
		defer close(silent)
		for name, test := range map[string]struct {
			ring Keyring
			want error
		}{
			"none":           {nil, ErrNoKeyring},
			"unlocked":       {&fakeKeyring{}, nil},
			"locked":         {&fakeKeyring{err: errLocked}, errLocked},
			"without answer": {&fakeKeyring{silent: silent}, errKeyringSilent},
		} {
			if err := CheckKeyring(t.Context(), test.ring); !errors.Is(err, test.want) {
				t.Errorf("%s: error is %v, want %v", name, err, test.want)
			}
		}
	})
}
