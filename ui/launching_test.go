package ui

import (
	"strings"
	"testing"
	"time"

	"parsec-hosts/internal/launch"
	"parsec-hosts/parsecapi"
)

func TestAPeerIDThatIsNoneIsNotLaunched(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.service.serve(host("no peer ID", "odd-one", "studio#anna"))
		d.wait(20*time.Second).press("/").write("odd").press("enter", "enter")
		d.expect("the peer ID of odd-one is not one that ParsecClientConnect accepts").expectLaunched()
	})
}

// TestEnterMayComeTooEarly presses the key at the last moment in which it may have been meant for
// what the row showed before, and just after.
func TestEnterMayComeTooEarly(t *testing.T) {
	twins := func(first string) []parsecapi.Host {
		return []parsecapi.Host{host("peerA", first, "studio#anna"), host("peerB", "twin", "studio#anna")}
	}
	one := func(change ...func(*parsecapi.Host)) []parsecapi.Host {
		return []parsecapi.Host{host("peerA", "twin", "studio#anna", change...)}
	}
	for _, c := range []struct {
		name          string
		before, after []parsecapi.Host
		want          string
	}{
		{"another name", one(), []parsecapi.Host{host("peerA", "twin-2", "studio#anna")}, "peerA"},
		{"another user", one(), []parsecapi.Host{host("peerA", "twin", "studio#boris")}, "peerA"},
		{"a seat is free again", one(guests(1, 1)), one(guests(0, 1)), "peerA"},
		{"another host that looks the same", twins("twin"), twins("renamed"), "peerB"},
	} {
		t.Run(c.name, func(t *testing.T) {
			drive(t, 120, 32, func(o *Options) { o.Service.(*fakeService).serve(c.before...) }, func(d *driver) {
				d.press("/").write("twin").press("enter").expectSelected("twin")
				d.service.serve(c.after...)
				d.wait(7*time.Second + misfireTime - time.Millisecond).press("enter")
				d.expect("changed under the cursor just now").expectLaunched()
				d.press("n").wait(time.Millisecond).press("enter").expectLaunched(c.want)
			})
		})
	}
	if misfireTime < 200*time.Millisecond {
		t.Errorf("%v is less than people need to hold a key back", misfireTime)
	}
}

// While the question is asked, the list goes on: the filter no longer lets the host through, and
// the cursor is on another.
func TestTheAnswerIsForTheHostThatWasAskedAbout(t *testing.T) {
	self := func(h *parsecapi.Host) { h.Metadata.Self = parsecapi.Yes }
	busy := []parsecapi.Host{host("peerA", "busy-a", "studio#anna", self), host("peerB", "busy-b", "studio#boris")}
	drive(t, 120, 32, func(o *Options) { o.Service.(*fakeService).serve(busy...) }, func(d *driver) {
		d.press("/").write("busy").press("enter", "enter").expect("busy-a is this very computer")
		renamed := host("peerA", "elsewhere", "studio#anna", self)
		d.service.serve(renamed, busy[1])
		d.wait(10 * time.Second).expectSelected("busy-b").press("y").expectLaunched("peerA")
	})
}

func TestALauncherIsGivenTheHost(t *testing.T) {
	command := func(o *Options) {
		o.Launching.Launchers[0].Command = []string{"/bin/sh", "{peer_id}", "{name}", "{user_name}", "{external_id}"}
	}
	drive(t, 120, 32, command, func(d *driver) {
		d.press("g", "down", "enter").expectLaunched("peerEdit1")
		if got, want := d.launched[0].String(), "/bin/sh peerEdit1 edit-suite-01 'studio#anna' anna"; got != want {
			t.Errorf("would run %s, want %s", got, want)
		}
	})
}

func TestTheSessionIsGivenToWhoNeedsIt(t *testing.T) {
	needs := func(o *Options) {
		o.Launching.Launchers[0] = launch.Launcher{Name: "sample client", Command: []string{"/bin/sh", "{peer_id}", "session={session_id}"},
			Session: launch.HandArgv, AllowSessionInArguments: true}
	}
	drive(t, 120, 32, needs, func(d *driver) {
		d.press("g", "enter").expectLaunched("peerDen")
		masked := parsecapi.NewSecret(canary).Masked()
		if line := d.launched[0].String(); !strings.Contains(line, "session="+masked) || strings.Contains(line, canary) {
			t.Errorf("would run %s, want the session in it as %s", line, masked)
		}
	})
}

func TestTheSessionIsGivenToNobodyElse(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		_, plan := d.model().launchAll([]string{"peerDen"})
		if planned := plan().(launchPlannedMsg); !planned.target.SessionID.IsZero() {
			t.Error("a launcher that needs no session was given one")
		}
		d.press("space").wait(8 * 24 * time.Hour).expect("session expired")
		d.press("g", "enter").expectLaunched("peerDen")
	})
}

func TestTheTerminalIsForTerminalLaunchers(t *testing.T) {
	for mode, background := range map[launch.Mode]int{launch.ModeTerminal: 0, launch.ModeBackground: 1} {
		t.Run(string(mode), func(t *testing.T) {
			drive(t, 120, 32, func(o *Options) { o.Launching.Launchers[0].Mode = mode }, func(d *driver) {
				d.press("g", "enter").expectLaunched("peerDen")
				if len(d.running) != background {
					t.Errorf("%d programs run in the background, want %d", len(d.running), background)
				}
			})
		})
	}
}

func TestTheNextLauncherIsTheNextOne(t *testing.T) {
	three := func(o *Options) {
		first := o.Launching.Launchers[0]
		for _, name := range []string{"second client", "third client"} {
			next := first
			next.Name = name
			o.Launching.Launchers = append(o.Launching.Launchers, next)
		}
	}
	drive(t, 120, 32, three, func(d *driver) {
		d.press("g")
		for i, name := range []string{"second client", "third client", "sample client"} {
			d.press("l").expect("now connects with "+name).press("enter", "y")
			if len(d.launched) != i+1 || d.launched[i].Launcher() != name {
				t.Fatalf("after %d times the launchers used are %v, want %s", i+1, d.launched, name)
			}
		}
	})
}

func TestEnterUsesTheConfiguredLauncher(t *testing.T) {
	second := func(o *Options) {
		l := o.Launching.Launchers[0]
		l.Name = "second client"
		o.Launching.Launchers, o.Launching.Default = append(o.Launching.Launchers, l), 1
	}
	drive(t, 120, 32, second, func(d *driver) {
		d.press("g", "enter").expectLaunched("peerDen").expect("den-pc  second client")
	})
}
