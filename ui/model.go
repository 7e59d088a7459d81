package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"parsec-hosts/internal/fleet"
	"parsec-hosts/internal/journal"
	"parsec-hosts/internal/poll"
	"parsec-hosts/internal/problem"
	"parsec-hosts/internal/query"
	"parsec-hosts/parsecapi"
)

// Model is the state of the dashboard. It is a value: Update returns a changed copy.
type Model struct {
	program context.Context // bounds all there is
	ctx     context.Context // bounds what is asked for this profile
	leave   func()          // ends ctx
	shown   int             // how many profiles were shown before this one
	opts    Options
	theme   *theme
	actions []action
	keys    map[string]int // key name → index in actions
	outcome Outcome
	picked  []*fleet.Host
	ended   bool // there is nothing left to show

	width, height int
	sizes         int // number of the newest size
	started       bool
	background    Background // what the terminal told
	profile       colorprofile.Profile
	now           time.Time // the time of the newest message: all ages shown are as of then

	fleet     fleet.Fleet
	list      list
	pages     int // that were applied
	cellMarks cellMarks

	past chronicle

	view           View
	viewRevision   int // changes with all that decides which rows there are, but fleet and filter
	saving         saving
	pinned         map[string]bool      // by peer ID, as in view
	folded         map[string]bool      // by name of the group
	recent         map[string]time.Time // when a host was connected to from here, by peer ID
	recentRevision int
	marked         map[string]bool // by peer ID, for what is done to several hosts at once
	query          query.Query     // what the list is filtered by
	queryFault     *query.Error    // what of the filter is not understood, or nil
	searches       int             // number of the newest search outside the loop
	searchUnderWay bool

	session  parsecapi.Session
	route    parsecapi.Route // of the newest page
	problem  problem.Problem // of the newest poll; zero when it succeeded
	signedIn signInState

	schedule      poll.Schedule
	left          map[string]poll.Schedule // of profiles shown before, by name
	pollSeq       int                      // number of the newest poll, asked or due
	polling       bool
	answered      bool // some poll has succeeded
	paused        bool
	announce      bool // the poll under way was asked for by key: say how it ended
	clockSeq      int
	clockAt       time.Time // when the newest clock message is due
	toast         toast
	prompt        prompt
	notices       []string // those already told
	events        []event  // newest first
	changes       []change // newest first
	launcherIndex int      // of the launcher that Enter uses
	planning      int      // launchers that are being looked for
	checking      checking
	checkID       int // of the newest wait for a fresh list
	watches       watches
	fired         map[string]time.Time // when a watch last fired for a host, by peer ID
	armed         []armed
	countdowns    int       // number of the newest one
	awaySince     time.Time // when the terminal lost the focus; zero while it has it

	connections []launched
	nextID      int
	opening     opening

	picture   picture
	onlyMoved bool // the message that is handled is a key that moves the cursor
	tip       shownTip
	menu      menu
	filter    input
	mouse     bool // clicks are for the dashboard, not for selecting text
	clicked   click
	filtering bool // the filter line has the keyboard

	secret  secretPrompt
	log     logPanel
	help    help
	scroll  int // first line shown of the help, a log or the first-run screen
	details detailsWish
}

// signInState is whether there is a session to work with.
type signInState int

// The sign-in states.
const (
	signInPending signInState = iota
	signInDone
	signInFailed // nothing is asked any more until a key is pressed
)

// New returns the dashboard. ctx bounds everything it begins; cancel it after the program.
func New(ctx context.Context, opts Options) Model {
	if opts.Now == nil {
		opts.Now = time.Now
	}
	if opts.Jitter == nil {
		opts.Jitter = func() float64 { return 0 }
	}
	if opts.Poll == (poll.Config{}) {
		opts.Poll = poll.Default()
	}
	m := Model{
		program:       ctx,
		opts:          opts,
		profile:       colorprofile.TrueColor,
		schedule:      poll.New(opts.Poll),
		launcherIndex: opts.Launching.Default,
		filter:        newInput(opts.View.Filter),
		view:          opts.View.withDefaults(),
		viewRevision:  1,
		mouse:         opts.Mouse,
	}
	m.ctx, m.leave = context.WithCancel(ctx)
	m.past.history = journal.NewHistory(nil)
	m.pinned = m.view.pinnedSet()
	m = m.restoreWatches()
	m = m.refilter()
	m.now = m.wallClock()
	m.theme = m.chooseTheme()
	m.actions = opts.Looks.nameKeys(append(opts.Keys.apply(allActions()), userActions(opts.Actions)...))
	if m.picking() {
		m = m.beginPicking()
	}
	m.keys = indexKeys(m.actions)
	m = m.repainted(picture{}, false)
	if opts.Welcome == nil {
		m.polling, m.pollSeq = true, 1
	}
	return m
}

// Outcome tells why the dashboard ended, to whoever ran it.
func (m Model) Outcome() Outcome { return m.outcome }

// Init asks for the colours of the terminal. All else waits for its size, see onSize.
func (m Model) Init() tea.Cmd { return tea.RequestBackgroundColor }

// start asks for the first page, and reads what was written down earlier.
func (m Model) start() tea.Cmd {
	if m.opts.Welcome != nil {
		return nil
	}
	cmds := []tea.Cmd{m.load(), m.readPast()}
	if !m.picking() {
		cmds = append(cmds, findConnections(m.opts.Launching.Running))
	}
	return tea.Batch(cmds...)
}

// Update is the index of everything that can happen.
func (m Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	before := m.picture
	m.now, m.picture.drawn, m.onlyMoved = m.wallClock(), nil, false
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m, cmd = m.onSize(msg)
	case sizeSettledMsg:
		m, cmd = m.onSizeSettled(msg)
	case tea.ColorProfileMsg:
		m = m.onColorProfile(msg)
	case tea.BackgroundColorMsg:
		m = m.onBackground(msg)
	case tea.KeyPressMsg:
		m, cmd = m.onKey(msg)
	case tea.MouseWheelMsg:
		m = m.settled().onWheel(msg)
	case tea.MouseClickMsg:
		m, cmd = m.settled().onClick(msg)
	case tea.PasteMsg:
		m, cmd = m.onPaste(msg)
	case tea.FocusMsg:
		m, cmd = m.onFocus()
	case tea.BlurMsg:
		m, cmd = m.onBlur()
	case tea.ResumeMsg:
		m, cmd = m.onResume()
	case hostsLoadedMsg:
		m, cmd = m.onHostsLoaded(msg)
	case pollDueMsg:
		m, cmd = m.onPollDue(msg)
	case foundMsg:
		m = m.onFound(msg)
	case clockMsg:
		m = m.onClock(msg)
	case toastExpiredMsg:
		m = m.onToastExpired(msg)
	case historyLoadedMsg:
		m, cmd = m.onHistoryLoaded(msg)
	case journalWrittenMsg:
		m, cmd = m.onJournalWritten(msg)
	case viewSavedMsg:
		m, cmd = m.onViewSaved(msg)
	case copiedMsg:
		m, cmd = m.onCopied(msg)
	case checkExpiredMsg:
		m, cmd = m.onCheckExpired(msg)
	case countdownOverMsg:
		m, cmd = m.onCountdownOver(msg)
	case launchPlannedMsg:
		m, cmd = m.onLaunchPlanned(msg)
	case launchStartedMsg:
		m, cmd = m.onLaunchStarted(msg)
	case launchStatusMsg:
		m, cmd = m.onLaunchStatus(msg)
	case connectionsFoundMsg:
		m, cmd = m.onConnectionsFound(msg)
	case reportMsg:
		m, cmd = m.onReport(msg)
	case stopAskedMsg:
		m, cmd = m.onStopAsked(msg)
	case focusAskedMsg:
		m, cmd = m.onFocusAsked(msg)
	case logReadMsg:
		m, cmd = m.onLogRead(msg)
	case logDueMsg:
		m, cmd = m.onLogDue(msg)
	case terminalEndedMsg:
		m, cmd = m.onTerminalEnded(msg)
	case profileOpenedMsg:
		m, cmd = m.onProfileOpened(msg)
	case LeaveMsg:
		m, cmd = m.quit()
	default:
		m.filter, cmd = m.filter.update(msg)
		m = m.refilter()
	}
	m, switched := m.switchWhenReady()
	m, overdue := m.pollIfOverdue()
	m, searching := m.searchElsewhere()
	m.onlyMoved = m.onlyMoved && switched == nil && overdue == nil && searching == nil
	m = m.repainted(before, m.onlyMoved)
	l := m.layout()
	m.list = m.list.fit(l.rows)
	m, learned := m.followTip(l)
	m, clock := m.windClock()
	return m, tea.Batch(cmd, switched, overdue, searching, learned, clock)
}

// wallClock is the time without its monotonic reading, which stands still while a computer
// sleeps: hosts grow older and sessions expire all the same.
func (m Model) wallClock() time.Time { return m.opts.Now().Round(0) }

// relist brings the list up to date with all that decides which rows there are.
func (m Model) relist() Model {
	m.list = m.list.update(m.source())
	return m
}

func (m Model) source() listSource {
	return listSource{
		fleet: m.fleet, view: m.view, viewRevision: m.viewRevision,
		pinned: m.pinned, folded: m.folded, recent: m.recent, recentRevision: m.recentRevision,
		filter: m.filterText(), query: m.query, now: m.now,
	}
}

// layout places everything. Where the cursor is does not matter for it.
func (m Model) layout() layout {
	if m.picture.drawn == nil {
		return m.arranged()
	}
	return m.picture.drawn.layout.get(func() layout { return m.arranged() })
}

func (m Model) arranged() layout {
	return arrange(arrangement{
		width: m.width, height: m.height,
		picking:     m.picking(),
		banner:      len(m.banner()),
		filter:      m.filterVisible(),
		waiting:     m.waitingLine() != "",
		connections: m.stripHeight(),
		footer:      len(m.footer()),
		details:     m.details,
	})
}
