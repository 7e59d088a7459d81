package parsecapi

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// query is one request that a page is made of.
type query struct {
	route  Route
	values string // the encoded query string
}

// Hosts returns the hosts that the session may connect to.
//
// The session comes from the client's SessionSource. If the service refuses it, the source is
// asked once for another one and the request is made once more; when that one is refused too, or
// there is none, the error still is the service's *APIError, joined with the source's own.
//
// With an error the page holds no hosts, but its Requests and ServerTime are right.
func (c *Client) Hosts(ctx context.Context) (Page, error) {
	if c.source == nil {
		return Page{}, errors.New(OpListHosts + ": the client was made without a session source")
	}
	session, err := c.source.Session(ctx)
	if err != nil {
		return Page{}, err
	}
	page, err := c.listHosts(ctx, session)
	if !IsUnauthorized(err) {
		return page, err
	}
	other, replaceErr := c.source.Replace(ctx, session, err)
	switch {
	case replaceErr != nil:
		return page, fmt.Errorf("%w: %w", err, replaceErr)
	case other.ID.IsZero(), other.ID.Equal(session.ID):
		return page, err
	}
	spent := page.Requests
	page, err = c.listHosts(ctx, other)
	page.Requests += spent
	return page, err
}

// listHosts asks with one session, on the route that works.
func (c *Client) listHosts(ctx context.Context, session Session) (Page, error) {
	page := Page{Session: session, SelfPeerID: session.HostPeerID}
	if session.ID.IsZero() || !fitsHeader(session.ID.Reveal()) {
		return page, errors.New(OpListHosts + ": the session source gave no usable session id")
	}
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	r := round{client: c, session: session, start: c.memory.begin(session.ID), page: page}
	var firstErr error
	for _, route := range c.routes() {
		err := r.ask(ctx, route)
		if err == nil {
			c.learnRoute(route)
			return r.page, nil
		}
		if !isNotServed(err) {
			return r.page, err
		}
		if firstErr == nil {
			firstErr = err
		}
	}
	return r.page, firstErr
}

// routes returns the routes to try, the likeliest first.
func (c *Client) routes() []Route {
	if c.route != RouteAuto {
		return []Route{c.route}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.served == RouteV2 {
		return []Route{RouteV2, RouteHosts}
	}
	return []Route{RouteHosts, RouteV2}
}

func (c *Client) learnRoute(route Route) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.served = route
}

// isNotServed reports whether err is how a service answers on a route that it does not have.
func isNotServed(err error) bool {
	api, ok := errors.AsType[*APIError](err)
	return ok && (api.Status == http.StatusNotFound ||
		api.Status == http.StatusMethodNotAllowed || api.Status == http.StatusGone)
}

// queries returns what to ask on a route.
func (c *Client) queries(route Route) []query {
	if route == RouteHosts {
		return []query{{route: RouteHosts}}
	}
	list := []query{
		{route: RouteV2, values: "mode=desktop&public=false"},
		{route: RouteV2, values: "mode=game&public=false"},
	}
	if c.public {
		list = append(list,
			query{route: RouteV2, values: "mode=desktop&public=true"},
			query{route: RouteV2, values: "mode=game&public=true"})
	}
	return list
}

// locate returns the URL of a query, with the final slash that the service redirected to before:
// otherwise each poll would cost two requests.
func (c *Client) locate(q query) *url.URL {
	at := c.base.JoinPath(string(q.route))
	at.RawQuery = q.values
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.slashed[q.route] {
		return toggleSlash(at)
	}
	return at
}

func (c *Client) learnSlash(route Route, slashed bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.slashed[route] = slashed
}

// round is the work for one page with one session.
type round struct {
	client  *Client
	session Session
	start   snapshot
	page    Page
}

// ask makes the queries of one route and puts what they give into the page.
func (r *round) ask(ctx context.Context, route Route) error {
	answers := map[query]remembered{}
	var lists []*hostList
	var failed []error
	for _, q := range r.client.queries(route) {
		got, err := r.askOne(ctx, q)
		switch {
		case err == nil:
			answers[q] = got
			lists = append(lists, got.list)
		case endsRound(err):
			return err
		default:
			failed = append(failed, err)
		}
		if isRateLimited(err) {
			break
		}
	}
	if len(lists) == 0 {
		return failed[0]
	}
	r.page.Route, r.page.Failed = route, failed
	for _, list := range lists {
		r.page.HasMore = r.page.HasMore || list.hasMore
		r.page.Dropped += list.dropped
	}
	hosts, unchanged := r.client.memory.settle(r.start, answers, lists)
	r.page.Hosts, r.page.Unchanged = hosts, unchanged && len(failed) == 0
	return nil
}

// endsRound reports whether an error concerns the whole page, not only one of its queries: the
// session is refused, or the caller has lost interest.
func endsRound(err error) bool {
	return IsUnauthorized(err) || errors.Is(err, context.Canceled)
}

func isRateLimited(err error) bool {
	api, ok := errors.AsType[*APIError](err)
	return ok && api.Status == http.StatusTooManyRequests
}

// askOne makes one query. An answer that says the same as the one before gives the same list.
func (r *round) askOne(ctx context.Context, q query) (remembered, error) {
	before := r.start.answers[q]
	request := r.client.newRequest(ctx, http.MethodGet, r.client.locate(q), nil)
	request.Header.Set("Authorization", "Bearer "+r.session.ID.Reveal())
	if before.etag != "" {
		request.Header.Set("If-None-Match", before.etag)
	}
	var list *hostList
	var schemaErr *SchemaError
	got, err := r.client.get(request, OpListHosts, r.session.ID, func(body io.Reader) {
		list, schemaErr = decodeHosts(body, before.list)
	})
	r.page.Requests += got.requests
	if !got.serverTime.IsZero() {
		r.page.ServerTime = got.serverTime
	}
	if err != nil {
		return remembered{}, err
	}
	if got.moved && (got.ok() || got.status == http.StatusNotModified) {
		r.client.learnSlash(q.route, !strings.HasSuffix(request.URL.Path, "/"))
	}
	switch {
	case got.status == http.StatusNotModified && before.etag != "":
		return before, nil
	case !got.ok():
		return remembered{}, newAPIError(OpListHosts, got, r.session.ID, r.client.now())
	case schemaErr != nil:
		schemaErr.Status = got.status
		return remembered{}, schemaErr
	}
	return remembered{etag: got.header.Get("ETag"), list: list}, nil
}
