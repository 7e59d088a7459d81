package session

import (
	"context"
	"strings"
	"testing"
	"time"

	"parsec-hosts/parsecapi"
)

func TestFault11_SecretCommandFailsAndOnlyTheEndOfItsStderrIsShown(t *testing.T) {
	argv := self("part:print", canaryID, "first line\n\x1b[31mvault is \x1b]0;x\x07sealed\x1b[0m\n\n", "1")
	_, err := CommandOrigin(argv).Create(t.Context())
	wantSignIn(t, err, "session_command failed (exit status 1): vault is ", "in a terminal")
	if text := err.Error(); strings.ContainsAny(text, "\x1b\x07") || strings.Contains(text, "first line") {
		t.Errorf("error = %q, want the last line of stderr without control characters", text)
	}
	_, err = CommandKey(argv).Key(t.Context())
	wantSignIn(t, err, "api_key_command failed (exit status 1): vault is ", "in a terminal")
}

func TestFault11_SecretCommandThatCannotStart(t *testing.T) {
	_, err := CommandOrigin([]string{"no-such-program-of-ours"}).Create(t.Context())
	wantSignIn(t, err, "session_command cannot start: no-such-program-of-ours was not found", "full path")
	_, err = CommandOrigin(nil).Create(t.Context())
	wantSignIn(t, err, "session_command is empty", "name a program")
}

func TestFault12_SecretCommandThatHangsIsKilled(t *testing.T) {
	hanging := newCommand("session_command", self("part:hang"))
	hanging.limit = 50 * time.Millisecond
	_, err := hanging.run(t.Context())
	wantSignIn(t, err, "session_command did not finish in time and was stopped", "in a terminal")
}

func TestSecretCommandEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := CommandOrigin(self("part:hang")).Create(ctx); err != context.Canceled {
		t.Errorf("error = %v, want context.Canceled", err)
	}
}

func TestFault13_SecretCommandPrintsTooMuch(t *testing.T) {
	_, err := CommandOrigin(self("part:flood")).Create(t.Context())
	wantSignIn(t, err, "session_command printed more than 64 KiB", "only what is asked")
}

func TestFault13_SecretCommandPrintsWhatIsNoSession(t *testing.T) {
	for name, test := range map[string]struct{ output, what string }{
		"nothing":       {"", "it is empty"},
		"a line end":    {"\n", "it is empty"},
		"two lines":     {canaryID + "\n" + canaryID, "it has several lines"},
		"a sentence":    {"canary not found", "it contains a space"},
		"control":       {"canary\x1b[2J", "it contains a space or a character"},
		"other JSON":    {`{"canary": 1}`, "no session"},
		"cut JSON":      {`{"session_id": "canary`, "cut off"},
		"no id":         {`{"session": {"id": ""}}`, "no id"},
		"id of objects": {`{"session_id": {"canary": 1}}`, "no id"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := parsePrinted([]byte(test.output))
			wantSignIn(t, err, "session_command did not print a session: ", "JSON")
			wantSignIn(t, err, test.what, "")
		})
	}
}

func TestSecretCommandPrintsASession(t *testing.T) {
	expiry := time.Unix(1774000000, 0)
	for name, test := range map[string]struct {
		output string
		want   parsecapi.Session
	}{
		"bare id":        {canaryID + "\r\n", parsecapi.Session{}},
		"short form":     {`{"session_id":"` + canaryID + `","expires_at":1774000000}`, parsecapi.Session{ExpiresAt: expiry}},
		"without expiry": {`{"session_id":"` + canaryID + `"}`, parsecapi.Session{}},
		"API's own": {
			"{\n \"session\": {\"id\": \"" + canaryID + "\", \"expires_at\": 1774000000, \"host_peer_id\": \"h\", \"roles\": [1]}}\n",
			parsecapi.Session{ExpiresAt: expiry, HostPeerID: "h"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := CommandOrigin(self("part:print", test.output, "noise", "0")).Create(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if got.ID.Reveal() != canaryID || !got.ExpiresAt.Equal(test.want.ExpiresAt) || got.HostPeerID != test.want.HostPeerID {
				t.Errorf("session = %q %v %q", got.ID.Reveal(), got.ExpiresAt, got.HostPeerID)
			}
		})
	}
}

func TestSecretCommandGetsNoSecretsOfOursAndNoInput(t *testing.T) {
	t.Setenv("PARSEC_HOSTS_API_KEY", canaryKey)
	t.Setenv("PARSEC_HOSTS_SESSION_ID", canaryID)
	t.Setenv("PARSEC_HOSTS_EXTERNAL_ID", "anna")
	output, err := newCommand("session_command", self("part:environment")).run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if text := string(output); strings.Contains(text, "canary") || !strings.Contains(text, "PARSEC_HOSTS_EXTERNAL_ID=anna") {
		t.Errorf("environment = %s", text)
	}
	output, err = newCommand("session_command", self("part:stdin")).run(t.Context())
	if err != nil || string(output) != "read-0-<nil>" {
		t.Errorf("standard input: %s, %v", output, err)
	}
}
