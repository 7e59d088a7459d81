package textsafe

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

func TestCleanKeepsWhatPeopleWrite(t *testing.T) {
	for _, name := range []string{
		"", "edit-suite-01", "Büro (2. Stock) — 50 %", "東京の編集室", "山田　太郎", "서울", "студия",
		"שָׁלוֹם", "مرحبا", "हिन्दी", "क्ष्म्य्र्य", "நிலையம்", "กำแพง", "Việt Nam", "a\u00a0b",
		"👍 🎮 🎨", "🇩🇪🇫🇷", "½ ™ ©", "�",
	} {
		if got := Clean(name); got != name {
			t.Errorf("Clean(%q) = %q", name, got)
		}
	}
}

func TestCleanReplacesRunsByOneMark(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"control run", "a\x00\x01\x02b", "a�b"},
		{"two runs", "\x07a\x08", "�a�"},
		{"replacement characters too", "a��\x1bb", "a�b"},
		{"private use", "\ue0b0 Apple \uf8ff", "� Apple �"},
		{"unassigned", "a\u0378b", "a�b"},
		{"line separator", "a\u2028b\u2029c", "a�b�c"},
		{"soft hyphen", "pay\u00adpal", "pay�pal"},
		{"filler that looks like a space", "a\u3164b", "a�b"},
		{"mark with no letter", "\u0301a", "�a"},
		{"mark after what was removed", "a\x1b\u0301b", "a�b"},
		{"pile of marks", "e" + strings.Repeat("\u0301", 50) + "f", "é\u0301\u0301\u0301�f"},
		{"vowel sign after what was removed", "ก\x1bำ ก", "ก� ก"},
		{"skin tone with no emoji", "🏽a", "�a"},
		{"skin tone on a letter", "A🏽 é🏽", "A� é�"},
		{"skin tone", "👍🏽 ok", "👍� ok"},
		{"second skin tone", "👍🏽🏽", "👍�"},
		{"family", "👨‍👩‍👧 home", "👨� home"},
		{"joined flag", "🏳️‍🌈", "🏳�"},
		{"kiss of two skin tones", "👩🏻‍❤️‍💋‍👨🏽", "👩�"},
		{"half a flag", "🇩🇪🇫", "🇩🇪�"},
		{"letter that swallows padding", "a\u0d4e", "a�"},
		{"vowel sign on a Latin letter", "Aำ ก", "A� ก"},
		{"new mark that one measure takes for a letter", "@\u0cf3", "@�"},
		{"joiner between letters", "a\u200db", "a�b"},
		{"joiner on a letter that is an emoji", "ℹ\u200d👩", "ℹ�👩"},
		{"joiner at the end", "👩\u200d", "👩�"},
		{"two joiners", "👩\u200d\u200d👩", "👩�👩"},
		{"joiner before a mark", "👩\u200d\u0301", "👩�"},
		{"joiner before a skin tone", "👩\u200d🏽", "👩�"},
		{"joiner in an Indic word keeps its letters", "क्\u200dष", "क्�ष"},
		{"style of a letter", "a\ufe0fb", "a�b"},
		{"second style", "🖥\ufe0f\ufe0f", "🖥�"},
		{"style after a mark", "🖥\u0301\ufe0f", "🖥\u0301�"},
		{"supplementary selector", "葛\U000e0100", "葛�"},
		{"tag flag", "🏴\U000e0067\U000e0062\U000e007f", "🏴�"},
		{"emoji as wide as the terminal likes", "☝🏽 up", "☝� up"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := Clean(tt.in); got != tt.want {
				t.Errorf("Clean(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

// The renderer loses an accent that comes by itself after an ASCII letter. macOS writes names so.
func TestCleanComposesAccents(t *testing.T) {
	if got := Clean("Bu\u0308ro Vie\u0323\u0302t"); got != "Büro Việt" {
		t.Errorf("%q", got)
	}
}

// A symbol's style is dropped where one measure counts a cell for it and the other does not.
func TestCleanDropsAStyleThatMakesTheWidthUncertain(t *testing.T) {
	for in, want := range map[string]string{
		"🖥\ufe0f edit": "🖥 edit", "❤\ufe0f": "❤", "1\ufe0f\u20e3": "1\u20e3", "㊗\ufe0f": "㊗\ufe0f",
	} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestCleanIsBounded(t *testing.T) {
	for name, in := range map[string]string{
		"plain":           strings.Repeat("x", 1<<20),
		"wide":            strings.Repeat("界", 1<<20),
		"marks":           "e" + strings.Repeat("\u0301", 1<<20),
		"emoji chain":     "👩" + strings.Repeat("\u200d👩", 1<<20),
		"jamo":            strings.Repeat("ᄀ", 1<<20),
		"conjunct":        strings.Repeat("क्", 1<<20),
		"growing":         strings.Repeat("a\xff", 1<<20),
		"growing to it":   strings.Repeat("a\xff", maxBytes/2),
		"one byte beyond": strings.Repeat("x", maxBytes+1),
	} {
		got := Clean(in)
		if len(got) > maxBytes || !strings.HasSuffix(got, ellipsis) {
			t.Errorf("%s: %d bytes, ends in %q", name, len(got), got[max(0, len(got)-6):])
		}
		for rest := got; rest != ""; {
			cluster := firstCluster(rest)
			if n := utf8.RuneCountInString(cluster); n > maxClusterRunes {
				t.Errorf("%s: a cluster of %d characters", name, n)
			}
			rest = rest[len(cluster):]
		}
	}
	if in := strings.Repeat("x", maxBytes); Clean(in) != in {
		t.Error("text of just the allowed length was cut")
	}
}

// Every character there is, alone: it comes out as itself or as U+FFFD, equally wide for both
// measures of the renderer, and joins neither what a cell puts before it nor what comes after.
func TestCleanOfEveryCharacter(t *testing.T) {
	for r := rune(0); r <= utf8.MaxRune; r++ {
		in := string(r)
		got := Clean(in)
		if got != in && got != "�" {
			t.Errorf("%U became %q", r, got)
		}
		if w := ansi.StringWidth(got); w < 1 || w > 2 || w != ansi.StringWidthWc(got) || w != Width(got) {
			t.Errorf("%U: uncertain width of %q", r, got)
		}
		if firstCluster("a"+got) != "a" || firstCluster(got+" ") != got {
			t.Errorf("%U joins its neighbours", r)
		}
	}
}

func TestCleanOfCleanASCIIAllocatesNothing(t *testing.T) {
	if n := testing.AllocsPerRun(100, func() { Clean("edit-suite-01 (studio)") }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestCleanLine(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"colours", "\x1b[1;31merror:\x1b[0m no such peer\x1b[m\r\n", "error: no such peer"},
		{"colour with sub-parameters", "\x1b[38:2::1:2:3mx", "x"},
		{"other sequences stay visible", "\x1b[2Jx\x1b]0;t\x07", "�[2Jx�]0;t�"},
		{"unfinished colour", "x\x1b[31", "x�[31"},
		{"progress", "10%\r20%\r\n", "10%�20%"},
		{"nothing", "\n", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := CleanLine([]byte(tt.in)); got != tt.want {
				t.Errorf("CleanLine(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
	many := []byte(strings.Repeat("\x1b[0m", 1<<18) + strings.Repeat("x", 1<<18))
	if got := CleanLine(many); len(got) > maxBytes || !strings.HasPrefix(got, "xxx") {
		t.Errorf("a long coloured line became %d bytes", len(got))
	}
}

// The cost is bounded by what is kept, whatever comes in.
func BenchmarkClean(b *testing.B) {
	for name, in := range map[string]string{
		"name":            "edit-suite-01",
		"emoji":           "🖥️ Büro 東京 👨‍👩‍👧",
		"4KiB-of-escapes": strings.Repeat("\x1b[31m", maxBytes/5),
		"1MB-of-escapes":  strings.Repeat("\x1b[31m", 1<<20/5),
		"1MB-of-marks":    "e" + strings.Repeat("\u0301", 1<<19),
		"1MB-of-OSC":      strings.Repeat("\x1b]8;;", 1<<20/5),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Clean(in)
			}
		})
	}
}
