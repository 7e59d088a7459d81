//go:build unix

package cli

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// bashCompletion is the library that the script for bash needs, where Linux systems have it.
const bashCompletion = "/usr/share/bash-completion/bash_completion"

func completionScript(t *testing.T, shell string) (program, script string) {
	t.Helper()
	name := map[string]string{"powershell": "pwsh"}[shell]
	if name == "" {
		name = shell
	}
	program, err := exec.LookPath(name)
	if err != nil {
		t.Skip("there is no " + name)
	}
	p := newProcess(t, "completion", shell)
	text, err := p.Output()
	if err != nil {
		t.Fatal(err)
	}
	script = filepath.Join(t.TempDir(), "script")
	if err := os.WriteFile(script, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return program, script
}

func TestShellsCanReadTheirScripts(t *testing.T) {
	for _, shell := range []string{"bash", "zsh", "fish"} {
		t.Run(shell, func(t *testing.T) {
			program, script := completionScript(t, shell)
			if out, err := exec.Command(program, "-n", script).CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}

func TestBashCompletesHostsAndWordsOfQueries(t *testing.T) {
	if _, err := os.Stat(bashCompletion); err != nil {
		t.Skip("bash-completion is not installed")
	}
	program, script := completionScript(t, "bash")
	for line, want := range map[string]string{
		"parsec-hosts conn":                    "connect connections",
		"parsec-hosts connect --demo render-0": "render-07 render-09",
		"parsec-hosts list --columns name,pee": `name\,peer_id`,
	} {
		words := strings.Fields(line)
		bash := exec.Command(program, "--norc", "-c", `source "$1"; source "$2"; shift 2
			COMP_LINE="$*" COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_TYPE=9
			COMP_POINT=${#COMP_LINE}
			__start_parsec-hosts; printf '%s\n' "${COMPREPLY[@]}"`, "bash", bashCompletion, script)
		bash.Args = append(bash.Args, words...)
		bash.Env = append(newProcess(t).Env, "PATH="+os.Getenv("PATH"))
		out, err := bash.Output()
		var offered []string
		for reply := range strings.Lines(string(out)) {
			if words := strings.Fields(reply); len(words) > 0 { // a description may follow
				offered = append(offered, words[0])
			}
		}
		if got := strings.Join(offered, " "); got != want || err != nil {
			t.Errorf("%q is completed by %q, want %q; %v", line, got, want, err)
		}
	}
}
