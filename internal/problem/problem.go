package problem

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"parsec-hosts/internal/textsafe"
	"parsec-hosts/parsecapi"
)

// Kind groups problems by what a person can do about them.
type Kind int

// The kinds of Problem.
const (
	Other      Kind = iota
	SignIn          // there is no session to work with until somebody acts
	Network         // the service was not reached or did not answer sensibly; trying again helps
	RateLimit       // the service asked to wait
	Permission      // the session is good but may not do this
)

// Problem is an error in words, one safe line each, without a full stop.
type Problem struct {
	Kind   Kind
	What   string
	Remedy string // empty when there is nothing to do but wait
}

// String joins What and Remedy.
func (p Problem) String() string {
	if p.Remedy == "" {
		return p.What
	}
	return p.What + ": " + p.Remedy
}

// remedied is an error that knows what to do about itself.
type remedied interface {
	error
	Remedy() string
}

// signIn is an error that leaves the program without a session.
type signIn interface {
	error
	SignIn() bool
}

// Explain puts err into words. Errors that know their own remedy keep their words; those of
// parsecapi get them here.
func Explain(err error) Problem {
	err = decisive(err)
	var (
		known     remedied
		state     signIn
		api       *parsecapi.APIError
		schema    *parsecapi.SchemaError
		transport *parsecapi.TransportError
	)
	switch {
	case errors.As(err, &state) && state.SignIn():
		return Problem{Kind: SignIn, What: textsafe.Clean(state.Error()), Remedy: remedyOf(state)}
	case errors.As(err, &known):
		return Problem{Kind: kindOf(err), What: textsafe.Clean(known.Error()), Remedy: textsafe.Clean(known.Remedy())}
	case errors.As(err, &api):
		return explainAPI(api)
	case errors.As(err, &schema):
		return Problem{
			Kind:   Network,
			What:   "the service's answer could not be read (" + textsafe.Clean(schema.Reason) + ")",
			Remedy: "check base_url; a proxy or a captive portal may be answering in its place",
		}
	case errors.As(err, &transport):
		return explainTransport(transport)
	case errors.Is(err, context.Canceled):
		return Problem{Kind: Other, What: "cancelled"}
	case errors.Is(err, context.DeadlineExceeded):
		return Problem{Kind: Network, What: "no answer in time"}
	}
	return Problem{Kind: Other, What: textsafe.Clean(err.Error())}
}

// decisive is what stands in the way. Of a session that was refused and could not be replaced that is
// why it could not, as far as it is the network or the service: they may be down just when the session
// ends, and asking again helps.
func decisive(err error) error {
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return err
	}
	causes := joined.Unwrap()
	last := causes[len(causes)-1]
	var (
		api       *parsecapi.APIError
		schema    *parsecapi.SchemaError
		transport *parsecapi.TransportError
	)
	if errors.As(last, &api) || errors.As(last, &schema) || errors.As(last, &transport) {
		return last
	}
	return err
}

func remedyOf(err error) string {
	var known remedied
	if errors.As(err, &known) {
		return textsafe.Clean(known.Remedy())
	}
	return ""
}

func kindOf(err error) Kind {
	var transport *parsecapi.TransportError
	if errors.As(err, &transport) {
		return Network
	}
	return Other
}

func explainAPI(e *parsecapi.APIError) Problem {
	said := answerOf(e)
	switch {
	case e.Op == parsecapi.OpRevokeSession && e.Status < http.StatusInternalServerError && e.Status != http.StatusTooManyRequests:
		return Problem{Kind: Other, What: "the service did not revoke the session (" + said + ")", Remedy: "it stays good until it expires; parsec-hosts session forget removes it from this computer"}
	case parsecapi.IsUnauthorized(e) && e.Op == parsecapi.OpCreateSession:
		return Problem{Kind: SignIn, What: "the service refused the API key (" + said + ")", Remedy: "check the key and base_url"}
	case parsecapi.IsUnauthorized(e):
		return Problem{Kind: SignIn, What: "the service refused the session (" + said + ")", Remedy: "check base_url, and that this user may list hosts"}
	case parsecapi.IsForbidden(e) && e.Op == parsecapi.OpCreateSession:
		return Problem{Kind: SignIn, What: "the API key may not create sessions (" + said + ")", Remedy: "ask an administrator of your Parsec team"}
	case e.Status == http.StatusForbidden:
		return Problem{Kind: Permission, What: "this session may not list hosts (" + said + ")", Remedy: "ask an administrator of your Parsec team"}
	case e.Status == http.StatusTooManyRequests:
		return Problem{Kind: RateLimit, What: "the service asks for fewer requests (" + said + ")", Remedy: waitRemedy(e.RetryAfter)}
	case e.Status == http.StatusInternalServerError && e.Op == parsecapi.OpCreateSession:
		return Problem{Kind: SignIn, What: "the service failed to create a session (" + said + ")", Remedy: "is the API key malformed? Check it before trying again"}
	case e.Status == http.StatusNotFound:
		return Problem{Kind: Network, What: "there is no Parsec service at this address (" + said + ")", Remedy: "check base_url"}
	case e.Status >= http.StatusInternalServerError:
		return Problem{Kind: Network, What: "the service is in trouble (" + said + ")"}
	}
	return Problem{Kind: Network, What: "the service refused to " + e.Op + " (" + said + ")", Remedy: "check base_url and the profile's settings"}
}

// answerOf gives the status and the service's own words, as far as it had any.
func answerOf(e *parsecapi.APIError) string {
	said := fmt.Sprint(e.Status)
	if message := textsafe.Truncate(textsafe.Clean(e.Message), 80); message != "" {
		said += " " + message
	}
	if len(e.Codes) > 0 {
		said += " [" + textsafe.Truncate(textsafe.Clean(strings.Join(e.Codes, ", ")), 40) + "]"
	}
	return said
}

func waitRemedy(retry parsecapi.RetryAfter) string {
	if !retry.Known {
		return "waiting before the next request"
	}
	return "waiting " + retry.Wait.Round(time.Second).String() + " as it asked"
}

func explainTransport(e *parsecapi.TransportError) Problem {
	host := textsafe.Clean(e.Host)
	p := Problem{Kind: Network}
	switch e.Kind {
	case parsecapi.KindDNS:
		p.What, p.Remedy = "the name "+host+" could not be resolved", "check the network and base_url"
	case parsecapi.KindRefused:
		p.What, p.Remedy = host+" refused the connection", "check base_url and the service"
	case parsecapi.KindReset:
		p.What = "the connection to " + host + " was cut"
	case parsecapi.KindTimeout:
		p.What, p.Remedy = host+" did not answer in time", "check the network and the proxy"
	case parsecapi.KindCertificate:
		p.What, p.Remedy = "the certificate of "+host+" is not trusted", "check the clock and base_url, or name your own authority with ca_file"
	case parsecapi.KindRedirect:
		p.What, p.Remedy = host+" redirects elsewhere, which is not followed", "set base_url to the service's own address"
	case parsecapi.KindProtocol:
		p.What, p.Remedy = host+" does not speak HTTP as expected", "check base_url and the proxy"
	case parsecapi.KindCanceled:
		return Problem{Kind: Other, What: "cancelled"}
	default:
		p.What, p.Remedy = host+" could not be reached", "check the network and the proxy"
	}
	return p
}
