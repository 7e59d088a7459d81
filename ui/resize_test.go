package ui

import (
	"reflect"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

// clears counts how often the dashboard asks for everything to be drawn anew, while sizes come in the
// given distance.
func clears(d *driver, distance time.Duration, sizes ...tea.WindowSizeMsg) (count int) {
	for _, size := range sizes {
		d.send(size)
		for until := time.After(distance); ; {
			select {
			case msg := <-d.msgs:
				if reflect.TypeOf(msg) == reflect.TypeOf(tea.ClearScreen()) {
					count++
				}
				d.send(msg)
				continue
			case <-until:
			}
			break
		}
	}
	return count
}

func TestANewSizeIsDrawnOnceMoreWhenItHasSettled(t *testing.T) {
	drive(t, 110, 24, nil, func(d *driver) {
		if n := clears(d, time.Second, tea.WindowSizeMsg{Width: 160, Height: 45}); n != 1 {
			t.Errorf("drawn anew %d times after one size", n)
		}
		if n := clears(d, time.Second, tea.WindowSizeMsg{Width: 160, Height: 45}); n != 0 {
			t.Errorf("drawn anew %d times after the same size", n)
		}
		many := []tea.WindowSizeMsg{{Width: 100, Height: 30}, {Width: 90, Height: 30}, {Width: 80, Height: 30}}
		if n := clears(d, settled/2, many...); n != 0 {
			t.Errorf("drawn anew %d times while the size changes", n)
		}
	})
}
