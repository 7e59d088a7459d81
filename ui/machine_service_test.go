package ui

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"

	"parsec-hosts/parsecapi"
)

// weather is how the service answers: a word of one of the lists below.
var (
	listWeathers     = []string{"fine", "fine", "fine", "incomplete", "none", "401", "403", "permission", "429", "500", "503", "cut", "late", "lost"}
	creationWeathers = []string{"fine", "fine", "fine", "401", "403", "429", "500", "502", "503", "cut", "late", "lost"}
)

const (
	machineHosts  = 6
	machineLife   = 40 * time.Minute      // of a session
	waitAsked     = 97 * time.Second      // by Retry-After
	roundTrip     = 10 * time.Millisecond // keeps what happens at once apart from what is answered
	lateBy        = 9 * time.Second
	lostAfter     = 2 * time.Minute // beyond every time-out
	budgetWindow  = 5 * time.Minute
	budgetAllowed = 45 + 1 // a poll may need one more than those before it
)

// machineService is a service whose answers a script decides, and which watches how it is asked.
type machineService struct {
	profile string

	mu       sync.Mutex
	lists    string // the weather of host lists
	creation string // that of the creation of sessions
	present  int    // hosts that are listed, one bit each
	offline  int    // hosts that are listed as offline
	stamp    int    // of the newest list
	jumped   bool   // the clock of those who ask was ever set
	sessions []*machineSession
	callers  map[string]*caller
	complain func(format string, args ...any) // of what is not as it should be
}

type machineSession struct {
	created, expires time.Time
	replacement      bool      // of one that was refused to its creator
	refused          bool      // to anybody, once
	failed           time.Time // when it was refused although it is a replacement; zero once it was accepted
	delivered        bool      // its creator has got it
	revoked          bool
}

// caller is what the service knows of one of those that ask.
type caller struct {
	now       func() time.Time // its clock
	jumped    bool             // that was set since the newest list
	barred    bool             // a creation failed so that only its user may ask for another
	barredTil time.Time        // or until then; zero for no end
	notBefore time.Time        // as Retry-After said
	asked     time.Time        // when its user asked for another attempt to sign in
	refused   bool             // its session was, and it has got no other since
	polls     []time.Time
}

func newMachineService(profile string, complain func(string, ...any)) *machineService {
	return &machineService{profile: profile, complain: complain, lists: "fine", creation: "fine", present: 1<<machineHosts - 1, callers: map[string]*caller{}}
}

func (s *machineService) peer(i int) string { return fmt.Sprintf("%s%d", s.profile, i) }

// ServeHTTP answers as the weather is when the request comes.
func (s *machineService) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body) // only then does net/http notice that the caller has left
	s.mu.Lock()
	by := s.callers[r.UserAgent()]
	if soakNow().Before(by.notBefore) {
		s.complain("%s asked %v before Retry-After was over", r.UserAgent(), by.notBefore.Sub(soakNow()))
	}
	weather, status, body := s.lists, 0, ""
	var made *machineSession
	if r.Method == http.MethodPost {
		weather = s.creation
		made, status, body = s.create(by, r.UserAgent())
	} else {
		status, body = s.list(by, r)
	}
	if status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", fmt.Sprint(int(waitAsked.Seconds())))
		by.notBefore = soakNow().Add(waitAsked)
	}
	w.Header().Set("Date", soakNow().UTC().Format(http.TimeFormat))
	s.mu.Unlock()
	switch weather {
	case "late":
		pause(r, lateBy)
	case "lost":
		pause(r, lostAfter)
	case "cut":
		panic(http.ErrAbortHandler)
	}
	pause(r, roundTrip)
	if r.Context().Err() != nil {
		panic(http.ErrAbortHandler)
	}
	s.deliver(made, by)
	w.WriteHeader(status)
	_, _ = w.Write([]byte(body)) // the caller may have left
}

func pause(r *http.Request, d time.Duration) {
	select {
	case <-time.After(d):
	case <-r.Context().Done():
	}
}

// deliver notes that the creator of a session, which may be none, gets it.
func (s *machineService) deliver(made *machineSession, by *caller) {
	if made != nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		made.delivered = true
		by.refused = false
	}
}

// create makes a session, unless the weather is against it, and minds that there is a need for it.
func (s *machineService) create(by *caller, agent string) (made *machineSession, status int, body string) {
	now := soakNow()
	if n := len(s.sessions); n > 0 && !by.jumped {
		if last := s.sessions[n-1]; last.delivered && !last.refused && now.Add(time.Minute+time.Second).Before(last.expires) {
			s.complain("%s creates a session although the one before is good", agent)
		}
	}
	if n := len(s.sessions); n > 0 && !s.jumped {
		last := s.sessions[n-1]
		if last.delivered && by.asked.Before(last.failed) && now.Before(last.created.Add(10*time.Minute)) {
			s.complain("%s creates a session although the last replacement was refused", agent)
		}
	}
	if by.barred && (by.barredTil.IsZero() || by.now().Before(by.barredTil)) {
		s.complain("%s creates a session after a failure without having been asked", agent)
	}
	switch s.creation {
	case "401", "403":
		by.barred, by.barredTil = true, by.now().Add(10*time.Minute)
		return nil, statusOf(s.creation), `{"error":"invalid api key"}`
	case "500", "502":
		by.barred, by.barredTil = true, time.Time{}
		return nil, statusOf(s.creation), ""
	case "429", "503":
		return nil, statusOf(s.creation), ""
	case "lost":
		by.barred, by.barredTil = true, time.Time{}
	}
	made = &machineSession{created: now, expires: now.Add(machineLife), replacement: by.refused}
	s.sessions = append(s.sessions, made)
	return made, http.StatusCreated, fmt.Sprintf(`{"session":{"id":"%s-%d","expires_at":%d,"host_peer_id":"self"}}`,
		s.profile, len(s.sessions)-1, made.expires.Unix())
}

func statusOf(weather string) (status int) {
	_, _ = fmt.Sscan(weather, &status)
	return status
}

// list answers with the hosts, and minds how often it is asked.
func (s *machineService) list(by *caller, r *http.Request) (status int, body string) {
	now := soakNow()
	by.jumped = false
	by.polls = append(by.polls, now)
	for now.Sub(by.polls[0]) >= budgetWindow {
		by.polls = by.polls[1:]
	}
	if len(by.polls) > budgetAllowed {
		s.complain("%s made %d requests in %v", r.UserAgent(), len(by.polls), budgetWindow)
	}
	var number int
	if _, err := fmt.Sscanf(r.Header.Get("Authorization"), "Bearer "+s.profile+"-%d", &number); err != nil || number >= len(s.sessions) {
		s.complain("%s shows a session of somebody else: %q", r.UserAgent(), r.Header.Get("Authorization"))
		return http.StatusUnauthorized, ""
	}
	session := s.sessions[number]
	refused := s.lists == "401" || s.lists == "403" || session.revoked || now.After(session.expires)
	switch {
	case refused:
		session.refused, by.refused = true, true
		if session.replacement {
			session.failed = now
		}
		return max(http.StatusUnauthorized, statusOf(s.lists)), `{"error":"no"}`
	case s.lists == "permission":
		return http.StatusForbidden, `{"error":"missing permission: list hosts"}`
	case statusOf(s.lists) > 0:
		return statusOf(s.lists), ""
	}
	by.barred, by.refused, session.failed = false, false, time.Time{}
	return http.StatusOK, s.page()
}

func (s *machineService) page() string {
	s.stamp++
	rows := []map[string]any{{"peer_id": s.profile + "-beacon", "name": "beacon", "description": fmt.Sprint(s.stamp)}}
	for i := range machineHosts {
		if s.lists != "none" && s.present&(1<<i) != 0 {
			rows = append(rows, map[string]any{"peer_id": s.peer(i), "name": "host " + fmt.Sprint(i), "online": s.offline&(1<<i) == 0})
		}
	}
	body, err := json.Marshal(map[string]any{"data": rows, "has_more": s.lists == "incomplete"})
	if err != nil {
		return ""
	}
	return string(body)
}

// change changes how the service answers from now on, or whom it lists.
func (s *machineService) change(what string, n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch what {
	case "lists":
		s.lists = listWeathers[n%len(listWeathers)]
	case "creation":
		s.creation = creationWeathers[n%len(creationWeathers)]
	case "present":
		s.present = n
	case "offline":
		s.offline = n
	case "revoke":
		for _, session := range s.sessions {
			session.revoked = true
		}
	}
}

// asked says that the user of a caller wants another attempt to sign in.
func (s *machineService) asked(agent string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	by := s.callers[agent]
	by.barred, by.asked = false, soakNow()
}

// jump says that the clock was set: waits that are measured by it may be over.
func (s *machineService) jump() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.jumped = true
	for _, by := range s.callers {
		by.jumped, by.notBefore, by.polls = true, time.Time{}, nil
	}
}

// stampOf is the stamp of the list that hosts come from, 0 without one.
func stampOf(hosts []*parsecapi.Host) (stamp int) {
	for _, h := range hosts {
		if strings.HasSuffix(h.PeerID, "-beacon") {
			_, _ = fmt.Sscan(h.Metadata.Description, &stamp)
		}
	}
	return stamp
}
