package doctor

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"net/url"
	"testing"
	"testing/synctest"
	"time"

	"parsec-hosts/internal/config"
	"parsec-hosts/parsecapi"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// network is a way to a service on which everything is well.
func network() Network {
	probe := parsecapi.Probe{
		Addresses: []string{"192.0.2.1", "192.0.2.2"}, Status: 401, TLSVersion: tls.VersionTLS13,
		Certificate: &x509.Certificate{NotAfter: noon.AddDate(0, 2, 0), Issuer: pkix.Name{CommonName: "R3", Organization: []string{"Authority"}}},
		Resolving:   12 * time.Millisecond, Connecting: 20 * time.Millisecond, Securing: 30 * time.Millisecond, Answering: 40 * time.Millisecond,
	}
	return Network{
		BaseURL: "https://parsec.studio.example", Route: parsecapi.RouteAuto,
		Probe: func(context.Context) (parsecapi.Probe, error) { return probe, nil },
		Skew:  func() (time.Duration, bool) { return 0, true },
		Now:   func() time.Time { return noon },
	}
}

func (n Network) probed(change func(*parsecapi.Probe), err error) Network {
	probe, _ := n.Probe(context.Background())
	change(&probe)
	n.Probe = func(context.Context) (parsecapi.Probe, error) { return probe, err }
	return n
}

func unchanged(*parsecapi.Probe) {}

func transport(kind parsecapi.TransportKind, cause error) error {
	return &parsecapi.TransportError{Kind: kind, Host: "parsec.studio.example:443", Err: cause}
}

func TestAGoodWay(t *testing.T) {
	checks := network().Service(t.Context())
	want(t, checks, "proxy", OK, "none")
	want(t, checks, "name", OK, "parsec.studio.example is 192.0.2.1 and 1 more, found in 12 ms")
	want(t, checks, "certificate", OK, "issued by R3, Authority, good until 2026-05-01")
	want(t, checks, "connection", OK, "TLS 1.3, connected in 50 ms, answered after 40 ms")
	want(t, checks, "clock", OK, "agrees")
	want(t, checks, "session", Skipped, "nothing says how to sign in")
}

func TestAWayThatEnds(t *testing.T) {
	for kind, test := range map[parsecapi.TransportKind]struct{ name, words string }{
		parsecapi.KindDNS:     {"name", "could not be resolved"},
		parsecapi.KindRefused: {"connection", "refused the connection"},
		parsecapi.KindReset:   {"connection", "was cut"},
		parsecapi.KindTimeout: {"connection", "did not answer in time"},
	} {
		n := network().probed(func(p *parsecapi.Probe) { *p = parsecapi.Probe{} }, transport(kind, nil))
		checks := n.Service(t.Context())
		check := want(t, checks, test.name, Fail, test.words)
		if got := check.Found.Masked(); got != "<"+string(kind)+">" {
			t.Errorf("others see %q", got)
		}
		want(t, checks, "session", Skipped, "the service was not reached")
		none(t, checks, "clock")
	}
}

func TestTheVendorsOtherAddressIsAdvised(t *testing.T) {
	n := network()
	n.BaseURL = parsecapi.DefaultBaseURL
	n = n.probed(func(p *parsecapi.Probe) { *p = parsecapi.Probe{} }, transport(parsecapi.KindDNS, nil))
	want(t, n.Service(t.Context()), "name", Fail, "check the network", parsecapi.AlternativeBaseURL)
}

func TestCertificatesThatWillNotDo(t *testing.T) {
	for words, cause := range map[string]error{
		"it has expired":               x509.CertificateInvalidError{Reason: x509.Expired},
		"no known authority issued it": x509.UnknownAuthorityError{},
		"it is for another name":       x509.HostnameError{Certificate: &x509.Certificate{}, Host: "x"},
	} {
		n := network().probed(unchanged, transport(parsecapi.KindCertificate, cause))
		n.CAFile = "/ca.pem"
		want(t, n.Service(t.Context()), "certificate", Fail, "not trusted: "+words, "issued by R3", "ca_file is trusted besides")
	}
	n := network().probed(func(p *parsecapi.Probe) { p.Certificate.NotAfter = noon.AddDate(0, 0, 3) }, nil)
	want(t, n.Service(t.Context()), "certificate", Warn, "only 3 days left", "renew")
}

func TestAProxyIsToldWithoutItsPassword(t *testing.T) {
	n := network()
	n.Proxy = "HTTPS_PROXY"
	n = n.probed(func(p *parsecapi.Probe) {
		p.Proxy, _ = url.Parse("http://anna:CANARY@proxy.example:3128")
	}, nil)
	checks := n.Service(t.Context())
	if check := want(t, checks, "proxy", OK); check.Found.String() != "http://…@proxy.example:3128 (HTTPS_PROXY)" {
		t.Errorf("the proxy is told as %q", check.Found)
	}
	want(t, checks, "name", OK, "proxy.example is 192.0.2.1")
}

func TestWhereAProxyComesFrom(t *testing.T) {
	getenv := environment(map[string]string{"https_proxy": "x", "HTTP_PROXY": "y"})
	if got := ProxyVariable("https://a", getenv) + " " + ProxyVariable("http://127.0.0.1", getenv); got != "https_proxy HTTP_PROXY" {
		t.Errorf("variables are %s", got)
	}
}

func TestAClockThatIsWrong(t *testing.T) {
	for skew, test := range map[time.Duration]struct {
		status Status
		words  string
	}{
		30 * time.Second: {OK, "30 s behind"},
		-10 * time.Hour:  {Warn, "10 h ahead of the service's, which is used"},
	} {
		n := network()
		n.Skew = func() (time.Duration, bool) { return skew, true }
		want(t, n.Service(t.Context()), "clock", test.status, test.words)
	}
	n := network()
	n.Skew = func() (time.Duration, bool) { return 0, false }
	want(t, n.Service(t.Context()), "clock", Skipped)
}

func TestAServiceThatNeverAnswersIsGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := network()
		n.Probe = func(ctx context.Context) (parsecapi.Probe, error) {
			<-ctx.Done()
			return parsecapi.Probe{}, transport(parsecapi.KindTimeout, ctx.Err())
		}
		began := time.Now()
		want(t, n.Service(t.Context()), "connection", Fail, "did not answer in time")
		if took := time.Since(began); took != askLimit {
			t.Errorf("it took %v, want %v", took, askLimit)
		}
	})
}

func TestNobodyIsAskedWithoutAConfiguration(t *testing.T) {
	fromFile := config.Origin{Kind: config.FromFile}
	chosen := &config.Config{BaseURL: config.Value[string]{From: fromFile}}
	signedIn := &config.Config{SignIn: config.Value[config.SignIn]{Value: config.SignIn{Method: config.MethodAPIKey}}}
	nobody := &config.Config{BaseURL: config.Value[string]{From: config.Origin{Kind: config.FromDefault}}}
	if NotAsked(nil) == "" || NotAsked(nobody) == "" || NotAsked(chosen) != "" || NotAsked(signedIn) != "" {
		t.Error("whom to ask is mixed up")
	}
	n := Network{Skip: "not looked at: --offline", Probe: func(context.Context) (parsecapi.Probe, error) {
		t.Error("the service was asked")
		return parsecapi.Probe{}, errors.New("asked")
	}}
	want(t, n.Service(t.Context()), "service", Skipped, "--offline")
}
