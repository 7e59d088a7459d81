package drawer

import (
	"reflect"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
)

// pause is the least time between two frames: no screen shows more than 120 of them a second.
const pause = time.Second / 120

// Filter is what tea.WithFilter takes: it sees every message before the model does.
type Filter func(tea.Model, tea.Msg) tea.Msg

// OnDemand has a program draw after the messages that its model has handled, at once where the last
// frame is long enough ago. It takes the place of tea.WithFilter, with the same meaning for filter.
func OnDemand(filter Filter) tea.ProgramOption {
	return func(p *tea.Program) {
		d := &drawer{program: p, filter: filter, frames: make(chan time.Time, 1)}
		if !replaceClock(p, d.frames) {
			tea.WithFilter(filter)(p)
			return
		}
		tea.WithFilter(d.see)(p)
	}
}

// replaceClock gives a program that has not begun another clock, and reports whether that could be
// done. The library has no option for it. It makes a ticker unless it has one, stops it when another
// program gets the terminal, and resets it after that. A real ticker takes both, and costs nothing:
// nobody waits for its own channel, and the runtime winds up only those that somebody waits for.
func replaceClock(p *tea.Program, ticks <-chan time.Time) bool {
	field := reflect.ValueOf(p).Elem().FieldByName("ticker")
	if !field.IsValid() || field.Type() != reflect.TypeFor[*time.Ticker]() {
		return false
	}
	clock := time.NewTicker(pause)
	clock.C = ticks
	reflect.NewAt(field.Type(), field.Addr().UnsafePointer()).Elem().Set(reflect.ValueOf(clock))
	return true
}

// drawer says when a program draws.
type drawer struct {
	program *tea.Program
	filter  Filter
	frames  chan time.Time // to the library's drawing loop, which draws the latest view for each

	// Of the event loop's alone:
	sized bool // the model knows its size: before that it has nothing to show
	asked bool // a drawMsg is on its way

	mu      sync.Mutex
	resting bool // a frame was drawn less than a pause ago
	wanted  bool // another one is to follow
}

// drawMsg comes after the messages whose effects are to be drawn.
type drawMsg struct{}

// see is the program's filter. It runs before a message reaches the model, and the view that follows
// from it is kept for drawing only after that: hence a message that asks for the frame. When that is
// seen, the views of all the messages before it have been kept.
func (d *drawer) see(model tea.Model, msg tea.Msg) tea.Msg {
	if _, ok := msg.(drawMsg); ok {
		d.asked = false
		d.draw()
		return nil
	}
	if _, ok := msg.(tea.WindowSizeMsg); ok {
		d.sized = true
	}
	if d.filter != nil {
		msg = d.filter(model, msg)
	}
	if msg != nil && d.sized && !d.asked {
		d.asked = true
		go d.program.Send(drawMsg{})
	}
	return msg
}

// draw has a frame drawn now, or when the pause after the last one is over.
func (d *drawer) draw() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.resting {
		d.wanted = true
		return
	}
	select {
	case d.frames <- time.Time{}:
	default: // one that is not drawn yet will show the latest view
	}
	d.resting = true
	time.AfterFunc(pause, d.rested)
}

func (d *drawer) rested() {
	d.mu.Lock()
	wanted := d.wanted
	d.resting, d.wanted = false, false
	d.mu.Unlock()
	if wanted {
		d.draw()
	}
}
