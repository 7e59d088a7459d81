package session

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"parsec-hosts/parsecapi"
)

func TestSessionIsKeptBetweenRuns(t *testing.T) {
	w := newWorld(t)
	newcomer := w.open()
	first := w.session(newcomer)
	if notices := newcomer.Notices(); len(notices) > 0 {
		t.Errorf("notices of a keyring that was never wanted: %q", notices)
	}
	again := w.open()
	second := w.session(again)
	if !second.ID.Equal(first.ID) || !second.ExpiresAt.Equal(first.ExpiresAt) || second.HostPeerID != first.HostPeerID {
		t.Errorf("the second run got another session: %v %v", second.ExpiresAt, second.HostPeerID)
	}
	w.wantMade(1)
	if got := again.Describe(); !got.Session.ID.Equal(first.ID) || got.Place != PlaceFile || got.Path != w.file(sessionFile) || got.Left != w.life {
		t.Errorf("Describe = %v %v %v", got.Place, got.Path, got.Left)
	}
	if notices := again.Notices(); len(notices) > 0 {
		t.Errorf("notices without a reason: %q", notices)
	}
}

func TestStoreHoldsOnlyStableFields(t *testing.T) {
	w := newWorld(t)
	w.session(w.open())
	content, err := os.ReadFile(w.file(sessionFile))
	if err != nil {
		t.Fatal(err)
	}
	var fields struct{ Session map[string]any }
	if err := json.Unmarshal(content, &fields); err != nil {
		t.Fatal(err)
	}
	for name := range fields.Session {
		if !slices.Contains([]string{"id", "expires_at", "host_peer_id", "client_peer_id"}, name) {
			t.Errorf("the store holds %q", name)
		}
	}
	if strings.Contains(string(content), "external-id") {
		t.Errorf("the external ID is stored as it is: %s", content)
	}
}

func TestFault04_DamagedStoreIsSetAside(t *testing.T) {
	whole := `{"version":1,"binding":"x","session":{"id":"y"}}`
	for name, damaged := range map[string]string{
		"truncated": whole[:20], "empty": "", "not JSON": "\x00\x00", "null": "null",
		"other version": strings.Replace(whole, "1", "2", 1), "without id": strings.Replace(whole, "y", "", 1),
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			old := w.session(w.open())
			if err := os.WriteFile(w.file(sessionFile), []byte(damaged), 0o600); err != nil {
				t.Fatal(err)
			}
			source := w.open()
			if got := w.session(source); got.ID.Equal(old.ID) {
				t.Error("the old session came back")
			}
			w.wantNotice(source, "the session file was damaged and is now "+w.file(damagedFile))
			if aside, err := os.ReadFile(w.file(damagedFile)); err != nil || string(aside) != damaged {
				t.Errorf("set aside: %q, %v", aside, err)
			}
			w.session(w.open())
			w.wantMade(2)
		})
	}
}

func TestFault05_StoreOfSomethingElseIsNotUsed(t *testing.T) {
	w := newWorld(t)
	w.session(w.open())
	original := w.opts
	for name, change := range map[string]func(*Options){
		"base URL": func(o *Options) { o.BaseURL = "https://other.test" },
		"profile":  func(o *Options) { o.Profile = "studio" },
		"device":   func(o *Options) { o.Device = "laptop" },
		"user":     func(o *Options) { o.Origin = APIKeyOrigin(&keyTaker{}, FileKey("k"), "boris") },
		"source":   func(o *Options) { o.Origin = CommandOrigin([]string{"canary-external-id"}) },
	} {
		t.Run(name, func(t *testing.T) {
			other := original
			change(&other)
			if bindingOf(other) == bindingOf(original) {
				t.Fatal("it has the same store")
			}
			// Not even a copy of the file is taken for its own.
			content, err := os.ReadFile(w.file(sessionFile))
			if err != nil {
				t.Fatal(err)
			}
			if kept, err := decodeRecord(content, bindingOf(other)); err != nil || !kept.empty() {
				t.Errorf("record = %v, %v; want none", kept, err)
			}
		})
	}
	slash := original
	slash.BaseURL += "/"
	if bindingOf(slash) != bindingOf(original) {
		t.Error("a slash after the base URL makes another store")
	}
	one, two := original, original
	one.Origin, two.Origin = CommandOrigin([]string{"get", "a b"}), CommandOrigin([]string{"get", "a", "b"})
	if bindingOf(one) == bindingOf(two) {
		t.Error("two commands share a store")
	}
}

func TestFault06_FullOrReadOnlyDiskRunsFromMemory(t *testing.T) {
	for _, reason := range []error{syscall.ENOSPC, syscall.EROFS} {
		w := newWorld(t)
		source := w.open()
		source.store.write = func(path string, _ []byte) error {
			return &os.PathError{Op: "write", Path: path, Err: reason}
		}
		first := w.session(source)
		if again := w.session(source); !again.ID.Equal(first.ID) {
			t.Error("the session was not kept in memory")
		}
		w.wantMade(1)
		w.wantNotice(source, "the session is kept in memory only: "+reason.Error())
		if place := source.Describe().Place; place != PlaceMemory {
			t.Errorf("place = %q", place)
		}
		if _, err := os.Stat(w.file(sessionFile)); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("something was written: %v", err)
		}
	}
}

func TestFault06_FolderThatCannotBeMadeRunsFromMemory(t *testing.T) {
	w := newWorld(t)
	blocker := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(blocker, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	w.opts.Dir = filepath.Join(blocker, "state")
	source := w.open()
	w.session(source)
	w.session(source)
	w.wantMade(1)
	w.wantNotice(source, "cannot write to "+w.opts.Dir)
	w.wantNotice(source, "the session is kept in memory only")

	// In memory too, a replacement that is refused is the last one.
	second, err := w.replace(source, w.session(source))
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.replace(source, second)
	w.signIn(err, "the service refuses new sessions too", "try again")
	w.wantMade(2)
}

func TestForgetLeavesNothing(t *testing.T) {
	w := newWorld(t).withKeyring()
	source := w.open()
	w.session(source)
	if _, err := source.Forget(t.Context()); err != nil {
		t.Fatal(err)
	}
	if len(w.ring.entries) > 0 {
		t.Errorf("the keyring still holds %d entries", len(w.ring.entries))
	}
	left, err := os.ReadDir(w.opts.Dir)
	if err != nil || len(left) != 1 || !strings.HasSuffix(left[0].Name(), lockFile) {
		t.Errorf("left behind: %v, %v", left, err)
	}
	w.session(source)
	w.wantMade(2)
}

func TestGivenSessionIsNeitherStoredNorReplaced(t *testing.T) {
	w := newWorld(t)
	w.opts.Origin = GivenOrigin(parsecapi.NewSecret(canaryID))
	w.opts.Dir = filepath.Join(t.TempDir(), "untouched")
	source := w.open()
	given := w.session(source)
	if given.ID.Reveal() != canaryID {
		t.Error("the given session is not used")
	}
	_, err := w.replace(source, given)
	w.signIn(err, "the service refused the session ID given in the environment", "PARSEC_HOSTS_SESSION_ID")
	if _, err := os.Stat(w.opts.Dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a given session touched the disk: %v", err)
	}
	for _, unusable := range []string{"", "canary\n", "canary canary"} {
		w.opts.Origin = GivenOrigin(parsecapi.NewSecret(unusable))
		w.refused(w.open(), "the session ID given in the environment cannot be used", "PARSEC_HOSTS_SESSION_ID")
	}
}

func TestOpenWantsWhatItNeeds(t *testing.T) {
	for _, o := range []Options{{}, {Origin: &world{}, BaseURL: "x"}, {Origin: &world{}, Dir: "x"}} {
		if _, err := Open(o); err == nil {
			t.Errorf("Open(%v) succeeded", o)
		}
	}
}
