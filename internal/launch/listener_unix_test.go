//go:build unix

package launch

import (
	"encoding/json"
	"net"
	"testing"
)

// listener receives the reports of children.
type listener struct{ net.Listener }

func listen(t *testing.T) listener {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return listener{l}
}

func (l listener) variable() string { return reportVariable + "=" + l.Addr().String() }

// next waits for a child's report. The child lives until conn is closed.
func (l listener) next(t *testing.T) (r childReport, conn net.Conn) {
	t.Helper()
	conn, err := l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	if err := json.NewDecoder(conn).Decode(&r); err != nil {
		t.Fatal(err)
	}
	return r, conn
}
