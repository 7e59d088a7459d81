package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"
)

// chooseColumns shows every column there is: which are shown, in which order and how wide.
func (m Model) chooseColumns() (Model, tea.Cmd) {
	m, cmd := m.openMenu("Columns", m.columnItems())
	m.menu.refill = Model.columnItems
	m.menu.hints = []hint{{m.theme.glyphs.enter, "show or hide"}, {"< >", "move"}, {"+ -", "size"}, {"0", "reset"}, {"esc", "back"}}
	return m, cmd
}

// columnItems lists the shown columns in their order, and then the others.
func (m Model) columnItems() []menuItem {
	ids := slices.Clone(m.view.Columns)
	for _, id := range ColumnNames() {
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	items := make([]menuItem, len(ids))
	for i, id := range ids {
		items[i] = m.columnItem(id)
	}
	return items
}

func (m Model) columnItem(id string) menuItem {
	c, _ := findColumn(id)
	sign := " "
	if slices.Contains(m.view.Columns, id) {
		sign = m.theme.glyphs.done
	}
	note := c.about
	if c.meta {
		note += " (metadata)"
	}
	item := menuItem{label: sign + " " + c.title, note: note, stay: true}
	change := func(f func(*View)) func(Model) (Model, tea.Cmd) {
		return func(m Model) (Model, tea.Cmd) { return m.changeView(f) }
	}
	item.run = change(func(v *View) { v.toggleColumn(id) })
	if id == nameColumn {
		item.blocked = "every table has the name"
	}
	follow := func(step int) func(Model) (Model, tea.Cmd) {
		return func(m Model) (Model, tea.Cmd) {
			m, cmd := m.changeView(func(v *View) { v.moveColumn(id, step) })
			if i := slices.Index(m.view.Columns, id); i >= 0 {
				m.menu.cursor = i
			}
			return m, cmd
		}
	}
	size := func(by int) func(Model) (Model, tea.Cmd) {
		return func(m Model) (Model, tea.Cmd) {
			width := m.columnWidth(id)
			return m.changeView(func(v *View) { v.sizeColumn(id, width+by) })
		}
	}
	item.keys = map[string]func(Model) (Model, tea.Cmd){
		"space": item.run,
		"<":     follow(-1), "left": follow(-1),
		">": follow(1), "right": follow(1),
		"+": size(1), "-": size(-1),
		"0": change(func(v *View) { *v = v.withoutColumns() }),
	}
	if item.blocked != "" {
		delete(item.keys, "space")
	}
	return item
}

// columnWidth is how wide a column is on the screen, or would at least be.
func (m Model) columnWidth(id string) int {
	for _, c := range m.tableShape(m.layout().tableWidth).columns {
		if c.id == id {
			return c.width
		}
	}
	c, _ := findColumn(id)
	return c.least
}

func (v *View) toggleColumn(id string) {
	if i := slices.Index(v.Columns, id); i >= 0 {
		v.Columns = slices.Concat(v.Columns[:i], v.Columns[i+1:])
		return
	}
	v.Columns = append(slices.Clone(v.Columns), id)
}

// moveColumn moves a column that is shown by so many places.
func (v *View) moveColumn(id string, step int) {
	i := slices.Index(v.Columns, id)
	to := i + step
	if i < 0 || to < 0 || to >= len(v.Columns) {
		return
	}
	v.Columns = slices.Clone(v.Columns)
	v.Columns[i], v.Columns[to] = v.Columns[to], v.Columns[i]
}

// Bounds of the width in cells that a user may give a column.
const LeastColumn, MostColumn = 3, 80

func (v *View) sizeColumn(id string, width int) {
	widths := map[string]int{id: max(LeastColumn, min(width, MostColumn))}
	for other, w := range v.Widths {
		if other != id {
			widths[other] = w
		}
	}
	v.Widths = widths
}

// withoutColumns shows the columns of a table that nobody has changed.
func (v View) withoutColumns() View {
	v.Columns, v.Widths = nil, nil
	return v.withDefaults()
}
