package ui

import (
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
)

// menu is a list of things to choose from, above the dashboard. It has the keyboard while it is
// open. Its items act on hosts by peer ID: the list goes on below it.
type menu struct {
	open   bool
	since  time.Time // when the connect key opened it; zero for menus of other keys
	title  string
	items  []menuItem
	cursor int // index among the items that are listed
	// search has typed text look for items, in place of picking them by their keys.
	search bool
	input  input
	large  bool   // takes all the width there is
	hints  []hint // what the footer says of it; nil: how to choose
	// refill makes the items anew after one that stays open has run; nil leaves them.
	refill func(Model) []menuItem
}

// menuItem is one thing to choose.
type menuItem struct {
	key   string // picks it at once; shown before the label
	label string
	note  string // said behind the label
	// sign stands before the label in a style of its own, if there is one.
	sign      string
	signStyle func(rowStyles) style
	blocked   string // why it cannot be chosen now, or ""
	// keys are further keys that do something to the item under the cursor.
	keys map[string]func(Model) (Model, tea.Cmd)
	stay bool // choosing it leaves the menu open
	run  func(Model) (Model, tea.Cmd)
}

// openMenu shows a menu in the place of any other.
func (m Model) openMenu(title string, items []menuItem) (Model, tea.Cmd) {
	m.menu = menu{open: true, title: title, items: items}
	m.toast.text = "" // or it would hide what the footer says of the menu
	return m, nil
}

// openSearchMenu shows a menu whose items are found by typing.
func (m Model) openSearchMenu(title string, items []menuItem) (Model, tea.Cmd) {
	m, _ = m.openMenu(title, items)
	var cmd tea.Cmd
	m.menu.search = true
	m.menu.input, cmd = newInput("").focused()
	return m, cmd
}

func (m Model) closeMenu() Model {
	m.menu = menu{}
	return m
}

// listed are the items that the typed text finds: those that begin with it first.
func (n menu) listed() []menuItem {
	text := strings.ToLower(strings.TrimSpace(n.input.text()))
	if !n.search || text == "" {
		return n.items
	}
	words := strings.Fields(text)
	found := slices.DeleteFunc(slices.Clone(n.items), func(i menuItem) bool {
		all := strings.ToLower(i.label + " " + i.note)
		return slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(all, w) })
	})
	slices.SortStableFunc(found, func(a, b menuItem) int {
		return beginsWith(b.label, text) - beginsWith(a.label, text)
	})
	return found
}

// beginsWith is 2 for a label that begins with text, 1 for one that has a word which does, else 0.
func beginsWith(label, text string) int {
	label = strings.ToLower(label)
	switch {
	case strings.HasPrefix(label, text):
		return 2
	case strings.Contains(label, " "+text):
		return 1
	}
	return 0
}

// at is the item under the cursor.
func (n menu) at() (menuItem, bool) {
	items := n.listed()
	if n.cursor < 0 || n.cursor >= len(items) {
		return menuItem{}, false
	}
	return items[n.cursor], true
}

func (n menu) moveTo(i int) menu {
	n.cursor = max(0, min(i, len(n.listed())-1))
	return n
}

// onMenuKey moves, chooses or closes; in a search menu every other key is typed.
func (m Model) onMenuKey(msg tea.KeyPressMsg) (Model, tea.Cmd) {
	const page = 10
	pressed := msg.String()
	// What was pressed for something else is no choice of what has just appeared under it.
	if m.now.Sub(m.menu.since) < misfireTime && pressed != "esc" {
		return m, nil
	}
	if item, ok := m.menu.at(); ok && item.keys[pressed] != nil {
		return m.refillMenu(item.keys[pressed](m))
	}
	switch pressed {
	case "esc", "ctrl+g":
		return m.closeMenu(), nil
	case "enter":
		if item, ok := m.menu.at(); ok {
			return m.choose(item)
		}
		return m, nil
	case "up", "ctrl+p":
		m.menu = m.menu.moveTo(m.menu.cursor - 1)
		return m, nil
	case "down", "ctrl+n":
		m.menu = m.menu.moveTo(m.menu.cursor + 1)
		return m, nil
	case "pgup":
		m.menu = m.menu.moveTo(m.menu.cursor - page)
		return m, nil
	case "pgdown":
		m.menu = m.menu.moveTo(m.menu.cursor + page)
		return m, nil
	}
	if m.menu.search {
		var cmd tea.Cmd
		m.menu.input, cmd = m.menu.input.update(msg)
		m.menu.cursor = 0
		return m, cmd
	}
	return m.onMenuLetter(pressed)
}

// onMenuLetter is for menus that are not searched by typing.
func (m Model) onMenuLetter(pressed string) (Model, tea.Cmd) {
	if i := slices.IndexFunc(m.menu.items, func(i menuItem) bool { return i.key == pressed }); i >= 0 {
		m.menu.cursor = i
		return m.choose(m.menu.items[i])
	}
	switch pressed {
	case "q":
		return m.closeMenu(), nil
	case "k":
		m.menu = m.menu.moveTo(m.menu.cursor - 1)
	case "j":
		m.menu = m.menu.moveTo(m.menu.cursor + 1)
	case "g", "home":
		m.menu = m.menu.moveTo(0)
	case "G", "end":
		m.menu = m.menu.moveTo(len(m.menu.items) - 1)
	}
	return m, nil
}

// choose runs an item, or says why it cannot be chosen now.
func (m Model) choose(i menuItem) (Model, tea.Cmd) {
	switch {
	case i.blocked != "":
		return m.say(i.blocked)
	case i.stay:
		return m.refillMenu(i.run(m))
	}
	return i.run(m.closeMenu())
}

// refillMenu shows what an item has changed.
func (m Model) refillMenu(changed Model, cmd tea.Cmd) (Model, tea.Cmd) {
	if changed.menu.open && changed.menu.refill != nil {
		changed.menu.items = changed.menu.refill(changed)
		if len(changed.menu.items) == 0 {
			return changed.closeMenu(), cmd
		}
		changed.menu = changed.menu.moveTo(changed.menu.cursor)
	}
	return changed, cmd
}
