package parsecapi

import (
	"net/http"
	"sync/atomic"
	"testing"
)

func revoke(t *testing.T, handler http.HandlerFunc) error {
	t.Helper()
	err := newTestClient(t, serve(t, handler).URL).RevokeSession(t.Context(), testSession)
	checkNoSecret(t, err)
	return err
}

func TestRevokeSessionSendsTheSessionAndNothingElse(t *testing.T) {
	for _, status := range []int{200, 204} {
		err := revoke(t, func(w http.ResponseWriter, r *http.Request) {
			if r.Method != "DELETE" || r.URL.String() != "/auth/sessions" || r.ContentLength > 0 {
				t.Errorf("request is %s %s with %d bytes", r.Method, r.URL, r.ContentLength)
			}
			if got := r.Header.Get("Authorization"); got != "Bearer "+canarySession {
				t.Errorf("Authorization is %q", got)
			}
			w.WriteHeader(status)
		})
		if err != nil {
			t.Errorf("answer %d: %v", status, err)
		}
	}
}

func TestRevokeSessionTellsWhatTheServiceAnswered(t *testing.T) {
	for _, status := range []int{401, 403, 404, 405, 500} {
		err := revoke(t, answerWith(status, `{"error":"no `+canarySession+`"}`))
		if api := wantAPI(t, err, status); api.Op != OpRevokeSession {
			t.Errorf("operation is %q", api.Op)
		}
	}
}

func TestRevokeSessionFollowsNoRedirect(t *testing.T) {
	var arrived atomic.Int32
	elsewhere := serve(t, counted(&arrived, answerWith(204, "")))
	wantTransport(t, revoke(t, answerWith(307, "", "Location", elsewhere.URL+"/auth/sessions")), KindRedirect)
	wantTransport(t, revoke(t, answerWith(307, "", "Location", "/auth/sessions/")), KindRedirect)
	if arrived.Load() > 0 {
		t.Error("the session was sent elsewhere")
	}
}

func TestRevokeSessionWantsASession(t *testing.T) {
	var asked atomic.Int32
	client := newTestClient(t, serve(t, counted(&asked, answerWith(204, ""))).URL)
	for _, id := range []string{"", canarySession + "\n"} {
		err := client.RevokeSession(t.Context(), Session{ID: NewSecret(id)})
		checkNoSecret(t, err)
		if err == nil || asked.Load() > 0 {
			t.Errorf("id of %d bytes: error %v, %d requests", len(id), err, asked.Load())
		}
	}
}
