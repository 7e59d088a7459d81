package cli

import (
	"context"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"parsec-hosts/internal/terminal"
	"parsec-hosts/ui"
)

// screen is the dashboard as a program on a guarded terminal.
type screen struct {
	program *tea.Program
	out     *output
	last    ui.Model // how the dashboard ended
}

// newScreen prepares the dashboard. ctx bounds the program's requests, not the program.
func newScreen(ctx context.Context, a *app, guard *terminal.Guard, options ui.Options) *screen {
	out := &output{file: a.stdio.Out}
	settings := []tea.ProgramOption{
		tea.WithInput(a.stdio.In),
		tea.WithOutput(out),
		tea.WithEnvironment(a.environ),
		tea.WithoutSignalHandler(),
		a.renderer.draws(boundSize),
	}
	// Any value of NO_COLOR but none asks for no colours; the library understands a few only.
	if lookup(a.environ, "NO_COLOR") != "" {
		settings = append(settings, tea.WithColorProfile(colorprofile.ASCII))
	}
	return &screen{program: tea.NewProgram(guardedModel{ui.New(ctx, options), guard}, settings...), out: out}
}

// output is a program's way to its terminal, for as long as the program runs. Killed while it takes the
// terminal back from another program, the library leaves a drawing loop behind, which would go on
// drawing after the terminal was put in order.
type output struct {
	file
	mu    sync.Mutex
	ended bool
}

// file is what the library wants to know a terminal by.
type file interface {
	io.ReadWriteCloser
	Fd() uintptr
}

func (o *output) Write(text []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.ended {
		return 0, os.ErrClosed
	}
	return o.file.Write(text)
}

func (o *output) end() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.ended = true
}

// The largest screen that is drawn. The library keeps every cell of it, and a terminal that claims
// to be ten thousand cells wide and high would cost gigabytes. A frame of twice this width and height
// takes many seconds, in which no key is answered.
const maxColumns, maxLines = 500, 250

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
	s.out.end()
	if last, ok := model.(guardedModel); ok {
		if dashboard, ok := last.Model.(ui.Model); ok {
			s.last = dashboard
		}
	}
	return err
}

func (s *screen) Quit()    { s.program.Send(ui.LeaveMsg{}) }
func (s *screen) Kill()    { s.program.Kill() }
func (s *screen) Suspend() { s.program.Send(tea.SuspendMsg{}) }

func (s *screen) Resumed() { s.program.Send(continuedMsg{}) }

func (s *screen) Silence() { s.out.end() }

// continuedMsg says that the process was stopped without a word and goes on now.
type continuedMsg struct{}

// retake takes the terminal anew, modes and all: a shell has had it meanwhile, and may have
// written on the screen. Lending it to a command that only waits does that, in the event loop,
// where nothing else touches the terminal at the same time.
func retake() tea.Cmd {
	return tea.Exec(pause{}, func(error) tea.Msg { return tea.ResumeMsg{} })
}

// drawingStops is ample time for the library's drawing loop to end after it was told to. The stock
// renderer's stops a clock which the next loop shares: a loop that begins before that never draws.
const drawingStops = 50 * time.Millisecond

// pause is a tea.ExecCommand that does nothing for a moment.
type pause struct{}

func (pause) Run() error {
	time.Sleep(drawingStops)
	return nil
}

func (pause) SetStdin(io.Reader)  {}
func (pause) SetStdout(io.Writer) {}
func (pause) SetStderr(io.Writer) {}

// guardedModel hands panics to the guard: Bubble Tea would print them, with whatever they hold.
type guardedModel struct {
	tea.Model
	guard *terminal.Guard
}

func (m guardedModel) Init() tea.Cmd { return m.guarded(m.Model.Init()) }

func (m guardedModel) Update(msg tea.Msg) (next tea.Model, cmd tea.Cmd) {
	next = m
	defer m.guard.Recover()
	if _, ok := msg.(continuedMsg); ok {
		return m, retake()
	}
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
