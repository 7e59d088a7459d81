package guest

import (
	"errors"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parsec-hosts/internal/connection"
	"parsec-hosts/internal/parsecsdk"
)

const second = time.Second

func TestAConnectionIsReportedAtEachChangeAndEachSecond(t *testing.T) {
	h := hold(t, options{stop: 8*second + 50*time.Millisecond}, play{acts: []act{
		connecting(1500*time.Millisecond, 0), connecting(2*second, parsecsdk.GuestWaiting), connecting(second, parsecsdk.GuestConnecting), connected(0),
	}})
	want := `0s connecting for signalling
1s connecting for signalling
1.5s connecting for approval
2.5s connecting for approval
3.5s connecting for path
4.5s connected
5.5s connected
6.5s connected
7.5s connected
8.1s ended`
	if diff := cmp.Diff(want, h.told()); diff != "" {
		t.Error(diff)
	}
	if h.took > letGoWithin {
		t.Errorf("the end took %v", h.took)
	}
	got := h.last
	got.Time, got.Since = time.Time{}, time.Time{}
	wantLast := connection.Report{
		PeerID: "peer", Name: "den-pc", Launcher: "Parsec SDK", PID: 7, Started: h.started, State: connection.Ended, Attempt: 1, Wanted: true,
		Figures: &connection.Figures{Encode: 1, Decode: 2, Network: 10, Bitrate: 20, Width: 1920, Height: 1080, Decoder: "soft", H265: true, Lost: 7},
	}
	if diff := cmp.Diff(wantLast, got); diff != "" {
		t.Error(diff)
	}
	if got := strings.Join(h.sdk.calls, " "); got != "Init Connect Disconnect Destroy" {
		t.Errorf("the library was asked to %s", got)
	}
}

func TestAnAttemptThatTakesTooLongSaysWhatItWaitedFor(t *testing.T) {
	for state, want := range map[parsecsdk.GuestState][2]string{
		0:                         {"no connection within 1m; it was waiting for the signalling service or the host", "signalling host"},
		parsecsdk.GuestWaiting:    {"no connection within 1m; it was waiting for someone at the host to accept", "have somebody accept"},
		parsecsdk.GuestConnecting: {"no connection within 1m; it was waiting for a path to the host", "UDP"},
	} {
		h := hold(t, options{}, play{acts: []act{connecting(0, state)}})
		if h.last.Meaning != want[0] || !strings.Contains(h.last.Remedy, want[1]) || !h.last.Failed() || h.last.WaitsFor != obstacle(state) || h.took > 61*second {
			t.Errorf("after %v: %+v", h.took, h.last)
		}
	}
	h := hold(t, options{settings: Settings{ConnectTimeout: 5 * second}}, play{acts: []act{connecting(0, 0)}})
	if h.took > 6*second || !strings.Contains(h.last.Meaning, "within 5s") {
		t.Errorf("after %v: %s", h.took, h.last.Meaning)
	}
}

func TestALostConnectionIsMadeAgain(t *testing.T) {
	h := hold(t, options{stop: 5 * second}, play{acts: []act{connected(second), gone(-12007)}}, play{acts: []act{connecting(second, 2), connected(0)}})
	want := "connecting signalling, connected, pausing, connecting signalling, connecting path, connected, ended"
	if got := h.changes(); got != want {
		t.Errorf("it was %s, want %s", got, want)
	}
	if got := strings.Join(h.sdk.calls, " "); got != "Init Connect Disconnect Destroy Init Connect Disconnect Destroy" {
		t.Errorf("the library was asked to %s", got)
	}
	for _, r := range h.reports {
		switch {
		case r.State == connection.Connecting && r.Figures != nil:
			t.Error("figures of a connection that is gone are reported")
		case r.State == connection.Connecting && r.Attempt == 2 && r.Code != -12007:
			t.Error("why it connects again is not known any more")
		case r.State == connection.Connected && r.Code != 0:
			t.Errorf("what is over is still reported: %s", r.Meaning)
		}
	}
	if !h.last.Wanted || h.last.Attempt != 2 || h.last.Code != 0 || h.last.Meaning != "" {
		t.Errorf("the last report is %+v", h.last)
	}
}

func TestPausesBecomeLongerAndThenItIsOver(t *testing.T) {
	h := hold(t, options{}, play{acts: []act{gone(11)}})
	var pauses []time.Duration
	for i, r := range h.reports {
		if r.State == connection.Pausing && h.reports[i-1].State != connection.Pausing {
			pauses = append(pauses, r.Again.Sub(r.Since))
		}
	}
	if diff := cmp.Diff(backoff, pauses); diff != "" {
		t.Error(diff)
	}
	if h.last.Attempt != 6 || h.last.Code != 11 || h.last.CodeName != "CONNECT_WRN_NO_ROOM" || !h.last.Failed() {
		t.Errorf("the last report is %+v", h.last)
	}
}

func TestPausesAreNotAllAlike(t *testing.T) {
	h := hold(t, options{stop: 1500 * time.Millisecond, random: 0.5}, play{acts: []act{gone(11)}})
	if r := h.reports[1]; r.State != connection.Pausing || r.Again.Sub(r.Since) != 1100*time.Millisecond {
		t.Errorf("it is %s until %v", r.State, r.Again.Sub(r.Since))
	}
}

func TestAConnectionThatStoodForAWhileCountsAnew(t *testing.T) {
	short, long := play{acts: []act{connected(second), gone(-12007)}}, play{acts: []act{connected(time.Minute), gone(-12007)}}
	h := hold(t, options{}, short, short, short, short, short, long, short)
	if h.last.Attempt != 11 { // five that fail, one that stands, and five more
		t.Errorf("there were %d attempts", h.last.Attempt)
	}
}

func TestWhatIsNotTriedAgain(t *testing.T) {
	none, two := []int32{}, []int32{4}
	for name, test := range map[string]struct {
		code int32
		o    options
		want int
	}{
		"host stopped":         {4, options{}, 1},
		"kicked":               {5, options{}, 1},
		"nobody accepted":      {6, options{}, 1},
		"declined":             {8, options{}, 1},
		"no path":              {-6023, options{}, 1},
		"unknown":              {-4711, options{}, 1},
		"probe":                {-12007, options{probe: true}, 1},
		"as the settings say":  {-12007, options{settings: Settings{ReconnectOn: &none}}, 1},
		"settings that say so": {4, options{settings: Settings{ReconnectOn: &two}}, 6},
	} {
		h := hold(t, test.o, play{acts: []act{gone(test.code)}})
		if h.last.Attempt != test.want || h.last.Code != test.code || !h.last.Failed() || h.last.Remedy == "" {
			t.Errorf("%s: %+v", name, h.last)
		}
	}
}

func TestAProbeEndsWhenItHasMeasured(t *testing.T) {
	h := hold(t, options{probe: true}, play{acts: []act{connecting(second, 2), connected(0)}})
	if !h.last.Wanted || h.last.Figures == nil || h.last.Figures.Latency() != 13 || h.took != second+probeFor {
		t.Errorf("after %v: %+v", h.took, h.last)
	}
	h = hold(t, options{probe: true}, play{acts: []act{connected(second), gone(5)}})
	if h.last.Wanted || h.last.Code != 5 {
		t.Errorf("kicked while it measured: %+v", h.last)
	}
}

func TestThePauseCanBeEnded(t *testing.T) {
	h := hold(t, options{stop: 1500 * time.Millisecond}, play{acts: []act{gone(11)}}, play{acts: []act{gone(11)}})
	if !h.last.Wanted || h.took > pollEvery || h.last.State != connection.Ended {
		t.Errorf("after %v: %+v", h.took, h.last)
	}
}

func TestAnErrorOfACallIsTheLastReport(t *testing.T) {
	file := &parsecsdk.FileError{Name: "libparsec", Problem: "not found", Advice: "put it somewhere"}
	h := hold(t, options{open: func() (SDK, error) { return nil, file }})
	if h.last.Meaning != "libparsec not found" || h.last.Remedy != "put it somewhere" || h.last.Code != 0 || !h.last.Failed() {
		t.Errorf("without a library: %+v", h.last)
	}
	h = hold(t, options{}, play{initErr: &parsecsdk.CallError{Call: "ParsecInit", Code: parsecsdk.Explain(-36000)}})
	if h.last.Code != -36000 || h.last.CodeName != "PARSEC_ERR_VERSION" || h.last.Remedy == "" || strings.Join(h.sdk.calls, " ") != "Init" {
		t.Errorf("without an instance: %+v", h.last)
	}
	h = hold(t, options{}, play{connectErr: errors.New("there is no host to connect to")})
	if h.last.Meaning != "there is no host to connect to" || strings.Join(h.sdk.calls, " ") != "Init Connect Disconnect" {
		t.Errorf("a call that was not made: %+v", h.last)
	}
	h = hold(t, options{stop: 2500 * time.Millisecond},
		play{connectErr: &parsecsdk.CallError{Call: "ParsecClientConnect", Code: parsecsdk.Explain(-6101)}}, play{acts: []act{connected(0)}})
	if !strings.Contains(h.changes(), "pausing, connecting signalling, connected") {
		t.Errorf("a call that was refused for now: %s", h.changes())
	}
}

func TestHoursOfAConnectionTakeNoMoreMemory(t *testing.T) {
	var before, after runtime.MemStats
	collected := func(m *runtime.MemStats) { runtime.GC(); runtime.ReadMemStats(m) }
	collected(&before)
	h := hold(t, options{stop: 3 * time.Hour}, play{acts: []act{connected(0)}})
	if len(h.reports) < 3*3600 || len(h.log) > 5 {
		t.Errorf("%d reports and %d lines in the log", len(h.reports), len(h.log))
	}
	h.reports = nil
	collected(&after)
	if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 1<<20 {
		t.Errorf("there are %d bytes more", grown)
	}
}
