package ui

import (
	"errors"
	"slices"
	"testing"
	"time"
)

// fakeMemory keeps every view that it was given. A write waits while block is set.
type fakeMemory struct {
	views []View
	err   error
	block chan struct{}
}

func (f *fakeMemory) Save(v View) error {
	if f.block != nil {
		<-f.block
	}
	f.views = append(f.views, v)
	return f.err
}

func (f *fakeMemory) last() View { return f.views[len(f.views)-1] }

func TestEveryChangeOfTheViewIsRemembered(t *testing.T) {
	memory := &fakeMemory{}
	drive(t, 160, 32, func(o *Options) { o.Memory = memory }, func(d *driver) {
		if len(memory.views) != 0 {
			t.Errorf("kept %+v before anything was changed", memory.views)
		}
		d.press("s", "S", "v", "b", "2", "*", "c", "down", "enter", "+", "esc")
		got := memory.last()
		if got.Sort != "user" || !got.Descending || got.Scope != "online" || got.Group != "user" || len(got.Pinned) != 1 ||
			slices.Contains(got.Columns, "user") || got.Widths["user"] == 0 {
			t.Errorf("kept %+v", got)
		}
		d.press("/", "esc", "tab") // the first time, they are learned
		kept := len(memory.views)
		d.press("down", "tab", "left", "right", "/", "x").press("esc").wait(time.Minute)
		if len(memory.views) != kept {
			t.Error("kept a view that had not changed")
		}
	})
}

// A slow write must not be overtaken by a later one, and what changed meanwhile is written after it.
func TestOneViewIsWrittenAtATime(t *testing.T) {
	memory := &fakeMemory{}
	drive(t, 120, 32, func(o *Options) { o.Memory = memory }, func(d *driver) {
		memory.block = make(chan struct{})
		d.press("v", "v", "v")
		close(memory.block)
		d.wait(time.Second)
		var scopes []string
		for _, v := range memory.views {
			scopes = append(scopes, v.Scope)
		}
		if !slices.Equal(scopes, []string{"online", "pinned"}) {
			t.Errorf("kept the scopes %q", scopes)
		}
	})
}

func TestAFailingMemoryIsToldOfOnce(t *testing.T) {
	memory := &fakeMemory{err: errors.New("the disk is full")}
	drive(t, 120, 32, func(o *Options) { o.Memory = memory }, func(d *driver) {
		d.press("v").expect("the disk is full", "only online").wait(noticeTime)
		d.press("v").expectNot("disk is full").expect("only free")
		memory.err = nil
		if d.press("v"); memory.last().Scope != "pinned" {
			t.Errorf("kept %+v", memory.last())
		}
	})
}

// What the user did not touch is the configuration's to say, also the next time.
func TestOnlyWhatTheUserChoseIsRemembered(t *testing.T) {
	configured := View{Columns: []string{"peer_id", nameColumn}, Sort: "age", Descending: true, Scope: "online", Filter: "is:free"}
	untouched := configured.withDefaults()
	untouched.Learned = []string{"filter"}
	kept := untouched.Since(configured)
	if kept.Columns != nil || kept.Sort != "" || kept.Descending || kept.Scope != "" || kept.Group != "" || len(kept.Learned) != 1 {
		t.Errorf("kept %+v of a view that was not changed", kept)
	}
	other := View{Columns: []string{nameColumn}, Sort: nameColumn, Filter: "x"}
	if got := kept.Over(other); got.Sort != nameColumn || got.Descending || len(got.Columns) != 1 || got.Scope != "" || got.Filter != "x" {
		t.Errorf("another configuration is shown as %+v", got)
	}
	chosen := untouched
	chosen.Descending, chosen.Scope = false, "all"
	got := chosen.Since(configured).Over(configured)
	if got.Sort != "age" || got.Descending || got.Scope != "all" || !slices.Equal(got.Columns, configured.Columns) {
		t.Errorf("what was chosen is shown as %+v", got)
	}
}
