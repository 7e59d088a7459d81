package parsecapi

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"parsec-hosts/internal/canary"
)

func TestErrorBodies(t *testing.T) {
	for body, want := range map[string]struct {
		message string
		codes   []string
	}{
		`{"error":"invalid api key"}`:                           {"invalid api key", nil},
		`{"message":"Internal Server Error"}`:                   {"Internal Server Error", nil},
		`{"error":"a","message":"b"}`:                           {"a", nil},
		"\n {\"error\": \"a\"}\n":                               {"a", nil},
		`{"error":"","message":"b"}`:                            {"b", nil},
		`{"error":"a","codes":[{"type":"ip_unverified"},null]}`: {"a", []string{"ip_unverified"}},
		`{"error":"a","codes":["one",2,{"type":"three"},{}]}`:   {"a", []string{"one", "2", "three"}},
		`{"codes":[{"type":"only"}]}`:                           {"", []string{"only"}},
		`{"error":"a","codes":"none"}`:                          {"a", nil},
		`{"error":{"deep":1}}`:                                  {`{"error":{"deep":1}}`, nil},
		`["odd"]`:                                               {`["odd"]`, nil},
		`null`:                                                  {"null", nil},
		"":                                                      {"", nil},
		" \r\n\t":                                               {"", nil},
		"<html>\n <b>502</b>\n</html>":                          {"<html> <b>502</b> </html>", nil},
	} {
		message, codes := readErrorBody([]byte(body))
		if message != want.message || !slices.Equal(codes, want.codes) {
			t.Errorf("%q gives %q %q, want %q %q", body, message, codes, want.message, want.codes)
		}
	}
}

func TestAPIErrorText(t *testing.T) {
	for _, test := range []struct {
		err  *APIError
		want string
	}{
		{&APIError{Op: OpListHosts, Status: 502}, "list hosts: the service answered 502: Bad Gateway"},
		{&APIError{Op: OpListHosts, Status: 799}, "list hosts: the service answered 799"},
		{
			&APIError{Op: OpCreateSession, Status: 403, Message: "no", Codes: []string{"a", "b"}, RequestID: "r1"},
			"create session: the service answered 403: no (a, b) [request r1]",
		},
	} {
		if got := test.err.Error(); got != test.want {
			t.Errorf("%q, want %q", got, test.want)
		}
	}
}

func TestErrorTextsAreBoundedAndValid(t *testing.T) {
	for _, body := range []string{
		strings.Repeat("é", 1000), strings.Repeat("x", 299) + "é" + "tail", "\xff\xfe" + strings.Repeat("\x80", 100_000),
		`{"error":"` + strings.Repeat(`\ud83d\ude00`, 1000) + `","codes":["` + strings.Repeat("c", 1000) + `"]}`,
	} {
		_, err := hostsOf(t, answerWith(500, body, "X-Request-Id", strings.Repeat("r", 1000)))
		api := wantAPI(t, err, 500)
		for _, text := range append(api.Codes, api.Message, api.RequestID) {
			if len(text) > 300 || !utf8.ValidString(text) {
				t.Errorf("%d bytes, valid %v: %q", len(text), utf8.ValidString(text), text)
			}
		}
	}
	if got := shorten(strings.Repeat("x", 300)); len(got) != 300 || strings.Contains(got, "…") {
		t.Error("a text of exactly 300 bytes was cut")
	}
}

func TestRequestIDHeaders(t *testing.T) {
	for _, name := range []string{"X-Request-ID", "X-Correlation-ID", "x-amzn-RequestId", "CF-Ray"} {
		header := http.Header{}
		header.Set(name, "id")
		if got := requestID(header); got != "id" {
			t.Errorf("%s gives %q", name, got)
		}
	}
}

// A service that repeats what it was sent must not put it on the user's screen.
func TestEchoedSecretsAreRemoved(t *testing.T) {
	long := strings.Repeat("x", 290)
	for _, body := range []string{
		`{"error":"invalid session ` + canarySession + `"}`,
		`{"error":"no","codes":["` + canarySession + `",{"type":"` + canarySession + `"}]}`,
		`{"error":"\u0043ANARY` + strings.TrimPrefix(canarySession, "CANARY") + `"}`,
		"Bearer " + canarySession + " is unknown",
		long + canarySession,
	} {
		_, err := hostsOf(t, answerWith(400, body, "X-Request-Id", canarySession))
		canary.Error(t, wantAPI(t, err, 400), "CANARY") // no part of it either
	}
	_, err := create(t, answerWith(403, `{"error":"invalid key `+canaryKey+`"}`))
	if api := wantAPI(t, err, 403); api.Message != "invalid key [secret]" {
		t.Errorf("message is %q", api.Message)
	}
}
