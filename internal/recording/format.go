package recording

import (
	"encoding/json"
	"time"

	"parsec-hosts/parsecapi"
)

const (
	formatName    = "parsec-hosts recording"
	formatVersion = 1
)

// Header is the first line of a recording.
type Header struct {
	Format   string          `json:"format"`
	Version  int             `json:"version"`
	Recorded time.Time       `json:"recorded"` // when the first poll could begin, by the local clock
	Program  string          `json:"program"`  // its version
	Route    parsecapi.Route `json:"route"`    // how the hosts were asked for, possibly "auto"
	// Fields of a host: those whose values are the service's own, those that are so only because
	// somebody asked for it, and those with made-up values. There are no others in the recording.
	Kept          []string `json:"kept"`
	KeptOnRequest []string `json:"kept_on_request,omitempty"`
	Replaced      []string `json:"replaced"`
}

// Recording is what was read from a file.
type Recording struct {
	Header Header
	Polls  []Poll // in the order of At, at least one
	// CutOff means that the last line was incomplete and is missing from Polls, as after a crash.
	CutOff bool
}

// Poll is one question to the service and what came of it: an answer or a failure.
type Poll struct {
	At   time.Duration // since the start of the recording
	Took time.Duration
	// Skew is the service's clock minus the local one, zero where they agreed to about a second.
	Skew    time.Duration
	HasDate bool // whether the service told its time at all
	Answer  *Answer
	Failure *Failure
}

// Answer is a good answer. Polls with the same answer share it.
type Answer struct {
	Route    parsecapi.Route   `json:"route"`
	Self     string            `json:"self,omitempty"` // made-up peer ID of the computer that asked
	HasMore  bool              `json:"has_more,omitempty"`
	Dropped  int               `json:"dropped,omitempty"`  // rows that were not understood
	Failures []Failure         `json:"failures,omitempty"` // of some of the queries behind it
	Rows     []json.RawMessage `json:"rows"`
}

// line is a poll as it is written.
type line struct {
	At        int64     `json:"at_ms"`
	Took      int64     `json:"took_ms"`
	Date      time.Time `json:"date,omitzero"`
	Unchanged bool      `json:"unchanged,omitempty"`
	Failure   *Failure  `json:"failure,omitempty"`
	// Answer is an Answer, encoded so that equal ones are told by their bytes.
	Answer json.RawMessage `json:"answer,omitempty"`
}

// During returns the poll that tells how the service was at a time since the start: the last one
// that had begun. Before the first and after the last poll it is that one.
func (r *Recording) During(at time.Duration) Poll {
	current := r.Polls[0]
	for _, poll := range r.Polls {
		if poll.At > at {
			break
		}
		current = poll
	}
	return current
}

// First returns the first good answer, or an empty one of a service that never gave any.
func (r *Recording) First() Answer {
	for _, poll := range r.Polls {
		if poll.Answer != nil {
			return *poll.Answer
		}
	}
	return Answer{Route: parsecapi.RouteHosts}
}
