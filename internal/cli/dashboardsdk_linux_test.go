//go:build !nosdk && amd64

package cli

import (
	"bytes"
	"fmt"
	"path/filepath"
	"testing"

	"parsec-hosts/internal/canary"
	"parsec-hosts/internal/connection"
	"parsec-hosts/internal/parsecsdk/standin"
)

func TestEnterConnectsThroughTheSDKAndTheNextDashboardFindsTheConnection(t *testing.T) {
	library := standin.Build(t)
	h := newHunt(t, fmt.Sprintf(`base_url = %q
[[launcher]]
name = "sdk"
driver = "sdk"
library = %q
openssl = %q
window = false
sdk_options = { script = "waiting,20:12,path,20:3,0" }
`, secretService(t).listen(), library, filepath.Dir(library)))
	h.Env = append(h.Env, "PARSEC_HOSTS_SESSION_ID="+canarySession)
	c := startConsole(t, h.process)
	c.expect("name set via SDK")
	c.press("\ry") // yes, to this very computer
	c.expect("waiting for")
	c.expect("someone at the host to accept")
	c.expect("Mbit/s")
	folder := filepath.Join(h.state, "parsec-hosts", connectionFolder)
	running, err := connection.Running(folder)
	if err != nil || len(running) != 1 {
		t.Fatalf("running are %v (%v)", running, err)
	}
	canary.Arguments(t, running[0].Last.PID, canarySession)
	canary.Environment(t, running[0].Last.PID, canarySession)
	c.press("q")
	h.searchScreen(c, exitOK)
	if !bytes.Contains(c.shown, []byte("the connection to name set via SDK lasts; the dashboard finds it again")) {
		t.Errorf("nothing is said of the connection: %q", c.shown[max(0, len(c.shown)-500):])
	}

	second := h.again()
	c = startConsole(t, second.process)
	c.expectScreen("Mbit/s", "● live") // the connection may be found before the host that o is about
	c.press("o")                       // its log
	c.expect("attempt 1 to connect to name set via SDK")
	c.press("\x1b")
	c.expect("Mbit/s")
	c.press("dy")
	c.expect("disconnected")
	c.press("q")
	second.searchScreen(c, exitOK)
	h.searchFiles()
	if !hasEnded(running[0].Last.PID) {
		t.Error("the process of the connection goes on")
	}
}
