package launch

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"parsec-hosts/internal/canary"
	"parsec-hosts/parsecapi"
)

func TestPlanPutsValuesInPlace(t *testing.T) {
	l := self(t, "peer_id={peer_id}:app=1", "{name}", "{user_name}/{external_id}", "{{name}", `{{"a":{{}}`)
	p := mustPlan(t, l)
	want := []string{"peer_id=1QA0qE1h0aBW7GKRTXCU0ZInLVZ:app=1", "render-07", "studio#carla/carla", "{name}", `{"a":{}}`}
	if got := p.args(""); !slices.Equal(got, want) {
		t.Errorf("arguments %q, want %q", got, want)
	}
	if p.Terminal() || p.Launcher() != "viewer" || p.PeerID() != target().PeerID {
		t.Errorf("plan is for %s, %s, terminal %t", p.Launcher(), p.PeerID(), p.Terminal())
	}
}

func TestPlanAcceptsMissingValues(t *testing.T) {
	p, err := self(t, "{name}", "id={external_id}").Plan(Target{PeerID: "a"})
	if err != nil {
		t.Fatal(err)
	}
	if got := p.args(""); !slices.Equal(got, []string{"", "id="}) {
		t.Errorf("arguments %q", got)
	}
}

func TestPlanRefusesUnlaunchablePeerIDs(t *testing.T) {
	for _, id := range []string{"", "a b", "a/b", "$(id)", `\u0000`, "ä", strings.Repeat("a", 65), "a\n"} {
		_, err := self(t, "{peer_id}").Plan(Target{PeerID: id})
		checkError(t, err, "peer ID")
	}
}

func TestFault54_NamesAreData(t *testing.T) {
	tests := []struct {
		template, value string
		want            string // the argument; empty when refused
	}{
		{"{name}", "-rf", ""},
		{"{user_name}-{name}", "", ""}, // an empty value may uncover an option as well
		{"{name}", "$(touch x)", "$(touch x)"},
		{"{name}", "; rm -rf / &", "; rm -rf / &"},
		{"{name}", `"%PATH%"`, `"%PATH%"`},
		{"--name={name}", "-rf", "--name=-rf"},
		{"-{name}", "rf", "-rf"}, // the option is the user's own
		{"{name}", "{peer_id}", "{peer_id}"},
	}
	for _, tt := range tests {
		p, err := self(t, tt.template).Plan(Target{PeerID: "a", Name: tt.value})
		if tt.want == "" {
			checkError(t, err, "begins with -")
		} else if err != nil {
			t.Errorf("%s with %q: %v", tt.template, tt.value, err)
		} else if got := p.args("")[0]; got != tt.want {
			t.Errorf("%s with %q gives %q, want %q", tt.template, tt.value, got, tt.want)
		}
	}
	_, err := self(t, "{peer_id}").Plan(Target{PeerID: "-rf"})
	checkError(t, err, "begins with -")
	_, err = self(t, "{name}").Plan(Target{PeerID: "a", Name: "a\x00b"})
	checkError(t, err, "no argument can have")
}

func TestFault59_MissingProgramsAreNamedWithTheRemedy(t *testing.T) {
	dir := t.TempDir()
	plain := filepath.Join(dir, "plain")
	if err := os.WriteFile(plain, []byte("#!/bin/sh\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	l := Launcher{Name: "viewer", Command: []string{"no-such-program-anywhere"}}
	_, err := l.Plan(target())
	checkError(t, err, "no-such-program-anywhere was not found")
	if want := "install it, or correct `command` of launcher viewer"; err.(*Error).Remedy() != want {
		t.Errorf("remedy %q, want %q", err.(*Error).Remedy(), want)
	}
	l.Command[0] = filepath.Join(dir, "absent")
	_, err = l.Plan(target())
	checkError(t, err, "absent was not found")
	if runtime.GOOS != "windows" {
		l.Command[0] = plain
		_, err = l.Plan(target())
		checkError(t, err, "plain is not executable")
	}
}

func TestPlanNeedsASessionOnlyWhenTheLauncherDoes(t *testing.T) {
	l := self(t)
	if _, err := l.Plan(Target{PeerID: "a"}); err != nil {
		t.Errorf("refused without need: %v", err)
	}
	l.Session = HandEnv
	_, err := l.Plan(Target{PeerID: "a"})
	checkError(t, err, "needs a session")
	for _, id := range []string{canaryID + "\n", canaryID + "\x00", strings.Repeat(canaryID, 100)} {
		_, err = l.Plan(Target{PeerID: "a", SessionID: parsecapi.NewSecret(id)})
		checkError(t, err, "not one line of text")
	}
}

func TestPlanStringIsForPeople(t *testing.T) {
	l := Launcher{Name: "sdk", Command: []string{"sh", "{session_id}", "{name}", "{external_id}", ""},
		Session: HandArgv, AllowSessionInArguments: true}
	host := target()
	host.Name = "it's \x1b[2Jhere"
	p, err := l.Plan(host)
	if err != nil {
		t.Skip("no sh here: ", err)
	}
	if got, want := p.String(), `sh cana… 'it'\''s �[2Jhere' carla ''`; got != want {
		t.Errorf("plan reads %s, want %s", got, want)
	}
	canary.Value(t, "a plan", struct{ p Plan }{p}, canaryID)
}

func TestPlanRefusesFieldsThatAreMissingWhereTheyAreNeeded(t *testing.T) {
	l := self(t, "--user", "{external_id}")
	l.NeedsFields = true
	_, err := l.Plan(Target{PeerID: "1QA0", Name: "render-07"})
	if err == nil || !strings.Contains(err.Error(), "this host has no external_id") {
		t.Errorf("error %v does not say what is missing", err)
	}
	if _, err := l.Plan(Target{PeerID: "1QA0", ExternalID: "anna"}); err != nil {
		t.Errorf("a field that is not used is missed: %v", err)
	}
}
