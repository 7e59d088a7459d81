package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"parsec-hosts/internal/columns"
)

// chooseColumns shows every column there is: which are shown, in which order and how wide.
func (m Model) chooseColumns() (Model, tea.Cmd) {
	m, cmd := m.openMenu("Columns", m.columnItems())
	m.menu.refill = Model.columnItems
	m.menu.hints = []hint{{m.theme.glyphs.enter, "show or hide"}, {"< >", "move"}, {"+ -", "size"}, {"0", "reset"}, {"esc", "back"}}
	return m, cmd
}

// offeredColumns are the shown columns in their order, and then the others.
func (v View) offeredColumns() []string {
	ids := slices.Clone(v.Columns)
	for _, id := range columns.Names() {
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

func (m Model) columnItems() []menuItem {
	ids := m.view.offeredColumns()
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
	note := c.About
	if c.Metadata {
		note += " (metadata)"
	}
	item := menuItem{label: sign + " " + c.Title, note: note, stay: true}
	// The cursor follows the column: pressed again, the key undoes what it did.
	change := func(f func(*View)) func(Model) (Model, tea.Cmd) {
		return func(m Model) (Model, tea.Cmd) {
			m, cmd := m.changeView(f)
			m.menu.cursor = slices.Index(m.view.offeredColumns(), id)
			return m, cmd
		}
	}
	item.run = change(func(v *View) { v.toggleColumn(id) })
	if id == nameColumn {
		item.blocked = "every table has the name"
	}
	move := func(step int) func(Model) (Model, tea.Cmd) {
		return change(func(v *View) { v.moveColumn(id, step) })
	}
	size := func(by int) func(Model) (Model, tea.Cmd) {
		return func(m Model) (Model, tea.Cmd) {
			width := m.columnWidth(id)
			return m.changeView(func(v *View) { v.sizeColumn(id, width+by) })
		}
	}
	item.keys = map[string]func(Model) (Model, tea.Cmd){
		"space": item.run,
		"<":     move(-1), "left": move(-1),
		">": move(1), "right": move(1),
		"+": size(1), "-": size(-1),
		"0": change(func(v *View) { *v = v.withoutColumns() }),
	}
	if item.blocked != "" {
		delete(item.keys, "space")
	}
	return item
}

// columnWidth is how wide the user made a column, or how wide it is on the screen or would at least be.
func (m Model) columnWidth(id string) int {
	if width := m.view.Widths[id]; width > 0 {
		return width
	}
	for _, c := range m.tableShape(m.layout().tableWidth).columns {
		if c.ID == id {
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
