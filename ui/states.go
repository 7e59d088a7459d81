package ui

import (
	tea "charm.land/bubbletea/v2"

	"parsec-hosts/internal/problem"
	"parsec-hosts/internal/textsafe"
	"parsec-hosts/internal/words"
)

// banner says what is wrong with the list, above it and never in its place. It has one line when
// something is wrong, two when there is a remedy as well, and none when all is well.
func (m Model) banner() []string {
	if m.width < minWidth || !m.fleet.Stale() {
		return m.incompleteBanner()
	}
	s, sign := m.theme.row.warn, m.theme.glyphs.missing
	if m.problem.Kind == problem.SignIn || m.problem.Kind == problem.Permission {
		s, sign = m.theme.row.alert, m.theme.glyphs.failed
	}
	lines := []string{spread(m.width, line{{text: sign + " " + m.problem.What, style: s}}, line{{text: m.nextTry(), style: m.theme.row.dim, rank: 1}})}
	if m.problem.Remedy != "" {
		lines = append(lines, spread(m.width, line{{text: "  " + m.problem.Remedy, style: m.theme.row.text}}, nil))
	}
	return lines
}

// nextTry counts down to the next request by itself.
func (m Model) nextTry() string {
	switch {
	case m.signedIn == signInFailed:
		return m.keyOf("refresh") + " tries again"
	case m.polling:
		return "asking again" + m.theme.glyphs.ellipsis
	case m.paused:
		return "paused"
	}
	left := m.schedule.Due().Sub(m.now)
	if m.opts.Looks.NoMotion {
		return "next try within " + countdown(upToTen(left))
	}
	return "next try in " + countdown(left)
}

func (m Model) incompleteBanner() []string {
	why, incomplete := m.fleet.Incomplete()
	if !incomplete || m.width < minWidth {
		return nil
	}
	return []string{spread(m.width, line{{text: m.theme.glyphs.unknown + " the list is incomplete: " + why, style: m.theme.row.warn}}, nil)}
}

// emptyLines says why no host is shown.
func (m Model) emptyLines(width int) []string {
	var text string
	switch {
	case m.scoped() && m.filterText() != "" && len(m.list.sorted) > 0:
		text = words.Plural(len(m.list.sorted), "host") + " hidden by the filter or outside the scope " + m.view.Scope + ". " + m.keyOf("clear") + " clears the filter."
	case m.scoped() && len(m.list.sorted) > 0:
		text = words.Plural(len(m.list.sorted), "host") + " outside the scope " + m.view.Scope + ". " + m.keyOf("clear") + " shows all, " + m.keyOf("scope") + " the next scope."
	case m.filterText() != "" && len(m.list.sorted) > 0:
		text = words.Plural(len(m.list.sorted), "host") + " hidden by the filter. " + m.keyOf("clear") + " clears it."
	case m.signedIn == signInFailed:
		text = "Not signed in. " + m.keyOf("refresh") + " tries again."
	case m.fleet.Stale() && !m.answered:
		text = "No answer from " + textsafe.Clean(m.opts.BaseURL) + " yet."
	case m.fleet.Stale():
		text = "The list was empty and is stale for " + words.Age(m.now.Sub(m.fleet.LastGood())) + "."
	case !m.answered && !m.polling && m.paused:
		text = "Paused before " + textsafe.Clean(m.opts.BaseURL) + " was asked."
	case !m.answered && !m.polling:
		text = "The next request to " + textsafe.Clean(m.opts.BaseURL) + " is in " + countdown(m.schedule.Due().Sub(m.now)) + "."
	case !m.answered:
		text = "Asking " + textsafe.Clean(m.opts.BaseURL) + " for hosts" + m.theme.glyphs.ellipsis
	default:
		text = "The service lists no hosts for this session. They appear here as soon as they come online."
	}
	const margin = "    "
	lines := []string{""}
	for _, l := range wrap(text, width-2*len(margin)) {
		lines = append(lines, margin+l)
	}
	return lines
}

// welcomeLines is the first-run screen.
func (m Model) welcomeLines() []string {
	const margin = "   "
	r := m.theme.row
	var lines []string
	add := func(s style, text string) {
		for _, l := range wrap(text, m.width-2*len(margin)) {
			lines = append(lines, margin+s.render(l))
		}
	}
	item := func(what, how string) {
		lines = append(lines, "")
		add(m.theme.key, what)
		add(r.text, how)
	}
	lines = append(lines, "")
	add(m.theme.title, "Welcome. parsec-hosts shows the Parsec hosts that you may connect to.")
	add(r.dim, "Press d to see it at work on simulated hosts. To sign in, choose one of three ways:")
	item("A session from your backend (recommended)", `session_command = ["your-broker", "session"]`)
	item("An API key and an external ID", "PARSEC_HOSTS_API_KEY and PARSEC_HOSTS_EXTERNAL_ID, or api_key_command and external_id")
	item("A session ID you have", "PARSEC_HOSTS_SESSION_ID")
	lines = append(lines, "")
	add(r.dim, "The settings go into "+textsafe.Clean(m.opts.Welcome.ConfigPath)+"; config.example.toml names them all.")
	return lines
}

func (m Model) onWelcomeKey(pressed string) (Model, tea.Cmd) {
	switch pressed {
	case "d":
		m.outcome = StartDemo
		return m, tea.Quit
	case "q", "esc":
		return m, tea.Quit
	}
	m, _ = m.scrollPanel(pressed, len(m.welcomeLines()))
	return m, nil
}
