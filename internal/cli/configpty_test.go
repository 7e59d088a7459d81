//go:build unix

package cli

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// expectEnd waits for the end of a program that only asks.
func (c *console) expectEnd(code int) {
	c.t.Helper()
	for chunk := range c.output {
		c.shown = append(c.shown, chunk...)
	}
	if got := c.exit(c.t); got != code {
		c.t.Errorf("exit code %d, want %d\n%s", got, code, c.shown)
	}
}

func (c *console) configPath() string {
	return filepath.Join(c.folder, "config", "parsec-hosts", "config.toml")
}

// expectFile wants a configuration file with these lines, for its owner alone, and nothing else of
// ours beside it.
func (c *console) expectFile(lines ...string) {
	c.t.Helper()
	content, err := os.ReadFile(c.configPath())
	if err != nil {
		c.t.Fatal(err)
	}
	written := strings.Split(string(content), "\n")
	for _, line := range lines {
		if !slices.Contains(written, line) {
			c.t.Errorf("the file lacks %s:\n%s", line, content)
		}
	}
	if info, err := os.Stat(c.configPath()); err != nil || info.Mode().Perm() != 0o600 {
		c.t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if entries, err := os.ReadDir(filepath.Dir(c.configPath())); err != nil || len(entries) != 1 {
		c.t.Errorf("beside the file there is %v, %v", entries, err)
	}
}

func TestConfigInitAsksUntilTheAnswersAreRight(t *testing.T) {
	c := openConsole(t, "PARSEC_HOSTS_SESSION_ID="+canaryKey, "config", "init")
	c.expect("Nothing is written before the last answer")
	c.expect("Number [1]: ")
	c.press("4\n")
	c.expect("type a number from 1 to 3")
	c.press("2\n")
	c.expect("creates sessions for: ")
	c.press("\n")
	c.expect("an API key needs one")
	c.press("anna\n")
	c.expect("Do not type the key itself")
	c.press("2\n")
	c.expect("such as: pass show parsec/api-key: ")
	c.press("pass 'show\n")
	c.expect("a quotation mark is not closed")
	c.press("pass 'show it'\n")
	c.expect("Where is the service? [https://kessel-api.parsecgaming.com]: ")
	c.press("http://kessel.example\n")
	c.expect("base_url cannot be used: ")
	c.press("https://kessel.example\n")
	c.expect("Name of this profile [default]: ")
	c.press("the studio\n")
	c.expect("must consist of letters, digits, - and _")
	c.press("studio\n")
	c.expect("parsec-hosts doctor")
	c.expectEnd(exitOK)
	c.expectFile(
		`default_profile = "studio"`, `[profile.studio]`, `base_url = "https://kessel.example"`, `external_id = "anna"`,
		`api_key_command = ["pass", "show it"]`)
}

func TestConfigInitTakesEnterForTheUsual(t *testing.T) {
	c := openConsole(t, "NO_COLOR=", "config", "init")
	c.expect("Number [1]: ")
	c.press("\n")
	c.expect("parsec-session: ")
	c.press("\n")
	c.expect("name a program")
	c.press("broker\n\n\n\n")
	c.expect("parsec-hosts doctor")
	c.expectEnd(exitOK)
	c.expectFile(`[profile.default]`, `session_command = ["broker"]`, `#base_url = "https://kessel-api.parsecgaming.com"`, `#external_id = "anna"`)
}

func TestConfigInitOffersTheProgramsThatAreThere(t *testing.T) {
	programs := t.TempDir()
	for _, name := range []string{"parsecd", "vdi-stream-client"} {
		if err := os.WriteFile(filepath.Join(programs, name), nil, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for answer, want := range map[string]string{"\n": `command = ["parsecd", "peer_id={peer_id}"]`, "3\n": "allow_session_in_arguments = true"} {
		c := openConsole(t, "PATH="+programs, "config", "init")
		c.press("3\n\n\n\n")
		c.expect("2  none of these")
		c.expect("3  vdi-stream-client (its command line shows the session")
		c.expect("Number [1]: ")
		c.press(answer)
		c.expectEnd(exitOK)
		c.expectFile(want)
	}
}

func TestConfigInitThatIsBrokenOffLeavesNothing(t *testing.T) {
	for key, code := range map[string]int{"\x03": exitInterrupted, "\x04": exitFailure} {
		c := openConsole(t, "NO_COLOR=", "config", "init")
		c.expect("Number [1]: ")
		c.press("1\n")
		c.expect("parsec-session: ")
		c.press(key)
		c.expectEnd(code)
		c.expectNothingLeft(t)
	}
}

// exitInterrupted is the exit code after the keyboard's interrupt.
const exitInterrupted = 130

// openEditor starts config edit with an editor that leaves one content after the other behind. Before
// it there is a file with the content of was, unless that is "".
func openEditor(t *testing.T, was string, contents ...string) *console {
	t.Helper()
	editor, err := exec.LookPath("scripted-editor")
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	for i, content := range contents {
		writePrivate(t, filepath.Join(folder, fmt.Sprint(i)), content)
	}
	p := newProcess(t, "config", "edit")
	if was != "" {
		writePrivate(t, filepath.Join(p.folder, "config", "parsec-hosts", "config.toml"), was)
	}
	p.Env = append(p.Env, "EDITOR=vi", fmt.Sprintf("VISUAL=%s %q", editor, folder))
	return startConsole(t, p)
}

func TestConfigEditTellsMistakesAndGoesOnEditing(t *testing.T) {
	c := openEditor(t, "interval = \"9s\"\n", "intervall = \"10s\"\n[profile.a]\nbudget = 0\n", "interval = \"10s\"\n")
	c.expect(`config.toml:1: unknown setting "intervall"; did you mean interval?`)
	c.expect("config.toml:3: budget must be from 1 to 10000")
	c.expect("(k)eep them with these mistakes [e]: ")
	c.press("x\n")
	c.expect("type e, d or k")
	c.press("\n")
	c.expect("Wrote ")
	c.expectEnd(exitOK)
	c.expectFile(`interval = "10s"`)
}

func TestConfigEditCanKeepOrDiscardMistakes(t *testing.T) {
	const was, mistake = "interval = \"9s\"", "interval = 9"
	for _, answer := range []struct{ key, file string }{{"k\n", mistake}, {"d\n", was}, {"\x04", was}} {
		c := openEditor(t, was, mistake)
		c.expect("[e]: ")
		c.press(answer.key)
		c.expectEnd(exitOK)
		c.expectFile(answer.file)
	}
}

func TestConfigEditThatIsInterruptedChangesNothing(t *testing.T) {
	c := openEditor(t, "interval = \"9s\"", "interval = 9")
	c.expect("[e]: ")
	c.press("\x03")
	c.expectEnd(exitInterrupted)
	c.expectFile(`interval = "9s"`)
	if left, err := filepath.Glob(filepath.Join(c.folder, "parsec-hosts-edit-*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %q, %v", left, err)
	}
}

func TestConfigEditWritesOnlyWhatWasChanged(t *testing.T) {
	c := openEditor(t, "interval = \"9s\"")
	c.expect("Nothing was changed.")
	c.expectEnd(exitOK)
	c = openEditor(t, "")
	c.expect("Nothing was changed.")
	c.expectEnd(exitOK)
	c.expectNothingLeft(t)
}

func TestConfigEditBeginsAFileThatIsNotThere(t *testing.T) {
	c := openEditor(t, "", "interval = \"10s\"")
	c.expect("Wrote ")
	c.expectEnd(exitOK)
	c.expectFile(`interval = "10s"`)
}

func TestConfigEditFollowsALinkAndKeepsTheMode(t *testing.T) {
	editor, err := exec.LookPath("scripted-editor")
	if err != nil {
		t.Fatal(err)
	}
	folder, elsewhere := t.TempDir(), filepath.Join(t.TempDir(), "mine.toml")
	writePrivate(t, filepath.Join(folder, "0"), "interval = \"10s\"")
	p := newProcess(t, "config", "edit")
	link := filepath.Join(p.folder, "config", "parsec-hosts", "config.toml")
	if err := errors.Join(
		os.WriteFile(elsewhere, []byte("interval = \"9s\""), 0o600), os.Chmod(elsewhere, 0o640),
		os.MkdirAll(filepath.Dir(link), 0o700), os.Symlink(elsewhere, link),
	); err != nil {
		t.Fatal(err)
	}
	p.Env = append(p.Env, fmt.Sprintf("EDITOR=%s %s", editor, folder))
	c := startConsole(t, p)
	c.expect("Wrote " + link)
	c.expectEnd(exitOK)
	content, err := os.ReadFile(elsewhere)
	info, statErr := os.Lstat(elsewhere)
	if errors.Join(err, statErr) != nil || string(content) != "interval = \"10s\"" || info.Mode() != 0o640 {
		t.Errorf("the file holds %q with %v; %v", content, info, errors.Join(err, statErr))
	}
	if info, err := os.Lstat(link); err != nil || info.Mode().Type() != os.ModeSymlink {
		t.Errorf("the link is now %v, %v", info, err)
	}
}

func TestConfigEditSaysWhenTheEditorFails(t *testing.T) {
	failing, err := exec.LookPath("false")
	if err != nil {
		t.Skip("no program that fails here: ", err)
	}
	for editor, want := range map[string]struct {
		text string
		code int
	}{
		failing:          {"failed (exit status 1): nothing was changed", exitFailure},
		"no-such-editor": {`the editor "no-such-editor" cannot be started: `, exitUsage},
		`ed "x`:          {"the editor in VISUAL or EDITOR cannot be used: a quotation mark is not closed", exitUsage},
	} {
		c := openConsole(t, "EDITOR="+editor, "config", "edit")
		c.expect(want.text)
		c.expectEnd(want.code)
		c.expectNothingLeft(t)
	}
}
