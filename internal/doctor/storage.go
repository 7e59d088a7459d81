package doctor

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"parsec-hosts/internal/config"
	"parsec-hosts/internal/private"
	"parsec-hosts/internal/session"
)

// Storage is where the program and its user keep secrets. None of them is read.
type Storage struct {
	StateDir   string
	APIKeyFile string // "" when the key is elsewhere
	Keyring    session.Keyring
	NeedsRing  bool     // the API key is in the keyring
	Variables  []string // the program's variables that are set
}

// Secrets checks that whoever should not read a secret cannot.
func (s Storage) Secrets(ctx context.Context) []Check {
	checks := []Check{s.keyring(ctx), s.stateFolder()}
	checks = append(checks, s.sessionFiles()...)
	if s.APIKeyFile != "" {
		checks = append(checks, privateFile("api_key_file", s.APIKeyFile, private.FollowLinks))
	}
	return append(checks, s.variables()...)
}

// keyring says whether the OS keyring can be used. Without one the session is kept in a file.
func (s Storage) keyring(ctx context.Context) Check {
	err := session.CheckKeyring(ctx, s.Keyring)
	switch {
	case err == nil:
		return ok("keyring", "the OS keyring answers")
	case s.NeedsRing:
		return fail("keyring", "the API key is in the OS keyring, which cannot be used: "+reason(err), "unlock the keyring or start its service")
	case errors.Is(err, session.ErrNoKeyring):
		return ok("keyring", "there is none here: the session is kept in a file that only you can read")
	}
	return warn("keyring", "the OS keyring cannot be used: "+reason(err), "unlock it, or the session is kept in a file that only you can read")
}

func reason(err error) Text { return Private("reason", err.Error()) }

func (s Storage) stateFolder() Check { return folder("state folder", s.StateDir) }

// folder checks one of the program's own folders.
func folder(name Text, path string) Check {
	at := Private("path", path)
	info, err := os.Stat(path)
	switch {
	case private.Absent(err):
		return ok(name, "not there yet: "+at)
	case err == nil && !info.IsDir():
		return fail(name, at+" is no folder", "move it away")
	case err == nil:
		err = private.CheckFolder(path)
	}
	if err != nil {
		return fail(name, at+": "+Text(private.Reason(err)), fix(err, at))
	}
	if mode := info.Mode().Perm(); runtime.GOOS != "windows" && mode&0o077 != 0 {
		return warn(name, at+Text(fmt.Sprintf(": others can look into it (mode %04o)", mode)), "chmod 700 "+at)
	}
	return ok(name, at)
}

// fix says what to do about an error of package private.
func fix(err error, at Text) Text {
	var unsafe *private.Unsafe
	if errors.As(err, &unsafe) {
		return Text(unsafe.Fix) + ": " + at
	}
	return "make it readable and writable for you: " + at
}

// sessionFiles looks at the files that hold a session where the keyring does not.
func (s Storage) sessionFiles() []Check {
	var bad []Check
	good := 0
	entries, _ := os.ReadDir(s.StateDir) // a folder that cannot be read was told
	for _, entry := range entries {
		name := entry.Name()
		if !strings.HasPrefix(name, "session-") || !slices.Contains([]string{".json", ".corrupt"}, filepath.Ext(name)) {
			continue
		}
		if c := privateFile("session file", filepath.Join(s.StateDir, name), private.RefuseLinks); c.Status != OK {
			bad = append(bad, c)
		} else {
			good++
		}
	}
	if len(bad) > 0 || good == 0 {
		return bad
	}
	return []Check{ok("session files", Text(fmt.Sprint(good))+", readable for you alone")}
}

// privateFile opens a file as its user would, and reads nothing.
func privateFile(name Text, path string, links private.Links) Check {
	at := Private("path", path)
	file, err := private.Open(path, links)
	switch {
	case err == nil:
		file.Close()
		return ok(name, at+", readable for you alone")
	case private.Absent(err):
		return fail(name, at+" is not there", "create it, readable for you alone (chmod 600)")
	}
	return fail(name, at+": "+Text(private.Reason(err)), fix(err, at))
}

// variables tells of secrets in the environment.
func (s Storage) variables() []Check {
	var checks []Check
	for _, name := range s.Variables {
		switch name {
		case config.EnvAPIKey:
			checks = append(checks, warn("environment", config.EnvAPIKey+" holds an API key: every program started from the same shell can read it",
				"better is api_key_keyring or api_key_file, and best a session_command, which leaves the key on your backend"))
		case config.EnvSessionID:
			checks = append(checks, warn("environment", config.EnvSessionID+" holds a session: every program started from the same shell can read it",
				"better is a session_command: the session is then kept where only you can read it"))
		}
	}
	return checks
}
