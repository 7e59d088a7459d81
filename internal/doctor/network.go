package doctor

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"time"

	"parsec-hosts/internal/config"
	"parsec-hosts/internal/session"
	"parsec-hosts/internal/words"
	"parsec-hosts/parsecapi"
)

// Limits of what is waited for. A command that signs in may need a person.
const (
	askLimit    = 5 * time.Second
	signInLimit = 15 * time.Second
)

const expiryWorthSaying = 14 * 24 * time.Hour

// Network is the way to the configured service, and whom to ask about it.
type Network struct {
	Skip    Text   // why nothing is asked; "" when everything is
	BaseURL string // passed parsecapi.CheckBaseURL
	Route   parsecapi.Route
	CAFile  string // "" for none
	Proxy   string // the setting or variable that a proxy comes from

	Probe func(context.Context) (parsecapi.Probe, error)
	Skew  func() (skew time.Duration, known bool)
	Now   func() time.Time

	SignIn SignIn // nil when nothing says how
	// List asks one route with one session.
	List func(context.Context, parsecapi.Route, parsecapi.Session) (parsecapi.Page, error)
}

// Service checks the way to the service, the session and what the service answers to it.
func (n Network) Service(ctx context.Context) []Check {
	if n.Skip != "" {
		return []Check{skipped("service", n.Skip)}
	}
	probe, err := limited(ctx, askLimit, n.Probe)
	checks := n.way(probe, err)
	if err != nil {
		return append(checks, skipped("session", "not looked at: the service was not reached"))
	}
	checks = append(checks, n.clock())
	if n.SignIn == nil {
		return append(checks, skipped("session", "nothing says how to sign in"))
	}
	return append(checks, n.answers(ctx)...)
}

func limited[T any](ctx context.Context, limit time.Duration, ask func(context.Context) (T, error)) (T, error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	return ask(ctx)
}

// way tells how far a request came.
func (n Network) way(p parsecapi.Probe, err error) []Check {
	base, _ := url.Parse(n.BaseURL) // it was checked
	checks := []Check{n.proxy(p)}
	asked := base
	if p.Proxy != nil {
		asked = p.Proxy
	}
	checks = append(checks, n.name(asked.Hostname(), p, err)...)
	var transport *parsecapi.TransportError
	kind := parsecapi.TransportKind("")
	if errors.As(err, &transport) {
		kind = transport.Kind
	}
	if kind == parsecapi.KindDNS {
		return checks
	}
	if err != nil && kind != parsecapi.KindCertificate {
		return append(checks, fail("connection", said(err), n.remedy(err)))
	}
	if base.Scheme == "https" {
		checks = append(checks, n.certificate(p, err))
	}
	if err == nil {
		checks = append(checks, ok("connection", connection(base, p)))
	}
	return checks
}

func (n Network) proxy(p parsecapi.Probe) Check {
	if p.Proxy == nil {
		return ok("proxy", "none")
	}
	return ok("proxy", address(p.Proxy.String())+Text(" ("+n.Proxy+")"))
}

// name tells what the name of the service, or of the proxy, resolved to.
func (n Network) name(host string, p parsecapi.Probe, err error) []Check {
	var transport *parsecapi.TransportError
	if errors.As(err, &transport) && transport.Kind == parsecapi.KindDNS {
		return []Check{fail("name", said(err), n.remedy(err))}
	}
	if _, malformed := netip.ParseAddr(host); malformed == nil || len(p.Addresses) == 0 {
		return nil // there was nothing to resolve
	}
	found := hostOf(host) + " is " + Private("address", p.Addresses[0])
	if more := len(p.Addresses) - 1; more > 0 {
		found += Text(fmt.Sprintf(" and %d more", more))
	}
	return []Check{ok("name", found+", found in "+span(p.Resolving))}
}

// certificate tells who vouches for the service and for how long.
func (n Network) certificate(p parsecapi.Probe, err error) Check {
	if p.Certificate == nil {
		if err != nil {
			return fail("certificate", said(err), n.remedy(err))
		}
		return skipped("certificate", "none was seen")
	}
	found := "issued by " + Private("issuer", issuer(p.Certificate))
	until, left := p.Certificate.NotAfter, p.Certificate.NotAfter.Sub(n.Now())
	found += Text(", good until " + until.UTC().Format(time.DateOnly))
	if n.CAFile != "" {
		found += "; ca_file is trusted besides the system's authorities"
	}
	switch {
	case err != nil:
		return fail("certificate", "not trusted: "+untrusted(err)+"; "+found, n.remedy(err))
	case left < expiryWorthSaying:
		return warn("certificate", found+": only "+span(left)+" left", "whoever runs the service has to renew it")
	}
	return ok("certificate", found)
}

func issuer(c *x509.Certificate) string {
	name := c.Issuer.CommonName
	if len(c.Issuer.Organization) > 0 && c.Issuer.Organization[0] != name {
		if name != "" {
			name += ", "
		}
		name += c.Issuer.Organization[0]
	}
	if name == "" {
		return "nobody by name"
	}
	return name
}

// untrusted says what is wrong with a certificate.
func untrusted(err error) Text {
	var (
		invalid x509.CertificateInvalidError
		unknown x509.UnknownAuthorityError
		named   x509.HostnameError
	)
	switch {
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return "it has expired or is not valid yet"
	case errors.As(err, &unknown):
		return "no known authority issued it"
	case errors.As(err, &named):
		return "it is for another name"
	}
	return "it cannot be verified"
}

func connection(base *url.URL, p parsecapi.Probe) Text {
	found := Text("without TLS (this very computer)")
	if base.Scheme == "https" {
		found = Text(tls.VersionName(p.TLSVersion))
	}
	found += ", connected in " + span(p.Connecting+p.Securing)
	return found + ", answered after " + span(p.Answering)
}

// remedy adds that the vendor has two addresses.
func (n Network) remedy(err error) Text {
	var transport *parsecapi.TransportError
	errors.As(err, &transport)
	if n.BaseURL != parsecapi.DefaultBaseURL || transport == nil || transport.Kind == parsecapi.KindCertificate {
		return advice(err)
	}
	return join("; or ", advice(err), "try the other address: base_url = \""+parsecapi.AlternativeBaseURL+"\"")
}

// clock compares this computer's clock with the service's.
func (n Network) clock() Check {
	skew, known := n.Skew()
	switch {
	case !known:
		return skipped("clock", "the service did not tell its time")
	case skew.Abs() < session.SkewWorthSaying:
		return ok("clock", Text(words.Clock(skew)))
	}
	return warn("clock", Text(words.Clock(skew))+", which is used", "set this computer's clock")
}

// ProxyVariable returns the variable that a proxy for baseURL comes from, "" for none.
func ProxyVariable(baseURL string, getenv func(string) string) string {
	names := []string{"HTTPS_PROXY", "https_proxy"}
	if base, err := url.Parse(baseURL); err == nil && base.Scheme == "http" {
		names = []string{"HTTP_PROXY", "http_proxy"}
	}
	for _, name := range names {
		if getenv(name) != "" {
			return name
		}
	}
	return ""
}

// NotAsked is why nothing is asked of a service that nobody chose.
func NotAsked(cfg *config.Config) Text {
	switch {
	case cfg == nil:
		return "not looked at: the configuration has to be right first"
	case cfg.SignIn.Value.Method == "" && cfg.BaseURL.From.Kind == config.FromDefault:
		return "not looked at: nothing is configured yet"
	}
	return ""
}
