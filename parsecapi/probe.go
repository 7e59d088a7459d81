package parsecapi

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"sync"
	"time"
)

// OpProbe is the operation of Probe, as named in errors.
const OpProbe = "reach the service"

// Probe is what one request showed of the way to the service. What it did not come to is zero.
type Probe struct {
	Proxy *url.URL // nil for none; it may hold a password
	// Addresses are what the name of the service, or of the proxy, resolved to; none for an address.
	Addresses   []string
	Certificate *x509.Certificate // that was presented, trusted or not; nil without TLS
	TLSVersion  uint16            // of a secured connection, as in tls.VersionTLS13
	Status      int               // of the HTTP answer, whatever it said

	Resolving  time.Duration // from the question for the name to the addresses
	Connecting time.Duration // from the first attempt to the connection
	Securing   time.Duration // the handshake of TLS
	Answering  time.Duration // from the request to the first byte of its answer
}

// Probe asks for the hosts without a session, on a connection of its own: the answer, usually a
// refusal, tells that the way is open and teaches the service's clock. The error is about the way
// only; whatever HTTP status came is none.
func (c *Client) Probe(ctx context.Context) (Probe, error) {
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	t := tracer{now: c.now}
	at := c.base.JoinPath(string(RouteHosts))
	request := c.newRequest(httptrace.WithClientTrace(ctx, t.trace()), http.MethodGet, at, nil)
	proxy, _ := c.single.Proxy(request) // it was chosen when the client was made
	got, err := c.exchange(c.single, request, OpProbe, nil)
	probe := t.result()
	probe.Proxy, probe.Status = proxy, got.status
	if _, cut := errors.AsType[*SchemaError](err); cut {
		err = nil // what the answer holds is of no interest
	}
	return probe, err
}

// tracer takes down the steps of one request. Some are told after the request has been given up.
type tracer struct {
	now func() time.Time

	mu                                    sync.Mutex
	probe                                 Probe
	asked, dialled, shook, wrote, settled time.Time
}

func (t *tracer) result() Probe {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.probe
}

// step runs note with the time.
func (t *tracer) step(note func(now time.Time)) {
	t.mu.Lock()
	defer t.mu.Unlock()
	note(t.now())
}

func (t *tracer) trace() *httptrace.ClientTrace {
	p := &t.probe
	return &httptrace.ClientTrace{
		DNSStart: func(httptrace.DNSStartInfo) { t.step(func(now time.Time) { t.asked = now }) },
		DNSDone: func(info httptrace.DNSDoneInfo) {
			t.step(func(now time.Time) {
				p.Resolving = now.Sub(t.asked)
				for _, address := range info.Addrs {
					p.Addresses = append(p.Addresses, address.String())
				}
			})
		},
		// Several addresses may be tried at once: the first to connect is the one.
		ConnectStart: func(string, string) {
			t.step(func(now time.Time) {
				if t.dialled.IsZero() {
					t.dialled = now
				}
			})
		},
		ConnectDone: func(_, _ string, err error) {
			t.step(func(now time.Time) {
				if err == nil && t.settled.IsZero() {
					t.settled, p.Connecting = now, now.Sub(t.dialled)
				}
			})
		},
		TLSHandshakeStart: func() { t.step(func(now time.Time) { t.shook = now }) },
		TLSHandshakeDone: func(state tls.ConnectionState, err error) {
			t.step(func(now time.Time) {
				p.Securing, p.Certificate = now.Sub(t.shook), presented(state, err)
				if err == nil {
					p.TLSVersion = state.Version
				}
			})
		},
		WroteRequest: func(httptrace.WroteRequestInfo) { t.step(func(now time.Time) { t.wrote = now }) },
		GotFirstResponseByte: func() {
			t.step(func(now time.Time) { p.Answering = now.Sub(t.wrote) })
		},
	}
}

// presented returns the service's own certificate, also one that was not trusted.
func presented(state tls.ConnectionState, err error) *x509.Certificate {
	chain := state.PeerCertificates
	if refused, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		chain = refused.UnverifiedCertificates
	}
	if len(chain) == 0 {
		return nil
	}
	return chain[0]
}
