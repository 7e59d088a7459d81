package parsecapi

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
)

// accepting is a service that knows one session.
func accepting(id string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer "+id {
			w.WriteHeader(http.StatusUnauthorized)
			_, _ = w.Write([]byte(`{"error":"expired session"}`))
			return
		}
		_, _ = w.Write([]byte(oneHost))
	}
}

// remedyError is an error of a source that knows what to do.
type remedyError struct{}

func (remedyError) Error() string  { return "no way to sign in" }
func (remedyError) Remedy() string { return "ask your administrator" }

func TestFault22_OneRenewalAndOneRetry(t *testing.T) {
	for _, status := range []int{401, 403} {
		source := &scriptedSource{sessions: []Session{testSession, {ID: NewSecret(canarySession2), HostPeerID: "NEW"}}}
		page, err := hostsOf(t, func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.Header.Get("Authorization"), canarySession) {
				w.WriteHeader(status)
				return
			}
			_, _ = w.Write([]byte(oneHost))
		}, WithSessionSource(source))
		if err != nil || len(page.Hosts) != 1 || page.Requests != 2 || page.SelfPeerID != "NEW" {
			t.Fatalf("status %d: page %+v, error %v", status, page, err)
		}
		if len(source.replaced) != 1 || !source.replaced[0].ID.Equal(testSession.ID) {
			t.Errorf("status %d: replaced %v, want the refused session once", status, source.replaced)
		}
		if cause, ok := source.causes[0].(*APIError); !ok || cause.Status != status {
			t.Errorf("status %d: the cause is %v, want the *APIError", status, source.causes[0])
		}
	}
}

func TestFault23_RefusedForEver(t *testing.T) {
	var asked atomic.Int32
	source := &scriptedSource{sessions: []Session{testSession, {ID: NewSecret(canarySession2)}}}
	page, err := hostsOf(t, counted(&asked, answerWith(401, "")), WithSessionSource(source))
	wantAPI(t, err, 401)
	if asked.Load() != 2 || page.Requests != 2 || len(source.replaced) != 1 {
		t.Errorf("%d requests, %d counted, %d replacements, want 2, 2, 1", asked.Load(), page.Requests, len(source.replaced))
	}
}

func TestFault23_NothingToReplaceItWith(t *testing.T) {
	for name, sessions := range map[string][]Session{
		"the same one": {testSession, testSession},
		"none":         {testSession, {}},
	} {
		var asked atomic.Int32
		source := &scriptedSource{sessions: sessions}
		_, err := hostsOf(t, counted(&asked, answerWith(401, `{"error":"gone"}`)), WithSessionSource(source))
		if api := wantAPI(t, err, 401); api.Message != "gone" || asked.Load() != 1 {
			t.Errorf("%s: error %v after %d requests, want the first one's", name, err, asked.Load())
		}
	}
	source := &scriptedSource{sessions: []Session{testSession}, err: remedyError{}}
	_, err := hostsOf(t, answerWith(401, ""), WithSessionSource(source))
	wantAPI(t, err, 401)
	if !IsUnauthorized(err) {
		t.Errorf("%v is no refusal any more", err)
	}
	var remedy interface{ Remedy() string }
	if !errors.As(err, &remedy) || remedy.Remedy() != "ask your administrator" {
		t.Errorf("%v lost the source's remedy", err)
	}
}

func TestFault24_ASessionRenewedByOthersIsAdopted(t *testing.T) {
	source := &scriptedSource{sessions: []Session{testSession, {ID: NewSecret(canarySession2)}}}
	client := newTestClient(t, serve(t, accepting(canarySession2)).URL, WithSessionSource(source))
	for i, requests := range []int{2, 1} {
		if page := poll(t, client); page.Requests != requests || !page.Session.ID.Equal(NewSecret(canarySession2)) {
			t.Errorf("poll %d: %d requests with %s", i, page.Requests, page.Session.ID.Masked())
		}
	}
	if len(source.replaced) != 1 {
		t.Errorf("the source was asked %d times, want once", len(source.replaced))
	}
}

func TestFault25_AMissingPermissionIsNoReasonToRenew(t *testing.T) {
	for body, missing := range map[string]bool{
		`{"error":"missing permission: hosts:list"}`:                   true,
		`{"message":"Insufficient privileges"}`:                        true,
		`{"error":"no","codes":[{"type":"insufficient_permissions"}]}`: true,
		`{"error":"no","codes":["insufficient_scope"]}`:                true,
		`{"error":"invalid session"}`:                                  false,
		`{"error":"no","codes":[{"type":"ip_unverified"}]}`:            false,
		`{"error":"Permission denied."}`:                               false,
		`<html>Forbidden</html>`:                                       false,
		``:                                                             false,
	} {
		source := &scriptedSource{sessions: []Session{testSession}, err: errors.New("none")}
		_, err := hostsOf(t, answerWith(403, body), WithSessionSource(source))
		wantAPI(t, err, 403)
		if renewals := len(source.replaced); (renewals == 0) != missing {
			t.Errorf("%s: %d renewals", body, renewals)
		}
		if IsForbidden(err) != missing || IsUnauthorized(err) == missing {
			t.Errorf("%s: forbidden %v, unauthorised %v", body, IsForbidden(err), IsUnauthorized(err))
		}
	}
}

func TestOtherErrorsAreNeither(t *testing.T) {
	for _, err := range []error{
		nil, errors.New("x"), context.Canceled, &SchemaError{Status: 401},
		&APIError{Status: 404}, &APIError{Status: 500, Message: "missing permission"},
	} {
		if IsUnauthorized(err) || IsForbidden(err) {
			t.Errorf("%v is taken for a refusal", err)
		}
	}
}
