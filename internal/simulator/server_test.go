package simulator

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

func TestListenRefusesWhatIsNotLoopback(t *testing.T) {
	for _, addr := range []string{":0", "0.0.0.0:0", "[::]:0", "192.0.2.1:0", "example.com:0", "127.0.0.1", ""} {
		server, err := New(Options{}).Listen(addr)
		if err == nil {
			_ = server.Close()
			t.Errorf("%q: it listens on %s", addr, server.BaseURL())
		} else if !strings.Contains(err.Error(), "such as 127.0.0.1:8080") {
			t.Errorf("%q: no remedy in %v", addr, err)
		}
	}
}

func TestListenReadsLocalhostAsLoopback(t *testing.T) {
	server, err := New(Options{}).Listen("localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	if !strings.HasPrefix(server.BaseURL(), "http://127.0.0.1:") {
		t.Errorf("base URL %s", server.BaseURL())
	}
}

func TestListenNamesAnAddressInUse(t *testing.T) {
	c := call(t, Options{})
	taken := strings.TrimPrefix(c.base, "http://")
	if _, err := New(Options{}).Listen(taken); err == nil || !strings.Contains(err.Error(), taken) {
		t.Errorf("error %v", err)
	}
}

// Close must not wait for clients: neither for those whose handlers never end by themselves, nor
// for idle ones. A Close that waited would never return, since these clients stay.
func TestCloseEndsEveryHandler(t *testing.T) {
	for _, f := range []Fault{
		FaultHang, FaultHangBody, FaultSlow, FaultDripHeaders, FaultDripBody, FaultEndlessInterim, FaultEndlessBody, "",
	} {
		t.Run("fault "+string(f), func(t *testing.T) {
			// The service looks at its clock when a request arrives, and without faults again.
			asked := make(chan struct{}, 100)
			sim := New(Options{Hosts: 24, Now: func() time.Time { asked <- struct{}{}; return testStart }})
			<-asked // by New
			server, err := sim.Listen("127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			conn, err := net.Dial("tcp", strings.TrimPrefix(server.BaseURL(), "http://"))
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			if f != "" {
				sim.Fault(f, 0)
			}
			if _, err := io.WriteString(conn, "GET /hosts HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
				t.Fatal(err)
			}
			<-asked
			if f != FaultHang && f != FaultSlow { // those never begin to answer
				if line, err := bufio.NewReader(conn).ReadString('\n'); err != nil || !strings.HasPrefix(line, "HTTP/1.1 ") {
					t.Fatalf("%q, %v", line, err)
				}
			}
			if err := server.Close(); err != nil {
				t.Error(err)
			}
			if err := server.Close(); err != nil {
				t.Error("closing again:", err)
			}
			if _, err := http.Get(server.BaseURL()); err == nil {
				t.Error("it still listens")
			}
		})
	}
}

func TestCloseWaitsForHandlersThatEnd(t *testing.T) {
	sim := New(Options{})
	server, err := sim.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	began := make(chan struct{})
	var ended atomic.Bool
	lingering := func(_ context.Context, conn net.Conn) {
		close(began)
		_, _ = conn.Read(make([]byte, 1)) // until Close takes the connection away
		<-time.After(20 * time.Millisecond)
		ended.Store(true)
	}
	sim.faults = []pendingFault{{faultEntry{play: takeOver(lingering)}, 1}}
	conn, err := net.Dial("tcp", strings.TrimPrefix(server.BaseURL(), "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, "GET /hosts HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	<-began
	if err := server.Close(); err != nil || !ended.Load() {
		t.Errorf("the handler has ended: %t, %v", ended.Load(), err)
	}
}
