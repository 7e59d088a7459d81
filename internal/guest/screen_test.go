package guest

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"parsec-hosts/internal/connection"
)

// canvas is a screen that draws 60 pictures a second.
type canvas struct {
	began  time.Time
	calls  *[]string // those of the library, too
	lines  []string
	status []int32
	hangs  time.Duration
	free   chan struct{}
}

func (c *canvas) Show(Client) { *c.calls = append(*c.calls, "Show") }

func (c *canvas) Hide() {
	*c.calls = append(*c.calls, "Hide")
	select {
	case <-time.After(c.hangs):
	case <-c.free:
	}
}

func (c *canvas) Tell(line string) {
	if len(c.lines) == 0 || c.lines[len(c.lines)-1] != line {
		c.lines = append(c.lines, line)
	}
}

func (c *canvas) Focus() { *c.calls = append(*c.calls, "Focus") }

func (c *canvas) Pictures() uint64 { return uint64(60 * time.Since(c.began).Seconds()) }

func (c *canvas) Status() (int32, bool) {
	if len(c.status) == 0 {
		return 0, false
	}
	code := c.status[0]
	c.status = c.status[1:]
	return code, true
}

func TestAConnectionIsShownWhileItStands(t *testing.T) {
	c := &canvas{}
	h := hold(t, options{stop: 12 * time.Second, screen: c},
		play{acts: []act{connecting(time.Second, 0), connected(3 * time.Second), gone(-12007)}},
		play{acts: []act{connecting(time.Second, 0), connected(0)}})
	want := "Init Connect Show Hide Disconnect Destroy Init Connect Show Hide Disconnect Destroy"
	if got := strings.Join(h.sdk.calls, " "); got != want {
		t.Errorf("it was\n%s, want\n%s", got, want)
	}
	all := strings.Join(c.lines, "\n")
	for _, line := range []string{"waiting for the signalling service or the host", "the network was gone for a minute (NETWORK_ERR_BG_TIMEOUT, -12007); again in 1s"} {
		if !strings.Contains(all, line) {
			t.Errorf("the screen does not say %q:\n%s", line, all)
		}
	}
	if !slices.Contains(c.lines, "") {
		t.Error("the screen does not say that all is well")
	}
}

func TestTheScreenComesToTheFrontWhenThatIsWanted(t *testing.T) {
	h := hold(t, options{stop: 6 * time.Second, focus: 3 * time.Second, screen: &canvas{}}, play{acts: []act{connecting(time.Second, 0), connected(0)}})
	if got := strings.Join(h.sdk.calls, " "); got != "Init Connect Show Focus Hide Disconnect Destroy" {
		t.Errorf("it was %s", got)
	}
	for _, r := range h.reports {
		if r.Window != (r.State == connection.Connected) {
			t.Errorf("it has a window: %t, while it is %s", r.Window, r.State)
		}
	}
	alone := hold(t, options{stop: 6 * time.Second, focus: 3 * time.Second}, play{acts: []act{connected(0)}})
	if slices.ContainsFunc(alone.reports, func(r connection.Report) bool { return r.Window }) {
		t.Error("a connection without a screen has a window")
	}
}

func TestPicturesASecondAreMeasured(t *testing.T) {
	h := hold(t, options{stop: 6 * time.Second, screen: &canvas{}}, play{acts: []act{connected(0)}})
	last := h.reports[len(h.reports)-2]
	if rate := last.Figures.FrameRate; rate < 58 || rate > 62 {
		t.Errorf("there are %.1f pictures a second", rate)
	}
}

func TestTheScreenTellsWhatTheHostSaysOfItsPicture(t *testing.T) {
	c := &canvas{status: []int32{-14003}}
	h := hold(t, options{stop: 3 * time.Second, screen: c}, play{acts: []act{connected(0)}, endless: true})
	if !slices.Contains(c.lines, "the host has no screen that can be captured") || h.reports[len(h.reports)-2].Code != -14003 {
		t.Errorf("the screen says %q\n%s", c.lines, h.told())
	}
}

func TestAScreenThatHangsDoesNotKeepTheEnd(t *testing.T) {
	h := hold(t, options{stop: 5 * time.Second, screen: &canvas{hangs: time.Hour}}, play{acts: []act{connected(0)}})
	if !h.last.Wanted || h.took > letGoWithin+2*pollEvery {
		t.Errorf("after %v: %+v", h.took, h.last)
	}
}

// reason is why a connection ends that nobody wants to end.
type reason struct{ error }

func (reason) Remedy() string { return "connect again" }

func TestAContextThatEndsForAReasonGivesIt(t *testing.T) {
	h := hold(t, options{stop: 3 * time.Second, cause: reason{errors.New("the display is gone")}}, play{acts: []act{connected(0)}})
	if !h.last.Failed() || h.last.Meaning != "the display is gone" || h.last.Remedy != "connect again" {
		t.Errorf("the last report is %+v", h.last)
	}
}

func TestAConnectionThatIsNotTriedIsReported(t *testing.T) {
	var reports []connection.Report
	last := Refuse(Job{
		Now: time.Now, Log: func(string) {}, StopWanted: func() bool { return false },
		Report: func(r connection.Report) { reports = append(reports, r) },
	}, reason{errors.New("there is no display")})
	if !last.Failed() || last.Meaning != "there is no display" || last.Remedy != "connect again" || len(reports) == 0 {
		t.Errorf("the last report is %+v", last)
	}
}
