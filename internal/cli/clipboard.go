package cli

import (
	"context"
	"os/exec"
	"runtime"
	"strings"

	"github.com/atotto/clipboard"

	"parsec-hosts/ui"
)

// chooseClipboard says where copied text goes. Inside tmux that is tmux, which hands it on to the
// terminal and drops what a program sends by itself. On a local desktop it is the desktop's own.
// Otherwise it is nil, the terminal's: over SSH this computer's clipboard is not the user's.
func chooseClipboard(environ []string) ui.Clipboard {
	get := func(name string) string { return lookup(environ, name) }
	remote := get("SSH_CONNECTION") != "" || get("SSH_TTY") != ""
	desktop := runtime.GOOS != "linux" || get("WAYLAND_DISPLAY") != "" || get("DISPLAY") != ""
	switch {
	case get("TMUX") != "":
		return tmuxClipboard{}
	case !remote && desktop && !clipboard.Unsupported:
		return desktopClipboard{}
	}
	return nil
}

func lookup(environ []string, name string) string {
	for _, pair := range environ {
		if value, found := strings.CutPrefix(pair, name+"="); found {
			return value
		}
	}
	return ""
}

type tmuxClipboard struct{}

func (tmuxClipboard) Name() string { return "tmux and the terminal's clipboard" }

func (tmuxClipboard) Copy(ctx context.Context, text string) error {
	cmd := exec.CommandContext(ctx, "tmux", "load-buffer", "-w", "-")
	cmd.Stdin = strings.NewReader(text)
	return cmd.Run()
}

type desktopClipboard struct{}

func (desktopClipboard) Name() string { return "the clipboard" }

// Copy gives up with ctx; the desktop's program then ends when it likes.
func (desktopClipboard) Copy(ctx context.Context, text string) error {
	done := make(chan error, 1)
	go func() { done <- clipboard.WriteAll(text) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}
