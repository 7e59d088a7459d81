package launch

import (
	"errors"
	"strings"
	"testing"

	"parsec-hosts/internal/canary"
)

func TestValidateNamesTheFirstMistake(t *testing.T) {
	tests := []struct {
		name     string
		goos     string
		launcher Launcher
		want     string // part of the error; empty when valid
	}{
		{"plain", "linux", Launcher{Command: []string{"parsecd", "peer_id={peer_id}"}}, ""},
		{"literal braces", "linux", Launcher{Command: []string{"x", `{{"a":1}`}}, ""},
		{"no command", "linux", Launcher{}, "no command"},
		{"empty program", "linux", Launcher{Command: []string{""}}, "no command"},
		{"unknown mode", "linux", Launcher{Command: []string{"x"}, Mode: "window"}, `"window" is not a mode`},
		{"unknown handover", "linux", Launcher{Command: []string{"x"}, Session: "post"}, `"post" is not a way`},
		{"unknown placeholder", "linux", Launcher{Command: []string{"x", "--host={hostname}"}},
			"unknown placeholder {hostname}; known are {peer_id}, {name}, {user_name}, {external_id}, {session_id}"},
		{"open brace", "linux", Launcher{Command: []string{"x", "{peer_id"}}, "never closed"},
		{"program placeholder", "linux", Launcher{Command: []string{"{name}"}}, "the program itself"},
		{"stdin in the terminal", "linux", Launcher{Command: []string{"x"}, Mode: ModeTerminal, Session: HandStdin}, "standard input is the terminal"},
		{"descriptor on Windows", "windows", Launcher{Command: []string{"x"}, Session: HandFD}, "Windows cannot"},
		{"descriptor elsewhere", "linux", Launcher{Command: []string{"x"}, Session: HandFD}, ""},
		{"argument without consent", "linux", Launcher{Command: []string{"x", "{session_id}"}, Session: HandArgv}, "readable by every user"},
		{"argument with consent", "linux", Launcher{Command: []string{"x", "{session_id}"}, Session: HandArgv, AllowSessionInArguments: true}, ""},
		{"argument without place", "linux", Launcher{Command: []string{"x"}, Session: HandArgv, AllowSessionInArguments: true}, "needs {session_id}"},
		{"place without argument", "linux", Launcher{Command: []string{"x", "--s={session_id}"}, Session: HandEnv}, `needs session = "argv"`},
		{"bad variable", "linux", Launcher{Command: []string{"x"}, Session: HandEnv, SessionEnv: "A=B"}, "cannot name an environment variable"},
		{"own variable", "linux", Launcher{Command: []string{"x"}, Session: HandEnv, SessionEnv: "PARSEC_HOSTS_SESSION_ID"}, "is kept from launched programs"},
		{"variable without a session", "linux", Launcher{Command: []string{"x"}, SessionEnv: "S"}, `session_env is only for session = "env"`},
		{"variable for another way", "linux", Launcher{Command: []string{"x"}, Session: HandStdin, SessionEnv: "S"}, `session_env is only for session = "env"`},
		{"variable of one's own", "linux", Launcher{Command: []string{"x"}, Session: HandEnv, SessionEnv: "S"}, ""},
		{"batch file elsewhere", "linux", Launcher{Command: []string{"run.bat"}}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			checkError(t, tt.launcher.validateFor(tt.goos), tt.want)
		})
	}
}

func TestFault54_BatchFilesAreRefusedOnWindows(t *testing.T) {
	for _, program := range []string{"run.bat", `C:\x\RUN.CMD`, "run.bat. ", "run.cmd..."} {
		checkError(t, Launcher{Command: []string{program}}.validateFor("windows"), "batch files are not started")
	}
}

// checkError wants an *Error that holds the words and has a remedy, or none for no words.
func checkError(t *testing.T, err error, words string) {
	t.Helper()
	if words == "" {
		if err != nil {
			t.Fatalf("refused: %v", err)
		}
		return
	}
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("error %v (%T), want an *Error about %q", err, err, words)
	}
	if !strings.Contains(e.Error(), words) {
		t.Errorf("error %q does not say %q", e, words)
	}
	if e.Remedy() == "" {
		t.Errorf("error %q has no remedy", e)
	}
	canary.Error(t, err, canaryID)
	if strings.Contains(e.Remedy(), canaryID) {
		t.Errorf("error %q shows the session", e)
	}
}
