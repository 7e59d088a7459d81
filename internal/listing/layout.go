package listing

import (
	"bytes"
	"encoding/json"
	"strings"

	"parsec-hosts/internal/textsafe"
)

// layout writes JSON value by value, as encoding/json would lay it out, so that a list never has to be
// in memory as a whole. BenchmarkPrint shows what that saves.
type layout struct {
	text   []byte
	indent string // of each level; with "" all is on one line
	depth  int
	begun  bool // there is something in the object or list that is open
}

func (l *layout) open(mark byte) {
	l.text = append(l.text, mark)
	l.depth++
	l.begun = false
}

func (l *layout) close(mark byte) {
	l.depth--
	if l.begun {
		l.newline()
	}
	l.text = append(l.text, mark)
	l.begun = true
}

// item goes where the next item of what is open stands.
func (l *layout) item() {
	if l.begun {
		l.text = append(l.text, ',')
	}
	l.begun = true
	l.newline()
}

func (l *layout) newline() {
	if l.indent == "" {
		return
	}
	l.text = append(l.text, '\n')
	for range l.depth {
		l.text = append(l.text, l.indent...)
	}
}

// name begins a member of an object.
func (l *layout) name(name string) {
	l.item()
	l.string(name)
	l.text = append(l.text, ':')
	if l.indent != "" {
		l.text = append(l.text, ' ')
	}
}

func (l *layout) string(s string) {
	if textsafe.IsPrintableASCII(s) && !strings.ContainsAny(s, `"\`) {
		l.text = append(l.text, '"')
		l.text = append(l.text, s...)
		l.text = append(l.text, '"')
		return
	}
	quoted, _ := textsafe.EncodeJSON(s, "") // a text always can be
	l.text = append(l.text, bytes.TrimRight(quoted, "\n")...)
}

func (l *layout) member(name, value string) {
	l.name(name)
	l.string(value)
}

// raw writes a value that is JSON already.
func (l *layout) raw(value json.RawMessage) {
	if value[0] != '{' && value[0] != '[' {
		l.text = append(l.text, value...)
		return
	}
	out := bytes.NewBuffer(l.text)
	if l.indent == "" {
		_ = json.Compact(out, value)
	} else {
		_ = json.Indent(out, value, strings.Repeat(l.indent, l.depth), l.indent)
	}
	l.text = out.Bytes()
}

// take returns what was written since the last call, safe for a terminal. It is valid until more is
// written.
func (l *layout) take() []byte {
	text := textsafe.EscapeJSON(l.text)
	l.text = l.text[:0]
	return text
}
