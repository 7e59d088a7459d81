package recording

import (
	"errors"
	"time"

	"parsec-hosts/parsecapi"
)

// Failure is a poll that gave no list, without the words of the service or the names of machines.
type Failure struct {
	Kind   Kind `json:"kind"`
	Status int  `json:"status,omitempty"` // of HTTP, if there was one
	// RetryAfter is how long the service asked to wait, in seconds; nil when it did not ask.
	RetryAfter *int `json:"retry_after,omitempty"`
	// Permission means that the service named a permission that is missing.
	Permission bool   `json:"permission,omitempty"`
	Reason     string `json:"reason,omitempty"` // of parsecapi.SchemaError
}

// Kind is what went wrong.
type Kind string

// The kinds of Failure.
const (
	KindRefusal     Kind = "refusal"  // an HTTP status other than success
	KindUnusable    Kind = "unusable" // a success whose body is not a list of hosts
	KindSignIn      Kind = "sign-in"  // there was no session to ask with
	KindTimeout     Kind = "timeout"
	KindRefused     Kind = "refused"
	KindReset       Kind = "reset"
	KindName        Kind = "name" // not resolved
	KindCertificate Kind = "certificate"
	KindRedirect    Kind = "redirect"
	KindProtocol    Kind = "protocol" // not HTTP
	KindNetwork     Kind = "network"
	KindOther       Kind = "other"
)

var transportKinds = map[parsecapi.TransportKind]Kind{
	parsecapi.KindTimeout:     KindTimeout,
	parsecapi.KindRefused:     KindRefused,
	parsecapi.KindReset:       KindReset,
	parsecapi.KindDNS:         KindName,
	parsecapi.KindCertificate: KindCertificate,
	parsecapi.KindRedirect:    KindRedirect,
	parsecapi.KindProtocol:    KindProtocol,
	parsecapi.KindNetwork:     KindNetwork,
}

// failureOf finds out what kind of failure err is.
func failureOf(err error) Failure {
	var (
		api       *parsecapi.APIError
		schema    *parsecapi.SchemaError
		transport *parsecapi.TransportError
		signIn    interface{ SignIn() bool }
	)
	switch {
	case errors.As(err, &signIn) && signIn.SignIn():
		return Failure{Kind: KindSignIn}
	case errors.As(err, &api):
		return refusal(api)
	case errors.As(err, &schema):
		return Failure{Kind: KindUnusable, Status: schema.Status, Reason: schema.Reason}
	case errors.As(err, &transport) && transportKinds[transport.Kind] != "":
		return Failure{Kind: transportKinds[transport.Kind]}
	}
	return Failure{Kind: KindOther}
}

func refusal(api *parsecapi.APIError) Failure {
	f := Failure{Kind: KindRefusal, Status: api.Status, Permission: parsecapi.IsForbidden(api)}
	if api.RetryAfter.Known {
		seconds := int(api.RetryAfter.Wait / time.Second)
		f.RetryAfter = &seconds
	}
	return f
}
