package ui

import (
	"context"
	"net"
	"net/http"
	"reflect"
	"sync"
	"testing"
	"time"
	"unsafe"

	"parsec-hosts/internal/session"
	"parsec-hosts/parsecapi"
)

// pipes is a network of in-memory connections, whose waits a synctest bubble can see: hours of requests
// take no time.
type pipes struct {
	accept chan net.Conn
	done   chan struct{}
	once   sync.Once
	server *http.Server
}

// serveOnPipes serves until the network is closed.
func serveOnPipes(handler http.Handler) *pipes {
	p := &pipes{accept: make(chan net.Conn), done: make(chan struct{}), server: &http.Server{Handler: handler}}
	go func() { _ = p.server.Serve(p) }() // always ends with an error, that of Close
	return p
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case conn := <-p.accept:
		return conn, nil
	case <-p.done:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error   { p.once.Do(func() { close(p.done) }); return nil }
func (p *pipes) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 80} }

func (p *pipes) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	client, server := net.Pipe()
	select {
	case p.accept <- server:
		return client, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-p.done:
		return nil, net.ErrClosed
	}
}

// client returns the real client on this network. Its transports are private, since nobody but a test
// has a use for another network.
func (p *pipes) client(t *testing.T, options ...parsecapi.Option) *parsecapi.Client {
	t.Helper()
	client, err := parsecapi.New(append([]parsecapi.Option{parsecapi.WithBaseURL("http://127.0.0.1")}, options...)...)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"polling", "single"} {
		field := reflect.ValueOf(client).Elem().FieldByName(name)
		transport := *(**http.Transport)(unsafe.Pointer(field.UnsafeAddr()))
		transport.DialContext = p.dial
	}
	return client
}

// signedIn returns a client and its session source, wired as the program wires them. The store lies in
// folder.
func (p *pipes) signedIn(t *testing.T, folder, key, agent string, now func() time.Time) (*parsecapi.Client, *session.Source) {
	t.Helper()
	options := []parsecapi.Option{parsecapi.WithClock(now), parsecapi.WithUserAgent(agent)}
	creator := p.client(t, options...)
	var client *parsecapi.Client
	source, err := session.Open(session.Options{
		BaseURL: "http://127.0.0.1", Profile: "studio", Device: "desk", Dir: folder, Now: now,
		Origin: session.APIKeyOrigin(creator, session.EnvironmentKey("KEY", parsecapi.NewSecret(key)), "anna"),
		Skew: func() (time.Duration, bool) {
			if skew, known := client.ClockSkew(); known {
				return skew, true
			}
			return creator.ClockSkew()
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	client = p.client(t, append(options, parsecapi.WithSessionSource(source))...)
	return client, source
}
