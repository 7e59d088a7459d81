package launch

import (
	"fmt"
	"os/exec"
	"regexp"
	"runtime"
	"strings"
	"sync"

	"parsec-hosts/internal/textsafe"
	"parsec-hosts/parsecapi"
)

// Target is the host a launcher is for. SessionID may be zero when the launcher does not need it.
type Target struct {
	PeerID, Name, UserName, ExternalID string
	SessionID                          parsecapi.Secret
	// HostSecret is what the host may want to know beside the session; zero for none. It goes the way
	// of the session, as a second line: see Launcher.TakesHostSecret.
	HostSecret parsecapi.Secret
}

// Plan is one program about to run for one host. It holds the session ID only as a Secret.
type Plan struct {
	launcher  Launcher
	target    Target
	path      string    // the program, as found in PATH
	arguments [][]piece // the arguments, parsed
}

// longestSession bounds the session ID in bytes: it is written into a pipe before anybody reads,
// and every system's pipe takes this much without blocking. The vendor's IDs have 64.
const longestSession = 2048

// longestHostSecret bounds a host's secret likewise, which goes through the same pipe.
const longestHostSecret = 1024

// Plan works out what would run for t. Its errors are *Error.
func (l Launcher) Plan(t Target) (Plan, error) {
	if err := l.Validate(); err != nil {
		return Plan{}, err
	}
	if !parsecapi.IsPeerID(t.PeerID) {
		return Plan{}, l.errorf("this host's peer ID has characters that are not passed to programs", "copy it and start the program yourself, if you trust it")
	}
	if err := l.checkSession(t.SessionID); err != nil {
		return Plan{}, err
	}
	if err := l.checkHostSecret(t.HostSecret); err != nil {
		return Plan{}, err
	}
	p := Plan{launcher: l, target: t, arguments: make([][]piece, 0, len(l.Command)-1)}
	for _, arg := range l.Command[1:] {
		pieces, err := parse(arg, launcherPlaceholders)
		if err != nil {
			return Plan{}, err
		}
		if err := l.checkValues(pieces, t); err != nil {
			return Plan{}, err
		}
		if problem, fix := unfitArgument(arg, expand(pieces, t.values(t.SessionID.Reveal()))); problem != "" {
			return Plan{}, l.errorf(problem, fix)
		}
		p.arguments = append(p.arguments, pieces)
	}
	path, err := exec.LookPath(l.Command[0])
	if err != nil {
		return Plan{}, l.startError(err)
	}
	if runtime.GOOS == "windows" && isBatchFile(path) {
		return Plan{}, l.batchFileError()
	}
	p.path = path
	return p, nil
}

func (l Launcher) checkSession(id parsecapi.Secret) error {
	if !l.NeedsSession() {
		return nil
	}
	switch value := id.Reveal(); {
	case value == "":
		return l.errorf("it needs a session and there is none", "sign in first")
	case len(value) > longestSession, strings.ContainsAny(value, "\x00\r\n"):
		return l.errorf("the session ID is not one line of text", "sign in again")
	}
	return nil
}

func (l Launcher) checkHostSecret(secret parsecapi.Secret) error {
	switch value := secret.Reveal(); {
	case value == "":
		return nil
	case !l.TakesHostSecret():
		return l.noWayForSecret()
	case len(value) > longestHostSecret, strings.ContainsAny(value, "\x00\r\n"):
		return l.errorf(fmt.Sprintf("a host's secret is one line of at most %d bytes", longestHostSecret), "give it as one line")
	}
	return nil
}

// checkValues refuses a command that wants to know of the host what it has not: the program would be
// given an argument that says nothing, and do something else with it.
func (l Launcher) checkValues(pieces []piece, t Target) error {
	if !l.NeedsFields {
		return nil
	}
	values := t.values("-") // the session was checked before
	for _, p := range pieces {
		if p.placeholder != "" && values[p.placeholder] == "" {
			return l.errorf("this host has no "+p.placeholder, "leave {"+p.placeholder+"} out of `command`, or choose another host")
		}
	}
	return nil
}

// unfitArgument says what is wrong with an argument that a value turned into an option, and with one
// that cannot be passed at all; nothing is wrong with any other.
func unfitArgument(template, expanded string) (problem, fix string) {
	if strings.HasPrefix(expanded, "-") && !strings.HasPrefix(template, "-") {
		return "this host's " + template + " begins with - and would be taken for an option",
			"write the argument as an option with a value, such as --name=" + template
	}
	if strings.ContainsRune(expanded, 0) {
		return "this host's " + template + " holds a character no argument can have", "leave it out of `command`"
	}
	return "", ""
}

// values are what the placeholders stand for, with session in the place of the session ID.
func (t Target) values(session string) map[string]string {
	return map[string]string{
		"peer_id": t.PeerID, "name": t.Name, "user_name": t.UserName, "external_id": t.ExternalID, "session_id": session,
	}
}

// args are the arguments after the program, with session in the place of the session ID.
func (p Plan) args(session string) []string {
	values := p.target.values(session)
	args := make([]string, len(p.arguments))
	for i, pieces := range p.arguments {
		args[i] = expand(pieces, values)
	}
	return args
}

// String is the command line for people: quoted where a shell would need it, safe to print on a
// terminal, the session ID masked.
func (p Plan) String() string {
	if len(p.launcher.Command) == 0 {
		return ""
	}
	words := append([]string{p.launcher.Command[0]}, p.args(p.target.SessionID.Masked())...)
	for i, word := range words {
		words[i] = quote(textsafe.Clean(word))
	}
	return strings.Join(words, " ")
}

// Terminal reports whether the program runs in the terminal.
func (p Plan) Terminal() bool { return p.launcher.mode() == ModeTerminal }

// Launcher is the launcher's name.
func (p Plan) Launcher() string { return p.launcher.Name }

// PeerID is the host's.
func (p Plan) PeerID() string { return p.target.PeerID }

// plain are words that mean themselves in every usual shell.
var plain = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[\pL\pN_@%+=:,./…-]+$`) })

func quote(word string) string {
	if plain().MatchString(word) {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
