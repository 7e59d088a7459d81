package parsecsdk

import (
	"fmt"
	"strings"
	"testing"
)

func TestTheSignallingHostIsTheConfiguredOne(t *testing.T) {
	for want, options := range map[string]InitOptions{
		`{"ssHost":"kessel-ws.parsec.app"}`: {},
		`{"ssHost":"signal.example"}`:       {Host: "signal.example"},
		`{"ssHost":"a","ssPort":8443}`:      {Host: "a", Extra: map[string]any{"ssPort": 8443, "ssHost": "b"}},
		`{"ssHost":"b"}`:                    {Extra: map[string]any{"ssHost": "b"}},
	} {
		if got, err := options.json(); got != want || err != nil {
			t.Errorf("%+v gives %s, %v; want %s", options, got, err, want)
		}
	}
}

func TestOptionsThatTheLibraryMustNotSee(t *testing.T) {
	for words, try := range map[string]func() error{
		"client port": func() error { _, err := InitOptions{ClientPort: 65536}.config(); return err },
		"JSON":        func() error { _, err := InitOptions{Extra: map[string]any{"a": func() {}}}.json(); return err },
		"resolution":  func() error { _, err := ClientConfig{Video: [2]VideoConfig{{Width: -1}}}.encode(); return err },
		"31 bytes":    func() error { _, err := withSecret(strings.Repeat("x", 32)).encode(); return err },
		"zero byte":   func() error { _, err := withSecret("a\x00b").encode(); return err },
	} {
		err := try()
		if known, ok := err.(interface{ Remedy() string }); !ok || known.Remedy() == "" || !strings.Contains(err.Error(), words) {
			t.Errorf("got %v, want %q and a remedy", err, words)
		}
	}
	encoded, err := withSecret(strings.Repeat("x", 31)).encode()
	if err != nil || cText(encoded.Secret[:]) != strings.Repeat("x", 31) {
		t.Errorf("a secret of 31 bytes: %v", err)
	}
}

func TestTheHostsSecretIsNotPrinted(t *testing.T) {
	for _, verb := range []string{"%v", "%+v", "%#v", "%s"} {
		if got := fmt.Sprintf(verb, withSecret("geheim")); strings.Contains(got, "geheim") {
			t.Errorf("%s prints %s", verb, got)
		}
	}
}

func withSecret(secret string) ClientConfig {
	return ClientConfig{Secret: func() string { return secret }}
}
