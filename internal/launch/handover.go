package launch

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"parsec-hosts/internal/textsafe"
	"parsec-hosts/parsecapi"
)

// ShowHandover is a launched program that does no harm: it says what it was handed, with the
// session ID masked. Its args are name=value pairs, such as peer_id=…, whose names a launcher
// writes beside the placeholders. The session is looked for in args (session_id=…), in environ
// (DefaultSessionEnv) and, when r is not nil, as the first line of r.
func ShowHandover(w io.Writer, r io.Reader, environ, args []string) {
	values := pairs(args)
	session, way := findSession(r, values, pairs(environ))
	rows := []struct{ label, value string }{
		{"peer ID", values["peer_id"]},
		{"name", values["name"]},
		{"user", values["user_name"]},
		{"external ID", values["external_id"]},
		{"session", session.Masked()},
		{"handed over", way},
	}
	fmt.Fprint(w, "\n  This is what a launched program is handed:\n\n")
	for _, row := range rows {
		if row.value != "" {
			fmt.Fprintf(w, "    %s  %s\n", textsafe.Pad(row.label, 11), textsafe.Clean(row.value))
		}
	}
	fmt.Fprint(w, "\n  A real launcher would now connect to this host.\n")
}

// findSession returns the session ID and the words for how it came.
func findSession(r io.Reader, values, environ map[string]string) (id parsecapi.Secret, way string) {
	if value := values["session_id"]; value != "" {
		return parsecapi.NewSecret(value), "as an argument"
	}
	if value := environ[DefaultSessionEnv]; value != "" {
		return parsecapi.NewSecret(value), "in the environment, as " + DefaultSessionEnv
	}
	if r != nil {
		line, _ := bufio.NewReader(io.LimitReader(r, longestSession+1)).ReadString('\n')
		if value := strings.TrimSpace(line); value != "" {
			return parsecapi.NewSecret(value), "through a pipe"
		}
	}
	return parsecapi.Secret{}, "not at all: this launcher does not ask for the session"
}

// pairs reads name=value strings; others are left out.
func pairs(list []string) map[string]string {
	values := make(map[string]string, len(list))
	for _, item := range list {
		if name, value, found := strings.Cut(item, "="); found {
			values[name] = value
		}
	}
	return values
}
