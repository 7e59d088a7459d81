package session

import (
	"bytes"
	"context"
	"errors"

	"parsec-hosts/internal/private"
	"parsec-hosts/internal/textsafe"
	"parsec-hosts/parsecapi"
)

// KeySource is the one place an API key is fetched from. An API key never falls back to a less
// safe place than the one the user chose.
type KeySource interface {
	// Key returns the API key, not yet checked, or a *SignInError.
	Key(ctx context.Context) (parsecapi.Secret, error)
	// String names the place for messages.
	String() string
}

// EnvironmentKey is an API key that was given in the environment variable name.
func EnvironmentKey(name string, value parsecapi.Secret) KeySource {
	return environmentKey{name, value}
}

type environmentKey struct {
	name  string
	value parsecapi.Secret
}

func (k environmentKey) String() string                                { return k.name }
func (k environmentKey) Key(context.Context) (parsecapi.Secret, error) { return k.value, nil }

// CommandKey is an API key that argv prints, run without a shell.
func CommandKey(argv []string) KeySource { return commandKey{newCommand("api_key_command", argv)} }

type commandKey struct{ command command }

func (k commandKey) String() string { return k.command.setting }

func (k commandKey) Key(ctx context.Context) (parsecapi.Secret, error) {
	output, err := k.command.run(ctx)
	if err != nil {
		return parsecapi.Secret{}, err
	}
	return secretLine(output), nil
}

// FileKey is an API key in a file of its own that nobody else may read.
func FileKey(path string) KeySource { return fileKey{path} }

type fileKey struct{ path string }

func (k fileKey) String() string { return textsafe.Clean(k.path) }

func (k fileKey) Key(context.Context) (parsecapi.Secret, error) {
	content, err := private.Read(k.path, private.FollowLinks, privateLimit)
	if err != nil {
		return parsecapi.Secret{}, refuseFile("API key file", k.path, err)
	}
	return secretLine(content), nil
}

// KeyringKey is an API key that the user put into the OS keyring for profile, under
// KeyringService and KeyringAccount.
func KeyringKey(ring Keyring, profile string) KeySource {
	return keyringKey{newBoundedKeyring(ring), KeyringAccount(profile)}
}

// KeyringAccount is the keyring's user name of profile's API key.
func KeyringAccount(profile string) string { return "api-key:" + profile }

type keyringKey struct {
	ring    *boundedKeyring
	account string
}

func (k keyringKey) String() string { return "the OS keyring" }

func (k keyringKey) Key(ctx context.Context) (parsecapi.Secret, error) {
	value, err := k.ring.get(ctx, k.account)
	where := "service " + KeyringService + ", user " + textsafe.Clean(k.account)
	switch {
	case err == nil:
		return secretLine([]byte(value)), nil
	case ctx.Err() != nil:
		return parsecapi.Secret{}, ctx.Err()
	case errors.Is(err, ErrNotFound):
		return parsecapi.Secret{}, &SignInError{
			What: "the OS keyring holds no API key (" + where + ")",
			Fix:  "run parsec-hosts auth set-key to store the key there, or configure another place for it",
			Err:  err,
		}
	}
	return parsecapi.Secret{}, &SignInError{
		What: "the API key is in the OS keyring, which cannot be used: " + keyringReason(err),
		Fix:  "unlock the keyring or start its service, then try again",
		Err:  err,
	}
}

// secretLine drops the one line end that editors and programs put after a line.
func secretLine(content []byte) parsecapi.Secret {
	content = bytes.TrimSuffix(content, []byte("\n"))
	content = bytes.TrimSuffix(content, []byte("\r"))
	return parsecapi.NewSecret(string(content))
}
