package ui

import "parsec-hosts/internal/textsafe"

// helpSections are all that the help tells: what keys do and why some cannot act now, the filter's
// language, the signs, and what messages may have had no room for.
func (m Model) helpSections() []helpSection {
	var sections []helpSection
	for _, group := range []string{groupHost, groupOwn, groupList, groupLinks, groupMove, groupProgram} {
		s := helpSection{title: group}
		for _, a := range m.actions {
			if a.group == group && a.binding.Help().Desc != "" {
				s.lines = append(s.lines, m.actionHelp(a))
			}
		}
		sections = append(sections, s)
	}
	sections = append(sections, filterHelp, m.signHelp())
	if told := m.told(); len(told) > 0 {
		s := helpSection{title: "To know"}
		for _, text := range told {
			s.lines = append(s.lines, helpLine{text: textsafe.Clean(text)})
		}
		sections = append(sections, s)
	}
	return sections
}

func (m Model) actionHelp(a action) helpLine {
	l := helpLine{key: a.binding.Help().Key, text: a.describe()}
	if why := a.why(m); why != "" {
		l.text, l.dim = l.text+" ("+why+")", true
	}
	return l
}

// filterHelp is the filter's language in short.
var filterHelp = helpSection{title: "The filter", lines: []helpLine{
	{key: "rndr07", text: "these letters in this order"},
	{key: "'ender", text: "these letters together; \"edit suite\" has a space in it"},
	{key: "^ren 07$", text: "at the start, at the end"},
	{key: "!test", text: "not this"},
	{key: "a | b", text: "one of these"},
	{key: "name:x", text: "only in the name; also user: mode: game: id:"},
	{key: "is:free", text: "also online, offline, full, pinned, new, self"},
	{key: "seats:>0", text: "free seats; also players:>=1 and seen:<10m"},
}}

func (m Model) signHelp() helpSection {
	g := m.theme.glyphs
	return helpSection{title: "The signs", lines: []helpLine{
		{key: g.online, text: "online"},
		{key: g.missing, text: "missing from the last answer, not yet offline"},
		{key: g.offline, text: "offline, and for how long"},
		{key: g.unknown, text: "unknown: the last answer was incomplete"},
		{key: g.running, text: "connected to from here"},
		{key: g.pinned + " " + g.marked, text: "pinned; marked"},
		{key: g.watch, text: "watched; behind a name: just came online or got a free seat"},
		{key: g.timer, text: "connected to as soon as it is online and has a free seat"},
		{key: g.up + g.down + g.changed, text: "changed in one of the last polls: more, fewer, otherwise"},
		{key: "NEW", text: "came online a short time ago"},
		{key: "AGE", text: "for how long online or gone; > for longer than that"},
		{key: "SEATS", text: "guests of seats; – where the service does not tell"},
	}}
}

// told lists what a message or the banner may have had no room for.
func (m Model) told() []string {
	if !m.fleet.Stale() {
		return m.notices
	}
	return append([]string{m.problem.String()}, m.notices...)
}
