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

// Clipboard is one way to the clipboard.
type Clipboard struct {
	name  string
	write func(ctx context.Context, text string) error
}

// Name says where text goes, as in "sent to NAME".
func (c *Clipboard) Name() string { return c.name }

// Copy sends text. The error names the program that failed.
func (c *Clipboard) Copy(ctx context.Context, text string) error {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	return c.write(ctx, text)
}

// Choose returns the best way for an environment (as from os.Getenv), or nil when only the terminal
// can do it.
func Choose(getenv func(string) string) *Clipboard {
	remote := getenv("SSH_CONNECTION") != "" || getenv("SSH_TTY") != ""
	switch {
	case !remote && hasNative(getenv):
		return &Clipboard{name: "the clipboard", write: writeNative}
	case getenv("TMUX") != "":
		return &Clipboard{name: "tmux and the terminal's clipboard", write: writeTmux}
	}
	return nil
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
