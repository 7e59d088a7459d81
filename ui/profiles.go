package ui

import (
	"maps"
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"parsec-hosts/internal/poll"
	"parsec-hosts/internal/textsafe"
	"parsec-hosts/parsecapi"
)

// ProfileChoice is a profile that the dashboard can show, as the menu tells of it.
type ProfileChoice struct {
	Name    string
	About   string // where it asks and as whom, in a few words
	Current bool   // it is the one that is shown
}

// opening is a profile on its way to the screen.
type opening struct {
	name    string
	options *Options // nil until it has been opened
}

// oneProfile says why the profile cannot be switched, or "".
func oneProfile(m Model) string {
	switch {
	case m.opening.name != "":
		return "the profile " + textsafe.Clean(m.opening.name) + " is being opened already"
	case m.opts.OneProfile != "":
		return textsafe.Clean(m.opts.OneProfile)
	case m.opts.OpenProfile == nil || !slices.ContainsFunc(m.opts.Profiles, func(p ProfileChoice) bool { return !p.Current }):
		return "there is no other profile"
	}
	return ""
}

// chooseProfile lists the profiles, with the cursor on the one after the present one.
func (m Model) chooseProfile() (Model, tea.Cmd) {
	items := make([]menuItem, len(m.opts.Profiles))
	for i, p := range m.opts.Profiles {
		items[i] = m.profileItem(p)
		if i < lastPick {
			items[i].key = strconv.Itoa(i + 1)
		}
	}
	current := slices.IndexFunc(m.opts.Profiles, func(p ProfileChoice) bool { return p.Current })
	m, cmd := m.openMenu("Profile", items)
	m.menu = m.menu.moveTo((current + 1) % len(items))
	return m, cmd
}

func (m Model) profileItem(p ProfileChoice) menuItem {
	item := menuItem{label: "  " + textsafe.Clean(p.Name), note: textsafe.Clean(p.About), run: func(m Model) (Model, tea.Cmd) {
		return m.openProfile(p.Name)
	}}
	if p.Current {
		item.label = m.theme.glyphs.done + " " + textsafe.Clean(p.Name)
		item.blocked = "the profile " + textsafe.Clean(p.Name) + " is on the screen already"
	}
	return item
}

func (m Model) openProfile(name string) (Model, tea.Cmd) {
	m.opening = opening{name: name}
	m, told := m.say("opening the profile " + textsafe.Clean(name) + m.theme.glyphs.ellipsis)
	return m, tea.Batch(told, openProfile(m.opts.OpenProfile, name))
}

// onProfileOpened leaves everything as it is when the profile cannot be opened.
func (m Model) onProfileOpened(msg profileOpenedMsg) (Model, tea.Cmd) {
	if msg.err != nil {
		name := textsafe.Clean(m.opening.name)
		m.opening = opening{}
		return m.sayFor(m.theme.glyphs.failed+" the profile "+name+" cannot be shown: "+problemText(msg.err), noticeTime)
	}
	m.opening.options = &msg.options
	return m, nil
}

// switchWhenReady puts the profile that was opened in the place of this one. What was begun for a
// host of this one and is over in a moment comes first: a launcher must not be started with the
// other profile's settings, and neither the view nor the journal lose anything.
func (m Model) switchWhenReady() (Model, tea.Cmd) {
	starting := m.planning > 0 || m.secret.open || slices.ContainsFunc(m.connections, func(c launched) bool { return c.starting() })
	if m.opening.options == nil || m.saving.busy || m.past.writing || m.checking.active() || starting {
		return m, nil
	}
	next, begun := New(m.program, *m.opening.options).inPlaceOf(m).begin()
	text := next.theme.glyphs.done + " profile " + textsafe.Clean(m.opening.name)
	if m.watching() {
		text += "; the watches and waits of " + textsafe.Clean(m.opts.Profile) + " have ended"
	}
	next, told := next.sayFor(text, noticeTime/2)
	return next, tea.Batch(leaveProfile(m.leave, m.opts.Close), begun, told)
}

// inPlaceOf takes over what belongs to the terminal, to the programs that were started and to the
// services that were asked. All counters go on from where they are, so that the answers and the
// timers of the old profile are known as such.
func (m Model) inPlaceOf(old Model) Model {
	m.width, m.height, m.sizes, m.now = old.width, old.height, old.sizes, old.now
	m.started = old.started
	m.profile, m.background = old.profile, old.background
	m.mouse, m.details, m.awaySince = old.mouse, old.details, old.awaySince
	m.theme = m.chooseTheme()
	m.connections, m.nextID = old.connections, old.nextID
	m.shown, m.toast, m.pollSeq = old.shown+1, old.toast, old.pollSeq
	m.clockSeq, m.checkID, m.countdowns = old.clockSeq, old.checkID, old.countdowns
	m.searches = old.searches
	m.left = map[string]poll.Schedule{}
	maps.Copy(m.left, old.left)
	m.left[old.opts.Profile] = old.abandoned()
	if before, shown := m.left[m.opts.Profile]; shown {
		m.schedule = before.With(m.opts.Poll)
	}
	return m
}

// begin asks for the first page, or waits as long as it must: coming back to a profile makes no
// request that staying with it would not.
func (m Model) begin() (Model, tea.Cmd) {
	m.polling = false
	first := Model.poll
	if ok, _, _ := m.schedule.Refresh(m.now); !ok {
		first = Model.armPoll
	}
	m, asked := first(m)
	return m, tea.Batch(asked, m.readPast())
}

// abandoned is the schedule with the request under way counted, whose answer nobody will hear.
func (m Model) abandoned() poll.Schedule {
	if !m.polling {
		return m.schedule
	}
	return m.schedule.Failed(m.now, 1, parsecapi.RetryAfter{}, m.opts.Jitter())
}
