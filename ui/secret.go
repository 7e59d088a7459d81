package ui

import (
	"strings"
	"time"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"parsec-hosts/internal/launch"
	"parsec-hosts/internal/words"
	"parsec-hosts/parsecapi"
)

// secretPrompt asks for what a host wants to know of whoever connects. What is typed is not shown, and
// stays no longer than the question.
type secretPrompt struct {
	open     bool
	since    time.Time
	launcher *launch.Launcher // which would make every copy of the model larger
	peerIDs  []string
	typed    input
}

// askSecret asks once, for all of the hosts.
func (m Model) askSecret(l launch.Launcher, peerIDs []string) (Model, tea.Cmd) {
	typed, cmd := newInput("").focused()
	m.secret = secretPrompt{open: true, since: m.now, launcher: &l, peerIDs: peerIDs, typed: typed}
	return m, cmd
}

// onSecretKey takes what is typed. Enter may still be the one that connects, at first.
func (m Model) onSecretKey(msg tea.KeyPressMsg) (Model, tea.Cmd) {
	asked := m.secret
	switch msg.String() {
	case "esc":
		m.secret = secretPrompt{}
		return m.say("not connected")
	case "enter":
		if m.now.Sub(asked.since) < misfireTime {
			return m, nil
		}
		m.secret = secretPrompt{}
		return m.launchEach(*asked.launcher, asked.peerIDs, parsecapi.NewSecret(asked.typed.text()))
	}
	var cmd tea.Cmd
	m.secret.typed, cmd = asked.typed.update(msg)
	return m, cmd
}

// secretLines are the question, with a sign for each letter of the answer as far as there is room.
func (m Model) secretLines() []string {
	whose := words.Plural(len(m.secret.peerIDs), "host")
	if len(m.secret.peerIDs) == 1 {
		whose = m.nameOf(m.secret.peerIDs[0])
	}
	letters := min(utf8.RuneCountInString(m.secret.typed.text()), m.width/3)
	answer := "(none) "
	if letters > 0 {
		answer = strings.Repeat(m.theme.glyphs.dot, letters) + " "
	}
	return m.message("secret of "+whose+": "+answer+m.theme.glyphs.enter+" connects, esc cancels", m.theme.prompt)
}
