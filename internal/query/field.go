package query

import "strings"

// Field is a part of a host that holds text.
type Field uint8

// The fields, which combine as bits.
const (
	Name Field = 1 << iota
	User
	Mode
	Game
	PeerID
)

// everywhere is where a term without a field is looked for.
const everywhere = Name | User | Mode | Game | PeerID

// textFields are the words that restrict a term to a field.
var textFields = map[string]Field{"name": Name, "user": User, "mode": Mode, "game": Game, "id": PeerID}

// properties are the words that begin a test, with what reads the rest of it.
var properties = map[string]func(value string) (test, *Error){
	"is":      parseIs,
	"players": parsePlayers,
	"seats":   parseSeats,
	"seen":    parseSeen,
}

// similarNames are the names in which a slip is recognised. Those of two letters are left out: too
// many other words are close to them.
var similarNames = []string{"name", "user", "mode", "game", "players", "seats", "seen"}

// similar returns the first of the names that word is one slip away from, or "": a letter too
// many, too few, wrong, or changed places with its neighbour.
func similar(word string, names []string) string {
	for _, name := range names {
		if oneSlip(word, name) {
			return name
		}
	}
	return ""
}

func oneSlip(a, b string) bool {
	for a != "" && b != "" && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for a != "" && b != "" && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	swapped := len(a) == 2 && len(b) == 2 && a[0] == b[1] && a[1] == b[0]
	return len(a) <= 1 && len(b) <= 1 || swapped
}

// cutName splits text at its first colon, when only letters stand before it. The name is in lower
// case.
func cutName(text string) (name, rest string, ok bool) {
	name, rest, ok = strings.Cut(text, ":")
	if !ok || name == "" || strings.ContainsFunc(name, notLetter) {
		return "", text, false
	}
	return strings.ToLower(name), rest, true
}

func notLetter(r rune) bool { return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') }
