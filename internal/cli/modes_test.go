//go:build linux

package cli

import (
	"io/fs"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"syscall"
	"testing"

	"parsec-hosts/internal/simulator"
)

// written are the files that a run of everything leaves, by their names below the state folder.
var written = []string{
	`^log$`, `^hosts\.jsonl$`, `^report\.json$`,
	`^parsec-hosts/session-\w+\.json$`, `^parsec-hosts/session-\w+\.lock$`, `^parsec-hosts/session-\w+\.place$`,
	`^parsec-hosts/journal/`, `^parsec-hosts/dashboard-.*\.json$`, `^parsec-hosts/logs/.*\.log$`, `^parsec-hosts/reports/crash-.*\.txt$`,
}

// TestWhatIsWrittenIsForThisUserAlone has everything written that can be, whatever the user's umask is,
// and wants the modes of files 0600 and of folders 0700.
func TestWhatIsWrittenIsForThisUserAlone(t *testing.T) {
	for _, umask := range []string{"000", "077"} {
		t.Run(umask, func(t *testing.T) {
			t.Parallel()
			probe := newProbe(t)
			f := newFaulty(t, smallFleet, probe.launcher("background", "none"))
			f.service.SetHosts(simulator.Host{PeerID: letterPeer, Name: "render-07", UserName: "studio#carla", Mode: simulator.ModeDesktop, MaxPlayers: 4})

			dashboard := f.again("--log-file", filepath.Join(f.state, "log"))
			dashboard.under(umask)
			c := startConsole(t, dashboard.process)
			c.expectScreen("live", "render-07")
			c.press("*\ry") // pinned, which is remembered, and connected to
			probe.next()
			probe.release()
			c.expectScreen("probe 1 ended")
			c.press("q")
			c.expectExit(exitOK)

			for _, args := range [][]string{
				{"record", "--yes", "--polls", "1", filepath.Join(f.state, "hosts.jsonl")},
				{"doctor", "--report", filepath.Join(f.state, "report.json")},
			} {
				command := f.again(args...)
				command.under(umask)
				if output, err := command.Output(); err != nil && args[0] != "doctor" { // which may have found something
					t.Fatalf("%v: %v: %s%s", args, err, output, command.stderr.String())
				}
			}

			crash := f.again()
			crash.Args[0] = "buggy"
			crash.under(umask)
			c = startConsole(t, crash.process)
			c.expectScreen("live", "render-07")
			_ = c.Process.Signal(syscall.SIGUSR1)
			c.drain()
			c.exit(t)

			f.expectPrivate()
		})
	}
}

// under makes a run begin with a umask.
func (h *hunt) under(umask string) { h.shell("umask " + umask + `; exec "$@"`) }

// shell makes a run begin with a script, to which the program is its arguments.
func (h *hunt) shell(script string) {
	h.t.Helper()
	shell, err := exec.LookPath("sh")
	if err != nil {
		h.t.Skip("no shell here: ", err)
	}
	program, err := exec.LookPath(h.Args[0])
	if err != nil {
		h.t.Fatal(err)
	}
	h.Path, h.Args = shell, slices.Concat([]string{"sh", "-c", script, "sh", program}, h.Args[1:])
}

// expectPrivate wants all below the state folder private, and everything there that can be.
func (f *faulty) expectPrivate() {
	f.t.Helper()
	var names []string
	err := filepath.WalkDir(f.state, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || path == f.state {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		name, err := filepath.Rel(f.state, path)
		names = append(names, name)
		want := fs.FileMode(0o600)
		if entry.IsDir() {
			want = fs.ModeDir | 0o700
		}
		if info.Mode() != want {
			f.t.Errorf("%s has mode %v, want %v", name, info.Mode(), want)
		}
		return err
	})
	if err != nil {
		f.t.Error(err)
	}
	for _, pattern := range written {
		if !slices.ContainsFunc(names, regexp.MustCompile(pattern).MatchString) {
			f.t.Errorf("nothing like %s was written: %q", pattern, names)
		}
	}
}
