package ui

import (
	"slices"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"parsec-hosts/internal/connection"
	"parsec-hosts/internal/launch"
)

// asksSecret has a launcher that hands a host's secret on.
func asksSecret(o *Options) {
	l := &o.Launching.Launchers[0]
	l.AskSecret, l.Session = true, launch.HandStdin
}

func (d *driver) expectSecrets(secrets ...string) *driver {
	d.t.Helper()
	if !slices.Equal(d.secrets, secrets) {
		d.t.Fatalf("handed on were %q, want %q", d.secrets, secrets)
	}
	return d
}

func TestTheSecretIsAskedForAndNeverShown(t *testing.T) {
	drive(t, 80, 24, asksSecret, func(d *driver) {
		d.press("g", "enter").expect("secret of den-pc: (none)").press("enter").expectLaunched() // a key that was held for too long
		d.wait(misfireTime).write("hush q?").expectNot("hush").expect("den-pc: ••••••• ").press("backspace").expect("den-pc: •••••• ")
		d.press("enter").expectLaunched("peerDen").expectSecrets("hush q").expectNot("hush", "secret of")
		d.press("t").expectNot("hush")
		if text := d.model().secret.typed.text(); text != "" {
			t.Errorf("%q is kept", text)
		}
	})
}

func TestAHostMayHaveNoSecret(t *testing.T) {
	drive(t, 80, 24, asksSecret, func(d *driver) {
		d.press("g", "enter").wait(misfireTime).press("enter").expectLaunched("peerDen").expectSecrets("")
	})
}

func TestWhoKeepsTheSecretIsNotConnected(t *testing.T) {
	drive(t, 80, 24, asksSecret, func(d *driver) {
		d.press("g", "enter").write("hush").press("esc").expect("not connected").wait(time.Minute).expectLaunched()
		d.press("enter").expect("(none)") // nothing is left of it
	})
}

func TestASecretIsPastedAsItIs(t *testing.T) {
	drive(t, 80, 24, asksSecret, func(d *driver) {
		d.press("g", "enter").wait(misfireTime)
		d.send(tea.PasteMsg{Content: "né 東京\u202e\n"})
		d.press("enter").expectSecrets("né 東京\u202e")
	})
}

func TestSeveralHostsAreAskedForTheirSecretOnce(t *testing.T) {
	drive(t, 80, 24, asksSecret, func(d *driver) {
		d.press("g", "tab", "tab", "enter", "y").expect("secret of 2 hosts").wait(misfireTime).write("x").press("enter")
		d.expectSecrets("x", "x").expectNot("secret of")
	})
}

func TestASecretIsAskedForAnew(t *testing.T) {
	drive(t, 80, 24, asksSecret, func(d *driver) {
		d.recorded = true
		d.press("g", "enter").wait(misfireTime).write("x").press("enter").report(0, noRoom(connection.Ended))
		d.press("R").expect("secret of den-pc: (none)").wait(misfireTime).write("z").press("enter").expectSecrets("x", "z")
	})
}

// Nothing else is started while somebody types, and the profile stays.
func TestASecretHasTheKeyboardToItself(t *testing.T) {
	drive(t, 120, 32, asksSecret, func(d *driver) {
		d.press("g", "enter").write("qW?/").expect("••••").expectNot("filter │")
		if why := launchBlocked(d.model()); why == "" {
			t.Error("another launcher could be started")
		}
		d.press("ctrl+c")
		if !d.quit {
			t.Error("there is no way out")
		}
	})
}
