package config

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestProfilesAreListedInAFewWords(t *testing.T) {
	const file = `
base_url = "https://top.example"
external_id = "anna"
[profile.staging]
base_url = "https://staging.example:8443/api"
session_command = ["broker", "canary-argument"]
[profile.production]
api_key_file = "canary-file"
external_id = "boris"
proxy = "http://user:canary-password@proxy.example"
[profile.bare]
`
	cfg, err := Load(Inputs{Flags: Flags{Profile: "staging"}, Environ: environ(EnvExternalID + "=somebody"), Open: withFile(file)})
	if err != nil {
		t.Fatal(err)
	}
	want := []Profile{
		{Name: "bare", Service: "top.example", ExternalID: "anna"},
		{Name: "production", Service: "top.example", ExternalID: "boris", SignIn: MethodAPIKey},
		{Name: "staging", Service: "staging.example:8443", ExternalID: "anna", SignIn: MethodSessionCommand},
	}
	if diff := cmp.Diff(want, cfg.Profiles); diff != "" {
		t.Errorf("profiles (-want +got)\n%s", diff)
	}
	if strings.Contains(fmt.Sprintf("%+v", cfg.Profiles), "canary") {
		t.Error("the list tells more than who and where")
	}
}

func TestTheTopOfTheFileIsAProfileWhereItSignsIn(t *testing.T) {
	const staging = "[profile.staging]\nsession_command = ['x']\n"
	for _, c := range []struct {
		name, file string
		want       []string
	}{
		{"a way to sign in", "session_command = ['x']\n" + staging, []string{"default", "staging"}},
		{"a key without a user", "api_key_file = 'key'\n" + staging, []string{"default", "staging"}},
		{"no way to sign in", "interval = '9s'\n" + staging, []string{"staging"}},
		{"another default", "session_command = ['x']\ndefault_profile = 'staging'\n" + staging, []string{"staging"}},
		{"a table of that name", "session_command = ['x']\n[profile.default]\n" + staging, []string{"default", "staging"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var names []string
			for _, p := range mustLoad(t, c.file).Profiles {
				names = append(names, p.Name)
			}
			if !slices.Equal(names, c.want) {
				t.Errorf("profiles %q, want %q", names, c.want)
			}
		})
	}
	if cfg, err := Load(Inputs{Environ: signedIn, Open: withoutFile}); err != nil || cfg.Profiles != nil {
		t.Errorf("without a file there are %v, %v", cfg.Profiles, err)
	}
}

func TestAChosenProfileWinsOverFlagAndVariable(t *testing.T) {
	const file = "session_command = ['x']\n[profile.staging]\n[profile.production]\n"
	load := func(name string) (*Config, error) {
		return Load(Inputs{
			Profile: name, Flags: Flags{Profile: "staging"}, Environ: environ(EnvProfile + "=staging"), Open: withFile(file),
		})
	}
	for _, name := range []string{"production", "default"} {
		if cfg, err := load(name); err != nil || cfg.Profile.Value != name || cfg.Profile.From.Kind != FromChoice {
			t.Errorf("%s: %+v, %v", name, cfg, err)
		}
	}
	_, err := load("stagin")
	expectError(t, err, `the choice of a profile: there is no profile "stagin"; did you mean staging?`)
}

func TestVariablesThatHoldForEveryProfileAreNamed(t *testing.T) {
	const file = "session_command = ['x']\nexternal_id = 'anna'\n"
	for _, c := range []struct{ variable, want string }{
		{EnvSessionID + "=s", EnvSessionID},
		{EnvAPIKey + "=k", EnvAPIKey},
		{EnvExternalID + "=boris", EnvExternalID},
		{EnvBaseURL + "=https://other.example", EnvBaseURL},
		{EnvProfile + "=default", ""},
		{EnvBaseURL + "=", ""},
	} {
		cfg, err := Load(Inputs{Environ: environ(c.variable), Open: withFile(file)})
		if err != nil {
			t.Fatal(err)
		}
		if got := cfg.Overriding(); got != c.want {
			t.Errorf("%s: %q decides for every profile, want %q", c.variable, got, c.want)
		}
	}
}
