package ui

import (
	"strings"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"parsec-hosts/internal/textsafe"
)

// input is a line of text that is edited. It is drawn by whoever shows it, with the terminal's own
// cursor, which blinks without messages. It is a value: its methods return another one and leave theirs
// as it was. The library's is behind a pointer, since a copy of it is several kilobytes and the model
// is copied for every cell that is drawn. The zero input is empty and takes no text.
type input struct {
	of    *textinput.Model
	typed string // what it holds: the library puts that together anew each time
}

func newInput(text string) input {
	of := textinput.New()
	of.CharLimit = 200
	of.SetVirtualCursor(false)
	// Its own way to paste would start a program to read this computer's clipboard; terminals paste
	// by themselves.
	of.KeyMap.Paste.SetEnabled(false)
	// Terminals with the keyboard protocol tell these from the plain keys.
	also(&of.KeyMap.DeleteWordBackward, "ctrl+backspace")
	also(&of.KeyMap.DeleteWordForward, "ctrl+delete")
	of.SetValue(text)
	return input{&of, of.Value()}
}

// also gives what keys do to one more.
func also(binding *key.Binding, more string) {
	binding.SetKeys(append(binding.Keys(), more)...)
}

func (i input) text() string { return i.typed }

func (i input) changed(change func(*textinput.Model) tea.Cmd) (input, tea.Cmd) {
	if i.of == nil {
		return i, nil
	}
	next := *i.of
	cmd := change(&next)
	return input{&next, next.Value()}, cmd
}

// update takes a key, a paste or a message of the library's own.
func (i input) update(msg tea.Msg) (input, tea.Cmd) {
	return i.changed(func(of *textinput.Model) (cmd tea.Cmd) {
		*of, cmd = of.Update(msg)
		return cmd
	})
}

// focused takes keys from now on, at its end.
func (i input) focused() (input, tea.Cmd) {
	return i.changed(func(of *textinput.Model) tea.Cmd {
		of.CursorEnd()
		return of.Focus()
	})
}

// blurred keeps its text and takes no more keys.
func (i input) blurred() input {
	i, _ = i.changed(func(of *textinput.Model) tea.Cmd { of.Blur(); return nil })
	return i
}

// inSight returns what is visible of the text in so many cells, and the cell of the cursor in it. What
// is typed stays in sight: a text that is too long is cut on the left.
func (i input) inSight(room int) (text string, cursor int) {
	if i.of == nil {
		return "", 0
	}
	value := []rune(i.of.Value())
	at := min(i.of.Position(), len(value))
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
	case m.secret.open: // which is never on the screen, and may be anything
		m.secret.typed, cmd = m.secret.typed.update(tea.PasteMsg{Content: strings.TrimSpace(msg.Content)})
	case m.prompt.yes != nil:
	case m.menu.open && m.menu.search:
		m.menu.input, cmd = m.menu.input.update(pasted)
		m.menu.cursor = 0
	case m.menu.open:
	case m.help.typing:
		m.help.search, cmd = m.help.search.update(pasted)
		m.scroll = 0
	case m.filtering:
		m.filter, cmd = m.filter.update(pasted)
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
	case m.picking():
		x = m.pickCursor(l) // on the first line, whatever is asked on the last
	case l.tooSmall, m.prompt.yes != nil, m.secret.open, m.log.open, m.opts.Welcome != nil:
		return nil
	case m.menu.open && m.menu.search:
		box := m.menuBox(m.width, m.height)
		left, top := boxPlace(m.width, m.height, box)
		_, cell := m.menu.input.inSight(m.menuInner(m.width) - searchMargin - 1)
		x, y = left+frame+searchMargin+cell, top+frame
	case m.menu.open:
		return nil
	case m.help.typing:
		_, cell := m.help.search.inSight(m.width - 2*textsafe.Width(filterPrompt))
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
