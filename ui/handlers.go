package ui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/poll"
	"parsec-hosts/internal/problem"
	"parsec-hosts/internal/textsafe"
	"parsec-hosts/internal/words"
	"parsec-hosts/parsecapi"
)

// settled is for how long a size must stay before everything is drawn anew.
const settled = 100 * time.Millisecond

// onSize has everything drawn once more when the size has changed. The library draws a larger screen,
// but does not remember what it has drawn in the part that is new, and would leave it there for ever. With
// the first size there is a first frame, which has cost no more than the configuration: whatever takes a
// disk or a network begins now.
func (m Model) onSize(msg tea.WindowSizeMsg) (Model, tea.Cmd) {
	height := m.linesOf(msg.Height)
	changed := m.width > 0 && (msg.Width != m.width || height != m.height)
	m.width, m.height = msg.Width, height
	switch {
	case !m.started:
		m.started = true
		return m, m.start()
	case !changed:
		return m, nil
	}
	m.sizes++
	return m, waitForSize(settled, m.sizes)
}

func (m Model) onSizeSettled(msg sizeSettledMsg) (Model, tea.Cmd) {
	if msg.number != m.sizes {
		return m, nil
	}
	return m, tea.ClearScreen
}

func (m Model) onColorProfile(msg tea.ColorProfileMsg) Model {
	m.profile = msg.Profile
	m.theme = m.chooseTheme()
	return m
}

func (m Model) onBackground(msg tea.BackgroundColorMsg) Model {
	m.background = BackgroundLight
	if msg.IsDark() {
		m.background = BackgroundDark
	}
	m.theme = m.chooseTheme()
	return m
}

// chooseTheme picks the styles that the terminal can show.
func (m Model) chooseTheme() *theme { return newTheme(m.opts.Looks, m.profile, m.background) }

func (m Model) onResume() (Model, tea.Cmd) {
	if !m.asksByItself() {
		return m, nil
	}
	if ok, _, _ := m.schedule.Refresh(m.now); !ok {
		return m, nil
	}
	return m.poll()
}

// asksByItself reports whether requests are made without a key of the user's.
func (m Model) asksByItself() bool {
	return m.opts.Welcome == nil && !m.paused && m.signedIn != signInFailed
}

// poll asks for the hosts now, unless an answer is still awaited.
func (m Model) poll() (Model, tea.Cmd) {
	if m.polling {
		return m, nil
	}
	m.polling = true
	m.pollSeq++
	return m, m.load()
}

func (m Model) load() tea.Cmd {
	return loadHosts(m.ctx, m.opts.Service, m.opts.Notices, m.wallClock, m.pollSeq)
}

// longestWait is a little more than the longest Retry-After that is honoured.
const longestWait = 6 * time.Minute

// armPoll waits for the schedule. There is one timer at most: a number that is not the newest is
// dropped when it fires.
func (m Model) armPoll() (Model, tea.Cmd) {
	if !m.asksByItself() {
		return m, nil
	}
	m.pollSeq++
	m.schedule = m.schedule.Every(m.interval())
	// After a clock that was set back the due time may lie hours ahead.
	wait := min(m.schedule.Due().Sub(m.now), max(longestWait, m.interval()))
	return m, waitForPoll(wait, m.pollSeq)
}

func (m Model) onPollDue(msg pollDueMsg) (Model, tea.Cmd) {
	if msg.seq != m.pollSeq || m.paused || m.polling {
		return m, nil
	}
	return m.poll()
}

// pollIfOverdue asks at the first sign of life after a sleep: the timer of the next poll stood
// still meanwhile.
func (m Model) pollIfOverdue() (Model, tea.Cmd) {
	const late = time.Second // a timer that fires now is not late
	if !m.asksByItself() || m.now.Before(m.schedule.Due().Add(late)) {
		return m, nil
	}
	return m.poll()
}

func (m Model) onHostsLoaded(msg hostsLoadedMsg) (Model, tea.Cmd) {
	if msg.seq != m.pollSeq || !m.polling {
		return m, nil
	}
	m.polling = false
	var told tea.Cmd
	if msg.err != nil {
		m, told = m.onPollFailed(msg)
	} else {
		m, told = m.onPage(msg.page, msg.at)
	}
	m, checked := m.checked(msg.err)
	m, noticed := m.tellNotices(msg.notices)
	m, armed := m.armPoll()
	return m, tea.Batch(told, checked, noticed, armed)
}

// onPage takes over an answer that came at the given time: while a program had the terminal, that
// may be long ago.
func (m Model) onPage(page parsecapi.Page, at time.Time) (Model, tea.Cmd) {
	before := m.fleet
	var happened []fleet.Event
	m.fleet, happened = before.Apply(at, page)
	m.schedule = m.schedule.After(at, page, nil, m.opts.Jitter())
	m.session, m.route = page.Session, page.Route
	m.problem = problem.Problem{}
	m.signedIn, m.answered = signInDone, true
	m = m.recordChanges(happened)
	m.pages++
	m.cellMarks = m.cellMarks.after(m.pages, happened)
	m = m.forgetGone().relist()
	m, noted := m.chronicle(happened)
	m, told := m.announceRefresh()
	m, fired := m.fireWatches(before, happened)
	return m, tea.Batch(noted, told, fired, m.logPage(page, happened))
}

// announceRefresh says how a refresh by key ended.
func (m Model) announceRefresh() (Model, tea.Cmd) {
	if !m.announce {
		return m, nil
	}
	m.announce = false
	return m.say(m.theme.glyphs.done + " " + words.Plural(m.fleet.Counts().Online+m.fleet.Counts().Missing, "host") + " online")
}

func (m Model) onPollFailed(msg hostsLoadedMsg) (Model, tea.Cmd) {
	m.fleet = m.fleet.Failed(msg.err)
	m.problem = problem.Explain(msg.err)
	if m.problem.Kind == problem.SignIn {
		m.signedIn = signInFailed
	}
	m.schedule = m.schedule.After(msg.at, msg.page, msg.err, m.opts.Jitter())
	// The banner says what went wrong; a toast would only repeat it.
	m.announce = false
	m, cmd := m.failArmed()
	return m, tea.Batch(cmd, m.logFailure(msg.err))
}

// refresh is the refresh key: it polls at once, or says why it may not.
func (m Model) refresh() (Model, tea.Cmd) {
	if m.polling {
		return m.say("already asking the service")
	}
	if ok, at, why := m.schedule.Refresh(m.now); !ok {
		return m.say(waitWords(why) + ": next request in " + countdown(at.Sub(m.now)))
	}
	if m.signedIn == signInFailed {
		m.signedIn = signInPending
		m, load := m.poll()
		return m, signInThenLoad(m.opts.SignInAgain, load)
	}
	m.announce = true
	m, told := m.say("refreshing" + m.theme.glyphs.ellipsis)
	m, asked := m.poll()
	return m, tea.Batch(told, asked)
}

func waitWords(why poll.Reason) string {
	if why == poll.ReasonRetryAfter {
		return "the service asked to wait"
	}
	return "the request budget is used up"
}

func (m Model) togglePause() (Model, tea.Cmd) {
	m.paused = !m.paused
	m = m.holdCountdown()
	if m.paused || m.polling {
		return m, nil
	}
	return m.armPoll()
}

// tellNotices shows what was not told yet.
func (m Model) tellNotices(notices []string) (Model, tea.Cmd) {
	for _, notice := range notices {
		if !slices.Contains(m.notices, notice) {
			m.notices = append(slices.Clone(m.notices), notice)
			return m.sayFor(textsafe.Clean(notice), noticeTime)
		}
	}
	return m, nil
}

func (m Model) onClock(msg clockMsg) Model {
	if msg.seq == m.clockSeq {
		m.clockAt = time.Time{}
		m = m.relist()
	}
	return m
}

// windClock arms a timer for the next moment at which something on the screen has aged, so that
// a screen that does not change is not drawn.
func (m Model) windClock() (Model, tea.Cmd) {
	wait := m.untilSomethingAges()
	m.picture = m.picture.agesAfter(wait, m.now)
	if wait <= 0 {
		return m, nil
	}
	at := m.now.Add(wait)
	if m.clockAt.After(m.now) && !at.Before(m.clockAt) {
		return m, nil
	}
	m.clockSeq++
	m.clockAt = at
	return m, waitForClock(wait, m.clockSeq)
}

// untilSomethingAges returns how long the screen stays true, or 0 when it does not age.
func (m Model) untilSomethingAges() time.Duration {
	next := time.Duration(0)
	after := func(wait time.Duration) {
		if wait > 0 && (next == 0 || wait < next) {
			next = wait
		}
	}
	aging := func(since time.Time) {
		if !since.IsZero() {
			after(untilNextAge(m.now.Sub(since)))
		}
	}
	after(m.countdownStep())
	for _, r := range m.list.window(m.layout().rows) {
		if r.host != nil {
			aging(r.host.Since)
		}
	}
	if h, ok := m.selected(); ok {
		aging(h.Since)
	}
	after(m.tip.until.Sub(m.now))
	for _, c := range m.connections {
		if c.report.State == "" { // otherwise its reports have the screen drawn
			aging(c.status.Changed)
		}
	}
	if left := m.session.ExpiresAt.Sub(m.now); left > 0 {
		after(untilLess(left))
	}
	after(m.untilCountdownMoves())
	after(m.untilSignFades())
	after(m.untilComingIsOld())
	// A live list bears no age until it is older than two intervals.
	if until := m.fleet.LastGood().Add(2*m.interval() + time.Nanosecond).Sub(m.now); m.fleet.Stale() || m.paused || until <= 0 {
		aging(m.fleet.LastGood())
	} else {
		after(until)
	}
	return next
}

// countdownStep is how long the wait that is counted down on the screen stays as it is, or 0.
func (m Model) countdownStep() time.Duration {
	switch {
	case m.answered && !m.fleet.Stale() || m.polling || !m.asksByItself():
		return 0
	case m.opts.Looks.NoMotion:
		return untilNextTen(m.schedule.Due().Sub(m.now))
	}
	return time.Second
}
