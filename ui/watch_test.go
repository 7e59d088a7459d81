package ui

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parsec-hosts/parsecapi"
)

func withBell(o *Options) { o.Watching.Bell = true }

// cursorOn moves the cursor to the row of a host.
func (d *driver) cursorOn(name string) *driver {
	d.t.Helper()
	for d.press("g"); ; d.press("down") {
		h, ok := d.model().selected()
		if ok && h.Name == name {
			return d
		}
		if d.model().list.cursor == len(d.model().list.rows)-1 {
			d.t.Fatalf("there is no row of %s:\n%s", name, d.screen())
		}
	}
}

// expectBells asserts how often the bell rang so far.
func (d *driver) expectBells(n int) *driver {
	d.t.Helper()
	if got := strings.Count(strings.Join(d.written, ""), "\a"); got != n {
		d.t.Fatalf("the bell rang %d times, want %d:\n%s", got, n, d.screen())
	}
	return d
}

// without leaves a host out of the list of samples.
func without(peerID string) []parsecapi.Host {
	var hosts []parsecapi.Host
	for _, h := range sampleHosts() {
		if h.PeerID != peerID {
			hosts = append(hosts, h)
		}
	}
	return hosts
}

func TestAWatchFiresOnceWhenItsHostComesOnline(t *testing.T) {
	drive(t, 120, 32, withBell, func(d *driver) {
		d.cursorOn("render-07").press("w").expect("◎ watching render-07", "◎● render-07").expectHeader("◎ 1")
		d.service.serve(without("peerRender7")...)
		d.wait(30 * time.Second).expect("went offline").expectBells(0)
		d.service.serve(sampleHosts()...)
		d.wait(8*time.Second).expect("◎ render-07 came online", "render-07 ◎").expectNot("▲ render-07").expectBells(1)
		d.wait(firedTime).expectNot("render-07 ◎").wait(10 * time.Minute).expectBells(1)
	})
}

func TestAWatchDoesNotFireForOtherHosts(t *testing.T) {
	drive(t, 120, 32, withBell, func(d *driver) {
		d.cursorOn("render-07").press("w")
		d.service.serve(without("peerRender10")...)
		d.wait(30 * time.Second)
		d.service.serve(append(sampleHosts(), host("peerNew", "new-1", "studio#zoe"))...)
		d.wait(30*time.Second).expect("▲ render-10 came online", "▲ new-1 came online").expectBells(0)
	})
}

// What is there when somebody begins to look has not come online.
func TestAWatchDoesNotFireOnTheFirstPage(t *testing.T) {
	remembered := func(o *Options) {
		withBell(o)
		o.Watching.Remember = true
		o.View.Watches = []Watch{{PeerID: "peerRender7"}, {PeerID: "peerNew"}, {Query: "den"}, {}}
	}
	drive(t, 120, 32, remembered, func(d *driver) {
		d.expectHeader("◎ 3").wait(time.Minute).expectBells(0)
		d.service.serve(append(sampleHosts(), host("peerNew", "new-1", "studio#zoe"))...)
		d.wait(8 * time.Second).expect("◎ new-1 came online").expectBells(1)
	})
}

func TestAWatchDoesNotFireWhileTheListIsStale(t *testing.T) {
	drive(t, 120, 32, withBell, func(d *driver) {
		d.cursorOn("render-07").press("w")
		d.service.serve(without("peerRender7")...)
		d.wait(30 * time.Second)
		d.service.fail(errors.New("out of luck"))
		d.wait(5 * time.Minute).expectBells(0)
		d.service.serve(sampleHosts()...)
		d.wait(time.Minute).expectBells(1)
	})
}

// Beyond the end of an incomplete page, a host may have been there all the time.
func TestAWatchDoesNotFireOnAGuess(t *testing.T) {
	drive(t, 120, 32, withBell, func(d *driver) {
		d.press("/").write("new").press("enter", "w", "f", "esc")
		d.service.page.HasMore = true
		d.wait(8 * time.Second)
		d.service.serve(append(sampleHosts(), host("peerNew", "new-1", "studio#zoe"))...)
		d.wait(time.Minute).expect("new-1").expectBells(0)
	})
}

func TestAWatchFiresWhenAFullHostGetsAFreeSeat(t *testing.T) {
	seats := func(n, of int) []parsecapi.Host {
		return []parsecapi.Host{host("peerA", "alpha", "studio#anna", guests(n, of))}
	}
	untold := host("peerA", "alpha", "studio#anna", func(h *parsecapi.Host) {
		h.Metadata.Players, h.Metadata.MaxPlayers = parsecapi.Count{}, parsecapi.Count{}
	})
	drive(t, 120, 32, func(o *Options) { withBell(o); o.Service.(*fakeService).serve(seats(2, 2)...) }, func(d *driver) {
		d.press("g", "w")
		d.service.serve(seats(1, 2)...)
		d.wait(8*time.Second).expect("◎ alpha has a free seat", "alpha ◎").expectBells(1)
		d.service.serve(seats(0, 2)...)
		d.wait(8 * time.Second).expectBells(1)
		d.service.serve(seats(2, 2)...)
		d.wait(8 * time.Second)
		d.service.serve(untold)
		d.wait(8 * time.Second).expectBells(1)
	})
}

// The service may list a host that it calls offline, seats and all.
func TestASeatOfAHostThatIsOfflineIsNotFree(t *testing.T) {
	offline := func(h *parsecapi.Host) { h.Metadata.Online = parsecapi.No }
	seats := func(n int) parsecapi.Host { return host("peerA", "alpha", "studio#anna", guests(n, 1), offline) }
	drive(t, 120, 32, func(o *Options) { withBell(o); o.Service.(*fakeService).serve(seats(1)) }, func(d *driver) {
		d.press("g", "w")
		d.service.serve(seats(0))
		d.wait(8 * time.Second).expectBells(0)
	})
}

func TestAHostThatComesBackWithAFreeSeatIsToldOnce(t *testing.T) {
	drive(t, 120, 32, func(o *Options) { withBell(o); o.Service.(*fakeService).serve(pair(1)...) }, func(d *driver) {
		d.press("g", "w")
		d.service.serve(pair(1)[1:]...)
		d.wait(30 * time.Second)
		d.service.serve(pair(0)...)
		d.wait(8*time.Second).expect("◎ alpha came online").expectNot("has a free seat", "seats 0/1").expectBells(1)
	})
}

func TestTheSignOfAWatchFadesByItself(t *testing.T) {
	drive(t, 120, 32, func(o *Options) { rarely(o); o.Service.(*fakeService).serve(pair(1)...) }, func(d *driver) {
		d.press("g", "w")
		d.service.serve(pair(0)...)
		d.press("r").expect("alpha ◎").wait(firedTime - time.Millisecond).expect("alpha ◎").wait(time.Millisecond).expectNot("alpha ◎")
	})
}

func TestAFilterIsWatchedForWhatItWillFind(t *testing.T) {
	drive(t, 120, 32, withBell, func(d *driver) {
		d.press("/").write("mac").press("enter").expect("esc clears it")
		d.press("w").expect("whatever the filter finds", "all that match mac").expectNot("this host")
		d.press("f").expect("◎ watching all that match mac").press("esc").expectHeader("◎ 1")
		d.service.serve(append(sampleHosts(), host("peerNew", "new-1", "studio#zoe"), host("peerMac", "build-mac-03", "studio#zoe"))...)
		d.wait(8*time.Second).expect("◎ build-mac-03 came online", "▲ new-1 came online").expectBells(1)
	})
}

func TestAWatchedFilterAsksForWhatAFilterCan(t *testing.T) {
	drive(t, 120, 32, withBell, func(d *driver) {
		d.press("/").write("is:new !mode:game").press("enter", "w", "f", "esc")
		d.service.serve(append(sampleHosts(), host("p1", "new-1", "studio#zoe"), host("p2", "new-2", "studio#zoe", func(h *parsecapi.Host) { h.Metadata.Mode = "game" }))...)
		d.wait(8*time.Second).expect("◎ new-1 came online", "▲ new-2 came online").expectBells(1)
	})
}

// It would find more than what was meant.
func TestAFilterThatIsNotUnderstoodIsNotWatched(t *testing.T) {
	old := func(o *Options) {
		o.Watching.Remember = true
		o.View.Watches = []Watch{{Query: "is:nonsense"}}
	}
	drive(t, 120, 32, old, func(d *driver) {
		d.expectNot("◎ 1").press("/").write("den is:nonsense").press("enter", "w").expect("watching den-pc").expectHeader("◎ 1")
	})
}

func TestWithAFilterThereIsAChoiceOfWhatToWatch(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.press("/").write("render").press("enter").cursorOn("render-07")
		d.press("w", "w").expect("watching render-07").press("w").expectNot("this host").expect("◎ render-07", "take off")
		d.press("down").wait(misfireTime).press("enter").expect("no longer watching render-07", "this host")
		d.press("esc").expectNot("this host").expectNot("◎ 1")
	})
}

func TestTheBellRingsOnceForAPage(t *testing.T) {
	drive(t, 120, 32, withBell, func(d *driver) {
		d.press("/").write("new").press("enter", "w", "f", "esc")
		d.service.serve(append(sampleHosts(), host("p1", "new-1", "studio#zoe"), host("p2", "new-2", "studio#zoe"), host("p3", "new-3", "studio#zoe"))...)
		d.wait(8*time.Second).expect("◎ new-1", "◎ new-2", "◎ new-3 came online").expectBells(1)
	})
}

func TestWithoutABellNothingIsWritten(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.press("/").write("new").press("enter", "w", "f", "esc")
		d.service.serve(append(sampleHosts(), host("p1", "new-1", "studio#zoe"))...)
		d.wait(8 * time.Second).expect("◎ new-1 came online")
		if len(d.written) > 0 {
			t.Errorf("written: %q", d.written)
		}
	})
}

func TestTheSameKeyTakesTheWatchOff(t *testing.T) {
	drive(t, 120, 32, withBell, func(d *driver) {
		d.press("L").expect("nothing is watched")
		d.cursorOn("render-07").press("w", "w").expect("no longer watching render-07").expectNot("◎")
		d.service.serve(without("peerRender7")...)
		d.wait(30 * time.Second)
		d.service.serve(sampleHosts()...)
		d.wait(30 * time.Second).expectBells(0)
	})
}

func TestMarkedHostsAreWatchedTogether(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.press("g", "tab", "tab", "w").expect("watching 2 hosts").expectHeader("◎ 2")
		d.press("tab", "w").expect("watching 3 hosts").expectHeader("◎ 3").press("w").expect("no longer watching 3 hosts")
	})
}

func TestAllThatIsWatchedIsListedAndTakenOff(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.cursorOn("render-07").press("w").cursorOn("edit-suite-02").press("W")
		d.press("L").expect("◎ render-07", "◷ connect to edit-suite-02").wait(misfireTime)
		d.press("enter").expectNot("◎ render-07").expect("◷ connect to edit-suite-02").expectHeader("◎ 1")
		d.press("enter").expectNot("take off", "◎", "nothing matches")
	})
}

// keptViews remembers what it is told to.
type keptViews struct{ views []View }

func (k *keptViews) Save(v View) error {
	k.views = append(k.views, v)
	return nil
}

func TestWatchesAreRememberedOnlyWhenAskedTo(t *testing.T) {
	for remember, want := range map[bool][]Watch{true: {{PeerID: "peerRender7"}, {Query: "mac"}}, false: nil} {
		kept := &keptViews{}
		options := func(o *Options) {
			o.Memory, o.Watching.Remember = kept, remember
			o.View.Watches = []Watch{{PeerID: "peerRender7"}}
		}
		drive(t, 120, 32, options, func(d *driver) {
			d.press("/").write("mac").press("enter", "w", "f", "esc", "s").wait(time.Second)
			if diff := cmp.Diff(want, kept.views[len(kept.views)-1].Watches); diff != "" {
				t.Errorf("remember %v: %s", remember, diff)
			}
		})
	}
}
