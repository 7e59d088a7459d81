package simulator

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"parsec-hosts/parsecapi"
)

// routes maps the vendor's paths to handlers. Anything else, and a host list that this service
// does not have, is 404.
func (s *Simulator) routes() *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /enterprise/sessions", s.createSession)
	mux.HandleFunc("GET /me", s.authorized(s.me))
	mux.HandleFunc("DELETE /auth/sessions", s.authorized(s.deleteSession))
	if slices.Contains(s.options.Routes, parsecapi.RouteHosts) {
		mux.HandleFunc("GET /hosts", s.authorized(s.hosts))
		mux.HandleFunc("GET /hosts/{$}", s.authorized(s.hosts))
	}
	if slices.Contains(s.options.Routes, parsecapi.RouteV2) {
		mux.HandleFunc("GET /v2/hosts", s.authorized(s.hostsV2))
		mux.HandleFunc("GET /v2/hosts/{$}", s.authorized(s.hostsV2))
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		writeError(w, http.StatusNotFound, "not found")
	})
	return mux
}

// sessionAnswer is the body of 201, with the vendor's field names.
type sessionAnswer struct {
	Session sessionFields `json:"session"`
}

type sessionFields struct {
	ID           string   `json:"id"`
	ExpiresAt    int64    `json:"expires_at"` // Unix seconds
	HostPeerID   string   `json:"host_peer_id"`
	ClientPeerID string   `json:"client_peer_id"`
	UserID       int      `json:"user_id"`
	Roles        []string `json:"roles"`
}

func (s *Simulator) createSession(w http.ResponseWriter, r *http.Request) {
	key := r.Header.Get("x-api-key")
	if malformed(key) {
		writeJSON(w, http.StatusInternalServerError, map[string]string{"message": "Internal Server Error"})
		return
	}
	if key != s.options.APIKey {
		writeError(w, http.StatusForbidden, "invalid api key")
		return
	}
	var request struct {
		ExternalID string `json:"external_id"`
	}
	if err := json.NewDecoder(r.Body).Decode(&request); err != nil {
		writeError(w, http.StatusBadRequest, "invalid request body")
		return
	}
	if request.ExternalID == "" {
		writeError(w, http.StatusBadRequest, "external_id is required")
		return
	}
	s.mu.Lock()
	created := s.sessions.create(request.ExternalID, s.options.Now())
	s.mu.Unlock()
	writeJSON(w, http.StatusCreated, sessionAnswer{sessionFields{
		ID:           created.id,
		ExpiresAt:    created.expires.Unix(),
		HostPeerID:   created.hostPeerID,
		ClientPeerID: created.clientPeerID,
		UserID:       userID(created.externalID),
		Roles:        []string{"host", "client"},
	}})
}

// malformed reports whether the key could never be one: the service fails on such a key instead
// of refusing it.
func malformed(key string) bool {
	return strings.ContainsFunc(key, func(r rune) bool { return r <= ' ' || r > '~' })
}

type sessionHandler func(w http.ResponseWriter, r *http.Request, by *session)

// authorized lets only requests with a valid session through.
func (s *Simulator) authorized(next sessionHandler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		id := bearer(r)
		if id == "" {
			writeError(w, http.StatusUnauthorized, "no session ID in request header")
			return
		}
		s.mu.Lock()
		by, ok := s.sessions.valid(id, s.options.Now())
		s.mu.Unlock()
		if !ok {
			writeError(w, http.StatusUnauthorized, "invalid session ID")
			return
		}
		next(w, r, by)
	}
}

func (s *Simulator) me(w http.ResponseWriter, _ *http.Request, by *session) {
	type user struct {
		ID   int    `json:"id"`
		Name string `json:"name"`
	}
	writeJSON(w, http.StatusOK, map[string]user{"data": {userID(by.externalID), by.externalID}})
}

func (s *Simulator) deleteSession(w http.ResponseWriter, _ *http.Request, by *session) {
	s.mu.Lock()
	by.revoked = true
	s.mu.Unlock()
	w.WriteHeader(http.StatusNoContent)
}

func (s *Simulator) hosts(w http.ResponseWriter, r *http.Request, _ *session) {
	s.writeList(w, r, query{route: parsecapi.RouteHosts})
}

func (s *Simulator) hostsV2(w http.ResponseWriter, r *http.Request, _ *session) {
	mode := r.URL.Query().Get("mode")
	if mode != ModeDesktop && mode != ModeGame {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	public := r.URL.Query().Get("public") == "true"
	s.writeList(w, r, query{route: parsecapi.RouteV2, mode: mode, public: public})
}

func (s *Simulator) writeList(w http.ResponseWriter, r *http.Request, asked query) {
	list := s.list(asked)
	if s.options.ETag {
		w.Header().Set("ETag", list.etag)
		if r.Header.Get("If-None-Match") == list.etag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	writeBody(w, http.StatusOK, list.body)
}

// list returns the answer of this moment, of the fleet or of the recording.
func (s *Simulator) list(asked query) list {
	if s.options.Replay != nil {
		return s.replay().list(s.moment(), asked)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.catchUp()
	return s.world.list(asked)
}

func writeError(w http.ResponseWriter, status int, message string) {
	writeJSON(w, status, map[string]string{"error": message})
}

func writeJSON(w http.ResponseWriter, status int, value any) {
	writeBody(w, status, mustEncode(value))
}

func writeBody(w http.ResponseWriter, status int, body []byte) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	// A client that has left is the client's business.
	_, _ = w.Write(body)
}
