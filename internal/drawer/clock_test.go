package drawer

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

// A version of the library that keeps its clock elsewhere would draw by it again, unnoticed.
func TestTheLibraryTakesAnotherClock(t *testing.T) {
	if !replaceClock(tea.NewProgram(nil), make(chan time.Time)) {
		t.Error("tea.Program keeps no *time.Ticker in a field named ticker: read startRenderer of this version")
	}
}
