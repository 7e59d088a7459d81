package config

import (
	"path/filepath"
	"slices"
	"testing"
)

func TestSignInMethods(t *testing.T) {
	const user = "external_id = 'anna'\n"
	tests := []struct {
		name    string
		file    string
		environ []string
		want    Method
		from    Kind
	}{
		{name: "session ID by variable", environ: []string{EnvSessionID + "=s"}, want: MethodSessionID, from: FromEnvironment},
		{name: "key by variable", environ: []string{EnvAPIKey + "=k", EnvExternalID + "=anna"}, want: MethodAPIKey, from: FromEnvironment},
		{name: "session command", file: "session_command = ['x']", want: MethodSessionCommand, from: FromFile},
		{name: "key command", file: user + "api_key_command = ['x']", want: MethodAPIKey, from: FromFile},
		{name: "key file", file: user + "api_key_file = 'key'", want: MethodAPIKey, from: FromFile},
		{name: "keyring", file: user + "api_key_keyring = true", want: MethodAPIKey, from: FromFile},
		{name: "profile before top", file: user + "api_key_keyring = true\n[profile.default]\nsession_command = ['x']", want: MethodSessionCommand, from: FromProfile},
		{name: "variable before profile", file: user + "session_command = ['x']", environ: []string{EnvAPIKey + "=k"}, want: MethodAPIKey, from: FromEnvironment},
		{name: "keyring = false is no way", file: "session_command = ['x']\napi_key_keyring = false", want: MethodSessionCommand, from: FromFile},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			cfg, err := Load(Inputs{Environ: environ(test.environ...), Open: withFile(test.file)})
			if err != nil {
				t.Fatal(err)
			}
			if cfg.SignIn.Value.Method != test.want || cfg.SignIn.From.Kind != test.from {
				t.Errorf("%s from %s, want %s from %s", cfg.SignIn.Value.Method, cfg.SignIn.From.Kind, test.want, test.from)
			}
		})
	}
}

func TestSignInValues(t *testing.T) {
	load := func(file string) SignIn {
		cfg, err := Load(Inputs{Environ: environ(EnvExternalID + "=anna"), Open: withFile(file)})
		if err != nil {
			t.Fatal(err)
		}
		return cfg.SignIn.Value
	}
	if got := load("session_command = ['ssh', 'backend']").SessionCommand; !slices.Equal(got, []string{"ssh", "backend"}) {
		t.Errorf("session command %q", got)
	}
	if got := load("api_key_command = ['pass', 'key']").APIKeyCommand; !slices.Equal(got, []string{"pass", "key"}) {
		t.Errorf("key command %q", got)
	}
	if got, want := load("api_key_file = 'key'").APIKeyFile, filepath.Join(filepath.Dir(defaultPath), "key"); got != want {
		t.Errorf("key file %q, want %q", got, want)
	}
	if !load("api_key_keyring = true").APIKeyKeyring {
		t.Error("keyring not chosen")
	}
}

func TestTwoWaysToSignInAtOneLevel(t *testing.T) {
	_, err := Load(Inputs{Environ: environ(), Open: withFile("session_command = ['x']\n\napi_key_file = 'key'\n")})
	expectError(t, err, "config.toml:3: session_command and api_key_file are two ways to sign in: give one of them")

	_, err = Load(Inputs{Environ: environ(EnvSessionID+"=s", EnvAPIKey+"=k"), Open: withoutFile})
	expectError(t, err, EnvAPIKey+": "+EnvSessionID+" and "+EnvAPIKey+" are two ways to sign in: give one of them")
}

func TestAPIKeyNeedsAUser(t *testing.T) {
	_, err := Load(Inputs{Environ: environ(), Open: withFile("api_key_keyring = true")})
	fault := expectError(t, err, "config.toml:1: an API key creates sessions for a user, and no external_id says which")
	if fault.Remedy() == "" {
		t.Error("no remedy")
	}
}
