package session

import (
	"context"
	"encoding/json"

	"parsec-hosts/internal/textsafe"
	"parsec-hosts/parsecapi"
)

// The kinds of Origin.
const (
	KindCommand = "session_command"
	KindAPIKey  = "api_key"
	KindGiven   = "session_id"
)

// Origin is where new sessions come from.
type Origin interface {
	// Kind is one of the kinds above.
	Kind() string
	// Key tells two origins of a kind apart. It is hashed before it is written anywhere.
	Key() string
	// String names it for people, as in "sessions come from …".
	String() string
	// Create gets a new session. An error that a person has to deal with is a *SignInError.
	Create(ctx context.Context) (parsecapi.Session, error)
}

// CommandOrigin gets sessions by running argv, without a shell. The command prints the API's own
// JSON ({"session": {…}}), {"session_id": "…", "expires_at": 1774000000}, or only a session ID.
func CommandOrigin(argv []string) Origin {
	return commandOrigin{newCommand("session_command", argv)}
}

type commandOrigin struct{ command command }

func (o commandOrigin) Kind() string   { return KindCommand }
func (o commandOrigin) String() string { return o.command.setting }

// Key is the argv as JSON, which keeps ["a b"] and ["a", "b"] apart.
func (o commandOrigin) Key() string {
	key, _ := json.Marshal(o.command.argv) // A slice of strings always encodes.
	return string(key)
}

func (o commandOrigin) Create(ctx context.Context) (parsecapi.Session, error) {
	output, err := o.command.run(ctx)
	if err != nil {
		return parsecapi.Session{}, err
	}
	return parsePrinted(output)
}

// SessionCreator is the part of *parsecapi.Client that an API key needs.
type SessionCreator interface {
	CreateSession(ctx context.Context, apiKey parsecapi.Secret, externalID string) (parsecapi.Session, error)
}

// APIKeyOrigin creates sessions for externalID with an API key. The key is fetched from its
// place at each creation and not kept.
func APIKeyOrigin(client SessionCreator, key KeySource, externalID string) Origin {
	return &apiKeyOrigin{client: client, key: key, externalID: externalID}
}

type apiKeyOrigin struct {
	client     SessionCreator
	key        KeySource
	externalID string
	checked    parsecapi.Secret // fetched by CheckKey for the next creation
}

func (o *apiKeyOrigin) Kind() string   { return KindAPIKey }
func (o *apiKeyOrigin) Key() string    { return o.externalID }
func (o *apiKeyOrigin) String() string { return "an API key from " + o.key.String() }

// fetch gets the key from its place and checks its form.
func (o *apiKeyOrigin) fetch(ctx context.Context) (parsecapi.Secret, error) {
	key, err := o.key.Key(ctx)
	if err != nil {
		return parsecapi.Secret{}, err
	}
	if err := parsecapi.CheckAPIKey(key); err != nil {
		return parsecapi.Secret{}, &SignInError{
			What: textsafe.Clean(err.Error()) + " (from " + o.key.String() + ")",
			Fix:  correction(o.key, "put the key alone there, on one line, then try again"),
			Err:  err,
		}
	}
	return key, nil
}

func (o *apiKeyOrigin) Create(ctx context.Context) (parsecapi.Session, error) {
	key := o.checked
	o.checked = parsecapi.Secret{}
	if key.IsZero() {
		var err error
		if key, err = o.fetch(ctx); err != nil {
			return parsecapi.Session{}, err
		}
	}
	session, err := o.client.CreateSession(ctx, key, o.externalID)
	if err != nil {
		return parsecapi.Session{}, creationError(err, o.key)
	}
	return session, nil
}

// GivenOrigin uses a session ID as it was given in the environment. Such a session is never
// stored and cannot be replaced.
func GivenOrigin(id parsecapi.Secret) Origin { return givenOrigin{id} }

type givenOrigin struct{ id parsecapi.Secret }

func (o givenOrigin) Kind() string   { return KindGiven }
func (o givenOrigin) Key() string    { return "" }
func (o givenOrigin) String() string { return "PARSEC_HOSTS_SESSION_ID" }

func (o givenOrigin) Create(context.Context) (parsecapi.Session, error) {
	if reason := badID(o.id.Reveal()); reason != "" {
		return parsecapi.Session{}, &SignInError{
			What: "the session ID given in the environment cannot be used: it " + reason,
			Fix:  restartWith("PARSEC_HOSTS_SESSION_ID"),
		}
	}
	return parsecapi.Session{ID: o.id}, nil
}
