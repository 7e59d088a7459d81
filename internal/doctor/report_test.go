package doctor

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parsec-hosts/internal/config"
)

// secretFile has a canary wherever a configuration can have something private.
const secretFile = `
default_profile = "CANARY-profile"
base_url = "https://CANARY.example/CANARY"
external_id = "CANARY"
proxy = "http://CANARY:CANARY@CANARY.example:1"
interval = "10s"
budget = 30
route = "CANARY"
sort = "-CANARY"
columns = ["name", "CANARY"]
filter = "CANARY"
CANARY = "CANARY"
colors = { accent = "CANARY", CANARY = "CANARY" }
[keys]
CANARY = "CANARY"
[[launcher]]
name = "CANARY"
command = ["/home/CANARY/client", "--token=CANARY", "{peer_id}"]
session = "env"
session_env = "CANARY"
[profile.CANARY-profile]
session_command = ["CANARY", "CANARY"]
[[profile.CANARY-profile.action]]
name = "CANARY"
key = "CANARY"
command = ["CANARY"]
`

func TestTheOutlineHoldsTheStructureAndNothingPrivate(t *testing.T) {
	text := strings.Join(Outline(put(t, filepath.Join(t.TempDir(), "c.toml"), secretFile, 0o600)), "\n")
	if strings.Contains(text, "CANARY") {
		t.Errorf("something private is in it:\n%s", text)
	}
	for _, line := range []string{
		`interval = "10s"`, "budget = 30", "route = <text>", "<unknown setting> = <text>", `columns = ["name", <text>]`,
		"[[launcher]]", `command = [<text>, <text>, "{peer_id}"]`, `session = "env"`, "[profile.<1>]",
		"session_command = <list of 2>", "[[profile.<1>.action]]", "keys = <table of 1>",
	} {
		if !strings.Contains(text+"\n", line+"\n") {
			t.Errorf("%q is missing in\n%s", line, text)
		}
	}
}

func TestTheOutlineOfWhatIsNoConfiguration(t *testing.T) {
	dir := t.TempDir()
	for want, path := range map[string]string{
		"(there is none that can be read)":  filepath.Join(dir, "none"),
		"(empty)":                           put(t, filepath.Join(dir, "empty"), "# CANARY\n", 0o600),
		"(2 lines that are not valid TOML)": put(t, filepath.Join(dir, "broken"), "a = CANARY\nb\n", 0o600),
	} {
		if got := Outline(path); len(got) != 1 || got[0] != want {
			t.Errorf("outline is %q, want %q", got, want)
		}
	}
}

// Every setting of the example is either open or closed: a new one must be decided on.
func TestTheOutlineKnowsEverySetting(t *testing.T) {
	example, err := os.ReadFile("../../config.example.toml")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(example)) {
		name, value, isSetting := strings.Cut(strings.TrimPrefix(line, "#"), " = ")
		if !isSetting || strings.Contains(name, " ") || strings.Contains(name, "-") {
			continue
		}
		outline := Outline(put(t, filepath.Join(t.TempDir(), "c.toml"), name+" = "+value, 0o600))
		if !isKey[name] && strings.Contains(strings.Join(outline, "\n"), "unknown") {
			t.Errorf("%s is neither open nor closed", name)
		}
	}
}

// isKey are names of actions in [keys] of the example, of which none is a setting.
var isKey = map[string]bool{
	"connect": true, "copy": true, "pin": true, "mark": true, "dismiss": true, "clear": true, "reverse": true, "fold": true,
	"unfold": true, "timeline": true, "refresh": true, "pause": true, "watch": true, "watches": true, "up": true, "down": true,
	"first": true, "last": true, "details": true, "profile": true, "actions": true, "help": true, "quit": true, "suspend": true, "disconnect": true, "reconnect": true,
}

func TestAReportHoldsNothingPrivate(t *testing.T) {
	needsModes(t)
	dir := t.TempDir()
	path := put(t, filepath.Join(dir, "CANARY.toml"), secretFile, 0o600)
	put(t, filepath.Join(dir, "logs", "20260301T120000.000Z-CANARY-123.log"), "CANARY", 0o600)
	in := config.Inputs{Flags: config.Flags{Config: path}}
	file, _ := config.Locate(in)
	_, err := config.Load(in)
	checks := Configuration{File: file, Faults: []error{err}}.Settings()
	checks = append(checks, ok("forgotten", "a CANARY that nobody marked"))
	report := Report{
		Version: "v1", Checks: checks, Outline: Outline(path), LogDir: filepath.Join(dir, "logs"),
		Variables: []string{"PARSEC_HOSTS_API_KEY"}, Private: []string{"CANARY", "CANARY that nobody", ""},
	}
	text := report.String()
	if strings.Contains(text, "CANARY") {
		t.Errorf("something private is in it:\n%s", text)
	}
	for _, words := range []string{"Left out are: ", "file: <path>", "a <private> marked", "20260301T120000.000Z-<peer>.log", "== configuration file ==", "PARSEC_HOSTS_API_KEY\n"} {
		if !strings.Contains(text, words) {
			t.Errorf("%q is missing in\n%s", words, text)
		}
	}
}

func TestAReportIsForItsUserAloneAndOverwritesNothing(t *testing.T) {
	needsModes(t)
	path := filepath.Join(t.TempDir(), "report")
	if err := (Report{}).Write(path); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode is %v, error %v", info.Mode(), err)
	}
	if err := (Report{}).Write(path); !os.IsExist(err) {
		t.Errorf("error is %v, want that it exists", err)
	}
}
