package session

import (
	"context"
	"errors"
	"net"
	"strings"
	"testing"
	"time"

	"parsec-hosts/parsecapi"
)

func TestFault26_CreationThatTimesOutIsNotRepeated(t *testing.T) {
	for name, lost := range map[string]error{
		"of the client": &parsecapi.TransportError{Op: parsecapi.OpCreateSession, Kind: parsecapi.KindTimeout},
		"of the caller": context.DeadlineExceeded,
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.fail = creationError(lost, FileKey("key.txt"))
			source := w.open()
			for range 3 {
				w.refused(source, "the service is in trouble (no answer in time): it may have created a session", "try again when it is well")
				w.advance(time.Hour)
			}
			w.wantMade(1)
			w.fail = nil
			source.Retry()
			w.session(source)
			w.wantMade(2)
		})
	}
}

func TestRefusedKeyIsTriedAgainAfterAPause(t *testing.T) {
	w := newWorld(t)
	w.fail = creationError(&parsecapi.APIError{Status: 403, Message: "invalid api key"}, FileKey("key.txt"))
	source := w.open()
	w.refused(source, "the service refused the API key from key.txt (403, invalid api key)", "put a valid API key there, then try again")
	w.advance(pause - time.Second)
	w.refused(source, "the service refused the API key", "valid API key")
	w.wantMade(1)
	w.advance(time.Second)
	w.fail = nil
	w.session(source)
	w.wantMade(2)
}

func TestFault25_KeyWithoutThePermissionToCreate(t *testing.T) {
	err := creationError(&parsecapi.APIError{
		Op: parsecapi.OpCreateSession, Status: 403, Message: "missing permission sessions:create",
	}, FileKey("key.txt"))
	wantSignIn(t, err, "the API key from key.txt may not create sessions (403, missing permission sessions:create)",
		"ask an administrator of your Parsec team")
}

// A running program cannot get another variable, so trying again would be useless advice.
func TestWrongVariableNeedsANewStart(t *testing.T) {
	const restart = "quit, correct PARSEC_HOSTS_API_KEY and start again"
	variable := func(key string) KeySource {
		return EnvironmentKey("PARSEC_HOSTS_API_KEY", parsecapi.NewSecret(key))
	}
	for _, status := range []int{401, 403, 500} {
		err := creationError(&parsecapi.APIError{Op: parsecapi.OpCreateSession, Status: status}, variable(canaryKey))
		wantSignIn(t, err, "", restart)
	}
	_, err := APIKeyOrigin(&keyTaker{}, variable("canary\n"), "anna").Create(t.Context())
	wantSignIn(t, err, "PARSEC_HOSTS_API_KEY", restart)
	_, err = GivenOrigin(parsecapi.NewSecret("canary\n")).Create(t.Context())
	wantSignIn(t, err, "", "quit, correct PARSEC_HOSTS_SESSION_ID and start again")

	err = creationError(&parsecapi.APIError{Op: parsecapi.OpCreateSession, Status: 500}, CommandKey(nil))
	wantSignIn(t, err, "", "is the API key from api_key_command malformed? check it, then try again")
}

// A passing fault of the network is the caller's to wait for: nothing was created.
func TestPassingFaultsAreReturnedAsTheyAre(t *testing.T) {
	for _, passing := range []error{
		&parsecapi.APIError{Op: parsecapi.OpCreateSession, Status: 429},
		&parsecapi.APIError{Op: parsecapi.OpCreateSession, Status: 503},
		&parsecapi.TransportError{Op: parsecapi.OpCreateSession, Kind: parsecapi.KindDNS, Err: &net.DNSError{}},
		&parsecapi.TransportError{Op: parsecapi.OpCreateSession, Kind: parsecapi.KindRefused},
	} {
		w := newWorld(t)
		w.fail = creationError(passing, FileKey("key.txt"))
		source := w.open()
		for range 2 {
			if _, err := source.Session(t.Context()); !errors.Is(err, passing) {
				t.Errorf("error = %v, want %v", err, passing)
			}
		}
		w.wantMade(2)
		w.fail = nil
		w.session(source)
	}
}

func TestClockNoticeIsInPeoplesWords(t *testing.T) {
	for skew, want := range map[time.Duration]string{
		2*time.Minute + 20*time.Second: "2 min",
		72 * time.Hour:                 "3 days",
	} {
		w := newWorld(t)
		w.skew = &skew
		if notice := strings.Join(w.open().Notices(), "; "); !strings.Contains(notice, "clock is "+want+" behind the service's") {
			t.Errorf("%v: %q, want %q", skew, notice, want)
		}
	}
}
