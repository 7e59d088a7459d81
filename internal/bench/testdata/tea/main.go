// Tea says the same by means of the library that the dashboard is drawn with.
package main

import tea "charm.land/bubbletea/v2"

func main() { _, _ = tea.NewProgram(hello{}).Run() }

type hello struct{}

func (hello) Init() tea.Cmd { return nil }

func (h hello) Update(tea.Msg) (tea.Model, tea.Cmd) { return h, nil }

func (hello) View() tea.View {
	view := tea.NewView("Hello")
	view.AltScreen = true
	return view
}
