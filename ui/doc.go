// Package ui is the dashboard: a Bubble Tea program that shows the hosts of a fleet as a live,
// selectable list and hands the chosen one to a launcher.
//
// Where things are:
//
//   - model.go holds the state and the index of messages; each message has one handler in
//     handlers.go (what was loaded), connections.go (launchers) or actions.go (keys).
//   - commands.go is the only place with effects; commands close over values, never the model.
//   - watch.go has what is watched, armed.go the connections that wait for a free seat, notify.go how
//     either is told, away.go what is different while nobody looks.
//   - list.go decides which hosts are rows, in which order, and where the cursor is.
//   - layout.go turns a size into places; view.go composes the screen from header.go, table.go,
//     details.go, states.go, help.go and footer.go.
//   - looks.go says what may be chosen of the looks; theme.go has every style, palette.go the colours
//     and glyphs.go the signs; segments.go writes styled text of an exact width.
//
// The package does no network, process or file work of its own: cli injects it through Options.
package ui
