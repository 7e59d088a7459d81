package parsecapi

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// pipes is a network of in-memory connections, whose waits a synctest bubble can see.
type pipes struct {
	accept chan net.Conn
	done   chan struct{}
	once   sync.Once
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
	}
}

// inBubble runs a service and a client of it on fake time.
func inBubble(t *testing.T, handler http.HandlerFunc, test func(t *testing.T, client *Client)) {
	synctest.Test(t, func(t *testing.T) {
		network := &pipes{accept: make(chan net.Conn), done: make(chan struct{})}
		server := &http.Server{Handler: handler}
		go func() { _ = server.Serve(network) }()
		client := newTestClient(t, "http://127.0.0.1")
		client.polling.DialContext, client.single.DialContext = network.dial, network.dial
		test(t, client)
		client.CloseIdleConnections()
		_ = server.Close()
		// Fake time stands still once this function returns: let the handlers see the end before.
		time.Sleep(time.Minute)
	})
}

// drip sends opening and then unit byte by byte, one a second of fake time, until nobody listens.
func drip(opening, unit string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		hijack(w, func(send func(string) error) {
			err := send(opening)
			for i := 0; err == nil; i++ {
				<-time.After(time.Second)
				err = send(unit[i%len(unit) : i%len(unit)+1])
			}
		})
	}
}

func wantTimeoutWithin(t *testing.T, client *Client, limit time.Duration) {
	t.Helper()
	began := time.Now()
	_, err := client.Hosts(t.Context())
	wantTransport(t, err, KindTimeout)
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v is no context.DeadlineExceeded", err)
	}
	if took := time.Since(began); took > limit {
		t.Errorf("it took %v, want at most %v", took, limit)
	}
}

func TestFault34_AcceptsAndNeverAnswers(t *testing.T) {
	silent := func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // the server notices a lost client only after the body
		<-r.Context().Done()
	}
	inBubble(t, silent, func(t *testing.T, client *Client) {
		wantTimeoutWithin(t, client, headerTimeout)
		_, err := client.CreateSession(t.Context(), NewSecret(canaryKey), "43523")
		wantTransport(t, err, KindTimeout)
	})
}

func TestFault34_NobodyAcceptsTheConnection(t *testing.T) {
	inBubble(t, answerWith(200, oneHost), func(t *testing.T, client *Client) {
		client.polling.DialContext = func(ctx context.Context, _, _ string) (net.Conn, error) {
			<-ctx.Done()
			return nil, ctx.Err()
		}
		wantTimeoutWithin(t, client, DefaultTimeout)
	})
}

func TestFault35_Drips(t *testing.T) {
	for name, handler := range map[string]http.HandlerFunc{
		"headers": drip("HTTP/1.1 200 OK\r\n", "X-Slow: 1\r\n"),
		"1xx":     drip("HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 102 Processing\r\n\r\n"),
		"body":    drip("HTTP/1.1 200 OK\r\n\r\n", " "),
		"chunks":  drip("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\n \r\n"),
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, handler, func(t *testing.T, client *Client) {
				wantTimeoutWithin(t, client, DefaultTimeout)
			})
		})
	}
	t.Run("error page", func(t *testing.T) {
		inBubble(t, drip("HTTP/1.1 502 Bad\r\n\r\nnot well", "."), func(t *testing.T, client *Client) {
			began := time.Now()
			_, err := client.Hosts(t.Context())
			wantAPI(t, err, 502)
			if took := time.Since(began); took > DefaultTimeout {
				t.Errorf("it took %v", took)
			}
		})
	})
}

func TestFault35_DripsWhileCreatingASession(t *testing.T) {
	inBubble(t, drip("HTTP/1.1 201 Created\r\n\r\n", " "), func(t *testing.T, client *Client) {
		began := time.Now()
		_, err := client.CreateSession(t.Context(), NewSecret(canaryKey), "43523")
		wantTransport(t, err, KindTimeout)
		if took := time.Since(began); took > DefaultTimeout {
			t.Errorf("it took %v", took)
		}
	})
}

func TestTimeoutCoversAllQueriesOfAPage(t *testing.T) {
	slow := func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-time.After(12 * time.Second):
			_, _ = io.WriteString(w, oneHost)
		case <-r.Context().Done():
		}
	}
	inBubble(t, slow, func(t *testing.T, client *Client) {
		client.route, client.public = RouteV2, true
		began := time.Now()
		page, err := client.Hosts(t.Context())
		if err != nil || len(page.Hosts) != 1 || len(page.Failed) != 3 {
			t.Errorf("page %+v, error %v, want one list and three failures", page, err)
		}
		if took := time.Since(began); took > DefaultTimeout {
			t.Errorf("it took %v", took)
		}
	})
}

func TestCancellingEndsAPollAtOnce(t *testing.T) {
	arrived := make(chan struct{})
	client := newTestClient(t, serve(t, func(_ http.ResponseWriter, r *http.Request) {
		close(arrived)
		<-r.Context().Done()
	}).URL, WithRoute(RouteV2))
	ctx, cancel := context.WithCancelCause(t.Context())
	go func() { <-arrived; cancel(errors.New("the user quit")) }()
	page, err := client.Hosts(ctx)
	wantTransport(t, err, KindCanceled)
	if !errors.Is(err, context.Canceled) || page.Requests != 1 {
		t.Errorf("error %v after %d requests", err, page.Requests)
	}
}
