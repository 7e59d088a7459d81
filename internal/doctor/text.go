package doctor

import (
	"regexp"
	"strings"

	"parsec-hosts/internal/textsafe"
)

// Text is a line whose private parts are marked. Everything that does not come from this program
// itself is such a part.
type Text string

// The marks around a private part and the word for it. No clean text holds these characters.
const (
	markBegin  = "\x01"
	markMiddle = "\x02"
	markEnd    = "\x03"
)

var marked = regexp.MustCompile(markBegin + "([^" + markMiddle + "]*)" + markMiddle + "([^" + markEnd + "]*)" + markEnd)

// Private returns value as text that Masked replaces by <word>. It is made safe for a terminal.
func Private(word, value string) Text {
	if value == "" {
		return ""
	}
	return Text(markBegin + word + markMiddle + textsafe.Clean(value) + markEnd)
}

// shown returns a value from outside that others may know as well.
func shown(value string) Text { return Text(textsafe.Clean(value)) }

// String returns the whole text.
func (t Text) String() string { return marked.ReplaceAllString(string(t), "$2") }

// Masked returns the text for others, as in "<host> refused the connection".
func (t Text) Masked() string { return marked.ReplaceAllString(string(t), "<$1>") }

// MarshalText returns the whole text, for encoding/json.
func (t Text) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// join puts texts that are not empty side by side.
func join(separator Text, texts ...Text) Text {
	var words []string
	for _, t := range texts {
		if t != "" {
			words = append(words, string(t))
		}
	}
	return Text(strings.Join(words, string(separator)))
}
