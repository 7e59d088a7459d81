package cli

import (
	"errors"
	"strings"
)

var errOpenQuote = errors.New("a quotation mark is not closed")

// splitWords splits a command line at its blanks, without a shell. Blanks between single or double
// quotation marks stay; nothing else has a meaning, so that Windows paths keep their backslashes.
func splitWords(line string) ([]string, error) {
	var words []string
	var word strings.Builder
	var quote rune // the mark that is open, or 0
	began := false // a word may be empty: ""
	for _, r := range line {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote == 0 && (r == '"' || r == '\''):
			quote, began = r, true
		case quote == 0 && (r == ' ' || r == '\t'):
			if began {
				words = append(words, word.String())
			}
			word.Reset()
			began = false
		default:
			word.WriteRune(r)
			began = true
		}
	}
	if quote != 0 {
		return nil, errOpenQuote
	}
	if began {
		words = append(words, word.String())
	}
	return words, nil
}
