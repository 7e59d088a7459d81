package ui

import (
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/words"
)

const (
	// freshEnough is how old the list may be for a host to be launched without a fresh look at it.
	freshEnough = 1500 * time.Millisecond
	// checkTime is how long that look may take. After it the host is launched all the same.
	checkTime = 1500 * time.Millisecond
)

// checking is a wait for a fresh list before a launcher starts: a host that was free some seconds
// ago may be taken by now.
type checking struct {
	peerIDs  []string
	any      bool     // take the next free host for one that cannot be had
	among    []string // of these, in this order: the list may look different by then
	again    bool     // the user knows that there is a connection already
	tried    []string // those that could not be had
	evenFull bool     // the user knows that there is no free seat
	armed    bool     // nobody pressed a key just now: only what is known to be free is launched
	id       int      // number of the wait, for its timer
}

func (c checking) active() bool { return len(c.peerIDs) > 0 }

// check launches the hosts after a fresh look at the list, or at once when the list is fresh.
func (m Model) check(c checking) (Model, tea.Cmd) {
	if !m.fleet.Stale() && m.now.Sub(m.fleet.LastGood()) <= freshEnough && m.complete() {
		return m.launchChecked(c)
	}
	if !m.polling {
		if ok, _, why := m.schedule.Refresh(m.now); !ok {
			return m.launchUnchecked(c, waitWords(why))
		}
	}
	m.checkID++
	c.id = m.checkID
	m.checking = c
	m, asked := m.poll()
	return m, tea.Batch(asked, waitForCheck(checkTime, c.id))
}

func (m Model) complete() bool {
	_, incomplete := m.fleet.Incomplete()
	return !incomplete
}

// checkedNames are the hosts that are waited for, in words.
func (m Model) checkedNames() string {
	if len(m.checking.peerIDs) > 1 {
		return words.Plural(len(m.checking.peerIDs), "host")
	}
	h, ok := m.fleet.Host(m.checking.peerIDs[0])
	if !ok {
		return "the host"
	}
	return inSentence(h.Name)
}

// cancelCheck gives up a connection that has not been started.
func (m Model) cancelCheck() (Model, tea.Cmd) {
	if m.checking.armed {
		m = m.disarm(m.checking.peerIDs[0])
	}
	m.checking = checking{}
	return m.say("not connected")
}

// onCheckExpired launches without a fresh look when the service takes too long to give one.
func (m Model) onCheckExpired(msg checkExpiredMsg) (Model, tea.Cmd) {
	if !m.checking.active() || msg.id != m.checking.id {
		return m, nil
	}
	return m.launchUnchecked(m.checking, "no answer in time")
}

// checked goes on with the launch that waited for a poll, which has just ended.
func (m Model) checked(err error) (Model, tea.Cmd) {
	c := m.checking
	switch {
	case !c.active():
		return m, nil
	case err != nil:
		return m.launchUnchecked(c, "the service could not be asked")
	case !m.complete():
		return m.launchUnchecked(c, "the list is incomplete")
	}
	return m.launchChecked(c)
}

// launchUnchecked launches what is not known to be there, and says so.
func (m Model) launchUnchecked(c checking, why string) (Model, tea.Cmd) {
	m.checking = checking{}
	if c.armed && (m.fleet.Stale() || m.notReady(c.peerIDs[0]) != "") {
		return m.waitAgain(c.peerIDs[0], "was free, but "+why)
	}
	m, told := m.sayFor("not re-checked: "+why, toastTime)
	var launched tea.Cmd
	if len(c.peerIDs) == 1 {
		m, launched = m.launchAll(c.peerIDs)
	} else { // what is known of each of them has to do
		m, launched = m.launchSome(c)
	}
	return m, tea.Batch(told, launched)
}

// launchChecked launches the hosts that a fresh list says can be had. For those that cannot it
// takes another, offers another, or says why.
func (m Model) launchChecked(c checking) (Model, tea.Cmd) {
	m.checking = checking{}
	if len(c.peerIDs) > 1 {
		return m.launchSome(c)
	}
	peerID := c.peerIDs[0]
	h, why := m.obstacle(peerID, c.evenFull)
	switch {
	case why == "":
		return m.launchAll(c.peerIDs)
	case c.armed:
		return m.waitAgain(peerID, why)
	}
	c.tried = append(c.tried, peerID)
	other, found := m.freeHost(m.known(c.among), c.tried)
	switch {
	case c.any && found:
		c.peerIDs = []string{other.PeerID}
		return m.confirmed(other, func(m Model) (Model, tea.Cmd) { return m.goOn(c) })
	case c.any:
		return m.say("no host has a free seat any more")
	case h == nil:
		return m.say("the host " + why)
	}
	return m.offerInstead(h, why)
}

// launchSome launches those of several hosts that can be had, and counts the others.
func (m Model) launchSome(c checking) (Model, tea.Cmd) {
	var free, refused []string
	for _, id := range c.peerIDs {
		if h, why := m.obstacle(id, c.evenFull); why == "" {
			free = append(free, id)
		} else if h != nil {
			refused = append(refused, inSentence(h.Name)+" "+why)
		}
	}
	m, launched := m.launchAll(free)
	if len(refused) == 0 {
		return m, launched
	}
	m, told := m.sayFor(words.Plural(len(free), "connection")+" started; "+strings.Join(refused, ", "), noticeTime)
	return m, tea.Batch(launched, told)
}

// obstacle says why a host cannot be connected to, as it is now known, or "". The host is nil when
// it is not known any more.
func (m Model) obstacle(peerID string, evenFull bool) (h *fleet.Host, why string) {
	h, ok := m.fleet.Host(peerID)
	switch {
	case !ok:
		return nil, "has gone"
	case h.Presence == fleet.Missing, h.Presence == fleet.Offline:
		return h, "has gone offline"
	case h.Full() && !evenFull:
		return h, "was taken " + m.takenWords(h)
	}
	return h, ""
}

// takenWords says when the last free seat was taken, as far as this dashboard has seen it.
func (m Model) takenWords(h *fleet.Host) string {
	i := slices.IndexFunc(m.changes, func(c change) bool { return slices.Contains(c.filled, h.PeerID) })
	if i < 0 {
		return "meanwhile"
	}
	if ago := m.now.Sub(m.changes[i].at); ago >= time.Second {
		return countdown(ago) + " ago"
	}
	return "just now"
}
