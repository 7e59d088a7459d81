// Package ui is the dashboard: a Bubble Tea program that shows the hosts of a fleet as a live,
// selectable list and hands the chosen one to a launcher.
//
// Where things are:
//
//   - model.go holds the state and the index of messages; each message has one handler, in handlers.go
//     (what was loaded) or in the file of its subject. commands.go is the only place with effects;
//     commands close over values, never the model.
//   - keymap.go lists everything that keys do, keys.go gives actions other keys, actions.go runs them;
//     useractions.go adds the user's own. mouse.go is the same for clicks.
//   - list.go keeps the rows and the cursor, rows.go decides which rows there are, scope.go which part
//     of the hosts and in which groups, filter.go what is typed; columns.go has the columns, chooser.go
//     the menu of them, marks.go what is marked and changes.go which cells changed.
//   - connect.go decides which host is connected to, check.go looks again first, connections.go starts
//     launchers and follows them, reports.go those that keep a record of their connection; lately.go has
//     what is measured of one, strip.go draws them, connectiondetails.go tells more of one.
//     disconnect.go ends them and makes them anew, focus.go looks for their windows, parting.go tells which outlast the dashboard;
//     secret.go asks for a host's secret, logpanel.go shows what a program writes.
//   - watch.go has what is watched, armed.go the connections that wait for a free seat, notify.go how
//     either is told, away.go what is different while nobody looks.
//   - history.go keeps what happened, timeline.go shows it; remember.go keeps how the list is shown;
//     profiles.go puts another profile in the place of this one.
//   - picking.go makes the list one to choose from, for a program that is told the choice.
//   - layout.go turns a size into places; view.go composes the screen from header.go, table.go,
//     details.go, metadata.go, states.go, events.go, footer.go, tips.go and help.go with helptext.go.
//   - menu.go is the one kind of menu, menubox.go and overlay.go draw it; copy.go, actionmenu.go and
//     others fill it. input.go edits lines of text, prompt.go asks questions.
//   - options.go is all that the dashboard is given; messages.go lists what can happen to it.
//   - looks.go says what may be chosen of the looks; theme.go has every style, palette.go the colours,
//     contrast.go keeps them legible, and glyphs.go has the signs; segments.go writes styled text of an
//     exact width, age.go words ages.
//
// The package does no network, process or file work of its own: cli injects it through Options.
package ui
