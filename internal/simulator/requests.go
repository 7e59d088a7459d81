package simulator

import (
	"net/http"
	"time"
)

// requestsKept bounds the log of a service that runs for days.
const requestsKept = 10_000

// Request is one request that arrived, without its secrets.
type Request struct {
	Time   time.Time // of arrival, by Options.Now
	Method string
	Host   string // host:port the client asked for: shows who followed a redirect elsewhere
	Path   string
	Query  string
	// Status is what was answered; 0 as long as nothing was, and for faults below HTTP.
	Status int
	// Session is the index, in the order of creation, of the session that was presented, valid
	// or not; -1 when there was none or this service never issued it.
	Session int
	Fault   Fault // the fault that was met, "" for none
}

// Requests returns the newest 10,000 requests, oldest first.
func (s *Simulator) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	requests := make([]Request, len(s.log.entries))
	for i, entry := range s.log.entries {
		requests[i] = *entry
	}
	return requests
}

type requestLog struct{ entries []*Request }

func (l *requestLog) add(request Request) *Request {
	if len(l.entries) == requestsKept {
		l.entries = append(l.entries[:0], l.entries[1:]...)
	}
	l.entries = append(l.entries, &request)
	return &request
}

// record notes the status of an answer that is about to leave.
func (s *Simulator) record(entry *Request, status int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	entry.Status = status
}

// loggedWriter reports the status before the first byte leaves, so that a client that has its
// answer finds it in the log.
type loggedWriter struct {
	http.ResponseWriter
	record   func(status int)
	recorded bool
}

// WriteHeader reports the status and passes it on.
func (w *loggedWriter) WriteHeader(status int) {
	if !w.recorded && status >= http.StatusOK {
		w.recorded = true
		w.record(status)
	}
	w.ResponseWriter.WriteHeader(status)
}

// Write passes on the body, after an implied 200.
func (w *loggedWriter) Write(p []byte) (int, error) {
	if !w.recorded {
		w.WriteHeader(http.StatusOK)
	}
	return w.ResponseWriter.Write(p)
}

// Unwrap lets http.ResponseController reach the connection.
func (w *loggedWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
