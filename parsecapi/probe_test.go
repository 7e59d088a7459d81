package parsecapi

import (
	"crypto/tls"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestProbeNeedsNoSession(t *testing.T) {
	handler := func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/hosts" || r.Header.Get("Authorization") != "" {
			t.Errorf("asked for %s with the session %q", r.URL, r.Header.Get("Authorization"))
		}
		answerWith(401, `{"error":"no session ID in request header"}`)(w, r)
	}
	client := newTestClient(t, serve(t, handler).URL)
	probe, err := client.Probe(t.Context())
	if err != nil || probe.Status != 401 {
		t.Errorf("status %d, error %v", probe.Status, err)
	}
	if probe.Connecting <= 0 || probe.Answering <= 0 || probe.Certificate != nil || len(probe.Addresses) != 0 {
		t.Errorf("probe is %+v", probe)
	}
	if _, known := client.ClockSkew(); !known {
		t.Error("the service's clock was not learnt")
	}
}

func TestProbeResolvesANameAndShowsTheCertificate(t *testing.T) {
	ca, caFile := newAuthority(t)
	url, _ := serveTLS(t, ca, unchanged, &tls.Config{})
	probe, err := newTestClient(t, url, WithCAFile(caFile)).Probe(t.Context())
	if err != nil || probe.TLSVersion != tls.VersionTLS13 || probe.Certificate == nil || probe.Certificate.Subject.CommonName != "service" {
		t.Errorf("probe is %+v, error %v", probe, err)
	}
	probe, err = newTestClient(t, strings.Replace(url, "127.0.0.1", "localhost", 1), WithCAFile(caFile)).Probe(t.Context())
	if len(probe.Addresses) == 0 {
		t.Errorf("localhost resolved to nothing, error %v", err)
	}
}

func TestProbeShowsACertificateThatIsNotTrusted(t *testing.T) {
	url, _ := serveTLS(t, nil, unchanged, &tls.Config{})
	probe, err := newTestClient(t, url).Probe(t.Context())
	wantTransport(t, err, KindCertificate)
	if probe.Certificate == nil || probe.TLSVersion != 0 {
		t.Errorf("probe is %+v", probe)
	}
}

func TestProbeOfNobody(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	listener.Close()
	probe, err := newTestClient(t, "http://"+address, WithTimeout(5*time.Second)).Probe(t.Context())
	wantTransport(t, err, KindRefused)
	if probe.Connecting != 0 || probe.Status != 0 {
		t.Errorf("probe is %+v", probe)
	}
}
