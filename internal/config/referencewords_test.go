package config

import (
	"strings"

	"parsec-hosts/internal/columns"
)

// giver is something that can be given otherwise than in the file.
type giver struct{ words, flag, variable, setting, file string }

// written is what the file calls it, "" for what no file may hold.
func (g giver) written() string {
	if g.file != "" {
		return g.file
	}
	if _, ok := settings[g.setting]; ok {
		return g.setting
	}
	return ""
}

var referenceGivers = []giver{
	{words: "the file itself", flag: "--config", variable: EnvConfig},
	{words: "the profile", flag: "--profile", variable: EnvProfile, file: "default_profile"},
	{words: "address of the service", variable: EnvBaseURL, setting: "base_url"},
	{words: "whom an API key signs in", variable: EnvExternalID, setting: "external_id"},
	{words: "the API key", variable: EnvAPIKey},
	{words: "a session ID", variable: EnvSessionID},
	{words: "whether a shell that completes a host may ask the service (`live`)", variable: EnvCompletion},
	{words: "colours", setting: "theme"},
	{words: "signs in ASCII", setting: "ascii"},
	{words: "nothing moves by itself", variable: EnvNoMotion, setting: "motion", file: "motion = false"},
	{words: "only look", setting: "read_only", file: "read_only = true"},
}

const referenceHead = `# Configuration

Everything that the configuration file can say. It is one TOML file, which ` + "`parsec-hosts paths config`" + `
names: ` + "`~/.config/parsec-hosts/config.toml`" + ` on Linux. It is never needed, and never holds a secret.

` + "`parsec-hosts config init` writes a first one, `config edit` opens it and checks it afterwards, `config check`" + `
finds every mistake with its line, and ` + "`config show --origin`" + ` prints what is in effect and from where.
` + "[`config.example.toml`](../config.example.toml)" + ` is the same as this page, to copy from.

Settings at the top of the file hold for all profiles. A ` + "`[profile.NAME]`" + ` may give each of them anew,
and its launchers and actions come before those of the file. A flag wins over the environment, the
environment over the profile, and the profile over the top of the file:

` + "```toml" + `
default_profile = "staging"
interval = "10s"                 # for both

[profile.production]
session_command = ["ssh", "backend.example.com", "parsec-session"]
header_color = "red"

[profile.staging]
session_command = ["ssh", "staging.example.com", "parsec-session"]
interval = "30s"
` + "```" + `

This page is generated from the program: ` + "`go test ./internal/config -update`" + `.

## Flags and variables
`

const settingsHead = `
## Settings

Each may stand at the top or in a profile; only ` + "`default_profile`" + ` belongs at the top alone. Relative paths
count from the folder of the file, and ` + "`~/`" + ` is your home folder.
`

var referenceParts = []struct {
	title, about string
	settings     []said
}{
	{"Signing in", "Give one way in a profile, or one at the top for all.", []said{
		{"session_command", "the program that prints a session from your backend, where the API key stays (recommended)"},
		{"external_id", "whom an API key signs in"},
		{"api_key_command", "the program that prints the API key"},
		{"api_key_file", "the file that holds the API key; nobody else may read it"},
		{"api_key_keyring", "whether the API key is in the system's keyring, where `parsec-hosts auth set-key` puts it"},
	}},
	{"The service", "", []said{
		{"base_url", "address of the service"},
		{"route", "how to ask for hosts; `\"auto\"` finds out and remembers"},
		{"public_games", "whether to list public games too, which are other people's hosts (`\"v2/hosts\"` only)"},
		{"interval", "time between two polls"},
		{"budget", "requests to spend at most in any `budget_window`"},
		{"budget_window", "see `budget`"},
		{"unfocused_interval", "time between two polls while the terminal has lost the focus and nothing is watched"},
		{"timeout", "how long one request may take as a whole"},
		{"ca_file", "more certificate authorities to trust, in PEM form"},
		{"proxy", "the proxy; without it `HTTPS_PROXY` and `NO_PROXY` decide"},
	}},
	{"The list at first", "What is changed in the dashboard with keys is remembered instead.", []said{
		{"columns", "columns in their order, each with `:WIDTH` if you like: " + strings.Join(columns.Names(), " ")},
		{"sort", "a column; with `-` before it the other way round"},
		{"scope", "all online free pinned recent"},
		{"group", "none user mode game"},
		{"filter", "a [query](query.md)"},
	}},
	{"Connecting", "", []said{
		{"default_launcher", "the launcher that Enter starts; without it the first one"},
		{"confirm", "whether to ask before every connection"},
		{"read_only", "whether the dashboard only looks, and starts nothing"},
	}},
	{"Being told", "", []said{
		{"bell", "whether a watch rings the terminal's bell"},
		{"notify", "how the terminal notifies the desktop: `\"osc9\"` iTerm2, WezTerm, Ghostty, Windows Terminal; `\"osc777\"` foot, urxvt; `\"osc99\"` kitty"},
		{"remember_watches", "whether watches are there again the next time"},
		{"journal", "whether to write down when hosts came and went, and when you connected"},
		{"journal_days", "how many days the journal is kept"},
	}},
	{"Looks", "", []said{
		{"theme", "colours: `\"calm\"` has few, `\"colour-blind\"` never red against green, `\"contrast\"` at least 7:1"},
		{"background", "what to draw for; `\"auto\"` asks the terminal"},
		{"header_color", "draws the profile's name in the header as a block of colour"},
		{"ascii", "whether signs are ASCII; without it the locale and the terminal decide"},
		{"motion", "whether anything may move by itself"},
		{"mouse", "whether the mouse chooses hosts from the start"},
	}},
}

const colorsText = `
### Colours of your own

The table ` + "`colors`" + ` takes the place of some of the theme's: %s. Each is ` + "`\"#rrggbb\"`" + ` or one of %s.

` + "```toml" + `
theme = "calm"
colors = { good = "#57c98a", selection = "#2b4570" }
` + "```" + `
`

const launchersHead = `
## Launchers

A ` + "`[[launcher]]`" + ` starts a program that connects to the host, or connects through the Parsec SDK. There may be
any number of them; [launchers.md](launchers.md) has recipes.
`

// referencePrograms end with what only launchers have.
var referencePrograms = []said{
	{"name", "what it is called; required"},
	{"command", "the program and its arguments, without a shell; `{peer_id}` `{name}` `{user_name}` `{external_id}` `{session_id}` stand for what they say; required"},
	{"mode", "`\"background\"` for a program with a window of its own, `\"terminal\"` for one that uses this terminal"},
	{"session", "how it gets the session ID: `\"none\"`, `\"stdin\"`, `\"fd\"` (descriptor 3, not on Windows), `\"env\"`, `\"argv\"`"},
	{"session_env", "the variable's name, with `session = \"env\"`"},
	{"allow_session_in_arguments", "says that you accept `\"argv\"`: every user of the computer can read it"},
	{"ask_secret", "whether to ask for the host's secret before each connection; it is the line after the session"},
	{"driver", "whether a program is started or the SDK is called"},
}

const sdkAbout = "With `driver = \"sdk\"`, in place of a `command`, these may stand beside `name` and `ask_secret`. None is needed."

var referenceSDK = []said{
	{"library", "the SDK's library; without it the usual folders"},
	{"openssl", "the folder of OpenSSL 1.1, on Linux; without it likewise"},
	{"helper", "an x86-64 build of parsec-hosts, on a computer with an ARM processor"},
	{"signalling_host", "the service that brings the two computers together"},
	{"sdk_options", "more of what the library takes when it starts"},
	{"upnp", "whether the router may be asked to open a port"},
	{"client_port", "the first UDP port to use; without it any"},
	{"protocol", "`\"sctp\"` is what web browsers use"},
	{"resolution", "what to ask the host for; without it the host's stays"},
	{"decoder", "`\"software\"` without H.265 and 4:4:4 runs everywhere"},
	{"h265", "whether H.265 may be used"},
	{"color444", "whether 4:4:4 may be used"},
	{"window", "whether to show the host in a window; false holds the connection and shows nothing, as `--no-window` does"},
	{"window_optional", "whether to hold the connection also where there is no display, or no SDL to show a window with"},
	{"fullscreen", "whether the window begins by covering the screen"},
	{"window_size", "the size that the window begins with, such as `\"1920x1080\"`"},
	{"vsync", "whether pictures wait for the screen; false shows them a little sooner, and torn"},
	{"audio", "whether to play the host's sound"},
	{"grab_keys", "whether the host gets keys, too, that the desktop has a use for, such as Alt+Tab"},
	{"clipboard", "whether the text in the clipboard is shared with the host, both ways"},
	{"connect_timeout", "how long an attempt may take"},
	{"reconnect_on", "the statuses after which to connect again, `[]` for none; without it those where that makes sense (`parsec-hosts help sdk`)"},
}

// entryDefaults are what an entry is without them, where that has a name.
var entryDefaults = map[string]string{
	"mode": `"background"`, "session": `"none"`, "allow_session_in_arguments": "false", "ask_secret": "false",
	"driver": `"command"`, "upnp": "true", "protocol": `"bud"`, "decoder": `"hardware"`, "h265": "false", "color444": "false",
	"window": "true", "window_optional": "false", "fullscreen": "false", "window_size": `"1280x720"`, "vsync": "true", "audio": "true",
	"grab_keys": "false", "clipboard": "false",
	"connect_timeout": `"1m"`, "session_env": `"PARSEC_SESSION_ID"`,
}

const actionsHead = `
## Actions

An ` + "`[[action]]`" + ` runs any program for the selected host, or for each marked one. It is written as a launcher is:
`

const keysHead = `
## Keys

The table ` + "`keys`" + `, also as ` + "`[profile.NAME.keys]`" + `, gives actions a key or a list of keys, and ` + "`[]`" + ` takes them
away. [keys.md](keys.md) has the names of all actions.

` + "```toml" + `
[keys]
refresh = ["r", "f5"]
suspend = []
` + "```" + `
`
