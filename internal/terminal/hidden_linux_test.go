package terminal_test

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"testing"

	"github.com/creack/pty"
	"golang.org/x/sys/unix"
	"golang.org/x/term"

	"parsec-hosts/internal/terminal"
)

// hidden reads a line from a terminal whose user types keys as soon as asked.
func hidden(t *testing.T, ctx context.Context, keys func(user *os.File)) (line string, err error) {
	t.Helper()
	user, tty, err := pty.Open()
	if err != nil {
		t.Skip("no pseudo-terminal here: ", err)
	}
	defer user.Close()
	defer tty.Close()
	before, err := term.GetState(int(tty.Fd()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { // what this process ignores, the programs of later tests would ignore too
		stops := make(chan os.Signal, 1)
		signal.Notify(stops, unix.SIGTSTP)
		signal.Stop(stops)
	})
	line, err = terminal.ReadHidden(ctx, tty, func() {
		if modes, err := unix.IoctlGetTermios(int(tty.Fd()), unix.TCGETS); err != nil || modes.Lflag&unix.ECHO != 0 {
			t.Errorf("what is typed is shown when asked (%v)", err)
		}
		if !signal.Ignored(unix.SIGTSTP) {
			t.Error("Ctrl-Z stops the program, and continuing it would show what is typed")
		}
		keys(user)
	})
	if after, err := term.GetState(int(tty.Fd())); err != nil || *after != *before {
		t.Errorf("the terminal is not as it was (%v)", err)
	}
	return line, err
}

func typing(t *testing.T, keys string) func(*os.File) {
	return func(user *os.File) {
		if _, err := user.WriteString(keys); err != nil {
			t.Error(err)
		}
	}
}

func TestHiddenLineIsReadWithItsCorrections(t *testing.T) {
	for keys, want := range map[string]string{
		"secret\r":         "secret",
		"secrex\x7ft\r":    "secret",
		"all of it\x15x\r": "x",
		"half\x04\x04":     "half",
		"\r":               "",
	} {
		if line, err := hidden(t, t.Context(), typing(t, keys)); err != nil || line != want {
			t.Errorf("%q gives %q, %v; want %q", keys, line, err, want)
		}
	}
	if _, err := hidden(t, t.Context(), typing(t, "\x04")); !errors.Is(err, io.EOF) {
		t.Errorf("without an answer the error is %v", err)
	}
}

func TestHiddenLineIsGivenUpWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	_, err := hidden(t, ctx, func(user *os.File) { typing(t, "sec")(user); cancel() })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v", err)
	}
}

func TestHiddenLineNeedsATerminal(t *testing.T) {
	file, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	asked := false
	if _, err := terminal.ReadHidden(t.Context(), file, func() { asked = true }); err == nil || asked {
		t.Errorf("asked: %v, %v", asked, err)
	}
}
