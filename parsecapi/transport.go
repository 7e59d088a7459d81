package parsecapi

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"slices"
	"time"
)

// Limits of one connection. The client's own time-out covers all of them together: these only
// make a dead address fail before it.
const (
	dialTimeout      = 10 * time.Second
	handshakeTimeout = 10 * time.Second
	headerTimeout    = 15 * time.Second
	idleTimeout      = 90 * time.Second
	maxHeaderBytes   = 256 << 10
)

// newTransport returns a transport for one base URL. It speaks HTTP/1.1 only: for one request
// every few seconds HTTP/2 gains nothing, and it would go on using a connection that died while
// the computer slept.
func newTransport(base *url.URL, caFile, proxy string) (*http.Transport, error) {
	roots, err := loadRoots(caFile)
	if err != nil {
		return nil, err
	}
	proxyURL, err := chooseProxy(base, proxy)
	if err != nil {
		return nil, err
	}
	protocols := new(http.Protocols)
	protocols.SetHTTP1(true)
	return &http.Transport{
		Proxy:                  http.ProxyURL(proxyURL),
		OnProxyConnectResponse: checkProxyAnswer,
		DialContext:            (&net.Dialer{Timeout: dialTimeout}).DialContext,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: roots},
		TLSHandshakeTimeout:    handshakeTimeout,
		ResponseHeaderTimeout:  headerTimeout,
		IdleConnTimeout:        idleTimeout,
		MaxResponseHeaderBytes: maxHeaderBytes,
		Protocols:              protocols,
	}, nil
}

// loadRoots returns the system's certificate authorities and those of a PEM file; nil stands
// for the system's alone.
func loadRoots(caFile string) (*x509.CertPool, error) {
	if caFile == "" {
		return nil, nil
	}
	pem, err := os.ReadFile(caFile)
	if err != nil {
		return nil, fmt.Errorf("the CA file cannot be read: %w", err)
	}
	roots, err := x509.SystemCertPool()
	if err != nil {
		roots = x509.NewCertPool()
	}
	if !roots.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("the CA file %s holds no certificate in PEM form", caFile)
	}
	return roots, nil
}

// chooseProxy returns the proxy to use for base, nil for none. Its errors do not repeat the
// address, which may hold a password.
func chooseProxy(base *url.URL, proxy string) (*url.URL, error) {
	if proxy == "" {
		chosen, err := http.ProxyFromEnvironment(&http.Request{URL: base})
		if err != nil {
			return nil, errors.New("the proxy in the environment (HTTPS_PROXY or HTTP_PROXY) is not a URL")
		}
		return chosen, nil
	}
	chosen, err := url.Parse(proxy)
	if err != nil || chosen.Hostname() == "" ||
		!slices.Contains([]string{"http", "https", "socks5", "socks5h"}, chosen.Scheme) {
		return nil, errors.New("the proxy is not of the form http://HOST:PORT (or https, socks5, socks5h)")
	}
	return chosen, nil
}

// proxyError is a proxy that did not open the way to the service.
type proxyError int

// Error says what the proxy answered.
func (status proxyError) Error() string {
	return fmt.Sprintf("the proxy answered %d %s", int(status), http.StatusText(int(status)))
}

// checkProxyAnswer gives a proxy's refusal a type, since the transport only gives it a text.
func checkProxyAnswer(_ context.Context, _ *url.URL, _ *http.Request, answer *http.Response) error {
	if answer.StatusCode != http.StatusOK {
		return proxyError(answer.StatusCode)
	}
	return nil
}
