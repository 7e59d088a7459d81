package parsecapi

import (
	"compress/flate"
	"compress/gzip"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Limits of a body after decompression. The larger one holds well over 100,000 hosts.
const (
	maxBody      = 64 << 20
	maxErrorBody = 64 << 10
)

// Exchange is one HTTP request and what came of it, for whoever observes a client. It holds no
// secret, no header and no text of the service's.
type Exchange struct {
	Op       string // OpCreateSession, OpListHosts, OpRevokeSession or OpProbe
	Method   string
	Host     string // host:port that was asked
	Path     string // below the host, with the query: the client's own mode and public
	Status   int    // HTTP status; zero without an answer
	Bytes    int    // of the body, decompressed; an error page counts up to 64 KiB
	Duration time.Duration
	Err      error // of the types that the client's methods return; nil for an answer of any status
}

// answer is one HTTP answer, read to its end.
type answer struct {
	status     int
	header     http.Header
	body       []byte // nil when it was read on its way in
	bytes      int    // that came
	serverTime time.Time
	// requests counts what was sent to get it: two after a redirect.
	requests int
	// moved means that the other spelling of the path, with or without a final slash, answered.
	moved bool
}

func (a answer) ok() bool { return a.status >= 200 && a.status < 300 }

func (a answer) isRedirect() bool {
	return a.status >= 300 && a.status < 400 && a.status != http.StatusNotModified
}

// once sends request on a fresh connection. It never follows a redirect.
func (c *Client) once(request *http.Request, op string, secret Secret) (answer, error) {
	a, err := c.exchange(c.single, request, op, nil)
	if err == nil && a.isRedirect() {
		return a, redirectError(op, request, a, secret)
	}
	return a, err
}

// get sends request and follows one redirect, if that leads to the same address but for a final
// slash of the path. Everything else a redirect could lead to must not see the session.
// read is as in roundTrip.
func (c *Client) get(request *http.Request, op string, secret Secret, read func(io.Reader)) (answer, error) {
	a, err := c.exchange(c.polling, request, op, read)
	if err == nil && a.isRedirect() && leadsTo(a, request.URL, toggleSlash(request.URL)) {
		request = request.Clone(request.Context())
		request.URL = toggleSlash(request.URL)
		a, err = c.exchange(c.polling, request, op, read)
		a.requests, a.moved = 2, true
	}
	if err == nil && a.isRedirect() {
		return a, redirectError(op, request, a, secret)
	}
	return a, err
}

// exchange sends one request, reads its answer and tells the observer.
func (c *Client) exchange(transport *http.Transport, request *http.Request, op string, read func(io.Reader)) (answer, error) {
	if c.observe == nil {
		return c.roundTrip(transport, request, op, read)
	}
	start := c.now()
	a, err := c.roundTrip(transport, request, op, read)
	c.observe(Exchange{
		Op:       op,
		Method:   request.Method,
		Host:     hostPort(request.URL),
		Path:     request.URL.RequestURI(),
		Status:   a.status,
		Bytes:    a.bytes,
		Duration: c.now().Sub(start),
		Err:      err,
	})
	return a, err
}

// roundTrip sends one request and reads its answer. The transport follows no redirects. The body of
// a success is given to read, if that is not nil, which need not read all of it; what read makes of
// it counts only if there is no error.
func (c *Client) roundTrip(transport *http.Transport, request *http.Request, op string, read func(io.Reader)) (answer, error) {
	response, err := transport.RoundTrip(request)
	if err != nil {
		return answer{requests: 1}, newTransportError(op, request, err)
	}
	defer func() { _ = response.Body.Close() }()
	a := answer{
		status:     response.StatusCode,
		header:     response.Header,
		serverTime: c.noteDate(response.Header),
		requests:   1,
	}
	if !a.ok() {
		// The status says what matters: an error page that breaks off is no second error.
		a.body, _ = io.ReadAll(io.LimitReader(response.Body, maxErrorBody))
		a.bytes = len(a.body)
		return a, nil
	}
	body := intake{from: io.LimitReader(response.Body, maxBody+1)}
	if read != nil {
		read(&body)
	} else {
		a.body, _ = io.ReadAll(&body)
	}
	err = body.finish()
	a.bytes = body.bytes
	switch {
	case err != nil && request.Context().Err() == nil && isBroken(err):
		return a, &SchemaError{Op: op, Status: a.status, Reason: cutOff}
	case err != nil:
		return a, newTransportError(op, request, err)
	case a.bytes > maxBody:
		return a, &SchemaError{Op: op, Status: a.status, Reason: "too large"}
	}
	return a, nil
}

// intake counts what is read of a body, and keeps the error that ended it for later: whoever reads
// may see no more than that there is no more.
type intake struct {
	from  io.Reader
	bytes int
	ended error
}

// Read reads on, unless the body has ended.
func (i *intake) Read(p []byte) (n int, err error) {
	if i.ended != nil {
		return 0, i.ended
	}
	n, i.ended = i.from.Read(p)
	i.bytes += n
	return n, i.ended
}

// finish reads what is left, so that the connection can be used again, and returns why the body did
// not come in whole.
func (i *intake) finish() error {
	_, err := io.Copy(io.Discard, i)
	return err
}

// isBroken reports whether reading stopped because the body ended early or because its
// compression is damaged, rather than because the network failed.
func isBroken(err error) bool {
	_, corrupt := errors.AsType[flate.CorruptInputError](err)
	return corrupt || errors.Is(err, io.ErrUnexpectedEOF) ||
		errors.Is(err, gzip.ErrChecksum) || errors.Is(err, gzip.ErrHeader)
}

// toggleSlash returns a copy of at whose path ends in a slash if it did not, and the reverse.
func toggleSlash(at *url.URL) *url.URL {
	other := *at
	path := other.EscapedPath()
	if strings.HasSuffix(path, "/") {
		path = strings.TrimSuffix(path, "/")
	} else {
		path += "/"
	}
	other.RawPath = path
	other.Path, _ = url.PathUnescape(path) // it was escaped just now
	return &other
}

// leadsTo reports whether the redirect that answered a request for from leads to exactly to.
func leadsTo(a answer, from, to *url.URL) bool {
	location, err := from.Parse(a.header.Get("Location"))
	return err == nil && location.Scheme == to.Scheme && location.User == nil &&
		strings.EqualFold(hostPort(location), hostPort(to)) &&
		location.EscapedPath() == to.EscapedPath() &&
		location.RawQuery == to.RawQuery && location.Fragment == ""
}

// redirectError names where the redirect leads by scheme and host only.
func redirectError(op string, request *http.Request, a answer, secret Secret) error {
	cause := errors.New("to an address that cannot be read")
	if location, err := request.URL.Parse(a.header.Get("Location")); err == nil && location.Host != "" {
		cause = errors.New("to " + shorten(scrub(location.Scheme+"://"+location.Host, secret)))
	}
	return &TransportError{Op: op, Kind: KindRedirect, Host: hostPort(request.URL), Err: cause}
}
