package simulator

import (
	"net/http"
	"strings"
	"time"
)

// session is one that was issued.
type session struct {
	index        int
	id           string
	externalID   string
	hostPeerID   string
	clientPeerID string
	expires      time.Time
	revoked      bool
}

// sessions are all that were issued, in the order of creation and by ID.
type sessions struct {
	seed    uint64
	start   time.Time
	life    time.Duration
	self    string // peer ID of the computer that asks; "" gives each session one of its own
	created []*session
	byID    map[string]*session
}

func newSessions(options Options, start time.Time) sessions {
	s := sessions{seed: options.Seed, start: start, life: options.SessionLife, byID: map[string]*session{}}
	if options.Self {
		s.self = selfPeerID(options.Seed)
	}
	if options.Replay != nil {
		s.self = options.Replay.First().Self
	}
	return s
}

func (s *sessions) create(externalID string, now time.Time) *session {
	index := len(s.created)
	// The start is part of the ID: a service that was restarted must not hand out the very
	// session it has just refused.
	created := &session{
		index:        index,
		id:           hexID(s.seed, "session", s.start.UnixNano(), index),
		externalID:   externalID,
		hostPeerID:   s.self,
		clientPeerID: peerID(s.seed, "client", index),
		expires:      now.Add(s.life),
	}
	if created.hostPeerID == "" {
		created.hostPeerID = peerID(s.seed, "device", index)
	}
	s.created = append(s.created, created)
	s.byID[created.id] = created
	return created
}

// valid returns the session with this ID if it may be used now.
func (s *sessions) valid(id string, now time.Time) (*session, bool) {
	found, ok := s.byID[id]
	if !ok || found.revoked || !now.Before(found.expires) {
		return nil, false
	}
	return found, true
}

func (s *sessions) index(id string) int {
	if found, ok := s.byID[id]; ok {
		return found.index
	}
	return -1
}

func (s *sessions) revokeAll() {
	for _, created := range s.created {
		created.revoked = true
	}
}

// bearer returns the session ID of a request, "" when there is none.
func bearer(r *http.Request) string {
	scheme, id, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return strings.TrimSpace(id)
}
