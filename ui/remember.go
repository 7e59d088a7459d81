package ui

import (
	"cmp"
	"maps"
	"slices"

	tea "charm.land/bubbletea/v2"
)

// View is how the user likes to see the list. It is remembered for each profile.
type View struct {
	Columns    []string       `json:"columns,omitempty"` // in order; names of columns.Names
	Widths     map[string]int `json:"widths,omitempty"`  // cells of the columns that the user sized
	Sort       string         `json:"sort,omitempty"`    // a column
	Descending bool           `json:"descending,omitempty"`
	Scope      string         `json:"scope,omitempty"` // one of ScopeNames
	Group      string         `json:"group,omitempty"` // one of GroupNames
	Filter     string         `json:"-"`               // at first; not remembered: a forgotten filter hides hosts
	Pinned     []string       `json:"pinned,omitempty"`
	Learned    []string       `json:"learned,omitempty"` // actions that no tip is shown for any more
	Watches    []Watch        `json:"watches,omitempty"` // kept only with Watching.Remember
}

// Memory keeps a View for the next time.
type Memory interface {
	Save(View) error
}

// sameOrder reports whether two views order the hosts in the same way.
func (v View) sameOrder(o View) bool {
	return v.Sort == o.Sort && v.Descending == o.Descending && slices.Equal(v.Pinned, o.Pinned)
}

// withDefaults fills in what is not given, and leaves out what no longer exists.
func (v View) withDefaults() View {
	if len(v.Columns) == 0 {
		v.Columns = defaultColumns
	}
	v.Columns = slices.DeleteFunc(withoutRepeats(v.Columns), func(id string) bool {
		_, ok := findColumn(id)
		return !ok
	})
	v.Pinned = withoutRepeats(v.Pinned)
	v.Widths = maps.Clone(v.Widths)
	maps.DeleteFunc(v.Widths, func(_ string, width int) bool { return width < LeastColumn || width > MostColumn })
	if !slices.Contains(v.Columns, nameColumn) {
		v.Columns = append([]string{nameColumn}, v.Columns...)
	}
	if _, ok := findColumn(v.Sort); !ok {
		v.Sort, v.Descending = nameColumn, false
	}
	v.Scope, v.Group = findScope(v.Scope).name, findGrouping(v.Group).name
	return v
}

// withoutRepeats returns the names in their order, each once.
func withoutRepeats(names []string) []string {
	seen := make(map[string]bool, len(names))
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool {
		repeated := seen[name]
		seen[name] = true
		return repeated
	})
}

// Since returns what of v differs from how the list is configured: what the user chose. Only that is
// worth remembering, or the configuration could never be changed again.
func (v View) Since(configured View) View {
	configured = configured.withDefaults()
	if slices.Equal(v.Columns, configured.Columns) && maps.Equal(v.Widths, configured.Widths) {
		v.Columns, v.Widths = nil, nil
	}
	if v.Sort == configured.Sort && v.Descending == configured.Descending {
		v.Sort, v.Descending = "", false
	}
	if v.Scope == configured.Scope {
		v.Scope = ""
	}
	if v.Group == configured.Group {
		v.Group = ""
	}
	return v
}

// Over returns how the list is shown to a user who chose v, where the rest is configured.
func (v View) Over(configured View) View {
	v.Filter = configured.Filter
	if v.Columns == nil {
		v.Columns, v.Widths = configured.Columns, configured.Widths
	}
	if v.Sort == "" {
		v.Sort, v.Descending = configured.Sort, configured.Descending
	}
	v.Scope, v.Group = cmp.Or(v.Scope, configured.Scope), cmp.Or(v.Group, configured.Group)
	return v
}

// columns are the columns of the table, in order.
func (v View) columns() []column {
	columns := make([]column, 0, len(v.Columns))
	for _, id := range v.Columns {
		if c, ok := findColumn(id); ok {
			columns = append(columns, c)
		}
	}
	return columns
}

// saving is how far remembering the view has come. Only one write is under way at a time, so that
// an older view never overwrites a newer one.
type saving struct {
	busy   bool
	again  bool // the view changed meanwhile
	failed bool // the last write did
}

// changeView changes how the list is shown, here and for the next time.
func (m Model) changeView(change func(*View)) (Model, tea.Cmd) {
	change(&m.view)
	m.pinned = m.view.pinnedSet()
	m.viewRevision++
	m = m.relist()
	return m.saveView()
}

func (m Model) saveView() (Model, tea.Cmd) {
	if m.opts.Memory == nil {
		return m, nil
	}
	if m.saving.busy {
		m.saving.again = true
		return m, nil
	}
	m.saving = saving{busy: true}
	return m, saveView(m.opts.Memory, m.view)
}

// onViewSaved tells of a failure once: the next one will have the same reason.
func (m Model) onViewSaved(msg viewSavedMsg) (Model, tea.Cmd) {
	again := m.saving.again
	m.saving = saving{failed: msg.err != nil}
	var told, saved tea.Cmd
	if msg.err != nil {
		m, told = m.tellNotices([]string{problemText(msg.err)})
	}
	if again {
		m, saved = m.saveView()
	}
	return m, tea.Batch(told, saved)
}

// Finish writes down what was not yet when the dashboard ended, which waits for nothing. There is no
// screen any more to tell a failure on.
func (m Model) Finish() {
	if m.saving.busy || m.saving.failed {
		_ = m.opts.Memory.Save(m.view)
	}
	if len(m.past.waiting) > 0 {
		_ = writeJournal(m.opts.Journal, m.past.waiting)()
	}
}

// pinnedSet is the pinned peer IDs, to look them up.
func (v View) pinnedSet() map[string]bool {
	set := make(map[string]bool, len(v.Pinned))
	for _, id := range v.Pinned {
		set[id] = true
	}
	return set
}

func (m Model) togglePin() (Model, tea.Cmd) {
	h, _ := m.selected()
	return m.changeView(func(v *View) {
		if i := slices.Index(v.Pinned, h.PeerID); i >= 0 {
			v.Pinned = slices.Concat(v.Pinned[:i], v.Pinned[i+1:])
			return
		}
		v.Pinned = append(slices.Clone(v.Pinned), h.PeerID)
	})
}

// sortNext orders the list by the next column that is shown.
func (m Model) sortNext() (Model, tea.Cmd) {
	return m.changeView(func(v *View) {
		v.Sort, v.Descending = next(v.Columns, v.Sort), false
	})
}

func (m Model) sortOtherWay() (Model, tea.Cmd) {
	return m.changeView(func(v *View) { v.Descending = !v.Descending })
}
