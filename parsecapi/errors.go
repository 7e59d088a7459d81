package parsecapi

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"
)

// Operations, as named in errors.
const (
	OpCreateSession = "create session"
	OpListHosts     = "list hosts"
	OpRevokeSession = "revoke session"
)

// maxMessage bounds every text of a stranger that an error carries, in bytes.
const maxMessage = 300

// APIError is an answer of the service other than success. It carries what was understood of
// the answer, also when the body was not JSON, and never a secret.
type APIError struct {
	Op     string   // one of the operations above
	Status int      // HTTP status
	Codes  []string // kinds of refusal that the service names, such as "ip_unverified"; from a stranger, too
	// Message is the service's own text, cut to 300 bytes. It comes from a stranger.
	Message   string
	RequestID string
	// RetryAfter is how long the service asked to wait, clamped to 0…5 minutes; Known tells
	// whether it asked at all.
	RetryAfter RetryAfter
	// ServerTime is the Date header; zero when absent.
	ServerTime time.Time
}

// Error says what was asked and what the service answered.
func (e *APIError) Error() string {
	var text strings.Builder
	fmt.Fprintf(&text, "%s: the service answered %d", e.Op, e.Status)
	message := e.Message
	if message == "" {
		message = http.StatusText(e.Status)
	}
	if message != "" {
		text.WriteString(": " + message)
	}
	if len(e.Codes) > 0 {
		text.WriteString(" (" + strings.Join(e.Codes, ", ") + ")")
	}
	if e.RequestID != "" {
		text.WriteString(" [request " + e.RequestID + "]")
	}
	return text.String()
}

// namesPermission tells a 403 that names what the user may not do from one that refuses the
// session. A bare "permission denied" names nothing: an expired session may be answered so.
func (e *APIError) namesPermission() bool {
	for _, text := range append([]string{e.Message}, e.Codes...) {
		text = strings.Trim(strings.ToLower(text), " .!")
		if text == "permission denied" || text == "permission_denied" {
			continue
		}
		for _, word := range []string{"permission", "privilege", "insufficient_scope"} {
			if strings.Contains(text, word) {
				return true
			}
		}
	}
	return false
}

// SchemaError is a 2xx answer that is not what the API documents: not JSON, cut off, too large,
// or without its required fields. Reason is a short phrase such as "not JSON".
type SchemaError struct {
	Op     string
	Status int // HTTP status; zero when the text did not come by HTTP
	Reason string
}

// Error says what was asked and what is wrong with the answer.
func (e *SchemaError) Error() string {
	return e.Op + ": the answer cannot be used: " + e.Reason
}

// TransportError is a request that got no HTTP answer: DNS, TCP, TLS, a time-out, a redirect
// that was not followed. Kind lets a program choose its words; Err is the cause, free of secrets
// and of query strings.
type TransportError struct {
	Op   string
	Kind TransportKind
	Host string // host:port that was asked
	Err  error
}

// Error says what was asked of whom and what went wrong.
func (e *TransportError) Error() string {
	text := e.Op + ": " + e.Host + ": " + string(e.Kind)
	switch e.Kind {
	case KindRefused, KindReset, KindTimeout, KindCanceled:
		return text // the cause would only repeat the kind
	}
	if e.Err != nil {
		text += ": " + shorten(e.Err.Error())
	}
	return text
}

// Unwrap returns the cause.
func (e *TransportError) Unwrap() error { return e.Err }

// TransportKind classifies a TransportError.
type TransportKind string

// The kinds of TransportError.
const (
	KindDNS         TransportKind = "name not resolved"
	KindRefused     TransportKind = "connection refused"
	KindReset       TransportKind = "connection reset"
	KindTimeout     TransportKind = "no answer in time"
	KindCertificate TransportKind = "certificate not trusted"
	KindRedirect    TransportKind = "redirected elsewhere"
	KindProtocol    TransportKind = "not an HTTP answer"
	KindCanceled    TransportKind = "canceled"
	KindNetwork     TransportKind = "network failure"
)

// IsUnauthorized reports whether err is the service refusing a session or key: a 401, or a 403
// that does not name a missing permission.
func IsUnauthorized(err error) bool {
	api, ok := errors.AsType[*APIError](err)
	return ok && (api.Status == 401 || api.Status == 403 && !api.namesPermission())
}

// IsForbidden reports whether err is the service naming a permission that is missing. Another
// session of the same user would be refused alike.
func IsForbidden(err error) bool {
	api, ok := errors.AsType[*APIError](err)
	return ok && api.Status == 403 && api.namesPermission()
}

// newAPIError reads an answer other than success. The service may echo what it was sent, so
// secret is removed from every text taken over.
func newAPIError(op string, a answer, secret Secret, now time.Time) *APIError {
	if !a.serverTime.IsZero() {
		now = a.serverTime
	}
	message, codes := readErrorBody(a.body)
	for i := range codes {
		codes[i] = shorten(scrub(codes[i], secret))
	}
	return &APIError{
		Op:         op,
		Status:     a.status,
		Codes:      codes,
		Message:    shorten(scrub(message, secret)),
		RequestID:  shorten(scrub(requestID(a.header), secret)),
		RetryAfter: ParseRetryAfter(a.header.Get("Retry-After"), now),
		ServerTime: a.serverTime,
	}
}

// readErrorBody understands {"error", "message", "codes"}; of any other body the text itself is
// the message.
func readErrorBody(body []byte) (message string, codes []string) {
	const enough = 8
	fields := object(bytes.TrimSpace(body))
	var list []json.RawMessage
	if json.Unmarshal(fields["codes"], &list) == nil {
		for _, item := range list[:min(len(list), enough)] {
			code := text(item)
			if code == "" {
				code = text(object(item)["type"])
			}
			if code != "" {
				codes = append(codes, code)
			}
		}
	}
	for _, name := range []string{"error", "message"} {
		if message = text(fields[name]); message != "" {
			return message, codes
		}
	}
	if len(codes) > 0 {
		return "", codes
	}
	return strings.Join(strings.Fields(string(body)), " "), nil
}

// requestID returns what the service's support would ask for, whichever header carries it.
func requestID(header http.Header) string {
	for _, name := range []string{"X-Request-Id", "X-Correlation-Id", "X-Amzn-Requestid", "Cf-Ray"} {
		if id := header.Get(name); id != "" {
			return id
		}
	}
	return ""
}

// scrub removes secret from a text that the service sent.
func scrub(text string, secret Secret) string {
	if secret.IsZero() {
		return text
	}
	return strings.ReplaceAll(text, secret.Reveal(), redacted)
}

// shorten returns text as valid UTF-8 of at most maxMessage bytes.
func shorten(text string) string {
	const ellipsis = "…"
	text = strings.ToValidUTF8(text, "\uFFFD")
	if len(text) <= maxMessage {
		return text
	}
	end := maxMessage - len(ellipsis)
	for !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end] + ellipsis
}
