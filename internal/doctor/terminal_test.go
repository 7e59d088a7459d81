package doctor

import "testing"

func TestATerminalThatHasEverything(t *testing.T) {
	getenv := environment(map[string]string{"TERM": "tmux-256color", "TMUX": "/tmp/t", "LANG": "de_DE.UTF-8", "NO_COLOR": "1", "TERM_PROGRAM": "tmux"})
	checks := Terminal{In: true, Out: true, Width: 120, Height: 40, Colors: "256", Getenv: getenv}.Screen()
	want(t, checks, "terminal", OK)
	want(t, checks, "kind", OK, "TERM=tmux-256color, TERM_PROGRAM=tmux, inside tmux")
	want(t, checks, "size", OK, "120 columns, 40 lines")
	want(t, checks, "colours", OK, "256")
	want(t, checks, "locale", OK, "LANG=de_DE.UTF-8")
	want(t, checks, "wishes", OK, "NO_COLOR set")
}

func TestATerminalThatLacksSomething(t *testing.T) {
	dumb := environment(map[string]string{"TERM": "dumb", "LC_ALL": "C"})
	checks := Terminal{In: true, Out: true, Width: 20, Height: 5, ASCII: true, Getenv: dumb}.Screen()
	want(t, checks, "kind", Warn, "cannot move its cursor")
	want(t, checks, "size", Warn, "too narrow", "30 columns")
	want(t, checks, "locale", Warn, "LC_ALL=C", "UTF-8")
	none(t, checks, "wishes")
}

func TestNoTerminalIsNoFault(t *testing.T) {
	checks := Terminal{Getenv: environment(nil)}.Screen()
	want(t, checks, "terminal", Skipped)
	want(t, checks, "size", Skipped)
	want(t, checks, "locale", OK, "taken for UTF-8")
	if !Well(checks) {
		t.Errorf("something fails: %+v", checks)
	}
}
