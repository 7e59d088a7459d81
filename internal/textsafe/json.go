package textsafe

import (
	"bytes"
	"encoding/json"
	"fmt"
	"unicode/utf16"
	"unicode/utf8"
)

// EscapeJSON returns JSON text in which every character that is not inert (8-bit controls,
// bidirectional and zero-width characters and the like, which encoding/json passes through) is
// written as \uXXXX. The text means the same; bytes that are not UTF-8 become \ufffd, which is
// what they mean to a decoder. Text without such characters comes back as it is.
func EscapeJSON(text []byte) []byte {
	var out []byte // nil until something had to be escaped
	for i := 0; i < len(text); {
		if c := text[i]; ' ' <= c && c <= '~' && out == nil {
			i++ // as nearly always
			continue
		}
		r, size := utf8.DecodeRune(text[i:])
		char := text[i : i+size]
		i += size
		bad := r == utf8.RuneError && size == 1 || !isInert(r) && !isJSONSpace(r)
		switch {
		case bad && out == nil:
			out = append(make([]byte, 0, len(text)+len(text)/8), text[:i-size]...)
			fallthrough
		case bad:
			out = appendEscaped(out, r)
		case out != nil:
			out = append(out, char...)
		}
	}
	if out == nil {
		return text
	}
	return out
}

// isJSONSpace reports whether r may separate JSON tokens, where it cannot be escaped.
func isJSONSpace(r rune) bool { return r == '\n' || r == '\r' || r == '\t' }

func appendEscaped(out []byte, r rune) []byte {
	if high, low := utf16.EncodeRune(r); high != utf8.RuneError {
		return fmt.Appendf(out, `\u%04x\u%04x`, high, low)
	}
	return fmt.Appendf(out, `\u%04x`, r)
}

// EncodeJSON returns value as JSON that is safe for a terminal, with the end of a line. An indent of ""
// puts it on one line. What only HTML minds stays as it is.
func EncodeJSON(value any, indent string) ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", indent)
	if err := encoder.Encode(value); err != nil {
		return nil, err
	}
	return EscapeJSON(b.Bytes()), nil
}
