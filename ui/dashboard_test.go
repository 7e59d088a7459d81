package ui

import (
	"errors"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"parsec-hosts/internal/launch"
	"parsec-hosts/parsecapi"
)

func TestTheCursorStaysOnItsHostThroughEveryReload(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.press("g", "down", "down").expectSelected("edit-suite-02")
		hosts := append([]parsecapi.Host{host("a1", "aaa-first", "studio#zoe"), host("a2", "aab-second", "studio#zoe")}, sampleHosts()...)
		d.service.serve(hosts...)
		d.wait(8 * time.Second).expect("aaa-first came online").expectSelected("edit-suite-02")
		// Renamed to the end of the list, it is still the same host.
		hosts[3].Name = "zz-edit"
		d.service.serve(hosts...)
		d.wait(8 * time.Second).expectSelected("zz-edit")
		d.press("y")
		if d.copied != "peerEdit2" {
			t.Errorf("copied %q", d.copied)
		}
	})
}

func TestEnterLaunchesTheHostUnderTheCursor(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.press("G", "up", "up").expectSelected("render-07").press("enter").expectLaunched("peerRender7")
		d.expect("starting")
		d.status(launch.Status{State: launch.Running, PID: 42, Changed: d.model().now}).expect("running")
		d.wait(2 * time.Minute).expect("running 2m").expect("live")
		d.status(launch.Status{State: launch.Ended, ExitCode: 3, LastLine: "no such session", Launcher: "sample client"})
		d.expect("render-07: sample client ended with exit code 3: no such session").expectNot("running 2m")
	})
}

func TestATerminalLauncherComesBackToAFreshList(t *testing.T) {
	terminal := func(o *Options) { o.Launching.Launchers[0].Mode = launch.ModeTerminal }
	drive(t, 120, 32, terminal, func(d *driver) {
		d.press("g", "enter").expectLaunched("peerDen")
		asked := d.service.asked
		d.send(terminalEndedMsg{host: "den-pc", status: launch.Status{State: launch.Ended, ExitCode: 1, Launcher: "sample client"}})
		d.settle()
		d.expect("den-pc: sample client ended with exit code 1")
		if d.service.asked != asked+1 {
			t.Errorf("asked %d times after the terminal came back", d.service.asked-asked)
		}
	})
}

func TestALauncherThatCannotStartIsAMessage(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.startErr = errors.New("no more processes")
		d.press("enter").expect("den-pc: no more processes").expect("edit-suite-01")
	})
}

func TestEnterAsksBeforeConnectingToThisComputer(t *testing.T) {
	drive(t, 120, 32, ownComputer, func(d *driver) {
		const question = "is this very computer"
		d.press("g", "enter").expect(question).expectLaunched()
		d.press("enter").expect(question).expectLaunched()
		d.press("n").expectNot(question).expectLaunched()
		d.press("enter", "y").expectLaunched("mine")
	})
}

// ownComputer puts this very computer before the other hosts.
func ownComputer(o *Options) {
	self := func(h *parsecapi.Host) { h.Metadata.Self = parsecapi.Yes }
	o.Service.(*fakeService).serve(append([]parsecapi.Host{host("mine", "a-pc", "studio#anna", self)}, sampleHosts()...)...)
}

func TestEnterAsksWhenTheRowChangedJustBefore(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.press("g").expectSelected("den-pc")
		hosts := sampleHosts()
		hosts[4].Name = "den-pc-renamed"
		d.service.serve(hosts...)
		d.wait(7 * time.Second).expect("den-pc-renamed")
		d.press("enter").expect("changed under the cursor just now").expectLaunched()
		d.press("n").wait(time.Second).press("enter").expectLaunched("peerDen")
	})
}

func TestEnterAsksBeforeASecondConnection(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.press("g", "enter", "enter").expect("has a connection from here already").expectLaunched("peerDen")
		d.press("y").expectLaunched("peerDen", "peerDen")
	})
}

func TestConnectionsThatHaveNoRoomAreCounted(t *testing.T) {
	drive(t, 80, 16, nil, func(d *driver) {
		for range 5 {
			d.press("g", "enter", "y")
		}
		d.press("esc").expect("4 connections", "starting")
	})
}

func TestAHostThatLeavesDuringTheQuestionIsNotLaunched(t *testing.T) {
	drive(t, 120, 32, ownComputer, func(d *driver) {
		d.press("g", "enter").expect("this very computer")
		d.service.serve(sampleHosts()...)
		d.wait(30 * time.Second).press("y").expect("a-pc has gone offline").expectLaunched()
	})
}

func TestALongMessageIsShownWhole(t *testing.T) {
	drive(t, 50, 16, nil, func(d *driver) {
		d.startErr = errors.New("the program was not found anywhere on this computer, which is a pity: install it or correct its name")
		d.press("g", "enter").expect("correct its name")
		checkFits(t, d.screen(), 50, 16)
	})
}

func TestHelpScrollsToItsEnd(t *testing.T) {
	drive(t, 50, 12, nil, func(d *driver) {
		d.press("?").expectNot("guests of seats").press("G").expect("guests of seats").press("g").expect("connect").press("esc").expect("den-pc")
	})
}

// Somebody who presses Enter twice at the shell's prompt did not choose the first host.
func TestAHostThatHasJustAppearedIsAskedFor(t *testing.T) {
	drive(t, 120, 32, func(o *Options) { o.Service.(*fakeService).serve() }, func(d *driver) {
		d.service.serve(sampleHosts()...)
		d.press("r", "enter").expect("changed under the cursor just now").expectLaunched()
	})
}

func TestAKeyIsAChoice(t *testing.T) {
	drive(t, 120, 32, func(o *Options) { o.Service.(*fakeService).serve() }, func(d *driver) {
		d.service.serve(sampleHosts()...)
		d.press("r", "down", "enter").expectLaunched("peerEdit1")
	})
}

func TestEnterMeantForAProgramThatHadTheTerminalAsksFirst(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.send(terminalEndedMsg{host: "den-pc", status: launch.Status{State: launch.Ended, Launcher: "sample client"}})
		d.press("enter").expect("changed under the cursor just now").expectLaunched()
	})
}

func TestAnExpiredSessionIsNotHandedOver(t *testing.T) {
	needs := func(o *Options) { o.Launching.Launchers[0].Session = launch.HandStdin }
	drive(t, 120, 32, needs, func(d *driver) {
		d.press("space").wait(8 * 24 * time.Hour)
		d.press("enter").expect("the session has expired").expectLaunched()
	})
}

func TestAKeyThatCannotActSaysWhyAndLeavesTheFooter(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		hosts := sampleHosts()
		d.service.serve(hosts[1:]...)
		d.press("/").write("edit-suite-01").press("enter").expectSelected("edit-suite-01")
		d.wait(20*time.Second).expect("gone").expectNot("⏎ connect", "l next launcher")
		d.press("l").expect("no other launcher").press("x").expect("0 of 5")
	})
}

func TestNoLauncherIsSaid(t *testing.T) {
	drive(t, 120, 32, func(o *Options) { o.Launching = Launching{} }, func(d *driver) {
		d.press("enter").expect("no launcher is configured")
	})
}

func TestTheFilter(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.press("/").write("RENDER").expect("0 of 6", "6 hosts hidden by the filter")
		d.press("esc").expectNot("hidden")
		d.press("/").write("carla 07").expect("1 of 6").expectSelected("render-07").expectNot("edit-suite")
		d.press("enter").expect("/ carla 07", "1 of 6")
		d.press("enter").expectLaunched("peerRender7")
		d.wait(time.Minute).expect("/ carla 07")
		d.press("esc").expect("edit-suite-01").expectSelected("render-07")
	})
}

func TestThePasteGoesIntoTheFilterAsOneLine(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.press("/")
		d.send(tea.PasteMsg{Content: "edit\x1b[2J\n-suite"})
		d.settle()
		checkInert(t, d.m.View())
		d.expect("edit[2J-suite")
	})
}

func TestCopyingSaysWhatWasSentWhere(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.press("g", "y").expect("peerDen sent to the terminal's clipboard")
	})
	clipboard := &fakeClipboard{}
	drive(t, 120, 32, func(o *Options) { o.Clipboard = clipboard }, func(d *driver) {
		d.press("g", "y").expect("peerDen sent to the test's clipboard")
		if clipboard.text != "peerDen" || d.copied != "" {
			t.Errorf("copied %q natively and %q by the terminal", clipboard.text, d.copied)
		}
		clipboard.err = errors.New("tmux is gone")
		d.press("y").expect("peerDen sent to the terminal's clipboard (tmux is gone)")
		if d.copied != "peerDen" {
			t.Errorf("the terminal was sent %q", d.copied)
		}
	})
}

func TestPauseStopsAskingAndSaysSo(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.press("space").expect("paused")
		asked := d.service.asked
		d.wait(5 * time.Minute)
		if d.service.asked != asked {
			t.Errorf("asked %d times while paused", d.service.asked-asked)
		}
		d.press("r")
		if d.service.asked != asked+1 {
			t.Error("the refresh key must work while paused")
		}
		d.press("space").wait(9 * time.Second).expect("● live")
	})
}

func TestQuitKeys(t *testing.T) {
	for _, keys := range [][]string{{"q"}, {"ctrl+c"}, {"/", "q", "ctrl+c"}, {"?", "ctrl+c"}} {
		t.Run(strings.Join(keys, " "), func(t *testing.T) {
			drive(t, 80, 24, nil, func(d *driver) {
				if d.press(keys...); !d.quit {
					t.Error("still running")
				}
			})
		})
	}
}

func TestWelcomeOffersTheDemo(t *testing.T) {
	drive(t, 100, 30, func(o *Options) {
		o.Service, o.Welcome = nil, &Welcome{ConfigPath: "~/.config/parsec-hosts/config.toml"}
	}, func(d *driver) {
		d.expect("session_command", "PARSEC_HOSTS_API_KEY", "PARSEC_HOSTS_SESSION_ID", "config.toml")
		d.press("d")
		if !d.quit || d.model().Outcome() != StartDemo {
			t.Errorf("quit %v, outcome %v", d.quit, d.model().Outcome())
		}
	})
}

func TestTheSessionIsNeverOnTheScreen(t *testing.T) {
	drive(t, 160, 45, func(o *Options) { o.Launching.Launchers[0].Session = launch.HandStdin }, func(d *driver) {
		d.press("i").expectNot(canary)
		d.press("i", "enter").expectNot(canary).press("?").expectNot(canary)
	})
}

// The first page may come before any other message than that of the size.
func TestAHostOfTheFirstPageIsAskedFor(t *testing.T) {
	launching := Launching{Launchers: []launch.Launcher{{Name: "sample client", Command: []string{"/bin/sh"}}}}
	var m tea.Model = New(t.Context(), Options{Launching: launching, Now: func() time.Time { return time.Unix(1_000_000_000, 0) }})
	for _, msg := range []tea.Msg{tea.WindowSizeMsg{Width: 120, Height: 32}, hostsLoadedMsg{seq: 1, page: manyHosts(3)}, keyPress("enter")} {
		m, _ = m.Update(msg)
	}
	if screen := m.View().Content; !strings.Contains(screen, "changed under the cursor just now") {
		t.Errorf("nothing was asked:\n%s", screen)
	}
}
