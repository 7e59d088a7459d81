package parsecapi

import (
	"errors"
	"net/netip"
	"net/url"
	"strings"
)

// CheckBaseURL reads a base URL: https, or http to this very computer; a path is allowed, user
// names, queries and fragments are not. The result is the same for every spelling: the host in
// lower case and no final slash. Errors do not repeat the URL, which may hold a password.
func CheckBaseURL(baseURL string) (*url.URL, error) {
	base, err := url.Parse(baseURL)
	switch {
	case err != nil || base.Opaque != "" || base.Hostname() == "":
		return nil, errors.New("the base URL is not of the form https://HOST")
	case base.User != nil:
		return nil, errors.New("the base URL holds a user name or password: remove it")
	case base.RawQuery != "" || base.ForceQuery:
		return nil, errors.New("the base URL holds a query (?…): remove it")
	case strings.Contains(baseURL, "#"):
		return nil, errors.New("the base URL holds a fragment (#…): remove it")
	case base.Scheme == "http" && !isLoopback(base.Hostname()):
		return nil, errors.New("the base URL is http: a session would cross the network unprotected; use https")
	case base.Scheme != "https" && base.Scheme != "http":
		return nil, errors.New("the base URL does not begin with https://")
	}
	base.Host = strings.ToLower(base.Host)
	base.Path, base.RawPath = strings.TrimRight(base.Path, "/"), strings.TrimRight(base.RawPath, "/")
	return base, nil
}

// isLoopback reports whether host is this very computer.
func isLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	address, err := netip.ParseAddr(host)
	return err == nil && address.IsLoopback()
}
