package ui

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"parsec-hosts/internal/connection"
	"parsec-hosts/internal/launch"
)

// expectStopped asserts which records were asked to end so far.
func (d *driver) expectStopped(records ...string) *driver {
	d.t.Helper()
	if fmt.Sprint(d.stopped) != fmt.Sprint(records) {
		d.t.Fatalf("asked to end are %v, want %v", d.stopped, records)
	}
	return d
}

func TestDisconnectingAsksWhileSomebodyMayBeAtWork(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.press("d").expect("nothing is connected from here").expectStopped()
		d.connect("den-pc").report(0, stream(0)).press("d").expect("Disconnect from den-pc? y/n").press("n").expectStopped()
		d.press("d", "y").expectStopped("record 1").expect("den-pc  disconnecting")
		d.report(0, connection.Report{State: connection.Ended, Wanted: true}).expect("✓ den-pc: disconnected").expectNot("disconnecting")
	})
}

func TestAConnectionThatIsNotThereYetIsEndedAtOnce(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.connect("den-pc").report(0, connection.Report{State: connection.Connecting}).press("d").expectStopped("record 1")
		d.report(0, connection.Report{State: connection.Connecting}).expect("disconnecting").expectNot("signalling")
	})
}

// The key is for the host under the cursor. Where that has no connection, or several, one is chosen.
func TestWhichConnectionIsEnded(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.connect("den-pc").connect("render-07").connect("edit-suite-01")
		for n := range 3 {
			d.report(n, stream(n))
		}
		d.press("/").write("'den").press("enter", "esc", "d", "y").expectStopped("record 1")
		d.press("G", "d").expect("Disconnect", "edit-suite-01", "connected").press("2").expect("Disconnect from render-07?").press("y").expectStopped("record 1", "record 2")
	})
}

func TestAConnectionThatEndsWhileItIsChosenIsNotEndedTwice(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.connect("den-pc").report(0, stream(0)).press("G", "d")
		d.report(0, noRoom(connection.Ended)).press("enter").expect("has ended meanwhile").expectStopped()
	})
}

func TestAConnectionThatCannotBeEndedGoesOn(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.stopErr = errors.New("the disk is full")
		d.connect("den-pc").report(0, stream(0)).press("d", "y").expect("✗ the connection could not be ended: the disk is full").expectNot("disconnecting")
	})
}

func TestAProgramWithoutARecordEndsByItsOwnMeans(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.press("g", "enter", "d").expect("sample client ends by its own means").expectStopped()
	})
}

func TestReconnectingIsDisconnectingFirst(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.connect("den-pc").report(0, stream(0)).press("R").expect("Disconnect from den-pc and connect anew?").press("y")
		d.expectStopped("record 1").expectLaunched("peerDen")
		d.report(0, connection.Report{State: connection.Ended, Wanted: true}).expectLaunched("peerDen", "peerDen")
	})
}

func TestAConnectionThatEndedIsMadeAnewByItsOwnLauncher(t *testing.T) {
	two := func(o *Options) {
		other := o.Launching.Launchers[0]
		other.Name = "other client"
		o.Launching.Launchers = append(o.Launching.Launchers, other)
	}
	drive(t, 120, 32, two, func(d *driver) {
		d.connect("den-pc").report(0, noRoom(connection.Ended)).press("l", "R").expectLaunched("peerDen", "peerDen").expectNot("wait for a free seat")
		if used := d.launched[1].Launcher(); used != "sample client" {
			t.Errorf("%s was used", used)
		}
	})
}

func TestReconnectingAsksWhereEveryConnectionDoes(t *testing.T) {
	drive(t, 120, 32, func(o *Options) { o.Confirm = true }, func(d *driver) {
		d.recorded = true
		d.press("g", "enter", "y").report(0, connection.Report{State: connection.Connecting}).press("R").expect("connect anew?").press("n").expectStopped()
		d.report(0, noRoom(connection.Ended)).press("R").expect("Connect to den-pc anew?").press("y").expectLaunched("peerDen", "peerDen")
	})
}

func TestAHostThatIsGoneIsNotReconnectedTo(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.connect("den-pc").report(0, noRoom(connection.Ended))
		d.service.serve(sampleHosts()[:4]...)
		d.wait(time.Minute).press("R").expect("den-pc is offline").expectLaunched("peerDen")
	})
}

func TestEndedConnectionsAreDismissed(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.press("X").expect("no connection that ended is on the screen")
		d.connect("den-pc").connect("render-07").report(0, noRoom(connection.Ended)).report(1, stream(0))
		d.wait(time.Minute).expect("NO_ROOM", "R connects anew  X dismisses").press("X").expectNot("wait for a free seat").expect("render-07  connected")
	})
}

func TestNothingIsEndedReadOnly(t *testing.T) {
	last := stream(0)
	last.PeerID, last.Name = "peerDen", "den-pc"
	e := &earlier{found: []Found{{Record: "old record", Last: last}}}
	drive(t, 120, 32, func(o *Options) { o.ReadOnly, o.Launching.Running = true, e.running }, func(d *driver) {
		d.reports = e.reports
		d.expect("den-pc  connected").press("d").expect("read-only").expectStopped()
		d.press("R").expect("read-only")
	})
}

// earlier are connections that were made earlier.
type earlier struct {
	found   []Found
	reports []chan connection.Report
}

func (e *earlier) running() ([]Found, error) {
	for i := range e.found {
		reports := make(chan connection.Report, 4)
		e.reports = append(e.reports, reports)
		e.found[i].Reports = reports
	}
	return e.found, nil
}

func TestConnectionsAreFoundAgain(t *testing.T) {
	known, unknown := stream(0), connection.Report{State: connection.Connecting, WaitsFor: connection.ForApproval}
	known.PeerID, known.Name, known.Launcher, known.Time = "peerDen", "former-name", "Parsec SDK", time.Date(1999, 12, 31, 0, 0, 0, 0, time.UTC)
	unknown.PeerID, unknown.Name = "peerElsewhere", "elsewhere"
	e := &earlier{found: []Found{{Record: "record a", LogPath: "/state/logs/a.log", Last: known}, {Record: "record b", Last: unknown}}}
	drive(t, 120, 32, func(o *Options) { o.Launching.Running = e.running }, func(d *driver) {
		d.reports = e.reports
		d.expect("den-pc  connected", "2560×1440", "elsewhere  waiting for someone", "/state/logs/a.log")
		d.report(1, stream(0)).press("G", "d").expect("elsewhere").press("1", "y").expectStopped("record b")
		d.press("g", "enter").expect("has a connection from here already").press("n")
		d.report(0, connection.Report{State: connection.Ended, Wanted: true}).expect("den-pc: disconnected")
	})
}

// Whoever picks a host has no connections on the screen, and hears nothing of them.
func TestWhoPicksAHostHasNoConnections(t *testing.T) {
	looked := false
	drive(t, 80, 24, func(o *Options) {
		picker(12, typed(""))(o)
		o.Launching.Running = func() ([]Found, error) { looked = true; return nil, nil }
	}, func(d *driver) {
		if looked {
			t.Error("connections were looked for")
		}
	})
}

func TestWhoCannotLookForConnectionsSaysSo(t *testing.T) {
	drive(t, 120, 32, func(o *Options) {
		o.Launching.Running = func() ([]Found, error) { return nil, errors.New("the folder cannot be read") }
	}, func(d *driver) {
		d.expect("connections that were made earlier may be missing: the folder cannot be read")
	})
}

func TestConnectionsStayWhenTheProfileChanges(t *testing.T) {
	p := &otherProfiles{}
	drive(t, 120, 32, withProfiles(p), func(d *driver) {
		d.connect("den-pc").report(0, stream(0)).press("p", "enter").wait(time.Minute).expect("staging", "den-pc  connected")
		d.report(0, noRoom(connection.Ended)).expect("den-pc  the host is full")
	})
}

func TestWhatLastsIsToldAtTheEnd(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		expect := func(want string) {
			if got := d.model().Parting(); got != want {
				t.Errorf("says %q, want %q", got, want)
			}
		}
		expect("")
		d.connect("den-pc").report(0, stream(0))
		expect("the connection to den-pc lasts; the dashboard finds it again")
		d.connect("render-07").report(1, stream(0))
		expect("the connections to den-pc, render-07 last; the dashboard finds them again")
		d.report(0, noRoom(connection.Ended))
		expect("the connection to render-07 lasts; the dashboard finds it again")
	})
}

func TestALogIsShownAndFollowed(t *testing.T) {
	drive(t, 80, 24, nil, func(d *driver) {
		d.press("o").expect("nothing that runs from here has a log")
		d.log = "+ client\nconnecting\x1b[2J to \x1b[31mhost\x1b[m\n"
		d.connect("den-pc").press("o").expect("/state/logs/den-pc.log", "+ client", "to host").expectNot("\x1b")
		for i := range 40 {
			d.log += fmt.Sprintf("line %d\n", i)
		}
		d.wait(2 * time.Second).expect("line 39").expectNot("+ client")
		d.press("g").expect("+ client").expectNot("line 39")
		d.log += "the newest line\n"
		d.wait(2 * time.Second).expectNot("the newest line") // who reads on is left alone
		d.press("G").expect("the newest line").press("esc").expectNot("the newest line")
		read := d.model().log.number
		d.log = "unread"
		d.wait(time.Minute).expectNot("unread")
		if d.model().log.number != read {
			t.Error("a panel opened by itself")
		}
	})
}

func TestALogThatCannotBeReadSaysWhy(t *testing.T) {
	drive(t, 80, 24, nil, func(d *driver) {
		d.logErr = errors.New("permission denied")
		d.connect("den-pc").press("o").expect("permission denied")
		d.logErr, d.log = nil, "better"
		d.wait(2 * time.Second).expect("better").expectNot("denied")
	})
}

func TestTheLogOfAnyProgramCanBeShown(t *testing.T) {
	drive(t, 80, 24, nil, func(d *driver) {
		d.log = "hello"
		d.press("g", "enter").status(launch.Status{State: launch.Running, LogPath: "/state/logs/x.log"}).press("o").expect("hello", "x.log")
	})
}
