package launch

import (
	"fmt"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
)

// Mode says where a launched program lives.
type Mode string

// The modes of a launcher.
const (
	ModeBackground Mode = "background" // in a session of its own, its output in a log; the default
	ModeTerminal   Mode = "terminal"   // in the dashboard's terminal, until it ends
)

// Handover says how a launched program gets the session ID.
type Handover string

// The ways of handing over a session ID.
const (
	HandNone  Handover = "none"  // not at all; the default
	HandStdin Handover = "stdin" // a line on standard input, which is then closed
	HandFD    Handover = "fd"    // a line on descriptor 3, which is then closed; not on Windows
	HandEnv   Handover = "env"   // in an environment variable
	HandArgv  Handover = "argv"  // as an argument, which other users of the computer can read
)

// DefaultSessionEnv is the environment variable of HandEnv unless the launcher names another.
const DefaultSessionEnv = "PARSEC_SESSION_ID"

// Launcher is a program the user may start for a host. In every argument after the program,
// {peer_id}, {name}, {user_name} and {external_id} stand for the host's values, and {{ for a
// brace; {session_id} needs HandArgv and AllowSessionInArguments. An empty Mode, Session or
// SessionEnv means its default.
type Launcher struct {
	Name                    string
	Command                 []string
	Mode                    Mode
	Session                 Handover
	SessionEnv              string
	AllowSessionInArguments bool
	// AskSecret has the user asked for the host's secret before the program starts; it is never kept.
	AskSecret bool
	// Record names the file in which a program of ours keeps the record of the run with a certain name;
	// nil for programs that keep none. The program is told the file by --record, after its arguments.
	Record func(run string) (path string)
	// NeedsFields refuses a host that has not got a field which the command uses.
	NeedsFields bool
}

// variableName is what POSIX allows as the name of an environment variable. Like all that is not
// needed by every run, it is compiled when it is.
var variableName = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`) })

// Validate reports the first thing wrong with l as an *Error.
func (l Launcher) Validate() error { return l.validateFor(runtime.GOOS) }

// validateFor is Validate on the given operating system.
func (l Launcher) validateFor(goos string) error {
	if len(l.Command) == 0 || l.Command[0] == "" {
		return l.errorf("it has no command", "set `command` to a list: the program, then its arguments")
	}
	if !slices.Contains([]Mode{ModeBackground, ModeTerminal}, l.mode()) {
		return l.errorf(fmt.Sprintf("%q is not a mode", l.Mode), `set "background" or "terminal"`)
	}
	if err := l.validateHandover(goos); err != nil {
		return err
	}
	if l.AskSecret && !l.TakesHostSecret() {
		return l.noWayForSecret()
	}
	if strings.Contains(l.Command[0], "{") {
		return l.errorf("the program itself cannot hold a placeholder", "name one program, and use placeholders in its arguments")
	}
	if goos == "windows" && isBatchFile(l.Command[0]) {
		return l.batchFileError()
	}
	return l.validateArguments()
}

func (l Launcher) validateHandover(goos string) error {
	switch l.handover() {
	case HandNone:
	case HandStdin:
		if l.mode() == ModeTerminal {
			return l.errorf("a terminal program's standard input is the terminal, it cannot bring the session",
				`set session = "env" or "fd"`)
		}
	case HandFD:
		if goos == "windows" {
			return l.errorf("Windows cannot hand over a descriptor", `set session = "stdin" or "env"`)
		}
	case HandEnv:
		if !variableName().MatchString(l.sessionEnv()) {
			return l.errorf(fmt.Sprintf("%q cannot name an environment variable", l.SessionEnv),
				"use letters, digits and _ in `session_env`")
		}
		if isOwnSecret(l.sessionEnv()) {
			return l.errorf(l.sessionEnv()+" is kept from launched programs", "choose another name for `session_env`")
		}
	case HandArgv:
		if !l.AllowSessionInArguments {
			return l.errorf("arguments are readable by every user of this computer",
				"set `allow_session_in_arguments = true` if that is acceptable, or another `session`")
		}
	default:
		return l.errorf(fmt.Sprintf("%q is not a way to hand over the session", l.Session),
			`set "none", "stdin", "fd", "env" or "argv"`)
	}
	if l.SessionEnv != "" && l.handover() != HandEnv {
		return l.errorf(`session_env is only for session = "env"`, `take it out, or set session = "env"`)
	}
	return nil
}

func (l Launcher) validateArguments() error {
	usesSession := false
	for _, arg := range l.Command[1:] {
		pieces, err := parse(arg, launcherPlaceholders)
		if err != nil {
			return l.errorf(fmt.Sprintf("argument %q: %v", arg, err), "write {{ for a brace that is not a placeholder")
		}
		usesSession = usesSession || slices.Contains(pieces, piece{placeholder: "session_id"})
	}
	switch {
	case usesSession && l.handover() != HandArgv:
		return l.errorf(`{session_id} needs session = "argv"`, `take it out, or set session = "argv" and allow_session_in_arguments = true`)
	case !usesSession && l.handover() == HandArgv:
		return l.errorf(`session = "argv" needs {session_id} among the arguments`, "say where it goes")
	}
	return nil
}

// NeedsSession reports whether the program is handed the session ID.
func (l Launcher) NeedsSession() bool { return l.handover() != HandNone }

// TakesHostSecret reports whether the program can be handed a host's secret: as a second line, where
// the first one is the session ID.
func (l Launcher) TakesHostSecret() bool { return l.handover() == HandStdin || l.handover() == HandFD }

func (l Launcher) noWayForSecret() error {
	return l.errorf("it has no way to be handed a host's secret", `set session = "stdin" or "fd": the secret is the second line`)
}

// HandoverWords says in words how the program gets the session ID.
func (l Launcher) HandoverWords() string {
	switch l.handover() {
	case HandStdin:
		return "on standard input"
	case HandFD:
		return "on descriptor 3"
	case HandEnv:
		return "in the environment, as " + l.sessionEnv()
	case HandArgv:
		return "as an argument"
	}
	return "not at all"
}

func (l Launcher) mode() Mode {
	if l.Mode == "" {
		return ModeBackground
	}
	return l.Mode
}

func (l Launcher) handover() Handover {
	if l.Session == "" {
		return HandNone
	}
	return l.Session
}

func (l Launcher) sessionEnv() string {
	if l.SessionEnv == "" {
		return DefaultSessionEnv
	}
	return l.SessionEnv
}

// isBatchFile reports whether Windows would run program through its command interpreter, which
// takes arguments apart by rules of its own: a host's name could then become a command.
func isBatchFile(program string) bool {
	ext := strings.ToLower(filepath.Ext(strings.TrimRight(program, ". ")))
	return ext == ".bat" || ext == ".cmd"
}

func (l Launcher) batchFileError() error { return l.errorf(noBatchFiles, runWithoutBatch) }

// Why no batch file is started, and what to do instead.
const (
	noBatchFiles    = "batch files are not started: they would read a host's name as commands"
	runWithoutBatch = "name the program the batch file runs"
)
