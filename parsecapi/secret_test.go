package parsecapi

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

func TestNothingPrintsASecret(t *testing.T) {
	secret := NewSecret(canarySession)
	hidden := struct {
		exported struct{ Inner any }
		secret   Secret
		pointer  *Secret
	}{secret: secret, pointer: &secret}
	hidden.exported.Inner = secret
	var printed bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%p", "%T", "%08.3f", "%!"} {
		_, _ = fmt.Fprintf(&printed, verb+"\n", secret)
		_, _ = fmt.Fprintf(&printed, verb+"\n", &secret)
		_, _ = fmt.Fprintf(&printed, verb+"\n", hidden)
		_, _ = fmt.Fprintf(&printed, verb+"\n", testSession)
		_, _ = fmt.Fprintf(&printed, verb+"\n", []any{secret, testSession})
	}
	encoded, err := json.Marshal(map[string]any{"secret": secret, "session": testSession, "list": []Secret{secret}})
	if err != nil {
		t.Fatal(err)
	}
	printed.Write(encoded)
	slog.New(slog.NewTextHandler(&printed, nil)).Info("x", "secret", secret, "session", testSession)
	slog.New(slog.NewJSONHandler(&printed, nil)).Info("x", "secret", secret, "session", testSession, "hidden", hidden)
	for _, form := range []string{canarySession, fmt.Sprintf("%x", canarySession), fmt.Sprintf("%X", canarySession)} {
		if strings.Contains(printed.String(), form) {
			t.Errorf("a secret was printed: %s", printed.String())
		}
	}
}

func TestSecretGivesItsValueOnlyWhenAsked(t *testing.T) {
	secret := NewSecret("value")
	if secret.Reveal() != "value" || secret.IsZero() || !NewSecret("").IsZero() || (Secret{}).Reveal() != "" {
		t.Error("a secret lost its value or its emptiness")
	}
	if !secret.Equal(NewSecret("value")) || secret.Equal(NewSecret("valuE")) || secret.Equal(Secret{}) || !(Secret{}).Equal(NewSecret("")) {
		t.Error("secrets are compared by something other than their value")
	}
}

func TestMasked(t *testing.T) {
	for value, want := range map[string]string{
		"": "none", "short": "…", "fifteen-letters": "…", "sixteen--letters": "sixt…",
		"a\x1b[2J-and-more-letters": "…", "äöüß-and-more-letters": "…",
	} {
		if got := NewSecret(value).Masked(); got != want {
			t.Errorf("%q is masked as %q, want %q", value, got, want)
		}
	}
}
