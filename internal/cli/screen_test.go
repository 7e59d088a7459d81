package cli

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	tea "charm.land/bubbletea/v2"

	"parsec-hosts/internal/terminal"
)

// canaryPanic is the value of a panic that holds a secret.
const canaryPanic = "canary-panic-58ae02"

// brokenModel panics in one place.
type brokenModel struct{ where string }

func (m brokenModel) Init() tea.Cmd {
	fail := func() tea.Msg { panic(canaryPanic) }
	switch m.where {
	case "command":
		return fail
	case "batch":
		return tea.Batch(fail, fail)
	}
	return func() tea.Msg { return "go on" }
}

func (m brokenModel) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if m.where == "update" && msg == "go on" {
		panic(canaryPanic)
	}
	return m, nil
}

func (m brokenModel) View() tea.View {
	if m.where == "view" {
		panic(canaryPanic)
	}
	return tea.NewView("")
}

func TestFault56_PanicsOfTheDashboardAreReportedWithoutTheirValue(t *testing.T) {
	for _, where := range []string{"command", "batch", "update", "view"} {
		t.Run(where, func(t *testing.T) {
			folder := t.TempDir()
			stderr := captureStderr(t)
			null, err := os.OpenFile(os.DevNull, os.O_RDWR, 0)
			if err != nil {
				t.Fatal(err)
			}
			defer null.Close()
			guard := terminal.New(null, null, folder)
			program := tea.NewProgram(guardedModel{brokenModel{where}, guard},
				tea.WithInput(nil), tea.WithOutput(io.Discard), tea.WithoutSignalHandler(), tea.WithWindowSize(80, 24),
				testedRenderer().draws(boundSize))
			code, err := guard.Run(&screen{program: program, out: &output{file: null}})
			var bug *terminal.PanicError
			if code != exitFailure || !errors.As(err, &bug) {
				t.Fatalf("exit code %d, error %v", code, err)
			}
			reports, err := filepath.Glob(filepath.Join(folder, "*"))
			if err != nil || len(reports) != 1 {
				t.Fatalf("reports %q, %v", reports, err)
			}
			report, err := os.ReadFile(reports[0])
			if err != nil {
				t.Fatal(err)
			}
			if text := stderr(); len(text) > 0 || bytes.Contains(report, []byte(canaryPanic)) {
				t.Errorf("standard error %q, report\n%s", text, report)
			}
		})
	}
}

// captureStderr diverts what libraries print to os.Stderr, and returns a function that reads it.
func captureStderr(t *testing.T) func() []byte {
	t.Helper()
	file, err := os.Create(filepath.Join(t.TempDir(), "stderr"))
	if err != nil {
		t.Fatal(err)
	}
	before := os.Stderr
	os.Stderr = file
	t.Cleanup(func() {
		os.Stderr = before
		_ = file.Close()
	})
	return func() []byte {
		text, err := os.ReadFile(file.Name())
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
}
