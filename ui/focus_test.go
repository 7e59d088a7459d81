package ui

import (
	"errors"
	"slices"
	"testing"
	"time"

	"parsec-hosts/internal/connection"
)

// expectFocused asserts which records' windows were asked for so far.
func (d *driver) expectFocused(records ...string) *driver {
	d.t.Helper()
	if !slices.Equal(d.focused, records) {
		d.t.Fatalf("asked for are the windows of %v, want %v", d.focused, records)
	}
	return d
}

// inWindow is a stream that is seen.
func inWindow(second int) connection.Report {
	r := stream(second)
	r.Window, r.Figures.FrameRate = true, 60
	return r
}

func TestAWindowIsBroughtToTheFront(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.press("f").expect("nothing is connected from here").expectFocused()
		d.connect("den-pc").report(0, stream(0)).press("f").expect("no connection from here has a window").expectFocused()
		d.report(0, inWindow(1)).press("f").expect("the window of den-pc comes to the front").expectFocused("record 1")
		d.report(0, connection.Report{State: connection.Ended, Wanted: true}).press("f").expect("nothing is connected").expectFocused("record 1")
	})
}

func TestTheStripTellsHowThePictureFares(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.connect("den-pc").report(0, stream(0)).expect("decode 2.5 ms").expectNot("fps")
		first := inWindow(0)
		first.Figures.FrameRate = 0
		d.report(0, first).wait(time.Second).report(0, inWindow(1)).expect("60 fps  2560×1440")
	})
}

func TestWhichWindowIsBroughtToTheFront(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.connect("den-pc").connect("render-07").connect("edit-suite-01")
		d.report(0, inWindow(0)).report(1, stream(0)).report(2, inWindow(0))
		d.press("/").write("'render-07").press("enter", "esc", "f").expect("Window", "edit-suite-01", "den-pc")
		d.press("2").expectFocused("record 1")
	})
}

func TestAWindowThatCannotBeAskedForIsTold(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.focusErr = errors.New("the disk is full")
		d.connect("den-pc").report(0, inWindow(0)).press("f").expect("✗ the window of den-pc could not be asked for: the disk is full")
	})
}
