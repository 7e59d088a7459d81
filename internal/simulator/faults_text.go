package simulator

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
)

// Faults of text: the first rows get names, user names and descriptions that attack a terminal,
// or that are hard to lay out.
const (
	FaultTextEscapes   Fault = "text-escapes"
	FaultTextC1        Fault = "text-c1"
	FaultTextControls  Fault = "text-controls"
	FaultTextUnclosed  Fault = "text-unclosed"
	FaultTextInvisible Fault = "text-invisible"
	FaultTextWide      Fault = "text-wide"
	FaultTextLong      Fault = "text-long"
	FaultTextShell     Fault = "text-shell"
)

const longText = 1 << 20

var textFaults = []faultEntry{
	{FaultTextEscapes, "46", "names hosts with clear screen, OSC 52, a window title and OSC 8", listsOnly,
		texts("\x1b[2J\x1b[Hcleared", "\x1b]52;c;b3duZWQ=\x07clip", "\x1b]0;owned\x07title",
			"\x1b]8;;http://127.0.0.1/\x1b\\link\x1b]8;;\x1b\\", "\x1b[31mred", "\x1bcreset")},
	{FaultTextC1, "47", "names hosts with U+009B, a raw byte 0x9b and invalid UTF-8", listsOnly,
		texts("\u009b2Jc1", "\x9b2Jraw", "\u009d0;owned\u009ctitle", "cut\xe6\x97", "\xff\xfe",
			"over\xc0\xaflong", "\xed\xa0\x80surrogate")},
	{FaultTextControls, "48", "names hosts with CR, LF, tab, backspace, NUL and DEL", listsOnly,
		texts("over\rwritten", "two\nlines", "tab\tstop", "back\b\b\b\bspace", "nul\x00byte", "bell\a\a",
			"del\x7fete", "\u2028line\u2029paragraph")},
	{FaultTextUnclosed, "49", "names hosts with sequences that never end", listsOnly,
		texts("\x1b]0;open", "\x1bPopen", "\x1b_open", "\x1b[", "\x1b", "\x1b]8;;http://127.0.0.1/")},
	{FaultTextInvisible, "50", "names hosts with bidirectional controls, invisible characters and look-alikes", listsOnly,
		texts("\u202egnp.tsoh", "\u2066isolated", "ren\u200bder-07", "render\u2060-07",
			"tag\U000E0041\U000E0042\U000E007F", "\ufeffrender-07", "r\u0435nder-07", "\u00adsoft")},
	{FaultTextWide, "51", "names hosts with emoji sequences, 50 accents on a letter and wide characters", listsOnly,
		texts("👩‍👩‍👧‍👦 family", "❤️ heart", "👍🏽 thumb", "e"+strings.Repeat("\u0301", 50),
			"編集室編集室編集室編集室編集室", "🇯🇵 flag", "한글 ﾊﾝｶｸ", "☠︎ text style")},
	{FaultTextLong, "52", "names a host with a megabyte of escape sequences", listsOnly,
		longTexts},
	{FaultTextShell, "54", "names hosts as if for a shell", listsOnly,
		texts("-rf", "--help", "$(touch owned)", "; rm -rf .", "`id`", "| cat", "a\"b'c", "%PATH%")},
}

// longTexts builds its text when it is asked for: every run of the program would begin with that otherwise.
func longTexts(w http.ResponseWriter, r *http.Request, service http.Handler) {
	texts(strings.Repeat("\x1b[31m", longText/len("\x1b[31m")))(w, r, service)
}

// texts gives the first rows these texts, one each, in every field that people read.
func texts(hostile ...string) trick {
	return respell(func(rows []row) []row {
		for i := range min(len(rows), len(hostile)) {
			text := hostile[i]
			rows[i]["name"] = quoted(text)
			rows[i]["description"] = quoted(text)
			if _, ok := rows[i]["user_name"]; ok {
				rows[i]["user_name"] = quoted(provider + "#" + text)
			} else {
				rows[i]["user"] = json.RawMessage(`{"name":` + string(quoted(text)) + `}`)
			}
		}
		return rows
	})
}

// quoted returns text as a JSON string that keeps bytes which are not UTF-8, where encoding/json
// would put U+FFFD.
func quoted(text string) json.RawMessage {
	out := []byte{'"'}
	for _, b := range []byte(text) {
		switch {
		case b == '"' || b == '\\':
			out = append(out, '\\', b)
		case b < ' ':
			out = fmt.Appendf(out, `\u%04x`, b)
		default:
			out = append(out, b)
		}
	}
	return append(out, '"')
}
