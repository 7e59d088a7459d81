package ui

import (
	"errors"
	"testing"
	"time"
)

func TestWithoutMotionAWaitIsCountedDownInTens(t *testing.T) {
	drive(t, 80, 24, func(o *Options) { o.Looks.NoMotion = true }, func(d *driver) {
		d.service.fail(errors.New("refused"))
		d.wait(time.Minute) // until the waits are long
		shown, changes := "", 0
		for range 100 {
			now := d.model().nextTry()
			if now != shown {
				shown, changes = now, changes+1
				checkTens(t, now)
			}
			d.wait(time.Second)
		}
		if changes > 20 {
			t.Errorf("the countdown changed %d times in 100 s", changes)
		}
	})
}

func checkTens(t *testing.T, shown string) {
	t.Helper()
	switch shown {
	case "next try within 10s", "next try within 20s", "next try within 30s", "next try within 40s",
		"next try within 50s", "next try within 1m00s", "next try within 1m10s", "asking again…":
	default:
		t.Errorf("the countdown says %q", shown)
	}
}

// What is shown is redrawn when it is no longer true, and not before.
func TestACountdownInTensIsDrawnWhenItChanges(t *testing.T) {
	for _, left := range []time.Duration{10*time.Second + 1, 11 * time.Second, 20 * time.Second, 59500 * time.Millisecond} {
		wait := untilNextTen(left)
		if wait <= 0 || upToTen(left-wait) >= upToTen(left) || upToTen(left-wait+1) != upToTen(left) {
			t.Errorf("%s left: drawn after %s", left, wait)
		}
	}
	if wait := untilNextTen(9 * time.Second); wait != 0 {
		t.Errorf("with less than ten seconds left it is drawn after %s, though nothing changes", wait)
	}
}

func TestWithoutMotionNoCursorBlinks(t *testing.T) {
	for _, still := range []bool{false, true} {
		drive(t, 80, 24, func(o *Options) { o.Looks.NoMotion = still }, func(d *driver) {
			d.press("/")
			if blinks := d.m.View().Cursor.Blink; blinks == still {
				t.Errorf("no motion %v: the cursor blinks: %v", still, blinks)
			}
		})
	}
}
