package clipboard

import (
	"context"
	"fmt"
	"os/exec"
	"runtime"
	"strings"
	"time"

	native "github.com/atotto/clipboard"
)

// limit is how long a copy may take. Clipboard programs wait for a display server or a tmux server
// that may be gone.
const limit = 3 * time.Second

// Clipboard is a way to the clipboard outside the terminal's own protocol.
type Clipboard struct {
	native, tmux bool
}

// Choose returns the way for an environment (as from os.Getenv), or nil when only the terminal can
// do it.
func Choose(getenv func(string) string) *Clipboard {
	remote := getenv("SSH_CONNECTION") != "" || getenv("SSH_TTY") != ""
	c := Clipboard{native: !remote && hasNative(getenv), tmux: getenv("TMUX") != ""}
	if c == (Clipboard{}) {
		return nil
	}
	return &c
}

// Native reports whether a copy goes to the system's own clipboard.
func (c *Clipboard) Native() bool { return c != nil && c.native }

// Tmux reports whether a copy may go through tmux.
func (c *Clipboard) Tmux() bool { return c != nil && c.tmux }

// Copy sends text and says where it went, as in "sent to VIA". The error names the program that
// failed.
func (c *Clipboard) Copy(ctx context.Context, text string) (via string, err error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	if c.native && (!c.tmux || !attachedOverSSH(ctx)) {
		return "the clipboard", writeNative(ctx, text)
	}
	return "tmux and the terminal's clipboard", writeTmux(ctx, text)
}

// attachedOverSSH reports whether somebody is using this computer's tmux from another one. A
// session that was started at the desk has no trace of that in its programs' environment.
func attachedOverSSH(ctx context.Context) bool {
	cmd := exec.CommandContext(ctx, "tmux", "show-environment", "SSH_CONNECTION")
	cmd.WaitDelay = limit
	out, err := cmd.Output()
	return err == nil && strings.HasPrefix(string(out), "SSH_CONNECTION=")
}

// hasNative reports whether there is a desktop session with a clipboard program.
func hasNative(getenv func(string) string) bool {
	if native.Unsupported {
		return false
	}
	switch runtime.GOOS {
	case "windows", "darwin":
		return true
	}
	return getenv("DISPLAY") != "" || getenv("WAYLAND_DISPLAY") != ""
}

// writeNative gives up after the limit: the library waits for its helper program without one.
func writeNative(ctx context.Context, text string) error {
	done := make(chan error, 1)
	go func() { done <- native.WriteAll(text) }()
	select {
	case err := <-done:
		if err != nil {
			return fmt.Errorf("the system's clipboard refused it: %w", err)
		}
		return nil
	case <-ctx.Done():
		return fmt.Errorf("the system's clipboard did not answer: %w", ctx.Err())
	}
}

// writeTmux lets tmux pass the text on to its terminal: with its default settings tmux 3.3 drops the
// escape sequence that would do so from within.
func writeTmux(ctx context.Context, text string) error {
	cmd := exec.CommandContext(ctx, "tmux", "load-buffer", "-w", "-")
	cmd.Stdin = strings.NewReader(text)
	cmd.WaitDelay = limit
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("tmux load-buffer failed: %w", err)
	}
	return nil
}
