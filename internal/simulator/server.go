package simulator

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"
)

// Server is a Simulator that listens.
type Server struct {
	http    *http.Server
	baseURL string
	// abandon ends the context of every request, so that hanging handlers return.
	abandon func()
	served  chan struct{}
	busy    sync.WaitGroup // connections, and handlers of those that were taken over
	close   sync.Once
}

// Listen serves on addr, such as "127.0.0.1:0" for a free port. The host must be a loopback
// address or localhost: anything else is refused, since keys and sessions travel in the clear.
func (s *Simulator) Listen(addr string) (*Server, error) {
	loopback, err := loopbackAddr(addr)
	if err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", loopback)
	if err != nil {
		return nil, fmt.Errorf("the simulator cannot listen on %s: %w", addr, err)
	}
	ctx, abandon := context.WithCancel(context.Background())
	server := &Server{
		baseURL: "http://" + listener.Addr().String(),
		abandon: abandon,
		served:  make(chan struct{}),
	}
	server.http = &http.Server{
		Handler:           server.counted(s),
		ReadHeaderTimeout: 10 * time.Second,
		BaseContext:       func(net.Listener) context.Context { return ctx },
		ConnState:         server.count,
	}
	go func() {
		defer close(server.served)
		// It always ends with an error, ErrServerClosed for Close.
		_ = server.http.Serve(listener)
	}()
	return server, nil
}

// BaseURL returns http://HOST:PORT.
func (s *Server) BaseURL() string { return s.baseURL }

// Close stops listening, cuts every connection and waits until all handlers are done, which
// hanging ones are at once. It may be called more than once.
func (s *Server) Close() error {
	var err error
	s.close.Do(func() {
		s.abandon()
		err = s.http.Close()
		<-s.served
		// A connection accepted while the listener was closing is known only now.
		_ = s.http.Close()
		s.busy.Wait()
	})
	return err
}

// counted keeps track of running handlers: net/http forgets those that took over a connection.
func (s *Server) counted(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.busy.Add(1)
		defer s.busy.Done()
		next.ServeHTTP(w, r)
	})
}

func (s *Server) count(_ net.Conn, state http.ConnState) {
	switch state {
	case http.StateNew:
		s.busy.Add(1)
	case http.StateClosed, http.StateHijacked:
		s.busy.Done()
	}
}

// loopbackAddr returns the address to listen on. It reads localhost as 127.0.0.1 itself, since
// what that name resolves to is up to the machine.
func loopbackAddr(addr string) (string, error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return "", fmt.Errorf("the simulator listens on an address such as 127.0.0.1:8080: %w", err)
	}
	if host == "localhost" {
		return net.JoinHostPort("127.0.0.1", port), nil
	}
	if ip := net.ParseIP(host); ip == nil || !ip.IsLoopback() {
		return "", fmt.Errorf("the simulator listens on loopback only, such as 127.0.0.1:8080, not on %q", addr)
	}
	return addr, nil
}
