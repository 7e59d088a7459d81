package guest

import (
	"strings"
	"testing"
	"time"

	"parsec-hosts/internal/connection"
	"parsec-hosts/internal/parsecsdk"
	"parsec-hosts/parsecapi"
)

func TestALibraryThatDoesNotAnswerIsReportedAndSoIsItsReturn(t *testing.T) {
	slow := connected(time.Second)
	slow.hangs = 12*time.Second + 50*time.Millisecond
	h := hold(t, options{stop: 20 * time.Second}, play{acts: []act{connected(time.Second), slow, connected(0)}})
	if got := h.changes(); got != "connecting signalling, connected, stalled, connected, ended" {
		t.Errorf("it was %s", got)
	}
	var stalled []connection.Report
	for _, r := range h.reports {
		if r.State == connection.Stalled {
			stalled = append(stalled, r)
		}
		if r.State == connection.Connected && r.Since.Sub(h.started) > time.Second {
			t.Errorf("the connection has stood since %v only", r.Since.Sub(h.started))
		}
	}
	if len(stalled) != 8 { // from the fifth second to the twelfth
		t.Fatalf("it was reported %d times", len(stalled))
	}
	if got := stalled[7].Words(stalled[7].Time); got != "the Parsec SDK has not answered for 12s" {
		t.Error(got)
	}
}

func TestALibraryThatHangsDoesNotKeepTheEnd(t *testing.T) {
	for name, p := range map[string]play{
		"connect": {connectHangs: true},
		"status":  {acts: []act{connected(time.Second), {hangs: time.Hour}}},
		"destroy": {acts: []act{connected(0)}, slow: time.Hour},
	} {
		h := hold(t, options{stop: 10*time.Second + 50*time.Millisecond}, p)
		if !h.last.Wanted || h.last.State != connection.Ended || h.took > letGoWithin+2*pollEvery {
			t.Errorf("%s: after %v: %+v", name, h.took, h.last)
		}
		if name != "destroy" && strings.Contains(strings.Join(h.sdk.calls, " "), "Destroy") {
			t.Errorf("%s: a library in the midst of a call was called again: %v", name, h.sdk.calls)
		}
	}
}

func TestALibraryThatHangsWhileItConnectsIsTooLate(t *testing.T) {
	h := hold(t, options{}, play{connectHangs: true})
	if h.last.Meaning != "no connection within 1m; the Parsec SDK did not answer" || h.last.WaitsFor != connection.ForSignalling || h.took > 61*time.Second {
		t.Errorf("after %v: %+v", h.took, h.last)
	}
}

func TestALibraryThatStillConnectsIsNotDestroyed(t *testing.T) {
	for name, h := range map[string]*held{
		"stopped":  hold(t, options{stop: 3 * time.Second}, play{acts: []act{connecting(0, 0)}}),
		"too late": hold(t, options{}, play{acts: []act{connecting(0, 0)}}),
	} {
		if got := strings.Join(h.sdk.calls, " "); got != "Init Connect Disconnect" {
			t.Errorf("%s: the library was asked to %s", name, got)
		}
		if after := h.started.Add(h.lasted).Sub(h.last.Time); after < farewellFor {
			t.Errorf("%s: the host does not hear of it within %v", name, after)
		}
	}
}

func TestTheLastReportComesBeforeTheLibrarysEnd(t *testing.T) {
	h := hold(t, options{stop: 3 * time.Second}, play{acts: []act{connected(0)}, slow: 2 * time.Second})
	if at := h.last.Time.Sub(h.started); at > 3*time.Second+pollEvery || h.took < 2*time.Second || !h.reports[len(h.reports)-1].Over() || h.reports[len(h.reports)-2].Over() {
		t.Errorf("it came after %v, the end took %v\n%s", at, h.took, h.told())
	}
}

func TestALibraryThatCannotBeEndedIsNotUsedAgain(t *testing.T) {
	h := hold(t, options{}, play{acts: []act{connected(time.Second), gone(-12007)}, slow: time.Hour})
	if h.last.Code != -12007 || h.last.Attempt != 1 || h.took > 5*time.Second {
		t.Errorf("after %v: %+v", h.took, h.last)
	}
}

func TestEventsWithoutEndDoNotHoldAnythingUp(t *testing.T) {
	h := hold(t, options{stop: 3 * time.Second}, play{acts: []act{connected(0)}, endless: true})
	if h.changes() != "connecting signalling, connected, ended" {
		t.Error(h.changes())
	}
}

func TestWhatTheHostSaysOfItsPictureIsReported(t *testing.T) {
	broken, whole, other := connected(time.Second), connected(time.Second), connected(0)
	broken.event = parsecsdk.StreamEvent{Code: -14003}
	whole.event = parsecsdk.StreamEvent{}
	other.event = parsecsdk.StreamEvent{Code: -14003, Stream: 1}
	h := hold(t, options{stop: 4 * time.Second}, play{acts: []act{connected(time.Second), broken, whole, other}})
	var codes []int32
	for i, r := range h.reports {
		if r.State == connection.Connected && (i == 0 || r.Code != h.reports[i-1].Code) {
			codes = append(codes, r.Code)
		}
	}
	if len(codes) != 2 || codes[0] != -14003 || codes[1] != 0 {
		t.Errorf("the codes are %v", codes)
	}
	if log := strings.Join(h.log, "\n"); !strings.Contains(log, "connected, but the host has no screen that can be captured (CAPTURE_ERR_INIT, -14003); end a Remote") {
		t.Error(log)
	}
}

func TestLossIsReportedAtOnce(t *testing.T) {
	lossy := connected(350 * time.Millisecond)
	lossy.status.NetworkFailure = true
	h := hold(t, options{stop: 2500 * time.Millisecond}, play{acts: []act{connected(650 * time.Millisecond), lossy, connected(0)}})
	failing := 0
	for _, r := range h.reports {
		if r.Figures != nil && r.Figures.Failing {
			failing++
		}
	}
	if failing != 1 {
		t.Errorf("it was reported %d times\n%s", failing, h.told())
	}
}

func TestNothingOfStrangersIsDangerousAndNoSecretIsTold(t *testing.T) {
	nasty := connected(time.Second)
	nasty.status.Decoders[0].Width = 0xffffffff
	nasty.status.Decoders[0].Name = "\x1b[2J" + canarySecret
	h := hold(t, options{}, play{acts: []act{nasty, gone(4)}})
	for _, r := range h.reports {
		if r.Figures != nil && (r.Figures.Decoder != "\uFFFD[2J…" || r.Figures.Width != 0) {
			t.Errorf("the figures are %+v", r.Figures)
		}
	}
	job := Job{Session: parsecapi.NewSecret(canarySession), Log: func(line string) {
		if line != "SDK: session …\uFFFD" {
			t.Errorf("the log says %q", line)
		}
	}}
	job.libraryLog()(parsecsdk.LogInfo, "session "+canarySession+"\n")
}

func TestASecretThatIsAWordDoesNotSpoilOurs(t *testing.T) {
	var said []string
	job := Job{Secret: parsecapi.NewSecret("the"), Log: func(line string) { said = append(said, line) }}
	job.log("waiting for the host")
	job.libraryLog()(parsecsdk.LogInfo, "the secret")
	if strings.Join(said, ", ") != "waiting for the host, SDK: … secret" {
		t.Errorf("the log says %q", said)
	}
}

func TestALibraryThatTalksALotIsCutShort(t *testing.T) {
	size, last := 0, ""
	job := Job{Log: func(line string) { size += len(line); last = line }}
	log := job.libraryLog()
	for range 3 * mostLibraryLog / 100 {
		log(parsecsdk.LogDebug, strings.Repeat("x", 100))
	}
	if size > 2*mostLibraryLog || !strings.Contains(last, "is left out") {
		t.Errorf("%d bytes are written, last %q", size, last)
	}
}
