package session

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/zalando/go-keyring"

	"parsec-hosts/internal/canary"
	"parsec-hosts/parsecapi"
)

func TestStoredKeyIsFoundByItsProfile(t *testing.T) {
	ring := &fakeKeyring{entries: map[string]string{}}
	key := parsecapi.NewSecret(canaryKey)
	if err := StoreKey(t.Context(), ring, "studio", key); err != nil {
		t.Fatal(err)
	}
	got, err := KeyringKey(ring, "studio").Key(t.Context())
	if err != nil || !got.Equal(key) {
		t.Errorf("another key is found, %v", err)
	}
	_, err = KeyringKey(ring, "default").Key(t.Context())
	wantSignIn(t, err, "holds no API key", "auth set-key")
	for _, there := range []bool{true, false} {
		if found, err := ForgetKey(t.Context(), ring, "studio"); err != nil || found != there {
			t.Errorf("found = %v, want %v, %v", found, there, err)
		}
	}
}

func wantKeyringError(t *testing.T, err error, what, fix string) {
	t.Helper()
	var refusal *KeyringError
	if !errors.As(err, &refusal) || !strings.Contains(refusal.Error(), what) || !strings.Contains(refusal.Remedy(), fix) {
		t.Fatalf("error = %+v, want %q and %q", err, what, fix)
	}
	canary.Error(t, err, anySecret)
	canary.Value(t, "the remedy", refusal.Remedy(), anySecret)
}

func TestKeyThatCannotBeStoredIsAnError(t *testing.T) {
	for name, test := range map[string]struct {
		ring      Keyring
		what, fix string
	}{
		"none":      {nil, "there is no keyring service", "start its service"},
		"absent":    {&fakeKeyring{err: ErrNoKeyring}, "there is no keyring service", "start its service"},
		"locked":    {&fakeKeyring{err: errLocked}, "failed to unlock", "unlock it"},
		"too small": {&fakeKeyring{setErr: keyring.ErrSetDataTooBig}, "too big", "api_key_file"},
		"lying":     {&fakeKeyring{entries: map[string]string{}, lies: true}, "does not give back", "api_key_command"},
	} {
		t.Run(name, func(t *testing.T) {
			err := StoreKey(t.Context(), test.ring, "default", parsecapi.NewSecret(canaryKey))
			wantKeyringError(t, err, test.what, test.fix)
			if ring, ok := test.ring.(*fakeKeyring); ok && len(ring.entries) > 0 {
				t.Error("what the keyring stored instead is still there")
			}
		})
	}
}

func TestKeyThatCannotBeRemovedIsAnError(t *testing.T) {
	_, err := ForgetKey(t.Context(), nil, "default")
	wantKeyringError(t, err, "no API key was removed", "start its service")
	_, err = ForgetKey(t.Context(), &fakeKeyring{err: errLocked}, "default")
	wantKeyringError(t, err, "failed to unlock", "unlock it")
}

func TestFault09_KeyringThatIsSilentStoresNoKey(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ring := &fakeKeyring{silent: make(chan struct{}), entries: map[string]string{}}
		defer close(ring.silent)
		err := StoreKey(t.Context(), ring, "default", parsecapi.NewSecret(canaryKey))
		wantKeyringError(t, err, "does not answer", "unlock it")
	})
}

func TestHandedOverKeyLosesItsLineEndOnly(t *testing.T) {
	for _, content := range []string{canaryKey, canaryKey + "\n", canaryKey + "\r\n"} {
		if key, err := ParseKey([]byte(content)); err != nil || key.Reveal() != canaryKey {
			t.Errorf("%q is not taken: %v", content, err)
		}
	}
	for _, content := range []string{"", "\n", canaryKey + "\n\n", canaryKey + "\ncanary", " " + canaryKey, canaryKey + "\x00"} {
		if _, err := ParseKey([]byte(content)); err == nil || strings.Contains(err.Error(), "canary") {
			t.Errorf("%q: error %v", content, err)
		}
	}
}

// countedKey counts how often it is fetched.
type countedKey struct{ fetched int }

func (k *countedKey) String() string { return "a counter" }

func (k *countedKey) Key(context.Context) (parsecapi.Secret, error) {
	k.fetched++
	return parsecapi.NewSecret(canaryKey), nil
}

func TestCheckedKeyIsNotFetchedAgainForTheNextSession(t *testing.T) {
	w := newWorld(t)
	key := &countedKey{}
	w.opts.Origin = APIKeyOrigin(&keyTaker{}, key, "anna")
	source := w.open()
	if err := source.CheckKey(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.session(source)
	if key.fetched != 1 {
		t.Errorf("the key was fetched %d times, want once", key.fetched)
	}
	if _, err := source.Renew(t.Context()); err != nil || key.fetched != 2 {
		t.Errorf("the key was kept: fetched %d times, %v", key.fetched, err)
	}
}

func TestCheckKeySaysWhatIsWrongWithTheKey(t *testing.T) {
	w := newWorld(t)
	w.opts.Origin = APIKeyOrigin(&keyTaker{}, EnvironmentKey("PARSEC_HOSTS_API_KEY", parsecapi.NewSecret("canary\n\n")), "anna")
	w.signIn(w.open().CheckKey(t.Context()), "(from PARSEC_HOSTS_API_KEY)", "PARSEC_HOSTS_API_KEY")
	w.opts.Origin = CommandOrigin([]string{"none"})
	if err := w.open().CheckKey(t.Context()); err != nil {
		t.Errorf("a session_command needs no key: %v", err)
	}
}
