package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"
)

// windowed reports whether it is a connection with a window to look for.
func (c launched) windowed() bool { return c.lasts() && c.report.Window }

func noWindow(m Model) string {
	switch {
	case slices.ContainsFunc(m.connections, launched.windowed):
		return ""
	case slices.ContainsFunc(m.connections, launched.lasts):
		return "no connection from here has a window"
	}
	return "nothing is connected from here"
}

func (m Model) focusWindow() (Model, tea.Cmd) {
	return m.forConnection("Window", launched.windowed, func(m Model, c launched) (Model, tea.Cmd) {
		return m, focusWindow(m.opts.Launching.Focus, c.record, m.nameIn(c))
	})
}

// onFocusAsked says that it was asked for: whether the desktop lets the window come is not known here.
func (m Model) onFocusAsked(msg focusAskedMsg) (Model, tea.Cmd) {
	if msg.err != nil {
		return m.sayFor(m.theme.glyphs.failed+" the window of "+msg.name+" could not be asked for: "+problemText(msg.err), noticeTime)
	}
	return m.say("the window of " + msg.name + " comes to the front")
}
