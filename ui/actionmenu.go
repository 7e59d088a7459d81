package ui

import tea "charm.land/bubbletea/v2"

// openActionMenu lists everything that keys do, to be found by typing. What cannot be done now says why.
func (m Model) openActionMenu() (Model, tea.Cmd) {
	var items []menuItem
	for _, a := range m.actions {
		if a.binding.Help().Desc == "" || a.name == "actions" {
			continue
		}
		items = append(items, m.itemOf(a))
	}
	return m.openSearchMenu("Actions", items)
}

// actionItem is an action as an item of a menu, found by its name.
func (m Model) actionItem(name string) (menuItem, bool) {
	a, ok := m.action(name)
	if !ok {
		return menuItem{}, false
	}
	return m.itemOf(a), true
}

func (m Model) itemOf(a action) menuItem {
	i := menuItem{key: a.binding.Help().Key, label: a.binding.Help().Desc, note: a.about, blocked: a.why(m), run: func(m Model) (Model, tea.Cmd) {
		return m.do(a) // which looks again whether it is possible: the list goes on behind a menu
	}}
	if i.blocked != "" {
		i.note = i.blocked
	}
	return i
}
