package config

import (
	"fmt"
	"strings"
	"testing"

	"parsec-hosts/internal/canary"
)

// misplaced stands for a secret that somebody put in the wrong place.
const misplaced = "canary5f1c9e"

func TestFileErrorsNameTheLine(t *testing.T) {
	tests := []struct{ name, file, want string }{
		{"unknown setting", "\nintervall = '8s'", `config.toml:2: unknown setting "intervall"; did you mean interval?`},
		{"unknown setting of a profile", "[profile.a]\nbudget = 1\nca-file = 'x'", `config.toml:3: unknown setting "ca-file"; did you mean ca_file?`},
		{"unknown setting like nothing", "flavour = 'mint'", `config.toml:1: unknown setting "flavour"`},
		{"unknown table", "[profiles.a]\nbudget = 1", `config.toml: unknown setting "profiles"; did you mean profile?`},
		{"hostile key", `"a\u001b]0;x" = 1`, `config.toml:1: unknown setting "a\x1b]0;x"`},
		{"wrong type", "budget = 'many'", "config.toml:1: budget must be a whole number, not text"},
		{"number for text", "external_id = 43523", "config.toml:1: external_id must be text in quotes, not a number"},
		{"number for duration", "interval = 8", `config.toml:1: interval must be a duration such as "8s" or "5m", not a number`},
		{"bad duration", "interval = '8 seconds'", `config.toml:1: interval must be a duration such as "8s" or "5m"`},
		{"neither off nor a duration", "unfocused_interval = 8", `config.toml:1: unfocused_interval must be "off" or a duration such as "8s" or "5m", not a number`},
		{"unfocused interval out of bounds", "unfocused_interval = '2h'", `config.toml:1: unfocused_interval must be "off" or from 1s to 1h`},
		{"unknown protocol", "notify = 'osc8'", `config.toml:1: notify must be "off", "osc9", "osc777" or "osc99"; did you mean osc9?`},
		{"duration out of bounds", "interval = '10ms'", "config.toml:1: interval must be from 1s to 1h"},
		{"number out of bounds", "budget = 0", "config.toml:1: budget must be from 1 to 10000"},
		{"command line for list", "session_command = 'ssh backend'", `config.toml:1: session_command must be a list such as ["program", "argument"], not text`},
		{"number in list", "session_command = [\n  'ssh',\n  3\n]", `config.toml:1: session_command must be a list such as ["program", "argument"], not a number`},
		{"empty list", "session_command = []", `config.toml:1: session_command must name a program: a list such as ["program", "argument"]`},
		{"bad route", "route = 'v3'", `config.toml:1: route must be "auto", "hosts" or "v2/hosts"`},
		{"bad theme", "\ntheme = 'clam'", `config.toml:2: theme must be "default", "calm", "colour-blind" or "contrast"; did you mean calm?`},
		{"number for a theme", "theme = 2", `config.toml:1: theme must be "default", "calm", "colour-blind" or "contrast"`},
		{"bad background", "background = 'drak'", `config.toml:1: background must be "auto", "light" or "dark"; did you mean dark?`},
		{"bad header colour", "[profile.a]\nheader_color = 'gren'", `config.toml:2: header_color must be a colour such as "#6cb6ff", or one of blue, cyan, green, grey, orange, pink, purple, red, yellow; did you mean green?`},
		{"colour of too few digits", "colors = {\n  accent = '#6cb6ff',\n  bad = '#fff',\n}", `config.toml:1: colors.bad must be a colour such as "#6cb6ff", or one of blue, cyan, green, grey, orange, pink, purple, red, yellow`},
		{"unknown colour", "[colors]\ngood = '#57c98a'\nwarm = '#e3b341'", `config.toml:3: unknown setting "warm"; did you mean warn?`},
		{"colours no table", "colors = 'blue'", `config.toml:1: colors must be a table such as {accent = "#6cb6ff"}`},
		{"text for ascii", "ascii = 'yes'", "config.toml:1: ascii must be true or false, not text"},
		{"bad proxy", "proxy = 'user:" + misplaced + "@proxy'", "config.toml:1: proxy must be an http://, https:// or socks5:// address"},
		{"profile in use or not", "[profile.other]\nbudget = true", "config.toml:2: budget must be a whole number, not true or false"},
		{"profile without name", "[profile]\nbudget = 1", "config.toml:2: profile.budget must be a table: is [profile.NAME] missing its name?"},
		{"profile no table", "profile = 'studio'", "config.toml:1: profile must be tables such as [profile.default]"},
		{"profile name", "[profile.'a b']", `config.toml:1: the profile name "a b" must consist of letters, digits, - and _`},
		{"default profile", "\ndefault_profile = 'none'\n[profile.nine]", `config.toml:2: there is no profile "none"; did you mean nine?`},
		{"launcher single table", "[launcher]\nname = 'a'", "config.toml:1: launcher must be written as [[launcher]]: two brackets; default_launcher names the default one"},
		{"launcher name for table", "launcher = 'a'", "config.toml:1: launcher must be written as [[launcher]]: two brackets; default_launcher names the default one"},
		{"second launcher", "[[launcher]]\nname = 'a'\ncommand = ['a']\n[[launcher]]\nname = 'b'\nmod = 'terminal'", `config.toml:6: unknown setting "mod"; did you mean mode?`},
		{"launcher without command", "\n[[launcher]]\nname = 'a'", "config.toml:2: this launcher has no command"},
		{"sdk with a command", "[[launcher]]\nname = 'a'\ndriver = 'sdk'\ncommand = ['a']", `config.toml:4: command is for a launcher that starts a program, not for driver = "sdk"`},
		{"sdk with a handover", "[[launcher]]\nname = 'a'\ndriver = 'sdk'\nsession = 'env'", `config.toml:4: session is for a launcher that starts a program, not for driver = "sdk"`},
		{"library of a program", "[[launcher]]\nname = 'a'\ncommand = ['a']\nlibrary = 'b'", `config.toml:4: library is for a launcher with driver = "sdk"`},
		{"driver", "[[launcher]]\nname = 'a'\ndriver = 'skd'", `config.toml:3: driver must be "command" or "sdk"; did you mean sdk?`},
		{"resolution", "[[launcher]]\nname = 'a'\ndriver = 'sdk'\nresolution = '1080p'", `config.toml:4: resolution must be a width and a height in pixels such as "1920x1080"`},
		{"large resolution", "[[launcher]]\nname = 'a'\ndriver = 'sdk'\nresolution = '1920x20000'", `config.toml:4: resolution must be at most 16384 pixels wide and high`},
		{"long signalling host", "[[launcher]]\nname = 'a'\ndriver = 'sdk'\nsignalling_host = '" + strings.Repeat("a", 254) + "'", `config.toml:4: signalling_host must be the name of a computer such as "kessel-ws.parsec.app", without https:// and port`},
		{"signalling host", "[[launcher]]\nname = 'a'\ndriver = 'sdk'\nsignalling_host = 'https://a.example'", `config.toml:4: signalling_host must be the name of a computer such as "kessel-ws.parsec.app", without https:// and port`},
		{"statuses", "[[launcher]]\nname = 'a'\ndriver = 'sdk'\nreconnect_on = ['all']", `config.toml:4: reconnect_on must be a list of statuses of the SDK such as [-12007, 11], not text`},
		{"options", "[[launcher]]\nname = 'a'\ndriver = 'sdk'\nsdk_options = { a = [1] }", `config.toml:4: sdk_options must be a table such as { ssPort = 443 }: a must be text in quotes, a whole number, true or false`},
		{"client port", "[[launcher]]\nname = 'a'\ndriver = 'sdk'\nclient_port = 70000", `config.toml:4: client_port must be from 1 to 65535`},
		{"connect timeout", "[[launcher]]\nname = 'a'\ndriver = 'sdk'\nconnect_timeout = '1s'", `config.toml:4: connect_timeout must be from 5s to 1h`},
		{"launcher twice", "[[launcher]]\nname = 'a'\ncommand = ['a']\n[[launcher]]\nname = 'a'\ncommand = ['b']", `config.toml:4: there is already a launcher named "a"`},
		{"default launcher", "default_launcher = 'clinet'\n[[launcher]]\nname = 'client'\ncommand = ['a']", `config.toml:1: there is no launcher named "clinet"; did you mean client?`},
		{"text without quotes", "route = hosts", "config.toml:1: not valid TOML: a value must be text in quotes, a number, true, false or a list"},
		{"duration without quotes", "interval = 8s", "config.toml:1: not valid TOML: something follows the value: is it text without quotes?"},
		{"a path of Windows", `proxy = "C:\proxy"`, `config.toml:1: not valid TOML: in double quotes a \ begins an escape: write \\, or use single quotes`},
		{"given twice", "budget = 1\nbudget = 2", "config.toml:2: not valid TOML: budget is there twice: keep one of them"},
		{"profile given twice", "[profile.a]\nbudget = 1\n[profile.a]", "config.toml:3: not valid TOML: profile.a is there twice: keep one of them"},
		{"launcher as table and list", "[launcher]\nname = 'a'\n[[launcher]]\nname = 'b'", "config.toml:3: not valid TOML: launcher is written in two ways, such as [launcher] and [[launcher]]: choose one"},
		{"endless value", "session_command = [" + strings.Repeat("\n'a',", 600) + "\n]", "config.toml:1: this value has too many lines"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := Load(Inputs{Environ: signedIn, Open: withFile(test.file)})
			expectError(t, err, test.want)
		})
	}
}

func TestFault01_ConfigurationNamingASecretIsRefused(t *testing.T) {
	for _, file := range []string{
		"api_key = '%s'",
		"[profile.default]\nAPI-Key = '%s'",
		"[profile.other]\nx_api_key = '%s'",
		"session_id = '%s'",
		"[[launcher]]\nname = 'a'\ncommand = ['a']\nsession_id = '%s'",
		"api_key = %s",     // no quotes: a syntax error
		"session_id = '%s", // a quote missing
	} {
		_, err := Load(Inputs{Environ: signedIn, Open: withFile(fmt.Sprintf(file, misplaced))})
		fault, ok := err.(*Error)
		if !ok || !strings.Contains(fault.Text, "must hold no secret") || fault.Remedy() == "" {
			t.Errorf("%q: got %v, want a refusal with a remedy", file, err)
		}
		canary.Error(t, err, misplaced)
	}
}

// A value in the wrong place may be a secret, so no error repeats one.
func TestErrorsDoNotRepeatValues(t *testing.T) {
	for _, file := range []string{
		"api_key = '%s'", "api_key %s", "%s", "api_key = %s", "api_key: '%s'", "interval = '%s'", "budget = '%s'", "route = '%s'",
		"base_url = 'https://user:%s@host.example'", "base_url = 'https://host.example/?key=%s'", "proxy = '%s'", "interval = %s",
		"x = '''%s", "x = \"\\u%s\"", "session_id = 123456789012345678901234567890", "session_command = '%s'",
		"[profile]\napi_key = '%s'", "[[launcher]]\ncommand = '%s'", "interval = 1_%s", "interval = 0x%s", "interval = 1979-%s",
	} {
		if strings.Contains(file, "%s") {
			file = fmt.Sprintf(file, misplaced)
		}
		_, err := Load(Inputs{Environ: signedIn, Open: withFile(file)})
		if err == nil {
			t.Errorf("%q: no error", file)
			continue
		}
		// A bare word on a line is a key to the parser, and keys are repeated.
		canary.Error(t, err, misplaced, "12345678901234567890")
	}
}

func TestFault31_PlainHTTPBeyondLoopbackIsRefused(t *testing.T) {
	for _, url := range []string{"http://kessel.example", "http://192.0.2.1:80", "ftp://127.0.0.1", "kessel.example"} {
		_, err := Load(Inputs{Environ: append(environ(EnvSessionID+"=x"), EnvBaseURL+"="+url), Open: withoutFile})
		if _, ok := err.(*Error); !ok || !strings.HasPrefix(err.Error(), EnvBaseURL+": ") {
			t.Errorf("%s: got %v, want a refusal that names the variable", url, err)
		}
		_, err = Load(Inputs{Environ: signedIn, Open: withFile("base_url = '" + url + "'")})
		if _, ok := err.(*Error); !ok || !strings.Contains(err.Error(), "config.toml:1: base_url ") {
			t.Errorf("%s: got %v, want a refusal that names the line", url, err)
		}
	}
	mustLoad(t, "base_url = 'http://127.0.0.1:8080'")
	mustLoad(t, "base_url = 'http://[::1]:8080'")
}
