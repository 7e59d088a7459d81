//go:build linux

package cli

import (
	"strings"
	"syscall"
	"testing"

	"parsec-hosts/internal/simulator"
)

// withWindow opens a dashboard and starts a program with a window of its own from it.
func withWindow(t *testing.T, session string) (f *faulty, c *console, child told, p *probe) {
	t.Helper()
	p = newProbe(t)
	f = newFaulty(t, smallFleet, p.launcher("background", session))
	f.service.SetHosts(simulator.Host{PeerID: letterPeer, Name: "render-07", UserName: "studio#carla", Mode: simulator.ModeDesktop, MaxPlayers: 4})
	c, _ = f.open()
	c.press("\ry") // yes, also to a host that has appeared just now
	return f, c, p.next(), p
}

func TestFault61_AProgramWithAWindowGoesOnHoweverTheDashboardEnds(t *testing.T) {
	for name, end := range map[string]func(c *console){
		"key":     func(c *console) { c.press("q") },
		"SIGTERM": func(c *console) { _ = c.Process.Signal(syscall.SIGTERM) },
		"SIGQUIT": func(c *console) { _ = c.Process.Signal(syscall.SIGQUIT) },
		"hang-up": func(c *console) { _ = c.keys.Close() },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f, c, child, probe := withWindow(t, "env")
			end(c)
			c.drain()
			c.exit(t)
			if err := syscall.Kill(child.pid, 0); err != nil {
				t.Fatalf("the program is gone: %v", err)
			}
			probe.release()
			if !hasEnded(child.pid) {
				t.Error("the program does not end")
			}
			f.searchAll(c.shown)
		})
	}
}

func TestFault59_AProgramThatFailsAtOnceIsToldAndTheDashboardGoesOn(t *testing.T) {
	t.Parallel()
	f := newFaulty(t, smallFleet, "[[launcher]]\nname = \"broken\"\ncommand = [\"sh\", \"-c\", \"echo no such library >&2; exit 1\"]\n")
	f.Env = append(f.Env, "PATH=/usr/bin:/bin")
	f.service.SetHosts(simulator.Host{PeerID: letterPeer, Name: "render-07", UserName: "studio#carla", Mode: simulator.ModeDesktop, MaxPlayers: 4})
	c, host := f.open()
	c.press("\ry")
	c.expectScreen("broken ended with exit code 1", "no such library")
	c.press("r")
	c.expectScreen("live", host)
	f.leave(c)
	if strings.Count(string(c.shown), "no such library\r\n") > 0 {
		t.Error("the program's words were written onto the screen by itself")
	}
}
