package ui

import (
	"fmt"
	"time"

	"parsec-hosts/internal/textsafe"
	"parsec-hosts/internal/words"
)

// recently is how long a host that came or went counts in the header.
const recently = 5 * time.Minute

// header tells where we are, as whom, how many hosts there are and how fresh that is.
func (m Model) header() string {
	r := m.theme.row
	left := line{
		{text: "parsec-hosts", style: m.theme.title, rank: 3},
		{text: m.theme.profileName(textsafe.Clean(m.opts.Profile)), style: m.theme.profile},
		{text: textsafe.Clean(m.opts.User), style: r.dim, rank: 4},
		{text: m.sessionText(), style: r.dim, rank: 5},
	}
	if m.opts.ReadOnly {
		left = append(left, segment{text: "read-only", style: r.warn, rank: 1})
	}
	if m.opts.Demo != "" {
		left = append(left, segment{text: m.opts.Demo, style: r.warn, rank: 3})
	}
	if m.opts.Welcome != nil {
		return spread(m.width, left, nil)
	}
	right := line{m.watchCount(r), m.comings(r), m.counts(r), m.freshness(r)}
	return spread(m.width, left, right)
}

func (m Model) sessionText() string {
	switch {
	case m.signedIn != signInDone:
		return ""
	case m.session.ExpiresAt.IsZero():
		return "session without expiry"
	}
	left := m.session.ExpiresAt.Sub(m.now)
	if left <= 0 {
		return "session expired"
	}
	return "session " + words.Age(max(left, 10*time.Second)) + " left"
}

func (m Model) counts(r rowStyles) segment {
	if !m.answered {
		return segment{}
	}
	c := m.fleet.Counts()
	text := fmt.Sprintf("%d online", c.Online+c.Missing)
	if c.Unknown > 0 {
		text += fmt.Sprintf(" %d unknown", c.Unknown)
	}
	return segment{text: text, style: r.text, rank: 2}
}

// comings counts who came and went recently, as in "+2 −1".
func (m Model) comings(r rowStyles) segment {
	came, went := 0, 0
	for _, c := range m.changes {
		if m.now.Sub(c.at) > recently {
			break
		}
		came, went = came+c.came, went+c.went
	}
	return segment{text: comingWords(came, went), style: r.dim, rank: 4}
}

// untilComingIsOld is how long the count of who came and went stays as it is, or 0.
func (m Model) untilComingIsOld() time.Duration {
	left := time.Duration(0)
	for _, c := range m.changes {
		age := m.now.Sub(c.at)
		if age > recently {
			break
		}
		left = recently - age + time.Nanosecond
	}
	return left
}

func comingWords(came, went int) string {
	text := ""
	if came > 0 {
		text = fmt.Sprintf("+%d", came)
	}
	if went > 0 {
		if text != "" {
			text += " "
		}
		text += fmt.Sprintf("−%d", went)
	}
	return text
}

// freshness says how much the list can be trusted right now. A live list bears no age: a number
// that changes all the time would tell nothing.
func (m Model) freshness(r rowStyles) segment {
	g := m.theme.glyphs
	sinceGood := m.now.Sub(m.fleet.LastGood())
	switch {
	case m.signedIn == signInFailed:
		return segment{text: g.failed + " not signed in", style: r.alert}
	case m.fleet.Stale() && m.answered:
		return segment{text: g.missing + " stale" + lasting(sinceGood), style: r.warn}
	case m.fleet.Stale():
		return segment{text: g.failed + " no list yet", style: r.warn}
	case m.paused && m.answered:
		return segment{text: g.pause + " paused" + lasting(sinceGood), style: r.warn}
	case m.paused:
		return segment{text: g.pause + " paused", style: r.warn}
	case !m.answered:
		return segment{text: g.offline + " connecting", style: r.dim}
	case sinceGood > 2*m.interval():
		return segment{text: g.online + " live, " + words.Age(sinceGood) + " old", style: r.warn}
	}
	return segment{text: g.online + " live", style: r.online}
}

// lasting is an age that is worth telling, after a blank.
func lasting(d time.Duration) string {
	if lasted := words.Age(d); lasted != "now" {
		return " " + lasted
	}
	return ""
}
