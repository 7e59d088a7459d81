package parsecapi

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
)

func TestFault29_OutageIsAnAPIError(t *testing.T) {
	for _, status := range []int{500, 502, 503, 504} {
		_, err := hostsOf(t, answerWith(status, "<html>\r\n<h1>Bad\n Gateway</h1></html>", "X-Request-Id", "req-1"))
		api := wantAPI(t, err, status)
		if api.Message != "<html> <h1>Bad Gateway</h1></html>" || api.RequestID != "req-1" || api.ServerTime.IsZero() {
			t.Errorf("error is %#v", api)
		}
	}
}

func TestFault30_RedirectsElsewhereAreNotFollowed(t *testing.T) {
	var strayed atomic.Int32
	elsewhere := serve(t, counted(&strayed, answerWith(200, oneHost)))
	for _, status := range []int{301, 302, 303, 307, 308} {
		for _, location := range []string{
			elsewhere.URL + "/hosts", elsewhere.URL + "/hosts/", "//example.invalid/hosts/", "/other", "/hosts", "hosts//",
			"/hosts/?public=true", "/hosts/#x", "http://user@{host}/hosts/", "https://{host}/hosts/", "", "http://[broken", "/Hosts/",
			elsewhere.URL + "/?public=true&token=" + canarySession,
		} {
			var asked atomic.Int32
			_, err := hostsOf(t, counted(&asked, func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Location", strings.ReplaceAll(location, "{host}", r.Host))
				w.WriteHeader(status)
			}))
			wantTransport(t, err, KindRedirect)
			if asked.Load() != 1 {
				t.Errorf("%d to %q: %d requests, want one", status, location, asked.Load())
			}
		}
	}
	if strayed.Load() != 0 {
		t.Errorf("%d requests went to another origin", strayed.Load())
	}
}

func TestFault30_RedirectErrorNamesTheHostButNoSecret(t *testing.T) {
	_, err := hostsOf(t, answerWith(302, "", "Location", "https://portal.example/login?public=1&s="+canarySession))
	if err == nil || !strings.Contains(err.Error(), "to https://portal.example") {
		t.Errorf("error is %v, want the host it leads to", err)
	}
	_, err = hostsOf(t, answerWith(302, "", "Location", "https://"+canarySession+".example/"))
	wantTransport(t, err, KindRedirect)
}

func TestFault30_SlashRedirectIsFollowedOnceAndRemembered(t *testing.T) {
	for _, route := range []Route{RouteHosts, RouteV2} {
		var asked atomic.Int32
		server := serve(t, counted(&asked, func(w http.ResponseWriter, r *http.Request) {
			if !strings.HasSuffix(r.URL.Path, "/") {
				http.Redirect(w, r, r.URL.Path+"/?"+r.URL.RawQuery, http.StatusMovedPermanently)
				return
			}
			if r.Header.Get("Authorization") != "Bearer "+canarySession {
				t.Error("the session did not come along")
			}
			_, _ = w.Write([]byte(oneHost))
		}))
		client := newTestClient(t, server.URL, WithRoute(route))
		queries := len(client.queries(route))
		first, second := poll(t, client), poll(t, client)
		if first.Requests != queries+1 || second.Requests != queries || !second.Unchanged {
			t.Errorf("%s: %d then %d requests, unchanged %v", route, first.Requests, second.Requests, second.Unchanged)
		}
		if int(asked.Load()) != first.Requests+second.Requests {
			t.Errorf("%s: %d requests arrived, %d were counted", route, asked.Load(), first.Requests+second.Requests)
		}
	}
}

func TestFault30_SlashesBackAndForthEnd(t *testing.T) {
	var asked atomic.Int32
	page, err := hostsOf(t, counted(&asked, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", toggleSlash(r.URL).Path)
		w.WriteHeader(http.StatusFound)
	}))
	wantTransport(t, err, KindRedirect)
	if asked.Load() != 2 || page.Requests != 2 {
		t.Errorf("%d requests, %d counted, want 2", asked.Load(), page.Requests)
	}
}

func TestFault33_NobodyThere(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	_ = listener.Close()
	page, err := newTestClient(t, "http://"+address).Hosts(t.Context())
	wantTransport(t, err, KindRefused)
	if want := "list hosts: " + address + ": connection refused"; err.Error() != want {
		t.Errorf("error is %q, want %q", err, want)
	}
	if page.Requests != 1 || len(page.Hosts) != 0 {
		t.Errorf("page beside the error is %+v", page)
	}
}

func TestFault33_NameNotResolved(t *testing.T) {
	client := newTestClient(t, "https://parsec.invalid")
	client.polling.DialContext = func(context.Context, string, string) (net.Conn, error) {
		return nil, &net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: "parsec.invalid", IsNotFound: true}}
	}
	_, err := client.Hosts(t.Context())
	wantTransport(t, err, KindDNS)
	if !strings.Contains(err.Error(), "parsec.invalid:443: name not resolved") {
		t.Errorf("error is %v", err)
	}
}

func TestFault33_ConnectionReset(t *testing.T) {
	_, err := hostsOf(t, func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		_ = conn.(*net.TCPConn).SetLinger(0) // closing now resets
		_ = conn.Close()
	})
	wantTransport(t, err, KindReset)
	_, err = hostsOf(t, hangUp)
	wantTransport(t, err, KindReset)
}

func TestFault36_GzipBombAndEndlessBody(t *testing.T) {
	var mebibyte bytes.Buffer
	zip := gzip.NewWriter(&mebibyte)
	_, _ = zip.Write(bytes.Repeat([]byte(" "), 1<<20))
	_ = zip.Close()
	bomb := bytes.Repeat(mebibyte.Bytes(), maxBody>>20+1)
	_, err := hostsOf(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Accept-Encoding") != "gzip" {
			t.Error("the client does not ask for compression")
		}
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(bomb)
	})
	wantSchema(t, err, "too large")
	_, err = hostsOf(t, endless("HTTP/1.1 200 OK\r\n\r\n", strings.Repeat(" ", 1<<20)))
	wantSchema(t, err, "too large")
	_, err = hostsOf(t, endless("HTTP/1.1 500 Oops\r\n\r\n", strings.Repeat("x", 1<<20)))
	if api := wantAPI(t, err, 500); len(api.Message) > maxMessage {
		t.Errorf("message has %d bytes", len(api.Message))
	}
}

func TestFault37_NotHTTP(t *testing.T) {
	for name, handler := range map[string]http.HandlerFunc{
		"SSH":            rawAnswer("SSH-2.0-OpenSSH_9.2\r\n"),
		"bytes":          rawAnswer("\x00\x01\x02\xff\r\n\r\n"),
		"huge headers":   endless("HTTP/1.1 200 OK\r\n", "X-Padding: "+strings.Repeat("x", 1000)+"\r\n"),
		"one header":     endless("HTTP/1.1 200 OK\r\nX-Endless: ", strings.Repeat("x", 1000)),
		"endless 1xx":    endless("", "HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n"),
		"no such status": rawAnswer("HTTP/1.1 abc\r\n\r\n"),
		"bad chunks":     rawAnswer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
		"echo": func(w http.ResponseWriter, r *http.Request) {
			rawAnswer("?public=false:"+strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")+"\r\n\r\n")(w, r)
		},
	} {
		_, err := hostsOf(t, handler)
		wantTransport(t, err, KindProtocol)
		if len(err.Error()) > 200 {
			t.Errorf("%s: the error has %d bytes", name, len(err.Error()))
		}
	}
}

func TestFault38_CutBodies(t *testing.T) {
	chunk := strconv.FormatInt(int64(len(oneHost)), 16) + "\r\n" + oneHost + "\r\n"
	var zipped bytes.Buffer
	zip := gzip.NewWriter(&zipped)
	_, _ = zip.Write([]byte(oneHost))
	_ = zip.Close()
	damaged := bytes.Replace(zipped.Bytes(), zipped.Bytes()[20:24], []byte("\xff\xff\xff\xff"), 1)
	for name, answer := range map[string]string{
		"shorter than its length":      "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + oneHost,
		"last chunk missing":           "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk,
		"cut within a chunk":           "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk[:40],
		"no length, half the JSON":     "HTTP/1.0 200 OK\r\n\r\n" + oneHost[:50],
		"compressed, cut":              "HTTP/1.0 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + zipped.String()[:zipped.Len()-6],
		"compressed, damaged":          "HTTP/1.0 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + string(damaged),
		"said to be compressed, isn't": "HTTP/1.0 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + oneHost,
	} {
		page, err := hostsOf(t, rawAnswer(answer))
		if len(page.Hosts) != 0 {
			t.Errorf("%s: %d hosts from half an answer", name, len(page.Hosts))
		}
		wantSchema(t, err, "cut off")
	}
}

func TestFault39_CaptivePortal(t *testing.T) {
	_, err := hostsOf(t, answerWith(200, "<!DOCTYPE html><html>Please log in</html>", "Content-Type", "text/html"))
	wantSchema(t, err, "not JSON")
	if schema, _ := errors.AsType[*SchemaError](err); schema.Status != 200 || schema.Op != OpListHosts {
		t.Errorf("error is %#v", schema)
	}
}

func TestProxy(t *testing.T) {
	var through atomic.Int32
	proxy := serve(t, counted(&through, func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodConnect {
			w.WriteHeader(http.StatusProxyAuthRequired)
			return
		}
		if r.URL.Host != "127.0.0.1:9" {
			t.Errorf("the proxy is asked for %s", r.URL.Host)
		}
		_, _ = w.Write([]byte(oneHost))
	}))
	if page := poll(t, newTestClient(t, "http://127.0.0.1:9", WithProxy(proxy.URL))); len(page.Hosts) != 1 || through.Load() != 1 {
		t.Errorf("%d hosts, %d requests through the proxy", len(page.Hosts), through.Load())
	}
	_, err := newTestClient(t, "https://127.0.0.1:9", WithProxy(proxy.URL)).Hosts(t.Context())
	wantTransport(t, err, KindNetwork)
	if !strings.HasSuffix(err.Error(), "the proxy answered 407 Proxy Authentication Required") {
		t.Errorf("error is %v", err)
	}
}

func TestKeepsItsConnection(t *testing.T) {
	var connections atomic.Int32
	server := httptest.NewUnstartedServer(answerWith(200, oneHost))
	server.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			connections.Add(1)
		}
	}
	server.Start()
	defer server.Close()
	client := newTestClient(t, server.URL)
	for range 5 {
		poll(t, client)
	}
	if connections.Load() != 1 {
		t.Errorf("%d connections for 5 polls", connections.Load())
	}
	client.CloseIdleConnections()
	poll(t, client)
	if connections.Load() != 2 {
		t.Errorf("%d connections after the idle one was dropped, want 2", connections.Load())
	}
}

func TestToggleSlashKeepsEscapes(t *testing.T) {
	at, err := url.Parse("https://h/a%2Fb/hosts?x=1")
	if err != nil {
		t.Fatal(err)
	}
	if got := toggleSlash(at).String(); got != "https://h/a%2Fb/hosts/?x=1" {
		t.Errorf("with a slash: %s", got)
	}
	if got := toggleSlash(toggleSlash(at)).String(); got != at.String() {
		t.Errorf("there and back: %s", got)
	}
}
