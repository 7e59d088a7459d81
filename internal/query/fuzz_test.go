package query

import (
	"errors"
	"math/rand/v2"
	"testing"
	"unicode/utf8"

	"parsec-hosts/internal/fleet"
)

func FuzzParse(f *testing.F) {
	for _, seed := range []struct{ text, name string }{
		{"", ""},
		{`^render$ | !"x y" user:'anna`, "render-07"},
		{"is:online !players:>0 seats:<=1 seen:<10m", "a"},
		{"usr:x is: | || ! ' ^$ \\", "b"},
		{"zë e\u0308 Ł", "zoe\u0308 ł"},
		{"🇩 \xff क", "🇩🇪 \xff\u0301 क्षि"},
		{`"unclosed \" $`, ` unclosed " `},
		{"name:!^a$ game:x|id:'q", "\u0301a"},
	} {
		f.Add(seed.text, seed.name)
	}
	f.Fuzz(func(t *testing.T, text, name string) {
		q, err := Parse(text)
		checkError(t, text, err)
		h := &fleet.Host{PeerID: "1QA0qE1h0aBW7GKRTXCU0ZInLVZ", Name: name, UserName: name + "#anna", Provider: name, ExternalID: "anna"}
		score, ok := score(q, h)
		if q.Match(h, Facts{}) != ok {
			t.Errorf("%q matches %q: %v, but it is scored as %v", text, name, !ok, ok)
		}
		if score != 0 && (!ok || !q.Ranked()) {
			t.Errorf("%q gives %q a score of %d", text, name, score)
		}
		if want, _ := q.oracleScore(h, Facts{}); score != want {
			t.Errorf("%q gives %q a score of %d, want %d", text, name, score, want)
		}
		checkIndex(t, text, name)
		for _, field := range []Field{Name, User, PeerID} {
			checkSpans(t, name, q.Spans(field, name))
		}
		checkHighlight(t, text, name)
	})
}

func checkError(t *testing.T, text string, err error) {
	var e *Error
	if err == nil {
		return
	}
	if !errors.As(err, &e) || e.Message == "" {
		t.Fatalf("%q: an error of another kind: %v", text, err)
	}
	s := e.Span
	if s.Start < 0 || s.Start >= s.End || s.End > len(text) || !onRune(text, s.Start) || !onRune(text, s.End) {
		t.Errorf("%q: an error about bytes %v", text, s)
	}
}

func checkSpans(t *testing.T, text string, spans []Span) {
	at := -1
	for _, s := range spans {
		if s.Start <= at || s.End <= s.Start || s.End > len(text) || !onRune(text, s.Start) || !onRune(text, s.End) {
			t.Errorf("%q has spans %v", text, spans)
		}
		at = s.End
	}
}

func onRune(text string, i int) bool {
	if i == len(text) || !utf8.ValidString(text) {
		return true
	}
	return utf8.RuneStart(text[i])
}

// checkHighlight wants something lit in a name exactly when the text is found in it.
func checkHighlight(t *testing.T, text, name string) {
	for h := range whole + 1 {
		w := newWords(Name, text)
		if len(w.letters) == 0 {
			return
		}
		w.how = h
		q := Query{groups: []group{{term{words: w}}}}
		_, _, want := find(appendLetters(nil, name, w.matchCase), w.letters, h)
		if found, lit := q.Match(&fleet.Host{Name: name}, Facts{}), q.Spans(Name, name); found != want || want != (len(lit) > 0) {
			t.Errorf("%q (%d) in %q: found %v, lit %v, want %v", text, h, name, found, lit, want)
		}
	}
}

// TestTheBestAlignmentIsFound tries all ways to find the letters of many short texts.
func TestTheBestAlignmentIsFound(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	text := func(alphabet string, length int) string {
		b := make([]byte, 1+random.IntN(length))
		for i := range b {
			b[i] = alphabet[random.IntN(len(alphabet))]
		}
		return string(b)
	}
	found := 0
	for range 20_000 {
		name, wanted := text("abAB1-", 12), text("ab1-", 5)
		letters, want := appendLetters(nil, name, false), appendLetters(nil, wanted, false)
		from, to, ok := find(letters, want, inOrder)
		if !ok {
			continue
		}
		found++
		a := align(letters, want, from, to, nil)
		var at []int
		a.trace(letters, want, func(i int) { at = append([]int{i}, at...) })
		best := bestPoints(letters, want, nil)
		if a.points != best || pointsOf(letters, at) != best {
			t.Fatalf("%q in %q: %d points at %v, which has %d; the best way has %d", wanted, name, a.points, at, pointsOf(letters, at), best)
		}
	}
	if found < 1000 {
		t.Errorf("only %d of the texts were found", found)
	}
}

// bestPoints returns the most points of all ways to find want after the letters at the given indices.
func bestPoints(letters, want []letter, at []int) int {
	if len(want) == 0 {
		return pointsOf(letters, at)
	}
	start := 0
	if len(at) > 0 {
		start = at[len(at)-1] + 1
	}
	best := none
	for i := start; i < len(letters); i++ {
		if letters[i].is(want[0]) {
			best = max(best, bestPoints(letters, want[1:], append(at[:len(at):len(at)], i)))
		}
	}
	return best
}

func pointsOf(letters []letter, at []int) int {
	points := firstPoints(letters, at[0])
	for n, i := range at[1:] {
		if skipped := i - at[n] - 1; skipped == 0 {
			points += joinedPoints(letters, i)
		} else {
			points += perLetter + beginning(letters, i) - gapBegins - gapGoesOn*int32(skipped-1)
		}
	}
	return int(points)
}
