package ui

import (
	"slices"
	"testing"
	"time"
)

// memory keeps the view as a file would.
type memory struct{ view View }

func (m *memory) Save(v View) error {
	m.view = v
	return nil
}

func TestATipGoesOnceItsActionWasUsed(t *testing.T) {
	kept := &memory{}
	remember := func(o *Options) { o.Memory, o.View = kept, kept.view }
	drive(t, 120, 32, remember, func(d *driver) {
		d.expect("/  filters the list as you type").expectNot("finds every action")
		d.press("/", "esc").expect(":  finds every action by its name").expectNot("filters the list")
		d.press(":", "esc").expect("w  tells when the host")
	})
	if !slices.Equal(kept.view.Learned, []string{"filter", "actions"}) {
		t.Errorf("remembered as learned: %v", kept.view.Learned)
	}
	drive(t, 120, 32, remember, func(d *driver) { d.expect("w  tells when the host").expectNot("filters the list") })
}

func TestATipGoesByItself(t *testing.T) {
	// Nothing else is drawn anew in an empty list that is asked for rarely.
	drive(t, 120, 32, nothingRarely, func(d *driver) {
		d.wait(tipTime - 2*time.Second).expect("filters the list").wait(2 * time.Second).expect("finds every action")
		d.wait(time.Duration(len(tips)) * tipTime).expect("what happens to the hosts is told here")
	})
}

func TestATipMakesRoomForWhatHappens(t *testing.T) {
	drive(t, 120, 32, nil, func(d *driver) {
		d.expect("filters the list").service.serve(sampleHosts()[1:]...)
		d.wait(30 * time.Second).expect("edit-suite-01 went offline").expectNot("filters the list")
		if d.wait(time.Hour); len(d.model().view.Learned) > 0 {
			t.Error("a tip that nobody saw counts as learned")
		}
	})
}

func TestATipNamesTheKeyThatThereIs(t *testing.T) {
	drive(t, 120, 32, func(o *Options) { o.Keys = Keys{"filter": {}, "actions": {"f1"}} }, func(d *driver) {
		d.expect("f1  finds every action").expectNot("filters the list")
	})
}
