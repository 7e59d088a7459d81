package parsecapi

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"syscall"
)

// Windows numbers its socket errors apart from the names that package syscall gives them.
const (
	windowsAborted = syscall.Errno(10053)
	windowsReset   = syscall.Errno(10054)
	windowsRefused = syscall.Errno(10061)
)

// newTransportError classifies a request that got no whole answer.
func newTransportError(op string, request *http.Request, err error) *TransportError {
	kind, cause := classify(request.Context(), err)
	return &TransportError{Op: op, Kind: kind, Host: hostPort(request.URL), Err: cause}
}

// classify finds what kind of failure err is, and the part of it that may be shown: errors of
// net and crypto name addresses and certificates only, whereas net/http quotes what it read,
// and a server may have sent back what it was sent.
func classify(ctx context.Context, err error) (TransportKind, error) {
	if ended := ctx.Err(); ended != nil {
		err = ended
	}
	if kind, cause := classifyTLS(err); cause != nil {
		return kind, cause
	}
	if dns, ok := errors.AsType[*net.DNSError](err); ok {
		return KindDNS, dns
	}
	if proxy, ok := errors.AsType[proxyError](err); ok {
		return KindNetwork, proxy
	}
	timeout, ok := errors.AsType[net.Error](err)
	switch {
	case errors.Is(err, context.Canceled):
		return KindCanceled, context.Canceled
	case errors.Is(err, context.DeadlineExceeded), ok && timeout.Timeout():
		return KindTimeout, context.DeadlineExceeded
	}
	if errno, ok := errors.AsType[syscall.Errno](err); ok {
		return classifyErrno(errno), errno
	}
	operation, ok := errors.AsType[*net.OpError](err)
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return KindReset, io.ErrUnexpectedEOF
	case ok && operation.Op == "remote error":
		// A TLS alert: the two sides found no version or cipher in common.
		return KindProtocol, operation
	case ok:
		return KindNetwork, nil
	}
	return KindProtocol, nil
}

// classifyTLS recognises certificates that are not trusted, and ports that do not speak TLS. The
// cause is nil for other errors.
func classifyTLS(err error) (TransportKind, error) {
	if verification, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return KindCertificate, verification.Err
	}
	if roots, ok := errors.AsType[x509.SystemRootsError](err); ok {
		return KindCertificate, roots
	}
	if _, ok := errors.AsType[tls.RecordHeaderError](err); ok {
		return KindProtocol, errors.New("the server does not speak TLS on this port")
	}
	return "", nil
}

func classifyErrno(errno syscall.Errno) TransportKind {
	switch errno {
	case syscall.ECONNREFUSED, windowsRefused:
		return KindRefused
	case syscall.ECONNRESET, syscall.ECONNABORTED, syscall.EPIPE, windowsAborted, windowsReset:
		return KindReset
	case syscall.ETIMEDOUT:
		return KindTimeout
	}
	return KindNetwork
}

// hostPort returns host:port of a URL, with the port that its scheme implies.
func hostPort(at *url.URL) string {
	port := at.Port()
	switch {
	case port != "":
	case at.Scheme == "http":
		port = "80"
	default:
		port = "443"
	}
	return net.JoinHostPort(at.Hostname(), port)
}
