package textsafe

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

func TestTruncate(t *testing.T) {
	for _, tt := range []struct {
		in    string
		width int
		want  string
	}{
		{"edit", 4, "edit"}, {"edit", 9, "edit"}, {"edit", 3, "ed…"}, {"edit", 1, "…"}, {"edit", 0, ""}, {"edit", -1, ""},
		{"東京", 4, "東京"}, {"東京", 3, "東…"}, {"東京", 2, "…"}, {"a東", 2, "a…"},
		{"e\u0301e\u0301e\u0301", 2, "e\u0301…"}, {"👨‍👩‍👧x", 2, "…"}, {"👨‍👩‍👧x", 3, "👨‍👩‍👧x"}, {"", 3, ""},
	} {
		if got := Truncate(tt.in, tt.width); got != tt.want {
			t.Errorf("Truncate(%q, %d) = %q, want %q", tt.in, tt.width, got, tt.want)
		}
	}
}

func TestPad(t *testing.T) {
	for _, tt := range []struct {
		in    string
		width int
		want  string
	}{
		{"ab", 4, "ab  "}, {"ab", 2, "ab"}, {"abc", 2, "a…"}, {"東京", 3, "東…"}, {"a東京", 3, "a… "}, {"", 2, "  "}, {"x", 0, ""}, {"x", -3, ""},
	} {
		if got := Pad(tt.in, tt.width); got != tt.want {
			t.Errorf("Pad(%q, %d) = %q, want %q", tt.in, tt.width, got, tt.want)
		}
	}
}

func TestFittingTextAllocatesNothing(t *testing.T) {
	for _, s := range []string{"edit-suite-01", "東京の編集室"} {
		if n := testing.AllocsPerRun(100, func() { Truncate(s, 40); Width(s) }); n != 0 {
			t.Errorf("%q: %v allocations", s, n)
		}
	}
}

func FuzzClean(f *testing.F) {
	for _, s := range []string{
		"edit-suite-01", "東京", "👨‍👩‍👧🏽", "🖥\ufe0f 1\ufe0f\u20e3", "\x1b[2J\u009b\x9b", "e\u0301\u0301\u0301\u0301\u0301", "हिन्दी", "กำ", "🇩🇪🇫",
		"क्\u200dष", "ᄀᄀᄀ", "\u0301", "a\u200d\u200db", "☝🏽", "\u0d4e", "A🏽", "\u0600a", "0\u0344\u0344\u0344\x84", strings.Repeat("界", maxBytes/3+1),
	} {
		f.Add(s, 12)
	}
	f.Fuzz(func(t *testing.T, s string, width int) {
		clean := Clean(s)
		assertInert(t, s)
		if len(clean) > maxBytes || !utf8.ValidString(clean) || Clean(clean) != clean {
			t.Errorf("Clean(%q) = %q, again %q", s, clean, Clean(clean))
		}
		if strings.Contains(clean, "��") || (s != "") != (clean != "") {
			t.Errorf("Clean(%q) = %q", s, clean)
		}
		for rest := clean; rest != ""; {
			cluster := firstCluster(rest)
			if base, _ := utf8.DecodeRuneInString(cluster); (base < utf8.RuneSelf || !unicode.IsLetter(base)) && !isSettled(cluster) {
				t.Errorf("Clean(%q) = %q: %q is of uncertain width", s, clean, cluster)
			}
			rest = rest[len(cluster):]
		}
		width %= 200
		padded, short := Pad(clean, width), Truncate(clean, width)
		if ansi.StringWidth(padded) != max(0, width) || Width(padded) != max(0, width) {
			t.Errorf("Pad(%q, %d) = %q is %d wide", clean, width, padded, ansi.StringWidth(padded))
		}
		if Width(short) > max(0, width) || Width(clean) <= width && short != clean {
			t.Errorf("Truncate(%q, %d) = %q", clean, width, short)
		}
		// A cell stands between others: nothing it ends or begins with joins them.
		if ansi.StringWidth("│"+padded+"│") != max(0, width)+2 {
			t.Errorf("%q joins its neighbours", padded)
		}
	})
}

func FuzzCleanLine(f *testing.F) {
	f.Add([]byte("\x1b[1;31merror\x1b[0m\r\n"))
	f.Add([]byte("\x1b[\x1b[0m0m\x9b"))
	f.Fuzz(func(t *testing.T, line []byte) {
		if got := CleanLine(line); Clean(got) != got {
			t.Errorf("CleanLine(%q) = %q is not clean", line, got)
		}
	})
}

func TestLatinLettersAreOneCellWide(t *testing.T) {
	for r := rune(0); r < 0x180; r++ {
		for _, text := range []string{string(r), "a" + string(r), string(r) + "b", string(r) + "\u0301", "ä" + string(r) + string(r)} {
			if got, want := Width(text), ansi.StringWidth(text); got != want {
				t.Errorf("%q has the width %d, want %d", text, got, want)
			}
		}
	}
	for _, cut := range []string{"a\xc2", "\xc3", "\xc2a"} {
		if got, want := Width(cut), ansi.StringWidth(cut); got != want {
			t.Errorf("%q has the width %d, want %d", cut, got, want)
		}
	}
}

func BenchmarkWidth(b *testing.B) {
	for _, text := range []string{"render-00012", "studio · zoë", "서울-render-01"} {
		b.Run(text, func(b *testing.B) {
			for b.Loop() {
				Width(text)
			}
		})
	}
}
