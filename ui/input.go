package ui

import (
	"strings"
	"unicode/utf8"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"parsec-hosts/internal/textsafe"
)

// newInput edits one line of text. It is drawn by whoever shows it, with the terminal's own cursor,
// which blinks without messages.
func newInput() textinput.Model {
	input := textinput.New()
	input.CharLimit = 200
	input.SetVirtualCursor(false)
	// Its own way to paste would start a program to read this computer's clipboard; terminals paste
	// by themselves.
	input.KeyMap.Paste.SetEnabled(false)
	return input
}

// inSight returns what is visible of a text that is edited in so many cells, and the cell of the cursor
// in it. What is typed stays in sight: a text that is too long is cut on the left.
func inSight(input textinput.Model, room int) (text string, cursor int) {
	value := []rune(input.Value())
	at := min(input.Position(), len(value))
	head, tail := textsafe.Clean(string(value[:at])), textsafe.Clean(string(value[at:]))
	for textsafe.Width(head) > max(1, room) {
		_, size := utf8.DecodeRuneInString(head)
		head = head[size:]
	}
	return head + tail, textsafe.Width(head)
}

// onPaste gives what was pasted to the line that is edited.
func (m Model) onPaste(msg tea.PasteMsg) (Model, tea.Cmd) {
	pasted := tea.PasteMsg{Content: textsafe.Clean(strings.TrimSpace(msg.Content))}
	var cmd tea.Cmd
	switch {
	case m.prompt.yes != nil:
	case m.menu.open && m.menu.search:
		m.menu.input, cmd = m.menu.input.Update(pasted)
		m.menu.cursor = 0
	case m.menu.open:
	case m.help.typing:
		m.help.search, cmd = m.help.search.Update(pasted)
		m.scroll = 0
	case m.filtering:
		m.filter, cmd = m.filter.Update(pasted)
		m = m.refilter()
	}
	return m, cmd
}

// cursor is where the terminal's own cursor stands while a line is edited, or nil.
func (m Model) cursor() *tea.Cursor {
	const header, rule, frame = 1, 1, 1
	l := m.layout()
	var x, y int
	switch {
	case l.tooSmall, m.prompt.yes != nil, m.opts.Welcome != nil:
		return nil
	case m.menu.open && m.menu.search:
		box := m.menuBox(m.width, m.height)
		left, top := boxPlace(m.width, m.height, box)
		_, cell := inSight(m.menu.input, m.menuInner(m.width)-searchMargin-1)
		x, y = left+frame+searchMargin+cell, top+frame
	case m.menu.open:
		return nil
	case m.help.typing:
		_, cell := inSight(m.help.search, m.width-2*textsafe.Width(filterPrompt))
		x, y = textsafe.Width(filterPrompt)+cell, header+rule
	case m.help.open || !m.filtering:
		return nil
	default:
		_, cell := m.editedFilter()
		x, y = textsafe.Width(filterPrompt)+cell, header+rule+l.banner
	}
	cursor := tea.NewCursor(x, y)
	cursor.Blink = !m.opts.Looks.NoMotion
	return cursor
}
