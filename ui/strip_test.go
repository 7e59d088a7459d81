package ui

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"parsec-hosts/internal/connection"
	"parsec-hosts/internal/launch"
)

// connect connects to the host with this name by a program that keeps a record.
func (d *driver) connect(name string) *driver {
	d.t.Helper()
	d.recorded = true
	before := len(d.reports)
	d.press("/").write("'"+name).press("enter", "enter", "esc")
	if len(d.reports) != before+1 {
		d.t.Fatalf("nothing was started for %s:\n%s", name, d.screen())
	}
	d.running[len(d.running)-1] <- launch.Status{State: launch.Running, PID: 42, LogPath: "/state/logs/" + name + ".log", Changed: d.model().now}
	d.settle()
	return d
}

// report is connection number n, from 0, saying how it is. What is not given is filled in.
func (d *driver) report(n int, r connection.Report) *driver {
	r.Time = d.model().opts.Now()
	if r.Since.IsZero() {
		r.Since = r.Time
	}
	r.Attempt = max(1, r.Attempt)
	d.reports[n] <- r
	if r.Over() {
		close(d.reports[n])
		d.reports[n] = nil
	}
	d.settle()
	return d
}

// reports has connection number n say the same once a second for so long.
func (d *driver) reportFor(duration time.Duration, n int, r connection.Report) *driver {
	if r.Since.IsZero() {
		r.Since = d.model().opts.Now()
	}
	for range int(duration / time.Second) {
		d.report(n, r).wait(time.Second)
	}
	return d
}

// stream is a connection that is there, with figures that swing.
func stream(second int) connection.Report {
	swing := math.Sin(float64(second) / 9)
	return connection.Report{State: connection.Connected, Figures: &connection.Figures{
		Encode: 3.1, Decode: 2.4, Network: 14 + 9*swing, Bitrate: 21 + 12*swing, Width: 2560, Height: 1440, Decoder: "NVDEC", H265: true, Color444: true,
	}}
}

// streamFor has connection number n stream for so long.
func (d *driver) streamFor(duration time.Duration, n int, change func(second int, f *connection.Figures)) *driver {
	since := d.model().opts.Now()
	for i := range int(duration / time.Second) {
		r := stream(i)
		r.Since = since
		if change != nil {
			change(i, r.Figures)
		}
		d.report(n, r).wait(time.Second)
	}
	return d
}

// noRoom is an attempt that failed, and what can be done about it.
func noRoom(state connection.State) connection.Report {
	return connection.Report{State: state, Code: 11, CodeName: "NO_ROOM", Meaning: "the host is full", Remedy: "wait for a free seat"}
}

func twoStreams(d *driver) {
	d.connect("render-07").streamFor(80*time.Second, 0, nil)
	d.connect("den-pc")
	for i := range 25 {
		first, second := stream(i), stream(i+20)
		first.Since, second.Since = d.model().now.Add(-time.Duration(80+i)*time.Second), d.model().now.Add(-time.Duration(i)*time.Second)
		second.Figures.Width, second.Figures.Height, second.Figures.Decoder, second.Figures.H265 = 1920, 1080, "software", false
		second.Figures.Lost = uint64(i / 5)
		first.Window, first.Figures.FrameRate = true, 59.94+math.Sin(float64(i))/3
		d.report(0, first).report(1, second).wait(time.Second)
	}
}

func pausing(d *driver) {
	d.connect("render-07")
	r := noRoom(connection.Pausing)
	r.Again, r.Attempt = d.model().now.Add(15*time.Second), 3
	d.report(0, r)
}

// TestGoldenConnections keeps whole screens with connections.
func TestGoldenConnections(t *testing.T) {
	for name, scene := range map[string]func(*driver){
		"connecting": func(d *driver) {
			d.connect("render-07").connect("den-pc")
			d.report(0, connection.Report{State: connection.Connecting, WaitsFor: connection.ForSignalling})
			d.reportFor(13*time.Second, 1, connection.Report{State: connection.Connecting, WaitsFor: connection.ForApproval, Attempt: 2})
		},
		"connected": twoStreams,
		"pausing":   pausing,
		"ended": func(d *driver) {
			twoStreams(d)
			d.report(1, noRoom(connection.Ended))
		},
	} {
		for _, size := range []struct{ width, height int }{{120, 32}, {80, 24}, {35, 12}} {
			for _, ascii := range []bool{false, true} {
				full := fmt.Sprintf("connection-%s-%dx%d", name, size.width, size.height)
				if ascii && size.width != 80 {
					continue
				}
				if ascii {
					full += "-ascii"
				}
				t.Run(full, func(t *testing.T) {
					drive(t, size.width, size.height, func(o *Options) { o.Looks.ASCII = ascii }, func(d *driver) {
						scene(d)
						d.wait(2 * toastTime)
						checkGolden(t, full, d.screen())
						checkFits(t, d.screen(), size.width, size.height)
					})
				})
			}
		}
	}
}

func TestAConnectionThatWasToEndGoesWithAMessage(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.connect("den-pc").streamFor(3*time.Second, 0, nil).expect("den-pc  connected", "2560×1440")
		d.report(0, connection.Report{State: connection.Ended, Wanted: true}).expect("✓ den-pc: disconnected").expectNot("2560×1440")
		d.wait(2 * toastTime).press("t").expect("den-pc: disconnected")
	})
}

// Why a connection has ended stays on the screen until the host is connected to again.
func TestWhyAConnectionEndedStays(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.connect("den-pc").report(0, noRoom(connection.Ended)).status(launch.Status{State: launch.Ended, ExitCode: 1})
		d.wait(time.Hour).expect("✗  den-pc  the host is full (NO_ROOM, 11)", "wait for a free seat")
		d.press("t").expect("den-pc: the host is full (NO_ROOM, 11): wait for a free seat").press("esc")
		d.connect("den-pc").expectNot("wait for a free seat").expect("den-pc  sample client")
	})
}

func TestAConnectionThatEndedIsNoReasonToAskTwice(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.connect("den-pc").press("enter").expect("has a connection from here already").press("n")
		d.report(0, noRoom(connection.Ended)).wait(2 * time.Second).connect("den-pc").expectNot("has a connection from here already")
	})
}

func TestAProgramThatNeverRanIsNoConnection(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.recorded = true
		d.press("g", "enter").status(launch.Status{State: launch.Failed, Launcher: "sample client", PeerID: "peerDen"})
		d.wait(time.Minute).expectNot("sample client  ")
	})
}

// A screen on which nothing moves is not sent to the terminal again.
func TestReportsThatSayNothingNewDrawNothing(t *testing.T) {
	drive(t, 120, 32, rarely, func(d *driver) {
		flat := stream(0)
		flat.Since = d.model().now
		d.connect("den-pc").press("space").wait(72*time.Hour).reportFor(2*time.Minute, 0, flat)
		frames := map[string]bool{}
		for i := range 50 {
			wobbling := flat
			figures := *flat.Figures
			figures.Network += 0.4 * float64(i%3-1) // less than what is shown
			wobbling.Figures = &figures
			d.report(0, wobbling)
			frames[d.screen()] = true
			d.wait(time.Second)
		}
		if len(frames) > 1 {
			t.Errorf("%d frames in 50 s in which nothing changed", len(frames))
		}
	})
}

func TestWithoutMotionNoSparklineMovesAndWaitsCountInTens(t *testing.T) {
	drive(t, 120, 32, func(o *Options) { o.Looks.NoMotion = true }, func(d *driver) {
		twoStreams(d)
		if strings.ContainsAny(d.model().connectionLine(d.model().connections[0]), unicodeGlyphs().levels) {
			t.Errorf("there is a sparkline:\n%s", d.screen())
		}
		d.connect("edit-suite-01").reportFor(17*time.Second, 2, connection.Report{State: connection.Connecting}).expect("service or the host, 10s")
	})
}

func TestLostPacketsAreToldForAMinute(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.connect("den-pc").streamFor(10*time.Second, 0, func(_ int, f *connection.Figures) { f.Lost = 1000 })
		d.expectNot("packets lost").streamFor(10*time.Second, 0, func(i int, f *connection.Figures) { f.Lost = 1000 + uint64(i) }).expect("9 packets lost")
		d.streamFor(3*time.Second, 0, func(_ int, f *connection.Figures) { f.Lost, f.Failing = 1009, true }).expect("packets are being lost")
		d.streamFor(90*time.Second, 0, func(_ int, f *connection.Figures) { f.Lost = 1009 }).expectNot("packets lost")
	})
}

func TestAConnectionThatStalledSaysSo(t *testing.T) {
	drive(t, 80, 24, nil, func(d *driver) {
		d.connect("den-pc").reportFor(8*time.Second, 0, connection.Report{State: connection.Stalled}).expect("the Parsec SDK has not answered for 7s")
	})
}

func TestConnectionsFitEverySize(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		twoStreams(d)
		d.connect("edit-suite-01").report(2, noRoom(connection.Ended)).connect("render-10").report(3, noRoom(connection.Pausing))
		for _, size := range []struct{ width, height int }{{30, 8}, {31, 9}, {40, 10}, {50, 16}, {60, 12}, {99, 40}, {200, 60}} {
			d.send(tea.WindowSizeMsg{Width: size.width, Height: size.height})
			checkFits(t, d.screen(), size.width, size.height)
		}
	})
}

func TestConnectionsTakeAShareOfTheScreen(t *testing.T) {
	drive(t, 80, 24, nil, func(d *driver) {
		for i, name := range []string{"edit-suite-01", "render-07", "den-pc", "render-10", "スタジオ"} {
			d.connect(name).report(i, noRoom(connection.Ended))
		}
		d.expect("東京-スタジオ  the host is full", "2 connections").expectNot("wait for a free seat")
		checkFits(t, d.screen(), 80, 24)
	})
}
