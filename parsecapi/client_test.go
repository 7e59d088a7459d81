package parsecapi

import (
	"strings"
	"testing"
)

func TestFault31_BaseURL(t *testing.T) {
	for baseURL, want := range map[string]string{
		DefaultBaseURL:            DefaultBaseURL,
		AlternativeBaseURL:        AlternativeBaseURL,
		"https://Example.COM/":    "https://example.com",
		"https://h:8443/parsec//": "https://h:8443/parsec",
		"https://h/a%2Fb/":        "https://h/a%2Fb",
		"http://127.0.0.1:8080":   "http://127.0.0.1:8080",
		"http://127.9.9.9":        "http://127.9.9.9",
		"http://[::1]:8080":       "http://[::1]:8080",
		"http://localhost:1":      "http://localhost:1",
		"HTTP://LOCALHOST":        "http://localhost",
	} {
		got, err := CheckBaseURL(baseURL)
		if err != nil || got.String() != want {
			t.Errorf("%s is %v (%v), want %s", baseURL, got, err, want)
		}
	}
	for _, baseURL := range []string{
		"http://kessel-api.parsecgaming.com", "http://192.168.0.1", "http://10.0.0.1:80", "http://0.0.0.0", "http://[::]",
		"http://localhost.example.com", "http://127.0.0.1.example.com", "http://[::ffff:8.8.8.8]",
		"", "kessel-api.parsecgaming.com", "//host", "https:", "https://", "https:host", "https://:443", "ftp://host", "file:///x",
		"https://user:hunter2@host", "https://hunter2@host", "https://host?hunter2", "https://host?", "https://host#hunter2",
		"https://host#", "https://user:hunter2@ho st", "https://hunter2:x y", "https://host:hunter2", "https://h\n",
	} {
		if _, err := CheckBaseURL(baseURL); err == nil {
			t.Errorf("%q is accepted", baseURL)
		} else if strings.Contains(err.Error(), "hunter2") {
			t.Errorf("the error repeats a password: %v", err)
		}
		if _, err := New(WithBaseURL(baseURL)); err == nil {
			t.Errorf("New accepts %q", baseURL)
		}
	}
}

func TestNewRefusesWhatCannotBeRight(t *testing.T) {
	for name, option := range map[string]Option{
		"route":          WithRoute("v3"),
		"empty route":    WithRoute(""),
		"no time-out":    WithTimeout(0),
		"past time-out":  WithTimeout(-1),
		"no clock":       WithClock(nil),
		"user agent":     WithUserAgent("a\r\nX-Evil: 1"),
		"proxy":          WithProxy("user:hunter2@host:80"),
		"proxy scheme":   WithProxy("ftp://user:hunter2@host"),
		"proxy host":     WithProxy("http://"),
		"proxy no URL":   WithProxy("http://user:hunter2@ho st"),
		"empty base URL": WithBaseURL(""),
	} {
		if _, err := New(option); err == nil {
			t.Errorf("%s: accepted", name)
		} else if strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: the error repeats a password: %v", name, err)
		}
	}
	if _, err := New(); err != nil {
		t.Errorf("the defaults are refused: %v", err)
	}
}
