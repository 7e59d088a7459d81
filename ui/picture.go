package ui

import "time"

// picture is what the screen shows apart from the cursor. Messages that only move the cursor share one: such
// a key costs the rows that come into sight, the two that the cursor leaves and reaches, and the details of
// the host that it is on, however many hosts there are (BenchmarkKey). Every other message begins another
// picture, so that nobody has to know what a message changes on the screen.
type picture struct {
	list        int       // number of the list that it shows
	from, until time.Time // while nothing in it ages; until is zero where nothing does
	drawn       *drawn    // nil while a message is handled: what is not settled yet is not kept
}

// drawn are the parts of a picture that have been drawn so far. View fills them in. Only the picture decides
// what they look like, so that it does not matter who asks first.
type drawn struct {
	layout       once[layout]
	shape        once[tableShape]
	title        once[string] // of the window
	above, below once[[]string]
	columns      once[string]
	rows         map[rowPlace]string // without what stands before the presence sign
}

// rowPlace is a row of the list, which is drawn in another way under the cursor.
type rowPlace struct {
	index       int
	underCursor bool
}

// mostRows bounds the rows that are kept: it is several times those of the largest screen.
const mostRows = 4096

// once is a value that is worked out when somebody asks for it.
type once[T any] struct {
	value T
	known bool
}

func (o *once[T]) get(draw func() T) T {
	if !o.known {
		o.value, o.known = draw(), true
	}
	return o.value
}

// row returns a row as it was drawn before, or draws it.
func (d *drawn) row(at rowPlace, draw func() string) string {
	line, ok := d.rows[at]
	if !ok {
		if d.rows == nil || len(d.rows) >= mostRows {
			d.rows = make(map[rowPlace]string)
		}
		line = draw()
		d.rows[at] = line
	}
	return line
}

// repainted ends the handling of a message. The picture from before it is kept if the message has only moved
// the cursor, and as long as nothing in it has aged.
func (m Model) repainted(before picture, onlyMoved bool) Model {
	aged := m.now.Before(before.from) || !before.until.IsZero() && !m.now.Before(before.until)
	if !onlyMoved || aged || before.list != m.list.number {
		before = picture{list: m.list.number, from: m.now, drawn: &drawn{}}
	}
	m.picture = before
	return m
}

// agesAfter notes for how long the screen as it is now stays true; 0 is for ever.
func (p picture) agesAfter(wait time.Duration, now time.Time) picture {
	if at := now.Add(wait); wait > 0 && (p.until.IsZero() || at.Before(p.until)) {
		p.until = at
	}
	return p
}
