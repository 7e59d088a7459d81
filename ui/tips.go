package ui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"
)

// tip is what is told about an action, behind its key.
type tip struct{ action, text string }

// tips are what a newcomer is told, one at a time, while nothing happens to the hosts. Each goes by
// itself: once its action was used, or after it was shown for tipTime.
var tips = []tip{
	{"filter", "filters the list as you type"},
	{"actions", "finds every action by its name"},
	{"watch", "tells when the host comes online or gets a free seat"},
	{"mark", "marks several hosts, for what is done to all of them"},
	{"scope", "shows only the online, free, pinned or recent hosts"},
	{"copy", "copies the name, the user, JSON and more"},
	{"columns", "chooses the columns of the list"},
	{"pin", "pins a host that matters to you"},
}

const tipTime = 3 * time.Minute

// shownTip is the tip on the screen.
type shownTip struct {
	tip
	until time.Time
}

// nextTip is the first tip that the user has not learned and could follow now.
func (m Model) nextTip(l layout) tip {
	if len(m.events) > 0 || !m.answered || m.help.open || m.log.open || l.events == 0 {
		return tip{}
	}
	for _, t := range tips {
		a, _ := m.action(t.action)
		if t.action == "filter" && m.filterText() != "" {
			continue
		}
		if !slices.Contains(m.view.Learned, t.action) && len(a.binding.Keys()) > 0 && a.why(m) == "" {
			return t
		}
	}
	return tip{}
}

// followTip keeps track of how long a tip is shown.
func (m Model) followTip(l layout) (Model, tea.Cmd) {
	var learned tea.Cmd
	next := m.nextTip(l)
	if next == m.tip.tip && next.action != "" && !m.now.Before(m.tip.until) {
		m, learned = m.learn(next.action)
		next = m.nextTip(l)
	}
	if next == m.tip.tip {
		return m, learned
	}
	m = m.repainted(picture{}, false)
	m.tip = shownTip{}
	if next != (tip{}) {
		m.tip = shownTip{tip: next, until: m.now.Add(tipTime)}
	}
	return m, learned
}

// learn remembers that an action needs no tip any more.
func (m Model) learn(action string) (Model, tea.Cmd) {
	isTip := func(t tip) bool { return t.action == action }
	if !slices.ContainsFunc(tips, isTip) || slices.Contains(m.view.Learned, action) {
		return m, nil
	}
	m.view.Learned = append(slices.Clone(m.view.Learned), action)
	return m.saveView()
}

// quietLine stands in the place of the events while there are none.
func (m Model) quietLine() string {
	if m.tip.action == "" {
		return spread(m.width, line{{text: "what happens to the hosts is told here", style: m.theme.row.dim}}, nil)
	}
	return spread(m.width, line{{text: m.keyOf(m.tip.action), style: m.theme.key}, {text: m.tip.text, style: m.theme.row.dim}}, nil)
}
