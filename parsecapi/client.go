package parsecapi

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"
)

// Base URLs of the service.
const (
	// DefaultBaseURL is the one of the vendor's Enterprise API page.
	DefaultBaseURL = "https://kessel-api.parsecgaming.com"
	// AlternativeBaseURL is the one that public clients of the vendor use today.
	AlternativeBaseURL = "https://kessel-api.parsec.app"
)

// DefaultTimeout is how long a call waits for the service unless WithTimeout says otherwise.
const DefaultTimeout = 20 * time.Second

// Client asks one service. It is safe for concurrent use.
type Client struct {
	base      *url.URL
	source    SessionSource
	route     Route
	public    bool
	timeout   time.Duration
	userAgent string
	now       func() time.Time
	observe   func(Exchange) // nil for nobody

	polling *http.Transport // for host lists, keeps its connection
	single  *http.Transport // for what changes something, a fresh connection each time

	memory memory

	mu        sync.Mutex // guards what follows, all learnt from answers
	served    Route      // the route that last worked
	slashed   map[Route]bool
	skew      time.Duration
	skewKnown bool
}

// settings collects the options: the client itself, and what must be read before it is one.
type settings struct {
	client  *Client
	baseURL string
	caFile  string
	proxy   string
}

// Option is a setting of New.
type Option func(*settings)

// WithBaseURL sets where the service is; see CheckBaseURL. The default is DefaultBaseURL.
func WithBaseURL(baseURL string) Option { return func(s *settings) { s.baseURL = baseURL } }

// WithSessionSource sets where Hosts gets its session. Hosts fails without one.
func WithSessionSource(source SessionSource) Option {
	return func(s *settings) { s.client.source = source }
}

// WithRoute pins the way to ask for hosts. The default is RouteAuto.
func WithRoute(route Route) Option { return func(s *settings) { s.client.route = route } }

// WithPublicGames makes RouteV2 ask for public games too, which are strangers' hosts.
func WithPublicGames(public bool) Option { return func(s *settings) { s.client.public = public } }

// WithCAFile trusts the certificate authorities in a PEM file besides those of the system. An
// empty path changes nothing.
func WithCAFile(path string) Option { return func(s *settings) { s.caFile = path } }

// WithProxy sends every request through an http, https, socks5 or socks5h proxy. An empty
// address means what HTTPS_PROXY, HTTP_PROXY and NO_PROXY say.
func WithProxy(address string) Option { return func(s *settings) { s.proxy = address } }

// WithTimeout bounds how long a call waits for the service, from its first request to the end of
// its last answer. The default is DefaultTimeout. Time spent in a SessionSource does not count.
// However long it is, connecting may take 10 seconds and each answer must begin within 15.
func WithTimeout(timeout time.Duration) Option {
	return func(s *settings) { s.client.timeout = timeout }
}

// WithUserAgent sets the User-Agent header. The default is "parsec-hosts".
func WithUserAgent(userAgent string) Option {
	return func(s *settings) { s.client.userAgent = userAgent }
}

// WithClock sets the local clock, which is compared with the service's. The default is time.Now.
func WithClock(now func() time.Time) Option { return func(s *settings) { s.client.now = now } }

// WithObserver has observe called after every request, in the goroutine that made it. The default
// is nobody.
func WithObserver(observe func(Exchange)) Option {
	return func(s *settings) { s.client.observe = observe }
}

// New returns a client. It sends nothing, and reports every setting that cannot be right.
func New(options ...Option) (*Client, error) {
	client := &Client{
		route:     RouteAuto,
		timeout:   DefaultTimeout,
		userAgent: "parsec-hosts",
		now:       time.Now,
		slashed:   map[Route]bool{},
	}
	s := settings{client: client, baseURL: DefaultBaseURL}
	for _, option := range options {
		option(&s)
	}
	if err := client.check(); err != nil {
		return nil, err
	}
	base, err := CheckBaseURL(s.baseURL)
	if err != nil {
		return nil, err
	}
	transport, err := newTransport(base, s.caFile, s.proxy)
	if err != nil {
		return nil, err
	}
	// JoinPath keeps paths relative below a URL without one.
	client.base, client.polling = base.JoinPath("/"), transport
	// A POST must reach the service once at most. The transport repeats a request only after a
	// connection that it reused turned out dead, so a POST never reuses one.
	client.single = transport.Clone()
	client.single.DisableKeepAlives = true
	return client, nil
}

// check refuses settings that need nothing else to be judged.
func (c *Client) check() error {
	switch {
	case c.route != RouteAuto && c.route != RouteHosts && c.route != RouteV2:
		return fmt.Errorf("unknown route %q: choose %q, %q or %q", c.route, RouteAuto, RouteHosts, RouteV2)
	case c.timeout <= 0:
		return fmt.Errorf("time-out of %v: it must be longer than nothing", c.timeout)
	case !fitsHeader(c.userAgent):
		return errors.New("the user agent holds control characters")
	case c.now == nil:
		return errors.New("no clock")
	}
	return nil
}

// ClockSkew returns the service's clock minus the local one, exact to a second or so, from the
// newest answer that carried a Date. It is unknown before.
func (c *Client) ClockSkew() (skew time.Duration, known bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.skew, c.skewKnown
}

// CloseIdleConnections drops the kept connection, which is worth doing when the network is known
// to have changed, such as after sleep. The next call opens another.
func (c *Client) CloseIdleConnections() {
	c.polling.CloseIdleConnections()
	c.single.CloseIdleConnections()
}

// noteDate reads the Date header and learns the clock skew from it. It returns the zero time
// for a date that is missing or cannot be right.
func (c *Client) noteDate(header http.Header) time.Time {
	date, err := http.ParseTime(header.Get("Date"))
	if err != nil || !plausible(date) {
		return time.Time{}
	}
	// Round strips the monotonic reading, which does not know about a clock that was set.
	skew := date.Sub(c.now().Round(0))
	c.mu.Lock()
	defer c.mu.Unlock()
	c.skew, c.skewKnown = skew, true
	return date
}

// newRequest builds a request below the base URL.
func (c *Client) newRequest(ctx context.Context, method string, at *url.URL, body []byte) *http.Request {
	request := (&http.Request{Method: method, URL: at, Host: at.Host, Header: http.Header{}}).WithContext(ctx)
	request.Header.Set("Accept", "application/json")
	request.Header.Set("User-Agent", c.userAgent)
	if body != nil {
		// Without GetBody no transport can send the body a second time.
		request.Body = io.NopCloser(bytes.NewReader(body))
		request.ContentLength = int64(len(body))
	}
	return request
}

// fitsHeader reports whether an HTTP header can carry value as it is.
func fitsHeader(value string) bool {
	return utf8.ValidString(value) && !strings.ContainsFunc(value, unicode.IsControl) &&
		strings.TrimSpace(value) == value
}

// plausible reports whether a clock or an expiry may show t. It keeps the differences of two
// such times within a time.Duration.
func plausible(t time.Time) bool { return t.Year() >= 2000 && t.Year() < 2200 }
