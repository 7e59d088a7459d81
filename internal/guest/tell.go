package guest

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
	"time"

	"parsec-hosts/internal/connection"
	"parsec-hosts/internal/parsecsdk"
	"parsec-hosts/internal/textsafe"
)

// noTime is a time that does not come.
var noTime time.Time

// begin reports another attempt. Why the one before it failed stays known.
func (h *holder) begin() {
	h.turn(connection.Connecting)
	h.report.WaitsFor, h.report.Figures = connection.ForSignalling, nil
	h.report.Attempt++
	h.connectBy = h.report.Since.Add(h.job.Settings.connectTimeout())
	h.tell()
}

// turn comes to a state.
func (h *holder) turn(state connection.State) {
	r := &h.report
	r.State, r.Since, r.WaitsFor, r.Again = state, h.job.Now(), "", noTime
	h.connectBy = noTime
}

// connecting reports what an attempt waits for. Its error is a *tooLate.
func (h *holder) connecting(waits connection.Obstacle) error {
	switch limit := h.job.Settings.connectTimeout(); {
	case h.report.State != connection.Connecting: // it stood a moment ago
		h.turn(connection.Connecting)
		h.connectBy = h.report.Since.Add(limit)
	case !h.job.Now().Before(h.connectBy):
		return &tooLate{limit: limit, waits: waits}
	}
	if h.report.WaitsFor != waits {
		h.report.WaitsFor, h.report.Since = waits, h.job.Now()
	}
	h.tell()
	return nil
}

// connected reports the connection with its figures, and what the host says of its picture.
func (h *holder) connected(seen sight) {
	if h.report.State != connection.Connected {
		h.turn(connection.Connected)
		h.clear()
	}
	switch {
	case seen.streamed && seen.stream < 0:
		h.blame(ended(seen.stream))
	case seen.streamed:
		h.clear()
	}
	h.report.Figures = figures(seen.status)
	h.report.Figures.FrameRate = h.frameRate()
	h.report.Figures.Decoder = textsafe.Clean(h.job.mask(h.report.Figures.Decoder))
	h.tell()
}

// end ends the connection and makes the last report. What may go wrong in the library comes after that.
func (h *holder) end(why error) connection.Report {
	stood, waited := h.report.State == connection.Connected, h.report.WaitsFor
	h.hide()
	h.report.Window = false
	h.disconnect()
	h.turn(connection.Ended)
	switch {
	case why == nil, errors.Is(why, errStop):
		h.clear()
		h.report.Wanted = true
	default:
		h.blame(why)
		if _, late := errors.AsType[*tooLate](why); late {
			h.report.WaitsFor = waited
		}
	}
	h.tell()
	if _, byItself := codeOf(why); !byItself {
		h.farewell(stood)
	}
	return h.told
}

// tell reports how it stands, unless that is known.
func (h *holder) tell() { h.give(h.report) }

// give hands a report on that says something new, or that comes a while after the one before it.
func (h *holder) give(r connection.Report) {
	r.Time = h.job.Now()
	changed := differs(h.told, r)
	// Half a tick early counts as in time: the ticks are not exact.
	if h.told.Over() || !changed && r.Time.Sub(h.told.Time) < reportEvery-pollEvery/2 {
		return
	}
	before := h.told
	h.told = r
	h.job.Report(r)
	h.caption(r)
	if changed {
		h.logChange(before, r)
	}
}

// differs reports whether b says something that a did not.
func differs(a, b connection.Report) bool {
	failing := func(r connection.Report) bool { return r.Figures != nil && r.Figures.Failing }
	return a.State != b.State || a.WaitsFor != b.WaitsFor || a.Attempt != b.Attempt || a.Code != b.Code || failing(a) != failing(b)
}

// logChange writes what has changed. That packets are being lost may change at every look, and is left
// to the reports.
func (h *holder) logChange(before, r connection.Report) {
	line := ""
	switch {
	case r.State == before.State && r.WaitsFor == before.WaitsFor && r.Attempt == before.Attempt && r.Code == before.Code:
		return
	case r.State == connection.Connecting && r.Attempt != before.Attempt:
		line = fmt.Sprintf("attempt %d to connect to %s", r.Attempt, cmp.Or(r.Name, r.PeerID))
	case r.State == connection.Connecting:
		line = "waiting for " + r.WaitsFor.Words()
	case r.State == connection.Connected && r.Code != 0:
		line = "connected, but " + parsecsdk.Explain(r.Code).String()
	default:
		line = r.Words(r.Time)
	}
	if r.Remedy != "" && r.State != connection.Connecting {
		line += "; " + r.Remedy
	}
	h.job.log(line)
}

func (j Job) log(line string) { j.Log(textsafe.Clean(line)) }

// mask takes the secrets out of a text of the library, which may say what it was handed. Our own words
// hold none, and a secret that is a short word must not take letters out of them.
func (j Job) mask(text string) string {
	for _, secret := range []string{j.Session.Reveal(), j.Secret.Reveal()} {
		if secret != "" {
			text = strings.ReplaceAll(text, secret, "…")
		}
	}
	return text
}

func figures(s parsecsdk.Status) *connection.Figures {
	m, d := s.Guest.Metrics[0], s.Decoders[0]
	return &connection.Figures{
		Encode: m.EncodeLatency, Decode: m.DecodeLatency, Network: m.NetworkLatency, Bitrate: m.Bitrate,
		Width: pixels(d.Width), Height: pixels(d.Height), Decoder: d.Name, H265: d.H265, Color444: d.Color444,
		Lost: uint64(m.FastRTs) + uint64(m.SlowRTs), Failing: s.NetworkFailure,
	}
}

// pixels is a number of pixels, or 0 for what cannot be one.
func pixels(n uint32) int {
	const most = 1 << 16
	if n > most {
		return 0
	}
	return int(n)
}
