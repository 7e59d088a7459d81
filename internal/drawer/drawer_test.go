package drawer_test

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// shown is a model whose view comes as a message.
type shown struct{ view tea.View }

func (m shown) Init() tea.Cmd { return nil }

func (m shown) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.View:
		m.view = msg
	case tea.Cmd:
		return m, msg
	}
	return m, nil
}

func (m shown) View() tea.View { return m.view }

// text is a view of the whole screen.
func text(content string) tea.View {
	view := tea.NewView(content)
	view.AltScreen = true
	return view
}

func TestAMessageIsDrawnAtOnce(t *testing.T) {
	perform(t, renderers["on demand"], shown{}, 80, 24, func(s *stage) {
		s.settle()
		s.wrote()
		sent := time.Now()
		s.send(text("changed"))
		if _, drawn := s.drawn(); s.wrote() == "" || drawn != sent {
			t.Errorf("drawn after %v", drawn.Sub(sent))
		}
	})
}

func TestNothingIsWrittenWhileNothingChanges(t *testing.T) {
	perform(t, renderers["on demand"], shown{}, 80, 24, func(s *stage) {
		s.send(text("still"))
		s.wrote()
		<-time.After(time.Hour)
		s.send("not for this model")
		s.send(text("still"))
		if wrote := s.wrote(); wrote != "" {
			t.Errorf("written: %q", wrote)
		}
	})
}

func TestNoMoreThan120FramesASecondAreDrawn(t *testing.T) {
	perform(t, renderers["on demand"], shown{}, 80, 24, func(s *stage) {
		s.send(text(""))
		before, _ := s.drawn()
		for i := range 1000 {
			s.program.Send(text(time.Duration(i).String()))
			<-time.After(time.Millisecond)
		}
		s.settle()
		if frames, _ := s.drawn(); frames < before+100 || frames > before+121 {
			t.Errorf("%d frames were drawn of 1000 in a second", frames-before)
		}
		if want := "999ns"; s.cell(0, 0) != want[:1] || s.cell(2, 0) != want[2:3] {
			t.Errorf("the last one is not shown\n%s", s.look())
		}
	})
}

// sized is a model that shows nothing until it knows its size.
type sized struct{ shown }

func (m sized) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if _, ok := msg.(tea.WindowSizeMsg); ok {
		m.view = text("at once")
	}
	return m, nil
}

func TestTheFirstFrameIsNotAnEmptyOne(t *testing.T) {
	for range 20 { // the messages that tell the model of its terminal come in any order
		perform(t, renderers["on demand"], sized{}, 80, 24, func(s *stage) {
			began := time.Now()
			s.settle()
			if _, drawn := s.drawn(); drawn != began || s.cell(0, 0) != "a" {
				t.Errorf("drawn after %v\n%s", drawn.Sub(began), s.look())
			}
		})
	}
}

func TestAProgramThatReturnsAtOnceIsFollowedByAFrame(t *testing.T) {
	for range 20 {
		perform(t, renderers["on demand"], shown{}, 80, 24, func(s *stage) {
			s.send(text("mine"))
			s.send(tea.Exec(&borrower{}, nil)())
			s.send(text("mine again"))
			if s.cell(5, 0) != "a" {
				t.Errorf("it is not shown\n%s", s.look())
			}
		})
	}
}
