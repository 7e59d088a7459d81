package cli

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"parsec-hosts/internal/terminal"
	"parsec-hosts/ui"
)

// screen is the dashboard as a program on a guarded terminal.
type screen struct {
	program *tea.Program
	outcome ui.Outcome
}

// newScreen prepares the dashboard. ctx bounds the program's requests, not the program.
func newScreen(ctx context.Context, a *app, guard *terminal.Guard, options ui.Options) *screen {
	settings := []tea.ProgramOption{
		tea.WithInput(a.stdio.In),
		tea.WithOutput(a.stdio.Out),
		tea.WithEnvironment(a.environ),
		tea.WithoutSignalHandler(),
		tea.WithFilter(boundSize),
	}
	// Any value of NO_COLOR but none asks for no colours; the library understands a few only.
	if lookup(a.environ, "NO_COLOR") != "" {
		settings = append(settings, tea.WithColorProfile(colorprofile.ASCII))
	}
	return &screen{program: tea.NewProgram(guardedModel{ui.New(ctx, options), guard}, settings...)}
}

// The largest screen that is drawn. The library keeps every cell of it, and a terminal that claims
// to be ten thousand cells wide and high would cost gigabytes.
const maxColumns, maxLines = 1000, 500

// boundSize keeps the size within the largest screen.
func boundSize(_ tea.Model, msg tea.Msg) tea.Msg {
	if size, ok := msg.(tea.WindowSizeMsg); ok {
		return tea.WindowSizeMsg{Width: min(size.Width, maxColumns), Height: min(size.Height, maxLines)}
	}
	return msg
}

// lookup returns the value of a variable, "" when it is not set.
func lookup(environ []string, name string) string {
	for _, pair := range environ {
		if value, found := strings.CutPrefix(pair, name+"="); found {
			return value
		}
	}
	return ""
}

func (s *screen) Run() error {
	model, err := s.program.Run()
	if last, ok := model.(guardedModel); ok {
		if dashboard, ok := last.Model.(ui.Model); ok {
			s.outcome = dashboard.Outcome()
		}
	}
	return err
}

func (s *screen) Quit()    { s.program.Quit() }
func (s *screen) Kill()    { s.program.Kill() }
func (s *screen) Suspend() { s.program.Send(tea.SuspendMsg{}) }

// Resumed takes the terminal anew, modes and all: a shell has had it meanwhile, and may have
// written on the screen.
func (s *screen) Resumed() {
	_ = s.program.ReleaseTerminal() // an error means that there is no terminal to draw on any more
	_ = s.program.RestoreTerminal()
	s.program.Send(tea.ResumeMsg{})
}

// guardedModel hands panics to the guard: Bubble Tea would print them, with whatever they hold.
type guardedModel struct {
	tea.Model
	guard *terminal.Guard
}

func (m guardedModel) Init() tea.Cmd { return m.guarded(m.Model.Init()) }

func (m guardedModel) Update(msg tea.Msg) (next tea.Model, cmd tea.Cmd) {
	next = m
	defer m.guard.Recover()
	inner, cmd := m.Model.Update(msg)
	return guardedModel{inner, m.guard}, m.guarded(cmd)
}

func (m guardedModel) View() (view tea.View) {
	defer m.guard.Recover()
	return m.Model.View()
}

// guarded makes cmd, and the commands it may stand for, run under the guard.
func (m guardedModel) guarded(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer m.guard.Recover()
		msg = cmd()
		if batch, ok := msg.(tea.BatchMsg); ok {
			for i, each := range batch {
				batch[i] = m.guarded(each)
			}
		}
		return msg
	}
}
