package session

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"parsec-hosts/parsecapi"
)

// keyTaker is a service that keeps the key it was handed.
type keyTaker struct{ key string }

func (k *keyTaker) CreateSession(_ context.Context, key parsecapi.Secret, _ string) (parsecapi.Session, error) {
	k.key = key.Reveal()
	return parsecapi.Session{ID: parsecapi.NewSecret(canaryID)}, nil
}

func keyFileWith(t *testing.T, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAPIKeyComesFromItsPlace(t *testing.T) {
	ring := &fakeKeyring{entries: map[string]string{KeyringService + "api-key:default": canaryKey + "\n"}}
	for name, source := range map[string]KeySource{
		"environment": EnvironmentKey("PARSEC_HOSTS_API_KEY", parsecapi.NewSecret(canaryKey)),
		"command":     CommandKey(self("part:print", canaryKey+"\n", "noise", "0")),
		"file":        FileKey(keyFileWith(t, canaryKey+"\r\n")),
		"keyring":     KeyringKey(ring, "default"),
	} {
		t.Run(name, func(t *testing.T) {
			taker := &keyTaker{}
			if _, err := APIKeyOrigin(taker, source, "anna").Create(t.Context()); err != nil || taker.key != canaryKey {
				t.Errorf("key = %q, %v", taker.key, err)
			}
		})
	}
}

func TestFault14_KeyWithALineEndOrControlCharacterIsRefused(t *testing.T) {
	for name, key := range map[string]string{
		"two lines": canaryKey + "\ncanary", "blank line": canaryKey + "\n\n",
		"escape": "canary\x1b[2J", "NUL": "canary\x00", "nothing": "",
	} {
		t.Run(name, func(t *testing.T) {
			path := keyFileWith(t, key)
			taker := &keyTaker{}
			_, err := APIKeyOrigin(taker, FileKey(path), "anna").Create(t.Context())
			wantSignIn(t, err, path, "on one line")
			if taker.key != "" {
				t.Error("the key was sent all the same")
			}
		})
	}
}

func TestFault07_APIKeyNeverFallsBackFromTheKeyring(t *testing.T) {
	for name, test := range map[string]struct {
		ring      *fakeKeyring
		what, fix string
	}{
		"absent": {&fakeKeyring{err: ErrNoKeyring}, "cannot be used: there is no keyring service", "start its service"},
		"locked": {&fakeKeyring{err: errors.New("failed to unlock correct collection")}, "failed to unlock", "unlock the keyring"},
		"empty":  {&fakeKeyring{}, "holds no API key (service parsec-hosts, user api-key:default)", "store the key"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := KeyringKey(test.ring, "default").Key(t.Context())
			wantSignIn(t, err, test.what, test.fix)
		})
	}
}
