package ui

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/query"
	"parsec-hosts/internal/textsafe"
	"parsec-hosts/internal/words"
)

// Watch is what somebody wants to hear of: one host, or every host that a filter finds.
type Watch struct {
	PeerID string `json:"peer_id,omitempty"`
	Query  string `json:"query,omitempty"` // a filter; "" with a PeerID
}

// watches are the armed watches in the order in which they were armed, and the same in a form that
// is looked up fast. It is never changed in place.
type watches struct {
	list    []Watch
	hosts   map[string]bool // by peer ID
	queries []query.Query
}

// newWatches arms watches. Remembered ones come from a file that anything may stand in.
func newWatches(list []Watch) watches {
	w := watches{hosts: map[string]bool{}}
	for _, each := range list {
		each = Watch{PeerID: textsafe.Clean(each.PeerID), Query: textsafe.Clean(each.Query)}
		switch parsed, err := query.Parse(each.Query); {
		case w.has(each):
			continue
		case each.PeerID != "":
			w.hosts[each.PeerID] = true
		case err == nil && !parsed.Empty():
			w.queries = append(w.queries, parsed)
		default:
			continue
		}
		w.list = append(w.list, each)
	}
	return w
}

func (w watches) has(each Watch) bool {
	if each.PeerID != "" {
		return w.hosts[each.PeerID]
	}
	return slices.Contains(w.list, each)
}

func (w watches) hasAll(some []Watch) bool {
	return !slices.ContainsFunc(some, func(each Watch) bool { return !w.has(each) })
}

// watch reports whether anybody wants to hear of the host.
func (w watches) watch(h *fleet.Host, facts query.Facts) bool {
	return w.hosts[h.PeerID] || slices.ContainsFunc(w.queries, func(q query.Query) bool { return q.Match(h, facts) })
}

// setWatches replaces the watches, here and where they are remembered.
func (m Model) setWatches(list []Watch) (Model, tea.Cmd) {
	m.watches = newWatches(list)
	if !m.opts.Watching.Remember {
		return m, nil
	}
	return m.changeView(func(v *View) { v.Watches = m.watches.list })
}

// restoreWatches arms the watches of the last time. Whoever does not want that forgets them.
func (m Model) restoreWatches() Model {
	if !m.opts.Watching.Remember {
		m.view.Watches = nil
		return m
	}
	m.watches = newWatches(m.view.Watches)
	return m
}

// watchActions are the keys for what is to come.
func watchActions() []action {
	return []action{
		{name: "watch", binding: bind("w", "watch", "w"), about: "tell when the host comes online or gets a free seat", group: groupHost, hint: 7, hinted: watchHint, blocked: nothingToWatch, run: Model.toggleWatch},
		{name: "connect-when-free", binding: bind("W", "connect when free", "W"), about: "connect as soon as the host is online and has a free seat", group: groupHost, blocked: connectWhenFreeBlocked, run: Model.connectWhenFree},
		{name: "watches", binding: bind("L", "watches", "L"), about: "list what is watched and waited for, to take it off", group: groupList, blocked: nothingWatched, run: Model.openWatches},
	}
}

// watchedFilter is the filter as something to watch, if there is one that is understood.
func (m Model) watchedFilter() (w Watch, ok bool) {
	text := strings.TrimSpace(m.filterText())
	return Watch{Query: text}, text != "" && m.queryFault == nil
}

// watchedTargets are the chosen hosts as something to watch.
func (m Model) watchedTargets() []Watch {
	var list []Watch
	for _, h := range m.targets() {
		list = append(list, Watch{PeerID: h.PeerID})
	}
	return list
}

func nothingToWatch(m Model) string {
	if _, filtered := m.watchedFilter(); !filtered && noTargets(m) != "" {
		return "no host is selected: filter for what is to come, and watch that"
	}
	return ""
}

func watchHint(m Model) string {
	h, ok := m.selected()
	if _, filtered := m.watchedFilter(); ok && !filtered && len(m.marked) == 0 && m.watches.hosts[h.PeerID] {
		return "unwatch"
	}
	return "watch"
}

// toggleWatch watches the chosen hosts, or no longer when all of them are watched. With a filter
// there is more than one thing to watch, and a menu to choose from.
func (m Model) toggleWatch() (Model, tea.Cmd) {
	if _, filtered := m.watchedFilter(); filtered {
		m, cmd := m.openMenu("Watch", m.watchItems())
		m.menu.refill = Model.watchItems
		return m, cmd
	}
	targets := m.watchedTargets()
	if m.watches.hasAll(targets) {
		return m.unwatch(targets)
	}
	return m.watch(targets)
}

func (m Model) watch(some []Watch) (Model, tea.Cmd) {
	m, saved := m.setWatches(slices.Concat(m.watches.list, some))
	m, told := m.say(m.theme.glyphs.watch + " watching " + m.namesOf(some))
	return m, tea.Batch(saved, told)
}

func (m Model) unwatch(some []Watch) (Model, tea.Cmd) {
	gone := newWatches(some)
	m, saved := m.setWatches(slices.DeleteFunc(slices.Clone(m.watches.list), gone.has))
	m, told := m.say("no longer watching " + m.namesOf(some))
	return m, tea.Batch(saved, told)
}

// namesOf puts what is watched into a few words.
func (m Model) namesOf(some []Watch) string {
	switch {
	case len(some) > 1:
		return words.Plural(len(some), "host")
	case some[0].PeerID != "":
		return m.nameOf(some[0].PeerID)
	}
	return "all that match " + inSentence(some[0].Query)
}

// nameOf is the name of a host, or its peer ID when no page has listed it yet.
func (m Model) nameOf(peerID string) string {
	if h, ok := m.fleet.Host(peerID); ok {
		return inSentence(h.Name)
	}
	return inSentence(peerID)
}

// watchItems offers what is not watched yet, and all that is, to take it off.
func (m Model) watchItems() []menuItem {
	var items []menuItem
	offer := func(key, label string, some []Watch) {
		if len(some) > 0 && !m.watches.hasAll(some) {
			items = append(items, menuItem{key: key, label: label, note: m.namesOf(some), run: func(m Model) (Model, tea.Cmd) { return m.watch(some) }})
		}
	}
	chosen := "this host"
	if len(m.marked) > 0 {
		chosen = "all that are marked"
	}
	offer("w", chosen, m.watchedTargets())
	if filter, ok := m.watchedFilter(); ok {
		offer("f", "whatever the filter finds", []Watch{filter})
	}
	return append(items, m.watchedItems()...)
}

// watchedItems are the watches and armed connections; choosing one takes it off.
func (m Model) watchedItems() []menuItem {
	var items []menuItem
	takeOff := func(sign, what string, run func(Model) (Model, tea.Cmd)) {
		items = append(items, menuItem{label: sign + " " + what, note: "take off", stay: true, run: run})
	}
	for _, w := range m.watches.list {
		one := []Watch{w}
		takeOff(m.theme.glyphs.watch, m.namesOf(one), func(m Model) (Model, tea.Cmd) { return m.unwatch(one) })
	}
	for _, a := range m.armed {
		takeOff(m.theme.glyphs.timer, "connect to "+m.nameOf(a.peerID), func(m Model) (Model, tea.Cmd) { return m.disarmed(a.peerID) })
	}
	return items
}

func nothingWatched(m Model) string {
	if !m.watching() {
		return "nothing is watched or waited for"
	}
	return ""
}

// watching reports whether anything is watched or waited for.
func (m Model) watching() bool { return len(m.watches.list)+len(m.armed) > 0 }

func (m Model) openWatches() (Model, tea.Cmd) {
	m, cmd := m.openMenu("Watched and waited for", m.watchedItems())
	m.menu.refill = Model.watchedItems
	return m, cmd
}

// watchCount counts in the header what is watched and waited for.
func (m Model) watchCount(r rowStyles) segment {
	if !m.watching() {
		return segment{}
	}
	return segment{text: m.theme.glyphs.watch + " " + strconv.Itoa(len(m.watches.list)+len(m.armed)), style: r.mark, rank: 2}
}
