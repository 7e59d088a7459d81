package connection

import (
	"fmt"
	"time"

	"parsec-hosts/internal/textsafe"
	"parsec-hosts/internal/words"
)

// State is how far a connection has come.
type State string

// The states of a connection.
const (
	Connecting State = "connecting"
	Connected  State = "connected"
	Pausing    State = "pausing" // before the next attempt
	Stalled    State = "stalled" // the library has not answered for a while
	Ended      State = "ended"   // the last report
)

// Obstacle is what a connection that is Connecting waits for.
type Obstacle string

// The obstacles, in the order in which they are met. Version 6.0 of the SDK tells none apart until the
// host has answered.
const (
	ForSignalling Obstacle = "signalling" // the service that brings the two computers together, or the host's answer there
	ForApproval   Obstacle = "approval"   // somebody at the host who accepts
	ForPath       Obstacle = "path"       // a way between the two computers
)

// Report is what is known of a connection at one moment. Its texts are safe to print.
type Report struct {
	Time     time.Time `json:"time"`
	PeerID   string    `json:"peer_id"`
	Name     string    `json:"name"`     // the host's
	Launcher string    `json:"launcher"` // that the connection was made with
	PID      int       `json:"pid"`      // of the holder
	Started  time.Time `json:"started"`  // when the holder began
	State    State     `json:"state"`
	Since    time.Time `json:"since"` // when it came to State, and with Connecting to the obstacle
	Attempt  int       `json:"attempt"`
	Window   bool      `json:"window,omitempty"` // there is one that can be brought to the front

	WaitsFor Obstacle  `json:"waits_for,omitempty"` // of Connecting, and of Ended when that took too long
	Again    time.Time `json:"again,omitzero"`      // of Pausing: when the next attempt begins

	// Code, CodeName, Meaning and Remedy are those of the newest status of the SDK that says more than
	// how far it is; of Ended, they say why. Where no status is at fault, the name is empty.
	Code     int32  `json:"code"`
	CodeName string `json:"code_name,omitempty"`
	Meaning  string `json:"meaning,omitempty"`
	Remedy   string `json:"remedy,omitempty"`
	Wanted   bool   `json:"wanted,omitempty"` // of Ended: somebody asked for it

	Figures *Figures `json:"figures,omitempty"` // once measured
}

// Figures are what is measured of a connection. Latencies are milliseconds.
type Figures struct {
	Encode  float64 `json:"encode_ms"`
	Decode  float64 `json:"decode_ms"`
	Network float64 `json:"network_ms"`
	Bitrate float64 `json:"bitrate_mbps"` // megabits per second
	Width   int     `json:"width"`        // pixels
	Height  int     `json:"height"`
	// FrameRate is how many pictures a second are drawn here; 0 without a window.
	FrameRate float64 `json:"frames_per_second,omitempty"`
	Decoder   string  `json:"decoder,omitempty"`
	H265      bool    `json:"h265,omitempty"`
	Color444  bool    `json:"color444,omitempty"`
	Lost      uint64  `json:"lost_packets"`      // that were sent again, since the connection was made
	Failing   bool    `json:"failing,omitempty"` // packets are being lost at this very moment
}

// Latency is all that lies between what happens at the host and its picture here, in milliseconds.
func (f Figures) Latency() float64 { return f.Encode + f.Network + f.Decode }

// Over reports whether this is the last report.
func (r Report) Over() bool { return r.State == Ended }

// Failed reports whether the connection ended otherwise than somebody asked for.
func (r Report) Failed() bool { return r.State == Ended && !r.Wanted }

// Words say how it stands at now, in one line without a remedy.
func (r Report) Words(now time.Time) string {
	lasting := seconds(now.Sub(r.Since))
	switch r.State {
	case Connecting:
		return "waiting for " + r.WaitsFor.Words() + ", " + lasting
	case Connected:
		return "connected"
	case Pausing:
		return fmt.Sprintf("%s; again in %s", r.reason(), seconds(max(0, r.Again.Sub(now))))
	case Stalled:
		return "the Parsec SDK has not answered for " + lasting
	}
	return r.reason()
}

// reason is why the connection is not there, with what a search engine needs.
func (r Report) reason() string {
	switch {
	case r.Meaning == "" && r.Wanted:
		return "disconnected"
	case r.CodeName == "" && r.Code == 0:
		return r.Meaning
	case r.CodeName == "":
		return fmt.Sprintf("%s (%d)", r.Meaning, r.Code)
	}
	return fmt.Sprintf("%s (%s, %d)", r.Meaning, r.CodeName, r.Code)
}

// Words complete "waiting for".
func (o Obstacle) Words() string {
	switch o {
	case ForApproval:
		return "someone at the host to accept"
	case ForPath:
		return "a path to the host"
	}
	return "the signalling service or the host"
}

// seconds writes a duration in whole seconds, as people write it.
func seconds(d time.Duration) string { return words.Duration(max(0, d).Truncate(time.Second)) }

// clean makes texts safe that somebody else may have put into the file.
func (r Report) clean() Report {
	for _, text := range []*string{&r.PeerID, &r.Name, &r.Launcher, &r.CodeName, &r.Meaning, &r.Remedy} {
		*text = textsafe.Clean(*text)
	}
	if r.Figures != nil {
		figures := *r.Figures
		figures.Decoder = textsafe.Clean(figures.Decoder)
		r.Figures = &figures
	}
	return r
}
