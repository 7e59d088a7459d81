package fleet

import (
	"fmt"
	"testing"
	"time"

	"parsec-hosts/parsecapi"
)

var start = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// at returns the time so many seconds after start.
func at(seconds float64) time.Time { return start.Add(time.Duration(seconds * float64(time.Second))) }

func aRow(peerID string, set ...func(*parsecapi.Host)) parsecapi.Host {
	h := parsecapi.Host{PeerID: peerID, Name: "name of " + peerID, UserName: "studio#" + peerID}
	for _, f := range set {
		f(&h)
	}
	return h
}

func saidOffline(h *parsecapi.Host) { h.Metadata.Online = parsecapi.No }

func named(name string) func(*parsecapi.Host) { return func(h *parsecapi.Host) { h.Name = name } }

func seated(players, most int) func(*parsecapi.Host) {
	return func(h *parsecapi.Host) {
		h.Metadata.Players = parsecapi.Count{N: players, Known: players >= 0}
		h.Metadata.MaxPlayers = parsecapi.Count{N: most, Known: most > 0}
	}
}

func page(rows ...parsecapi.Host) (p parsecapi.Page) {
	for _, row := range rows {
		p.Hosts = append(p.Hosts, &row)
	}
	return p
}

func incomplete(rows ...parsecapi.Host) parsecapi.Page {
	p := page(rows...)
	p.HasMore = true
	return p
}

// story tells a fleet one thing after the other.
type story struct {
	t      *testing.T
	fleet  Fleet
	events []Event // of the newest page
}

func (s *story) page(seconds float64, p parsecapi.Page) *story {
	s.t.Helper()
	s.fleet, s.events = s.fleet.Apply(at(seconds), p)
	return s
}

func (s *story) host(peerID string) *Host {
	s.t.Helper()
	h, found := s.fleet.Host(peerID)
	if !found {
		s.t.Fatalf("no host %s", peerID)
	}
	return h
}

func (s *story) is(peerID string, want Presence) *story {
	s.t.Helper()
	if got := s.host(peerID).Presence; got != want {
		s.t.Fatalf("%s is %v, want %v", peerID, got, want)
	}
	return s
}

// says checks the events of the newest page, each as "kind peer from→to".
func (s *story) says(want ...string) *story {
	s.t.Helper()
	got := make([]string, 0, len(s.events))
	for _, e := range s.events {
		got = append(got, fmt.Sprintf("%s %s %s→%s", e.Kind, e.PeerID, e.From, e.To))
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		s.t.Fatalf("events %q, want %q", got, want)
	}
	return s
}
