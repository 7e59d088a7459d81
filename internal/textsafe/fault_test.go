package textsafe

import (
	"strings"
	"testing"
	"unicode/utf8"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// assertInert draws text in a cell between two neighbours with the dashboard's own renderer, by
// both of its measures, and fails unless both neighbours stay where they are, one line high.
func assertInert(t *testing.T, text string) {
	t.Helper()
	const width = 24
	clean := Clean(text)
	if !utf8.ValidString(clean) || strings.ContainsFunc(clean, func(r rune) bool {
		return !isInert(r) && r != joiner && !isStyle(r)
	}) {
		t.Fatalf("Clean(%q) = %q is not inert", text, clean)
	}
	measures := []ansi.Method{ansi.GraphemeWidth}
	if !hasUncertainLetters(clean) {
		measures = append(measures, ansi.WcWidth)
	}
	for _, measure := range measures {
		screen := uv.NewScreenBuffer(width+2, 2)
		screen.Method = measure
		row := "[" + Pad(clean, width) + "]"
		uv.NewStyledString(row+"\nnext").Draw(screen, screen.Bounds())
		left, right, below := screen.CellAt(0, 0), screen.CellAt(width+1, 0), screen.CellAt(0, 1)
		if left.Content != "[" || right.Content != "]" || below.Content != "n" {
			t.Errorf("measure %d: %q drew %q … %q over %q", measure, row, left.Content, right.Content, below.Content)
		}
	}
}

// hasUncertainLetters reports whether s has a cluster that the package documentation excepts.
func hasUncertainLetters(s string) bool {
	return ansi.StringWidth(s) != ansi.StringWidthWc(s)
}

func TestFault46_TerminalCommands(t *testing.T) {
	for _, s := range []string{
		"\x1b[2J\x1b[Hgone", "\x1b]52;c;ZXZpbA==\x07", "\x1b]0;title\x1b\\", "\x1b]8;;http://x\x1b\\click\x1b]8;;\x1b\\",
		"\x1bP1$r0m\x1b\\", "\x1bc", "\x1b[?1049l", "\x1b[6n",
	} {
		assertInert(t, s)
		if strings.ContainsAny(Clean(s), "\x1b\x07") {
			t.Errorf("a control survived in Clean(%q)", s)
		}
	}
}

func TestFault47_EightBitControlsAndInvalidUTF8(t *testing.T) {
	for _, s := range []string{"\u009b2J", "\x9b2J", "a\xff\xfeb", "\xe2\x82", "\xc0\xaf", "\xed\xa0\x80", "\u0090q\u009c", "日\x9b31m本"} {
		assertInert(t, s)
	}
}

func TestFault48_LineControls(t *testing.T) {
	for _, s := range []string{"a\r\nb", "a\rb", "a\nb", "a\tb", "a\x08\x08b", "a\x00b", "a\x7fb", "a\vb\fc", "a\u0085b"} {
		assertInert(t, s)
		if Clean(s) == Clean("ab") || Clean(s) == Clean("a b") {
			t.Errorf("%q looks like a harmless name", s)
		}
	}
}

func TestFault49_UnterminatedSequencesLeaveNeighboursVisible(t *testing.T) {
	for _, s := range []string{"\x1b]0;never ends", "\x1b]", "\x1bP", "\x1b[", "\x1b", "\u009d0;x", "\x1b_x", "\x1b^x", "\x1bXx"} {
		assertInert(t, s)
	}
}

func TestFault50_InvisibleCharactersBecomeVisible(t *testing.T) {
	for _, r := range []rune{
		0x200E, 0x200F, 0x061C, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069,
		0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD, 0xFFF9, 0xFFFA, 0xFFFB, 0x2028, 0x2029, 0xE0041, 0xE007F,
		0x034F, 0x115F, 0x1160, 0x3164, 0xFFA0, 0x180E, 0xFE00, 0xFE0F, 0xE0100, 0x2061, 0x206A,
	} {
		name := "pay" + string(r) + "pal"
		assertInert(t, name)
		if got := Clean(name); got != "pay�pal" {
			t.Errorf("%U: %q", r, got)
		}
		if got := Escape(name); got == "paypal" || strings.ContainsRune(got, r) {
			t.Errorf("%U: escaped as %q", r, got)
		}
	}
}

func TestFault51_ColumnsStayAligned(t *testing.T) {
	for _, s := range []string{
		"👨‍👩‍👧‍👦 family", "🖥️ edit", "❤️", "1️⃣ first", "👍🏽 ok", "☝🏽", "⛹🏽‍♀️", "🏳️‍🌈", "👁‍🗨", "🇩🇪🇫", "東京の編集室にある三番目の機械", "ｶﾞ",
		"e" + strings.Repeat("\u0301", 50), strings.Repeat("e\u0301", 50), "각ᄀ", "ﷺ", "مرحبا", "נקוד", "हिन्दी", "กำแพง",
	} {
		assertInert(t, s)
	}
	// The measures disagree about these letters only: whatever else is in the name is certain.
	for _, s := range []string{"🖥️ e\u0301 ❤️ 👍🏽 東京"} {
		if hasUncertainLetters(Clean(s)) {
			t.Errorf("Clean(%q) has an uncertain width", s)
		}
	}
}

func TestFault52_AMegabyteOfEscapes(t *testing.T) {
	for _, s := range []string{strings.Repeat("\x1b[31m", 200_000), strings.Repeat("\x1b]8;;", 200_000), strings.Repeat("\x1b", 1<<20)} {
		assertInert(t, s)
		if n := len(Clean(s)); n > 4<<10 {
			t.Errorf("%d bytes of it were kept", n)
		}
	}
}

func TestFault53_HostileOutputOfAChild(t *testing.T) {
	for _, s := range []string{"\x1b[31merror\x1b[0m\x1b]52;c;eA==\x07\n", "\x1b[1m\u009b2J\r\n", "\x1b[0m\x1b[0m\u202e"} {
		line := CleanLine([]byte(s))
		assertInert(t, line)
		if Clean(line) != line {
			t.Errorf("CleanLine(%q) = %q is not clean", s, line)
		}
	}
}

func TestFault54_ShellSyntaxIsOrdinaryText(t *testing.T) {
	for _, s := range []string{"-rf", "$(reboot)", "; rm -rf /", "`id`", "a && b", "%PATH%", `"quoted" 'twice'`} {
		if Clean(s) != s || Escape(s) != s {
			t.Errorf("%q was changed", s)
		}
	}
}
