package ui

import (
	"errors"
	"testing"
	"time"

	"parsec-hosts/internal/launch"
)

// rarely makes polls so rare that they cannot be what redraws an age.
func rarely(o *Options) { o.Poll.Interval = time.Hour }

// Each age is alone on its screen, or the others are so old that they stand still: nothing else
// would redraw it.
func TestEveryAgeGrowsByItself(t *testing.T) {
	for _, c := range []struct {
		name          string
		width, height int
		change        func(*Options)
		scene         func(*driver)
		wait          time.Duration
		want          string
	}{
		{"of a host in the table", 120, 32, rarely, func(d *driver) { d.press("i") }, 35 * time.Minute, ">35m"},
		{"of the selected host where there is no table", 50, 12, rarely, func(d *driver) { d.press("i") }, 35 * time.Minute, "at least 35m"},
		{"of a host beside an older one", 120, 32, rarely, func(d *driver) {
			d.wait(3 * time.Hour)
			d.service.serve(append(sampleHosts(), host("peerNew", "new-1", "studio#zoe"))...)
			d.press("r", "g")
		}, 35 * time.Minute, "  35m"},
		{"of a connection", 120, 32, rarely, func(d *driver) {
			d.wait(72*time.Hour).press("space").wait(72*time.Hour).press("g", "enter")
			d.status(launch.Status{State: launch.Running, PID: 42, Changed: d.model().now})
		}, 35 * time.Second, "running 30s"},
		{"of a paused list", 120, 32, nothingRarely, func(d *driver) { d.press("space") }, 5 * time.Minute, "paused 5m"},
		{"of a stale list", 120, 32, nothingRarely, func(d *driver) {
			d.service.fail(errors.New("out of luck"))
			d.press("r")
			d.service.block = make(chan struct{}) // Nothing is counted down then.
			d.press("r")
		}, 5 * time.Minute, "is stale for 5m"},
		{"of an answer that hangs", 120, 32, nothing, func(d *driver) { d.service.block = make(chan struct{}) }, 5 * time.Minute, "live, 5m old"},
		{"of a wait", 120, 32, nothing, func(d *driver) {
			d.service.fail(errors.New("out of luck"))
			d.press("r")
		}, 3 * time.Second, "next try in 5s"},
	} {
		t.Run(c.name, func(t *testing.T) {
			drive(t, c.width, c.height, c.change, func(d *driver) {
				c.scene(d)
				d.wait(c.wait).expect(c.want)
			})
		})
	}
}

// nothing serves an empty list, which has no ages of hosts.
func nothing(o *Options) { o.Service.(*fakeService).serve() }

func nothingRarely(o *Options) { nothing(o); rarely(o) }

func TestAWaitForAnAnswerIsNotDrawnEverySecond(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.service.fail(errors.New("out of luck"))
		d.wait(7 * time.Second)
		d.service.block = make(chan struct{})
		d.wait(10 * time.Second).expect("asking again…")
		before := d.model().clockSeq
		d.wait(50 * time.Second)
		if timers := d.model().clockSeq - before; timers > 10 {
			t.Errorf("%d timers in less than a minute", timers)
		}
	})
}

// Every timer costs a drawn frame when it fires, so that there must not be one per message.
func TestOneTimerIsEnough(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		before := d.model().clockSeq
		for range 50 {
			d.press("down", "up")
		}
		for range 50 {
			d.send(clockMsg{seq: before - 1}) // a timer that was replaced
			d.settle()
		}
		if timers := d.model().clockSeq - before; timers > 0 {
			t.Errorf("%d timers were armed, although one was running", timers)
		}
	})
}

// A monotonic clock stands still while a computer sleeps: after a night, a host would be as young
// as the evening before.
func TestAgesAreToldByTheWallClock(t *testing.T) {
	now := time.Now() // The clock of a synctest bubble has no monotonic reading.
	drive(t, 120, 32, func(o *Options) { o.Now = func() time.Time { return now } }, func(d *driver) {
		if got := d.model().now; got != now.Round(0) {
			t.Errorf("%v has a monotonic reading", got)
		}
	})
}
