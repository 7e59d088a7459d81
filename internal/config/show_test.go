package config

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parsec-hosts/parsecapi"
)

// valuesOf drops where the settings came from.
func valuesOf(settings []Setting) []Setting {
	bare := slices.Clone(settings)
	for i := range bare {
		bare[i].From = Origin{}
		if l, ok := bare[i].Value.(Launcher); ok {
			l.From = Origin{}
			bare[i].Value = l
		}
	}
	return bare
}

func TestWhatIsShownIsAFileOfTheSameEffect(t *testing.T) {
	every := commented.ReplaceAllString(exampleFile(t), "$1")
	for _, profile := range []string{"default", "production", "key-from-command", "key-from-file", "key-from-keyring"} {
		want, err := Load(Inputs{Flags: Flags{Profile: profile}, Environ: environ(), Open: withFile(every)})
		if err != nil {
			t.Fatal(err)
		}
		for _, origins := range []bool{false, true} {
			text := want.TOML(want.Settings(), origins)
			got, err := Load(Inputs{Environ: environ(), Open: withFile(text)})
			if err != nil {
				t.Fatalf("%s: %v\n%s", profile, err, text)
			}
			if diff := cmp.Diff(valuesOf(want.Settings()), valuesOf(got.Settings())); diff != "" || got.Profile.Value != profile {
				t.Errorf("profile %s, shown as %s (-want +got)\n%s", profile, got.Profile.Value, diff)
			}
		}
	}
}

func TestHostileTextIsShownAsItIsMeant(t *testing.T) {
	cfg := mustLoad(t, "filter = \"a\\\"b\\\\c \\u202e\\U000e0041 編\"\nsession_command = ['x', \"\\u001b]0;\\n\"]\n", EnvSessionID+"=")
	text := cfg.TOML(cfg.Settings(), true)
	if strings.ContainsAny(text, "\x1b\u202e\U000e0041") {
		t.Errorf("a terminal would act on it: %q", text)
	}
	again := mustLoad(t, text, EnvSessionID+"=")
	if diff := cmp.Diff(valuesOf(cfg.Settings()), valuesOf(again.Settings())); diff != "" {
		t.Error(diff)
	}
}

func TestEverySettingIsShown(t *testing.T) {
	shown := map[string]bool{}
	for _, s := range mustLoad(t, "").Settings() {
		shown[s.Name] = true
	}
	for name := range settings {
		if !shown[name] && !strings.HasPrefix(name, "api_key_") && name != "session_command" {
			t.Errorf("%s is not shown", name)
		}
	}
}

func TestSecretsAreShownAsSet(t *testing.T) {
	for _, c := range []struct{ variable, want string }{
		{EnvSessionID, "# session_id is set"}, {EnvAPIKey, "# api_key is set"},
	} {
		cfg, err := Load(Inputs{Environ: environ(c.variable+"="+misplaced, EnvExternalID+"=anna"), Open: withFile("proxy = 'http://user:" + misplaced + "@proxy.example:1'")})
		if err != nil {
			t.Fatal(err)
		}
		text := cfg.TOML(cfg.Settings(), true)
		if !strings.Contains(text, c.want) || !strings.Contains(text, c.variable) || strings.Contains(text, misplaced) {
			t.Errorf("%s:\n%s", c.variable, text)
		}
	}
}

func TestADraftSaysWhatWasAnswered(t *testing.T) {
	client := Launcher{Name: "vdi", Command: []string{"vdi", "{session_id}", "{peer_id}"}, Session: "argv", AllowSessionInArguments: true}
	for _, d := range []Draft{
		{SessionCommand: []string{"broker", "it's \"quoted\""}},
		{Profile: "studio", BaseURL: parsecapi.AlternativeBaseURL, ExternalID: "anna", APIKeyKeyring: true, Launchers: []Launcher{client, {Name: "own", Command: []string{"own"}}}},
		{ExternalID: "anna", APIKeyFile: "/keys/parsec"},
		{ExternalID: "anna", APIKeyCommand: []string{"pass", "show"}},
	} {
		cfg, err := Load(Inputs{Environ: environ(), Open: withFile(d.TOML())})
		if err != nil {
			t.Fatalf("%v\n%s", err, d.TOML())
		}
		got := Draft{
			BaseURL: cfg.BaseURL.Value, ExternalID: cfg.ExternalID.Value,
			SessionCommand: cfg.SignIn.Value.SessionCommand, APIKeyCommand: cfg.SignIn.Value.APIKeyCommand,
			APIKeyFile: cfg.SignIn.Value.APIKeyFile, APIKeyKeyring: cfg.SignIn.Value.APIKeyKeyring,
		}
		for _, s := range valuesOf(programs("", cfg.Launchers)) {
			got.Launchers = append(got.Launchers, s.Value.(Launcher))
		}
		if cfg.Profile.Value != DefaultProfile {
			got.Profile = cfg.Profile.Value
		}
		if d.BaseURL == "" {
			d.BaseURL = parsecapi.DefaultBaseURL
		}
		if diff := cmp.Diff(d, got); diff != "" {
			t.Errorf("draft (-want +got)\n%s", diff)
		}
	}
}

func TestADraftOfNothingIsAnExampleThatChangesNothing(t *testing.T) {
	cfg := mustLoad(t, Draft{}.TOML())
	if changed := slices.DeleteFunc(cfg.Settings(), func(s Setting) bool { return s.From.Kind == FromDefault || s.Name == "session_id" }); len(changed) > 0 {
		t.Errorf("the draft gives %v", changed)
	}
	if _, err := Load(Inputs{Environ: environ(), Open: withFile(commented.ReplaceAllString(Draft{}.TOML(), "$1"))}); err == nil {
		t.Error("several ways to sign in at once should be a mistake")
	}
}
