package problem

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"parsec-hosts/parsecapi"
)

// signInError stands for the errors of package session.
type signInError struct{ cause error }

func (e signInError) Error() string  { return "the session was refused\x1b[2J" }
func (e signInError) Remedy() string { return "check the API key\x07" }
func (e signInError) SignIn() bool   { return true }
func (e signInError) Unwrap() error  { return e.cause }

func TestExplain(t *testing.T) {
	retry := parsecapi.RetryAfter{Wait: 30 * time.Second, Known: true}
	for _, c := range []struct {
		name     string
		err      error
		kind     Kind
		contains []string
	}{
		{"a sign-in error keeps its words", fmt.Errorf("poll: %w", signInError{}), SignIn, []string{"the session was refused", "check the API key"}},
		{"a sign-in error comes before its cause", signInError{cause: &parsecapi.APIError{Status: 500}}, SignIn, []string{"the session was refused"}},
		{"a refused key", &parsecapi.APIError{Op: parsecapi.OpCreateSession, Status: 403, Message: "invalid api key"}, SignIn, []string{"API key", "invalid api key"}},
		{"a refused session", &parsecapi.APIError{Op: parsecapi.OpListHosts, Status: 401}, SignIn, []string{"refused the session", "401", "check base_url, and that this user may list hosts"}},
		{"a key without a permission", &parsecapi.APIError{Op: parsecapi.OpCreateSession, Status: 403, Message: "missing permission sessions:create"}, SignIn, []string{"the API key may not create sessions", "administrator"}},
		{"a refused session while the network is down", fmt.Errorf("%w: %w", &parsecapi.APIError{Op: parsecapi.OpListHosts, Status: 401}, &parsecapi.TransportError{Op: parsecapi.OpCreateSession, Kind: parsecapi.KindTimeout}), Network, []string{"in time"}},
		{"a refused session that cannot be replaced", fmt.Errorf("%w: %w", &parsecapi.APIError{Op: parsecapi.OpListHosts, Status: 401}, errors.New("it was given")), SignIn, []string{"refused the session"}},
		{"a malformed key", &parsecapi.APIError{Op: parsecapi.OpCreateSession, Status: 500}, SignIn, []string{"malformed"}},
		{"a service that revokes nothing", &parsecapi.APIError{Op: parsecapi.OpRevokeSession, Status: 404}, Other, []string{"did not revoke the session", "404", "session forget"}},
		{"a revocation that is refused", &parsecapi.APIError{Op: parsecapi.OpRevokeSession, Status: 403}, Other, []string{"did not revoke the session", "until it expires"}},
		{"a revocation during an outage", &parsecapi.APIError{Op: parsecapi.OpRevokeSession, Status: 502}, Network, []string{"in trouble"}},
		{"an outage", &parsecapi.APIError{Op: parsecapi.OpListHosts, Status: 502}, Network, []string{"in trouble", "502"}},
		{"a rate limit", &parsecapi.APIError{Op: parsecapi.OpListHosts, Status: 429, RetryAfter: retry}, RateLimit, []string{"fewer requests", "30s"}},
		{"a wrong address", &parsecapi.APIError{Op: parsecapi.OpListHosts, Status: 404}, Network, []string{"base_url"}},
		{"a captive portal", &parsecapi.SchemaError{Op: parsecapi.OpListHosts, Status: 200, Reason: "not JSON"}, Network, []string{"not JSON", "captive portal"}},
		{"a bad certificate", &parsecapi.TransportError{Kind: parsecapi.KindCertificate, Host: "api.test"}, Network, []string{"certificate of api.test", "ca_file"}},
		{"no name", &parsecapi.TransportError{Kind: parsecapi.KindDNS, Host: "api.test"}, Network, []string{"api.test", "resolved"}},
		{"a time-out", &parsecapi.TransportError{Kind: parsecapi.KindTimeout, Host: "api.test"}, Network, []string{"in time"}},
		{"a stopped program", context.Canceled, Other, []string{"cancelled"}},
		{"anything else", errors.New("out of luck"), Other, []string{"out of luck"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := Explain(c.err)
			if p.Kind != c.kind {
				t.Errorf("kind %d, want %d", p.Kind, c.kind)
			}
			for _, text := range c.contains {
				if !strings.Contains(p.String(), text) {
					t.Errorf("%q does not say %q", p, text)
				}
			}
			if strings.ContainsAny(p.String(), "\x1b\x07\n") {
				t.Errorf("%q is not safe on a terminal", p)
			}
		})
	}
}

func TestFault25_AMissingPermissionIsNotASignIn(t *testing.T) {
	p := Explain(&parsecapi.APIError{Op: parsecapi.OpListHosts, Status: 403, Message: "permission denied: hosts.list"})
	if p.Kind != Permission || !strings.Contains(p.String(), "administrator") {
		t.Errorf("%d %q", p.Kind, p)
	}
}

func TestFault53_ErrorBodiesAreHarmless(t *testing.T) {
	body := "\x1b]52;c;aGFjaw==\x07\u009b2J\u202eoops\r\n" + strings.Repeat("x", 4000)
	p := Explain(&parsecapi.APIError{Op: parsecapi.OpListHosts, Status: 500, Message: body, Codes: []string{"\x1b[2J", "a\u202eb"}})
	if strings.ContainsAny(p.String(), "\x1b\x07\u009b\u202e\r\n") {
		t.Errorf("%q is not safe on a terminal", p)
	}
	if len(p.String()) > 400 {
		t.Errorf("%d bytes are more than a line or two", len(p.String()))
	}
}
