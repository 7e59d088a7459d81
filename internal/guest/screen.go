package guest

import (
	"strings"
	"time"

	"parsec-hosts/internal/connection"
)

// show shows the connection, if it is not shown yet and there is a screen for it.
func (h *holder) show() {
	if h.job.Screen == nil || h.shown {
		return
	}
	h.shown, h.report.Window = true, true
	h.rate = rate{}
	h.job.Screen.Show(h.client)
	h.job.log("the connection is shown")
}

// hide ends that. A library that hangs may keep the screen: then it is left alone, too.
func (h *holder) hide() {
	if !h.shown || h.hung {
		return
	}
	h.shown = false
	h.connectBy = noTime
	if h.letGoBy.IsZero() {
		h.letGoBy = h.job.Now().Add(letGoWithin)
	}
	_, _ = ask(h, func() (struct{}, error) { h.job.Screen.Hide(); return struct{}{}, nil }) // what went wrong before is what counts
}

// focus brings the screen to the front when somebody wants to see it.
func (h *holder) focus() {
	if h.job.Screen != nil && h.job.FocusWanted() {
		h.job.Screen.Focus()
	}
}

// caption tells on the screen what a report says.
func (h *holder) caption(r connection.Report) {
	if h.job.Screen == nil {
		return
	}
	line := ""
	switch {
	case r.State == connection.Connected && r.Code != 0:
		line = r.Meaning
	case r.State != connection.Connected:
		line = strings.TrimSuffix(r.Words(r.Time), ", 0s")
	}
	h.job.Screen.Tell(line)
}

// rate is how many pictures a second are drawn.
type rate struct {
	at       time.Time
	pictures uint64
	measured float64
}

// frameRate is measured over a second at least; it is 0 until there was one, and without a screen.
func (h *holder) frameRate() float64 {
	if !h.shown {
		return 0
	}
	r, now, pictures := &h.rate, h.job.Now(), h.job.Screen.Pictures()
	switch lasted := now.Sub(r.at); {
	case r.at.IsZero():
		r.at, r.pictures = now, pictures
	case lasted >= time.Second-pollEvery/2:
		r.measured = float64(pictures-r.pictures) / lasted.Seconds()
		r.at, r.pictures = now, pictures
	}
	return r.measured
}
