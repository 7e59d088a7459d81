package config

import (
	"cmp"
	"strings"

	"parsec-hosts/parsecapi"
)

// Draft is what a first configuration file says. What is empty is left to its default, and stands
// in the file as an example.
type Draft struct {
	Profile    string // "" means DefaultProfile
	BaseURL    string
	ExternalID string

	// At most one of these.
	SessionCommand []string
	APIKeyCommand  []string
	APIKeyFile     string
	APIKeyKeyring  bool

	Launchers []Launcher
}

// TOML writes the file, with comments for whoever reads it for the first time.
func (d Draft) TOML() string {
	profile := cmp.Or(d.Profile, DefaultProfile)
	var b strings.Builder
	b.WriteString(`# Configuration of parsec-hosts. What it may say is in config.example.toml, and
# parsec-hosts config show prints what is in effect.
#
# No API key and no session ID ever stands in this file: it only says where to get one.

# The profile that is used without --profile. There may be any number of them below.
`)
	writeSetting(&b, profile == DefaultProfile, "default_profile", profile)
	b.WriteString("\n[" + childPath("profile", profile) + "]\n# Where the service is.\n")
	writeSetting(&b, d.BaseURL == "", "base_url", cmp.Or(d.BaseURL, parsecapi.DefaultBaseURL))
	b.WriteString("\n# The user whom the sessions are for.\n")
	writeSetting(&b, d.ExternalID == "", "external_id", cmp.Or(d.ExternalID, "anna"))
	b.WriteString(`
# How to sign in. Recommended: a program that prints a session, made by your backend, where the API
# key stays. With an API key of your own, say where it is: in the system's keyring, printed by a
# program, or in a file that only you can read. Variables such as ` + EnvSessionID + ` win
# over all of them.
`)
	writeSetting(&b, d.SessionCommand == nil, "session_command", orList(d.SessionCommand, "ssh", "backend.example.com", "parsec-session"))
	writeSetting(&b, !d.APIKeyKeyring, "api_key_keyring", true)
	writeSetting(&b, d.APIKeyCommand == nil, "api_key_command", orList(d.APIKeyCommand, "pass", "show", "parsec/api-key"))
	writeSetting(&b, d.APIKeyFile == "", "api_key_file", cmp.Or(d.APIKeyFile, "api-key"))
	b.WriteString("\n# Programs that connect to the chosen host. Enter starts the first one.\n")
	if len(d.Launchers) == 0 {
		b.WriteString("#[[launcher]]\n#name = \"own\"\n#command = [\"my-client\", \"{peer_id}\"]\n")
	}
	for i, l := range d.Launchers {
		if i > 0 {
			b.WriteString("\n")
		}
		writeLauncher(&b, l)
	}
	return b.String()
}

func writeLauncher(b *strings.Builder, l Launcher) {
	b.WriteString("[[launcher]]\n")
	for _, s := range l.Given() {
		if s.Name == "allow_session_in_arguments" {
			b.WriteString("# Every user of this computer can read the session (ps) while the program runs.\n")
		}
		b.WriteString(Assignment(s.Name, s.Value) + "\n")
	}
}

// writeSetting writes a setting, as a comment if it is an example only.
func writeSetting(b *strings.Builder, example bool, name string, value any) {
	if example {
		b.WriteByte('#')
	}
	b.WriteString(Assignment(name, value) + "\n")
}

func orList(given []string, example ...string) []string {
	if given != nil {
		return given
	}
	return example
}
