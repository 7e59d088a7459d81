//go:build linux

package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

func TestTheDashboardsLogTellsPollsAndLaunches(t *testing.T) {
	probe := newProbe(t)
	h := newHunt(t, fmt.Sprintf("base_url = %q\n", secretService(t).listen())+probe.launcher("background", "env"))
	h.Env = append(h.Env, "PARSEC_HOSTS_SESSION_ID="+canarySession)
	c := startConsole(t, h.process)
	c.expect("name set via SDK")
	c.press("\ryy")
	probe.next()
	probe.release()
	c.expect("probe 1 ended") // a dashboard that is left does not wait for what it started
	c.press("q")
	h.searchScreen(c, exitOK)
	h.searchFiles()
	told, err := os.ReadFile(filepath.Join(h.state, "log"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`level=INFO msg=start version="v1\.2\.3 for tests" command=parsec-hosts pid=\d+\n`,
		`level=INFO msg=configuration file=\S+config\.toml profile=default sign_in="session ID" from=PARSEC_HOSTS_SESSION_ID\n`,
		`level=INFO msg="session given" session=c0ff… origin=session_id place=environment\n`,
		`level=INFO msg=poll hosts=1 changes=0 complete=true next_in=\d+\S*s\n`,
		`level=INFO msg="program running" launcher="probe 1" peer_id=` + letterPeer + ` pid=\d+\n`,
		`level=INFO msg="program ended" launcher="probe 1" peer_id=` + letterPeer + ` pid=\d+ exit_code=0\n`,
		`level=INFO msg=end exit_code=0\n`,
	} {
		if !regexp.MustCompile(want).Match(told) {
			t.Errorf("the log lacks %s:\n%s", want, told)
		}
	}
}
