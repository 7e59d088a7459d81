package ui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/textsafe"
	"parsec-hosts/internal/words"
)

const (
	// countdownTime is how long somebody has to stop a connection that is about to start by itself.
	countdownTime = 5 * time.Second
	// countdownSlack is how late a countdown may end. Later than that, the computer slept meanwhile.
	countdownSlack = time.Second
)

// armed is the wish to connect to a host as soon as it is online and has a free seat. Of all wishes
// one at most is counted down: a launcher may take the terminal, and one key cancels.
type armed struct {
	peerID string
	due    time.Time // when the countdown ends; zero while there is none
	id     int       // number of the countdown, for its timer
}

func connectWhenFreeBlocked(m Model) string {
	h, ok := m.selected()
	switch {
	case !ok:
		return "no host is selected"
	case m.armedIndex(h.PeerID) >= 0:
		return "" // taking it off is always possible
	case h.Self:
		return inSentence(h.Name) + " is this very computer"
	case !h.Launchable():
		return "the peer ID of " + inSentence(h.Name) + " is not one that ParsecClientConnect accepts"
	}
	return launchBlocked(m)
}

// connectWhenFree arms the connection to the selected host, or takes it off. If the host is free
// already, it asks whether to connect now.
func (m Model) connectWhenFree() (Model, tea.Cmd) {
	h, _ := m.selected()
	peerID := h.PeerID
	switch {
	case m.armedIndex(peerID) >= 0:
		return m.disarmed(peerID)
	case readyToConnect(h):
		return m.ask(inSentence(h.Name)+" is free now. Connect to it?", func(m Model) (Model, tea.Cmd) {
			return m.goOn(checking{peerIDs: []string{peerID}})
		})
	}
	m.armed = append(slices.Clone(m.armed), armed{peerID: peerID})
	return m.say(m.theme.glyphs.timer + " " + m.waitingWords(peerID))
}

// readyToConnect reports whether the newest page lists the host with a free seat, as far as it tells.
func readyToConnect(h *fleet.Host) bool { return h.Presence == fleet.Online && !h.Full() }

// notReady says why a host is not free, as it is now known, or "".
func (m Model) notReady(peerID string) string {
	h, why := m.obstacle(peerID, false)
	if why == "" && h.Presence != fleet.Online {
		return "is not in the list, which is incomplete"
	}
	return why
}

// waitingWords says what has to happen before the connection starts.
func (m Model) waitingWords(peerID string) string {
	event := " to come online"
	if h, ok := m.fleet.Host(peerID); ok && h.Presence == fleet.Online {
		event = " to get a free seat"
	}
	words := "waiting for " + m.nameOf(peerID) + event
	if m.paused {
		words += ", once " + m.keyOf("pause") + " continues"
	}
	return words
}

// armedIndex finds the wish for a host, or returns -1.
func (m Model) armedIndex(peerID string) int {
	return slices.IndexFunc(m.armed, func(a armed) bool { return a.peerID == peerID })
}

// disarm drops the wish for a host, if there is one.
func (m Model) disarm(peerID string) Model {
	m.armed = slices.DeleteFunc(slices.Clone(m.armed), func(a armed) bool { return a.peerID == peerID })
	return m
}

// disarmed drops it and says so.
func (m Model) disarmed(peerID string) (Model, tea.Cmd) {
	return m.disarm(peerID).say("no longer waiting for " + m.nameOf(peerID))
}

// counting returns the wish that is counted down, if there is one.
func (m Model) counting() (a armed, ok bool) {
	i := slices.IndexFunc(m.armed, func(a armed) bool { return !a.due.IsZero() })
	if i < 0 {
		return armed{}, false
	}
	return m.armed[i], true
}

// holdCountdown goes back to waiting. The next page may begin another countdown.
func (m Model) holdCountdown() Model {
	m.armed = slices.Clone(m.armed)
	for i := range m.armed {
		m.armed[i].due = time.Time{}
	}
	return m
}

// waitAgain goes back to waiting and says why.
func (m Model) waitAgain(peerID, why string) (Model, tea.Cmd) {
	return m.holdCountdown().sayFor(m.nameOf(peerID)+" "+why+": waiting again", noticeTime)
}

// considerArmed looks after a page whether a host that somebody waits for is free. It returns the
// peer ID of the one whose countdown begins.
func (m Model) considerArmed() (_ Model, begins string, cmd tea.Cmd) {
	if a, ok := m.counting(); ok {
		if why := m.notReady(a.peerID); why != "" {
			m, cmd = m.waitAgain(a.peerID, why)
		}
		return m, "", cmd
	}
	// An old page is followed by a fresh one at once.
	old := m.now.Sub(m.fleet.LastGood()) > freshEnough
	if m.paused || old || launchBlocked(m) != "" {
		return m, "", nil
	}
	i := slices.IndexFunc(m.armed, func(a armed) bool {
		h, ok := m.fleet.Host(a.peerID)
		return ok && readyToConnect(h) && !m.connected(a.peerID)
	})
	if i < 0 {
		return m, "", nil
	}
	m.countdowns++
	m.armed = slices.Clone(m.armed)
	m.armed[i].due, m.armed[i].id = m.now.Add(countdownTime), m.countdowns
	return m, m.armed[i].peerID, waitForCountdown(countdownTime, m.countdowns)
}

// onCountdownOver connects after another look at the list, unless something came between.
func (m Model) onCountdownOver(msg countdownOverMsg) (Model, tea.Cmd) {
	a, ok := m.counting()
	if !ok || a.id != msg.id {
		return m, nil
	}
	m = m.holdCountdown()
	if m.now.Sub(a.due) > countdownSlack || launchBlocked(m) != "" {
		return m, nil
	}
	return m.check(checking{peerIDs: []string{a.peerID}, armed: true})
}

// aboutToConnect reports whether a connection is about to start by itself.
func (m Model) aboutToConnect() bool {
	_, counting := m.counting()
	return counting || m.checking.armed
}

// cancelArmed is for whoever does not want that connection after all.
func (m Model) cancelArmed() (Model, tea.Cmd) {
	if m.checking.armed {
		return m.cancelCheck()
	}
	a, _ := m.counting()
	return m.disarmed(a.peerID)
}

// failArmed stops a countdown when the list turns out to be older than it should be.
func (m Model) failArmed() (Model, tea.Cmd) {
	a, ok := m.counting()
	if !ok {
		return m, nil
	}
	return m.waitAgain(a.peerID, "was free, but the service could not be asked")
}

// countdownLine warns of the connection that is about to start by itself.
func (m Model) countdownLine() []string {
	a, ok := m.counting()
	if !ok {
		return nil
	}
	name := textsafe.Truncate(m.nameOf(a.peerID), max(10, m.width/3))
	when := "in " + countdown(a.due.Sub(m.now))
	if m.opts.Looks.NoMotion {
		when = "within " + countdown(countdownTime)
	}
	return m.message(m.theme.glyphs.timer+" "+name+" is free: connects "+when+", esc cancels", m.theme.prompt)
}

// waitingLine tells of the connections that wait for their moment.
func (m Model) waitingLine() string {
	var waiting []string
	for _, a := range m.armed {
		if a.due.IsZero() {
			waiting = append(waiting, a.peerID)
		}
	}
	text, how := "", m.keyOf("watches")+" lists them"
	switch len(waiting) {
	case 0:
		return ""
	case 1:
		text, how = m.waitingWords(waiting[0]), m.keyOf("connect-when-free")+" takes it off"
	default:
		text = "waiting for " + words.Plural(len(waiting), "host")
	}
	r := m.theme.row
	return spread(m.width, line{{text: m.theme.glyphs.timer, style: r.warn}, {text: text, style: r.text}}, line{{text: how, style: r.dim, rank: 1}})
}

// untilCountdownMoves returns how long a countdown on the screen stays true, or 0.
func (m Model) untilCountdownMoves() time.Duration {
	a, ok := m.counting()
	if !ok || m.opts.Looks.NoMotion {
		return 0
	}
	if d := a.due.Sub(m.now) % time.Second; d > 0 {
		return d
	}
	return time.Second
}
