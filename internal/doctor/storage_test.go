package doctor

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"parsec-hosts/internal/session"
)

// ring is a keyring that always says the same.
type ring struct{ err error }

func (r ring) Get(string, string) (string, error) { return "", r.err }
func (r ring) Set(string, string, string) error   { return r.err }
func (r ring) Delete(string, string) error        { return r.err }

func TestKeyringThatCannotBeUsed(t *testing.T) {
	locked := errors.New("it is locked")
	for name, test := range map[string]struct {
		storage Storage
		status  Status
		words   string
	}{
		"usable":     {Storage{Keyring: ring{session.ErrNotFound}}, OK, "answers"},
		"absent":     {Storage{}, OK, "in a file that only you can read"},
		"locked":     {Storage{Keyring: ring{locked}}, Warn, "it is locked"},
		"but needed": {Storage{Keyring: ring{locked}, NeedsRing: true}, Fail, "the API key is in the OS keyring"},
		"gone":       {Storage{NeedsRing: true}, Fail, "there is no keyring service"},
	} {
		t.Run(name, func(t *testing.T) {
			test.storage.StateDir = t.TempDir()
			want(t, test.storage.Secrets(t.Context()), "keyring", test.status, test.words)
		})
	}
}

func TestStateFolderThatOthersCanEnter(t *testing.T) {
	needsModes(t)
	dir := t.TempDir()
	for mode, status := range map[os.FileMode]Status{0o700: OK, 0o755: Warn, 0o777: Fail} {
		if err := os.Chmod(dir, mode); err != nil {
			t.Fatal(err)
		}
		check := want(t, Storage{StateDir: dir}.Secrets(t.Context()), "state folder", status, dir)
		if status != OK {
			want(t, []Check{check}, "state folder", status, "chmod 700")
		}
	}
	want(t, Storage{StateDir: filepath.Join(dir, "none")}.Secrets(t.Context()), "state folder", OK, "not there yet")
	file := put(t, filepath.Join(t.TempDir(), "file"), "", 0o600)
	want(t, Storage{StateDir: file}.Secrets(t.Context()), "state folder", Fail, "is no folder")
}

func TestFilesWithSecretsThatOthersCanRead(t *testing.T) {
	needsModes(t)
	dir := t.TempDir()
	kept := put(t, filepath.Join(dir, "session-1.json"), "CANARY", 0o600)
	key := put(t, filepath.Join(dir, "key"), "CANARY", 0o600)
	s := Storage{StateDir: dir, APIKeyFile: key}
	want(t, s.Secrets(t.Context()), "session files", OK, "1, readable for you alone")
	want(t, s.Secrets(t.Context()), "api_key_file", OK)

	put(t, kept, "CANARY", 0o644)
	put(t, key, "CANARY", 0o640)
	want(t, s.Secrets(t.Context()), "session file", Fail, "mode 0644", "chmod 600")
	want(t, s.Secrets(t.Context()), "api_key_file", Fail, "mode 0640", "chmod 600")

	s.APIKeyFile = filepath.Join(dir, "none")
	want(t, s.Secrets(t.Context()), "api_key_file", Fail, "is not there", "create it")
}

func TestSecretsInTheEnvironmentAreWorthKnowing(t *testing.T) {
	s := Storage{StateDir: t.TempDir(), Variables: []string{"PARSEC_HOSTS_BASE_URL", "PARSEC_HOSTS_API_KEY"}}
	want(t, s.Secrets(t.Context()), "environment", Warn, "PARSEC_HOSTS_API_KEY holds an API key", "session_command")
	s.Variables = []string{"PARSEC_HOSTS_SESSION_ID"}
	want(t, s.Secrets(t.Context()), "environment", Warn, "PARSEC_HOSTS_SESSION_ID holds a session")
	s.Variables = []string{"PARSEC_HOSTS_BASE_URL"}
	none(t, s.Secrets(t.Context()), "environment")
}
