package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"parsec-hosts/internal/fleet"
)

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
	case m.secret.open:
		return m.onSecretKey(msg)
	case pressed == "esc" && m.aboutToConnect():
		return m.cancelArmed()
	case m.opts.Welcome != nil:
		return m.onWelcomeKey(pressed)
	case m.prompt.yes != nil:
		return m.onPromptKey(pressed)
	case m.menu.open:
		return m.onMenuKey(msg)
	case m.checking.active() && pressed == "esc":
		return m.cancelCheck()
	case m.log.open:
		return m.onLogKey(pressed)
	case m.help.open:
		return m.onHelpKey(msg)
	case m.picking():
		return m.onPickKey(msg)
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
	return m.press(m.actions[i])
}

// action finds an action by its name.
func (m Model) action(name string) (action, bool) {
	i := slices.IndexFunc(m.actions, func(a action) bool { return a.name == name })
	if i < 0 {
		return action{}, false
	}
	return m.actions[i], true
}

// perform does what the keys of the named action do, whichever these are.
func (m Model) perform(name string) (Model, tea.Cmd) {
	a, ok := m.action(name)
	if !ok {
		return m, nil
	}
	return m.press(a)
}

// press runs an action whose key was pressed where nothing else was in its way.
func (m Model) press(a action) (Model, tea.Cmd) {
	m, cmd := m.do(a)
	m.onlyMoved = a.moves
	return m, cmd
}

// keyOf is what the screen calls the key of the named action, in sentences that name it.
func (m Model) keyOf(name string) string {
	a, ok := m.action(name)
	if !ok || len(a.binding.Keys()) == 0 {
		return "(no key)"
	}
	return a.binding.Help().Key
}

// do runs an action, or says why it cannot run now.
func (m Model) do(a action) (Model, tea.Cmd) {
	if r, ok := m.list.row(); ok && r.group != nil && a.onHeading != nil {
		return a.onHeading(m), nil
	}
	if why := a.why(m); why != "" {
		return m.say(why)
	}
	m, cmd := a.run(m)
	m, learned := m.learn(a.name)
	return m, tea.Batch(cmd, learned)
}

func (m Model) quit() (Model, tea.Cmd) {
	m.ended = true
	return m, tea.Quit
}

func (m Model) suspend() (Model, tea.Cmd) { return m, tea.Suspend }

func dismissBlocked(m Model) string {
	h, ok := m.selected()
	if !ok {
		return "no host is selected"
	}
	if h.Presence != fleet.Offline {
		return "only an offline host can be dismissed; " + inSentence(h.Name) + " is " + h.Presence.String()
	}
	return ""
}

func (m Model) dismiss() (Model, tea.Cmd) {
	h, _ := m.selected()
	m.fleet = m.fleet.Dismiss(h.PeerID)
	words, forgot := inSentence(h.Name)+" dismissed", tea.Cmd(nil)
	if watch := []Watch{{PeerID: h.PeerID}}; m.watches.hasAll(watch) || m.armedIndex(h.PeerID) >= 0 {
		m, forgot = m.disarm(h.PeerID).unwatch(watch)
		words += ", and no longer watched or waited for"
	}
	m, told := m.forgetGone().relist().say(words)
	return m, tea.Batch(forgot, told)
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
		return "not signed in: " + m.keyOf("refresh") + " tries again"
	}
	return ""
}
