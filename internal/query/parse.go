package query

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Parse reads a filter as typed. An error is always an *Error, about the first term that it does
// not understand; the query then holds all the others.
func Parse(text string) (Query, error) {
	p := parser{rest: text, length: len(text)}
	q := Query{groups: p.groups()}
	if p.err != nil {
		return q, p.err
	}
	return q, nil
}

// parser reads a filter from the left.
type parser struct {
	rest   string
	length int // of the whole filter
	err    *Error
}

// at returns how much of the filter is read.
func (p *parser) at() int { return p.length - len(p.rest) }

// fail keeps the first error, which is about what was read since start.
func (p *parser) fail(start int, err Error) {
	if p.err == nil {
		err.Span = Span{Start: start, End: p.at()}
		p.err = &err
	}
}

// groups reads the whole filter. A group of which nothing is understood is left out.
func (p *parser) groups() []group {
	var all []group
	var g group
	bar := -1 // where the | is that the next term follows, or none
	terms := 0
	for {
		p.rest = strings.TrimLeftFunc(p.rest, unicode.IsSpace)
		start := p.at()
		if p.accept("|") {
			if terms == 0 || bar >= 0 {
				p.fail(start, Error{Message: "| stands between two terms: one | other", Incomplete: true})
			}
			bar = start
			continue
		}
		if bar < 0 || p.rest == "" {
			all, g = appendGroup(all, g), nil
		}
		if p.rest == "" {
			break
		}
		if t, ok := p.term(); ok {
			g = append(g, t)
		}
		bar = -1
		terms++
	}
	if bar >= 0 {
		p.fail(bar, Error{Message: "| stands between two terms: one | other", Incomplete: true})
	}
	return all
}

func appendGroup(all []group, g group) []group {
	if len(g) == 0 {
		return all
	}
	return append(all, g)
}

func (p *parser) accept(sign string) bool {
	rest, ok := strings.CutPrefix(p.rest, sign)
	p.rest = rest
	return ok
}

// term reads one term.
func (p *parser) term() (t term, ok bool) {
	start := p.at()
	negated := p.accept("!")
	name, rest, _ := cutName(p.rest)
	if field := textFields[name]; field != 0 {
		p.rest = rest
		negated = p.accept("!") != negated
		return p.words(start, negated, field, name+": needs a text right after the colon, as in "+name+":abc")
	}
	if parse := properties[name]; parse != nil {
		p.rest = rest
		negated = p.accept("!") != negated
		test, err := parse(p.body().text)
		if err != nil {
			p.fail(start, *err)
			return term{}, false
		}
		return term{negated: negated, test: test}, true
	}
	if meant := similar(name, similarNames); meant != "" {
		p.rest = rest
		p.body()
		p.fail(start, Error{Message: "there is no field " + name + ":, did you mean " + meant + ":? (in quotes it is plain text)"})
		return term{}, false
	}
	return p.words(start, negated, everywhere, "a sign alone finds nothing: let text follow it, or put it in quotes")
}

// words reads a text with the signs that say how it is to be found.
func (p *parser) words(start int, negated bool, field Field, empty string) (t term, ok bool) {
	exact := p.accept("'")
	prefix := !exact && p.accept("^")
	b := p.body()
	suffix := b.suffix && b.text != "$" // alone it is text
	if suffix {
		b.text = b.text[:len(b.text)-1]
	}
	w := newWords(field, b.text)
	if len(w.letters) == 0 {
		p.fail(start, Error{Message: empty, Incomplete: true})
		return term{}, false
	}
	switch {
	case prefix && suffix:
		w.how = whole
	case prefix:
		w.how = atStart
	case suffix:
		w.how = atEnd
	case exact || b.quoted || negated && field != PeerID:
		w.how = together
	case field == PeerID:
		w.how = atStart
	}
	return term{negated: negated, words: w}, true
}

// body is the text of a term after the signs it begins with.
type body struct {
	text   string
	quoted bool
	suffix bool // it ends with the sign for the end
}

// body reads up to the space or | that ends the term, or the end of the filter. A quote that
// nothing closes holds all the rest: it is still being typed.
func (p *parser) body() body {
	var text strings.Builder
	quoted := p.accept(`"`)
	open, suffix := quoted, false
	for p.rest != "" {
		r, size := utf8.DecodeRuneInString(p.rest)
		next := p.rest[size:]
		switch {
		case r == '\\' && (strings.HasPrefix(next, " ") || strings.HasPrefix(next, `"`)):
			text.WriteByte(next[0])
			size++
		case open && r == '"':
			open = false
		case !open && (r == '|' || unicode.IsSpace(r)):
			return body{text: text.String(), quoted: quoted, suffix: suffix}
		default:
			text.WriteString(p.rest[:size])
		}
		suffix = r == '$' && !open
		p.rest = p.rest[size:]
	}
	return body{text: text.String(), quoted: quoted, suffix: suffix}
}
