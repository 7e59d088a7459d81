package ui

import (
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// action is something a key does. Help, footer and key handling are all made from these.
type action struct {
	binding key.Binding
	group   string
	// hint ranks the action in the footer: 1 is the last to be dropped, 0 is not shown.
	hint int
	// blocked says why the action is impossible now, or "" when it is possible. Nil: always.
	blocked func(Model) string
	run     func(Model) (Model, tea.Cmd)
}

const (
	groupMove    = "Move"
	groupHost    = "The selected host"
	groupList    = "The list"
	groupProgram = "The program"
)

func (m Model) allActions() []action {
	bind := func(help, text string, keys ...string) key.Binding {
		return key.NewBinding(key.WithKeys(keys...), key.WithHelp(help, text))
	}
	move := func(b key.Binding, to func(list) int) action {
		return action{binding: b, group: groupMove, run: func(m Model) (Model, tea.Cmd) {
			m.list = m.list.moveTo(to(m.list))
			return m, nil
		}}
	}
	g := m.theme.glyphs
	return []action{
		{binding: bind(g.enter, "connect", "enter"), group: groupHost, hint: 1, blocked: connectBlocked, run: Model.connect},
		{binding: bind("y", "copy peer ID", "y"), group: groupHost, hint: 3, blocked: noHost, run: Model.copyPeerID},
		{binding: bind("l", "next launcher", "l"), group: groupHost, hint: 8, blocked: oneLauncher, run: Model.nextLauncher},
		{binding: bind("x", "dismiss offline host", "x"), group: groupHost, blocked: dismissBlocked, run: Model.dismiss},

		{binding: bind("/", "filter", "/"), group: groupList, hint: 4, run: Model.startFilter},
		{binding: bind("esc", "clear filter", "esc"), group: groupList, hint: 2, blocked: noFilter, run: Model.clearFilter},
		{binding: bind("r", "refresh", "r"), group: groupList, hint: 7, run: Model.refresh},
		{binding: bind("space", "pause", "space"), group: groupList, hint: 10, blocked: notPolling, run: Model.togglePause},

		move(bind(g.keyUp+" k", "up", "up", "k"), func(l list) int { return l.cursor - 1 }),
		move(bind(g.keyDown+" j", "down", "down", "j"), func(l list) int { return l.cursor + 1 }),
		move(bind("pgup", "a page up", "pgup", "ctrl+b"), func(l list) int { return l.cursor - l.page() }),
		move(bind("pgdn", "a page down", "pgdown", "ctrl+f"), func(l list) int { return l.cursor + l.page() }),
		move(bind("g home", "to the first host", "g", "home"), func(list) int { return 0 }),
		move(bind("G end", "to the last host", "G", "end"), func(l list) int { return len(l.rows) - 1 }),

		{binding: bind("i", "details", "i"), group: groupProgram, hint: 9, run: Model.toggleDetails},
		{binding: bind("?", "help", "?"), group: groupProgram, hint: 5, run: Model.openHelp},
		{binding: bind("q", "quit", "q", "ctrl+c"), group: groupProgram, hint: 6, run: Model.quit},
		{binding: bind("ctrl+z", "suspend", "ctrl+z"), group: groupProgram, run: Model.suspend},
	}
}

func indexKeys(actions []action) map[string]int {
	index := make(map[string]int)
	for i, a := range actions {
		for _, k := range a.binding.Keys() {
			index[k] = i
		}
	}
	return index
}

// onKey gives a key to whoever has the keyboard: a question, the help, the filter or the list.
func (m Model) onKey(msg tea.KeyPressMsg) (Model, tea.Cmd) {
	switch pressed := msg.String(); {
	case pressed == "ctrl+c":
		return m.quit()
	case m.opts.Welcome != nil:
		return m.onWelcomeKey(pressed)
	case m.prompt.yes != nil:
		return m.onPromptKey(pressed)
	case m.helping:
		return m.onHelpKey(pressed), nil
	case m.filtering:
		return m.onFilterKey(msg)
	default:
		return m.act(pressed)
	}
}

// act runs the action of a key, or says why it cannot run now.
func (m Model) act(pressed string) (Model, tea.Cmd) {
	i, ok := m.keys[pressed]
	if !ok {
		return m, nil
	}
	a := m.actions[i]
	if a.blocked != nil {
		if why := a.blocked(m); why != "" {
			return m.say(why)
		}
	}
	return a.run(m)
}

func (m Model) quit() (Model, tea.Cmd) { return m, tea.Quit }

func (m Model) suspend() (Model, tea.Cmd) { return m, tea.Suspend }

func (m Model) copyPeerID() (Model, tea.Cmd) {
	h, _ := m.selected()
	return m, copyText(m.ctx, m.opts.Clipboard, h.PeerID)
}

func (m Model) onCopied(msg copiedMsg) (Model, tea.Cmd) {
	if msg.err != nil {
		return m, copyByTerminal(msg.text, " ("+problemText(msg.err)+")")
	}
	return m.sayFor(m.theme.glyphs.done+" "+msg.text+" sent to "+msg.via, 4*time.Second)
}

func (m Model) dismiss() (Model, tea.Cmd) {
	h, _ := m.selected()
	m.fleet = m.fleet.Dismiss(h.PeerID)
	m.list = m.list.update(m.fleet, m.query(), m.now)
	return m, nil
}

func (m Model) toggleDetails() (Model, tea.Cmd) {
	if m.layout().details == detailsNowhere {
		m.details = detailsShown
	} else {
		m.details = detailsHidden
	}
	return m, nil
}

func noHost(m Model) string {
	if _, ok := m.selected(); !ok {
		return "no host is selected"
	}
	return ""
}

func notPolling(m Model) string {
	if m.signedIn == signInFailed {
		return "not signed in: r tries again"
	}
	return ""
}
