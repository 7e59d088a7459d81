package config

import (
	"fmt"

	"parsec-hosts/parsecapi"
)

// Method is a way to get a session.
type Method string

// The methods. The second is the recommended one for clients: an API key belongs on a backend.
const (
	MethodSessionID      Method = "session ID"
	MethodSessionCommand Method = "session command"
	MethodAPIKey         Method = "API key"
)

// SignIn says how to get a session. Of the fields below Method only those of the method are set;
// of the four for an API key exactly one is.
type SignIn struct {
	Method         Method
	SessionID      parsecapi.Secret
	SessionCommand []string

	APIKey        parsecapi.Secret // from the environment
	APIKeyCommand []string
	APIKeyFile    string // absolute path
	APIKeyKeyring bool
}

// chooseSignIn takes the method of the highest level that gives one. Two at the same level are an
// error: whichever won, somebody would be surprised as whom they are signed in.
func chooseSignIn(layers layers, externalID Value[string]) (Value[SignIn], error) {
	for _, l := range layers {
		var chosen Value[SignIn]
		var name string
		for _, setting := range []string{
			"session_id", "session_command", "api_key", "api_key_command", "api_key_file", "api_key_keyring",
		} {
			given, ok := l[setting]
			if !ok || given.Value == false {
				continue
			}
			if name != "" {
				return chosen, &Error{
					From: given.From,
					Text: fmt.Sprintf("%s and %s are two ways to sign in: give one of them", name, label(setting, given.From)),
				}
			}
			name = label(setting, given.From)
			chosen = Value[SignIn]{signIn(setting, given.Value), given.From}
		}
		if name == "" {
			continue
		}
		if chosen.Value.Method == MethodAPIKey && externalID.Value == "" {
			return chosen, &Error{
				From:   chosen.From,
				Text:   "an API key creates sessions for a user, and no external_id says which",
				Advice: "set external_id in the configuration file, or the variable " + EnvExternalID,
			}
		}
		return chosen, nil
	}
	return Value[SignIn]{From: Origin{Kind: FromDefault}}, nil
}

// notSignedIn says why cfg has no way to sign in. Where a profile would have brought one, the
// question is which, and no longer how to sign in.
func notSignedIn(cfg *Config, doc *document) error {
	if doc == nil {
		if cfg.Profile.From.Kind == FromDefault {
			return ErrNotConfigured
		}
		return &Error{
			From:   cfg.Profile.From,
			Text:   fmt.Sprintf("there is no profile %q: there is no configuration file %s", cfg.Profile.Value, cfg.File.Value),
			Advice: "write that file, or name another one with --config",
		}
	}
	_, exists := doc.profiles[cfg.Profile.Value]
	if exists || len(doc.profiles) == 0 {
		return ErrNotConfigured
	}
	return &Error{
		From:   Origin{FromFile, doc.path},
		Text:   "no profile is chosen",
		Advice: doc.profileNames() + ": use --profile or default_profile",
	}
}

// label is what the user knows the setting by.
func label(setting string, from Origin) string {
	if from.Kind == FromEnvironment {
		return from.Where
	}
	return setting
}

func signIn(setting string, value any) SignIn {
	switch setting {
	case "session_id":
		return SignIn{Method: MethodSessionID, SessionID: value.(parsecapi.Secret)}
	case "session_command":
		return SignIn{Method: MethodSessionCommand, SessionCommand: value.([]string)}
	case "api_key":
		return SignIn{Method: MethodAPIKey, APIKey: value.(parsecapi.Secret)}
	case "api_key_command":
		return SignIn{Method: MethodAPIKey, APIKeyCommand: value.([]string)}
	case "api_key_file":
		return SignIn{Method: MethodAPIKey, APIKeyFile: value.(string)}
	default:
		return SignIn{Method: MethodAPIKey, APIKeyKeyring: true}
	}
}
