//go:build unix

package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A clipboard's program may live on for days, and none is meant to have the API key. (What a library
// starts before the program itself begins, as when it asks tmux about colours, is beyond reach.)
func TestSecretsDoNotReachTheClipboardsProgram(t *testing.T) {
	programs, record := t.TempDir(), filepath.Join(t.TempDir(), "record")
	script := "#!/bin/sh\n[ \"$1\" = load-buffer ] && { env; echo asked; } >> " + record + "\nexit 0\n"
	if err := os.WriteFile(filepath.Join(programs, "tmux"), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	p := newProcess(t, "--demo")
	p.Env = append(p.Env, "TMUX=/nowhere,1,0", "PATH="+programs+":/usr/bin:/bin",
		"PARSEC_HOSTS_API_KEY="+canaryKey, "PARSEC_HOSTS_SESSION_ID=canary-session-5d2e")
	c := startConsole(t, p)
	c.expect("render-07")
	c.press("y")
	c.expect("sent to tmux")
	c.press("q")
	c.expectExit(0)
	said, err := os.ReadFile(record)
	if err != nil || !strings.Contains(string(said), "asked") {
		t.Fatalf("tmux was never asked: %v", err)
	}
	if strings.Contains(string(said), "canary") {
		t.Error("the clipboard's program was given a secret")
	}
}
