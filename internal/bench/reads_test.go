package bench

import "testing"

func TestTheScreenReadsAsOnATerminal(t *testing.T) {
	for name, c := range map[string]struct{ written, want string }{
		"text":                    {"ab\r\ncd", "ab\ncd\n\n"},
		"colours and modes":       {"\x1b[?1049h\x1b[1;31ma\x1b[m\x1b]2;title\ab", "ab\n\n\n"},
		"places":                  {"\x1b[2;3Hx\x1b[A\x1b[Gy\x1b[3dz", "y\n  x\n z\n"},
		"wide characters":         {"東京x\x1b[1;5Hy", "東京y\n\n\n"},
		"what is erased":          {"abcdef\x1b[3G\x1b[K\x1b[1G\x1b[X", " b\n\n\n"},
		"what is repeated":        {"a\x1b[3b", "aaaa\n\n\n"},
		"what scrolls":            {"1\r\n2\r\n3\r\n4", "2\n3\n4\n"},
		"a region that scrolls":   {"1\r\n2\r\n3\x1b[2;3r\x1b[S\x1b[H0", "0\n3\n\n"},
		"lines that are put in":   {"1\r\n2\x1b[H\x1b[L", "\n1\n2\n"},
		"lines that are too long": {"abcdefghij", "abcdefgh\nij\n\n"},
	} {
		whole, parts := newScreen(8, 3), newScreen(8, 3)
		_, _ = whole.Write([]byte(c.written))
		for i := range len(c.written) { // a read may end anywhere
			_, _ = parts.Write([]byte{c.written[i]})
		}
		if whole.String() != c.want || parts.String() != c.want {
			t.Errorf("%s: %q, byte by byte %q, want %q", name, whole, parts, c.want)
		}
	}
}
