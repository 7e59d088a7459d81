package ui

import (
	"errors"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"parsec-hosts/internal/launch"
	"parsec-hosts/parsecapi"
)

// driveFull has the cursor on alpha, whose one seat is taken; beta is free.
func driveFull(t *testing.T, change func(*Options), test func(*driver)) {
	t.Helper()
	drive(t, 120, 32, func(o *Options) {
		o.Service.(*fakeService).serve(pair(1)...)
		if change != nil {
			change(o)
		}
	}, func(d *driver) { test(d.press("g")) })
}

// freed lets the host be free on a page that comes at once.
func (d *driver) freed() *driver {
	d.service.serve(pair(0)...)
	return d.press("r")
}

func TestAnArmedConnectionStartsOnceAfterItsCountdown(t *testing.T) {
	driveFull(t, withBell, func(d *driver) {
		d.press("W").expect("◷ waiting for alpha to get a free seat", "◷● alpha", "W takes it off").expectHeader("◎ 1")
		d.wait(time.Minute).expectLaunched()
		d.freed().expect("◷ alpha is free: connects in 5s, esc cancels").expectBells(1)
		d.wait(4 * time.Second).expect("connects in 1s").wait(time.Second - time.Millisecond).expectLaunched()
		d.wait(time.Millisecond).expectLaunched("peerA").expectNot("◷", "◎")
		d.wait(10 * time.Minute).expectLaunched("peerA").expectBells(1)
	})
}

func TestEscCancelsTheCountdownWhereverTheKeyboardIs(t *testing.T) {
	for name, keys := range map[string][]string{
		"in the list": nil, "in a menu": {"Y"}, "in the help": {"?"}, "in the filter": {"/", "l"}, "at a question": {"W"},
	} {
		t.Run(name, func(t *testing.T) {
			driveFull(t, nil, func(d *driver) {
				d.press("W").freed()
				if name == "at a question" {
					d.cursorOn("beta")
				}
				d.press(keys...).wait(4*time.Second).expect("connects in 1s", "esc cancels").press("esc").expectNot("connects in")
				d.wait(10 * time.Minute).expectLaunched().expectNot("◷")
			})
		})
	}
}

func TestEscCancelsTheLookBeforeTheConnection(t *testing.T) {
	driveFull(t, nil, func(d *driver) {
		d.press("W").freed().wait(4 * time.Second)
		d.service.block = make(chan struct{})
		d.wait(time.Second).expect("checking alpha", "esc cancels").press("esc").expect("not connected")
		close(d.service.block)
		d.service.block = nil
		d.wait(10 * time.Minute).expectLaunched().expectNot("◷")
	})
}

func TestASeatThatIsTakenDuringTheCountdownIsWaitedForAgain(t *testing.T) {
	driveFull(t, nil, func(d *driver) {
		d.press("W").freed()
		d.service.serve(pair(1)...)
		d.wait(countdownTime).expect("alpha was taken just now: waiting again", "◷  waiting for alpha").expectLaunched()
		d.freed().wait(countdownTime).expectLaunched("peerA")
	})
}

func TestAHostThatGoesDuringTheCountdownIsWaitedForAgain(t *testing.T) {
	driveFull(t, nil, func(d *driver) {
		d.press("W").freed().wait(2 * time.Second)
		d.service.serve(pair(1)[1:]...)
		d.press("r").expect("alpha has gone offline: waiting again", "◷  waiting for alpha to come online").expectNot("connects in").wait(time.Minute).expectLaunched()
		d.freed().wait(countdownTime).expectLaunched("peerA")
	})
}

func TestAHostThatIsNotCertainToBeThereIsWaitedForAgain(t *testing.T) {
	driveFull(t, nil, func(d *driver) {
		d.press("W").freed()
		d.service.serve(pair(1)[1:]...)
		d.service.page.HasMore = true
		d.wait(countdownTime).expect("alpha was free, but the list is incomplete: waiting again").expectLaunched()
	})
}

func TestNothingIsConnectedToOnAStaleList(t *testing.T) {
	driveFull(t, nil, func(d *driver) {
		d.press("W").freed()
		d.service.fail(errors.New("out of luck"))
		d.wait(countdownTime).expect("alpha was free, but the service could not be asked: waiting again").wait(5 * time.Minute).expectLaunched()
		d.service.serve(pair(0)...)
		d.press("r").wait(countdownTime - time.Second).expectLaunched().wait(time.Second).expectLaunched("peerA")
	})
	driveFull(t, nil, func(d *driver) {
		d.press("W").freed().wait(time.Second)
		d.service.fail(errors.New("out of luck"))
		d.press("r").expect("waiting again").expectNot("connects in").wait(time.Minute).expectLaunched()
	})
}

// After a sleep the countdown has long been over, and the list is of the evening before.
func TestACountdownThatWasSleptThroughBeginsAnew(t *testing.T) {
	var asleep time.Duration
	clock := func(o *Options) { o.Now = func() time.Time { return time.Now().Add(asleep) } }
	driveFull(t, clock, func(d *driver) {
		d.press("W").freed().wait(4 * time.Second)
		d.service.block = make(chan struct{})
		asleep = 8 * time.Hour
		d.wait(10 * time.Second).expectLaunched()
		close(d.service.block)
		d.service.block = nil
		d.wait(countdownTime - time.Second).expect("connects in").expectLaunched().wait(time.Second).expectLaunched("peerA")
	})
}

func TestAPausedDashboardConnectsToNothingByItself(t *testing.T) {
	driveFull(t, nil, func(d *driver) {
		d.press("space", "W").expect("waiting for alpha to get a free seat, once space continues")
		d.freed().wait(time.Minute).expectNot("connects in").expectLaunched()
		d.press("space").wait(time.Second).expect("connects in").press("space").expectNot("connects in")
		d.wait(time.Minute).expectLaunched()
		d.press("space").wait(20 * time.Second).expectLaunched("peerA")
	})
}

func TestAHostThatIsFreeIsAskedAboutAtOnce(t *testing.T) {
	driveFull(t, nil, func(d *driver) {
		d.cursorOn("beta").press("W").expect("beta is free now. Connect to it?").expectLaunched()
		d.press("n").expectNot("◷").press("W", "y").expectLaunched("peerB")
	})
}

func TestTheSameKeyTakesTheWishOff(t *testing.T) {
	driveFull(t, nil, func(d *driver) {
		d.press("W", "W").expect("no longer waiting for alpha").expectNot("◷")
		d.freed().wait(time.Minute).expectLaunched()
	})
}

func TestWhoeverConnectsDoesNotWaitAnyMore(t *testing.T) {
	driveFull(t, nil, func(d *driver) {
		d.press("W", "enter").wait(misfireTime).press("o").expectLaunched("peerA").wait(toastTime).expectNot("◷")
		d.freed().wait(time.Minute).expectLaunched("peerA")
	})
}

// Two connections to one host at the same time are not what was wished for.
func TestAHostWithAConnectionIsWaitedForUntilThatEnds(t *testing.T) {
	drivePair(t, nil, func(d *driver) {
		d.press("g", "enter").expectLaunched("peerA")
		d.service.serve(pair(1)...)
		d.wait(8 * time.Second).press("W").expect("waiting for alpha").freed().wait(time.Minute).expectLaunched("peerA")
		d.status(launch.Status{State: launch.Ended, Launcher: "sample client"})
		d.wait(20*time.Second).expectLaunched("peerA", "peerA")
	})
}

// The timer of the first countdown ends while the second one runs.
func TestEveryCountdownHasItsFullTime(t *testing.T) {
	driveFull(t, nil, func(d *driver) {
		d.press("W").freed().wait(2 * time.Second)
		d.service.serve(pair(1)...)
		d.press("r").expect("waiting again").wait(time.Second).freed().expect("connects in 5s")
		d.wait(countdownTime - time.Millisecond).expectLaunched().wait(time.Millisecond).expectLaunched("peerA")
	})
}

// While a program has the terminal, an answer can wait for hours to be looked at.
func TestAnOldAnswerBeginsNoCountdown(t *testing.T) {
	driveFull(t, nil, func(d *driver) {
		d.press("W").wait(time.Hour)
		d.service.block = make(chan struct{})
		m := d.model()
		m.polling = true
		d.m = m
		d.service.serve(pair(0)...)
		d.send(hostsLoadedMsg{seq: m.pollSeq, at: m.now.Add(-30 * time.Minute), page: d.service.page})
		d.settle()
		d.expectNot("connects in")
		close(d.service.block)
		d.service.block = nil
	})
}

func TestCountdownsComeOneAfterAnother(t *testing.T) {
	full := func(n int) []parsecapi.Host {
		return []parsecapi.Host{host("peerA", "alpha", "studio#anna", guests(n, 1)), host("peerB", "beta", "studio#boris", guests(n, 1))}
	}
	drive(t, 120, 32, func(o *Options) { o.Service.(*fakeService).serve(full(1)...) }, func(d *driver) {
		d.press("g", "W", "down", "W").expect("◷  waiting for 2 hosts", "L lists them").wait(toastTime)
		d.service.serve(full(0)...)
		d.press("r").expect("alpha is free: connects in 5s", "waiting for beta").wait(countdownTime).expectLaunched("peerA")
		d.wait(8*time.Second).expect("beta is free: connects in").wait(countdownTime).expectLaunched("peerA", "peerB")
	})
}

func TestAProgramThatTakesTheTerminalWaitsForTheCountdown(t *testing.T) {
	terminal := func(o *Options) { o.Launching.Launchers[0].Mode = launch.ModeTerminal }
	driveFull(t, terminal, func(d *driver) {
		d.press("W").freed().wait(4 * time.Second).expectLaunched().wait(time.Second).expectLaunched("peerA")
	})
}

func TestThisComputerAndUnfitPeerIDsAreNotWaitedFor(t *testing.T) {
	own := func(h *parsecapi.Host) { h.Metadata.Self = parsecapi.Yes }
	hosts := []parsecapi.Host{host("peerA", "alpha", "studio#anna", guests(1, 1), own), host("no peer ID", "beta", "studio#boris", guests(1, 1))}
	drive(t, 120, 32, func(o *Options) { o.Service.(*fakeService).serve(hosts...) }, func(d *driver) {
		d.cursorOn("alpha").press("W").expect("alpha is this very computer")
		d.cursorOn("beta").press("W").expect("is not one that ParsecClientConnect accepts").expectNot("◷")
	})
}

func TestAnOfflineHostOffersToBeWaitedFor(t *testing.T) {
	driveFull(t, nil, func(d *driver) {
		d.service.serve(pair(1)[1:]...)
		d.wait(30*time.Second).press("enter").expect("alpha is offline", "connect as soon as the host is online", "tell when the host comes online")
		d.wait(misfireTime).press("W").expect("◷ waiting for alpha to come online").freed().expect("alpha is free: connects in")
	})
}

func TestGoldenCountdown(t *testing.T) {
	for name, size := range map[string][2]int{"armed-120x32": {120, 32}, "armed-50x16": {50, 16}, "armed-30x8": {30, 8}} {
		t.Run(name, func(t *testing.T) {
			drive(t, size[0], size[1], nil, func(d *driver) {
				d.cursorOn("edit-suite-02").press("W").cursorOn("render-07").press("w")
				hosts := without("peerRender7")
				d.service.serve(hosts...)
				d.wait(30 * time.Second)
				hosts[0].Metadata.Players.N = 1
				d.service.serve(append(hosts, sampleHosts()[3])...)
				d.wait(8 * time.Second).cursorOn("edit-suite-01").press("W").wait(time.Second)
				hosts[1].Metadata.Players.N = 0
				d.service.serve(append(hosts, sampleHosts()[3])...)
				d.press("r").wait(toastTime)
				checkGolden(t, name, d.screen())
				checkFits(t, d.screen(), size[0], size[1])
			})
		})
	}
}

func TestWithoutMotionACountdownStandsStill(t *testing.T) {
	still := func(o *Options) { rarely(o); o.Looks.NoMotion = true }
	driveFull(t, still, func(d *driver) {
		d.press("W").freed().wait(toastTime).expect("alpha is free: connects within 5s, esc cancels")
		before := d.screen()
		if d.wait(countdownTime - toastTime - time.Millisecond); d.screen() != before {
			t.Errorf("something moved:\n%s", d.screen())
		}
		d.wait(time.Millisecond).expectLaunched("peerA")
	})
}

func TestTheCountdownIsDrawnEverySecondAndNothingElse(t *testing.T) {
	driveFull(t, rarely, func(d *driver) {
		d.press("W").freed()
		before := d.model().clockSeq
		d.send(tea.FocusMsg{})
		d.wait(countdownTime).expectLaunched("peerA")
		if timers := d.model().clockSeq - before; timers > 6 {
			t.Errorf("%d timers in five seconds", timers)
		}
	})
}
