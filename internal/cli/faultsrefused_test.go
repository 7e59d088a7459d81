//go:build linux

package cli

import (
	"fmt"
	"log/slog"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"parsec-hosts/internal/simulator"
)

// secretFileWith writes a file that only this user can read, and returns its path.
func secretFileWith(t *testing.T, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "key")
	writePrivate(t, path, content)
	return path
}

func chmod(t *testing.T, path string, mode os.FileMode) {
	t.Helper()
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
}

func TestFault01_AnAPIKeyInTheConfigurationIsRefused(t *testing.T) {
	for _, args := range [][]string{{"list"}, nil} { // the dashboard does not open either
		h := newHunt(t, "api_key = \""+canaryKey+"\"\n", args...)
		h.expectRefusal(exitUsage, "must hold no secret", "api_key_command")
	}
}

func TestFault01_AKeyFileForAllToReadIsRefused(t *testing.T) {
	key := secretFileWith(t, canaryKey)
	chmod(t, key, 0o644)
	h := newHunt(t, fmt.Sprintf("external_id = \"anna\"\napi_key_file = %q\n", key), "list")
	h.expectRefusal(exitSignedOut, "others can read", "chmod 600")
}

func TestFault02_AStateFolderForAllToWriteToIsRefused(t *testing.T) {
	f := newFaulty(t, smallFleet, "", "list")
	store := filepath.Join(f.state, "parsec-hosts")
	if err := os.Mkdir(store, 0o700); err != nil {
		t.Fatal(err)
	}
	chmod(t, store, 0o777)
	f.expectRefusal(exitSignedOut, "others can write to it", "chmod 700")
	if made := f.service.SessionsCreated(); made != 0 {
		t.Errorf("%d sessions were created for a store that is not safe", made)
	}
}

func TestFault03_AStoreThatIsALinkOrAPipeIsRefused(t *testing.T) {
	for name, replace := range map[string]func(path string) error{
		"link": func(path string) error { return os.Symlink(path+".moved", path) },
		"pipe": func(path string) error { return unix.Mkfifo(path, 0o600) },
	} {
		t.Run(name, func(t *testing.T) {
			f := newFaulty(t, smallFleet, "", "list")
			if code, _, stderr := f.outcome(); code != exitOK {
				t.Fatal(stderr)
			}
			stores, err := filepath.Glob(filepath.Join(f.state, "parsec-hosts", "session-*.json"))
			if err != nil || len(stores) != 1 {
				t.Fatalf("stores %q, %v", stores, err)
			}
			if err := os.Rename(stores[0], stores[0]+".moved"); err != nil {
				t.Fatal(err)
			}
			if err := replace(stores[0]); err != nil {
				t.Fatal(err)
			}
			again := f.again("list")
			got, stdout, stderr := runToEnd(again)
			if got != exitSignedOut || stdout != "" || !strings.Contains(stderr, "not a regular file") || !strings.Contains(stderr, "move it away") {
				t.Errorf("exit code %d, %q, %q", got, stdout, stderr)
			}
		})
	}
}

// runToEnd is outcome for a store that cannot be read.
func runToEnd(h *hunt) (code int, stdout, stderr string) {
	output, _ := h.Output() // the exit code tells
	h.search("the output", append(output, h.stderr.Bytes()...), canaryKey)
	return h.ProcessState.ExitCode(), string(output), h.stderr.String()
}

func TestFault11To14_SecretCommandsThatFailAreRefused(t *testing.T) {
	for name, tt := range map[string]struct{ script, what, remedy string }{
		"11 exits 1":             {"echo " + canaryKey + "; printf 'before\\n\\033]0;x\\007vault is sealed\\n' >&2; exit 1", "failed (exit status 1): ", "in a terminal"},
		"12 leaves a grandchild": {"sleep 3000 & echo " + canaryKey, "left a program running", "end"},
		"13 prints 10 MB":        {"head -c 10000000 /dev/zero | tr '\\0' x", "printed more than 64 KiB", "only what is asked"},
		"13 prints nothing":      {":", "empty", "try again"},
		"13 prints several":      {"echo " + canaryKey + "; echo " + canaryKey, "line", "one line"},
		"14 prints a control":    {"printf '" + canaryKey + "\\033[2J\\n'", "", "one line"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHunt(t, fmt.Sprintf("external_id = \"anna\"\napi_key_command = [\"sh\", \"-c\", %q]\n", tt.script), "list")
			h.Env = append(h.Env, "PATH=/usr/bin:/bin")
			h.expectRefusal(exitSignedOut, tt.what, tt.remedy)
			if told := h.stderr.String(); strings.ContainsAny(told, "\x1b\x07") || strings.Contains(told, "before") {
				t.Errorf("told %q", told)
			}
			expectNoProcess(t, h.process)
		})
	}
}

func TestFault14_AKeyWithAControlCharacterIsRefused(t *testing.T) {
	for _, key := range []string{canaryKey + "\n" + canaryKey, canaryKey + "\x1b[2J"} {
		f := newFaulty(t, smallFleet, "", "list")
		f.Env = append(f.Env, "PARSEC_HOSTS_API_KEY="+key)
		f.expectRefusal(exitSignedOut, "PARSEC_HOSTS_API_KEY", "correct PARSEC_HOSTS_API_KEY")
		if asked := len(f.service.Requests()); asked != 0 {
			t.Errorf("%d requests were made with it", asked)
		}
	}
}

func TestFault20_AClockADayOffIsTold(t *testing.T) {
	for fault, words := range map[simulator.Fault]string{
		simulator.FaultClockAhead:  "behind the service's",
		simulator.FaultClockBehind: "ahead of the service's",
	} {
		f := newFaulty(t, smallFleet, "", "list", "--ids")
		f.service.Fault(fault, 0)
		for run := range 2 { // the second one must find its session good
			next := f.again("list", "--ids")
			code, stdout, stderr := next.outcome()
			if code != exitOK || strings.Count(stdout, "\n") != 3 || !strings.Contains(stderr, words) {
				t.Errorf("%s, run %d: exit code %d, %q, %q", fault, run, code, stdout, stderr)
			}
		}
		if made := f.service.SessionsCreated(); made != 1 {
			t.Errorf("%s: %d sessions were created", fault, made)
		}
	}
}

func TestFault31_PlainHTTPToOthersIsRefused(t *testing.T) {
	for _, args := range [][]string{{"list"}, nil} {
		h := newHunt(t, "base_url = \"http://192.0.2.1\"\nexternal_id = \"anna\"\n", args...)
		h.Env = append(h.Env, "PARSEC_HOSTS_API_KEY="+canaryKey)
		h.expectRefusal(exitUsage, "base_url", "https")
	}
}

func TestFault32_AStrangersCertificateIsRefusedInPlainWords(t *testing.T) {
	stranger := httptest.NewUnstartedServer(nil)
	stranger.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, 0) // it is told what the program thinks of it
	stranger.StartTLS()
	defer stranger.Close()
	h := newHunt(t, fmt.Sprintf("base_url = %q\nexternal_id = \"anna\"\n", stranger.URL), "list")
	h.Env = append(h.Env, "PARSEC_HOSTS_API_KEY="+canaryKey)
	h.expectRefusal(exitNetwork, "is not trusted", "ca_file")
}

func TestFault33_NamesAndPortsWhereNobodyIsAreTold(t *testing.T) {
	for url, what := range map[string]string{
		"https://parsec.invalid": "could not be resolved",
		"http://127.0.0.1:1":     "refused the connection",
	} {
		h := newHunt(t, fmt.Sprintf("base_url = %q\nexternal_id = \"anna\"\n", url), "list")
		h.Env = append(h.Env, "PARSEC_HOSTS_API_KEY="+canaryKey)
		h.expectRefusal(exitNetwork, what, "check")
	}
}

func TestFault65_WithoutATerminalTheDashboardPointsToTheList(t *testing.T) {
	f := newFaulty(t, smallFleet, "")
	f.expectRefusal(exitUsage, "needs a terminal", "parsec-hosts list prints the hosts without one")
	if asked := len(f.service.Requests()); asked != 0 {
		t.Errorf("%d requests were made for nobody to see", asked)
	}
	list := f.again("list")
	code, stdout, _ := list.outcome()
	if code != exitOK || strings.Count(stdout, "\n") != 4 || strings.Contains(stdout, "\x1b") {
		t.Errorf("exit code %d, not plain: %q", code, stdout)
	}
}

// A file system of its own is mounted over the state folder, in a name space of its own.
func TestFault06_AFullOrReadOnlyDiskIsTold(t *testing.T) {
	if err := exec.Command("unshare", "--mount", "--map-root-user", "true").Run(); err != nil {
		t.Skip("no name spaces for mounts here: ", err)
	}
	for reason, mount := range map[string]string{
		"no space left on device": `mount -t tmpfs -o size=4k,mode=700 none "$XDG_STATE_HOME" && echo full >"$XDG_STATE_HOME/full"`,
		"read-only file system":   `mount -t tmpfs -o ro,mode=700 none "$XDG_STATE_HOME"`,
	} {
		t.Run(reason, func(t *testing.T) {
			f := newFaulty(t, smallFleet, "")
			list := f.again("list", "--ids")
			list.Env = append(list.Env, "PATH=/usr/bin:/bin:/usr/sbin:/sbin")
			list.shell(`exec unshare --mount --map-root-user sh -c '` + mount + `; exec "$@"' sh "$@"`)
			code, stdout, stderr := list.outcome()
			if code != exitOK || strings.Count(stdout, "\n") != 3 || !strings.Contains(stderr, "the session is kept in memory only: ") || !strings.Contains(stderr, reason) {
				t.Errorf("exit code %d, %q, %q", code, stdout, stderr)
			}
			if made := f.service.SessionsCreated(); made != 1 {
				t.Errorf("%d sessions were created, want 1", made)
			}
		})
	}
}
