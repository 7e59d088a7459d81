package session

import (
	"regexp"
	"slices"
	"testing"
	"time"
)

var logged = regexp.MustCompile(`msg="?([^"\n]*?)"? (?:session|origin)=`)

func TestTheLogTellsWhereSessionsComeFrom(t *testing.T) {
	w := newWorld(t)
	first := w.session(w.open())
	again := w.open()
	w.session(again)
	if _, err := w.replace(again, first); err != nil {
		t.Fatal(err)
	}
	w.advance(48 * time.Hour)
	w.session(again)
	var told []string
	for _, match := range logged.FindAllStringSubmatch(w.log.String(), -1) {
		told = append(told, match[1])
	}
	want := []string{"session created", "session reused", "session refused", "session renewed", "session renewed"}
	if !slices.Equal(told, want) {
		t.Errorf("told %q, want %q\n%s", told, want, w.log.String())
	}
}
