package ui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/journal"
	"parsec-hosts/internal/words"
)

// Journal keeps what happens to the hosts for the next time, and tells what happened before.
type Journal interface {
	Read(since time.Time) (records []journal.Record, skipped int, err error)
	// Observe takes down what a good page changed; it is called for every one, in their order.
	Observe(f fleet.Fleet, happened []fleet.Event) error
	Add(journal.Record) error
}

// timelineKept bounds the records that the timeline shows.
const timelineKept = 2000

// chronicle is what is known of the past. Its history is the one thing in the model that is changed
// in place, by Update alone: it grows with every day, and no copy of it is ever needed.
type chronicle struct {
	history  *journal.History
	timeline []journal.Record // newest last
	writing  bool             // one write at a time, so that records stay in their order
	waiting  []entry          // to be written next
}

// entry is one thing for the journal: a page, or a record of its own.
type entry struct {
	fleet    fleet.Fleet
	happened []fleet.Event
	record   journal.Record // of no kind for a page
}

// readPast asks for what earlier runs have written down.
func (m Model) readPast() tea.Cmd { return readJournal(m.opts.Journal, m.shown) }

// onHistoryLoaded takes over what earlier runs have written down, and what is known of the hosts by
// now on top of it.
func (m Model) onHistoryLoaded(msg historyLoadedMsg) (Model, tea.Cmd) {
	if msg.shown != m.shown {
		return m, nil
	}
	if msg.err != nil {
		return m.tellNotices([]string{"the journal cannot be read: " + problemText(msg.err)})
	}
	m.past.history = msg.history
	if m.answered {
		m.past.history.Observe(m.fleet, nil)
	}
	missing := notAmong(msg.records, m.past.timeline)
	for _, r := range missing {
		if r.Kind == journal.KindLaunched {
			m.past.history.Add(r)
		}
	}
	m.past.timeline = lastOf(append(msg.records, missing...))
	m = m.refreshRecent()
	if msg.skipped > 0 {
		return m.tellNotices([]string{"the journal has " + words.Plural(msg.skipped, "line") + " that cannot be read; they were skipped"})
	}
	return m, nil
}

// chronicle takes down what a good page changed.
func (m Model) chronicle(happened []fleet.Event) (Model, tea.Cmd) {
	m.past.history.Observe(m.fleet, happened)
	records := make([]journal.Record, len(happened))
	for i, e := range happened {
		records[i] = journal.FromEvent(e)
	}
	return m.tell(records...).write(entry{fleet: m.fleet, happened: happened})
}

// chronicleLaunch takes down that a host was connected to.
func (m Model) chronicleLaunch(peerID, launcher string, why purpose) (Model, tea.Cmd) {
	h, ok := m.fleet.Host(peerID)
	switch {
	case !ok:
		return m, nil
	case why != purposeConnect:
		return m.note(journal.KindLaunched, h.Name, launcher), nil
	}
	r := journal.LaunchOf(h, launcher, m.now)
	m.past.history.Add(r)
	return m.tell(r).refreshRecent().write(entry{record: r})
}

// kindEnded is the end of a launched program, for the timeline of this run alone.
const kindEnded journal.Kind = "ended"

// note adds a record to the timeline that is not for the journal.
func (m Model) note(kind journal.Kind, name, words string) Model {
	return m.tell(journal.Record{Time: m.now, Kind: kind, Name: name, To: words})
}

// tell adds records to the timeline.
func (m Model) tell(records ...journal.Record) Model {
	if len(records) > 0 {
		m.past.timeline = lastOf(slices.Concat(m.past.timeline, records))
	}
	return m
}

// notAmong returns the records of this run that were not on disk yet when the others were read.
func notAmong(read, live []journal.Record) []journal.Record {
	type key struct {
		at     int64 // in milliseconds, as on disk
		kind   journal.Kind
		peerID string
	}
	keyOf := func(r journal.Record) key { return key{r.Time.UnixMilli(), r.Kind, r.PeerID} }
	known := make(map[key]bool, len(read))
	for _, r := range read {
		known[keyOf(r)] = true
	}
	return slices.DeleteFunc(slices.Clone(live), func(r journal.Record) bool { return known[keyOf(r)] })
}

// lastOf returns the newest records, without the memory of the others.
func lastOf(records []journal.Record) []journal.Record {
	if len(records) <= timelineKept {
		return records
	}
	return slices.Clone(records[len(records)-timelineKept:])
}

// refreshRecent looks up anew which hosts were connected to.
func (m Model) refreshRecent() Model {
	m.recent = map[string]time.Time{}
	for _, l := range m.past.history.Recent() {
		m.recent[l.PeerID] = l.Time
	}
	m.recentRevision++
	return m.relist()
}

// write hands an entry to the journal, after those before it.
func (m Model) write(e entry) (Model, tea.Cmd) {
	if m.opts.Journal == nil {
		return m, nil
	}
	m.past.waiting = append(m.past.waiting[:len(m.past.waiting):len(m.past.waiting)], e)
	return m.writeNext()
}

func (m Model) writeNext() (Model, tea.Cmd) {
	if m.past.writing || len(m.past.waiting) == 0 {
		return m, nil
	}
	entries := m.past.waiting
	m.past.writing, m.past.waiting = true, nil
	return m, writeJournal(m.opts.Journal, entries)
}

func (m Model) onJournalWritten(msg journalWrittenMsg) (Model, tea.Cmd) {
	m.past.writing = false
	m, next := m.writeNext()
	if msg.err == nil {
		return m, next
	}
	m, told := m.tellNotices([]string{problemText(msg.err)})
	return m, tea.Batch(next, told)
}
