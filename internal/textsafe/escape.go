package textsafe

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Escape returns a printable form of an identity. Clean text without a backslash is its own
// form. Of any other text every backslash is doubled and everything but printable ASCII is
// written as in a Go string literal: \u009b, \U000e0041, and \xff for a byte that is not UTF-8.
// Different texts have different forms, and a form is as long as its text needs.
func Escape(s string) string {
	if !strings.Contains(s, `\`) && Clean(s) == s {
		return s
	}
	var b strings.Builder
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, `\x%02x`, s[0])
		case r == '\\':
			b.WriteString(`\\`)
		case ' ' <= r && r <= '~':
			b.WriteByte(byte(r))
		case r > 0xFFFF:
			fmt.Fprintf(&b, `\U%08x`, r)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
		s = s[size:]
	}
	return b.String()
}
