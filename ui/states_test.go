package ui

import (
	"errors"
	"strings"
	"testing"
	"time"
)

// TestTheBannerSaysWhatComesNext is about the two ends of the line that tells of a failure.
func TestTheBannerSaysWhatComesNext(t *testing.T) {
	luck := errors.New("out of luck")
	for _, c := range []struct {
		err       error
		then      func(*driver)
		what, end string
	}{
		{luck, func(*driver) {}, "◐ out of luck", "next try in 8s"},
		{luck, func(d *driver) { d.wait(5 * time.Second) }, "◐ out of luck", "next try in 3s"},
		{luck, func(d *driver) { d.press("space") }, "◐ out of luck", "paused"},
		{luck, func(d *driver) { d.service.block = make(chan struct{}); d.press("r") }, "◐ out of luck", "asking again…"},
		{refused{}, func(*driver) {}, "✗ the service refused two sessions in a row", "r tries again"},
	} {
		t.Run(c.end, func(t *testing.T) {
			drive(t, 120, 32, nil, func(d *driver) {
				d.service.fail(c.err)
				d.wait(7 * time.Second)
				c.then(d)
				line := strings.TrimSpace(strings.Split(d.screen(), "\n")[2])
				if !strings.HasPrefix(line, c.what) || !strings.HasSuffix(line, "  "+c.end) {
					t.Errorf("the banner is %q, want %q and %q", line, c.what, c.end)
				}
			})
		})
	}
}

func TestAnEmptyListSaysWhy(t *testing.T) {
	for _, c := range []struct {
		name  string
		scene func(*driver)
		want  string
	}{
		{"no hosts", func(d *driver) {}, "The service lists no hosts for this session."},
		{"failed", func(d *driver) { d.service.fail(errors.New("out of luck")); d.wait(2 * time.Minute) }, "The list was empty and is stale for 2m."},
		{"signed out", func(d *driver) { d.service.fail(refused{}); d.press("r") }, "Not signed in. r tries again."},
	} {
		t.Run(c.name, func(t *testing.T) {
			drive(t, 120, 32, nothing, func(d *driver) { c.scene(d); d.expect(c.want) })
		})
	}
}

func TestSignedOutTheFooterOffersWhatHelps(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.service.fail(refused{})
		d.press("r").wait(toastTime).expect("r try again   ? help   q quit").expectNot("connect ", "space pause")
		d.press("space").expect("not signed in: r tries again")
	})
}

func TestWelcomeEnds(t *testing.T) {
	for _, key := range []string{"q", "esc", "ctrl+c"} {
		t.Run(key, func(t *testing.T) {
			drive(t, 100, 30, func(o *Options) { o.Service, o.Welcome = nil, &Welcome{} }, func(d *driver) {
				if d.press(key); !d.quit || d.model().Outcome() != Quit {
					t.Errorf("quit %v, outcome %v", d.quit, d.model().Outcome())
				}
			})
		})
	}
}

func TestWelcomeScrolls(t *testing.T) {
	drive(t, 40, 10, func(o *Options) { o.Service, o.Welcome = nil, &Welcome{ConfigPath: "/the/file"} }, func(d *driver) {
		d.expect("Welcome.").expectNot("/the/file").press("G").expect("/the/file").expectNot("Welcome.")
		if d.press("g").expect("Welcome."); d.quit {
			t.Error("a key that scrolls ended the dashboard")
		}
	})
}
