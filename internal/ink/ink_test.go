package ink

import "testing"

func TestOnlyWhatIsSeenIsPainted(t *testing.T) {
	for _, c := range []struct {
		colored Colored
		style   Style
		text    string
		want    string
	}{
		{true, Bold, "NAME", "\x1b[1mNAME\x1b[0m"},
		{true, Lit, " a b  ", "\x1b[1;32m a b\x1b[0m  "},
		{true, Dim, "  ", "  "},
		{true, Plain, "text", "text"},
		{false, Red, "text", "text"},
	} {
		if got := c.colored.Paint(c.style, c.text); got != c.want {
			t.Errorf("%q in %q: %q, want %q", c.text, c.style, got, c.want)
		}
	}
}
