package ui

import (
	"testing"
	"time"
)

func TestATimerEndsItsOwnMessageOnly(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.press("x").expect("only an offline host").wait(toastTime - time.Millisecond).expect("only an offline host")
		d.press("l").expect("no other launcher").wait(toastTime - time.Millisecond).expect("no other launcher")
		d.wait(time.Millisecond).expectNot("no other launcher").expect("⏎ connect")
	})
}

func TestAnswersToAQuestion(t *testing.T) {
	for key, want := range map[string]struct{ over, launched bool }{
		"y": {true, true}, "Y": {true, true},
		"n": {true, false}, "N": {true, false}, "esc": {true, false}, "q": {true, false},
		"enter": {}, "space": {}, "down": {}, "x": {},
	} {
		t.Run(key, func(t *testing.T) {
			drive(t, 120, 32, ownComputer, func(d *driver) {
				d.press("g", "enter").expect("this very computer", "y/n").press(key).expectSelected("a-pc")
				if d.quit {
					t.Error("the key ended the dashboard")
				}
				if want.over {
					d.expectNot("y/n")
				} else {
					d.expect("y/n")
				}
				if want.launched {
					d.expectLaunched("mine")
				} else {
					d.expectLaunched()
				}
			})
		})
	}
}
