package ui

import (
	"testing"
	"time"

	"parsec-hosts/internal/launch"
)

// ownActions has a program with a key, and one that only the action menu offers.
func ownActions(o *Options) {
	o.Actions = []UserAction{
		{Key: "N", Launcher: launch.Launcher{Name: "wake", Command: []string{"/bin/sh", "{peer_id}", "{external_id}"}, NeedsFields: true}},
		{Launcher: launch.Launcher{Name: "open ticket", Command: []string{"/bin/sh", "{name}"}, NeedsFields: true}},
	}
}

func TestAnActionOfOnesOwnRunsForTheHost(t *testing.T) {
	drive(t, 160, 32, ownActions, func(d *driver) {
		d.press("g").expect("N wake").press("N").expectLaunched("peerDen").expect("den-pc  wake")
		if got, want := d.launched[0].String(), "/bin/sh peerDen dan"; got != want {
			t.Errorf("would run %s, want %s", got, want)
		}
		d.status(launch.Status{State: launch.Ended, Launcher: "wake", ExitCode: 3, LastLine: "no such host"}).expect("no such host")
		d.press(":").write("ticket").wait(misfireTime).press("enter").expectLaunched("peerDen", "peerDen")
	})
}

// It is no connection: neither is a second one asked about, nor is it among the recent ones.
func TestAnActionOfOnesOwnIsNoConnection(t *testing.T) {
	drive(t, 120, 32, ownActions, func(d *driver) {
		d.press("g", "N").press("v", "v", "v", "v").expect("only recent", "0 of 6").press("esc")
		d.press("g", "enter").expectLaunched("peerDen", "peerDen")
	})
}

func TestAnActionOfOnesOwnRunsForEveryMarkedHostAndForOfflineOnes(t *testing.T) {
	drive(t, 120, 32, ownActions, func(d *driver) {
		d.press("g", "tab", "tab")
		d.service.serve(sampleHosts()[1:]...)
		d.wait(20 * time.Second).expect("gone").press("N")
		if len(d.launched) != 2 {
			t.Errorf("ran for %d hosts, want 2", len(d.launched))
		}
	})
}

func TestAFieldThatAnActionNeedsIsMissed(t *testing.T) {
	drive(t, 120, 32, ownActions, func(d *driver) {
		d.service.serve(host("peerOdd", "odd-one", ""))
		d.wait(20*time.Second).press("/").write("odd").press("enter", "N").expect("this host has no external_id").expectLaunched()
	})
}

func TestActionsOfOnesOwnAreInTheHelpAndBlockedWhereNothingIsStarted(t *testing.T) {
	drive(t, 120, 45, func(o *Options) { ownActions(o); o.ReadOnly = true }, func(d *driver) {
		d.press("?").expect("Your own", "wake (read-only: nothing is started from here)").press("esc", "N").expectLaunched()
	})
}

func TestAKeyHeldDownStartsAProgramOnce(t *testing.T) {
	drive(t, 120, 32, ownActions, func(d *driver) {
		d.press("g", "N", "N", "N").expect("wake is running for den-pc already").expectLaunched("peerDen")
		d.status(launch.Status{State: launch.Ended, Launcher: "wake"}).press("N").expectLaunched("peerDen", "peerDen")
	})
}
