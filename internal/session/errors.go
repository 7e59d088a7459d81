package session

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"parsec-hosts/internal/private"
	"parsec-hosts/internal/textsafe"
	"parsec-hosts/parsecapi"
)

// SignInError means that there is no session to be had until somebody does something about it.
// Its texts are single lines, safe for a terminal and free of secrets.
type SignInError struct {
	What string // what happened, to what
	Fix  string // what to do next
	Err  error  // the cause, if it says more than What; it may hold raw text from strangers

	// mayExist means that the service may have created a session whose answer was lost: trying
	// again by itself could create another one.
	mayExist bool
}

// Error says what happened, in one line.
func (e *SignInError) Error() string { return e.What }

// Remedy says what to do next, in one line.
func (e *SignInError) Remedy() string { return e.Fix }

// SignIn reports that this is a state of signing in, not a passing fault of the network.
func (e *SignInError) SignIn() bool { return true }

// Unwrap returns the cause.
func (e *SignInError) Unwrap() error { return e.Err }

// GivenError means that the session is the one given in the environment, which nothing here can
// replace.
type GivenError struct{}

// Error says what happened, in one line.
func (e *GivenError) Error() string {
	return "the session given in PARSEC_HOSTS_SESSION_ID cannot be replaced"
}

// Remedy says what to do next, in one line.
func (e *GivenError) Remedy() string {
	return "start without that variable, and with session_command or an API key in its place"
}

// ReplacedError means that nothing was revoked, as another session was kept by then than the one
// that was meant.
type ReplacedError struct{ By parsecapi.Session }

// Error says what happened, in one line.
func (e *ReplacedError) Error() string {
	return "the session was replaced meanwhile by " + e.By.ID.Masked() + ": nothing was revoked"
}

// Remedy says what to do next, in one line.
func (e *ReplacedError) Remedy() string { return "revoke that one, if it has to go as well" }

// creationError turns an error of parsecapi's CreateSession into a SignInError where waiting
// would not help. Passing faults are returned as they are: nothing was created, and a later
// attempt may succeed. key is where the API key was found.
func creationError(err error, key KeySource) error {
	var api *parsecapi.APIError
	var schema *parsecapi.SchemaError
	var transport *parsecapi.TransportError
	switch {
	case errors.Is(err, context.Canceled):
		return err
	case errors.As(err, &api):
		return refusedCreation(api, key)
	case errors.As(err, &schema):
		return &SignInError{
			What:     "the service answered, but not with a session: " + textsafe.Clean(schema.Reason),
			Fix:      "check base_url, then try again",
			Err:      err,
			mayExist: true,
		}
	case errors.Is(err, context.DeadlineExceeded),
		errors.As(err, &transport) && transport.Kind == parsecapi.KindTimeout:
		return lostCreation("no answer in time", err)
	}
	return err
}

// refusedCreation words an answer of the service other than success.
func refusedCreation(api *parsecapi.APIError, key KeySource) error {
	answer := fmt.Sprintf("%d", api.Status)
	if message := textsafe.Clean(api.Message); message != "" {
		answer += ", " + message
	}
	switch {
	case api.Status == http.StatusTooManyRequests || api.Status == http.StatusServiceUnavailable:
		return api
	case api.Status == http.StatusInternalServerError:
		// The service is known to answer so to a key of the wrong shape.
		return &SignInError{
			What:     "creating a session failed: the service answered " + answer,
			Fix:      fmt.Sprintf("is the API key from %s malformed? %s", key, correction(key, "check it, then try again")),
			Err:      api,
			mayExist: true,
		}
	case api.Status > http.StatusInternalServerError:
		return lostCreation(answer, api)
	case parsecapi.IsForbidden(api):
		return &SignInError{
			What: fmt.Sprintf("the API key from %s may not create sessions (%s)", key, answer),
			Fix:  "ask an administrator of your Parsec team",
			Err:  api,
		}
	case parsecapi.IsUnauthorized(api):
		return &SignInError{
			What: fmt.Sprintf("the service refused the API key from %s (%s)", key, answer),
			Fix:  correction(key, "put a valid API key there, then try again"),
			Err:  api,
		}
	}
	return &SignInError{
		What: fmt.Sprintf("the service refused to create a session (%s)", answer),
		Fix:  "check base_url and external_id, then try again",
		Err:  api,
	}
}

// lostCreation words a creation of which nobody knows whether it happened.
func lostCreation(trouble string, err error) error {
	return &SignInError{
		What:     "the service is in trouble (" + trouble + "): it may have created a session",
		Fix:      "try again when it is well",
		Err:      err,
		mayExist: true,
	}
}

// correction says how to give another API key: as advised, unless key is a variable, which cannot
// change while a program runs.
func correction(key KeySource, advice string) string {
	if variable, ok := key.(environmentKey); ok {
		return restartWith(variable.name)
	}
	return advice
}

// restartWith is the advice for a wrong value in an environment variable.
func restartWith(variable string) string { return "quit, correct " + variable + " and start again" }

// privateLimit bounds a file that holds a secret, in bytes.
const privateLimit = 64 << 10

// refuseFile words an error of package private for the file or folder at path; noun says what it
// is.
func refuseFile(noun, path string, err error) error {
	what, fix := "it cannot be read", "make it readable for this user, then try again"
	var unsafe *private.Unsafe
	switch {
	case errors.As(err, &unsafe):
		what, fix = unsafe.Reason, unsafe.Fix+", then try again"
	case private.Absent(err):
		what, fix = "there is no such file", "create it, readable only for this user, then try again"
	}
	return &SignInError{
		What: fmt.Sprintf("the %s %s cannot be used: %s", noun, textsafe.Clean(path), what),
		Fix:  fix,
		Err:  err,
	}
}
