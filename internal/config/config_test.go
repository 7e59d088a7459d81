package config

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"parsec-hosts/parsecapi"
)

func TestPrecedence(t *testing.T) {
	const file = `
base_url = "https://top.example"
default_profile = "studio"
interval = "20s"

[profile.studio]
base_url = "https://studio.example"
budget = 10

[profile.home]
base_url = "https://home.example"
`
	tests := []struct {
		name    string
		file    string
		flags   Flags
		environ string
		want    string
		kind    Kind
		where   string
	}{
		{name: "default", want: parsecapi.DefaultBaseURL, kind: FromDefault, where: "default"},
		{name: "top of the file", file: `base_url = "https://top.example"`, want: "https://top.example", kind: FromFile, where: "config.toml:1"},
		{name: "default profile", file: file, want: "https://studio.example", kind: FromProfile, where: "config.toml:7"},
		{name: "profile by variable", file: file, environ: EnvProfile + "=home", want: "https://home.example", kind: FromProfile, where: "config.toml:11"},
		{name: "profile by flag before variable", file: file, environ: EnvProfile + "=none-such", flags: Flags{Profile: "home"}, want: "https://home.example", kind: FromProfile, where: "config.toml:11"},
		{name: "variable before profile", file: file, environ: EnvBaseURL + "=https://env.example", want: "https://env.example", kind: FromEnvironment, where: EnvBaseURL},
		{name: "empty variable counts as not set", file: file, environ: EnvBaseURL + "=", want: "https://studio.example", kind: FromProfile, where: "config.toml:7"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			cfg, err := Load(Inputs{Flags: test.flags, Environ: append(environ(EnvSessionID+"=x"), test.environ), Open: withFile(test.file)})
			if err != nil {
				t.Fatal(err)
			}
			where := strings.ReplaceAll(cfg.BaseURL.From.String(), defaultPath, "config.toml")
			if cfg.BaseURL.Value != test.want || cfg.BaseURL.From.Kind != test.kind || where != test.where {
				t.Errorf("base_url %q from %s (%s), want %q from %s (%s)",
					cfg.BaseURL.Value, cfg.BaseURL.From.Kind, where, test.want, test.kind, test.where)
			}
		})
	}
}

func TestProfileInheritsWhatItDoesNotGive(t *testing.T) {
	cfg := mustLoad(t, "interval = '20s'\nbudget = 9\n[profile.default]\nbudget = 10\n")
	if cfg.Interval.Value != 20*time.Second || cfg.Budget.Value != 10 || cfg.BudgetWindow.Value != DefaultBudgetWindow {
		t.Errorf("interval %s, budget %d, window %s", cfg.Interval.Value, cfg.Budget.Value, cfg.BudgetWindow.Value)
	}
}

func TestEverySettingIsRead(t *testing.T) {
	cfg := mustLoad(t, `
base_url = "http://127.0.0.1:8080"
external_id = "43523"
route = "v2/hosts"
public_games = true
interval = "1m30s"
budget = 20
budget_window = "10m"
timeout = "5s"
ca_file = "ca.pem"
proxy = "http://proxy.example:3128"
journal = false
journal_days = 7
default_launcher = "two"
launcher = [{name = "one", command = ["one"]}, {name = "two", command = ["two", "{peer_id}"], mode = "terminal", session = "env", session_env = "S", allow_session_in_arguments = true}]
`)
	want := Launcher{
		Name: "two", Command: []string{"two", "{peer_id}"}, Mode: "terminal", Session: "env", SessionEnv: "S",
		AllowSessionInArguments: true,
	}
	two := cfg.Launchers[1]
	two.From = Origin{}
	for what, ok := range map[string]bool{
		"base_url":         cfg.BaseURL.Value == "http://127.0.0.1:8080",
		"external_id":      cfg.ExternalID.Value == "43523",
		"route":            cfg.Route.Value == parsecapi.RouteV2,
		"public_games":     cfg.PublicGames.Value,
		"interval":         cfg.Interval.Value == 90*time.Second,
		"budget":           cfg.Budget.Value == 20,
		"budget_window":    cfg.BudgetWindow.Value == 10*time.Minute,
		"timeout":          cfg.Timeout.Value == 5*time.Second,
		"ca_file":          cfg.CAFile.Value == filepath.Join(filepath.Dir(defaultPath), "ca.pem"),
		"proxy":            cfg.Proxy.Value == "http://proxy.example:3128",
		"journal":          !cfg.Journal.Value,
		"journal_days":     cfg.JournalDays.Value == 7,
		"default_launcher": cfg.DefaultLauncher.Value == "two",
		"launcher":         len(cfg.Launchers) == 2 && equalLaunchers(two, want),
	} {
		if !ok {
			t.Errorf("%s was not read as written", what)
		}
	}
}

func TestLooks(t *testing.T) {
	const file = `
theme = "calm"
colors = {accent = "#6CB6FF", bad = "red"}
header_color = "blue"
[profile.production]
theme = "color-blind"
background = "light"
colors.bad = "#ff0000"
header_color = "#c00000"
ascii = false
motion = false
`
	cfg, err := Load(Inputs{Flags: Flags{Profile: "production"}, Environ: signedIn, Open: withFile(file)})
	if err != nil {
		t.Fatal(err)
	}
	l := cfg.Looks
	for what, ok := range map[string]bool{
		"theme":           l.Theme.Value == "colour-blind",
		"background":      l.Background.Value == "light",
		"own colour":      l.Colors["bad"] == Value[string]{"#ff0000", Origin{FromProfile, defaultPath + ":8"}},
		"colour for all":  l.Colors["accent"] == Value[string]{"#6cb6ff", Origin{FromFile, defaultPath + ":3"}},
		"no other colour": len(l.Colors) == 2,
		"header_color":    l.HeaderColor.Value == "#c00000",
		"ascii":           !l.ASCII.Value && l.ASCII.From.Kind == FromProfile,
		"motion":          !l.Motion.Value,
	} {
		if !ok {
			t.Errorf("%s was not read as written", what)
		}
	}
}

func TestLooksByFlagAndVariable(t *testing.T) {
	const file = "theme = 'calm'\nascii = false\nmotion = true"
	in := Inputs{Flags: Flags{Theme: "contrast", ASCII: true, NoMotion: true}, Environ: signedIn, Open: withFile(file)}
	cfg, err := Load(in)
	if err != nil {
		t.Fatal(err)
	}
	if l := cfg.Looks; l.Theme.Value != "contrast" || l.Theme.From.Where != "--theme" || !l.ASCII.Value || l.Motion.Value {
		t.Errorf("flags do not win: %+v", l)
	}
	if l := mustLoad(t, file, "NO_MOTION=0").Looks; l.Motion.Value || l.Motion.From.Where != EnvNoMotion {
		t.Errorf("NO_MOTION with any value means no motion: %+v", l.Motion)
	}
	if l := mustLoad(t, file, "NO_MOTION=").Looks; !l.Motion.Value {
		t.Errorf("an empty NO_MOTION counts as not set: %+v", l.Motion)
	}
	in.Flags = Flags{Theme: "contast"}
	_, err = Load(in)
	expectError(t, err, `--theme: must be "default", "calm", "colour-blind" or "contrast"; did you mean contrast?`)
}

func TestPlaces(t *testing.T) {
	cfg := mustLoad(t, `ca_file = "~/ca.pem"`)
	if cfg.File.Value != defaultPath {
		t.Errorf("file %q, want %q", cfg.File.Value, defaultPath)
	}
	if want := filepath.Join(home, ".state", "parsec-hosts"); cfg.StateDir != want {
		t.Errorf("state folder %q, want %q", cfg.StateDir, want)
	}
	if want := filepath.Join(home, "ca.pem"); cfg.CAFile.Value != want {
		t.Errorf("~/ became %q, want %q", cfg.CAFile.Value, want)
	}
}

func TestWithoutAnyFile(t *testing.T) {
	cfg, err := Load(Inputs{Open: withoutFile, Environ: environ(
		EnvBaseURL+"=https://env.example", EnvAPIKey+"=key-canary", EnvExternalID+"=anna", EnvProfile+"=studio",
	)})
	if err != nil {
		t.Fatal(err)
	}
	if cfg.Profile.Value != "studio" || cfg.SignIn.Value.Method != MethodAPIKey || cfg.SignIn.Value.APIKey.Reveal() != "key-canary" {
		t.Errorf("profile %q, method %q", cfg.Profile.Value, cfg.SignIn.Value.Method)
	}
}

func TestNamedFileMustExist(t *testing.T) {
	for _, in := range []Inputs{
		{Flags: Flags{Config: "/none/such.toml"}, Environ: signedIn},
		{Environ: append(environ(), EnvConfig+"=/none/such.toml")},
	} {
		in.Open = withoutFile
		_, err := Load(in)
		expectError(t, err, "/none/such.toml: the configuration cannot be read: file does not exist")
	}
}

func TestHugeFileIsRefused(t *testing.T) {
	_, err := Load(Inputs{Environ: signedIn, Open: withFile(strings.Repeat("# padding\n", 10_000))})
	expectError(t, err, "config.toml: the configuration cannot be read: it is larger than 64 KiB")
}

func TestNothingConfigured(t *testing.T) {
	for name, in := range map[string]Inputs{
		"no file":         {Environ: environ(), Open: withoutFile},
		"file without it": {Environ: environ(), Open: withFile("interval = '9s'\napi_key_keyring = false\n")},
	} {
		t.Run(name, func(t *testing.T) {
			cfg, err := Load(in)
			if !errors.Is(err, ErrNotConfigured) || cfg == nil || cfg.File.Value != defaultPath {
				t.Errorf("got %v, %v; want the configuration and ErrNotConfigured", cfg, err)
			}
		})
	}
}

func TestUnknownVariablesAreTold(t *testing.T) {
	cfg := mustLoad(t, "", "PARSEC_HOSTS_BASEURL=canary", "PARSEC_HOSTS_ZZZZZZ=canary", "PARSEC_OTHER=x")
	want := []string{
		"the environment variable PARSEC_HOSTS_BASEURL is not known and was ignored; did you mean PARSEC_HOSTS_BASE_URL?",
		"the environment variable PARSEC_HOSTS_ZZZZZZ is not known and was ignored",
	}
	if strings.Join(cfg.Notices, "\n") != strings.Join(want, "\n") {
		t.Errorf("notices %q, want %q", cfg.Notices, want)
	}
}

func TestBadVariables(t *testing.T) {
	for variable, want := range map[string]string{
		EnvProfile + "=a b":     EnvProfile + ": a profile's name consists of letters, digits, - and _",
		EnvExternalID + "=a\nb": EnvExternalID + ": must be one line without control characters",
	} {
		_, err := Load(Inputs{Environ: append(environ(EnvSessionID+"=x"), variable), Open: withoutFile})
		expectError(t, err, want)
	}
}

func TestUnknownProfile(t *testing.T) {
	_, err := Load(Inputs{Flags: Flags{Profile: "stduio"}, Environ: signedIn, Open: withFile("[profile.studio]\n[profile.home]\n")})
	fault := expectError(t, err, `--profile: there is no profile "stduio"; did you mean studio?`)
	if fault.Remedy() != "the file has home, studio" {
		t.Errorf("remedy %q", fault.Remedy())
	}
}

func TestProfileWithoutAFile(t *testing.T) {
	nowhere := `: there is no profile "nope": there is no configuration file config.toml`
	_, err := Load(Inputs{Flags: Flags{Profile: "nope"}, Environ: environ(), Open: withoutFile})
	expectError(t, err, "--profile"+nowhere)
	_, err = Load(Inputs{Environ: environ(EnvProfile + "=nope"), Open: withoutFile})
	expectError(t, err, EnvProfile+nowhere)
	cfg, err := Load(Inputs{Flags: Flags{Profile: "nope"}, Environ: signedIn, Open: withoutFile})
	if err != nil || cfg.Profile.Value != "nope" {
		t.Errorf("signed in by the environment: %v", err)
	}
}

func TestProfilesWithoutAChoice(t *testing.T) {
	const profiles = "[profile.staging]\nsession_command = ['x']\n[profile.prod]\nsession_command = ['x']\n"
	_, err := Load(Inputs{Environ: environ(), Open: withFile(profiles)})
	fault := expectError(t, err, "config.toml: no profile is chosen")
	if want := "the file has prod, staging: use --profile or default_profile"; fault.Remedy() != want {
		t.Errorf("remedy %q, want %q", fault.Remedy(), want)
	}
	for name, in := range map[string]Inputs{
		"default_profile":        {Environ: environ(), Open: withFile("default_profile = 'prod'\n" + profiles)},
		"a default profile":      {Environ: environ(), Open: withFile(profiles + "[profile.default]\nsession_command = ['x']")},
		"the flag":               {Flags: Flags{Profile: "prod"}, Environ: environ(), Open: withFile(profiles)},
		"sign-in by environment": {Environ: signedIn, Open: withFile(profiles)},
		"sign-in for all":        {Environ: environ(), Open: withFile("session_command = ['x']\n" + profiles)},
	} {
		if _, err := Load(in); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err = Load(Inputs{Environ: environ(), Open: withFile(profiles + "[profile.default]\nbudget = 9")})
	if !errors.Is(err, ErrNotConfigured) {
		t.Errorf("a chosen profile without a way to sign in: %v, want ErrNotConfigured", err)
	}
}

func equalLaunchers(a, b Launcher) bool {
	return a.Name == b.Name && strings.Join(a.Command, "\x00") == strings.Join(b.Command, "\x00") && a.Mode == b.Mode &&
		a.Session == b.Session && a.SessionEnv == b.SessionEnv &&
		a.AllowSessionInArguments == b.AllowSessionInArguments && a.From == b.From
}
