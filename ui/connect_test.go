package ui

import (
	"errors"
	"testing"
	"time"

	"parsec-hosts/internal/launch"
	"parsec-hosts/internal/poll"
	"parsec-hosts/parsecapi"
)

// pair is a list of two hosts, the first with so many guests on its one seat.
func pair(guestsOfA int) []parsecapi.Host {
	return []parsecapi.Host{host("peerA", "alpha", "studio#anna", guests(guestsOfA, 1)), host("peerB", "beta", "studio#boris")}
}

func drivePair(t *testing.T, change func(*Options), test func(*driver)) {
	t.Helper()
	drive(t, 120, 32, func(o *Options) {
		o.Service.(*fakeService).serve(pair(0)...)
		if change != nil {
			change(o)
		}
	}, test)
}

func TestConnectingLooksAgainWhenTheListIsOld(t *testing.T) {
	drivePair(t, nil, func(d *driver) {
		asked := d.service.asked
		d.press("g", "enter").expectLaunched("peerA")
		if d.service.asked != asked {
			t.Error("a fresh list was asked for again")
		}
		d.wait(5*time.Second).press("G", "enter").expectLaunched("peerA", "peerB")
		if d.service.asked != asked+1 {
			t.Errorf("asked %d times for an old list, want once", d.service.asked-asked)
		}
	})
}

func TestAHostThatWasTakenIsNotConnectedTo(t *testing.T) {
	drivePair(t, nil, func(d *driver) {
		d.service.serve(pair(1)...)
		d.wait(5*time.Second).press("g", "enter").expect("alpha was taken just now", "connect to beta").expectLaunched()
		d.press("n").expectLaunched() // meant for something else
		d.wait(misfireTime).press("n").expectLaunched("peerB")
	})
}

func TestAHostThatIsFullOffersWhatCanBeDone(t *testing.T) {
	drivePair(t, func(o *Options) { o.Service.(*fakeService).serve(pair(1)...) }, func(d *driver) {
		d.press("g", "enter").expect("alpha has no free seat", "connect to beta", "connect anyway").expectLaunched()
		d.press("enter").expectLaunched() // a key that was held for too long
		d.wait(misfireTime).press("enter").expectLaunched("peerB")
		d.press("g", "enter").wait(misfireTime).press("o").expectLaunched("peerB", "peerA")
	})
}

func TestAnOfflineHostOffersWhatCanBeDone(t *testing.T) {
	drivePair(t, nil, func(d *driver) {
		d.press("g")
		d.service.serve(pair(0)[1:]...)
		d.wait(30*time.Second).expect("⏎ what now?").press("enter").expect("alpha is offline", "connect to beta", "dismiss")
		d.wait(misfireTime).press("x").expectNot("gone").expectLaunched()
	})
}

// Whoever wants to connect does not want to hear of the network first.
func TestConnectingGoesOnWithoutAFreshLook(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(*driver)
		wait  time.Duration
		says  string
	}{
		"no answer":  {func(d *driver) { d.service.block = make(chan struct{}) }, checkTime, "no answer in time"},
		"a failure":  {func(d *driver) { d.service.fail(errors.New("out of luck")) }, 0, "could not be asked"},
		"incomplete": {func(d *driver) { d.service.page.HasMore = true }, 0, "incomplete"},
	} {
		t.Run(name, func(t *testing.T) {
			drivePair(t, nil, func(d *driver) {
				d.wait(3 * time.Second)
				c.spoil(d)
				d.press("g", "enter")
				if c.wait > 0 {
					d.expect("checking alpha").wait(c.wait - time.Millisecond).expectLaunched().wait(time.Millisecond)
				}
				d.expect("not re-checked", c.says).expectLaunched("peerA")
			})
		})
	}
}

func TestConnectingGoesOnWhenTheBudgetIsSpent(t *testing.T) {
	small := func(o *Options) { o.Poll = poll.Config{Interval: time.Minute, Budget: 9, Window: 5 * time.Minute} }
	drivePair(t, small, func(d *driver) {
		for range 10 {
			d.press("r")
		}
		asked := d.service.asked
		d.wait(3*time.Second).press("g", "enter").expect("not re-checked: the request budget").expectLaunched("peerA")
		if d.service.asked != asked {
			t.Error("more was asked than the budget allows")
		}
	})
}

func TestAConnectionIsCancelledWhileTheHostIsChecked(t *testing.T) {
	drivePair(t, nil, func(d *driver) {
		d.service.block = make(chan struct{})
		d.wait(3*time.Second).press("g", "enter").expect("checking alpha", "esc cancels").press("esc").expect("not connected")
		close(d.service.block)
		d.wait(time.Minute).expectLaunched()
	})
}

func TestConnectToAnyTakesTheFirstFreeHost(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.press("/").write("suite").press("enter", "a").expectLaunched("peerEdit1")
		d.press("esc", "/").write("den").press("enter", "a").expectLaunched("peerEdit1", "peerDen")
		d.press("esc", "/").write("suite-02").press("enter", "a").expect("no host that is listed has a free seat")
	})
}

func TestConnectToAnyGoesOnToTheNextWhenOneWasTaken(t *testing.T) {
	drivePair(t, nil, func(d *driver) {
		d.service.serve(pair(1)...)
		d.wait(5 * time.Second).press("a").expectLaunched("peerB")
	})
}

func TestConnectToAnyOfAGroup(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.press("b", "g").expectSelected("studio · anna").press("down", "down", "down", "down").expectSelected("studio · carla")
		d.press("left", "a").expectLaunched("peerRender7")
	})
}

func TestSeveralHostsAreConnectedToAtOnce(t *testing.T) {
	drivePair(t, nil, func(d *driver) {
		d.press("g", "tab", "tab").expect("2 marked", "⏎ connect to 2")
		d.press("enter").expect("Connect to 2 marked hosts with sample client?").expectLaunched()
		d.service.serve(pair(1)...)
		d.wait(5 * time.Second).press("y").expectLaunched("peerB").expect("1 connection started; alpha was taken").expectNot("marked")
	})
}

func TestAProgramThatTakesTheTerminalConnectsToOneHost(t *testing.T) {
	drivePair(t, func(o *Options) { o.Launching.Launchers[0].Mode = launch.ModeTerminal }, func(d *driver) {
		d.press("g", "tab", "tab", "enter").expect("takes the terminal: it connects to one host at a time").expectLaunched()
	})
}

func TestTheTaskbarShowsProgressWhileConnecting(t *testing.T) {
	drivePair(t, func(o *Options) { o.Progress = true }, func(d *driver) {
		if d.m.View().ProgressBar != nil {
			t.Error("there is progress of nothing")
		}
		if d.press("g", "enter"); d.m.View().ProgressBar == nil {
			t.Error("there is no progress while a launcher starts")
		}
		if d.status(launch.Status{State: launch.Running}); d.m.View().ProgressBar != nil {
			t.Error("there is progress after it has started")
		}
	})
	drivePair(t, nil, func(d *driver) {
		if d.press("g", "enter"); d.m.View().ProgressBar != nil {
			t.Error("a terminal that may not know it is sent progress")
		}
	})
}
