package query

import (
	"unicode/utf8"

	"parsec-hosts/internal/fleet"
)

// in reports whether the words are found in the host.
func (w *words) in(h *fleet.Host) bool {
	s := search{words: w}
	s.host(h)
	return s.found
}

// rateUser returns the points of the best find in any form of a host's user.
func (w *words) rateUser(h *fleet.Host) int32 {
	s := search{words: w, rated: true}
	s.user(h)
	return s.outcome()
}

// rateText returns the points of the best find in a text.
func (w *words) rateText(h how, text string) int32 {
	s := search{words: w, rated: true}
	s.look(h, 0, []string{text})
	return s.outcome()
}

// inForms reports whether the other forms of a user may have the words although that as listed, which is
// the same but for what separates its halves, does not.
func (w *words) inForms() bool { return w.separated || w.how >= atStart }

// search looks through a host's texts: for the best find when it is rated, or else for any.
type search struct {
	words  *words
	rated  bool
	found  bool
	points int
}

// inName is what a find in the name is worth more than one elsewhere.
const inName = 32

// separator stands between the two halves of a user as displayed.
const separator = " · "

// outcome is the points, or notFound.
func (s *search) outcome() int32 {
	if !s.found {
		return notFound
	}
	return int32(s.points)
}

func (s *search) host(h *fleet.Host) {
	s.try(Name, inName, h.Name)
	if s.words.fields&User != 0 {
		s.user(h)
	}
	s.try(Mode, 0, h.Mode)
	s.try(Game, 0, h.Game)
	s.try(PeerID, 0, h.PeerID)
}

// user looks at a user as listed and, if that is in vain, as displayed. What must stand at the
// start or the end may do so in either half.
func (s *search) user(h *fleet.Host) {
	if s.try(User, 0, h.UserName) || h.Provider == "" || h.ExternalID == "" {
		return
	}
	if s.try(User, 0, h.Provider, separator, h.ExternalID) || s.words.how < atStart {
		return
	}
	if !s.try(User, 0, h.ExternalID) {
		s.try(User, 0, h.Provider)
	}
}

// try looks at one text, given in parts. Most texts are ruled out without being taken apart.
func (s *search) try(f Field, extra int, parts ...string) (found bool) {
	how, ok := s.words.inField(f)
	if !ok || s.found && !s.rated || !s.words.possible(parts) {
		return false
	}
	return s.look(how, extra, parts)
}

func (s *search) look(h how, extra int, parts []string) (found bool) {
	var room [64]letter // enough for most texts
	letters := room[:0]
	for _, part := range parts {
		letters = appendLetters(letters, part, s.words.matchCase)
	}
	from, to, found := find(letters, s.words.letters, h)
	if !found {
		return false
	}
	s.found = true
	if s.rated {
		s.points = max(s.points, extra+s.words.worth(letters, h, from, to))
	}
	return true
}

// possible reports whether a text in ASCII has the letters in order, which every find needs. About
// any other text it says nothing.
func (w *words) possible(parts []string) bool {
	next := w.letters
	for _, part := range parts {
		if part == separator && !w.separated {
			continue
		}
		for _, c := range []byte(part) {
			if c >= utf8.RuneSelf {
				return true
			}
			if !w.matchCase && 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			if rune(c) != next[0].base {
				continue
			}
			if next = next[1:]; len(next) == 0 {
				return true
			}
		}
	}
	return false
}

// longestWork is the most numbers that the best way to find letters in one text is worked out with.
// No name that somebody means to be read needs as many.
const longestWork = 1 << 14

// worth returns the points of a find between two indices of letters, 1 at least.
func (w *words) worth(letters []letter, h how, from, to int) int {
	switch {
	case h != inOrder:
		return runPoints(letters, from, to)
	case len(w.letters)*(to-from) > longestWork:
		return 1
	}
	var room [512]int32
	a := align(letters, w.letters, from, to, room[:])
	return max(1, a.points)
}
