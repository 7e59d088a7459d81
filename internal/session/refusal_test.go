package session

import (
	"context"
	"errors"
	"net/http"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"parsec-hosts/parsecapi"
)

const noHosts = `{"data":[],"has_more":false}`

// hostsClient asks api for hosts with the session of source.
func hostsClient(t *testing.T, api *service, source *Source) *parsecapi.Client {
	t.Helper()
	client, err := parsecapi.New(parsecapi.WithBaseURL(api.URL), parsecapi.WithSessionSource(source),
		parsecapi.WithRoute(parsecapi.RouteHosts))
	if err != nil {
		t.Fatal(err)
	}
	return client
}

func openSource(t *testing.T, api *service, dir string) *Source {
	t.Helper()
	source, err := openAgainst(dir, api.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	return source
}

func TestFault22_OneRefusalRenewsOnceAndRetriesOnce(t *testing.T) {
	api, gets := newService(t), atomic.Int32{}
	api.hosts = func(bearer string) (int, string) {
		gets.Add(1)
		if bearer == canaryID+"-1" {
			return http.StatusUnauthorized, `{"error":"expired"}`
		}
		return http.StatusOK, noHosts
	}
	page, err := hostsClient(t, api, openSource(t, api, t.TempDir())).Hosts(t.Context())
	if err != nil || page.Session.ID.Reveal() != canaryID+"-2" {
		t.Errorf("Hosts: %v", err)
	}
	if posts := api.posts.Load(); posts != 2 || gets.Load() != 2 {
		t.Errorf("%d creations and %d requests for hosts, want 2 and 2", posts, gets.Load())
	}
}

func TestFault23_SessionsAlwaysRefusedEndInASignInState(t *testing.T) {
	api, dir := newService(t), t.TempDir()
	api.hosts = func(string) (int, string) { return http.StatusUnauthorized, `{"error":"no"}` }
	source := openSource(t, api, dir)
	client := hostsClient(t, api, source)
	var err error
	for range 5 {
		_, err = client.Hosts(t.Context())
	}
	wantSignIn(t, err, "signing in failed: the service refuses new sessions too", "try again")
	if posts := api.posts.Load(); posts != 2 {
		t.Errorf("%d sessions were created, want the first and one replacement", posts)
	}
	_, err = hostsClient(t, api, openSource(t, api, dir)).Hosts(t.Context())
	wantSignIn(t, err, "signing in failed", "try again")
	if posts := api.posts.Load(); posts != 2 {
		t.Errorf("another program created %d sessions more", posts-2)
	}
	source.Retry()
	for range 3 {
		_, err = client.Hosts(t.Context())
	}
	wantSignIn(t, err, "signing in failed", "try again")
	if posts := api.posts.Load(); posts != 3 {
		t.Errorf("%d sessions were created, want one more for the key press", posts)
	}
}

func TestFault23_RefusedReplacementBlocksForTenMinutes(t *testing.T) {
	w := newWorld(t)
	source := w.open()
	second, err := w.replace(source, w.session(source))
	if err != nil {
		t.Fatal(err)
	}
	w.advance(pause - time.Second)
	_, err = w.replace(source, second)
	w.signIn(err, "the service refuses new sessions too", "check base_url")

	// Here until a key is pressed, in other programs for ten minutes.
	w.advance(pause - time.Second)
	w.refused(source, "the service refuses new sessions too", "try again")
	other := w.open()
	_, err = w.replace(other, second)
	w.signIn(err, "signing in failed at ", "wait 1 min")
	w.wantMade(2)
	w.advance(time.Second)
	third, err := w.replace(other, second)
	if err != nil {
		t.Fatalf("after the pause: %v", err)
	}
	w.wantMade(3)

	// What the other one got is as good here, without a key.
	if got := w.session(source); !got.ID.Equal(third.ID) {
		t.Error("the session of the other program was not adopted")
	}
	w.session(w.open())
	w.wantMade(3)
}

func TestFault23_RetryLetsTheUserTryAtOnce(t *testing.T) {
	w := newWorld(t)
	source := w.open()
	second, _ := w.replace(source, w.session(source))
	_, _ = w.replace(source, second)
	other := w.open()
	_, err := w.replace(other, second)
	w.signIn(err, "signing in failed", "")
	w.wantMade(2)

	other.Retry()
	third := w.session(other)
	w.wantMade(3)
	_, err = w.replace(other, third)
	w.signIn(err, "the service refuses new sessions too", "")
	w.wantMade(3)
}

func TestFault23_SuccessEndsThePauseOfOtherPrograms(t *testing.T) {
	w := newWorld(t)
	source := w.open()
	second, _ := w.replace(source, w.session(source))
	_, err := w.replace(source, second)
	w.signIn(err, "signing in failed", "")
	w.life = 2 * time.Minute
	source.Retry()
	w.session(source)
	w.advance(w.life)
	w.session(w.open())
	w.wantMade(4)
}

func TestFault23_InterruptedReplacementIsNotForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		source := w.open()
		second, _ := w.replace(source, w.session(source))
		unlock, err := w.open().store.lock(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := source.Replace(ctx, second, nil); !errors.Is(err, context.DeadlineExceeded) {
			t.Fatalf("error = %v, want the caller's deadline", err)
		}
		unlock()
		_, err = w.replace(source, second)
		w.signIn(err, "the service refuses new sessions too", "")
		w.wantMade(2)
	})
}

func TestReplacementThatWorkedForLongMayBeReplacedAgain(t *testing.T) {
	w := newWorld(t)
	source := w.open()
	latest := w.session(source)
	for range 3 {
		var err error
		if latest, err = w.replace(source, latest); err != nil {
			t.Fatal(err)
		}
		w.advance(pause)
	}
	w.wantMade(4)
}

func TestRetryWithoutNeedChangesNothing(t *testing.T) {
	w := newWorld(t)
	source := w.open()
	first := w.session(source)
	source.Retry()
	second, err := w.replace(source, first)
	if err != nil {
		t.Fatal(err)
	}
	source.Retry()
	_, err = w.replace(source, second)
	w.signIn(err, "the service refuses new sessions too", "")
}

func TestFault24_SessionRenewedByAnotherProgramIsAdopted(t *testing.T) {
	w := newWorld(t)
	one, two := w.open(), w.open()
	first := w.session(one)
	w.session(two)
	renewed, err := w.replace(one, first)
	if err != nil {
		t.Fatal(err)
	}
	adopted, err := w.replace(two, first)
	if err != nil || !adopted.ID.Equal(renewed.ID) {
		t.Errorf("the other program's session was not adopted: %v", err)
	}
	w.wantMade(2)
}

func TestFault25_MissingPermissionIsNotARenewal(t *testing.T) {
	api := newService(t)
	api.hosts = func(string) (int, string) {
		return http.StatusForbidden, `{"error":"missing permission hosts:list"}`
	}
	client := hostsClient(t, api, openSource(t, api, t.TempDir()))
	for range 3 {
		if _, err := client.Hosts(t.Context()); !parsecapi.IsForbidden(err) {
			t.Errorf("error = %v, want the permission named", err)
		}
	}
	if posts := api.posts.Load(); posts != 1 {
		t.Errorf("%d sessions were created, want 1", posts)
	}
}

func TestFault26_CreationOfUnknownOutcomeIsNotRepeated(t *testing.T) {
	answer := func(status int, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			_, _ = w.Write([]byte(body))
		}
	}
	for name, test := range map[string]struct {
		create    http.HandlerFunc
		what, fix string
	}{
		"500":          {answer(500, `{"message":"Internal Server Error"}`), "the service answered 500, Internal Server Error", "is the API key from PARSEC_HOSTS_API_KEY malformed? quit, correct PARSEC_HOSTS_API_KEY and start again"},
		"502 page":     {answer(502, "<html>bad gateway \x1b]0;x\x07"), "the service is in trouble (502, ", "try again when it is well"},
		"504":          {answer(504, ""), "the service is in trouble (504): it may have created a session", "try again when it is well"},
		"no session":   {answer(201, `{"session":{}}`), "the service answered, but not with a session", "check base_url"},
		"captive page": {answer(200, "<html>"), "the service answered, but not with a session", "check base_url"},
	} {
		t.Run(name, func(t *testing.T) {
			api := newService(t)
			api.create = test.create
			source := openSource(t, api, t.TempDir())
			var err error
			for range 3 {
				_, err = source.Session(t.Context())
			}
			wantSignIn(t, err, test.what, test.fix)
			if strings.ContainsAny(err.Error(), "\x1b\x07") {
				t.Errorf("error = %q", err)
			}
			if posts := api.posts.Load(); posts != 1 {
				t.Errorf("%d creations, want 1", posts)
			}
			source.Retry()
			_, err = source.Session(t.Context())
			wantSignIn(t, err, test.what, test.fix)
			if posts := api.posts.Load(); posts != 2 {
				t.Errorf("%d creations, want one more for the key press", posts)
			}
		})
	}
}

func TestCallerWhoGivesUpLeavesNoHold(t *testing.T) {
	w := newWorld(t)
	ctx, cancel := context.WithCancel(t.Context())
	w.opts.Origin = originFunc(func() (parsecapi.Session, error) {
		cancel()
		return parsecapi.Session{}, &SignInError{What: "stopped"}
	})
	source := w.open()
	if _, err := source.Session(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("error = %v", err)
	}
	if source.hold != nil {
		t.Error("a cancelled attempt counts as a failed one")
	}
	if _, err := source.Session(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("error = %v", err)
	}
}

func TestSessionCreatedForNobodyIsStillKept(t *testing.T) {
	w := newWorld(t).withKeyring()
	ctx, cancel := context.WithCancel(t.Context())
	inner := w.opts.Origin
	w.opts.Origin = originFunc(func() (parsecapi.Session, error) {
		defer cancel()
		return inner.Create(ctx)
	})
	if _, err := w.open().Session(ctx); err != nil {
		t.Fatal(err)
	}
	w.session(w.open())
	w.wantMade(1)
	if matches, _ := filepath.Glob(filepath.Join(w.opts.Dir, "*"+sessionFile)); len(matches) > 0 {
		t.Errorf("it went to a file instead of the keyring: %v", matches)
	}
}
