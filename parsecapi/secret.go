package parsecapi

import (
	"crypto/subtle"
	"fmt"
	"io"
	"log/slog"
)

// redacted stands for every Secret wherever one is printed.
const redacted = "[secret]"

// Secret holds an API key or a session ID. No formatting verb, JSON encoder, logger or panic
// shows its value: it sits behind a closure, so that reflection on an enclosing struct (which
// bypasses String for unexported fields) prints an address. Only Reveal returns it.
// The zero Secret is empty.
type Secret struct {
	reveal func() string
}

// NewSecret wraps value. An empty value gives the zero Secret.
func NewSecret(value string) Secret {
	if value == "" {
		return Secret{}
	}
	return Secret{reveal: func() string { return value }}
}

// Reveal returns the value, for the one place that must hand it on.
func (s Secret) Reveal() string {
	if s.reveal == nil {
		return ""
	}
	return s.reveal()
}

// IsZero reports whether the secret is empty.
func (s Secret) IsZero() bool { return s.reveal == nil }

// Equal compares two secrets in constant time for equal lengths.
func (s Secret) Equal(other Secret) bool {
	return subtle.ConstantTimeCompare([]byte(s.Reveal()), []byte(other.Reveal())) == 1
}

// Masked returns a form for people who must tell two secrets apart: the first four characters
// of a long value and an ellipsis, or only the ellipsis of a short one.
func (s Secret) Masked() string {
	const shown, enough = 4, 16
	value := s.Reveal()
	switch {
	case value == "":
		return "none"
	case len(value) < enough:
		return "…"
	}
	for _, r := range value[:shown] {
		if r <= ' ' || r > '~' {
			return "…"
		}
	}
	return value[:shown] + "…"
}

// String returns a placeholder.
func (s Secret) String() string { return redacted }

// GoString returns a placeholder, for %#v.
func (s Secret) GoString() string { return redacted }

// Format writes a placeholder for every verb.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, redacted) }

// MarshalText returns a placeholder, for encoding/json, TOML and the like.
func (s Secret) MarshalText() ([]byte, error) { return []byte(redacted), nil }

// LogValue returns a placeholder, for log/slog.
func (s Secret) LogValue() slog.Value { return slog.StringValue(redacted) }
