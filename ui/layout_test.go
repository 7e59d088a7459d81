package ui

import (
	"fmt"
	"testing"
)

// TestTheLayoutFillsEverySize adds up the parts of every screen from nothing to larger than any.
func TestTheLayoutFillsEverySize(t *testing.T) {
	const header, rules = 1, 2
	for _, wish := range []detailsWish{detailsAuto, detailsShown, detailsHidden} {
		for width := 0; width <= 320; width++ {
			for height := 0; height <= 70; height++ {
				a := arrangement{width: width, height: height, banner: height % 3, filter: width%2 == 0, connections: height % 5, footer: 1 + height%2, details: wish}
				l := arrange(a)
				if l.tooSmall {
					if width >= minWidth && height >= minHeight {
						t.Fatalf("%+v is said to be too small", a)
					}
					continue
				}
				lines := header + l.footer + rules + l.banner + l.filter + l.columns + l.rows + l.connections + l.events
				if l.details == detailsBelow || l.details == detailsInstead {
					lines += l.detailsHeight
				}
				if lines != height || l.rows < 1 && l.details != detailsInstead {
					t.Fatalf("%+v: %d lines in %+v", a, lines, l)
				}
				if l.details == detailsRight && l.tableWidth+l.detailsWidth != width {
					t.Fatalf("%+v: the widths of %+v do not add up", a, l)
				}
			}
		}
	}
}

// TestAListToPickFromFillsEverySize does the same for the lean screen, which always has a host.
func TestAListToPickFromFillsEverySize(t *testing.T) {
	for height := minPickHeight; height <= 70; height++ {
		for banner := range 3 {
			a := arrangement{width: 80, height: height, picking: true, banner: banner, filter: true, connections: 2, footer: max(1, min(2, height/3))}
			l := arrange(a)
			if lines := l.filter + l.banner + l.columns + l.rows + l.footer; lines != height || l.rows < 1 || l.banner < 0 {
				t.Fatalf("%+v: %d lines in %+v", a, lines, l)
			}
		}
	}
}

// TestWherePlacesAre draws what the sizes are about.
func TestWherePlacesAre(t *testing.T) {
	for _, c := range []struct {
		width, height int
		wish          detailsWish
		want          detailsPlace
	}{
		{120, 32, detailsAuto, detailsRight},
		{100, 12, detailsAuto, detailsRight},
		{80, 24, detailsAuto, detailsBelow},
		{80, 20, detailsAuto, detailsNowhere},
		{80, 20, detailsShown, detailsInstead},
		{35, 12, detailsShown, detailsInstead},
		{120, 32, detailsHidden, detailsNowhere},
	} {
		t.Run(fmt.Sprintf("%dx%d", c.width, c.height), func(t *testing.T) {
			if got := arrange(arrangement{width: c.width, height: c.height, footer: 1, details: c.wish}).details; got != c.want {
				t.Errorf("details are at %d, want %d", got, c.want)
			}
		})
	}
}
