package ui

import (
	"strconv"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// action is something a key does. Help, footer, action menu and key handling are all made from these.
type action struct {
	// name is what the configuration calls it; it never changes.
	name    string
	binding key.Binding
	// about says more than the few words of the binding, in help and action menu; "" says the same.
	about string
	group string
	// hint ranks the action in the footer: 1 is the last to be dropped, 0 is not shown.
	hint int
	// hinted is what the footer calls the action now; nil: always the words of the binding.
	hinted func(Model) string
	// blocked says why the action is impossible now, or "" when it is possible. Nil: always.
	blocked func(Model) string
	run     func(Model) (Model, tea.Cmd)
	// onHeading takes the place of both while the cursor is on the heading of a group. Nil: nothing does.
	onHeading func(Model) Model
	moves     bool // it moves the cursor, and does nothing else
}

// The groups of the help, in its order.
const (
	groupHost    = "The selected host"
	groupList    = "The list"
	groupLinks   = "Connections from here"
	groupMove    = "Move"
	groupProgram = "The program"
	groupOwn     = "Your own"
)

// describe says in a sentence or less what the action does.
func (a action) describe() string {
	if a.about != "" {
		return a.about
	}
	return a.binding.Help().Desc
}

// hintWords are what the footer calls the action now.
func (a *action) hintWords(m Model) string {
	if a.hinted != nil {
		return a.hinted(m)
	}
	return a.binding.Help().Desc
}

// why says why the action is impossible now, or "".
func (a *action) why(m Model) string {
	if a.blocked == nil {
		return ""
	}
	return a.blocked(m)
}

func bind(help, text string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(help, text))
}

// allActions is everything that keys do.
func allActions() []action {
	enter := unicodeGlyphs().enter
	actions := []action{
		{name: "connect", binding: bind(enter, "connect", "enter"), about: "connect, or fold and unfold a group", group: groupHost, hint: 1, hinted: connectHint, blocked: connectBlocked, run: Model.connect, onHeading: Model.turnHeading},
		{name: "connect-any", binding: bind("a", "connect to any", "a"), about: "connect to the first host of the list that has a free seat", group: groupHost, blocked: nobodyFree, run: Model.connectAny},
		{name: "copy-peer-id", binding: bind("y", "copy peer ID", "y"), about: "copy the peer ID, or those of all that are marked", group: groupHost, hint: 3, blocked: noTargets, run: Model.copyPeerID},
		{name: "copy", binding: bind("Y", "copy menu", "Y"), about: "copy name, user, JSON, a call of the SDK and more", group: groupHost, blocked: noTargets, run: Model.openCopyMenu},
		{name: "pin", binding: bind("*", "pin", "*"), group: groupHost, blocked: noHost, run: Model.togglePin},
		{name: "mark", binding: bind("tab", "mark", "tab"), about: "mark for what is done to several hosts at once", group: groupHost, hint: 9, blocked: noHost, run: toggleMark(1)},
		{name: "mark-up", binding: bind("shift+tab", "mark and go up", "shift+tab"), group: groupHost, blocked: noHost, run: toggleMark(-1)},
		{name: "mark-all", binding: bind("ctrl+a", "mark all that are listed", "ctrl+a"), group: groupHost, blocked: noHosts, run: Model.markAll},
		{name: "next-launcher", binding: bind("l", "next launcher", "l"), group: groupHost, hint: 9, blocked: oneLauncher, run: Model.nextLauncher},
		{name: "dismiss", binding: bind("x", "dismiss offline host", "x"), group: groupHost, blocked: dismissBlocked, run: Model.dismiss},

		{name: "filter", binding: bind("/", "filter", "/"), group: groupList, hint: 4, run: Model.startFilter},
		{name: "clear", binding: bind("esc", "clear", "esc"), about: "clear the marks, then the filter, then the scope", group: groupList, hint: 2, blocked: nothingToClear, run: Model.clear},
		{name: "scope", binding: bind("v", "scope", "v"), about: "show all, online, free, pinned or recent hosts", group: groupList, hint: 12, run: Model.nextScope},
		{name: "sort", binding: bind("s", "sort", "s"), about: "sort by the next column", group: groupList, hint: 11, run: Model.sortNext},
		{name: "reverse", binding: bind("S", "reverse", "S"), about: "sort the other way round", group: groupList, run: Model.sortOtherWay},
		{name: "group", binding: bind("b", "group", "b"), about: "group by user, mode or game", group: groupList, run: Model.nextGrouping},
		{name: "fold", binding: bind("←", "fold", "left"), about: "fold the group", group: groupList, blocked: notGrouped, run: fold(true)},
		{name: "unfold", binding: bind("→", "unfold", "right"), about: "unfold the group", group: groupList, blocked: notGrouped, run: fold(false)},
		{name: "columns", binding: bind("c", "columns", "c"), about: "choose, order and size the columns", group: groupList, run: Model.chooseColumns},
		{name: "timeline", binding: bind("t", "timeline", "t"), about: "what happened, to search and to jump to its host", group: groupList, run: Model.openTimeline},
		{name: "refresh", binding: bind("r", "refresh", "r"), group: groupList, hint: 8, run: Model.refresh},
		{name: "pause", binding: bind("space", "pause", "space"), group: groupList, hint: 13, blocked: notPolling, run: Model.togglePause},
	}
	actions = append(actions, watchActions()...)
	actions = append(actions, connectionActions()...)
	actions = append(actions, moves()...)
	return append(actions,
		action{name: "details", binding: bind("i", "details", "i"), group: groupProgram, hint: 10, run: Model.toggleDetails},
		action{name: "profile", binding: bind("p", "profile", "p"), about: "show another profile of the configuration", group: groupProgram, hint: 15, blocked: oneProfile, run: Model.chooseProfile},
		action{name: "mouse", binding: bind("m", "mouse", "m"), about: "let the mouse choose hosts, or select text", group: groupProgram, run: Model.toggleMouse},
		action{name: "actions", binding: bind(":", "actions", ":", "ctrl+k"), about: "find an action by typing what it does", group: groupProgram, hint: 5, run: Model.openActionMenu},
		action{name: "help", binding: bind("?", "help", "?"), group: groupProgram, hint: 5, run: Model.openHelp},
		action{name: "quit", binding: bind("q", "quit", "q", "ctrl+c"), group: groupProgram, hint: 6, run: Model.quit},
		action{name: "suspend", binding: bind("ctrl+z", "suspend", "ctrl+z"), group: groupProgram, run: Model.suspend},
	)
}

// moves are the actions that only move the cursor.
func moves() []action {
	move := func(name string, b key.Binding, to func(list) int) action {
		return action{name: name, binding: b, group: groupMove, moves: true, run: func(m Model) (Model, tea.Cmd) {
			m.list = m.list.moveTo(to(m.list))
			return m, nil
		}}
	}
	actions := []action{
		move("up", bind("↑ k", "up", "up", "k"), func(l list) int { return l.cursor - 1 }),
		move("down", bind("↓ j", "down", "down", "j"), func(l list) int { return l.cursor + 1 }),
		move("page-up", bind("pgup", "a page up", "pgup", "ctrl+b"), func(l list) int { return l.cursor - l.page() }),
		move("page-down", bind("pgdn", "a page down", "pgdown", "ctrl+f"), func(l list) int { return l.cursor + l.page() }),
		move("first", bind("g home", "to the first host", "g", "home"), func(list) int { return 0 }),
		move("last", bind("G end", "to the last host", "G", "end"), func(l list) int { return len(l.rows) - 1 }),
	}
	for n := 1; n <= lastPick; n++ {
		digit, help, text := strconv.Itoa(n), "", ""
		if n == 1 {
			help, text = "1…9", "to the visible host with that number"
		}
		actions = append(actions, move("pick-"+digit, bind(help, text, digit), func(l list) int {
			if i := l.pick(n); i >= 0 {
				return i
			}
			return l.cursor
		}))
	}
	return actions
}
