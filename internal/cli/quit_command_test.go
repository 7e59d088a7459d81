//go:build linux

package cli

import (
	"syscall"
	"testing"
)

// TestFault64_QuittingEndsTheSignInCommand ends the program in both ways while a command of the
// user's is still running.
func TestFault64_QuittingEndsTheSignInCommand(t *testing.T) {
	ways := []struct {
		name string
		quit func(c *console)
		code int
	}{
		{"key", func(c *console) { c.press("q") }, 0},
		{"signal", func(c *console) { _ = c.Process.Signal(syscall.SIGTERM) }, 128 + int(syscall.SIGTERM)},
	}
	for _, setting := range []string{"session_command", "api_key_command"} {
		for _, way := range ways {
			t.Run(setting+" "+way.name, func(t *testing.T) {
				t.Parallel()
				probe := newProbe(t)
				probe.prints("")
				h := newHunt(t, "external_id = \"43523\"\n"+setting+" = "+probe.printing())
				c := startConsole(t, h.process)
				probe.next()
				quitAndLeaveNothing(t, c, func() { way.quit(c) }, way.code)
			})
		}
	}
}
