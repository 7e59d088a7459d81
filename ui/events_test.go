package ui

import (
	"testing"
	"time"
)

// Of a busy night, the newest is kept: what is remembered must not grow for ever.
func TestEventsAreForgotten(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		for n := 100; n <= 500; n += 100 {
			d.service.page = manyHosts(n)
			d.wait(20 * time.Second)
			if kept := len(d.model().events); kept > 100 {
				t.Fatalf("%d events are kept", kept)
			}
		}
		d.expect("render-000499 came online")
	})
}
