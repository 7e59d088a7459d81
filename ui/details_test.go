package ui

import "testing"

func TestTheDetailsComeAndGoByKey(t *testing.T) {
	const words = "seats  1 of 1 free"
	for _, c := range []struct {
		width, height int
		shown         bool // before any key
	}{{120, 32, true}, {80, 24, true}, {80, 20, false}, {35, 12, false}} {
		drive(t, c.width, c.height, nil, func(d *driver) {
			d.press("g", "down")
			for shown := c.shown; ; {
				if place := d.model().layout().details; (place != detailsNowhere) != shown {
					t.Fatalf("at %d×%d cells the details are in place %d:\n%s", c.width, c.height, place, d.screen())
				}
				if shown {
					d.expect("peer   peerEdit1")
				} else {
					d.expectNot("peer   peerEdit1")
				}
				if d.press("i"); shown != c.shown {
					break
				}
				shown = !shown
			}
		})
	}
	drive(t, 120, 32, nil, func(d *driver) {
		d.press("g", "down").expect(words).press("i").expectNot(words).press("i").expect(words)
	})
}

func TestTheDetailsTellOfConnectionsToTheirHostAlone(t *testing.T) {
	const words = "▶      sample client starting"
	drive(t, 120, 32, nil, func(d *driver) {
		d.press("g", "enter").expect(words).press("down").expectNot(words).press("up").expect(words)
	})
}
