package ui

import (
	"fmt"
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/textsafe"
)

// Picking makes the dashboard a list to choose from: what was chosen is told at the end, and nothing
// is started. It is drawn on the lines below the terminal's cursor, and these are blank again after it.
type Picking struct {
	Multi bool // several hosts can be marked and chosen
	// Height is how many lines to take of a terminal that has so many. It never gets more than there are.
	Height func(terminal int) int
}

// Picked are the hosts that were chosen, as they were then. There are none when the user gave up.
func (m Model) Picked() []*fleet.Host { return m.picked }

func (m Model) picking() bool { return m.opts.Pick != nil }

// beginPicking has everything that is typed go into the filter, from the start.
func (m Model) beginPicking() Model {
	m.actions = pickActions(m.opts.Pick.Multi)
	m.view.Scope = scopes[0].name // no key would show the rest
	m.mouse = false               // a click tells its place on the screen, and the list does not know its own
	m, _ = m.startFilter()
	return m
}

// linesOf is how much of a terminal's height there is to draw on.
func (m Model) linesOf(terminal int) int {
	if !m.picking() {
		return terminal
	}
	return min(terminal, m.opts.Pick.Height(terminal))
}

// pickActions is everything that keys do while a host is picked. No key that types anything, or moves
// in what was typed, is among theirs.
func pickActions(multi bool) []action {
	actions := []action{
		{name: "choose", binding: bind(unicodeGlyphs().enter, "choose", "enter"), hint: 1, hinted: chooseHint, blocked: chooseBlocked, run: Model.pick, onHeading: Model.turnHeading},
	}
	shared := []struct {
		name    string
		binding key.Binding
		hint    int
		several bool // only where several can be chosen
	}{
		{"mark", bind("tab", "mark", "tab"), 3, true},
		{"mark-up", bind("shift+tab", "mark and go up", "shift+tab"), 0, true},
		{"mark-all", bind("ctrl+a", "mark all", "ctrl+a"), 5, true},
		{"up", bind("↑", "up", "up", "ctrl+p"), 0, false},
		{"down", bind("↑↓", "move", "down", "ctrl+n"), 4, false},
		{"page-up", bind("pgup", "a page up", "pgup"), 0, false},
		{"page-down", bind("pgdn", "a page down", "pgdown"), 0, false},
		{"refresh", bind("ctrl+r", "refresh", "ctrl+r"), 6, false},
	}
	all := allActions()
	for _, s := range shared {
		if s.several && !multi {
			continue
		}
		a := all[slices.IndexFunc(all, func(a action) bool { return a.name == s.name })]
		a.binding, a.hint = s.binding, s.hint
		actions = append(actions, a)
	}
	return append(actions, action{name: "clear", binding: bind("esc", "give up", "esc"), hint: 2, hinted: giveUpHint, run: Model.clearOrGiveUp})
}

// onPickKey types whatever is no action's.
func (m Model) onPickKey(msg tea.KeyPressMsg) (Model, tea.Cmd) {
	if _, ok := m.keys[msg.String()]; ok {
		return m.settled().act(msg.String())
	}
	var cmd tea.Cmd
	m.filter, cmd = m.filter.update(msg)
	return m.refilter(), cmd
}

func chooseBlocked(m Model) string {
	if why := noTargets(m); why != "" {
		return why
	}
	for _, h := range m.targets() {
		if why := unfit(h); why != "" {
			return why
		}
	}
	return ""
}

func chooseHint(m Model) string {
	if n := len(m.marked); n > 0 {
		return fmt.Sprintf("choose %d", n)
	}
	return "choose"
}

// pick chooses the marked hosts or the one under the cursor, after asking where that may not be what
// the user means.
func (m Model) pick() (Model, tea.Cmd) {
	hosts := m.targets()
	ids := make([]string, len(hosts))
	for i, h := range hosts {
		ids[i] = h.PeerID
	}
	if doubt := m.doubtAbout(hosts); doubt != "" {
		return m.ask(doubt, func(m Model) (Model, tea.Cmd) { return m.pickHosts(ids) })
	}
	return m.pickHosts(ids)
}

// doubtAbout is the question before a choice that may be a mistake, or "".
func (m Model) doubtAbout(hosts []*fleet.Host) string {
	if len(m.marked) > 1 {
		offline := 0
		for _, h := range hosts {
			if h.Presence == fleet.Offline {
				offline++
			}
		}
		if offline == 0 {
			return ""
		}
		return fmt.Sprintf("Offline: %d of %d marked hosts. Choose all of them?", offline, len(hosts))
	}
	h := hosts[0]
	name := inSentence(h.Name)
	switch {
	case Doubtful(h) && h.Self:
		return name + " is this very computer. Choose it?"
	case Doubtful(h):
		return name + " is offline. Choose it all the same?"
	case len(m.marked) == 0 && m.list.movedWithin(misfireTime, m.now):
		return name + " changed under the cursor just now. Choose it?"
	}
	return ""
}

// Doubtful reports whether picking asks before it takes the host: it is offline, or this very computer.
func Doubtful(h *fleet.Host) bool { return h.Presence == fleet.Offline || h.Self }

// pickHosts ends with those of the hosts that are still known.
func (m Model) pickHosts(peerIDs []string) (Model, tea.Cmd) {
	hosts := slices.Collect(m.known(peerIDs))
	if len(hosts) == 0 {
		return m.say("the host has gone")
	}
	m.picked = hosts
	return m.quit()
}

// clearOrGiveUp takes away what was typed, then the marks. With nothing left it is the way out.
func (m Model) clearOrGiveUp() (Model, tea.Cmd) {
	switch {
	case m.filter.text() != "":
		m.filter = newInput("")
		m, cmd := m.startFilter()
		return m.refilter(), cmd
	case len(m.marked) > 0:
		m.marked = nil
		return m, nil
	}
	return m.quit()
}

func giveUpHint(m Model) string {
	switch {
	case m.filter.text() != "":
		return "clear filter"
	case len(m.marked) > 0:
		return "clear marks"
	}
	return "give up"
}

// pickView draws below the terminal's cursor. In the end it is empty, which erases what was drawn. A
// title of the window is left alone: it is the shell's, and could not be given back.
func (m Model) pickView() tea.View {
	if m.ended {
		return tea.NewView("")
	}
	view := tea.NewView(m.content())
	view.ReportFocus = true
	view.Cursor = m.cursor()
	return view
}

// pickScreen is the lean screen: what is typed, and the hosts.
func (m Model) pickScreen(l layout) []string {
	lines := []string{m.pickLine()}
	lines = append(lines, m.banner()[:l.banner]...)
	lines = append(lines, m.table(l)...)
	return append(lines, m.footer()...)
}

// pickLine is what is typed, with all that a header would tell. It comes first, with the terminal's
// cursor in it: when the terminal changes its size, only what is below its cursor is sure to be where
// it was drawn.
func (m Model) pickLine() string {
	r := m.theme.row
	profile := segment{text: m.theme.profileName(textsafe.Clean(m.opts.Profile)), style: m.theme.profile, rank: 5}
	demo := segment{text: m.opts.Demo, style: r.warn, rank: 4}
	fresh := m.freshness(r)
	fresh.rank = 1
	return spread(m.width, m.typed(6), line{m.faultSegment(), profile, demo, m.markSegment(), m.foundSegment(3), fresh})
}

// pickCursor is the cell of the terminal's cursor in the first line.
func (m Model) pickCursor(l layout) int {
	if l.tooSmall {
		return 0
	}
	_, cell := m.editedFilter()
	return textsafe.Width(filterPrompt) + cell
}
