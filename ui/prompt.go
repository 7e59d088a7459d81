package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"parsec-hosts/internal/problem"
)

// How long messages in the footer stay.
const (
	toastTime  = 2 * time.Second
	noticeTime = 8 * time.Second
)

// toast is a passing message in the footer.
type toast struct {
	text string
	seq  int
}

func (m Model) say(text string) (Model, tea.Cmd) { return m.sayFor(text, toastTime) }

func (m Model) sayFor(text string, d time.Duration) (Model, tea.Cmd) {
	m.toast = toast{text: text, seq: m.toast.seq + 1}
	return m, waitForToast(d, m.toast.seq)
}

func (m Model) onToastExpired(msg toastExpiredMsg) Model {
	if msg.seq == m.toast.seq {
		m.toast.text = ""
	}
	return m
}

// prompt is a question in the footer that has the keyboard until it is answered.
type prompt struct {
	question string
	yes      func(Model) (Model, tea.Cmd)
}

// ask puts a question. Enter is no answer: it may be the key that came too early.
func (m Model) ask(question string, yes func(Model) (Model, tea.Cmd)) (Model, tea.Cmd) {
	m.prompt = prompt{question: question, yes: yes}
	return m, nil
}

func (m Model) onPromptKey(pressed string) (Model, tea.Cmd) {
	yes := m.prompt.yes
	switch pressed {
	case "y", "Y":
		m.prompt = prompt{}
		return yes(m)
	case "n", "N", "esc", "q":
		m.prompt = prompt{}
	}
	return m, nil
}

// problemText puts an error into one line.
func problemText(err error) string { return problem.Explain(err).String() }
