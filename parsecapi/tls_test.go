package parsecapi

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"log"
	"math/big"
	"net"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// authority is a certificate authority of a test.
type authority struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
}

func newKey(t *testing.T) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// sign makes a certificate of template for key; without an authority it is self-signed.
func (a *authority) sign(t *testing.T, template *x509.Certificate, key *ecdsa.PrivateKey) []byte {
	t.Helper()
	parent, signer := template, key
	if a != nil {
		parent, signer = a.certificate, a.key
	}
	der, err := x509.CreateCertificate(rand.Reader, template, parent, &key.PublicKey, signer)
	if err != nil {
		t.Fatal(err)
	}
	return der
}

// newAuthority returns an authority and a PEM file of its certificate.
func newAuthority(t *testing.T) (*authority, string) {
	t.Helper()
	key := newKey(t)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Test CA"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	der := (*authority)(nil).sign(t, template, key)
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "ca.pem")
	encoded := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	if err := os.WriteFile(file, encoded, 0o600); err != nil {
		t.Fatal(err)
	}
	return &authority{certificate, key}, file
}

// serveTLS starts a service with a certificate that change made of a good one. It counts the
// requests that arrive.
func serveTLS(t *testing.T, signer *authority, change func(*x509.Certificate), config *tls.Config) (string, *atomic.Int32) {
	t.Helper()
	key := newKey(t)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "service"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, KeyUsage: x509.KeyUsageDigitalSignature,
	}
	change(template)
	config.Certificates = []tls.Certificate{{Certificate: [][]byte{signer.sign(t, template, key)}, PrivateKey: key}}
	var asked atomic.Int32
	server := httptest.NewUnstartedServer(counted(&asked, answerWith(200, oneHost)))
	server.TLS = config
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	t.Cleanup(server.Close)
	return server.URL, &asked
}

func unchanged(*x509.Certificate) {}

func TestFault32_BadCertificates(t *testing.T) {
	ca, caFile := newAuthority(t)
	for name, test := range map[string]struct {
		signer *authority
		change func(*x509.Certificate)
		words  string
	}{
		"self-signed": {nil, unchanged, "unknown authority"},
		"expired":     {ca, func(c *x509.Certificate) { c.NotAfter = time.Now().Add(-time.Minute) }, "expired"},
		"wrong name":  {ca, func(c *x509.Certificate) { c.IPAddresses, c.DNSNames = nil, []string{"other.example"} }, "127.0.0.1"},
	} {
		url, asked := serveTLS(t, test.signer, test.change, &tls.Config{})
		_, err := newTestClient(t, url, WithCAFile(caFile)).Hosts(t.Context())
		wantTransport(t, err, KindCertificate)
		checkNoSecret(t, err)
		if !strings.Contains(err.Error(), test.words) || asked.Load() != 0 {
			t.Errorf("%s: error %v after %d requests", name, err, asked.Load())
		}
	}
}

func TestFault32_OwnAuthorityByFile(t *testing.T) {
	ca, caFile := newAuthority(t)
	url, _ := serveTLS(t, ca, unchanged, &tls.Config{})
	if page, err := newTestClient(t, url, WithCAFile(caFile)).Hosts(t.Context()); err != nil || len(page.Hosts) != 1 {
		t.Errorf("with the CA file: page %+v, error %v", page, err)
	}
	_, err := newTestClient(t, url).Hosts(t.Context())
	wantTransport(t, err, KindCertificate)
}

func TestFault32_UnusableAuthorityFile(t *testing.T) {
	empty := filepath.Join(t.TempDir(), "empty.pem")
	if err := os.WriteFile(empty, []byte("no certificate"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{empty, filepath.Join(t.TempDir(), "absent.pem")} {
		if _, err := New(WithCAFile(file)); err == nil || !strings.Contains(err.Error(), file) {
			t.Errorf("error is %v, want one that names %s", err, file)
		}
	}
}

func TestOldTLSIsRefused(t *testing.T) {
	ca, caFile := newAuthority(t)
	url, asked := serveTLS(t, ca, unchanged, &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11})
	_, err := newTestClient(t, url, WithCAFile(caFile)).Hosts(t.Context())
	wantTransport(t, err, KindProtocol)
	if asked.Load() != 0 {
		t.Error("the session crossed the network under TLS 1.1")
	}
}

func TestFault37_PlainHTTPWhereTLSIsExpected(t *testing.T) {
	server := serve(t, answerWith(200, oneHost))
	_, err := newTestClient(t, strings.Replace(server.URL, "http:", "https:", 1)).Hosts(t.Context())
	wantTransport(t, err, KindProtocol)
	if !strings.Contains(err.Error(), "does not speak TLS") {
		t.Errorf("error is %v", err)
	}
}
