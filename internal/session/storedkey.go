package session

import (
	"context"
	"errors"

	"parsec-hosts/parsecapi"
)

// KeyringError means that the OS keyring did not do what the user asked of it. Its texts are single
// lines, safe for a terminal and free of secrets.
type KeyringError struct {
	What string
	Fix  string
	Err  error
}

// Error says what happened, in one line.
func (e *KeyringError) Error() string { return e.What }

// Remedy says what to do next, in one line.
func (e *KeyringError) Remedy() string { return e.Fix }

// Unwrap returns the cause.
func (e *KeyringError) Unwrap() error { return e.Err }

// ParseKey reads an API key that the user handed over, alone on a line or without one. The error
// does not repeat it.
func ParseKey(content []byte) (parsecapi.Secret, error) {
	key := secretLine(content)
	return key, parsecapi.CheckAPIKey(key)
}

// StoreKey puts profile's API key into the OS keyring, where KeyringKey finds it, in place of the
// one before, and reads it back. ring may be nil for none.
func StoreKey(ctx context.Context, ring Keyring, profile string, key parsecapi.Secret) error {
	bounded := newBoundedKeyring(ring)
	err := bounded.set(ctx, KeyringAccount(profile), key.Reveal())
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, errKeyringLies):
		// Whatever it did store is not the key.
		_, _ = bounded.delete(ctx, KeyringAccount(profile))
	}
	return &KeyringError{
		What: "the API key was not stored, for the OS keyring cannot be used: " + keyringReason(err),
		Fix:  keyringAdvice(err) + ", or keep the key elsewhere: api_key_command or api_key_file say where",
		Err:  err,
	}
}

// ForgetKey removes profile's API key from the OS keyring, and reports whether it was there. ring
// may be nil for none.
func ForgetKey(ctx context.Context, ring Keyring, profile string) (found bool, err error) {
	found, err = newBoundedKeyring(ring).delete(ctx, KeyringAccount(profile))
	switch {
	case err == nil:
		return found, nil
	case ctx.Err() != nil:
		return false, ctx.Err()
	}
	return false, &KeyringError{
		What: "no API key was removed, for the OS keyring cannot be used: " + keyringReason(err),
		Fix:  keyringAdvice(err),
		Err:  err,
	}
}

func keyringAdvice(err error) string {
	switch {
	case errors.Is(err, ErrNoKeyring):
		return "start its service and try again"
	case errors.Is(err, errKeyringLies):
		return "repair it and try again"
	}
	return "unlock it and try again"
}
