package ui

import (
	"maps"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	tea "charm.land/bubbletea/v2"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/query"
	"parsec-hosts/internal/textsafe"
	"parsec-hosts/internal/words"
)

// Watching is how the user hears of what is watched.
type Watching struct {
	Bell   bool // ring the terminal's bell
	Notify Notify
	Tmux   bool // the terminal is tmux, which hands on only what is wrapped for it

	// UnfocusedInterval is the interval between polls while the terminal has lost the focus and
	// nothing is watched. Where it is shorter than the usual one, that holds.
	UnfocusedInterval time.Duration
	Remember          bool // keep the watches for the next time
}

// Notify is a terminal's protocol for notifications of the desktop.
type Notify string

// The protocols.
const (
	NotifyOff    Notify = ""
	NotifyOSC9   Notify = "osc9"   // iTerm2, WezTerm, Ghostty, Windows Terminal and others
	NotifyOSC777 Notify = "osc777" // foot, WezTerm, Ghostty, urxvt
	NotifyOSC99  Notify = "osc99"  // kitty, foot
)

// firedTime is for how long a row shows that a watch fired for it.
const firedTime = time.Minute

// fireWatches tells of what a page brought that was watched or waited for: in the strip of events,
// in the rows and, once for the whole page, by the bell and a notification. It follows
// recordChanges. Pages that bring nothing cost nothing.
func (m Model) fireWatches(before fleet.Fleet, happened []fleet.Event) (Model, tea.Cmd) {
	m, told := m.fire(before, happened)
	m, begins, cmd := m.considerArmed()
	if begins != "" {
		told = append(told, m.nameOf(begins)+" is free: connecting")
	}
	return m, tea.Batch(cmd, m.opts.Watching.alarm(told))
}

// fire marks the hosts whose watch fires, and returns that in words. In the strip, a line with a
// sign takes the place of the plain one.
func (m Model) fire(before fleet.Fleet, happened []fleet.Event) (Model, []string) {
	var told []string
	fired := map[string]bool{}
	inPlace := map[int]bool{} // numbers of the plain lines, of which the newest is 0
	facts := m.source().facts()
	for i, e := range happened {
		words := m.watchedFor(before, e, facts)
		if words == "" {
			continue
		}
		inPlace[len(happened)-1-i] = true
		if !fired[e.PeerID] {
			fired[e.PeerID] = true
			told = append(told, inSentence(e.Name)+" "+words)
		}
	}
	if len(told) == 0 {
		return m, nil
	}
	m = m.light(fired).withoutEvents(inPlace)
	for _, text := range told[max(0, len(told)-eventsKept):] {
		m = m.record(event{at: m.fleet.LastGood(), glyph: m.theme.glyphs.watch, style: markStyle, text: text})
	}
	return m, told
}

func markStyle(r rowStyles) style { return r.mark }

// watchedFor says what happened to a host if that is what somebody watches for, or "". A host that
// may have been there all the time, beyond the end of an incomplete page, has not come.
func (m Model) watchedFor(before fleet.Fleet, e fleet.Event, facts query.Facts) string {
	if e.Kind != fleet.EventOnline && e.Kind != fleet.EventSeats {
		return ""
	}
	h, ok := m.fleet.Host(e.PeerID)
	if !ok || h.Presence != fleet.Online || !m.watches.watch(h, facts) {
		return ""
	}
	if e.Kind == fleet.EventOnline {
		if h.AlreadyThere {
			return ""
		}
		return "came online"
	}
	was, known := before.Host(e.PeerID)
	if free, told := h.FreeSeats(); known && was.Full() && told && free > 0 {
		return "has a free seat"
	}
	return ""
}

// light notes for whom a watch fired just now, and forgets whose sign has faded.
func (m Model) light(fired map[string]bool) Model {
	lit := maps.Clone(m.fired)
	maps.DeleteFunc(lit, func(_ string, at time.Time) bool { return m.now.Sub(at) >= firedTime })
	if lit == nil {
		lit = map[string]time.Time{}
	}
	for id := range fired {
		lit[id] = m.now
	}
	m.fired = lit
	return m
}

// lit reports whether a watch fired for the host a short time ago.
func (m Model) lit(peerID string) bool {
	at, ok := m.fired[peerID]
	return ok && m.now.Sub(at) < firedTime
}

// untilSignFades returns when the next sign of a watch goes from its row, or 0.
func (m Model) untilSignFades() (next time.Duration) {
	for _, at := range m.fired {
		if d := at.Add(firedTime).Sub(m.now); d > 0 && (next == 0 || d < next) {
			next = d
		}
	}
	return next
}

// withoutEvents takes lines out of the strip.
func (m Model) withoutEvents(numbers map[int]bool) Model {
	var kept []event
	for i, e := range m.events {
		if !numbers[i] {
			kept = append(kept, e)
		}
	}
	m.events = kept
	return m
}

// alarm is the bell and the notification for all that a page brought, or nil.
func (w Watching) alarm(told []string) tea.Cmd {
	if len(told) == 0 {
		return nil
	}
	sequence := w.notification(told)
	if w.Bell {
		sequence += "\a"
	}
	if sequence == "" {
		return nil
	}
	return writeRaw(sequence)
}

// Bounds of a notification: what it lists, and its width in cells.
const (
	mostNotified     = 3
	notificationSize = 120
)

// notification asks the terminal for a notification of the desktop. It begins with the program's
// name: a number at the start of OSC 9 would be taken for a command of its own. A semicolon ends a
// part of such a sequence, and clean text has no character that ends the whole.
func (w Watching) notification(told []string) string {
	const title = "parsec-hosts"
	text := strings.Join(told[:min(len(told), mostNotified)], ", ")
	if more := len(told) - mostNotified; more > 0 {
		text += " and " + words.Plural(more, "other")
	}
	text = textsafe.Truncate(strings.ReplaceAll(textsafe.Clean(text), ";", ","), notificationSize)
	var sequence string
	switch w.Notify {
	case NotifyOSC9:
		sequence = ansi.Notify(title + ": " + text)
	case NotifyOSC777:
		sequence = "\x1b]777;notify;" + title + ";" + text + "\a"
	case NotifyOSC99:
		sequence = ansi.DesktopNotification(title + ": " + text)
	default:
		return ""
	}
	if w.Tmux {
		return ansi.TmuxPassthrough(sequence)
	}
	return sequence
}
